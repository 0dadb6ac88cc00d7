/**
 * What stands between brackets when a source is named by author and year: `Smith & Jones 2019, p. 12; Miller et al.,
 * 2018`, `vgl. Müller 2015, S. 12 f.`, `ebd.`, `World Health Organization, 2021`.
 *
 * A name and a year alone may be a place or a thing with its date (`Berlin, 1989`): then the names that head the
 * document's reference list decide, if it has one.
 */
import type { Evidence, Found } from './found.ts'
import { event, institution, noAuthors } from './no-authors.ts'

type Judgement = Pick<Found, 'holds' | 'counts' | 'who'>

export const yearPattern = String.raw`(?:(?:\[(?:1[4-9]\d\d|20\d\d)\]\s)?\[?(?:1[4-9]\d\d|20\d\d)\]?[a-z]?(?:\s?[/–-]\s?(?:\d{4}|\d{2})[a-z]?|\s\[(?:1[4-9]\d\d|20\d\d)\])?)`
const undated = String.raw`(?:n\.\s?d\.|o\.\s?J\.|s\.\s?d\.|in press|im Druck|im Ersch(?:einen|\.)|i\.\s?E\.|forthcoming|submitted|in prep(?:aration|\.)?|in Vorb(?:ereitung|\.)?|unpublished)`
const when = String.raw`(?:${yearPattern}|${undated})`
const dates = String.raw`${when}(?:\s*(?:,|&|and|und|,\s*(?:and|und))\s*${when})*(?:\s*,\s*[a-z](?=\s*(?:,|$)))*`
/** Pages and the like; a bare number only behind a colon or comma. */
const label = String.raw`(?:pp?\.|S\.|ss?\.|§§?|[Cc]h(?:s|ap|aps)?\.|[Cc]hapters?|[Ss]ect?s?\.|[Ss]ections?|Kap\.|Kapitel|Abschn\.|Abschnitt|Abb\.|[Ff]igs?\.|[Ff]igures?|Tab\.|[Tt]ables?|[Ee]qs?\.|[Vv]ol\.|Bd\.|nos?\.|Nr\.|Hefte?|Seiten?|pages?|paras?\.?|Rn\.|Rz\.|Art\.|Anm\.|Fn\.|fn\.|n\.|note|Sp\.|Z\.|Zeilen?|lines?|ll?\.|fols?\.|Bl\.|Teil|[Pp]art|[Aa]ppendix|Anh\.|Anhang)`
const numbers = String.raw`[A-Z]?[\dIVXLivxl]+[a-z]?(?:[.:][\dIVXivx]+)*(?:\s*(?:[–—‒‑-]|,|&|and|und|bis|u\.)\s*[\dIVXivx]+[a-z]?)*(?:\s*(?:ff?\.?|et seq\.?|passim|sq+\.?))?`
const pages = String.raw`(?:${label}\s*${numbers}|passim|o\.\s?S\.|n\.\s?p\.|loc\.\s*\d+)`
const place = String.raw`(?:\s*[,:]\s*(?:${pages}|${numbers}(?=\s*(?:[,;]|$)))|\s+${pages})`
const places = String.raw`${place}(?:\s*[,;]\s*(?:${pages}))*`
const tail = String.raw`(?:\s*[,;–—]?\s*(?:emphasis (?:added|mine|in (?:the )?original)|my (?:emphasis|translation)|own translation|translation mine|Hervorh(?:ebung|\.)\s(?:im (?:Original|Orig\.)|i\.\s?O\.|d\. Verf\.|durch [\p{L} ]{1,30}|von mir|\p{Lu}\.\s?\p{Lu}\.)|eigene Übersetzung|Übers(?:etzung|\.) (?:d\. Verf\.|des Verfassers|der Verfasserin|von mir)|and (?:the )?references (?:there)?in|and others|among others|u\.\s?a\.|u\.\s?v\.\s?a\.|m\.\s?w\.\s?N\.|for (?:a |an |recent )?(?:reviews?|overviews?|discussions?|details|summary)|passim|etc\.))`
/** One word at a time, none of them made of others: so there is one way only to read a row of them. */
const leading =
  'see|cf\\.?|e\\.\\s?g\\.|i\\.\\s?e\\.|for|example|instance|also|compare|but|contra|pace|as|adapted|modified|taken|based|on|from|after|according|to|following|cited|quoted|reported|reviewed|reprinted|discussed|described|shown|in|by|a|an|recent|reviews?|overviews?|examples|discussions?|details|among|others|most|recently|both|similarly|respectively|Sources?|Data|and|vgl\\.|vergleiche|siehe|s\\.(?:\\s?[ao]\\.)?|u\\.\\s?a\\.|z\\.\\s?B\\.|auch|dazu|hierzu|hier|etwa|zum|Beispiel|so|nach|laut|zit(?:iert|\\.)?|n\\.|aus|bspw\\.|beispielsweise|insb(?:es)?\\.|insbesondere|exemplarisch|ausführlich|grundlegend|zusammenfassend|kritisch|anders|ähnlich|bereits|zuletzt|im|Überblick|statt|vieler|bei|von|und|sowie|aber|dagegen|hingegen|Quellen?|Daten'
const lead = String.raw`(?:(?:${leading})[:,]?\s+){0,8}`

const particle = String.raw`(?:(?:[Vv]an|[Vv]on|de[nr]?|[Dd]e|del|della|di|da|dos|du|la|le|zu|zur|zum|ten|ter|af|av|el|al|bin|ibn|[Dd]'|[Dd]’|[Oo]'|St\.|y|e)\s*)`
const surname = String.raw`${particle}{0,3}\p{Lu}[\p{L}'’]*(?:[-‑–]\p{L}[\p{L}'’]*)*`
const initials = String.raw`(?:\p{Lu}\p{Ll}?\.[\s-]?){1,4}`
const person = String.raw`(?:${initials}\s?${surname}|${surname},\s*${initials}|${surname})`
const others = String.raw`(?:,?\s*(?:(?:et|&)\.?\s*al\.?,?|u\.\s?a\.|and (?:colleagues|others|co-?workers|associates)|und (?:Kollegen|Mitarbeiter|andere|Kolleginnen)|u\.\s?Mitarb\.))`
const role = String.raw`(?:,?\s*\(?(?:Hrsg|Hg|Hgg|eds?|Eds?|Übers|trans|Bearb)\.?\)?:?)`
const joint = String.raw`(?:\s*(?:,\s*(?:&|and|und)|[,/&+]|;|\band\b|\bund\b|\bu\.(?!\s?a\.)|\by\b|\bet\b|\sand\s|\sund\s)\s*)`
const people = String.raw`${person}(?:${joint}${person}){0,11}${others}?${role}?`
const bodyWord = String.raw`(?:\p{Lu}[\p{L}\d&'’.-]*|of|the|for|and|on|in|für|und|der|des|die|zur|zum|im|&)`
const body = String.raw`(?:the\s+)?\p{Lu}[\p{L}\d&'’.-]*(?:\s+${bodyWord}){0,9}(?:\s*[[(]\p{Lu}[\p{L}-]{1,12}[\])])?`

const cited = new RegExp(
  `^(?<lead>${lead})(?<names>${people})(?<gap>(?:'s|’s|s['’])?\\s*,?\\s*(?:\\(\\s*)?)(?<dates>${dates})\\s*\\)?(?<places>${places})?(?<tail>${tail})?\\s*\\.?$`,
  'u',
)
const citedBody = new RegExp(
  `^(?<lead>${lead})(?<names>${body})(?<gap>\\s*,?\\s*)(?<dates>${dates})(?<places>${places})?(?<tail>${tail})?\\s*\\.?$`,
  'u',
)
const talk = /ommunication|comm\.|email|interview|Mitt|Kommunikation|Auskunft/
/** Letters and talks, which no list names: `J. Brown, personal communication, May 4, 2011`. */
const told = new RegExp(
  `^(?:${lead})(?<names>${people}),?\\s+(?:personal communication|pers\\.\\s?comm\\.|private communication|email|interview|(?:persönliche|pers\\.|mündliche|schriftliche|briefliche) (?:Mitteilung|Mitt\\.|Kommunikation|Auskunft))(?:,?\\s+[\\p{L}\\d.,\\s]{0,24}\\d{4})?$`,
  'u',
)
/** Further years or pages of a source that has been named: `2019a, 2020`, `p. 12`. */
const more = new RegExp(`^(?:${lead})(?:(?:${dates})(?:${places})?|${pages})(?:${tail})?\\s*\\.?$`, 'u')
/** An author and a page, as the Modern Language Association writes it: `Smith 12`, `Smith and Jones 12–14`. */
const paged = new RegExp(
  `^(?<lead>${lead})(?<names>${people})(?<pages>,?\\s+${pages}|\\s+\\d{1,3}(?:[–-]\\d{1,3})?)\\s*\\.?$`,
  'u',
)

const again = String.raw`(?:ibid(?:em)?|ib|ebd|ebda|ebenda|ebd\.?|op\.\s?cit|loc\.\s?cit|a\.\s?a\.\s?O|id(?:em)?|ders|dies|passim|eadem|ibd|o\. ?c|l\. ?c)`
const sameSource = new RegExp(
  `^(?:${lead})(?:(?:${people}),?\\s+)?${again}\\.?(?:\\s*,?\\s*${dates})?(?:${places}|\\s+${numbers})?(?:${tail})?\\s*\\.?$`,
  'iu',
)

/** Years, with pages or without, that stand by themselves in brackets after an author's name. */
const alone = new RegExp(`^(?:\\s*)(?<dates>${dates})(?<places>${places})?(?<tail>${tail})?\\s*$`, 'u')
export const isYears = (contents: string): { located: boolean; lettered: boolean } | undefined => {
  const match = alone.exec(contents)
  if (!match || contents.length > 80 || /\d{4}\s?[–-]\s?\d{2,4}(?!\d)/.test(match.groups!['dates']!))
    return undefined // life dates
  return {
    located: match.groups!['places'] !== undefined,
    // Years alone, however many, may be those of elections: “(1998, 2002 und 2006)”.
    lettered: /\d{4}[a-z]|[a-z]{2,}|n\.\s?d/.test(match.groups!['dates']!.replace(/\b(?:and|und)\b/g, '')),
  }
}

const onlyPages = new RegExp(`^(?:${lead})(?:pp?\\.|S\\.|Rn\\.)\\s*${numbers}(?:${tail})?\\s*\\.?$`, 'u')
/** `(p. 12)`, `(S. 12 f.)`: part of a citation where it follows a quotation. */
export const isPages = (contents: string): boolean => onlyPages.test(contents)

/** `ibid., p. 12`, `ebd., S. 5`, `a. a. O.` */
export const isSameSource = (contents: string): boolean =>
  contents.length <= 120 && sameSource.test(contents) && !/^(?:dies|id|ib)$/.test(contents)

const known = (names: readonly string[], { authors }: Evidence): boolean =>
  names.some((name) => authors.has(name.toLowerCase()))

/** Whether an entry of the list of sources is by one of them, and of one of these years. */
export const isListed = (names: readonly string[], years: string, { authors }: Evidence): boolean =>
  (years.match(/\d{4}/g) ?? []).some((year) =>
    names.some((name) => authors.has(`${name.toLowerCase()} ${year}`)),
  )

/** Names without particles and initials, to be looked up. */
export const surnames = (names: string): string[] =>
  [...names.matchAll(/\p{Lu}[\p{L}'’]+(?:[-‑–]\p{L}[\p{L}'’]*)*/gu)].map(([name]) => name)

/** Between sources; the second may be where the first was quoted from. */
const secondHand =
  /;|,\s+(?=(?:as )?(?:cited|quoted|reported|discussed) in\s|(?:zitiert|zit\.) (?:nach|in|n\.)\s|nach:\s)/u

const quotedFrom = String.raw`(?:(?:as )?(?:cited|quoted) in|(?:zitiert|zit\.) (?:nach|in|n\.))\s`
/** Whose words they are, where only the place they were found in has a year: `Heraklit, zit. n. Diels 1903`. */
const speaker = new RegExp(`^${people},?\\s+(?=${quotedFrom})`, 'u')

type Verdict = 'sure' | 'likely' | 'unlikely' | 'more' | undefined

interface Judged {
  readonly verdict: Verdict
  readonly names: readonly string[]
  /** An author and a page, without a year. */
  readonly paged?: boolean
}

function judge(segment: string): Judged {
  const nothing = { verdict: undefined, names: [] }
  if (more.test(segment)) return { verdict: 'more', names: [] }
  const letter = talk.test(segment) ? told.exec(segment) : null
  if (letter) return { verdict: 'sure', names: surnames(letter.groups!['names']!) }
  const match = cited.exec(segment) ?? citedBody.exec(segment)
  if (!match) {
    const byPage = paged.exec(segment)
    const names = surnames(byPage?.groups?.['names'] ?? '')
    if (!byPage || names.length === 0 || names.some((name) => noAuthors.has(name))) return nothing
    const located = /[pS]\.\s*\d/.test(byPage.groups!['pages']!)
    return located && byPage.groups!['names']!.length > 1
      ? { verdict: 'sure', names }
      : { verdict: 'unlikely', names, paged: true }
  }
  const {
    lead: before = '',
    names: named = '',
    gap = '',
    dates: years = '',
    places: located,
    tail: more2,
  } = match.groups!
  const names = surnames(named)
  if (names.length === 0) return nothing
  if (event.test(named)) return nothing
  const body = institution.test(named)
  const strong =
    new RegExp(`${others}|&|\\p{Lu}\\.\\s|${role}$`, 'u').test(named) ||
    /\b(?:see|cf|vgl|siehe|zit|nach|quoted|cited|e\.\s?g|z\.\s?B)\b/u.test(before) ||
    (located !== undefined && /[\p{L}§:]/u.test(located)) ||
    more2 !== undefined ||
    /\d[a-z]|n\.\s?d|o\.\s?J|press|Druck|forthcoming/.test(years) ||
    /\d{4}\s*[,&]\s*\d{4}/.test(years)
  const foreign = names.some((name) => noAuthors.has(name))
  if (strong && !(foreign && names.length === 1)) return { verdict: 'sure', names }
  if (foreign && !body) return { verdict: 'unlikely', names }
  if (/\d{4}\s?[–-]\s?\d{2,4}$/.test(years)) return { verdict: 'unlikely', names } // when somebody lived
  const joined = /\s(?:and|und|u\.)\s|,|\//.test(named)
  const words = named.trim().split(/\s+/).length
  const simple = words === 1 || new RegExp(`^${particle}{1,3}\\p{Lu}\\S*$`, 'u').test(named)
  const acronym = /^\p{Lu}{2,8}$/u.test(named.trim())
  if (joined && !/\s(?:of|the|in|on|für|der|des)\s/u.test(named)) return { verdict: 'likely', names }
  if (simple && (gap.includes(',') || !/^\p{Lu}{1}$/u.test(named)))
    return { verdict: acronym && named.trim().length < 3 ? 'unlikely' : 'likely', names }
  return { verdict: body && (gap.includes(',') || words <= 4) ? 'likely' : 'unlikely', names }
}

/**
 * Whether contents of brackets name sources and nothing else.
 *
 * @param wordBefore the word before the bracket @param quoted whether a quotation ends there
 * @returns undefined if they hold prose
 */
export function citesByName(contents: string, wordBefore = '', quoted = false): Judgement | undefined {
  if (
    contents.length > 600 ||
    !/\d|n\.\s?d|o\.\s?J|press|Druck|Ersch|forthcoming|submitted|unpublished|prep|Vorb|p\.|ommunication|Mitt/.test(
      contents,
    )
  )
    return undefined
  if (!/\p{Lu}/u.test(contents)) return undefined
  const whole = judge(
    /cited|quoted|zit/.test(contents) ? contents.trim().replace(speaker, '') : contents.trim(),
  )
  const segments =
    whole.verdict !== undefined && whole.verdict !== 'more'
      ? [whole]
      : contents
          .split(secondHand)
          .map((segment) => segment.trim())
          .filter((segment) => segment !== '')
          .map((segment) =>
            isSameSource(segment) ? { verdict: 'sure' as const, names: [] } : judge(segment),
          )
  if (segments.some(({ verdict }) => verdict === undefined) || segments[0]?.verdict === 'more')
    return undefined
  const sources = segments.filter(({ verdict }) => verdict !== 'more')
  const who = sources.flatMap((source) => source.names)
  if (sources.some(({ verdict }) => verdict === 'sure')) return { counts: 'named', who }
  const likely = sources.every(({ verdict }) => verdict === 'likely')
  if (likely && sources.length > 1) return { counts: 'named', who }
  // After the name of a place, a name and a year say where in it, and when: “in Bremen (Walle, 1997)”.
  if (likely && !noAuthors.has(wordBefore))
    return { who, holds: (evidence) => !evidence.full || known(who, evidence) }
  if (whole.paged)
    return {
      who,
      holds: ({ cited, named }) =>
        who.some((name) => cited.has(name.toLowerCase())) || (named > 0 && (quoted || who.length > 1)),
    }
  return { who, holds: (evidence) => isListed(who, contents, evidence) }
}

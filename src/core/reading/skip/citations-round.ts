/**
 * Citations in round brackets: `(Smith, 2020)`, `(vgl. Müller 2015, S. 12 f.)`, `(ibid.)`, and the year after an
 * author's name in the sentence, `Smith (2020) argues`, of which the name stays.
 */
import { citesByName, isListed, isPages, isSameSource, isYears, surnames } from './author-year.ts'
import { type Evidence, type Found, type Pair, wordBefore } from './found.ts'
import { event, noAuthors } from './no-authors.ts'

const longestContents = 600

/** What an author does with what follows, and what stands before one: then a year in brackets is a citation. */
const reporting =
  /^['’]?s?,?\s+(?:(?:also|further|first|later|recently|has|have|had|already|therefore|even|explicitly|convincingly|similarly|thus|then|originally|hat|haben|hatte|hatten|kommt|kommen|konnten?|auch|bereits|schon|zudem|ebenfalls|wiederum|dagegen|jedoch)\s+){0,2}(?:argu|claim|show|find|found|suggest|propos|demonstrat|report|describ|stat(?:e|ed|es)\b|not(?:e|ed|es|ing)\b|observ|conclud|introduc|present|develop|investigat|examin|stud(?:y|ied|ies)|analy[sz]|review|discuss|identif|defin|point(?:s|ed)? out|emphasi[sz]|explain|provid|us(?:e|ed|es)\b|extend|compar|assum|consider|criticis|criticiz|writ(?:e|es|ing)\b|wrote|see(?:s|n)?\b|view|call|refer|distinguish|highlight|coin|reveal|offer|test(?:s|ed)?\b|measur|estimat|appl(?:y|ied|ies)|believ|mention|summari[sz]|hypothesi[sz]|postulat|maintain|assert|object|zeig|argument|beschreib|beschrieb|find(?:et|en)\b|fand(?:en)?\b|stell(?:t|te|en|ten)\b|beton|schreib|schrieb|verweis|verwies|unterscheid|unterschied|definier|kritisier|entwickel|untersuch|analysier|seh(?:en)\b|sieht\b|sah\b|weis(?:t|en)\b|wies(?:en)?\b|nenn|nannt|schl(?:ä|u)g|geh(?:t|en)\b|ging(?:en)?\b|sprech|sprich|formulier|behaupt|berichte|bezeichne|führ(?:t|te|en|ten)\b|leg(?:t|te|en|ten)\b|folger|vertret|vertritt|vertrat|fass(?:t|te|en)\b|erklär|kommt\b|vermut|konstatier|pläd|diskutier|präsentier|verwende|nutz(?:t|te|en)\b|belegt?|bestätig|prägt)/iu
/** Prepositions that say whose words come; the second kind does so only where the sentence goes on with a verb or stops. */
const attributing =
  /(?:^|[\s(„“"])(?:[Aa]ccording to|[Ff]ollowing|[Ss]ee(?: also)?|[Cc]f\.|[Cc]ompare|[Ii]n line with|[Cc]ontrary to|[Ss]tud(?:y|ies) (?:by|of)|[Ww]ork (?:by|of)|[Ff]indings (?:by|of)|[Pp]roposed by|[Dd]escribed (?:by|in)|[Rr]eported (?:by|in)|[Ss]hown (?:by|in)|[Ii]ntroduced by|[Dd]eveloped by|[Aa]s in|[Nn]ach|[Ll]aut|[Vv]gl\.(?: auch)?|[Ss]iehe(?: auch)?|[Gg]emäß|[Ii]n Anlehnung an|[Zz]ufolge|[Ii]m Sinne von|[Ff]olgt man)\s+$/u
const mentioning =
  /(?:^|[\s(„“"])(?:[Bb]y|[Aa]fter|[Uu]nlike|[Ll]ike|[Ff]rom|[Ii]n|[Bb]ei|[Ee]twa|[Ss]o|[Mm]it|[Aa]n|[Vv]on|[Ww]ie)\s+$/u

const author =
  /(?:(?:[Vv]an|[Vv]on|de[nr]?|[Dd]e|del|della|di|da|du|la|le|ten|ter|zu)\s+){0,3}\p{Lu}[\p{L}'’]+(?:[-‑]\p{L}[\p{L}'’]*)*$/u
const group =
  /(?:\s(?:et\s+al\.?,?|u\.\s?a\.|and (?:colleagues|others|co-?workers)|und (?:Kollegen|Mitarbeiter|andere))|,?\s(?:and|&|und)\s+(?:(?:[Vv]an|[Vv]on|de[nr]?|du|la|le)\s+){0,2}\p{Lu}[\p{L}'’]+(?:[-‑]\p{L}[\p{L}'’]*)*)(?:['’]s?|s['’])?\s*$/u
const quoted = /["”“’»«][.,]?\s*$/u

/** `(see note 14)`, `(vgl. Fn. 7)`, `(Anm. 3 oben)`: it points to a note. */
const toNote =
  /^(?:(?:see|cf\.?|also|compare|vgl\.|siehe|s\.|auch|dazu|hierzu)\s+){0,3}(?:(?:foot|end)?notes?|fnn?\.?|nn?\.|Anm\.|Anmerkung(?:en)?|Fn\.|Fußnoten?|Endnoten?)\s*\d{1,3}(?:\s*(?:[,–-]|and|und)\s*\d{1,3})*(?:,?\s+(?:above|below|supra|infra|oben|unten))?\.?$/iu
/** Round brackets with nothing but square ones in them, and what leads to these: `(reviewed in [11], [12])`. */
const marker = String.raw`\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]`
const aroundMarkers = new RegExp(
  `^(?:(?:for|an?|recent|details?|reviews?|overviews?|examples?|see|also|cf\\.?|e\\.\\s?g\\.|reviewed|discussed|described|shown|as|in|by|from|vgl\\.|siehe|auch|z\\.\\s?B\\.|etwa|dazu|im|Überblick)[,:]?\\s+){0,6}${marker}(?:\\s*(?:[,;]|and|und|[,;]\\s*and|[–-])?\\s*${marker})*$`,
  'iu',
)

/** The rounds among a block's brackets. @param text as `readable` gives it */
export function roundCitations(text: string, brackets: readonly Pair[]): Found[] {
  const found: Found[] = []
  for (const { open, close, sign, depth } of brackets) {
    if (sign !== '(' || close - open > longestContents || close - open < 2) continue
    const around: Found = { from: open, to: close + 1, what: 'citations' }
    const contents = text.slice(open + 1, close).trim()
    const attached = /[\p{L}\p{N}_]/u.test(text[open - 1] ?? '')
    if (attached && !/^\d/.test(contents)) continue // f(x), Schüler(innen)
    if (isSameSource(contents)) found.push({ ...around, counts: 'named' })
    else if (toNote.test(contents)) found.push({ ...around, what: 'notes' })
    else if (contents.endsWith(']') && aroundMarkers.test(contents)) found.push(around)
    else if (isPages(contents))
      found.push(
        quoted.test(text.slice(Math.max(0, open - 4), open))
          ? around
          : { ...around, holds: ({ named, authors }) => named > 2 || authors.size > 4 },
      )
    else if (/^[\d\s,;–-]+$/.test(contents) && /^\d{1,3}\s*(?:[,–-]|$)/.test(contents)) {
      const marker = numbered(text, open, close, contents)
      if (marker) found.push(marker)
    } else {
      const years = isYears(contents)
      if (years) {
        const holds = narrative(text, open, close, contents, years)
        if (holds) found.push({ ...around, ...holds })
      } else {
        const before = text.slice(Math.max(0, open - 4), open)
        const named = citesByName(contents, wordBefore(text, open), quoted.test(before))
        if (named && !(depth > 0 && named.holds)) found.push({ ...around, ...named })
      }
    }
  }
  return found
}

/** A year in brackets behind a name. */
function narrative(
  text: string,
  open: number,
  close: number,
  contents: string,
  { located, lettered }: { located: boolean; lettered: boolean },
): Pick<Found, 'holds' | 'counts' | 'who'> | undefined {
  const before = text.slice(Math.max(0, open - 80), open)
  if (located && quoted.test(before)) return { counts: 'named' }
  const many = group.exec(before)
  const one = many
    ? undefined
    : author.exec(before.replace(/(?:['’]s|s['’])?\s*$/u, (end) => (end.startsWith('s') ? 's' : '')))
  if (!many && !one) return undefined
  const names = surnames((many ?? one)![0])
  const first = many ? surnames(before.slice(0, many.index)).at(-1) : undefined
  const all = first ? [...names, first] : names
  if (all.length === 0 || (all.length === 1 && noAuthors.has(all[0]!))) return undefined
  if (all.every((name) => noAuthors.has(name)) || event.test(` ${all.join(' ')} `)) return undefined
  if (
    many &&
    (/\bal\b|u\.\s?a|colleagues|workers|Kollegen|Mitarbeiter|&/.test(many[0]) || lettered || located)
  )
    return { counts: 'named', who: all }
  if (located || lettered) return { counts: 'named', who: all }
  const listed = (evidence: Evidence): boolean => isListed(all, contents, evidence)
  const after = text.slice(close + 1, close + 60)
  const lead = before.slice(0, many ? before.slice(0, many.index).search(/\S+$/) : one!.index)
  const titled = /\p{Lu}[\p{L}'’.-]*\s+$/u.test(lead) // Rain Man (1988), Queen Victoria (1837)
  const goesOn = reporting.test(after)
  const stops = /^\s*(?:[,;.)]|$)/.test(after)
  if ((goesOn && !titled) || attributing.test(lead) || (mentioning.test(lead) && many && (stops || goesOn)))
    return {
      holds: (evidence) => !evidence.full || listed(evidence),
    }
  return {
    holds: (evidence) =>
      listed(evidence) || (!titled && many !== null && many !== undefined && evidence.named > 2),
  }
}

/** `(12)` and `(1, 3–5)`, as medical journals print them. They count only before a stop or in series, never as `(1) first`. */
function numbered(text: string, open: number, close: number, contents: string): Found | undefined {
  const values = contents.match(/\d+/g)!.map(Number)
  if (values.some((value) => value === 0 || value > 999)) return undefined
  if (!/[\p{Ll}"”’»)%]\s?$/u.test(text.slice(Math.max(0, open - 2), open))) return undefined
  const ends = /^\s*(?:[.,;:]|$)/.test(text.slice(close + 1, close + 4))
  const several = values.length > 1
  if (!ends && !several) return undefined
  const most = Math.max(...values)
  return {
    from: open,
    to: close + 1,
    what: 'citations',
    counts: 'rounds',
    holds: ({ entries, rounds, numbered: squares, named }) =>
      entries >= most && rounds > 2 && squares < rounds && named < rounds,
  }
}

/**
 * Citation and note markers in square brackets: `[12]`, `[1, 3–5]`, `[12, p. 34]`, `[Smith20]`, `[note 1]`, `[a]`.
 *
 * Square brackets also hold what an editor put into a quotation (`[he]`, `[1989]`), intervals and vectors, array
 * indices, neutral citations of judgments (`[2019] EWCA Civ 12`) and the labels of lists: these are prose or meant to
 * be read. What a bracket is, its contents and its two neighbours tell in nearly all cases.
 */
import { citesByName, isListed, isSameSource, surnames } from './author-year.ts'
import type { Found, Pair } from './found.ts'
import { wordBefore } from './found.ts'

const longestContents = 200

const number = String.raw`\d{1,4}[a-z]?`
const locator = String.raw`(?:pp?\.|S\.|ss?\.|§§?|ch(?:ap)?\.|chapters?|sect?\.|sections?|Kap\.|Kapitel|Abschn\.|Abschnitt|Abb\.|fig\.|figures?|tab\.|tables?|eqs?\.|Gl\.|thm\.|theorems?|lemmas?|prop\.|def\.|vol\.|Bd\.|nos?\.|Nr\.|Satz|Seiten?|pages?|paras?\.?|Rn\.|Rz\.|Art\.|Anm\.)\s*\(?[\dIVXLivxl][\p{L}\d.,:–-]*\)?(?:\s*(?:[–,&-]|and|und)\s*\d+)*(?:\s*(?:ff?\.?|et seq\.))?`
const lead = String.raw`(?:(?:see|cf\.?|e\.\s?g\.,?|also|compare|vgl\.|siehe|s\.|auch|z\.\s?B\.|etwa|and|und|refs?\.)\s+){0,4}`
const item = String.raw`${number}(?:\s*[,:]\s*${locator})?`
const between = String.raw`\s*(?:[,;–—‒-]|,?\s+and\s|,?\s+und\s|,?\s*&)\s*`
const therein = String.raw`(?:,?\s+(?:and|und)\s+(?:the\s+)?(?:references|citations|literature|works) (?:cited )?therein|(?:,?\s+und)?\s+(?:die )?dort (?:zitierte|genannte|angegebene) Literatur|,?\s+(?:among others|u\.\s?a\.))`
const numbers = new RegExp(`^\\s*${lead}${item}(?:${between}${lead}${item})*${therein}?\\s*$`, 'iu')

const key = String.raw`\p{Lu}[\p{L}+]{1,11}[-’']?(?:\d{2}|\d{4})[a-z]?`
const keys = new RegExp(
  `^\\s*${lead}${key}(?:[,:]\\s*(?i:${locator}))?(?:\\s*[,;]\\s*${lead}${key}(?:[,:]\\s*(?i:${locator}))?)*\\s*$`,
  'u',
)
/** Cross-references and names that look like keys. */
const noKey = /(?:^|[\s,;])(?:Fig|Figs|Tab|Eq|Sec|Ch|Kap|Abb|Abs|Gl|Art|Nr|No|Vol|COVID|Covid|SARS|Mach)\d/u

const wanted =
  /^(?:(?:better |full |additional )?(?:citations?|sources?|references?|clarification|verification|pages?|dates?|attribution|quotation)\s+(?:is )?needed|when\?|who\?|whom\?|by whom\?|which\?|where\?|according to whom\?|dubious(?:\s*[–-]\s*discuss)?|original research\??|failed verification|(?:Belege?|Quellen?|Einzelnachweise?)\s+(?:fehlt|fehlen)|ohne Beleg|wann\?|wer\?)$/iu
const noteMark =
  /^(?:\^[\w-]{1,20}|(?:note|notes|nb|fn\.?|n\.?|Anm\.|Anmerkung|Fn\.|Fußnote|A|N|Note)\s*\d{1,3}|[*†‡§¶]{1,3})$/u

/** Words after which a pair of numbers is a range and no list of sources. */
const rangeWords =
  /^(?:intervals?|ranges?|vectors?|matrix|matrices|arrays?|lists?|tuples?|sequences?|values?|domain|segment|between|coordinates?|from|scaled?|Intervalle?|Intervalls|Bereiche?|Vektor(?:en)?|Matrix|Liste|Folge|Werte?|zwischen|Koordinaten|Tupel|Menge|set|points?|Punkte?)$/iu
/** `at [45]`: a paragraph of a judgment, which is part of the sentence. */
const pinpoint = /^(?:at|paras?|paragraphs?|Rn\.?|Rz\.?|Absatz|Nr\.?)$/iu
/** Names of variables that read like words. */
const variables =
  /^(?:arr|args|argv|array|data|list|index|str|string|vec|vector|values?|items?|buf|buffer|matrix|table|row|col|list|this|self|params?|results?|input|output|tokens?|nodes?|keys?|map|dict|tmp|stack|queue|mem|memory|line|lines)$/u
const shortWords =
  /^(?:is|it|in|on|of|to|by|as|at|an|so|we|he|me|us|up|do|go|no|or|my|be|if|ab|da|du|er|es|im|ja|ob|um|wo|zu|am|km|cm|mm|kg|ml|Hz|AG|EU|UN|US|UK|AD|BC|TV|PC)$/u
const operator = /^\s*(?:[=+*/^∪∩×<>%|]|:=|-[\s\d>]|\.[a-z_]\w*\s*\()/u

type Before = 'start' | 'space' | 'bracket' | 'word' | 'code' | 'sign'

/** What a bracket stands at. */
function before(text: string, at: number): Before {
  if (
    /^\s*$/.test(text.slice(Math.max(0, at - 80), at)) &&
    (at <= 80 || /\n\s*$/.test(text.slice(at - 80, at)))
  )
    return 'start'
  const sign = text[at - 1]!
  if (/\s/.test(sign))
    return /[=∈∉⊂⊆∪∩×<>≤≥+*/^·]\s+$/u.test(text.slice(Math.max(0, at - 4), at)) ? 'code' : 'space'
  if (sign === ']') return 'bracket'
  if (sign === '\ue000' || sign === '_' || /[=∈∪∩×<>≤≥+*/^·$#@\\]/u.test(sign)) return 'code'
  if (!/[\p{L}\p{N}]/u.test(sign)) return 'sign'
  const word = /[\p{L}\p{N}_.$’'-]+$/u.exec(text.slice(Math.max(0, at - 40), at))?.[0] ?? ''
  const letters = /[\p{L}\p{N}_$’']+$/u.exec(word)?.[0] ?? ''
  if (/^\p{L}$/u.test(letters))
    return /\d[\s\u00a0\u202f]?\p{L}$/u.test(text.slice(Math.max(0, at - 4), at)) ? 'word' : 'code' // 5 g[1], a[1]
  if (letters.length === 2 && !shortWords.test(letters)) return 'code' // xs[3]
  if (/[_$]|\p{Ll}\p{Lu}/u.test(letters) && !/^Mc|^Mac/.test(letters)) return 'code'
  if (/\p{L}\p{N}|\p{N}\p{L}/u.test(letters) && !/^\d+(?:st|nd|rd|th|s|er)$/.test(letters)) return 'code'
  if (/[\p{L}\p{N}_$]\.[\p{L}_$]/u.test(word) && /^[a-z_$]/.test(word)) return 'code' // object.items[3]
  if (variables.test(letters)) return 'code'
  return 'word'
}

interface Read {
  readonly values: readonly number[]
  readonly plain: boolean // nothing but one or two numbers with a comma
}

function read(contents: string): Read {
  const bare = contents.replace(new RegExp(`[,:]\\s*${locator}`, 'giu'), '')
  const values = [...bare.matchAll(/\d+/g)].map(([digits]) => (digits.startsWith('0') ? 0 : Number(digits)))
  return { values, plain: /^\s*\d+(?:\s*[,;–-]\s*\d+)*\s*$/.test(contents) }
}

const year = (value: number): boolean => value >= 1_000

/** The markers among a block's square brackets. @param text as `readable` gives it */
export function bracketedMarkers(text: string, brackets: readonly Pair[]): Found[] {
  const found: Found[] = []
  let last: Found | undefined
  let label = 0 // of verses, paragraphs and points that begin with their numbers: `[1] In … [2] And …`
  let points = false // inside a sentence: `for two reasons: [1] cost and [2] time`
  for (const { open, close, sign, depth } of brackets) {
    if (sign !== '[' || depth > 0 || close - open > longestContents) continue
    const contents = text.slice(open + 1, close)
    const counted = /^\s*(\d{1,3})\s*$/.exec(contents)?.[1]
    const ahead = text.slice(Math.max(0, open - 6), open)
    const first = counted === '1' && /:\s+$/.test(ahead)
    const begins =
      (/(?:^|[.!?:;”"’»]\s|\n)\s*$/u.test(ahead) ||
        (points && /(?:,|\s(?:and|or|und|oder))\s+$/.test(ahead))) &&
      /^\s/.test(text.slice(close + 1))
    if (
      counted &&
      begins &&
      (open < 4 || first || Number(counted) === label + 1) &&
      (label > 0 || first || text.slice(0, open).trim() === '')
    ) {
      points ||= first
      label = Number(counted)
      continue
    }
    const marker = judge(text, open, close, contents.trim(), last)
    if (marker) found.push((last = marker))
  }
  return found
}

function judge(
  text: string,
  open: number,
  close: number,
  contents: string,
  last: Found | undefined,
): Found | undefined {
  const to = close + 1
  const citation: Found = { from: open, to, what: 'citations' }
  const at = before(text, open)
  const next = text[to] ?? ''
  if (at === 'code' || text[open + 1] === ']') return undefined
  if (next === '(' && !/\s/.test(text[open - 1] ?? ' ')) return undefined // Markdown's link, or a call
  if (numbers.test(contents)) {
    if (at === 'start') return undefined // the label of an entry
    if (operator.test(text.slice(to, to + 24)) && !/^\s*[-+*/<>|%]\s*$/.test(text.slice(to, to + 24)))
      return undefined
    const { values, plain } = read(contents)
    if (values.includes(0)) return undefined
    if (at === 'bracket')
      return last?.to === open ? { ...citation, ...(last.holds && { holds: last.holds }) } : undefined
    const word = wordBefore(text, open)
    if (at === 'space' && plain && values.length > 1) {
      if (rangeWords.test(word)) return undefined
      if (
        /(?:^|\s)\p{L}\s+(?:in|lies in|liegt in)$/u.test(text.slice(Math.max(0, open - 16), open).trimEnd())
      )
        return undefined // x in [1, 5]
      if (/[;]/.test(contents) && /[,].*;|;.*,/.test(contents)) return undefined // rows of a matrix
    }
    if (at === 'space' && values.length === 1 && pinpoint.test(word)) return undefined
    if (values.some(year)) {
      const most = Math.max(...values)
      return values.length === 1 &&
        most <= 2_100 &&
        plain &&
        /^\s*(?:\p{Lu}|AC\b)/u.test(text.slice(to, to + 4))
        ? undefined
        : {
            ...citation,
            // Or the year after an author's name: “Collins [2003] shows”.
            holds: (evidence) => evidence.entries >= most || isListed(surnames(word), contents, evidence),
          }
    }
    if (/[\p{L}\p{N}]/u.test(next)) return undefined // [3]rd
    const begins =
      /[.!?][”"’»)]?\s+$/u.test(text.slice(Math.max(0, open - 4), open)) &&
      /^\s\p{Lu}/u.test(text.slice(to, to + 2))
    if (at === 'space' && values.length === 1 && begins)
      return { ...citation, holds: ({ entries, numbered }) => entries > 0 || numbered > 1 }
    if (at === 'space' && values.length === 1 && plain && /^\s\p{Ll}/u.test(text.slice(to, to + 2)))
      // “took [3] men”: where a long document has no other, it is an editor's.
      return {
        ...citation,
        holds: ({ complete, blocks, entries, numbered }) =>
          !complete || blocks < 40 || entries > 0 || numbered > 1,
      }
    return { ...citation, counts: 'numbered' }
  }
  if (at === 'start' && !/[.,;]/.test(next)) return undefined
  if (keys.test(contents) && !noKey.test(contents))
    return /[\p{L}\p{N}]/u.test(next) ? undefined : { ...citation, counts: 'numbered' }
  if (wanted.test(contents)) return citation
  if (noteMark.test(contents))
    return at === 'space' && /^[AN]\s/.test(contents) ? undefined : { ...citation, what: 'notes' }
  const closes = at === 'sign' && /[.,;:!?)”’»]/u.test(text[open - 1]!)
  if (/^[a-z]{1,2}$/.test(contents) && (at === 'word' || closes || at === 'bracket')) {
    const after = /^(?:$|[\s.,;:!?)”"’»[])/u.test(text.slice(to, to + 1))
    const closed = at !== 'word' || wordBefore(text, open).length > 2
    return after && closed && !operator.test(text.slice(to, to + 24))
      ? { ...citation, what: 'notes' }
      : undefined
  }
  if (
    /^[\p{L}\d][\p{L}\d.:+_-]{1,23}$/u.test(contents) &&
    /\p{Lu}|\d/u.test(contents) &&
    !/[\p{L}\p{N}]/u.test(next)
  )
    return { ...citation, holds: ({ keys: labels }) => labels.has(contents) }
  if (isSameSource(contents)) return citation
  const named = citesByName(contents)
  return named ? { ...citation, ...named } : undefined
}

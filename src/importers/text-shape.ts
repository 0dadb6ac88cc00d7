/**
 * How a plain text is laid out: where its lines were broken, and which breaks the author meant.
 *
 * A line that was broken because it was full could not have taken the next word as well. Where that word would have
 * fitted, the break was meant: the end of a paragraph, or verse.
 */
export interface TextShape {
  /** Width that lines were broken at, in characters; undefined where every line is a paragraph. */
  readonly width: number | undefined
  /** Lines in capitals stand out, because most lines are not. */
  readonly capitals: boolean
  /** Words were hyphenated at line ends. */
  readonly hyphenated: boolean
}

/** Widths outside are not those of a typewriter or a terminal. */
const narrowest = 30
const widest = 110
/** Share of lines inside paragraphs that are as long as they could be. */
const leastFull = 0.4

/** @param sample the beginning of the text, line ends as `\n` */
export function textShape(sample: string): TextShape {
  const lines = sample.split('\n')
  const lengths: number[] = []
  let capitals = 0
  let worded = 0
  let hyphens = 0
  let inside = 0
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!.trimEnd()
    if (line === '') continue
    if (/\p{L}{3}/u.test(line)) {
      worded++
      if (line === line.toUpperCase() && line !== line.toLowerCase()) capitals++
    }
    const next = lines[index + 1]?.trim() ?? ''
    if (next !== '') {
      lengths.push(line.length)
      inside++
      if (/\p{L}[-\u00AD\u2010]$/u.test(line) && /^[\p{Ll}\p{Lo}\p{M}]/u.test(next)) hyphens++
    } else lengths.push(Math.min(line.length, widest + 1))
  }
  lengths.sort((a, b) => a - b)
  const high = lengths[Math.floor(lengths.length * 0.95)] ?? 0
  const long = lengths.filter((length) => length > widest).length
  const width = Math.min(high, widest)
  // Lines of a list or a poem are of any length; those of wrapped prose are mostly full.
  let full = 0
  for (let index = 0; index + 1 < lines.length; index++) {
    const [line, next] = [lines[index]!, lines[index + 1]!]
    if (line.trim() !== '' && next.trim() !== '' && !meantBreak(line, next, width)) full++
  }
  const wrapped =
    inside >= 2 &&
    inside > worded * 0.25 &&
    long < lengths.length * 0.1 &&
    high >= narrowest &&
    full >= inside * leastFull
  return {
    width: wrapped ? width : undefined,
    capitals: capitals < worded * 0.3 || worded < 4,
    hyphenated: hyphens >= 3 && hyphens > inside * 0.02,
  }
}

/** True where the author broke the line: the next word would have fitted, with some room to spare. */
export function meantBreak(line: string, next: string, width: number): boolean {
  const word = /^\s*(\S+)/.exec(next)?.[1] ?? ''
  if (/\p{L}[-\u2010]$/u.test(line.trimEnd()) && /^\s*\p{Ll}/u.test(next)) return false
  // A word may itself have been hyphenated: then what counts is that the line is clearly short.
  const room = width - line.trimEnd().length
  return room > Math.min(word.length, 20) + 1 + slack
}
/** Typesetters of plain text leave lines a little shorter than they could be. */
const slack = 4

const unspaced = /[\u3000-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFF65\u0E00-\u0EFF\u1780-\u17FF]/

/**
 * What stands between two lines that belong together: nothing, a space, or nothing and the hyphen gone.
 *
 * @param known whether a word occurs in the text; decides between a hyphenated word and a compound
 */
export function joint(
  line: string,
  next: string,
  hyphenated: boolean,
  known: (word: string) => boolean,
): { readonly drop: number; readonly glue: '' | ' ' } {
  if (line.endsWith('\u00AD')) return { drop: 1, glue: '' }
  const before = /([\p{L}\p{M}]+)([-\u2010])$/u.exec(line)
  const after = /^[\p{L}\p{M}]+/u.exec(next)
  if (before?.[1] && after) {
    const [head, tail] = [before[1], after[0]]
    if (known(`${head}-${tail}`)) return { drop: 0, glue: '' }
    const small = tail === tail.toLowerCase()
    if (small && (hyphenated || known(head + tail))) return { drop: 1, glue: '' }
    // „Ein- und Ausgabe“: the hyphen stands for a word that is left out.
    if (/^(?:und|oder|and|or|et|ou|y|o|e|och|og|en|of|bzw)$/.test(tail)) return { drop: 0, glue: ' ' }
    return { drop: 0, glue: '' }
  }
  const last = line.at(-1) ?? ''
  return unspaced.test(last) && unspaced.test(next[0] ?? '') ? { drop: 0, glue: '' } : { drop: 0, glue: ' ' }
}

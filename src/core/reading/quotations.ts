/**
 * Where a text quotes: the outermost quotation marks of English, German, French and Scandinavian print, nested ones
 * inside them, over as many sentences as they hold.
 *
 * A mark that opens and is not closed quotes to the paragraph's end if it can only open: so a speech of several
 * paragraphs is set. A straight or single mark counts only if another closes it, because it may be an apostrophe or an
 * inch.
 */
export interface TextRange {
  readonly from: number
  readonly to: number
}

interface Open {
  readonly at: number
  readonly closers: string
  /** It quotes although nothing closes it. */
  readonly sure: boolean
}

const letter = /[\p{L}\p{N}]/u
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu
const fewestWords = 2
const marks = '"\'„“”‚‘’«»‹›'
const apostrophes = "'’‘"
/** Marks that are nothing but the beginning of a quotation. */
const sure = '„“«»'
const closersOf: Readonly<Record<string, string>> = {
  '„': '“”"',
  '“': '”',
  '”': '”', // as in Sweden and Finland
  '"': '"',
  '«': '»',
  '»': '«»',
  '‚': '‘’',
  '‘': '’',
  '‹': '›',
  '›': '‹›',
  "'": "'",
}

/** “The dogs’ bowls”: a single mark after a letter, with the next word behind it. */
function possessive(text: string, at: number): boolean {
  return apostrophes.includes(text[at] as string) && /^\p{L}.\s\p{Ll}/u.test(text.slice(at - 1, at + 3))
}

/** @returns outermost quotations of two words at least, marks included, in order */
export function quotations(text: string): TextRange[] {
  if (!/["'„“”‚‘«»‹›]/.test(text)) return []
  const found: TextRange[] = []
  const open: Open[] = []
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] as string
    if (!marks.includes(mark)) continue
    const before = text[at - 1] ?? ' '
    const after = text[at + 1] ?? ' '
    if (apostrophes.includes(mark) && letter.test(before) && letter.test(after)) continue
    const depth = open.findLastIndex(({ closers }) => closers.includes(mark))
    if (depth >= 0 && !/\s/.test(before) && !possessive(text, at)) {
      found.push({ from: (open[depth] as Open).at, to: at + 1 })
      open.length = depth
      continue
    }
    const closers = letter.test(before) || /\s/.test(after) ? undefined : closersOf[mark]
    if (closers) open.push({ at, closers, sure: sure.includes(mark) })
  }
  const unclosed = open.find((each) => each.sure)
  if (unclosed) found.push({ from: unclosed.at, to: text.length })
  found.sort((a, b) => a.from - b.from || b.to - a.to)
  let end = 0
  return found.filter(({ from, to }) => {
    if (from < end || (text.slice(from, to).match(word)?.length ?? 0) < fewestWords) return false
    end = to
    return true
  })
}

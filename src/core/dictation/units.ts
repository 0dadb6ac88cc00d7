/** Words, sentences, lines and paragraphs about a caret. */
import type { DictationUnit, DictatedField, TextRange } from '../../contract/dictation.ts'
import { sentences } from '../reading/sentences.ts'

const isEmpty = (range: TextRange) => range.from >= range.to

/** The line that holds an offset, without its break. */
export function lineAt(text: string, at: number): TextRange {
  const from = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return { from, to: end < 0 ? text.length : end }
}

/** As `lineAt`, but where the line is empty, the last one before it that is not. */
function filledLine(text: string, at: number): TextRange {
  let line = lineAt(text, at)
  while (
    line.from > 0 &&
    text.slice(line.from, Math.min(line.to, Math.max(at, line.from))).trim() === '' &&
    text.slice(line.from, line.to).trim() === ''
  ) {
    line = lineAt(text, line.from - 1)
  }
  return line
}

/** Between empty lines; where a text has none, a line is a paragraph. */
function paragraphAt(text: string, at: number): TextRange {
  let { from, to } = filledLine(text, at)
  if (!/\n[^\S\n]*\n/.test(text)) return { from, to }
  while (from > 0) {
    const line = lineAt(text, from - 1)
    if (text.slice(line.from, line.to).trim() === '') break
    from = line.from
  }
  while (to < text.length) {
    const line = lineAt(text, to + 1)
    if (text.slice(line.from, line.to).trim() === '') break
    to = line.to
  }
  return { from, to }
}

/** The sentence that holds the offset or ends before it. */
function sentenceAt(text: string, at: number, language: string): TextRange | undefined {
  const line = filledLine(text, at)
  const spans = sentences(text.slice(line.from, line.to), language)
  const place = at - line.from
  const found = spans.findLast(({ start }) => start < place) ?? spans[0]
  return found && { from: line.from + found.start, to: line.from + found.end }
}

function wordAt(text: string, at: number): TextRange | undefined {
  const from = Math.max(0, at - 2_000)
  const part = text.slice(from, at + 200)
  let found: TextRange | undefined
  for (const match of part.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’.,@-][\p{L}\p{M}\p{N}]+)*/gu)) {
    const start = from + match.index
    if (start >= at && found) break
    found = { from: start, to: start + match[0].length }
    if (start >= at) break
  }
  return found
}

/**
 * The stretch that a unit means: the one at the caret, or the last before it. `that` is the selection, else what was
 * dictated last, if it is still there. Undefined where there is none.
 */
export function unitRange(
  field: DictatedField,
  unit: DictationUnit,
  language: string,
): TextRange | undefined {
  const { text, selection, last } = field
  const at = Math.min(selection.to, text.length)
  switch (unit) {
    case 'that':
      if (!isEmpty(selection)) return selection
      return last && !isEmpty(last) && last.to <= text.length ? last : undefined
    case 'word':
      return wordAt(text, at)
    case 'sentence':
      return sentenceAt(text, at, language)
    case 'line': {
      const line = filledLine(text, at)
      return isEmpty(line) ? undefined : line
    }
    case 'paragraph': {
      const range = paragraphAt(text, at)
      return isEmpty(range) ? undefined : range
    }
    case 'all':
      return text === '' ? undefined : { from: 0, to: text.length }
    default:
      return unit satisfies never
  }
}

type Counted = Exclude<DictationUnit, 'that' | 'all'>

/** The last so many units up to the caret, or as many as there are. */
export function unitsBack(
  field: DictatedField,
  unit: Counted,
  count: number,
  language: string,
): TextRange | undefined {
  const end = unitRange(field, unit, language)
  let from = end?.from ?? 0
  for (let more = 1; more < count && from > 0; more++) {
    // words are looked for before an offset; the others about the one before it
    const at = unit === 'word' ? from : from - 1
    const previous = unitRange({ ...field, selection: { from: at, to: at } }, unit, language)
    if (!previous || previous.from >= from) break
    from = previous.from
  }
  return end && { from, to: end.to }
}

/** The first unit of the text, or the one that follows the caret's. */
export function unitOrdinal(
  field: DictatedField,
  unit: Counted,
  which: 'first' | 'next',
  language: string,
): TextRange | undefined {
  const { text, selection } = field
  if (which === 'first') {
    const at = text.search(/\S/u)
    return at < 0
      ? undefined
      : unitRange({ ...field, selection: { from: at + 1, to: at + 1 } }, unit, language)
  }
  const current = selection.to === 0 ? undefined : unitRange(field, unit, language)
  const begin = Math.max(
    selection.to,
    current && unit !== 'word' && current.to > selection.to ? current.to : 0,
  )
  const skip = text.slice(begin).search(/[\p{L}\p{N}]/u)
  if (skip < 0) return undefined
  const at = begin + skip + 1
  return unitRange({ ...field, selection: { from: at, to: at } }, unit, language)
}

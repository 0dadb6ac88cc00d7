/** Words of a block's text, for commands that concern the word that was heard or is marked. Pure. */
import { type Block, blockText } from '../../contract/document.ts'

export interface WordSpan {
  readonly start: number
  readonly end: number
}

/** What a command is about: a stretch of a block, and the words round it, to step to. */
export interface Target {
  readonly block: number
  readonly text: string
  readonly start: number
  readonly end: number
  /** Of the text there. */
  readonly language: string
}

export const written = ({ text, start, end }: Target): string =>
  text
    .slice(start, end)
    .replace(/\u00ad/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** Words as a reader would count them: O’Brien and Jean-Luc are one each. */
export function wordsOf(text: string, language: string): readonly WordSpan[] {
  let locale: string | undefined
  try {
    locale = Intl.Segmenter.supportedLocalesOf(language)[0]
  } catch {
    locale = undefined // not a well-formed tag; documents carry what their authors wrote
  }
  const words: { start: number; end: number }[] = []
  for (const { segment, index, isWordLike } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(
    text,
  )) {
    if (!isWordLike) continue
    const last = words.at(-1)
    const joined = last && /^[-‐‑’'\u00ad]$/u.test(text.slice(last.end, index))
    if (joined) last.end = index + segment.length
    else words.push({ start: index, end: index + segment.length })
  }
  return words
}

/** The language of the text at an offset: its run's, its block's, the document's. */
function languageAt(block: Block, offset: number, document: string): string {
  let from = 0
  for (const run of block.runs) {
    from += run.text.length
    if (offset < from) return run.language ?? block.language ?? document
  }
  return block.language ?? document
}

/** @param range empty: the word that it stands in or before @returns undefined where there are no words */
export function targetIn(
  block: Block,
  number: number,
  range: WordSpan,
  document: string,
): Target | undefined {
  const text = blockText(block)
  const language = languageAt(block, range.start, document)
  if (range.end > range.start && /[\p{L}\p{N}]/u.test(text.slice(range.start, range.end))) {
    const chosen = text.slice(range.start, range.end)
    const start = range.start + (/^[^\p{L}\p{N}]*/u.exec(chosen)?.[0].length ?? 0)
    const end = range.end - (/[^\p{L}\p{N}\p{M}]*$/u.exec(chosen)?.[0].length ?? 0)
    return { block: number, text, start, end, language }
  }
  const words = wordsOf(text, language)
  const word = words.find(({ end }) => end > range.start) ?? words.at(-1)
  return word && { block: number, text, ...word, language }
}

/** The word before or after; the same at either end of the block. */
export function stepped(target: Target, by: -1 | 1): Target {
  const words = wordsOf(target.text, target.language)
  const next =
    by > 0 ? words.find(({ start }) => start >= target.end) : words.findLast(({ end }) => end <= target.start)
  return next ? { ...target, ...next } : target
}

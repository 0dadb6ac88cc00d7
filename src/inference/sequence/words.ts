/** From tokens to words: their text, when they were said and how sure the decoder was of them. */
import type { HeardWord, Hypothesis } from '../../contract/hearing.ts'
import { alignTokens } from './align.ts'
import type { Memory } from './network.ts'
import type { Written } from './search.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Letters of scripts without spaces are words of their own. */
const pattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu

export interface Spelled {
  readonly text: string // without space around it
  /** For each token, where its text ends. */
  readonly ends: readonly number[]
}

/** The text of tokens. A letter of which the last bytes have not come yet is left out. */
export function spell(vocabulary: Vocabulary, tokens: readonly number[]): Spelled {
  const utf8 = new TextDecoder()
  let text = ''
  const ends = tokens.map((token) => {
    const bytes = vocabulary.bytes(token)
    // The sign for a space may come byte by byte; it is as long as one.
    if (bytes) text += utf8.decode(bytes, { stream: true }).replaceAll('▁', ' ')
    return text.length
  })
  const lead = text.length - text.trimStart().length
  const trimmed = text.trim()
  return { text: trimmed, ends: ends.map((end) => Math.min(trimmed.length, Math.max(0, end - lead))) }
}

export interface Placing {
  readonly vocabulary: Vocabulary
  readonly memory: Pick<Memory, 'frame' | 'frames'>
  readonly heads?: readonly number[] | undefined
  /** Where in the sound somebody speaks, in seconds: for models that do not tell when words were said, and as a limit. */
  readonly spoken: readonly [from: number, to: number]
}

interface Span {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly first: number // token
  readonly last: number
}

function spans({ text, ends }: Spelled): Span[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const [from, to] = [match.index, match.index + match[0].length]
    const first = Math.max(
      0,
      ends.findIndex((end) => end > from),
    )
    const last = Math.max(
      first,
      ends.findIndex((end) => end >= to),
    )
    return { text: match[0], from, to, first, last }
  })
}

function times(written: Written, placing: Placing, all: readonly Span[], length: number): [number, number][] {
  const { memory, heads, spoken } = placing
  const rows = written.attention.slice(0, written.tokens.length + 1)
  if (rows.length > written.tokens.length && memory.frames > 1) {
    const within = (at: number) => Math.min(spoken[1], Math.max(spoken[0], at))
    const starts = alignTokens(rows, memory.frames, heads).map((at) => within(at * memory.frame))
    return all.map(({ first, last }) => [starts[first] ?? spoken[0], starts[last + 1] ?? spoken[1]])
  }
  const [from, to] = spoken
  const place = (at: number) => from + ((to - from) * at) / Math.max(1, length)
  return all.map((span) => [place(span.from), place(span.to)])
}

/** @returns what was heard, all of it stable */
export function hypothesisOf(written: Written, placing: Placing): Hypothesis {
  const spelled = spell(placing.vocabulary, written.tokens)
  const all = spans(spelled)
  const placed = times(written, placing, all, spelled.text.length)
  const mean = (from: number, to: number): number => {
    const part = written.probabilities.slice(from, to)
    if (part.length === 0) return 0
    return Math.exp(part.reduce((sum, value) => sum + Math.log(Math.max(value, 1e-9)), 0) / part.length)
  }
  const words: HeardWord[] = all.map(({ text, first, last }, index) => {
    const [start, end] = placed[index]!
    return { text, start, end: Math.max(start, end), confidence: mean(first, last + 1) }
  })
  const { text } = spelled
  return { text, words, stable: text.length, confidence: text === '' ? 0 : mean(0, written.tokens.length) }
}

/** From paths of the search to hypotheses: words, their times and how sure they are. */
import type { HeardWord, Hypothesis } from '../../contract/hearing.ts'
import { type Path, unroll } from './beam.ts'
import type { Bias } from './bias.ts'
import type { Tokens } from './tokens.ts'

interface Timing {
  readonly shift: number // seconds of a frame
  readonly lead: number // seconds of silence that were put in front
  readonly seconds: number // of the utterance
  /** Tokens that will not change; all, if absent. */
  readonly stable?: number
}

/** A word that nothing follows is taken for as long as this, in seconds after its last token was written. */
const lastToken = 0.2

/** Final paths, best first; what unfinished hot words were given is taken back. */
export function rank(paths: readonly Path[], bias: Bias, lengthNorm: number): Path[] {
  const value = (path: Path) =>
    (path.score + path.bonus + bias.end(path.bias)) / Math.max(1, path.node.length) ** lengthNorm
  return [...paths].sort((a, b) => value(b) - value(a))
}

export function hypothesisOf(tokens: Tokens, path: Path, timing: Timing): Hypothesis {
  const { tokens: numbers, written } = unroll(path)
  const { text, ends } = tokens.write(numbers)
  const words: HeardWord[] = []
  const place = (index: number) =>
    Math.min(timing.seconds, Math.max(0, (written[index]?.frame ?? 0) * timing.shift - timing.lead))
  let from = 0 // of the word's letters
  for (let first = 0; first < numbers.length;) {
    let next = first + 1
    while (next < numbers.length && !tokens.begins(numbers[next] as number)) next++
    const to = ends[next - 1] ?? text.length
    const letters = text.slice(from, to).trim()
    if (letters !== '') {
      let sum = 0
      for (let at = first; at < next; at++) sum += written[at]?.probability ?? 0
      const start = place(first)
      const last = place(next - 1)
      const limit = next < numbers.length ? place(next) : timing.seconds
      words.push({
        text: letters,
        start,
        end: Math.max(start, Math.min(limit, last + lastToken)),
        confidence: Math.exp(sum / (next - first)),
      })
    }
    from = to
    first = next
  }
  const stable =
    timing.stable === undefined ? text.length : timing.stable === 0 ? 0 : (ends[timing.stable - 1] ?? 0)
  const sum = written.reduce((total, { probability }) => total + probability, 0)
  return { text, words, stable, confidence: written.length === 0 ? 0 : Math.exp(sum / written.length) }
}

/** From paths of the search to hypotheses: words, their times and how sure they are. */
import type { HeardWord, Hypothesis } from '../../contract/hearing.ts'
import { type Emission, type Path, unroll } from './beam.ts'
import type { Bias } from './bias.ts'
import { applied, type Exchange } from './settle.ts'
import type { Tokens } from './tokens.ts'

interface Timing {
  readonly shift: number // seconds of a frame
  readonly lead: number // seconds to take off
  readonly seconds: number // of the utterance
  /** Tokens that will not change; all, if absent. */
  readonly stable?: number
}

/** A word that nothing follows at once lasts as long as this after its last token began, in seconds. */
const lastToken = 0.23

/** Final paths, best first; what unfinished hot words were given is taken back. */
export function rank(paths: readonly Path[], bias: Bias): Path[] {
  const value = (path: Path) => path.score + path.bonus + bias.end(path.bias)
  return [...paths].sort((a, b) => value(b) - value(a))
}

type Written = Pick<Emission, 'frame' | 'probability'>

/** @param written when each of the tokens was written, and how probable it was */
export function hypothesisOf(
  tokens: Tokens,
  numbers: readonly number[],
  written: readonly Written[],
  timing: Timing,
): Hypothesis {
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
      const limit = next < numbers.length ? place(next) : timing.seconds
      words.push({
        text: letters,
        start,
        end: Math.max(start, Math.min(limit, place(next - 1) + lastToken)),
        confidence: Math.exp(sum / (next - first)),
      })
    }
    from = to
    first = next
  }
  const { stable } = timing
  const sum = written.reduce((total, { probability }) => total + probability, 0)
  return {
    text,
    words,
    stable: stable === undefined ? text.length : stable === 0 ? 0 : (ends[stable - 1] ?? 0),
    confidence: written.length === 0 ? 0 : Math.exp(sum / written.length),
  }
}

/** Times for tokens that stand in for others: evenly over the same stretch. */
function exchanged(written: readonly Written[], { from, said, instead, worse }: Exchange): Written[] {
  const start = written[from]?.frame ?? written.at(-1)?.frame ?? 0
  const end = written[from + said.length]?.frame ?? written.at(-1)?.frame ?? start
  const inside = instead.map((_, at) => ({
    frame: start + ((end - start) * at) / instead.length,
    // Less likely than what was taken, by what the whole path was.
    probability: -Math.max(0.1, worse) / instead.length,
  }))
  return [...written.slice(0, from), ...inside, ...written.slice(from + said.length)]
}

/**
 * The final hypotheses, best first, of different texts.
 *
 * @param ranked paths, best first @param exchanges what paths that were given up said otherwise
 * @param count of them at most, at least one
 */
export function finalHypotheses(
  tokens: Tokens,
  ranked: readonly Path[],
  exchanges: readonly Exchange[],
  count: number,
  timing: Timing,
): Hypothesis[] {
  const [best, ...rest] = ranked
  if (!best) return [{ text: '', words: [], stable: 0, confidence: 0 }]
  const first = unroll(best)
  const others = [
    ...rest.map((path) => ({
      worse: best.score + best.bonus - path.score - path.bonus,
      make: () => {
        const { tokens: numbers, written } = unroll(path)
        return hypothesisOf(tokens, numbers, written, timing)
      },
    })),
    ...applied(first.tokens, exchanges).map(({ tokens: numbers, exchange }) => ({
      worse: exchange.worse,
      make: () => hypothesisOf(tokens, numbers, exchanged(first.written, exchange), timing),
    })),
  ].sort((a, b) => a.worse - b.worse)
  const found = [hypothesisOf(tokens, first.tokens, first.written, timing)]
  for (const { make } of others) {
    if (found.length >= count) break
    const hypothesis = make()
    if (!found.some(({ text }) => text === hypothesis.text)) found.push(hypothesis)
  }
  return found
}

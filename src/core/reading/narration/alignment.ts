/**
 * Where the words of a text are heard in a recording of it, by its pauses and the lengths of the words.
 *
 * Nothing is recognised. Speech takes time in proportion to its letters, pauses left out; and where the text has
 * punctuation, a narrator mostly pauses. So the marks are matched with the pauses, in order, by least cost: how far
 * a pause lies from where proportion would have it, against how long it is. Between two that are matched, proportion
 * holds. A sentence is found to a tenth of a second that way, a word to a few tenths.
 */
import { soundRate } from '../../../contract/inference.ts'
import { frameLevels, framesPerSecond, silenceLevel } from '../../../sound/loudness.ts'

/** A silence, in seconds; `at` counts only what is not silent. */
interface Silence {
  readonly from: number
  readonly to: number
  readonly at: number
}

/** A mark in the text at which a pause is likely. `share`: of the weight of the text, 0 to 1. */
export interface TextMark {
  readonly share: number
  readonly strength: 'sentence' | 'clause'
}

export interface Alignment {
  /** Second at which the text behind a share of the weight begins: after a pause, where there is one. */
  begin(share: number): number
  /** Second at which the text before it ends: before a pause. */
  end(share: number): number
  /** Where the recording can be cut there: late in the pause, so that what follows begins at once. */
  cut(share: number): number
}

/** Shorter silences are sounds that are closed, such as the p in "open". Seconds. */
const shortest = 0.09
/** More of either are not matched; proportion holds then. */
const mostMarks = 80
const mostSilences = 240
/** What is left of a pause before the words behind a cut. Seconds. */
const lead = 0.04
/** What it costs to leave a mark without a pause. */
const unmatched = { sentence: 5, clause: 1.2 } as const
/** How much a pause of so many seconds speaks for a mark. */
const longPause = { sentence: 0.45, clause: 0.25 } as const
const gain = { sentence: 3, clause: 1.6 } as const

function silencesIn(pcm: Int16Array): { silences: Silence[]; spoken: number } {
  const levels = frameLevels(pcm)
  const limit = silenceLevel(levels)
  const silences: Silence[] = []
  let silent = 0
  for (let begin = 0; begin < levels.length; begin++) {
    if ((levels[begin] as number) >= limit) continue
    let end = begin
    while (end < levels.length && (levels[end] as number) < limit) end++
    const from = begin / framesPerSecond
    const to = end === levels.length ? pcm.length / soundRate : end / framesPerSecond
    begin = end
    if (to - from < shortest && from > 0 && end < levels.length) continue
    silences.push({ from, to, at: from - silent })
    silent += to - from
  }
  return { silences, spoken: pcm.length / soundRate - silent }
}

/** The matching of least cost: for each mark the number of its silence, or −1. */
function match(marks: readonly TextMark[], silences: readonly Silence[], spoken: number): number[] {
  interface Node {
    readonly cost: number
    readonly before: readonly [mark: number, silence: number] | undefined
  }
  const skipCost = (from: number, to: number): number => {
    let cost = 0
    for (let mark = from; mark < to; mark++) cost += unmatched[marks[mark]!.strength]
    return cost
  }
  // How far off a stretch may be grows with its length; a tenth of it and a little is usual.
  const apart = (expected: number, actual: number): number =>
    ((actual - expected) / (0.12 * expected + 0.12)) ** 2 / 2
  const nodes: Node[][] = marks.map(() => [])
  for (const [mark, { share, strength }] of marks.entries())
    for (const [silence, { at, from, to }] of silences.entries()) {
      const own = gain[strength] * Math.min(1, (to - from) / longPause[strength])
      let best: Node = { cost: skipCost(0, mark) + apart(share * spoken, at) - own, before: undefined }
      for (let earlier = Math.max(0, mark - 4); earlier < mark; earlier++)
        for (let k = 0; k < silence; k++) {
          const node = nodes[earlier]![k]!
          const expected = (share - marks[earlier]!.share) * spoken
          const cost = node.cost + skipCost(earlier + 1, mark) + apart(expected, at - silences[k]!.at) - own
          if (cost < best.cost) best = { cost, before: [earlier, k] }
        }
      nodes[mark]!.push(best)
    }
  let least = skipCost(0, marks.length)
  let place: readonly [number, number] | undefined
  for (const [mark, row] of nodes.entries())
    for (const [silence, { cost }] of row.entries()) {
      const rest = (1 - marks[mark]!.share) * spoken
      const whole = cost + skipCost(mark + 1, marks.length) + apart(rest, spoken - silences[silence]!.at)
      if (whole < least) {
        least = whole
        place = [mark, silence]
      }
    }
  const found = marks.map(() => -1)
  for (; place; place = nodes[place[0]]![place[1]]!.before) found[place[0]] = place[1]
  return found
}

/** @param marks ascending, each within 0..1; the ends of the text are none */
export function align(pcm: Int16Array, marks: readonly TextMark[]): Alignment {
  const { silences, spoken } = silencesIn(pcm)
  const length = pcm.length / soundRate
  const inner = silences.filter(({ from, to }) => from > 0 && to < length)
  const few = marks.length <= mostMarks && inner.length <= mostSilences
  const matched = few ? match(marks, inner, spoken) : []
  const anchors = [{ share: 0, at: 0 }]
  for (const [mark, silence] of matched.entries())
    if (silence >= 0) anchors.push({ share: marks[mark]!.share, at: inner[silence]!.at })
  anchors.push({ share: 1, at: spoken })

  /** Seconds of speech that lie before a share of the text. */
  const spokenBefore = (share: number): number => {
    let next = 1
    while (next < anchors.length - 1 && anchors[next]!.share < share) next++
    const [a, b] = [anchors[next - 1]!, anchors[next]!]
    const width = b.share - a.share
    return width > 0 ? a.at + ((b.at - a.at) * (Math.min(1, Math.max(0, share)) - a.share)) / width : b.at
  }
  const tolerance = 1e-6
  const silentBefore = (at: number, inclusive: boolean): number => {
    let sum = 0
    for (const { from, to, at: place } of silences)
      if (inclusive ? place <= at + tolerance : place < at - tolerance) sum += to - from
    return sum
  }
  const begin = (share: number): number => {
    const at = spokenBefore(share)
    return Math.min(length, at + silentBefore(at, true))
  }
  const end = (share: number): number => {
    const at = spokenBefore(share)
    return Math.min(length, at + silentBefore(at, false))
  }
  return { begin, end, cut: (share) => Math.max(end(share), begin(share) - lead) }
}

const punctuated = /[.!?…:;,—–)\]}"”’»。、！？；：]/u
const stop = /[.!?…。！？]/u

/** What a stretch of text weighs: letters, digits for the words they are said as, and a little for each word. */
export function weightOf(text: string): number {
  let weight = 0
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+|\p{N}/gu))
    weight += /\p{N}/u.test(word) ? 4 : word.length + 1
  return weight
}

/** The weights before each offset of `text`, and its marks: behind words that punctuation follows. */
export class WeighedText {
  readonly #before: Float64Array
  readonly marks: readonly TextMark[]

  constructor(text: string) {
    this.#before = new Float64Array(text.length + 1)
    let weight = 0
    let last = 0
    for (const match of text.matchAll(/[\p{L}\p{M}]+|\p{N}/gu)) {
      this.#before.fill(weight, last, match.index)
      const own = weightOf(match[0])
      for (let at = 0; at < match[0].length; at++)
        this.#before[match.index + at] = weight + (own * at) / match[0].length
      weight += own
      last = match.index + match[0].length
    }
    this.#before.fill(weight, last)
    const marks: TextMark[] = []
    for (const match of text.matchAll(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/gu)) {
      const [between] = match
      // "3.5", "a-b" and "don't" hold no pause; a line's end may.
      if (!/\s|[—–]/u.test(between) || !(punctuated.test(between) || between.includes('\n'))) continue
      const share = this.share(match.index + between.length)
      marks.push({ share, strength: stop.test(between) || between.includes('\n') ? 'sentence' : 'clause' })
    }
    this.marks = marks
  }

  /** Share of the weight before an offset, 0 to 1. */
  share(offset: number): number {
    const all = this.#before.at(-1)!
    return all === 0 ? 0 : this.#before[Math.max(0, Math.min(offset, this.#before.length - 1))]! / all
  }
}

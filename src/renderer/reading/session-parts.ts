/**
 * An utterance whose sound comes in parts: each is put behind what has come before.
 *
 * When its stream breaks off and another begins the utterance anew, the new sound need not be the old one: a voice may
 * say it a little slower the second time, or it is another voice. What is heard goes on with the first word that had not come,
 * so that none is repeated and none is left out.
 */
import type { SpokenUtterance } from '../../contract/app.ts'
import { soundRate } from '../../contract/inference.ts'

/** How a sound that was begun anew is put behind the one before. */
export interface Splice {
  /** What had come before. */
  readonly kept: SpokenUtterance
  /** The sample of the new sound from which on it is heard; `undefined` until the word has come. */
  readonly cut: number | undefined
}

/** Words begin a little before their times say so. In samples, 10 ms. */
const lead = 0.01 * soundRate

type Words = SpokenUtterance['words']
type Tempo = NonNullable<SpokenUtterance['tempo']>

function concat(one: Int16Array, other: Int16Array): Int16Array {
  const all = new Int16Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

/**
 * @param have what has come of the utterance
 * @param next its next part, or its beginning once more, or all of it
 */
export function grown(
  have: SpokenUtterance,
  next: SpokenUtterance,
  splice: Splice | undefined,
): { readonly spoken: SpokenUtterance; readonly splice?: Splice } {
  const from = next.part?.from ?? 0
  const anew = from === 0
  if (!anew && !splice) return { spoken: { ...next, pcm: concat(have.pcm, next.pcm) } }
  const kept = anew ? have : splice!.kept
  const known = anew ? undefined : splice!.cut
  const last = kept.words.at(-1)
  const first = next.words.find((word) => word.from >= (last?.to ?? 0))
  const cut = known ?? (first && Math.max(from, Math.ceil(first.start * soundRate - lead)))
  const more = next.part?.more === true
  if (cut === undefined) {
    // All of it has come by now, or nothing that was not there.
    const spoken = { ...have, pauseAfter: next.pauseAfter, part: { from: 0, more } }
    return { spoken, splice: { kept, cut } }
  }
  const shift = kept.pcm.length - cut
  const later = (time: number): number => time + shift / soundRate
  const words: Words = [
    ...kept.words,
    ...next.words
      .filter((word) => word.from >= (last?.to ?? 0))
      .map((word) => ({ ...word, start: later(word.start), end: later(word.end) })),
  ]
  const border = kept.pcm.length / soundRate
  const tempo: Tempo = [
    ...(kept.tempo ?? []),
    ...(next.tempo ?? [])
      .map((span) => ({ ...span, from: Math.max(border, later(span.from)), to: later(span.to) }))
      .filter((span) => span.to > border),
  ]
  const pcm = concat(have.pcm, next.pcm.subarray(Math.max(0, cut - from)))
  return { spoken: { ...next, pcm, words, tempo, part: { from: 0, more } }, splice: { kept, cut } }
}

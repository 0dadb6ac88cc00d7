/**
 * How long each stretch of sound is heard. One place for the player, for files and for what is shown about them.
 *
 * Samples are those of the sound at speed 1; `heard` ones are those that come out.
 */
import { soundRate } from '../contract/inference.ts'
import type { PausePreset } from '../contract/listening.ts'
import type { Settings } from '../contract/settings.ts'
import type { TempoKind, TempoSpan } from '../contract/tempo.ts'

/** What the listener has chosen. */
export interface Tempo {
  /** Of words, 0.25 to 4. */
  readonly speed: number
  readonly pauses: PausePreset
  /** Share of the speed at which hard spans are heard, 0.4 to 1; 1 where it is left out. */
  readonly slow: Readonly<Partial<Record<TempoKind, number>>>
}

/** The tempo that the settings ask for. @param pauses instead of theirs */
export function tempoOf(speed: number, settings: TempoSettings, pauses = settings.pauses): Tempo {
  const share = settings.slowPercent / 100
  return {
    speed,
    pauses,
    slow: {
      ...(settings.slowNumbers && { number: share }),
      ...(settings.slowQuotations && { quotation: share }),
      ...(settings.slowForeign && { foreign: share }),
    },
  }
}
type TempoSettings = Pick<
  Settings,
  'pauses' | 'slowNumbers' | 'slowQuotations' | 'slowForeign' | 'slowPercent'
>

export const plainTempo = (speed: number): Tempo => ({ speed, pauses: 'normal', slow: {} })

export interface SampleSpan {
  readonly from: number
  readonly to: number
  readonly what: readonly TempoKind[]
}

/** Sound, then silence, with its spans. */
export interface Sound {
  readonly pcm: Int16Array
  /** Samples of silence that follow `pcm`. */
  readonly silence: number
  readonly spans: readonly SampleSpan[]
  /** Of the speed: a repetition that is slower. 1 if absent. */
  readonly factor?: number | undefined
  /** The sample before which `factor` holds; all of it, if absent. */
  readonly until?: number | undefined
}

/** A stretch that is treated in one way. `gap` is the silence behind an utterance. */
export interface Segment {
  readonly from: number
  readonly to: number
  readonly kind: 'words' | 'tone' | 'pause' | 'gap'
  /** Share of the speed. */
  readonly factor: number
}

const slowest = 0.25
/**
 * What `scan` leaves of a silence at 1x, in seconds; with the root of the speed less. Two words are told apart by a
 * gap from about 20 ms on; a sentence's end should be heard as more than a word's.
 */
const crushed = { pause: 0.06, gap: 0.09 } as const

/** Seconds in an utterance as samples of what is left of it. @param cut samples that have been cut off its beginning */
export function sampleSpans(spans: readonly TempoSpan[] | undefined, cut = 0): SampleSpan[] {
  const found: SampleSpan[] = []
  for (const { from, to, what } of spans ?? []) {
    const start = Math.max(0, Math.round(from * soundRate) - cut)
    const end = Math.round(to * soundRate) - cut
    if (end > start) found.push({ from: start, to: end, what })
  }
  return found
}

/** The segment that holds sample `at`; `undefined` at the end. */
export function segmentAt(sound: Sound, at: number, tempo: Tempo): Segment | undefined {
  const { factor = 1, until = Number.POSITIVE_INFINITY } = sound
  const segment = wholeSegment(sound, at, tempo, at < until ? factor : 1)
  if (!segment || segment.to <= until || segment.from >= until) return segment
  return at < until ? { ...segment, to: until } : { ...segment, from: until }
}

function wholeSegment(sound: Sound, at: number, tempo: Tempo, factor: number): Segment | undefined {
  const { pcm, silence, spans } = sound
  if (at >= pcm.length + silence) return undefined
  if (at >= pcm.length) return { from: pcm.length, to: pcm.length + silence, kind: 'gap', factor }
  let from = 0
  for (const span of spans) {
    if (span.to <= at) {
      from = span.to
      continue
    }
    if (span.from > at) return { from, to: Math.min(span.from, pcm.length), kind: 'words', factor }
    const to = Math.min(span.to, pcm.length)
    if (span.what.includes('pause')) return { from: span.from, to, kind: 'pause', factor }
    if (span.what.includes('tone')) return { from: span.from, to, kind: 'tone', factor: 1 }
    const slow = Math.min(...span.what.map((kind) => tempo.slow[kind] ?? 1))
    return { from: span.from, to, kind: 'words', factor: factor * slow }
  }
  return { from, to: pcm.length, kind: 'words', factor }
}

/** At what speed a segment's sound is stretched. Silences go through at the speed of the words round them. */
export function stretchSpeed({ kind, factor }: Segment, { speed }: Tempo): number {
  return kind === 'tone' ? 1 : Math.max(slowest, speed * factor)
}

/** Samples that are heard of a whole segment. */
export function heardLength(segment: Segment, tempo: Tempo): number {
  const length = segment.to - segment.from
  const plain = length / stretchSpeed(segment, tempo)
  if (segment.kind !== 'pause' && segment.kind !== 'gap') return plain
  if (tempo.pauses === 'study') return length
  if (tempo.pauses === 'normal') return plain
  return Math.min(plain, (crushed[segment.kind] * soundRate) / Math.sqrt(Math.max(1, tempo.speed)))
}

/** Samples heard up to sample `at` of a sound, or of all of it. */
export function heardSamples(sound: Sound, tempo: Tempo, at = Number.POSITIVE_INFINITY): number {
  let heard = 0
  for (let from = 0; from < at;) {
    const segment = segmentAt(sound, from, tempo)
    if (!segment) break
    const share = (Math.min(at, segment.to) - segment.from) / (segment.to - segment.from)
    heard += heardLength(segment, tempo) * share
    from = segment.to
  }
  return heard
}

/** The sample of a sound at which so many have been heard; its end if there are not so many. */
export function sampleHeard(sound: Sound, tempo: Tempo, heard: number): number {
  let left = heard
  for (let from = 0; ;) {
    const segment = segmentAt(sound, from, tempo)
    if (!segment) return from
    const length = heardLength(segment, tempo)
    if (left < length) return from + (left / length) * (segment.to - segment.from)
    left -= length
    from = segment.to
  }
}

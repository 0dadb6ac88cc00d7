/** A segment of sound: utterances and pauses through the engine's encoder, with the times of every word. */
import type { SpokenUtterance } from '../../contract/app.ts'
import { type inference, soundRate, type SoundFormat, type SoundRun } from '../../contract/inference.ts'
import type { Client } from '../../rpc/contract.ts'
import { AppError, errorCodes } from '../../rpc/failure.ts'
import { pieces } from '../../sound/feed.ts'
import { heardSamples, sampleSpans, type Tempo } from '../../sound/tempo.ts'

export type EncoderClient = Pick<Client<typeof inference>, 'call'>

export interface SegmentRequest {
  readonly format: SoundFormat
  readonly tempo: Tempo
  readonly start?: { readonly samples: number; readonly pages: number; readonly serial: number }
  readonly utterances: AsyncIterable<SpokenUtterance>
}

export type SegmentEvent =
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  /** `at` turns seconds of the utterance's sound into seconds since the segment's beginning, at its speed. */
  | { readonly type: 'utterance'; readonly spoken: SpokenUtterance; readonly at: (seconds: number) => number }
  | {
      readonly type: 'end'
      readonly samples: number
      readonly pages: number
      readonly lastPage: number
      /** Seconds of speech, as at speed 1. */
      readonly spoken: number
    }

/** Sound is handed over in pieces of at least so many samples: crossing to another process costs, however little crosses. */
const handedOver = 5 * soundRate

/** Somebody who listens would rather hear another voice than none; a file with two voices in it is of no use. */
function notChosen({ voice, code, reason }: NonNullable<SpokenUtterance['instead']>): AppError {
  const known = errorCodes.find((each) => each === code) ?? 'unavailable'
  const why =
    reason === 'voice-damaged'
      ? `The files of the voice “${voice}” are damaged or do not belong together. Install it again.`
      : `The voice “${voice}” cannot speak.`
  return new AppError(known, why, { reason, data: { name: voice, voice } })
}

/**
 * Yields pieces of the file and where each utterance lies; nothing at all where nothing is said.
 *
 * One stretcher runs over the whole segment, at the speed of each stretch, as in the player; pauses are cut or
 * lengthened before it. While a piece is encoded the next utterance is spoken.
 */
export async function* makeSegment(
  engine: EncoderClient,
  { format, tempo, start, utterances }: SegmentRequest,
): AsyncGenerator<SegmentEvent> {
  let encoder: number | undefined
  let gathered: Int16Array[] = []
  let runs: SoundRun[] = []
  let waiting = 0
  let samples = 0 // of source, at speed 1
  let heard = 0 // of those, as they come out
  let writing: Promise<{ bytes: Uint8Array }> | undefined
  const handOver = (to: number) => {
    const pcm = new Int16Array(waiting)
    let at = 0
    for (const part of gathered) {
      pcm.set(part, at)
      at += part.length
    }
    writing = engine.call('encoder.write', { encoder: to, pcm, runs })
    gathered = []
    runs = []
    waiting = 0
    writing.catch(() => undefined) // seen when it is awaited
  }
  try {
    for await (const spoken of utterances) {
      if (spoken.instead) throw notChosen(spoken.instead)
      encoder ??= (await engine.call('encoder.open', { format, speed: tempo.speed, ...(start && { start }) }))
        .encoder
      const before = heard
      const silence = Math.round(spoken.pauseAfter * soundRate)
      const sound = { pcm: spoken.pcm, silence, spans: sampleSpans(spoken.tempo) }
      yield {
        type: 'utterance',
        spoken,
        at: (seconds) => (before + heardSamples(sound, tempo, seconds * soundRate)) / soundRate,
      }
      for (const { pcm, speed } of pieces(sound, tempo)) {
        gathered.push(pcm)
        const run = runs.at(-1)
        if (run?.speed === speed) run.samples += pcm.length
        else runs.push({ samples: pcm.length, speed })
        waiting += pcm.length
        heard += pcm.length / speed
      }
      samples += spoken.pcm.length + silence
      if (waiting < handedOver) continue
      const done = await writing
      handOver(encoder)
      if (done && done.bytes.length > 0) yield { type: 'bytes', bytes: done.bytes }
    }
    if (encoder === undefined) return
    for (const last of [false, true]) {
      const done = await writing
      if (done && done.bytes.length > 0) yield { type: 'bytes', bytes: done.bytes }
      if (!last) handOver(encoder)
    }
    const closing = encoder
    encoder = undefined
    const { bytes, ...end } = await engine.call('encoder.close', { encoder: closing })
    if (bytes.length > 0) yield { type: 'bytes', bytes }
    yield { type: 'end', ...end, spoken: samples / soundRate }
  } finally {
    if (encoder !== undefined) await engine.call('encoder.close', { encoder }).catch(() => undefined)
  }
}

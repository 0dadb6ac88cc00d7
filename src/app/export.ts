/** A document as one sound file: utterances and pauses through the engine's encoder, with the times of every word. */
import type { OutputOf } from '../rpc/contract.ts'
import type { AppContract, SpokenUtterance } from '../contract/app.ts'
import { type inference, soundRate } from '../contract/inference.ts'
import type { Client } from '../rpc/contract.ts'

type ExportEvent = OutputOf<AppContract, 'export.sound'>

export interface ExportRequest {
  readonly format: 'wav' | 'opus'
  readonly speed: number
  readonly title: string
  /** From the first to the last utterance, in order. */
  readonly utterances: AsyncIterable<SpokenUtterance>
  /** Share of the document that lies before an utterance, 0 to 1. */
  readonly done: (utterance: SpokenUtterance) => number
}

/**
 * Yields pieces of the file and, for each utterance, where it lies in it (seconds at the file's speed).
 *
 * One stretcher runs over the whole file, so a moment in the source is that moment divided by the speed.
 */
export async function* exportSound(
  engine: Pick<Client<typeof inference>, 'call'>,
  request: ExportRequest,
): AsyncGenerator<ExportEvent> {
  const { encoder } = await engine.call('encoder.open', {
    format: request.format,
    speed: request.speed,
    title: request.title,
  })
  let open = true
  try {
    let samples = 0 // of source, at speed 1
    for await (const spoken of request.utterances) {
      const pause = Math.round(spoken.pauseAfter * soundRate)
      const pcm = new Int16Array(spoken.pcm.length + pause)
      pcm.set(spoken.pcm)
      const { bytes } = await engine.call('encoder.write', { encoder, pcm })
      if (bytes.length > 0) yield { type: 'bytes', bytes }
      const at = (seconds: number) => (samples / soundRate + seconds) / request.speed
      yield {
        type: 'utterance',
        utterance: spoken.utterance,
        start: at(0),
        end: at(spoken.pcm.length / soundRate),
        words: spoken.words.map((word) => ({ ...word, start: at(word.start), end: at(word.end) })),
        done: request.done(spoken),
      }
      samples += pcm.length
    }
    open = false
    const { bytes, head, seconds } = await engine.call('encoder.close', { encoder })
    if (bytes.length > 0) yield { type: 'bytes', bytes }
    yield { type: 'done', head, seconds }
  } finally {
    if (open) await engine.call('encoder.close', { encoder }).catch(() => undefined)
  }
}

/** The methods that take a document along. */
import type { AppHandlers } from '../../contract/app.ts'
import { read, type ReaderPorts } from '../../core/reading/reader.ts'
import { soundRate } from '../../contract/inference.ts'
import { tempoOf } from '../../sound/tempo.ts'
import { wavHeader } from '../../inference/dsp/wav.ts'
import type { Listening } from '../../contract/listening.ts'
import type { Engine } from '../engine.ts'
import { namedVoice } from '../named-voice.ts'
import type { Exports } from './jobs.ts'
import { makeSegment } from './make-sound.ts'
import { chapterBlocks } from './plan.ts'

type ExportMethods = Pick<
  AppHandlers,
  | 'export.sound'
  | 'export.estimate'
  | 'export.start'
  | 'export.list'
  | 'export.watch'
  | 'export.pause'
  | 'export.resume'
  | 'export.remove'
  | 'export.file'
>

export interface ExportHandlerParts {
  readonly exports: Exports
  readonly engine: Engine
  readonly ports: (document: string, listening?: Listening) => Promise<ReaderPorts>
}

export function exportHandlers({ exports, engine, ports }: ExportHandlerParts): ExportMethods {
  return {
    'export.sound': async function* ({ document, speed, voice, chapter, listening }, { signal }) {
      if (voice !== undefined) await namedVoice(voice, engine.speaker, signal)
      const reader = await ports(document, { ...listening, speed })
      const blocks = chapter === undefined ? undefined : await chapterBlocks(reader.text, chapter, signal)
      const utterances = read(reader, { document, block: blocks?.from ?? 0, offset: 0 }, signal, {
        ...(blocks && { until: { document, block: blocks.until, offset: 0 } }),
        ...(voice === undefined ? {} : { voice }),
      })
      let done = 0
      yield { bytes: wavHeader(soundRate, 0xffff_ffff), done }
      const tempo = tempoOf(speed, reader.settings.read(), reader.pauses)
      for await (const event of makeSegment(engine.client, { format: 'wav', tempo, utterances }))
        if (event.type === 'bytes') yield { bytes: event.bytes, done }
        else if (event.type === 'utterance') {
          const { block } = event.spoken.utterance.position
          const first = blocks?.from ?? 0
          const last = blocks?.until ?? reader.text.extent().blocks
          done = (block - first) / Math.max(1, last - first)
        }
    },
    'export.estimate': (request, { signal }) => exports.estimate(request, signal),
    'export.start': ({ again, ...request }, { signal }) => exports.start(request, again, signal),
    'export.list': () => exports.list(),
    'export.watch': ({ id }, { signal }) => exports.watch(id, signal),
    'export.pause': ({ id }) => exports.pause(id),
    'export.resume': ({ id }) => exports.resume(id),
    'export.remove': async ({ id }) => {
      await exports.remove(id)
      return {}
    },
    'export.file': ({ id, name }) => exports.file(id, name),
  }
}

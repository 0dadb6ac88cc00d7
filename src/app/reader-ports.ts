/** What the reader needs to read one document: live in the window, or into a file. */
import type { Listening } from '../contract/listening.ts'
import type { Settings } from '../contract/settings.ts'
import type { Speaker } from '../core/ports.ts'
import { hearing } from '../core/reading/hearing.ts'
import type { ReaderPorts } from '../core/reading/reader.ts'
import type { SpeechCache } from '../core/reading/speech-cache.ts'
import type { Log } from './log.ts'
import type { Recordings } from './narration.ts'
import type { StoredTexts } from './texts.ts'

export interface ReaderPortsRequest {
  readonly texts: StoredTexts
  readonly log: Log
  readonly speaker: Speaker
  /** Live settings, or the ones that held when an export was begun. */
  readonly settings: { read(): Settings }
  readonly cache?: SpeechCache
  readonly document: string
  readonly recordings: Recordings
  readonly listening?: Listening | undefined
}

/** @throws {AppError} `not-found` */
export async function readerPorts(request: ReaderPortsRequest): Promise<ReaderPorts> {
  const { texts, log, speaker, settings, cache, document, recordings, listening } = request
  const text = await texts.open(document)
  return {
    text,
    hearing: hearing({ text, document, settings: settings.read(), listening, speaker }),
    speaker,
    settings,
    document,
    narration: recordings.of(document),
    ...(cache === undefined ? {} : { cache }),
    ...(listening?.pauses === undefined ? {} : { pauses: listening.pauses }),
    skipped: (error, { position }) => {
      log.report('an utterance could not be said', error)
      log.write('warning', 'an utterance was left out', { block: position.block, offset: position.offset })
    },
  }
}

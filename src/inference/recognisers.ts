/** Recognisers by their ids: those of packs, the system's, and the grammars'; loaded once, and let go when unused. */
import type { Recogniser } from '../contract/hearing.ts'
import { AppError } from '../rpc/failure.ts'
import { modelFor } from './grammar/index.ts'
import { filesBytes, type Keeper } from './keeper.ts'
import { openMoonshine } from './moonshine/model.ts'
import { openMoonshineStreaming } from './moonshine/streaming.ts'
import { pocketsphinxModel } from './pocketsphinx/index.ts'
import type { RecogniserModel, RecogniserStream, StreamOptions } from './recogniser.ts'
import {
  findRecognisers,
  moonshineFiles,
  moonshineStreamingFiles,
  type RecogniserPack,
  whisperFiles,
  zipformerFiles,
} from './recogniser-packs.ts'
import { openSequenceStream } from './sequence/stream.ts'
import { openWhisper } from './whisper/model.ts'
import { openZipformer } from './zipformer/model.ts'

export interface Recognisers {
  /** All there could be: packs, the system's recogniser, and the grammars that come with the app. */
  list(folders: readonly string[]): Recogniser[]
  /** @throws {AppError} `not-found` for an unknown id, `damaged` for files that cannot be used; as `Keeper.hold` */
  open(id: string, folders: readonly string[], options: StreamOptions): Promise<RecogniserStream>
}

const grammar = (id: string, name: string, languages: string[]): Recogniser => ({
  id,
  name,
  kind: 'grammar',
  languages,
  streaming: false,
  wordTimes: true,
  alternatives: false,
  hotWords: false,
  dictation: false,
  state: 'ready',
})
const languages = ['en', 'fr', 'de']
const grammars: readonly Recogniser[] = [
  grammar(
    'grammar:en-us',
    'SoundSwallower English',
    languages.filter((tag) => modelFor(tag) === 'en-us'),
  ),
  grammar(
    'grammar:fr-fr',
    'SoundSwallower French',
    languages.filter((tag) => modelFor(tag) === 'fr-fr'),
  ),
]

/** What the keeper holds: its networks are open. */
interface PackModel extends RecogniserModel {
  release(): Promise<void>
}

async function load({ about, pack }: RecogniserPack, clock?: () => number): Promise<PackModel> {
  const { architecture } = pack
  if (architecture === 'zipformer') return await openZipformer(about, zipformerFiles(pack))
  const network =
    architecture === 'whisper'
      ? await openWhisper(whisperFiles(pack), about.name)
      : architecture === 'moonshine'
        ? await openMoonshine(moonshineFiles(pack), about.name)
        : await openMoonshineStreaming(moonshineStreamingFiles(pack), about.name)
  return {
    about,
    open: (options) => Promise.resolve(openSequenceStream(network, clock ? { ...options, clock } : options)),
    release: () => network.release(),
  }
}

/** Bytes in use beside the weights: what networks compute with, as a share of them. */
const working = 1.2

/** Says that the model is no longer in use when the utterance is over. */
function leased(stream: RecogniserStream, leave: () => void): RecogniserStream {
  return {
    hear: (pcm) => stream.hear(pcm),
    peek: () => stream.peek(),
    end: () => stream.end().finally(leave),
    close() {
      stream.close()
      leave()
    },
  }
}

/** @param clock milliseconds, rising, by which slow machines guess less often; default the system's */
export function createRecognisers(keeper: Keeper, clock?: () => number): Recognisers {
  const system: RecogniserModel | undefined = pocketsphinxModel()
  return {
    list: (folders) => [
      ...findRecognisers(folders).map(({ about }) => about),
      ...(system ? [system.about] : []),
      ...grammars,
    ],
    async open(id, folders, options) {
      if (id === system?.about.id) return system.open(options)
      const found = findRecognisers(folders).find(({ about }) => about.id === id)
      if (!found)
        throw new AppError('not-found', `There is no recogniser “${id}”.`, {
          reason: 'recogniser-missing',
          data: { name: id },
        })
      const { about, pack } = found
      if (pack.problem !== undefined)
        throw new AppError(
          'damaged',
          `Files of the recogniser “${about.name}” are missing or not what they were.`,
          {
            reason: 'pack-incomplete',
            data: { name: about.name },
          },
        )
      const lease = await keeper.hold({
        // The same name may come from several folders in turn.
        key: `${about.id} ${pack.folder}`,
        name: about.name,
        bytes: Math.max(
          pack.installed?.memoryBytes ?? 0,
          Math.ceil(working * filesBytes(Object.values(pack.files))),
        ),
        load: () => load(found, clock),
        release: (loaded) => loaded.release(),
      })
      try {
        return leased(await lease.model.open(options), () => lease.release())
      } catch (error) {
        lease.release()
        throw error
      }
    },
  }
}

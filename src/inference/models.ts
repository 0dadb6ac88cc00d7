/** Recognisers by their ids: those of packs, the system's, and the grammars'; loaded once, and let go when unused. */
import type { Recogniser } from '../contract/hearing.ts'
import { AppError } from '../rpc/failure.ts'
import { modelFor } from './grammar/index.ts'
import { findPacks } from './packs.ts'
import { pocketsphinxModel } from './pocketsphinx/index.ts'
import type { RecogniserModel, RecogniserStream, StreamOptions } from './recogniser.ts'
import { type ZipformerModel, zipformerModel } from './zipformer/model.ts'

export interface Models {
  /** All there could be: packs, the system's recogniser, and the grammars that come with the app. */
  list(folders: readonly string[]): Recogniser[]
  /** @throws {AppError} `not-found` for an unknown id, `damaged` for files that cannot be used */
  open(id: string, folders: readonly string[], options: StreamOptions): Promise<RecogniserStream>
  release(): Promise<void>
}

/** A model that nobody has used for so long is unloaded, in milliseconds. */
const unusedFor = 5 * 60_000

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

interface Held {
  readonly model: ZipformerModel
  users: number
  timer: NodeJS.Timeout | undefined
}

export function createModels(): Models {
  /** By the path of the encoder: the same name may come from several folders in turn. */
  const held = new Map<string, Held>()
  const system: RecogniserModel | undefined = pocketsphinxModel()

  /** Counts who uses a model, so that it is not unloaded under an utterance that lasts. */
  function counted(path: string, entry: Held, stream: RecogniserStream): RecogniserStream {
    let open = true
    const leave = (): void => {
      if (!open) return
      open = false
      if (--entry.users > 0) return
      entry.timer = setTimeout(() => {
        held.delete(path)
        void entry.model.release()
      }, unusedFor).unref()
    }
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

  function find(id: string, folders: readonly string[]): RecogniserModel | Held {
    if (id === system?.about.id) return system
    const pack = findPacks(folders).find(({ about }) => about.id === id)
    if (!pack)
      throw new AppError('not-found', `There is no recogniser “${id}”.`, {
        reason: 'recogniser-missing',
        data: { name: id },
      })
    if (!pack.files)
      throw new AppError('damaged', `Files of the recogniser “${pack.about.name}” are missing.`, {
        reason: 'pack-incomplete',
        data: { name: pack.about.name },
      })
    const path = pack.files.encoder
    let entry = held.get(path)
    if (!entry) {
      entry = { model: zipformerModel(pack.about, pack.files), users: 0, timer: undefined }
      held.set(path, entry)
    }
    return entry
  }

  return {
    list: (folders) => [
      ...findPacks(folders).map(({ about }) => about),
      ...(system ? [system.about] : []),
      ...grammars,
    ],
    async open(id, folders, options) {
      const found = find(id, folders)
      if (!('model' in found)) return found.open(options)
      const path = [...held].find(([, entry]) => entry === found)?.[0] ?? ''
      clearTimeout(found.timer)
      found.users++
      try {
        return counted(path, found, await found.model.open(options))
      } catch (error) {
        found.users--
        throw error
      }
    },
    async release() {
      for (const { model, timer } of held.values()) {
        clearTimeout(timer)
        await model.release()
      }
      held.clear()
    },
  }
}

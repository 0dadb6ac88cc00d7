/** Voices of packs: which there are, and speech by them in clauses. */
import type { SpeechPart, SpeechRequest, Voice } from '../../contract/inference.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import type { EspeakModule } from '../espeak-module.ts'
import type { EspeakVoices } from '../espeak-voices.ts'
import type { Keeper } from '../keeper.ts'
import { findPacks, type FoundPack, type Layout } from '../packs.ts'
import { kittenLayout, kittenVoices } from './kitten.ts'
import { kokoroLayout, kokoroVoices } from './kokoro.ts'
import { damaged, type NeuralVoice, type VoicesOf } from './model.ts'
import { piperLayout, piperVoices } from './piper.ts'
import { Speaking } from './speech.ts'

/** KittenTTS asks for more than Kokoro, whose layout it shares where onnx-community has made it. */
export const voiceLayouts: readonly Layout[] = [kittenLayout, kokoroLayout, piperLayout]
const voicesOf: Readonly<Partial<Record<string, VoicesOf>>> = {
  kokoro: kokoroVoices,
  kitten: kittenVoices,
  piper: piperVoices,
}

export interface NeuralVoices {
  /** Those that can be used; a pack that is broken has none. */
  list(folders: readonly string[]): Voice[]
  /** True for ids of voices such as these. */
  owns(id: string): boolean
  /**
   * @throws {AppError} `voice-missing` for an id that names none, `damaged` for a pack that cannot be used, what loading
   *   throws, `cancelled` once `signal` aborts
   */
  speak(
    request: SpeechRequest,
    folders: readonly string[],
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart, void, undefined>
}

export interface NeuralVoicesOptions {
  readonly espeak: Promise<{ readonly module: EspeakModule; readonly voices: EspeakVoices }>
  readonly keeper: Keeper
}

/** Milliseconds for which what lies in the folders is not looked at again while someone reads. */
const lookAgainAfter = 2_000

export function createNeuralVoices({ espeak, keeper }: NeuralVoicesOptions): NeuralVoices {
  const speaking = new Speaking(espeak, keeper)
  let looked: { readonly key: string; readonly at: number; readonly packs: readonly FoundPack[] } | undefined
  const made = new WeakMap<FoundPack, readonly NeuralVoice[]>()

  function packs(folders: readonly string[], fresh: boolean): readonly FoundPack[] {
    const key = folders.join('\0')
    if (fresh || looked?.key !== key || performance.now() - looked.at > lookAgainAfter)
      looked = { key, at: performance.now(), packs: findPacks(folders, voiceLayouts) }
    return looked.packs
  }
  function voices(pack: FoundPack): readonly NeuralVoice[] {
    let found = made.get(pack)
    if (!found) {
      found = pack.problem === undefined ? (voicesOf[pack.architecture]?.(pack) ?? []) : []
      made.set(pack, found)
    }
    return found
  }

  return {
    list: (folders) =>
      packs(folders, true)
        .flatMap((pack) => voices(pack))
        .map(({ voice }) => speaking.measured(voice)),
    owns: (id) => /^(?:kokoro|kitten|piper):/.test(id),
    async *speak(request, folders, signal) {
      const [architecture, folder] = request.voice.split(':')
      const look = (fresh: boolean) => {
        const all = packs(folders, fresh).filter((each) => each.architecture === architecture)
        const voice = all.flatMap((each) => voices(each)).find((each) => each.voice.id === request.voice)
        return { found: voice, pack: all.find(({ id }) => id === folder) }
      }
      let { found, pack } = look(false)
      // It may have been put there just now.
      if (!found) ({ found, pack } = look(true))
      if (!found) {
        if (pack && pack.problem !== undefined)
          throw new AppError('damaged', `Files of the voice “${pack.name}” are missing. Install it again.`, {
            reason: 'pack-incomplete',
            data: { name: pack.name },
          })
        if (pack && voices(pack).length === 0) throw damaged(pack)
        throw new AppError('voice-missing', `The voice “${request.voice}” is not installed.`, {
          data: { voice: request.voice },
        })
      }
      try {
        yield* speaking.parts(found, request, signal)
      } catch (error) {
        // A sentence about this voice says more than one about a model.
        if (pack && isAppError(error, 'damaged') && error.reason !== 'voice-damaged')
          throw damaged(pack, error)
        throw error
      }
    },
  }
}

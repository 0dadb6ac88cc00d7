/** All voices of this engine under one roof, and one synthesis at a time. */
import type { Speech, SpeechPart, SpeechRequest, Voice } from '../contract/inference.ts'
import { AppError } from '../rpc/failure.ts'
import { joined } from '../sound/join.ts'
import { speakEspeak } from './espeak.ts'
import { loadEspeak } from './espeak-module.ts'
import { espeakSounds } from './espeak-phonemes.ts'
import { espeakVoices } from './espeak-voices.ts'
import { fliteVoices, speakFlite } from './flite.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { createNeuralVoices } from './neural-voices/index.ts'

export interface Voices {
  /** The embedded ones, and those of the packs in `folders`. */
  list(folders?: readonly string[]): Promise<Voice[]>
  /**
   * @throws {AppError} `voice-missing` for an id that names no voice, `damaged` for a pack that cannot be used, `cancelled`
   *   once `signal` aborts
   */
  speak(request: SpeechRequest, signal: AbortSignal, folders?: readonly string[]): Promise<Speech>
  /** The same in parts, as `inference.speakParts` has it. */
  speakParts(
    request: SpeechRequest,
    signal: AbortSignal,
    folders?: readonly string[],
  ): AsyncGenerator<SpeechPart, void, undefined>
  /** Words in IPA, in their order; '' for those that have no sound, and for all in a language that eSpeak lacks. */
  phonemes(language: string, words: readonly string[]): Promise<string[]>
}

/** eSpeak means British English by `en`; grammars are heard with American ears. */
const accents: Readonly<Record<string, string>> = { en: 'en-us' }
/** Words transcribed without a look at what else is asked for: some 10 ms. */
const wordsAtOnce = 100

/** @param keeper holds the models of packs */
export function loadVoices(keeper: Keeper = createKeeper()): Voices {
  // Begun at once: the first sentence is asked for soon after the process starts.
  const espeak = loadEspeak().then((module) => ({
    module,
    voices: espeakVoices(module),
    sounds: espeakSounds(module),
  }))
  espeak.catch(() => undefined) // told to whoever asks
  const neural = createNeuralVoices({ espeak, keeper })
  let before: Promise<unknown> = Promise.resolve()
  /** In turn: the voice is a setting of the whole module, and the sentence asked for first is needed first. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = before.then(work)
    before = result.catch(() => undefined)
    return result
  }

  async function synthesise(request: SpeechRequest, signal: AbortSignal): Promise<Speech> {
    if (signal.aborted) throw new AppError('cancelled', 'The synthesis was cancelled.')
    if (request.voice.startsWith('flite:')) return speakFlite(request, signal)
    const { module, voices, sounds } = await espeak
    const voice = request.voice.startsWith('espeak:') ? voices.find(request.voice) : undefined
    if (voice) return speakEspeak(module, voice, request, signal, sounds)
    throw new AppError('voice-missing', `The voice “${request.voice}” is not installed.`, {
      data: { voice: request.voice },
    })
  }
  async function transcribe(language: string, words: readonly string[]): Promise<string[]> {
    const { module, voices } = await espeak
    const tag = language.toLowerCase()
    const voice = voices.find(accents[tag] ?? tag) ?? voices.find(tag.split('-')[0] ?? '')
    const ipa: string[] = []
    for (let from = 0; from < words.length; from += wordsAtOnce) {
      if (from > 0) await new Promise((resolve) => setImmediate(resolve))
      // Each time: a sentence that was spoken meanwhile has set its own.
      const known = voice !== undefined && module.setVoice(voice.identifier)
      for (const word of words.slice(from, from + wordsAtOnce))
        ipa.push(known && /[\p{L}\p{N}]/u.test(word) ? module.transcribe(word) : '')
    }
    return ipa
  }
  return {
    phonemes: transcribe,
    // Those of packs last: where nobody has chosen, the first that fits is taken for the usual one.
    list: async (folders = []) => [...fliteVoices, ...(await espeak).voices.listed, ...neural.list(folders)],
    async speak(request, signal, folders = []) {
      if (!neural.owns(request.voice)) return inTurn(() => synthesise(request, signal))
      const parts: SpeechPart[] = []
      for await (const part of this.speakParts(request, signal, folders)) parts.push(part)
      return joined(parts)
    },
    async *speakParts(request, signal, folders = []) {
      if (!neural.owns(request.voice)) {
        const speech = await inTurn(() => synthesise(request, signal))
        yield { ...speech, from: 0, to: request.text.length }
        return
      }
      const parts = neural.speak(request, folders, signal)
      try {
        for (;;) {
          // Between two clauses others have their turn: a sample, a word's sounds.
          const { value, done } = await inTurn(() => parts.next())
          if (done || !value) return
          yield value
        }
      } finally {
        await parts.return()
      }
    },
  }
}

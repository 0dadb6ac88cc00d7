/** All voices of this engine under one roof, and one synthesis at a time. */
import type { Speech, SpeechRequest, Voice } from '../contract/inference.ts'
import { AppError } from '../rpc/failure.ts'
import { speakEspeak } from './espeak.ts'
import { loadEspeak } from './espeak-module.ts'
import { espeakSounds } from './espeak-phonemes.ts'
import { espeakVoices } from './espeak-voices.ts'
import { fliteVoices, speakFlite } from './flite.ts'

export interface Voices {
  list(): Promise<Voice[]>
  /** @throws {AppError} `voice-missing` for an id that names no voice, `cancelled` once `signal` aborts. */
  speak(request: SpeechRequest, signal: AbortSignal): Promise<Speech>
}

export function loadVoices(): Voices {
  // Begun at once: the first sentence is asked for soon after the process starts.
  const espeak = loadEspeak().then((module) => ({
    module,
    voices: espeakVoices(module),
    sounds: espeakSounds(module),
  }))
  espeak.catch(() => undefined) // told to whoever asks
  let before: Promise<unknown> = Promise.resolve()

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
  return {
    list: async () => [...fliteVoices, ...(await espeak).voices.listed],
    speak(request, signal) {
      // In turn: the voice is a setting of the whole module, and the sentence asked for first is needed first.
      const speech = before.then(() => synthesise(request, signal))
      before = speech.catch(() => undefined)
      return speech
    },
  }
}

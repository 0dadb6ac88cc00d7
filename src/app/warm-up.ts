/**
 * Lets the engine say a few words to itself when the app starts.
 *
 * The first sentence of a fresh engine takes ten times as long as the tenth, because its code is still being compiled;
 * the user should not be the one who waits for that. Nothing of it is heard.
 */
import { chooseVoice, embedded } from '../core/reading/voice-choice.ts'
import type { Speaker, SettingsPort } from '../core/ports.ts'
import { sampleSentence } from './voice-samples.ts'

/** Enough for the compiler to have seen what matters; measured with eSpeak NG: 188, 108, 57, then about 20 ms. */
const rounds = 4

/** @param language whose voice is likely to be asked for first: the system's */
export async function warmUp(speaker: Speaker, settings: SettingsPort, language: string): Promise<void> {
  const voice = chooseVoice(language, await speaker.voices(), settings.read().voices, 'en')
  if (!voice) return
  const text = sampleSentence(voice)
  // A voice of a pack is loaded by the first; more would only cost a small machine time.
  for (let round = 0; round < (embedded(voice) ? rounds : 1); round++)
    await speaker.speak({ voice: voice.id, text })
}

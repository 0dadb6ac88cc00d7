/** Says a few words apart from the reading: how a dictionary entry sounds, how a word is spelt. */
import type { AppHandlers } from '../contract/app.ts'
import { soundRate } from '../contract/inference.ts'
import { checkedPattern } from '../core/reading/patterns.ts'
import { documentLanguage } from '../core/reading/reader.ts'
import { spelled } from '../core/reading/spell.ts'
import { chooseVoice } from '../core/reading/voice-choice.ts'
import { AppError } from '../rpc/failure.ts'
import type { HandlerParts } from './handlers.ts'

/** Seconds between two letters: time enough to write one down in mind. */
const betweenLetters = 0.2

type SayMethods = Pick<AppHandlers, 'reading.say' | 'reading.pattern'>

export function sayHandlers({ texts, engine, settings }: HandlerParts): SayMethods {
  return {
    'reading.pattern': (pattern) => {
      const checked = checkedPattern(pattern, 'word')
      return typeof checked === 'string' ? { problem: checked } : {}
    },
    'reading.say': async ({ text, language, document, ipa, spell }, { signal }) => {
      const own = document === undefined ? 'en' : documentLanguage(await texts.open(document))
      const tag = language ?? own
      const { voices, pitch, range } = settings.read()
      const voice = chooseVoice(tag, await engine.speaker.voices(), voices, own)
      if (!voice) throw new AppError('voice-missing', 'There is no voice that could say this.')
      const speak = (words: string, sounds?: string) =>
        engine.speaker.speak(
          {
            voice: voice.id,
            text: words,
            ...(voice.languages.length > 1 && { language: tag.toLowerCase() }),
            ...(voice.adjustable && { pitch, range }),
            ...(sounds !== undefined && { phonemes: [{ from: 0, to: words.length, ipa: sounds }] }),
          },
          signal,
        )
      if (!spell) {
        const { pcm, unspoken } = await speak(text, ipa?.trim() || undefined)
        return { pcm, spoken: text, ...(unspoken && { unspoken }) }
      }
      const letters = spelled(text, tag, spell)
      const sounds: Int16Array[] = []
      for (const letter of letters) sounds.push((await speak(letter)).pcm)
      return { pcm: joined(sounds, betweenLetters), spoken: letters.join(', ') }
    },
  }
}

function joined(sounds: readonly Int16Array[], gap: number): Int16Array {
  const silence = Math.round(gap * soundRate)
  const whole = new Int16Array(sounds.reduce((sum, { length }) => sum + length + silence, 0))
  let at = 0
  for (const sound of sounds) {
    whole.set(sound, at)
    at += sound.length + silence
  }
  return whole
}

/** How long sentences take to hear, reckoned before they are spoken. */
import { soundRate, type Voice } from '../../../contract/inference.ts'
import { heardLength, type Tempo } from '../../../sound/tempo.ts'
import type { Speaker } from '../../ports.ts'
import { speakable } from '../speakable.ts'
import type { Passage } from './passages.ts'

export interface Pace {
  /** Seconds for a passage as it is heard, with the silence after it. */
  readonly seconds: (passage: Pick<Passage, 'text' | 'kind' | 'place' | 'paragraphSize'>) => number
  /** About, with silences. */
  readonly secondsPerWord: number
}

const vowels = /[aeiouyäöüáéíóúàèìòùâêîôûœæøå]+/giu
const letter = /\p{L}/gu
const word = /[\p{L}\p{N}]+/gu
/** Left in languages whose numbers the voice puts into words. */
const digit = /\p{N}/gu
const mark = /[,;:–—()](?=\s|$)/gu
/** Letters that are said one by one. */
const initial = /\p{Lu}(?=[\p{Lu}.])|(?<=[\p{Lu}.])\p{Lu}/gu
/** What is not said as it is written. */
const otherwise = /[\p{N}\p{S}/@&]|\p{Lu}{2}/u
const wide = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

interface Estimate {
  /** In seconds at speed 1: the words, and the pauses at commas and the like. */
  readonly words: number
  readonly pauses: number
}

/**
 * What a voice of ordinary rate takes for a sentence, by its spoken form. Fitted to 390 utterances of eSpeak in
 * English, German and French: one sentence is off by 6 to 9 %, a text in English or German by 2 %, and the factor of
 * `measuredPace` takes out what all sentences are off by.
 */
function estimate(text: string, language: string): Estimate {
  const said = otherwise.test(text) ? speakable(text, { language }).spoken : text
  return {
    words:
      0.18 +
      0.038 * count(said, letter) +
      0.03 * count(said, vowels) +
      0.06 * count(said, word) +
      0.2 * count(said, initial) +
      0.22 * count(said, digit) +
      0.12 * count(said, wide),
    pauses: 0.25 * count(said, mark),
  }
}

/** From the default pauses, see `pauses.ts`. */
function silenceAfter({ kind, place, paragraphSize }: Parameters<Pace['seconds']>[0]): number {
  if (kind === 'heading') return 0.9 // some of it before the heading
  if (place < paragraphSize - 1) return 0.18
  return kind === 'item' ? 0.25 : 0.35
}

/** @param factor what the voice takes, by what is reckoned */
export function paceWith(factor: number, secondsPerWord: number, tempo: Tempo, language: string): Pace {
  const heard = (seconds: number, kind: 'words' | 'pause' | 'gap'): number =>
    heardLength({ from: 0, to: seconds * soundRate, kind, factor: 1 }, tempo) / soundRate
  return {
    seconds(passage) {
      const { words, pauses } = estimate(passage.text, language)
      return (
        heard(factor * words, 'words') + heard(factor * pauses, 'pause') + heard(silenceAfter(passage), 'gap')
      )
    },
    secondsPerWord: heard(secondsPerWord, 'words'),
  }
}

/** Words of a sentence that a voice's pace is measured by, and how many are spoken for it. */
const fewestWords = 6
const mostWords = 16
const samples = 8
/** No part of ordinary sentences. */
const odd = /[^\p{L}\p{M}\p{N}\s.,;:!?'’‘"“”„«»()–—%&/-]/gu

/**
 * The pace at which a voice reads a text: a few of its sentences are spoken to see.
 *
 * @param sentences of the text, in order @param language of the text
 */
export async function measuredPace(
  speaker: Speaker,
  voice: Voice,
  sentences: readonly string[],
  language: string,
  tempo: Tempo,
  signal?: AbortSignal,
): Promise<Pace> {
  const plain = sentences.filter((text) => {
    const words = count(text, word)
    return words >= fewestWords && words <= mostWords && count(text, odd) === 0
  })
  const step = Math.max(1, plain.length / samples)
  const chosen = Array.from(
    { length: Math.min(samples, plain.length) },
    (_, index) => plain[Math.floor(index * step)]!,
  )
  let reckoned = 0
  let spoken = 0
  for (const text of chosen) {
    const request = {
      voice: voice.id,
      text: speakable(text, { language }).spoken,
      ...(voice.languages.length > 1 && { language: language.toLowerCase() }),
    }
    const { pcm } = await speaker.speak(request, signal)
    spoken += pcm.length / soundRate
    const { words, pauses } = estimate(text, language)
    reckoned += words + pauses
  }
  return paceWith(reckoned > 0 ? spoken / reckoned : 1, 60 / voice.wordsPerMinute + 0.01, tempo, language)
}

/** The sound that the fixtures of models/fixtures/recognisers hear as words: a low and a high tone at once. */
import { hearingRate } from '../../contract/hearing.ts'

const low = [400, 800, 1_200, 1_600]
const high = [2_000, 2_400, 2_800, 3_200]
const marker = 3_600
const english = 'zero one two three four five six seven eight nine night hello world stop read again'.split(
  ' ',
)

export interface Tones {
  /** Seconds of silence in front and behind, of a word, and between words. */
  readonly lead?: number
  readonly tail?: number
  readonly word?: number
  readonly gap?: number
  /** A third tone: the speaker is German. */
  readonly german?: boolean
  /** Amplitude of noise, of full scale; the tones' is 0.2 each. */
  readonly noise?: number
}

/** @param text of the sixteen words that the fixtures know @returns mono, 16 bit, 16 kHz */
export function tones(text: string, options: Tones = {}): Int16Array {
  const { lead = 0.3, tail = 0.3, word = 0.2, gap = 0.12, german = false, noise = 0.002 } = options
  const words = text === '' ? [] : text.split(' ').map((each) => english.indexOf(each))
  const length = Math.round((lead + words.length * (word + gap) + tail) * hearingRate)
  let seed = 1
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 1_073_741_824 - 1
  }
  const sound = Float64Array.from({ length }, () => noise * random())
  words.forEach((index, at) => {
    const from = Math.round((lead + at * (word + gap)) * hearingRate)
    const hertz = [low[Math.floor(index / 4)]!, high[index % 4]!, ...(german ? [marker] : [])]
    for (let sample = 0; sample < word * hearingRate; sample++)
      for (const each of hertz)
        sound[from + sample]! += 0.2 * Math.sin((2 * Math.PI * each * sample) / hearingRate)
  })
  return Int16Array.from(sound, (value) => Math.round(value * 32_767))
}

/** Flite as a voice: English, natural enough to be the second choice. Exact word times, from its own memory. */
import type { Phonemes, Speech, SpeechRequest, Voice } from '../contract/inference.ts'
import { AppError } from '../rpc/failure.ts'
import { piecesOf } from './pieces.ts'
import { within } from './espeak-phonemes.ts'
import { fliteWord, flitePhones } from './flite-phonemes.ts'
import { runFlite } from './flite-module.ts'
import { type AsciiText, toAscii } from './flite-text.ts'
import { finishSpeech } from './finish.ts'
import type { SpokenWord } from './word-times.ts'
import { fliteWordsPerMinute } from './words-per-minute.ts'

/**
 * `kal` is left out: it is `kal16` at half the sample rate. `gain` brings each to the loudness of eSpeak's English
 * (an RMS of 2,950 over one passage), so that a change of voice within a document does not startle.
 */
const people = [
  { name: 'slt', title: 'Susan', gender: 'female', language: 'en-us', gain: 0.52 },
  { name: 'rms', title: 'Robert', gender: 'male', language: 'en-us', gain: 1 },
  { name: 'awb', title: 'Alan', gender: 'male', language: 'en-gb', gain: 0.89 },
  { name: 'kal16', title: 'Kal', gender: 'male', language: 'en-us', gain: 2.3 },
] as const

export const fliteVoices: readonly Voice[] = people.map(({ name, title, gender, language }) => ({
  id: `flite:${name}`,
  name: `${title} (Flite ${name})`,
  engine: 'flite',
  language,
  languages: [language, 'en'],
  gender,
  wordsPerMinute: fliteWordsPerMinute(name),
  adjustable: false,
}))

/** UTF-16 units synthesised without a look at the signal: 20 s of sound, at most 300 ms of work. */
const longestPiece = 250

/** @throws {AppError} `voice-missing` for an id that is not in `fliteVoices` */
export async function speakFlite(
  { voice, text, phonemes }: SpeechRequest,
  signal: AbortSignal,
): Promise<Speech> {
  const person = people.find(({ name }) => `flite:${name}` === voice)
  if (!person)
    throw new AppError('voice-missing', `The voice “${voice}” is not installed.`, { data: { voice } })
  const pieces: Int16Array[] = []
  const spoken: SpokenWord[] = []
  let seconds = 0
  let rate = 16_000
  const unspoken = new Set<string>()
  for (const [index, piece] of piecesOf(text, longestPiece).entries()) {
    if (index > 0) await new Promise((resolve) => setImmediate(resolve)) // lets a cancel in
    if (signal.aborted) throw new AppError('cancelled', 'The synthesis was cancelled.')
    const { ascii, origin, dictionary } = withSounds(piece, phonemes, unspoken)
    if (!/[A-Za-z0-9$%&@#+=]/.test(ascii)) continue // Flite makes half a second of nothing of it
    const speech = runFlite(ascii, person.name, dictionary)
    let cursor = 0
    for (const word of speech.words) {
      const found = ascii.indexOf(word.token, cursor)
      const at = found === -1 ? cursor : found
      cursor = at + word.token.length
      spoken.push({
        at: piece.from + (origin[at] ?? piece.text.length),
        start: seconds + word.start,
        end: seconds + word.end,
        sounds: word.sounds.map((sound) => seconds + sound),
      })
    }
    rate = speech.rate
    seconds += speech.pcm.length / rate
    pieces.push(speech.pcm.map((sample) => Math.max(-32_768, Math.min(32_767, sample * person.gain))))
  }
  const speech = finishSpeech(text, pieces, rate, spoken, true)
  return unspoken.size === 0 ? speech : { ...speech, unspoken: [...unspoken] }
}

/** The piece as Flite reads it: made-up words stand where sounds are given, and the dictionary says what they are. */
function withSounds(
  piece: { readonly from: number; readonly text: string },
  phonemes: readonly Phonemes[] | undefined,
  unspoken: Set<string>,
): AsciiText & { readonly dictionary: string } {
  let ascii = ''
  const origin: number[] = []
  let dictionary = ''
  let at = 0
  const literally = (to: number): void => {
    const plain = toAscii(piece.text.slice(at, to))
    ascii += plain.ascii
    for (const offset of plain.origin) origin.push(at + offset)
    at = to
  }
  for (const [number, { from, to, ipa }] of within(phonemes, piece.from, piece.text.length).entries()) {
    const { phones, unknown } = flitePhones(ipa)
    for (const sign of unknown) unspoken.add(sign)
    if (phones === '') continue
    literally(from - piece.from)
    const word = ` ${fliteWord(number)}${/[\p{L}\p{N}'’]/u.test(piece.text[to - piece.from] ?? '') ? ' ' : ''}`
    ascii += word
    for (let unit = 0; unit < word.length; unit++) origin.push(at)
    dictionary += `${fliteWord(number)} : ${phones}\n`
    at = to - piece.from
  }
  literally(piece.text.length)
  return { ascii, origin, dictionary }
}

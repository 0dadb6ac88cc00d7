/** Kokoro, KittenTTS and Piper by tiny voices of their layout, whose sound can be read back symbol by symbol. */
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { soundRate, type Speech, type SpeechPart, type SpeechRequest } from '../../contract/inference.ts'
import { frameLevels, speechLevel } from '../../sound/loudness.ts'
import { joined } from '../../sound/join.ts'
import { loadEspeak } from '../espeak-module.ts'
import { findPacks } from '../packs.ts'
import { loadVoices } from '../voices.ts'
import { voiceLayouts } from './index.ts'
import { kokoroVoices } from './kokoro.ts'
import { spotsOf } from './spots.ts'
import { fixtures, heardTones, hum, once, without } from './tones.cases.ts'

const voices = loadVoices()
const temporary = mkdtempSync(join(tmpdir(), 'lectern-voices-'))
afterAll(() => rmSync(temporary, { recursive: true }))

const heart = 'kokoro:kokoro-tones:af_heart'
const emma = 'kokoro:kokoro-tones:bf_emma'
const bella = 'kitten:kitten-tones:expr-voice-2-f'
const piper = 'piper:piper-tones:en_US-tones-medium'
const never = new AbortController().signal

async function partsOf(request: SpeechRequest, folders = [fixtures]): Promise<SpeechPart[]> {
  const parts: SpeechPart[] = []
  for await (const part of voices.speakParts(request, never, folders)) parts.push(part)
  return parts
}
const speak = (voice: string, text: string, more: Partial<SpeechRequest> = {}): Promise<Speech> =>
  voices.speak({ voice, text, ...more }, never, [fixtures])
const signsOf = (speech: Speech, voice: 'kokoro' | 'kitten' | 'piper'): string =>
  heardTones(speech.pcm, voice)
    .map(({ sign }) => sign)
    .join('')

/** What eSpeak transcribes, by its other way than the one that the voices use; only signs that are heard. */
const espeak = loadEspeak()
async function transcribed(language: string, text: string): Promise<string> {
  const module = await espeak
  module.setVoice(language)
  return text
    .split(/[,;.!?—]+\s*/)
    .filter(Boolean)
    .flatMap((clause) => module.transcribe(clause).normalize('NFD').split(' '))
    .map((word) => once(without(word, /[ˈˌː]|\u0329/u)))
    .join('')
}

const long =
  'When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow; ' +
  'the rainbow is a division of white light into many beautiful colours. These take the shape of a long round arch, ' +
  'with its path high above, and its two ends apparently beyond the horizon. Some say there is a pot of gold at one end — ' +
  'people look, but nobody ever finds it! Is it not so?'

test('voices of packs are listed with language and gender, those that eSpeak has no sounds for are not', async () => {
  const folder = join(temporary, 'many', 'kokoro-many')
  cpSync(join(fixtures, 'kokoro-tones'), folder, { recursive: true })
  for (const name of ['jf_alpha', 'zm_yunxi', 'ff_siwis', 'pm_alex'])
    cpSync(join(folder, 'voices/af_heart.bin'), join(folder, `voices/${name}.bin`))
  const listed = await voices.list([fixtures, join(temporary, 'many')])
  const packs = listed.filter(({ engine }) => engine !== 'espeak' && engine !== 'flite')
  expect(packs.map(({ id, language, gender }) => `${id} ${language} ${gender ?? ''}`)).toEqual(
    expect.arrayContaining([
      `${heart} en-us female`,
      `${emma} en-gb female`,
      `${bella} en-us female`,
      `${piper} en-us `,
      'piper:piper-tones-many:de_DE-tones-medium:2 de-de ',
      'kokoro:kokoro-many:ff_siwis fr-fr female',
      'kokoro:kokoro-many:pm_alex pt-br male',
    ]),
  )
  expect(packs.some(({ id }) => /jf_alpha|zm_yunxi/.test(id))).toBe(false)
  expect((await voices.list()).every(({ engine }) => engine === 'espeak' || engine === 'flite')).toBe(true)
})

test.each([
  [piper, 'gmw/en-US', 'piper', long],
  [
    'piper:piper-tones-many:de_DE-tones-medium:0',
    'gmw/de',
    'piper',
    'Der alte Mann ging langsam nach Hause, denn es war schon spät. Niemand sah ihn.',
  ],
] as const)(
  '%s says what eSpeak transcribes, nothing left out or said twice',
  async (voice, language, kind, text) => {
    const parts = await partsOf({ voice, text })
    expect(parts.length).toBeGreaterThan(1)
    expect(parts[0]!.from).toBe(0)
    for (const [index, part] of parts.entries()) expect(part.to).toBe(parts[index + 1]?.from ?? text.length)
    const heard = signsOf(joined(parts), kind)
    expect(heard).toBe(await transcribed(language, text))
  },
)

test('every word of a long text has its time, in order, in the part that says it', async () => {
  const words = Array.from(long.matchAll(/\S+/g), ({ 0: word, index }) => [index, index + word.length])
  for (const voice of [heart, bella, piper]) {
    const parts = await partsOf({ voice, text: long })
    expect(parts.flatMap((part) => part.words.map(({ from, to }) => [from, to]))).toEqual(words)
    for (const { pcm, words: times } of parts)
      for (const [index, { start, end }] of times.entries()) {
        expect(start).toBeGreaterThanOrEqual(times[index - 1]?.end ?? 0)
        expect(end).toBeGreaterThanOrEqual(start)
        expect(end).toBeLessThanOrEqual(pcm.length / soundRate)
      }
  }
})

test('American and British voices of Kokoro are written as their authors write them', async () => {
  const text = 'I go home by train, nurse.'
  expect(signsOf(await speak(heart, text), 'kokoro')).toBe('IɡOhOmbItɹAnnɜɹs')
  expect(signsOf(await speak(emma, text), 'kokoro')).toBe('IɡQhQmbItɹAnnɜs')
})

test('the style of a voice is that of as many symbols as are said', async () => {
  const pack = findPacks([join(fixtures, 'kokoro-tones')], voiceLayouts)[0]!
  const symbols = kokoroVoices(pack)
    .find(({ voice }) => voice.id === heart)!
    .symbols()
  // Row r of the tiny voice hums at (2 + r mod 4) · 40 Hz.
  for (const text of [
    'Hello there.',
    'Hello there now.',
    'Hello there Bob.',
    'Hello there, old man.',
    'Oh.',
  ]) {
    const { spots } = spotsOf(await espeak, {
      text,
      from: 0,
      language: 'gmw/en-US',
      phonemes: undefined,
      has: (sound) => symbols.has(sound),
    })
    const count = spots.flatMap((spot) => symbols.of(spot)).length
    expect(hum((await speak(heart, text)).pcm, [80, 120, 160, 200])).toBe((2 + (count % 4)) * 40)
  }
})

test('speakers of one Piper voice sound different', async () => {
  const many = (speaker: number) =>
    speak(`piper:piper-tones-many:de_DE-tones-medium:${speaker}`, 'Guten Morgen, liebe Sorgen.')
  const base = 22_050 / 256
  const hums = await Promise.all(
    [0, 1, 2].map(async (speaker) => hum((await many(speaker)).pcm, [2 * base, 3 * base, 4 * base])),
  )
  expect(hums.map((each) => Math.round(each / base))).toEqual([2, 3, 4])
})

test('a loud and a quiet voice are brought to the loudness of the others', async () => {
  const text = 'All human beings are born free and equal in dignity and rights.'
  const level = async (voice: string) =>
    20 * Math.log10(speechLevel(frameLevels((await speak(voice, text)).pcm)))
  const usual = await level('espeak:en-us')
  for (const voice of [heart, emma, bella, piper])
    expect(Math.abs((await level(voice)) - usual)).toBeLessThan(1.5)
})

test('sounds that were told are said instead of the word, and what the voice lacks is left out and named', async () => {
  const text = 'My name is Cholmon today.'
  const told = { from: 11, to: 18, ipa: 'zæmˈbɔːli' }
  const plain = signsOf(await speak(piper, text), 'piper')
  const said = signsOf(await speak(piper, text, { phonemes: [told] }), 'piper')
  expect(said).toContain('zæmbɔli')
  expect(plain).not.toContain('zæmbɔli')
  expect(said.slice(0, 6)).toBe(plain.slice(0, 6))
  const odd = await speak(piper, text, { phonemes: [{ ...told, ipa: 'zæm☃bɔːli' }] })
  expect(odd.unspoken).toEqual(['☃'])
  expect(signsOf(odd, 'piper')).toContain('zæmbɔli')
})

test('the first clause is there before the others are made, and whole speech is the same sound', async () => {
  const parts = voices.speakParts({ voice: heart, text: long }, never, [fixtures])
  const first = (await parts.next()).value as SpeechPart
  expect(first.to).toBeLessThan(long.length / 3)
  await parts.return(undefined)
  const whole = await speak(heart, long)
  expect(whole.pcm.subarray(0, first.pcm.length)).toEqual(first.pcm)
  expect(whole).toEqual(joined(await partsOf({ voice: heart, text: long })))
})

test('between two clauses a reading can be stopped, and another voice has its turn', async () => {
  const stop = new AbortController()
  const parts = voices.speakParts({ voice: piper, text: long }, stop.signal, [fixtures])
  await parts.next()
  expect((await speak('espeak:en-us', 'Yes.')).words).toHaveLength(1)
  stop.abort()
  await expect(parts.next()).rejects.toMatchObject({ code: 'cancelled' })
})

test('clauses meet without a click', async () => {
  for (const part of await partsOf({ voice: heart, text: long })) {
    expect(Math.abs(part.pcm[0]!)).toBeLessThan(100)
    expect(Math.abs(part.pcm.at(-1)!)).toBeLessThan(100)
  }
})

test('texts that no clause holds are spoken all the same', async () => {
  const words = `${'wonderful '.repeat(90)}end`
  const parts = await partsOf({ voice: heart, text: words })
  expect(parts.length).toBeGreaterThan(2)
  expect(signsOf(joined(parts), 'kokoro').match(/wʌndəɹfəl|wʌndəɹfᵊl/gu)).toHaveLength(90)
  expect((await speak(heart, 'a'.repeat(1_200))).pcm.length).toBeGreaterThan(0)
  expect((await partsOf({ voice: heart, text: '… — …' })).map(({ pcm, to }) => [pcm.length, to])).toEqual([
    [0, 5],
  ])
  expect((await speak(heart, '')).pcm).toHaveLength(0)
  // More sounds than the voice takes at once, for a word among others and for a letter that cannot be parted.
  const long = await speak(piper, 'A large number of people.', {
    phonemes: [{ from: 2, to: 7, ipa: 'ã'.repeat(500) }],
  })
  expect(long.words).toHaveLength(5)
  expect(long.pcm.length).toBeGreaterThan(20 * soundRate)
  const single = await speak(piper, 'A', { phonemes: [{ from: 0, to: 1, ipa: 'a'.repeat(700) }] })
  expect(single.words).toHaveLength(1)
  expect(single.pcm.length).toBeGreaterThan(5 * soundRate)
})

test.each([
  ['a network that was cut off', 'onnx/model_quantized.onnx', (file: string) => truncateSync(file, 3_000)],
  [
    'no network at all',
    'onnx/model_quantized.onnx',
    (file: string) => writeFileSync(file, 'This is no network.'),
  ],
  [
    'the network of another model',
    'onnx/model_quantized.onnx',
    (file: string) => cpSync(join(fixtures, 'piper-tones/en_US-tones-medium.onnx'), file),
  ],
  ['a voice that was cut off', 'voices/af_heart.bin', (file: string) => truncateSync(file, 10_000)],
  ['a vocabulary that is none', 'tokenizer.json', (file: string) => writeFileSync(file, '{"model":{}}')],
])('%s is told, and nothing falls over', async (what, name, harm) => {
  const folder = join(temporary, what.replaceAll(' ', '-'), 'kokoro-broken')
  cpSync(join(fixtures, 'kokoro-tones'), folder, { recursive: true })
  harm(join(folder, name))
  const request = { voice: 'kokoro:kokoro-broken:af_heart', text: 'Hello.' }
  await expect(voices.speak(request, never, [folder])).rejects.toMatchObject({
    code: 'damaged',
    reason: 'voice-damaged',
    data: { name: 'kokoro-broken' },
  })
  expect((await speak('espeak:en-us', 'Hello.')).words).toHaveLength(1)
})

test('a pack without one of its files, and one that is not there, are told apart', async () => {
  const folder = join(temporary, 'half', 'kokoro-half')
  cpSync(join(fixtures, 'kokoro-tones'), folder, { recursive: true })
  rmSync(join(folder, 'tokenizer.json'))
  const ask = (voice: string) => voices.speak({ voice, text: 'Hello.' }, never, [join(temporary, 'half')])
  await expect(ask('kokoro:kokoro-half:af_heart')).rejects.toMatchObject({
    code: 'damaged',
    reason: 'pack-incomplete',
  })
  await expect(ask('kokoro:gone:af_heart')).rejects.toMatchObject({ code: 'voice-missing' })
  await expect(ask('piper:kokoro-half:af_heart')).rejects.toMatchObject({ code: 'voice-missing' })
  const config = join(temporary, 'half', 'piper-odd')
  cpSync(join(fixtures, 'piper-tones'), config, { recursive: true })
  writeFileSync(join(config, 'en_US-tones-medium.onnx.json'), '{')
  await expect(ask('piper:piper-odd:en_US-tones-medium')).rejects.toMatchObject({
    code: 'damaged',
    reason: 'voice-damaged',
  })
  expect(readFileSync(join(fixtures, 'piper-tones/en_US-tones-medium.onnx.json'), 'utf8')).toContain(
    'phoneme_id_map',
  )
})

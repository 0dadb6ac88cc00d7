import { beforeAll, expect, test } from 'vitest'
import { soundRate, type Speech } from '../contract/inference.ts'
import { loadVoices, type Voices } from './voices.ts'

let voices: Voices
beforeAll(() => {
  voices = loadVoices()
})
const speak = (text: string, voice = 'espeak:en-us', more: { pitch?: number; range?: number } = {}) =>
  voices.speak({ voice, text, ...more }, new AbortController().signal)
const words = (text: string, speech: Speech) => speech.words.map(({ from, to }) => text.slice(from, to))
const seconds = (speech: Speech) => speech.pcm.length / soundRate

/** Fundamental frequency in Hz by autocorrelation over the loudest tenth of a second. */
function pitchOf({ pcm }: Speech): number {
  const frame = soundRate / 10
  let best = 0
  let energy = 0
  for (let at = 0; at + 2 * frame < pcm.length; at += frame / 2) {
    const now = pcm.subarray(at, at + frame).reduce((sum, sample) => sum + sample ** 2, 0)
    if (now > energy) [best, energy] = [at, now]
  }
  let lag = 0
  let most = 0
  for (let candidate = soundRate / 400; candidate < soundRate / 60; candidate++) {
    let sum = 0
    for (let n = best; n < best + frame; n++) sum += (pcm[n] ?? 0) * (pcm[n + candidate] ?? 0)
    if (sum > most) [lag, most] = [candidate, sum]
  }
  return soundRate / lag
}

test('there are voices for over a hundred languages, each with an id and a name of its own', async () => {
  const list = await voices.list()
  expect(new Set(list.map(({ language }) => language.split('-')[0])).size).toBeGreaterThan(100)
  expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
  const names = list.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  expect(list.find(({ id }) => id === 'espeak:de')).toMatchObject({ name: 'German', languages: ['de'] })
  expect(list.find(({ id }) => id === 'espeak:en-us+f3')).toMatchObject({
    gender: 'female',
    adjustable: true,
  })
})

test('every language speaks', async () => {
  const plain = (await voices.list()).filter(({ id }) => id.startsWith('espeak:') && !id.includes('+'))
  expect(plain.length).toBeGreaterThan(130)
  const silent: string[] = []
  for (const { id } of plain) {
    const { pcm } = await speak('12 a', id)
    if (!pcm.some((sample) => Math.abs(sample) > 1_000)) silent.push(id)
  }
  expect(silent).toEqual([])
})

test('merged words, numbers, emoji and signs each have one interval, in order', async () => {
  const text =
    'It was the end of the day. He paid $3.50, or 1,234 on 12/05/2024 — a 😀 book, 5 < 6 & 7 [[x]] <b>.'
  const speech = await speak(text)
  expect(words(text, speech)).toEqual(text.split(' '))
  let before = 0
  for (const { start, end } of speech.words) {
    expect(start).toBeGreaterThanOrEqual(before)
    expect(end).toBeGreaterThanOrEqual(start)
    before = end
  }
  const said = speech.words.filter(({ from, to }) => !['—', '<'].includes(text.slice(from, to)))
  expect(Math.min(...said.map(({ start, end }) => end - start))).toBeGreaterThan(0.03)
  expect(before).toBeLessThanOrEqual(seconds(speech))
  expect(before).toBeGreaterThan(seconds(speech) - 0.05)
})

test('a word begins where its sound begins, within 50 ms', async () => {
  // A pause before each word makes its onset visible as energy after silence.
  const text = 'Man, now, all, read, very, lion.'
  const { pcm, words: times } = await speak(text)
  for (const { start, end } of times) {
    let onset = Math.round(Math.max(0, start - 0.05) * soundRate)
    while (onset < end * soundRate && Math.abs(pcm[onset] ?? 0) < 300) onset++
    expect(Math.abs(onset / soundRate - start)).toBeLessThan(0.05)
    const after = pcm.subarray(Math.round((end + 0.05) * soundRate), Math.round((end + 0.09) * soundRate))
    expect(Math.max(0, ...after)).toBeLessThan(300)
  }
})

test('silence at both ends is cut to a few milliseconds', async () => {
  const { pcm } = await speak('Good morning.')
  const loud = Array.from(pcm, (sample, n) => (Math.abs(sample) > 200 ? n : -1)).filter((n) => n >= 0)
  expect((loud[0] ?? Infinity) / soundRate).toBeLessThan(0.02)
  expect((pcm.length - (loud.at(-1) ?? 0)) / soundRate).toBeLessThan(0.03)
})

test('pitch raises the voice, and the next request has its own again', async () => {
  const normal = pitchOf(await speak('Oh my name'))
  const high = pitchOf(await speak('Oh my name', 'espeak:en-us', { pitch: 90, range: 50 }))
  expect(high / normal).toBeGreaterThan(1.3)
  // Not exactly: eSpeak's pitch flutters from one utterance to the next, as a voice does.
  expect(Math.abs(pitchOf(await speak('Oh my name')) / normal - 1)).toBeLessThan(0.1)
})

test('a variant changes the sound, an unknown one is refused rather than replaced by the plain voice', async () => {
  const plain = await speak('Oh my name')
  const female = await speak('Oh my name', 'espeak:en-us+f3')
  expect(pitchOf(female)).toBeGreaterThan(pitchOf(plain) * 1.2)
  for (const voice of ['espeak:en-us+bogus', 'espeak:zz', 'espeak:', 'someone:else', ''])
    await expect(speak('Oh', voice)).rejects.toMatchObject({ code: 'voice-missing' })
})

test('text without anything to say is silence with its words', async () => {
  expect(await speak('—')).toEqual({ pcm: new Int16Array(0), words: [{ start: 0, end: 0, from: 0, to: 1 }] })
  expect(await speak('')).toEqual({ pcm: new Int16Array(0), words: [] })
})

test('a long text can be cancelled in the middle, and the words of all its pieces are in place', async () => {
  const text = 'This is one of many sentences, all alike. '.repeat(25)
  const speech = await speak(text)
  expect(words(text, speech)).toEqual(text.trim().split(/\s+/))
  const abort = new AbortController()
  const running = voices.speak({ voice: 'espeak:en-us', text }, abort.signal)
  setTimeout(() => abort.abort(), 5)
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
})

import { expect, test } from 'vitest'
import { readSettings } from '../../contract/settings.ts'
import { wordsOf } from '../ui/catalogue.ts'
import { fakePack } from './pack-fake.ts'
import {
  asksFirst,
  chosenFrom,
  hostsOf,
  languagesText,
  problemText,
  progressText,
  tickedAtFirst,
} from './pack-words.ts'

const english = wordsOf('en', ['en-GB'])
const german = wordsOf('de', ['de-DE'])

test('progress is told in bytes, speed and time left, as the language writes them', () => {
  const progress = {
    stage: 'fetching',
    bytes: 12_000_000,
    total: 80_000_000,
    bytesPerSecond: 1_200_000,
    secondsLeft: 130,
  } as const
  expect(progressText(progress, english)).toBe(
    '12 megabytes of 80 megabytes · 1.2 megabytes a second · 2 minutes left',
  )
  expect(progressText(progress, german)).toBe(
    '12 Megabyte von 80 Megabyte · 1,2 Megabyte je Sekunde · noch 2 Minuten',
  )
  expect(progressText({ stage: 'fetching', bytes: 3_000_000 }, english)).toBe('3 megabytes')
  expect(progressText({ ...progress, secondsLeft: 20 }, english)).toMatch(/less than a minute left$/)
  expect(progressText({ stage: 'unpacking', bytes: 0 }, english)).toBe('Unpacking …')
})

test('a licence with conditions, an experiment and a model too large for the machine are asked about first', () => {
  expect(asksFirst(fakePack())).toBe(false)
  expect(asksFirst(fakePack({ entry: { licence: { id: 'LFM-1.0', conditions: 'lfm' } } }))).toBe(true)
  expect(asksFirst(fakePack({ entry: { licence: { id: 'X', conditions: 'unheard-of' } } }))).toBe(true)
  expect(asksFirst(fakePack({ entry: { experimental: true } }))).toBe(true)
  expect(asksFirst(fakePack({ fits: 'barely' }))).toBe(true)
})

test('the offer ticks what the window makes use of, and nothing that has conditions', () => {
  expect(tickedAtFirst(fakePack())).toBe(true)
  expect(tickedAtFirst(fakePack({ entry: { kind: 'language-model' } }))).toBe(false)
  expect(tickedAtFirst(fakePack({ entry: { licence: { id: 'LFM-1.0', conditions: 'lfm' } } }))).toBe(false)
})

test('a download names the servers that it reaches, or the mirror alone', () => {
  const packs = [fakePack().entry, fakePack({ entry: { id: 'other' } }).entry]
  expect(hostsOf(packs, '')).toEqual(['models.example'])
  expect(hostsOf(packs, 'https://mirror.example:8443/models')).toEqual(['mirror.example:8443'])
})

test('languages are named, and very many are not', () => {
  expect(languagesText(fakePack({ entry: { languages: ['en', 'de', 'mul'] } }).entry, english)).toBe(
    'English, German and many more',
  )
  expect(languagesText(fakePack({ entry: { languages: ['mul'] } }).entry, english)).toBe('all languages')
})

test('a problem is told by its reason, with what it is about', () => {
  const pack = fakePack({ state: 'failed', problem: 'pack-checksum', problemData: { name: 'a.onnx' } })
  expect(problemText(pack, english)).toMatch(/^a\.onnx is not what it should be/)
  expect(problemText(fakePack(), english)).toBe('')
})

test('what was chosen out of a pack is found by its name, not by a part of one', () => {
  const settings = readSettings({
    voices: { en: 'kitten:tones:a', de: 'piper:tones-de:b', fr: 'espeak:fr' },
    recognisers: { nl: 'zipformer:tones' },
  })
  expect(chosenFrom('tones', settings)).toEqual(['en', 'nl'])
  expect(chosenFrom('tone', settings)).toEqual([])
})

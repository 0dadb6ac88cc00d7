import { beforeAll, expect, test } from 'vitest'
import { loadVoices, type Voices } from './voices.ts'

let voices: Voices
beforeAll(() => {
  voices = loadVoices()
})

test('words are transcribed in their order, in the accent that grammars are heard with', async () => {
  expect(await voices.phonemes('en', ['chapter', 'read aloud', 'three'])).toEqual([
    'tʃˈæptɚ',
    'ɹˈiːd ɐlˈaʊd',
    'θɹˈiː',
  ])
  expect(await voices.phonemes('de', ['zurück', 'fünf'])).toEqual(['tsuːrˈʏk', 'fˈʏnf'])
  expect(await voices.phonemes('fr-FR', ['chapitre'])).toEqual(['ʃapˈitʁ'])
})

test('what has no sound, and a language that eSpeak lacks, is empty', async () => {
  expect(await voices.phonemes('en', ['', '…', 'go'])).toEqual(['', '', 'ɡˈoʊ'])
  expect(await voices.phonemes('xx', ['go'])).toEqual([''])
})

test('the voice that speaks meanwhile keeps its language', async () => {
  const signal = new AbortController().signal
  const request = { voice: 'espeak:fr', text: 'Bonjour à tous.' }
  const alone = await voices.speak(request, signal)
  const many = voices.phonemes(
    'de',
    Array.from({ length: 300 }, () => 'Kapitel'),
  )
  const [meanwhile, ipa] = await Promise.all([voices.speak(request, signal), many])
  // eSpeak's own jitter makes some samples more or less.
  expect(Math.abs(meanwhile.pcm.length - alone.pcm.length)).toBeLessThan(240)
  expect(new Set(ipa)).toEqual(new Set(['kˈɑpiːtəl']))
})

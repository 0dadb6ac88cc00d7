import { beforeAll, expect, test } from 'vitest'
import { soundRate } from '../contract/inference.ts'
import { type EspeakModule, loadEspeak } from './espeak-module.ts'
import { type EspeakSounds, espeakSounds } from './espeak-phonemes.ts'
import { speakFlite } from './flite.ts'
import { flitePhones } from './flite-phonemes.ts'
import { englishSounds, germanSounds } from './phonemes.cases.ts'
import { loadVoices } from './voices.ts'

let module: EspeakModule
let sounds: EspeakSounds
beforeAll(async () => {
  module = await loadEspeak()
  sounds = espeakSounds(module)
})

/** What the voice says for a transcription, as it tells itself, stress before the vowel. */
function heard(ipa: string, identifier: string): string {
  module.setVoice(identifier)
  module.setRate(175)
  const { mnemonics } = sounds.spell(ipa, identifier)
  return module
    .sounds(`[[${mnemonics}]]`)
    .join('')
    .replace(/[^\p{L}\p{M}ˈˌː]/gu, '')
    .normalize('NFD')
}
/** Spelling that makes no difference in sound: where stress is marked, how r is written, syllables that are vowel and n. */
const bare = (ipa: string): string =>
  ipa
    .normalize('NFD')
    .replace(/[\s.ˌˈ]/gu, '')
    .replace(/[ɹʁʀ]/gu, 'r')
    .replace(/ɔ[ʏɪ]/gu, 'ɔø')
    .replace(/ɡ/gu, 'g')
/** The r of the German voice; the t of an American one between vowels. */
const flap = { 'gmw/de': 'r', 'gmw/en-US': 't' } as const
const stresses = (ipa: string): number => ipa.split('ˈ').length - 1

/** Vowels that the voices have in one length or shade only. */
const shades: readonly (readonly [RegExp, string])[] = [
  [/ɑː|aː|æ̃/gu, 'a'], [/[ɑaɒæ]/gu, 'a'], [/hw|ʍ/gu, 'w'], [/[eɛ]ː?/gu, 'e'], [/[oɔ]ː?ʊ?/gu, 'o'], [/[ɜɐ]ː?|ɚ|ər/gu, 'ə'],
  [/[iɪᵻ]ː?/gu, 'i'], [/[uʊ]ː?/gu, 'u'], [/[yʏ]/gu, 'y'], [/[œø]ː?/gu, 'œ'], [/\u0303ː?/gu, '\u0303'], [/əə/gu, 'ə'],
] // prettier-ignore
const shaded = (ipa: string): string => shades.reduce((text, [from, to]) => text.replace(from, to), bare(ipa))

test.each([
  ['English', 'gmw/en-US', englishSounds],
  ['German', 'gmw/de', germanSounds],
] as const)('%s: what was asked for is what is said', (language, identifier, words) => {
  const said = (ipa: string): string => heard(ipa, identifier).replaceAll('ɾ', flap[identifier])
  const exact = words.filter((ipa) => bare(said(ipa)) === bare(ipa))
  const near = words.filter((ipa) => shaded(said(ipa)) === shaded(ipa))
  const stressed = words.filter((ipa) => stresses(heard(ipa, identifier)) === Math.max(1, stresses(ipa)))
  expect(words.length).toBeGreaterThan(60)
  // German voices have one a, and no open ɐ.
  expect(exact.length / words.length).toBeGreaterThan(language === 'English' ? 0.9 : 0.6)
  const far = words.filter((ipa) => !near.includes(ipa)).map((ipa) => `${ipa}: ${said(ipa)}`)
  expect(near.length / words.length, far.join('; ')).toBeGreaterThan(0.95)
  expect(stressed.length / words.length).toBeGreaterThan(0.95)
})

test.each(['espeak:en-us', 'espeak:de', 'flite:slt'])(
  '%s says the sounds, and each word has its time',
  async (voice) => {
    const voices = loadVoices()
    const never = new AbortController().signal
    const text = 'Ask Siobhan’s aunt, Siobhan [Nguyen], now.'
    const from = text.lastIndexOf('Siobhan')
    const name = text.indexOf('Nguyen')
    const plain = await voices.speak({ voice, text }, never)
    const { pcm, words, unspoken } = await voices.speak(
      {
        voice,
        text,
        phonemes: [
          { from: 4, to: 13, ipa: 'ʃɪˈvɔːnz' },
          { from, to: from + 7, ipa: 'ʃɪˈvɔːn' },
          { from: name, to: name + 6, ipa: 'ˌɛksɪˈstɛnʃəlˌɛksɪˈstɛnʃəl' },
        ],
      },
      never,
    )
    expect(unspoken).toBeUndefined()
    expect(words.map((word) => text.slice(word.from, word.to))).toEqual(text.split(' '))
    const seconds = (at: number) => words[at]!.end - words[at]!.start
    expect(seconds(4)).toBeGreaterThan(1.4 * seconds(3)) // four syllables and four
    expect(Math.min(...words.map(({ start, end }) => end - start))).toBeGreaterThan(0.08)
    expect(pcm.length).not.toBe(plain.pcm.length)
    expect(words.at(-1)!.end).toBeCloseTo(pcm.length / soundRate, 1)
  },
)

test('signs that no voice can say are told, and the rest is said', async () => {
  const voices = loadVoices()
  const never = new AbortController().signal
  for (const voice of ['espeak:en-us', 'flite:slt']) {
    const phonemes = [{ from: 0, to: 4, ipa: 'kʘat1' }]
    const { pcm, unspoken } = await voices.speak({ voice, text: 'Word', phonemes }, never)
    expect(unspoken).toEqual(['ʘ', '1'])
    expect(pcm.length / soundRate).toBeGreaterThan(0.15)
  }
})

test('sounds cannot carry markup, and text cannot carry sounds', () => {
  module.setVoice('gmw/en-US')
  const { mnemonics } = sounds.spell("a]]<break time='9s'/>[[", 'gmw/en-US')
  expect(mnemonics).not.toMatch(/[\][<>]/)
})

test('languages of which nothing is written down have names for their sounds', { timeout: 30_000 }, () => {
  const identifiers = [
    'roa/fr',
    'roa/es',
    'roa/it',
    'gmw/nl',
    'gmw/sv',
    'zlw/pl',
    'zle/ru',
    'trk/tr',
    'grk/el',
    'urj/fi',
  ]
  for (const identifier of identifiers) {
    const voice = module.voices.find(
      (each) => each.identifier === identifier || each.identifier.endsWith(`/${identifier.split('/')[1]}`),
    )
    expect(voice, identifier).toBeDefined()
    module.setVoice(voice!.identifier)
    const { mnemonics, unknown } = sounds.spell('ˈmata', voice!.identifier)
    expect(unknown, identifier).toEqual([])
    expect(
      module
        .sounds(`[[${mnemonics}]]`)
        .join('')
        .replace(/ˈ|[^\p{L}]/gu, ''),
      identifier,
    ).toMatch(/^m[aɑæ]t[aɑæəɐ]$/u)
  }
})

test('Flite has the phones of its own dictionary', () => {
  expect(flitePhones('ʃɪˈvɔːn')).toEqual({ phones: 'sh ih0 v ao1 n', unknown: [] })
  expect(flitePhones('ˈbaɪˌsɪkəl wɪn').phones).toBe('b ay1 s ih0 k ax0 l w ih1 n')
  expect(flitePhones('ˈɡøːtə').phones).toBe('g er1 t ax0')
})

test('a long text is cut in pieces and its sounds stay with their words', async () => {
  const text = `${'This is one of many sentences, all alike. '.repeat(20)}Ask Nguyen.`
  const at = text.indexOf('Nguyen')
  const phonemes = [{ from: at, to: at + 6, ipa: 'wɪn' }]
  const { words } = await speakFlite({ voice: 'flite:slt', text, phonemes }, new AbortController().signal)
  expect(words.map((word) => text.slice(word.from, word.to))).toEqual(text.split(' '))
})

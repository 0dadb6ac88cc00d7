import { expect, test } from 'vitest'
import { phoneNames, phonesOf, soundOf } from './arpabet.ts'

test('a word’s first pronunciation is the usual one, without its stress', () => {
  expect(phonesOf('tʃˈæptɚ', 'en-us', 'en')[0]).toBe('CH AE P T ER')
  expect(phonesOf('bˈʊkmɑːɹk', 'en-us', 'en-GB')[0]).toBe('B UH K M AA R K')
  expect(phonesOf('ʃapˈitʁ', 'fr-fr', 'fr')[0]).toBe('ch aa pp ii tt rr')
})

test('sounds that speakers vary give pronunciations of their own, six at most', () => {
  expect(phonesOf('bˈʌɾɚ', 'en-us', 'en')).toEqual(['B AH T ER', 'B AH D ER'])
  expect(phonesOf('ʃapˈitʁ', 'fr-fr', 'fr')).toContain('ch aa pp ii tt rr ee')
  expect(phonesOf('əəəəəəə', 'en-us', 'en', 3).length).toBeLessThanOrEqual(3)
  expect(phonesOf('kənstˈæntᵻnəpəl', 'en-us', 'en').length).toBe(6)
})

test('German is heard with French ears: what they lack has replacements', () => {
  expect(phonesOf('fˈʏnf', 'fr-fr', 'de')).toEqual(['ff uu nn ff', 'ff eu nn ff'])
  expect(phonesOf('ˈɪç', 'fr-fr', 'de-AT')[0]).toBe('ii ch')
  expect(phonesOf('hˈɔrt', 'fr-fr', 'de')).toEqual(expect.arrayContaining(['oo aa tt', 'oo rr tt', 'oo tt']))
  // Only French releases its last consonant with a vowel.
  expect(phonesOf('tˈak', 'fr-fr', 'de')).toEqual(['tt aa kk'])
  expect(phonesOf('tˈak', 'fr-fr', 'fr')).toEqual(['tt aa kk', 'tt aa kk ee'])
})

test('foreign sounds take the nearest, and what is no sound gives nothing', () => {
  expect(phonesOf('ˈbaχ', 'en-us', 'en')[0]).toBe('B AA K')
  expect(phonesOf('', 'en-us', 'en')).toEqual([])
  expect(phonesOf('…!', 'fr-fr', 'fr')).toEqual([])
})

test.each(['en-us', 'fr-fr'] as const)('%s: every phone is a sound that leads back to it', (model) => {
  const language = model === 'en-us' ? 'en' : 'fr'
  const names = phoneNames(model)
  const back = names.map((phone) => phonesOf(`${soundOf(phone, model)!}`, model, language))
  // French has one closed o under two names.
  const lost = names.filter((phone, index) => !back[index]!.some((each) => each.split(' ')[0] === phone))
  expect(lost).toEqual([])
})

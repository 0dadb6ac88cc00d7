import { expect, test } from 'vitest'
import { canBeSaid, phraseProblem, syllables } from './wake-words.ts'

// Pronunciations as eSpeak NG 1.52 gives them.
test.each([
  ['computer', 'kəmpjˈuːtə', 3],
  ['lectern', 'lˈɛktɜːn', 2],
  ['radio', 'ɹˈeɪdɪˌəʊ', 3],
  ['idea', 'aɪdˈiə', 3],
  ['house', 'hˈaʊs', 1],
  ['little', 'lˈɪtl̩', 2],
  ['Theater', 'teˈɑːtɜ', 3],
  ['Häuser', 'hˈɔøzɜ', 2],
  ['Tier', 'tˈiːɐ', 1],
  ['bonjour', 'bɔ̃ʒˈuʁ', 2],
])('“%s” has its syllables', (_word, ipa, count) => {
  expect(syllables(ipa)).toBe(count)
})

test('what has no vowel or is written in another script cannot be said', () => {
  for (const word of ['zzxq', 'brrt', 'привет', 'γεια', '你好', 'lecternпривет'])
    expect([word, canBeSaid(word)]).toEqual([word, false])
  for (const word of [
    'hey',
    'rhythm',
    'über',
    'œuvre',
    "aujourd'hui",
    'mr',
    '9000',
    'r2',
    'x',
    'Ölmühle',
    'a\u0308sop',
  ])
    expect([word, canBeSaid(word)]).toEqual([word, true])
})

const hey = { written: 'hey', ipa: 'hˈeɪ' }
const lectern = { written: 'lectern', ipa: 'lˈɛktɜːn' }

test('a word of two syllables is short, one of three is not, nor are two words', () => {
  expect(phraseProblem([lectern])).toBe('short')
  expect(phraseProblem([{ written: 'computer', ipa: 'kəmpjˈuːtə' }])).toBeUndefined()
  expect(phraseProblem([hey, lectern])).toBeUndefined()
  expect(phraseProblem([hey, { written: 'o', ipa: 'ˈəʊ' }])).toBe('short')
})

test('one word that cannot be said makes the phrase unknown', () => {
  const spelled = { written: 'zzxq', ipa: 'zˈɛdzˈɛdˈɛkskjˈuː' }
  expect(phraseProblem([spelled, { written: 'blorf', ipa: 'blˈɔːf' }])).toBe('unknown')
  expect(phraseProblem([{ written: 'привет', ipa: 'prʲɪvʲˈet' }])).toBe('unknown')
  expect(phraseProblem([hey, { written: 'lectern', ipa: '' }])).toBe('unknown')
  expect(phraseProblem([])).toBe('unknown')
})

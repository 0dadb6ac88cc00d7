import { expect, test } from 'vitest'
import { spelled } from './spell.ts'

test('capitals and accents are named', () => {
  expect(spelled('Siân', 'en', 'letters')).toEqual(['capital S', 'I', 'A circumflex', 'N'])
  expect(spelled('Žižek', 'en-gb', 'letters')).toEqual(['capital Z caron', 'I', 'Z caron', 'E', 'K'])
  expect(spelled('Müßig', 'de', 'letters')).toEqual(['großes M', 'Ü', 'Eszett', 'I', 'G'])
  expect(spelled('café', 'de-at', 'letters')).toEqual(['C', 'A', 'F', 'E Akut'])
  expect(spelled('cafe\u0301', 'en', 'letters')).toEqual(['C', 'A', 'F', 'E acute'])
})

test('a second time each letter comes with a word', () => {
  expect(spelled('Sü', 'de', 'alphabet')).toEqual(['großes S wie Samuel', 'Ü wie Übermut'])
  expect(spelled('Oz', 'en', 'alphabet')).toEqual(['capital O as in Oscar', 'Z as in Zulu'])
})

test('digits and signs are said, other scripts are left to their voice', () => {
  expect(spelled('O’Brien-2', 'en', 'letters').slice(1, 2)).toEqual(['apostrophe'])
  expect(spelled('a b', 'de', 'letters')).toEqual(['A', 'Leerzeichen', 'B'])
  expect(spelled('мир', 'ru', 'letters')).toEqual(['м', 'и', 'р'])
  expect(spelled('x'.repeat(200), 'en', 'letters')).toHaveLength(60)
})

import { expect, test } from 'vitest'
import { readSettings, settingsSchema } from '../../contract/settings.ts'
import { wordsOf } from '../ui/catalogue.ts'
import { fieldLabel, valueText } from './field-words.ts'

const english = wordsOf('en', [])
const german = wordsOf('de', [])

test('every value of every choice has its words in both languages', () => {
  const plain = readSettings({})
  for (const field of Object.keys(plain) as (keyof typeof plain)[]) {
    const inner = settingsSchema.shape[field].unwrap()
    const values = 'options' in inner ? inner.options.filter((one) => typeof one === 'string') : []
    for (const value of values)
      for (const words of [english, german])
        expect(valueText(field, value, words), `${field} ${value}`).not.toBe(value)
    expect(fieldLabel(field, english)).not.toBe(field)
  }
})

test('numbers, switches, lists and lengths are said in short', () => {
  expect(valueText('textSize', 150, german)).toBe('150\u00a0%')
  expect(valueText('speed', 1.5, english)).toBe('1.50×')
  expect(valueText('ruler', true, english)).toBe('on')
  expect(valueText('lexicon', [1, 2], english)).toBe('2 entries')
  expect(valueText('keys', { mute: ['F9'] }, german)).toBe('1 Eintrag')
  expect(valueText('gist', { minutes: 3 }, english)).toBe('3 minutes')
  expect(valueText('gist', { percent: 30 }, english)).toBe('30%')
})

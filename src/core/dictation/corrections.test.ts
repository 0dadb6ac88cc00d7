/** Alternatives for what was dictated. */
import { expect, test } from 'vitest'
import { correctionsFor, soundsLike } from './corrections.ts'

const base = { language: 'en', taughtWords: [], alternatives: [] }

test('what the recogniser took it for besides is offered as it would be written', () => {
  const offered = correctionsFor({
    ...base,
    written: 'I like the sea.',
    alternatives: ['i like the sea', 'i like to see', 'i like the c'],
  })
  expect(offered).toEqual(['I like to see.', 'I like the c.'])
})

test('for a word, only what stood in its place', () => {
  const offered = correctionsFor({
    ...base,
    written: 'I like the sea.',
    alternatives: ['i like the see', 'i like the tea'],
    text: 'sea',
  })
  expect(offered).toEqual(['see', 'tea'])
})

test('a taught word that sounds like one is offered in its place', () => {
  expect(
    correctionsFor({ ...base, written: 'I met Maier today.', taughtWords: ['Mayr', 'Zipformer'] }),
  ).toEqual(['I met Mayr today.'])
})

test('there are never more than nine', () => {
  const alternatives = Array.from(
    { length: 30 },
    (_, index) => `word ${String.fromCharCode(97 + (index % 26))}x`,
  )
  expect(correctionsFor({ ...base, written: 'Word.', alternatives })).toHaveLength(9)
})

test.each([
  ['Meier', 'Mayr', true],
  ['Schmidt', 'Schmitt', true],
  ['Philip', 'Filip', true],
  ['knight', 'night', true],
  ['cat', 'dog', false],
  ['table', 'window', false],
])('%s sounds like %s: %s', (one, other, alike) => {
  expect(soundsLike(one, other)).toBe(alike)
})

import { expect, test } from 'vitest'
import { plainBlock } from './documents.ts'

test('as plain text a note mark does not run into its word, and lists and notes keep their marks', () => {
  expect(
    plainBlock({
      kind: 'paragraph',
      runs: [{ text: 'A word' }, { text: '1', role: 'note-reference' }, { text: ' and more.' }],
    }),
  ).toBe('A word[1] and more.')
  expect(
    plainBlock({ kind: 'paragraph', runs: [{ text: 'A word' }, { text: '*', role: 'note-reference' }] }),
  ).toBe('A word*')
  expect(plainBlock({ kind: 'footnote', marker: '1.', runs: [{ text: 'The note.' }] })).toBe('[1] The note.')
  expect(plainBlock({ kind: 'list-item', marker: '3.', runs: [{ text: 'Third' }] })).toBe('3. Third')
})

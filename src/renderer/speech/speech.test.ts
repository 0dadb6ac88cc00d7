import { expect, test } from 'vitest'
import type { Block } from '../../contract/document.ts'
import { lexiconEntry, type BookSettings } from '../../contract/listening.ts'
import { wordsOf as catalogue } from '../ui/catalogue.ts'
import { withLanguage } from './language-dialog.tsx'
import { type EntryDraft, replacedBy, withEntry, withImported } from './lexicon-edits.ts'
import { quotation } from './quotation.ts'
import { stepped, targetIn, wordsOf, written } from './words-of-text.ts'

const paragraph = (...runs: Block['runs']): Block => ({ kind: 'paragraph', runs })
const text = 'Ask Siobhan O’Brien and Jean-Luc’s friend.'

test('names with apostrophes and hyphens are one word each', () => {
  expect(wordsOf(text, 'en').map(({ start, end }) => text.slice(start, end))).toEqual([
    'Ask',
    'Siobhan',
    'O’Brien',
    'and',
    'Jean-Luc’s',
    'friend',
  ])
})

test('the target is the word at the place, what is selected, or a word beside it', () => {
  const block = paragraph(
    { text: 'Ask ' },
    { text: 'Siobhan O’Brien', language: 'ga' },
    { text: ' and Jean-Luc’s friend.' },
  )
  const target = targetIn(block, 3, { start: 6, end: 6 }, 'en')!
  expect([written(target), target.language, target.block]).toEqual(['Siobhan', 'ga', 3])
  expect(written(stepped(target, 1))).toBe('O’Brien')
  expect(written(stepped(target, -1))).toBe('Ask')
  expect(written(stepped(stepped(target, -1), -1))).toBe('Ask')
  expect(written(targetIn(block, 3, { start: 3, end: 20 }, 'en')!)).toBe('Siobhan O’Brien')
  expect(targetIn(paragraph({ text: '— …' }), 0, { start: 0, end: 0 }, 'en')).toBeUndefined()
})

const draft = (more: Partial<EntryDraft>): EntryDraft => {
  const { id: _id, ...rest } = lexiconEntry.parse({ id: 'x', written: 'Siobhan', spoken: 'shivawn', ...more })
  return rest
}

test('an entry for the same words is replaced, one for another book or language is not', () => {
  const one = withEntry([], draft({}))
  const two = withEntry(one, draft({ spoken: 'sheevawn', written: 'SIOBHAN' }))
  expect(two.map(({ id, spoken }) => [id, spoken])).toEqual([[one[0]!.id, 'sheevawn']])
  expect(withEntry(two, draft({ language: 'de' }))).toHaveLength(2)
  expect(withEntry(two, draft({ document: 'f'.repeat(64) }))).toHaveLength(2)
  expect(replacedBy(two, draft({ matchCase: true }))).toBeUndefined()
})

test('imported entries replace those for the same words, and the list stays within its bound', () => {
  const before = withEntry([], draft({}))
  const many = Array.from({ length: 5_010 }, (_, index) => draft({ written: `word${index}` }))
  const { lexicon, added, replaced, left } = withImported(before, [draft({ spoken: 'x' }), ...many])
  expect([lexicon.length, added, replaced, left]).toEqual([5_000, 4_999, 1, 11])
  expect(new Set(lexicon.map(({ id }) => id)).size).toBe(5_000)
})

test('a passage within another keeps the rest of it, and can be taken back', () => {
  const whole: BookSettings = { passages: [{ from: 2, to: 8, language: 'fr' }] }
  const cut = withLanguage(whole, 'de', 'paragraph', { from: 4, to: 4 })
  expect(cut.passages).toEqual([
    { from: 2, to: 3, language: 'fr' },
    { from: 5, to: 8, language: 'fr' },
    { from: 4, to: 4, language: 'de' },
  ])
  expect(withLanguage(whole, undefined, 'selection', { from: 0, to: 9 })).toEqual({})
  expect(withLanguage({ skip: { urls: 'skip' } }, 'it', 'book', { from: 0, to: 0 })).toEqual({
    skip: { urls: 'skip' },
    language: 'it',
  })
  expect(withLanguage({ language: 'it' }, undefined, 'book', { from: 0, to: 0 })).toEqual({})
})

test('a quotation has its words, who wrote them, and where', () => {
  const book = { title: 'Moby-Dick', authors: ['Herman Melville'] }
  const english = catalogue('en', ['en-GB'])
  expect(quotation('Call me “Ish-\u00admael”.', 'en', book, { percent: 0.6, page: '3' }, english)).toBe(
    '“Call me ‘Ish-mael’.” (Herman Melville, Moby-Dick, p. 3)',
  )
  const german = catalogue('de', ['de-DE'])
  expect(quotation('Nennt mich\nIsmael.', 'de', { ...book, authors: [] }, { percent: 12.4 }, german)).toBe(
    '„Nennt mich Ismael.“ (Moby-Dick, 12\u00a0%)',
  )
})

import { expect, test } from 'vitest'
import type { DocumentSummary } from '../../contract/app.ts'
import { sortDocuments } from './sort.ts'

const row = (title: string, more: Partial<DocumentSummary> = {}): DocumentSummary => ({
  id: 'c'.repeat(64),
  format: 'text',
  title,
  authors: [],
  hasCover: false,
  state: 'ready',
  progress: 0,
  words: 0,
  addedAt: 0,
  ...more,
})
const titles = (rows: readonly DocumentSummary[]) => rows.map(({ title }) => title)

test('numbers in titles count as numbers, umlauts as their letters', () => {
  const rows = [row('Band 10'), row('Zebra'), row('Ärger'), row('Band 2')]
  expect(titles(sortDocuments(rows, 'title', 'de'))).toEqual(['Ärger', 'Band 2', 'Band 10', 'Zebra'])
})

test('last opened comes first, and what was never opened after it, newest first', () => {
  const rows = [row('old', { addedAt: 1 }), row('read', { openedAt: 5 }), row('new', { addedAt: 9 })]
  expect(titles(sortDocuments(rows, 'opened', 'en'))).toEqual(['read', 'new', 'old'])
})

test('documents without an author come last', () => {
  const rows = [row('no author'), row('b', { authors: ['Zola'] }), row('a', { authors: ['Austen'] })]
  expect(titles(sortDocuments(rows, 'author', 'en'))).toEqual(['a', 'b', 'no author'])
})

import { expect, test } from 'vitest'
import type { Translate } from '../ui/catalogue.ts'
import type { ImportItem, ImportState } from './import-queue.ts'
import { importWords } from './import-words.ts'

const t: Translate = (key, data) => `${key} ${Object.values(data ?? {}).join(' ')}`

/** Plays states through the words: `'0 running'` puts file 0 there. */
function said(count: number, ...changes: readonly string[]): string[] {
  const words = importWords(t)
  let items: ImportItem[] = Array.from({ length: count }, (_, id) => ({
    id,
    name: `file ${id}`,
    state: 'waiting',
    done: 0,
    document: undefined,
    readable: false,
    known: false,
    error: undefined,
    refused: false,
  }))
  const result: string[] = []
  for (const change of changes) {
    const [id, what = ''] = change.split(' ')
    const before = items[Number(id)] as ImportItem
    const done = Number(what)
    const after = Number.isNaN(done) ? { ...before, state: what as ImportState } : { ...before, done }
    items = items.map((item) => (item === before ? after : item))
    const word = words.changed(after, before, items)
    if (word) result.push(word.text)
  }
  return result
}

test('of one file it is said that it begins, is half done, and is added', () => {
  expect(said(1, '0 running', '0 0.2', '0 0.6', '0 0.9', '0 done')).toEqual([
    'import.begun file 0',
    'import.half file 0',
    'import.doneOf file 0',
  ])
})

test('of three files together only that three begin and how many were added', () => {
  const changes = ['0 running', '1 running', '0 done', '2 running', '1 failed', '2 0.6', '2 done']
  expect(said(3, ...changes)).toEqual(['import.begunMany 3', 'import.doneMany 2'])
})

test('a cancelled file is said to be, and after a batch one file is told of again by name', () => {
  expect(said(2, '0 running', '1 running', '0 cancelled', '1 done', '0 waiting', '0 running')).toEqual([
    'import.begunMany 2',
    'import.cancelledOf file 0',
    'import.doneMany 1',
    'import.begun file 0',
  ])
})

import { expect, test } from 'vitest'
import type { TocEntry } from '../../contract/document.ts'
import { currentEntry } from './contents.ts'

const entry = (title: string, block: number, children: TocEntry[] = []): TocEntry => ({
  title,
  block,
  children,
})
const toc = [
  entry('Preface', 3),
  entry('One', 10, [entry('One, first', 10), entry('One, second', 20)]),
  entry('Two', 30),
]

test('the deepest entry that does not begin after the place holds it', () => {
  expect([3, 9, 10, 19, 25, 99].map((block) => currentEntry(toc, block)?.title)).toEqual([
    'Preface',
    'Preface',
    'One, first',
    'One, first',
    'One, second',
    'Two',
  ])
})

test('before the first entry there is none', () => {
  expect(currentEntry(toc, 0)).toBeUndefined()
  expect(currentEntry([], 5)).toBeUndefined()
})

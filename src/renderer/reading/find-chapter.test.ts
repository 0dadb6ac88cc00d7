import { expect, test } from 'vitest'
import type { TocEntry } from '../../contract/document.ts'
import { findChapter, mainChapters } from './find-chapter.ts'

const entry = (title: string, block: number, children: TocEntry[] = []): TocEntry => ({
  title,
  block,
  children,
})
const novel = [
  entry('Preface', 0),
  entry('I. The Lamp', 10, [entry('Evening', 12), entry('Night', 20)]),
  entry('II. The Ledger', 30),
  entry('III. The Letter', 40),
]

test('a number means the chapter that is numbered so, not the entry at that place', () => {
  expect(findChapter(novel, '2')?.title).toBe('II. The Ledger')
  expect(
    findChapter([entry('Foreword', 0), entry('Chapter 1', 5), entry('Chapter 2', 9)], 'chapter 2')?.block,
  ).toBe(9)
  expect(findChapter([entry('Vorwort', 0), entry('Kapitel 1: Meer', 5)], '1')?.block).toBe(5)
})

test('where chapters have no numbers, they are counted', () => {
  const plain = [entry('Sea', 0), entry('Land', 5), entry('I was born', 9)]
  expect(findChapter(plain, '2')?.title).toBe('Land')
  expect(findChapter(plain, '1')?.title).toBe('Sea')
  expect(findChapter(plain, '7')).toBeUndefined()
})

test('words of a title find it at any depth', () => {
  expect(findChapter(novel, 'ledger')?.block).toBe(30)
  expect(findChapter(novel, 'night')?.block).toBe(20)
  expect(findChapter(novel, 'harbour')).toBeUndefined()
})

test('a single title above all others is no chapter', () => {
  expect(mainChapters([entry('The Book', 0, novel)]).length).toBe(4)
})

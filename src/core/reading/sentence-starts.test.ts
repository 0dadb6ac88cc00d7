import { expect, test } from 'vitest'
import type { Block } from '../../contract/document.ts'
import { sentenceStarts } from './sentence-starts.ts'

const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] })

const cut = (block: Block, language = 'en') => {
  const text = block.runs.map((run) => run.text).join('')
  return [0, ...sentenceStarts(block, language)].map((start, i, all) => text.slice(start, all[i + 1]))
}

test('sentences begin where the reader begins them, abbreviations or not', () => {
  expect(cut(paragraph('Dr. Lee arrived at 5 p.m. on Monday. She sat down. “Well?” he asked.'))).toEqual([
    'Dr. Lee arrived at 5 p.m. on Monday. ',
    'She sat down. ',
    '“Well?” he asked.',
  ])
})

test('a long sentence that is said in parts is still one', () => {
  const long = `${'It went on and on, over the hills and through the valleys, '.repeat(12)}until it stopped. Then all was quiet.`
  expect(sentenceStarts(paragraph(long), 'en')).toEqual([long.indexOf('Then')])
})

test('headings, code and the cells of a table are read whole, and stay so', () => {
  expect(sentenceStarts({ kind: 'heading', level: 1, runs: [{ text: 'One. Two. Three.' }] }, 'en')).toEqual(
    [],
  )
  expect(sentenceStarts({ kind: 'code', runs: [{ text: 'a = 1.\nb = 2.' }] }, 'en')).toEqual([])
  const table: Block = {
    kind: 'table',
    runs: [{ text: 'Ship.\tFlag.\nIt sank. All wept.\tred' }],
    columns: 2,
    cells: [
      { row: 0, column: 0, start: 0, end: 5 },
      { row: 0, column: 1, start: 6, end: 11 },
      { row: 1, column: 0, start: 12, end: 30 },
      { row: 1, column: 1, start: 31, end: 34 },
    ],
  }
  expect(sentenceStarts(table, 'en')).toEqual([])
})

import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Block, blockText } from '../../contract/document.ts'
import { skipDefaults } from '../../contract/listening.ts'
import { type SkipActions, skipped } from './skip-rules.ts'
import { clauses, longestSentence } from './clauses.ts'
import { toSpoken, toWritten } from './span-map.ts'
import { blockUtterances } from './utterances.ts'

const said = (block: Block, language = 'en'): string[] =>
  blockUtterances(block, language).map(({ spoken }) => spoken)
const block = (kind: Block['kind'], text: string, more: Partial<Block> = {}): Block => ({
  kind,
  runs: [{ text }],
  ...more,
})

function table(rows: readonly (readonly string[])[], headers = true, caption = ''): Block {
  let text = caption === '' ? '' : `${caption}\n`
  const cells: NonNullable<Block['cells']> = []
  for (const [row, columns] of rows.entries()) {
    if (row > 0) text += '\n'
    for (const [column, value] of columns.entries()) {
      if (column > 0) text += '\t'
      cells.push({
        row,
        column,
        start: text.length,
        end: text.length + value.length,
        ...(headers && row === 0 && { header: true }),
      })
      text += value
    }
  }
  return { kind: 'table', runs: [{ text }], cells, columns: rows[0]?.length ?? 1 }
}

test('a heading is one utterance, whatever stops are in it', () => {
  expect(said(block('heading', 'A day. A night. A day.'))).toHaveLength(1)
})

test('the number of a list item is said, a bullet is not', () => {
  expect(said(block('list-item', 'Buy milk. Then go.', { marker: '7.' }))).toEqual([
    expect.stringMatching(/^(7|seven): Buy milk\.$/),
    'Then go.',
  ])
  for (const marker of ['•', '-', '–', '*', 'o', '▪'])
    expect(said(block('list-item', 'Milk', { marker }))).toEqual(['Milk'])
  expect(said(block('list-item', 'Milk', { marker: '(a)' }))).toEqual(['a: Milk'])
  expect(said(block('list-item', 'Milk', { marker: 'iv.' }))[0]).toMatch(/^(4|four): Milk$/)
  expect(said(block('list-item', 'Milk', { marker: '[x]' }))).toEqual(['done: Milk'])
  expect(said(block('list-item', 'Milch', { marker: '[ ]' }), 'de')).toEqual(['offen: Milch'])
})

test('a table is said cell by cell with row and column', () => {
  expect(
    said(
      table([
        ['Name', 'Colour'],
        ['Apple', 'red'],
        ['Pear', 'green'],
      ]),
    ),
  ).toEqual([
    'Row 1, column 1: Name',
    'Column 2: Colour',
    'Row 2, Name: Apple',
    'Colour: red',
    'Row 3, Name: Pear',
    'Colour: green',
  ])
})

test('a table without headers counts its columns, and empty cells are passed over', () => {
  expect(
    said(
      table(
        [
          ['Apfel', '', 'rot'],
          ['', 'Birne', 'grün'],
        ],
        false,
      ),
      'de',
    ),
  ).toEqual(['Zeile 1, Spalte 1: Apfel', 'Spalte 3: rot', 'Zeile 2, Spalte 2: Birne', 'Spalte 3: grün'])
})

test('the head of a row names no column', () => {
  const rows = table(
    [
      ['', 'Price'],
      ['Apple', 'low'],
      ['Pear', 'high'],
    ],
    true,
  )
  for (const cell of rows.cells!) if (cell.column === 0 && cell.row > 0) cell.header = true
  expect(said(rows)).toEqual([
    'Row 1, column 2: Price',
    'Row 2, column 1: Apple',
    'Price: low',
    'Row 3, column 1: Pear',
    'Price: high',
  ])
})

test('a caption comes before the cells and is announced once', () => {
  expect(
    said(
      table(
        [
          ['A', 'B'],
          ['c', 'd'],
        ],
        true,
        'Fruit and colour',
      ),
    )[0],
  ).toBe('Table: Fruit and colour')
  expect(
    said(
      table(
        [
          ['A', 'B'],
          ['c', 'd'],
        ],
        true,
        'Table of fruit',
      ),
    )[0],
  ).toBe('Table of fruit')
})

test('languages without words of ours hear bare numbers', () => {
  expect(
    said(
      table([
        ['Nom', 'Prix'],
        ['Pomme', 'bas'],
      ]),
      'fr',
    ),
  ).toEqual(['1, 1: Nom', '2: Prix', '2, Nom: Pomme', 'Prix: bas'])
})

test('code is said line by line', () => {
  const utterances = blockUtterances(block('code', 'let x = y\n\n  return x\n'), 'en')
  expect(utterances).toHaveLength(2)
  expect(utterances.map(({ kind }) => kind)).toEqual(['code', 'code'])
})

test('a picture is announced, then described, then its caption said', () => {
  const figure: Block = {
    kind: 'figure',
    runs: [
      { text: 'A cat on a mat', role: 'alternative' },
      { text: '\n' },
      { text: 'Our cat. She sleeps.', role: 'caption' },
    ],
  }
  expect(said(figure)).toEqual(['Figure: A cat on a mat', 'Our cat.', 'She sleeps.'])
  expect(said(block('figure', 'Abbildung eins zeigt Hunde.'), 'de')).toEqual(['Abbildung eins zeigt Hunde.'])
})

test('a note is announced by its number', () => {
  expect(said(block('footnote', 'See there.', { note: 'fn-3' }))[0]).toMatch(/^Note 3: See there\.$/)
  expect(said(block('footnote', 'Siehe dort.', { note: 'stern' }), 'de')).toEqual(['Anmerkung: Siehe dort.'])
})

test('formulas and ruby are said by their own words, lit where they stand', () => {
  const utterances = blockUtterances(
    {
      kind: 'paragraph',
      runs: [{ text: 'Let ' }, { text: 'x²', role: 'math', spoken: 'x squared' }, { text: ' grow.' }],
    },
    'en',
  )
  expect(utterances.map(({ spoken }) => spoken)).toEqual(['Let x squared grow.'])
  const [part] = utterances[0]!.parts
  const from = part!.spoken.indexOf('squared')
  expect(toWritten(part!.map, from, from + 7)).toEqual([4, 6])
  expect(said({ kind: 'math', runs: [{ text: '', role: 'math', spoken: 'a plus b' }] })).toEqual(['a plus b'])
  expect(said({ kind: 'paragraph', runs: [{ text: '漢字', ruby: 'かんじ' }] }, 'ja')).toEqual(['かんじ'])
})

test('note marks are silent, end no sentence and glue no words', () => {
  const noted: Block = {
    kind: 'paragraph',
    runs: [
      { text: 'The word' },
      { text: '1', role: 'note-reference', note: 'a' },
      { text: 'stands here.' },
      { text: '[2]', role: 'note-reference', note: 'b' },
      { text: ' The next is new.' },
    ],
  }
  expect(said(noted)).toEqual(['The word stands here.', 'The next is new.'])
})

test('a foreign run is a part of its own, and so are words in a foreign script', () => {
  const [utterance] = blockUtterances(
    {
      kind: 'paragraph',
      runs: [{ text: 'He felt ' }, { text: 'déjà vu', language: 'fr' }, { text: ' and said привет to α.' }],
    },
    'en',
  )
  expect(utterance!.parts.map(({ language, spoken }) => [language, spoken.trim()])).toEqual([
    ['en', 'He felt'],
    ['fr', 'déjà vu'],
    ['en', 'and said'],
    ['ru', 'привет'],
    ['en', expect.stringContaining('to')],
  ])
})

test('periods inside code end nothing', () => {
  const inline: Block = {
    kind: 'paragraph',
    runs: [{ text: 'Call ' }, { text: 'a. B', role: 'code' }, { text: ' now. Then wait.' }],
  }
  expect(said(inline)).toHaveLength(2)
})

test('what says nothing is no utterance', () => {
  expect(said(block('paragraph', '* * *'))).toEqual([])
  expect(said({ kind: 'separator', runs: [] })).toEqual([])
  expect(said(block('paragraph', ''))).toEqual([])
})

test('a running line is heard only where the rules leave it in', () => {
  const line: Block = {
    kind: 'running',
    runs: [{ text: 'A Short History ' }, { text: '12', role: 'page-number' }],
  }
  const heard = (actions: Partial<SkipActions>): string[] =>
    blockUtterances(line, 'en', skipped(line, { ...skipDefaults, ...actions })).map(({ spoken }) => spoken)
  expect(said(line)).toEqual([])
  expect(heard({})).toEqual([])
  expect(heard({ headers: 'read' })).toEqual(['A Short History'])
  expect(heard({ 'page-numbers': 'read' })).toEqual(['twelve'])
  expect(heard({ headers: 'read', 'page-numbers': 'read' })).toEqual(['A Short History twelve'])
})

test('no utterance holds a line break', () => {
  for (const spoken of said(block('paragraph', 'A line\nand\tanother.\u2028More.')))
    expect(spoken).not.toMatch(/[\n\t\u2028]/)
})

test('only the first utterance begins the block, and the last one ends it', () => {
  const utterances = blockUtterances(block('paragraph', 'One. Two. Three.'), 'en')
  expect(utterances.map(({ blockStart }) => blockStart)).toEqual([true, false, false])
  expect(utterances.map(({ after }) => after)).toEqual(['sentence', 'sentence', 'block'])
})

test('a long sentence is cut at its clauses and loses nothing', () => {
  const text = `${'a word or two of a long sentence, '.repeat(30)}and its end.`
  const pieces = clauses(text, { start: 0, end: text.length })
  expect(pieces.length).toBeGreaterThan(2)
  for (const { start, end } of pieces) expect(end - start).toBeLessThanOrEqual(longestSentence)
  expect(pieces.map(({ start, end }) => text.slice(start, end)).join(' ')).toBe(text)
  expect(text.slice(pieces[0]!.start, pieces[0]!.end)).toMatch(/,$/)
})

test('a word without end is cut by force, never inside a character', () => {
  const text = '😀'.repeat(3_000)
  for (const { start, end } of clauses(text, { start: 0, end: text.length })) {
    expect(end - start).toBeLessThanOrEqual(2_000)
    expect(text.slice(start, end).isWellFormed()).toBe(true)
  }
})

const runs = fc.array(
  fc.record(
    {
      text: fc.oneof(
        fc.constantFrom('Dr. Lee came. ', '3 km, 5 % ', 'Hello? ', '(See [3].) ', 'привет ', 'z. B. ', '\n'),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
      ),
      language: fc.constantFrom('en', 'de', 'fr'),
      emphasis: fc.constant('strong' as const),
      role: fc.constantFrom('note-reference' as const, 'code' as const),
      spoken: fc.constantFrom('x squared', 'pi'),
    },
    { requiredKeys: ['text'] },
  ),
  { maxLength: 8 },
)

test('utterances of a paragraph hold every letter once, in order, and their maps stay inside', () => {
  fc.assert(
    fc.property(runs, fc.constantFrom('en', 'de', 'es'), (list, language) => {
      const paragraph: Block = { kind: 'paragraph', runs: list }
      const text = blockText(paragraph)
      let at = 0
      for (const { start, end, parts } of blockUtterances(paragraph, language)) {
        expect(start).toBeGreaterThanOrEqual(at)
        let written = start
        for (const { map, spoken } of parts) {
          let reached = 0
          for (const piece of map.pieces) {
            expect(piece.written[0]).toBeGreaterThanOrEqual(written)
            expect(piece.written[1]).toBeLessThanOrEqual(end)
            expect(piece.spoken[0]).toBe(reached)
            written = piece.written[1]
            reached = piece.spoken[1]
            const there = toSpoken(map, ...piece.written)
            expect(there[1]).toBeLessThanOrEqual(spoken.length)
          }
          expect(reached).toBe(spoken.length)
        }
        at = end
      }
      // What lies outside is white space and stretches that say nothing.
      const outside = text.slice(at)
      if (list.every(({ role, spoken }) => !role && !spoken)) expect(outside).not.toMatch(/[\p{L}\p{N}]/u)
    }),
    { numRuns: 300 },
  )
})

const hostile = new URL('../../../../shared/testdata/security/json/redos-strings.json', import.meta.url)
test.skipIf(!existsSync(hostile))(
  'strings made to stall regular expressions are put into words in time',
  () => {
    const strings = JSON.parse(readFileSync(hostile, 'utf8')) as Record<string, string>
    for (const [name, text] of Object.entries(strings))
      for (const kind of ['paragraph', 'code', 'heading', 'list-item'] as const) {
        const before = performance.now()
        blockUtterances(block(kind, text), 'en')
        expect(performance.now() - before, name).toBeLessThan(200)
      }
  },
)

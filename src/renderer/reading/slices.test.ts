import { expect, test } from 'vitest'
import { isOrdered, labelPlaces, lineStarts, nestItems, partOf, slices, splitLists } from './slices.ts'

const runs = [{ text: 'One ' }, { text: 'two', emphasis: 'strong' as const }, { text: ' three' }]

test('without bounds every run comes whole, with its offset', () => {
  expect(slices(runs).map(({ text, offset }) => [text, offset])).toEqual([
    ['One ', 0],
    ['two', 4],
    [' three', 7],
  ])
})

test('a cell takes its part of each run', () => {
  expect(slices(runs, 2, 9).map(({ text, offset }) => [text, offset])).toEqual([
    ['e ', 2],
    ['two', 4],
    [' t', 7],
  ])
})

test('a page that begins inside a run cuts it, and nothing is lost', () => {
  const cut = slices(runs, 0, Number.POSITIVE_INFINITY, [5, 7, 9])
  expect(cut.map(({ text }) => text).join('')).toBe('One two three')
  expect(cut.map(({ offset }) => offset)).toEqual([0, 4, 5, 7, 9])
})

test('a caption is found by its role', () => {
  const block = {
    runs: [
      { text: 'A cat', role: 'alternative' as const },
      { text: '\n' },
      { text: 'Fig. 1', role: 'caption' as const },
    ],
  }
  expect(partOf(block, 'caption')).toEqual({ start: 6, end: 12 })
  expect(partOf({ runs }, 'caption')).toBeUndefined()
})

test('list items nest by level, and an orphan stands at the top', () => {
  const item = (index: number, level: number) => ({
    index,
    block: { kind: 'list-item' as const, runs: [], level },
  })
  const tree = nestItems([item(0, 2), item(1, 1), item(2, 2), item(3, 3), item(4, 1)])
  expect(tree.map(({ index }) => index)).toEqual([0, 1, 4])
  expect(tree[1]?.children[0]?.children[0]?.index).toBe(3)
})

test('a running line of the page that ends within a list does not end the list', () => {
  const item = (index: number) => ({ index, block: { kind: 'list-item' as const, runs: [], level: 1 } })
  const line = { index: 1, block: { kind: 'running' as const, runs: [{ text: 'A Header' }] } }
  const tree = nestItems([item(0), line, item(2)])
  expect(tree.map(({ index, running }) => [index, running.map((each) => each.index)])).toEqual([
    [0, [1]],
    [2, []],
  ])
})

test('numbers and letters count, bullets do not', () => {
  expect(['3.', 'iv)', '(b)', 'a.'].map(isOrdered)).toEqual([true, true, true, true])
  expect(['•', '–', '[x]', 'o', undefined].map(isOrdered)).toEqual([false, false, false, false, false])
})

test('the label of a page that begins in the middle of a word stands before the word', () => {
  const text = [{ text: 'The light' }, { text: 'house keeper' }]
  const at = (offset: number) => labelPlaces(text, [{ label: '2', block: 0, offset }])[0]?.offset
  expect(at(0)).toBe(0)
  expect(at(9)).toBe(4) // light|house
  expect(at(13)).toBe(4)
  expect(at(14)).toBe(14) // before the space
  expect(at(15)).toBe(15) // before keeper
  expect(at(21)).toBe(21) // behind everything
})

test('bullets and numbers are two lists, and counting anew begins another', () => {
  const nodes = ['•', '•', '1.', '2.', '1)', 'a.', 'b.'].map((marker, index) => ({
    index,
    block: { kind: 'list-item' as const, runs: [], marker },
    children: [],
    running: [],
  }))
  expect(splitLists(nodes).map((list) => list.map(({ index }) => index))).toEqual([
    [0, 1],
    [2, 3],
    [4, 5, 6],
  ])
  expect(splitLists([])).toEqual([])
})

test('a sentence that begins within a link or a formula gets no line of its own', () => {
  const runs = [
    { text: 'One. ' },
    { text: 'Two. Three.', link: 'https://example.org/' },
    { text: ' Four. Five.' },
    { text: 'x. y', role: 'math' as const },
  ]
  expect(lineStarts(runs, [5, 10, 17, 23, 31])).toEqual([5, 17, 23])
})

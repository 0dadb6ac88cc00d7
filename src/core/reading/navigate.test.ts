import { expect, test } from 'vitest'
import type { MoveUnit } from '../../contract/app.ts'
import type { Block, Position } from '../../contract/document.ts'
import { find } from './find.ts'
import { move, sentenceAt, sentenceStart } from './navigate.ts'
import { atPercent, findPage, where } from './place.ts'
import { FakeText, fakeDocument, heading, paragraph } from './text-fake.ts'

const at = (block: number, offset = 0): Position => ({ document: fakeDocument, block, offset })
const separator: Block = { kind: 'separator', runs: [] }

const book = (): FakeText => {
  const text = new FakeText([
    heading('The Book', 1), // 0
    heading('First', 2), // 1
    paragraph('One here. Two there. Three.'), // 2: 0, 10, 21
    separator, // 3
    paragraph('Four. Five.'), // 4: 0, 6
    heading('Second', 2), // 5
    paragraph('Six. Seven. Eight.'), // 6: 0, 5, 12
    paragraph('* * *'), // 7 says nothing
    paragraph('Nine.'), // 8
  ])
  text.pageMarks = [
    { label: 'i', block: 0, offset: 0 },
    { label: '1', block: 2, offset: 14 },
    { label: '3', block: 6, offset: 0 },
  ]
  return text
}

const places = async (
  unit: MoveUnit,
  from: Position,
  count: number,
  text = book(),
): Promise<[number, number, boolean]> => {
  const { position, moved } = await move(text, from, unit, count)
  return [position.block, position.offset, moved]
}

test('running lines of printed pages are no place to stop at', async () => {
  const running: Block = { kind: 'running', runs: [{ text: 'A Running Header' }] }
  const text = new FakeText([paragraph('One.'), running, paragraph('Two.')])
  expect(await places('sentence', at(0), 1, text)).toEqual([2, 0, true])
  expect(await places('paragraph', at(0), 1, text)).toEqual([2, 0, true])
  expect(await places('sentence', at(2), -1, text)).toEqual([0, 0, true])
  expect((await find(text, at(0), 'running')).total).toBe(0)
})

test('by sentence: always the next and the one before', async () => {
  expect(await places('sentence', at(2, 3), 1)).toEqual([2, 10, true])
  expect(await places('sentence', at(2, 22), 1)).toEqual([4, 0, true])
  expect(await places('sentence', at(2, 12), -1)).toEqual([2, 0, true])
  expect(await places('sentence', at(2, 3), -1)).toEqual([1, 0, true])
  expect(await places('sentence', at(6, 13), 1)).toEqual([8, 0, true])
  expect(await places('sentence', at(8), -1)).toEqual([6, 12, true])
  expect(await places('sentence', at(8), 1)).toEqual([8, 0, false])
  expect(await places('sentence', at(0), -1)).toEqual([0, 0, false])
  expect(await places('sentence', at(0), 5)).toEqual([4, 0, true])
  expect(await places('sentence', at(4, 7), -4)).toEqual([2, 0, true])
})

test('by paragraph: back to its beginning first, then to the one before', async () => {
  expect(await places('paragraph', at(2, 3), 1)).toEqual([4, 0, true])
  expect(await places('paragraph', at(4, 7), -1)).toEqual([4, 0, true])
  expect(await places('paragraph', at(4, 2), -1)).toEqual([2, 0, true])
  expect(await places('paragraph', at(8), 1)).toEqual([8, 0, false])
})

test('by heading', async () => {
  expect(await places('heading', at(2, 3), 1)).toEqual([5, 0, true])
  expect(await places('heading', at(6, 3), -1)).toEqual([5, 0, true])
  expect(await places('heading', at(5, 3), -1)).toEqual([1, 0, true])
  expect(await places('heading', at(6), 1)).toEqual([6, 0, false])
})

test('by chapter, from headings: the highest level that has several', async () => {
  expect(await places('chapter', at(2, 3), 1)).toEqual([5, 0, true])
  expect(await places('chapter', at(6, 6), -1)).toEqual([5, 0, true])
  expect(await places('chapter', at(5, 0), -1)).toEqual([1, 0, true])
  expect(await places('chapter', at(6), 1)).toEqual([6, 0, false])
})

test('by chapter, from the table of contents, below a single title', async () => {
  const text = book()
  text.tocEntries = [
    {
      title: 'Book',
      block: 0,
      children: [
        { title: 'A', block: 2, children: [] },
        { title: 'B', block: 7, children: [] },
      ],
    },
  ]
  expect(await places('chapter', at(0), 1, text)).toEqual([2, 0, true])
  expect(await places('chapter', at(2), 1, text)).toEqual([8, 0, true])
  expect(await where(text, at(4), 160)).toMatchObject({ chapter: 'A', heading: 'First' })
})

test('by page: from its first sentence on', async () => {
  expect(await places('page', at(0), 1)).toEqual([2, 21, true])
  expect(await places('page', at(2, 22), 1)).toEqual([6, 0, true])
  expect(await places('page', at(6, 13), -1)).toEqual([6, 0, true])
  expect(await places('page', at(6, 0), -1)).toEqual([2, 21, true])
  expect(await places('page', at(6, 0), 1)).toEqual([6, 0, false])
})

test('a sentence longer than a page does not hold up the pages', async () => {
  const text = new FakeText([paragraph('One two three four five six seven eight.')])
  text.pageMarks = [0, 8, 19].map((offset, index) => ({ label: `${index + 1}`, block: 0, offset }))
  expect(await places('page', at(0), 1, text)).toEqual([0, 8, true])
  expect(await places('page', at(0, 8), 1, text)).toEqual([0, 19, true])
})

test('a move waits for the import when it must', async () => {
  const text = new FakeText([heading('One', 1), paragraph('Text.')], { complete: false })
  const moving = move(text, at(1), 'heading', 1)
  const chapter = move(text, at(1), 'chapter', 1)
  text.grow([paragraph('More.')])
  await new Promise((resolve) => setTimeout(resolve, 5))
  text.grow([heading('Two', 1)], true)
  expect((await moving).position).toEqual(at(3))
  expect((await chapter).position).toEqual(at(3))
})

test('the sentence round a place', async () => {
  expect(await sentenceAt(book(), at(2, 12))).toMatchObject({
    position: at(2, 10),
    end: 20,
    spoken: 'Two there.',
    blockStart: false,
  })
  expect(await sentenceAt(book(), at(2, 400))).toMatchObject({ spoken: 'Three.' })
  expect(await sentenceAt(book(), at(3))).toBeNull()
  expect(await sentenceAt(book(), at(99))).toBeNull()
  expect(await sentenceStart(book(), at(7, 1))).toEqual(at(8))
})

test('where a place is', async () => {
  const text = book()
  const start = await where(text, at(0), 120)
  expect(start).toMatchObject({ percent: 0, page: 'i', pageCount: 3 })
  const middle = await where(text, at(5), 120)
  expect(middle).toMatchObject({ page: '1', chapter: 'Second', heading: 'Second' })
  expect(middle.percent).toBeGreaterThan(start.percent)
  expect(middle.secondsLeft).toBeLessThan(start.secondsLeft)
  expect(middle.secondsLeftInChapter).toBe(middle.secondsLeft)
  const end = await where(text, at(8, 5), 120)
  expect(end).toMatchObject({ percent: 100, secondsLeft: 0 })
  expect((await where(text, at(0), 240)).secondsLeft).toBeCloseTo(start.secondsLeft / 2)
})

test('a share of the document leads to the beginning of a sentence there', async () => {
  const text = book()
  expect(await atPercent(text, fakeDocument, 0)).toEqual(at(0))
  expect(await atPercent(text, fakeDocument, 100)).toEqual(at(8))
  for (const percent of [10, 35, 50, 80]) {
    const place = await atPercent(text, fakeDocument, percent)
    expect((await sentenceAt(text, place))!.position).toEqual(place)
    expect(Math.abs((await where(text, place, 160)).percent - percent)).toBeLessThan(25)
  }
  expect(await atPercent(new FakeText([]), fakeDocument, 50)).toEqual(at(0))
})

test('pages are found by label', () => {
  const text = book()
  expect(findPage(text, fakeDocument, ' I ')).toEqual(at(0))
  expect(findPage(text, fakeDocument, '01')).toEqual(at(2, 14))
  expect(findPage(text, fakeDocument, '2')).toEqual(at(2, 14))
  expect(() => findPage(text, fakeDocument, '4')).toThrow(
    expect.objectContaining({ code: 'not-found', reason: 'page-missing' }),
  )
  expect(() => findPage(new FakeText([]), fakeDocument, '4')).toThrow(
    expect.objectContaining({ reason: 'no-pages' }),
  )
})

test('finding goes round, counts, and ignores case, accents and quotes', async () => {
  const text = new FakeText([
    paragraph('The Café of Strauß.'),
    paragraph('A cafe’s “end”, in the cafe\u0301 garden, soft\u00adware.'),
  ])
  const first = await find(text, at(0), 'CAFE')
  expect(first).toMatchObject({
    index: 1,
    total: 3,
    hit: { position: at(0, 4), match: 'Café', before: 'The ', length: 4 },
  })
  expect(await find(text, at(0, 4), 'cafe')).toMatchObject({ index: 2, hit: { position: at(1, 2) } })
  const third = await find(text, at(1, 2), 'café')
  expect(third).toMatchObject({ index: 3, hit: { match: 'cafe\u0301' } })
  expect(await find(text, third.hit!.position, 'cafe')).toMatchObject({ index: 1 })
  expect(await find(text, at(0), 'cafe', 'backward')).toMatchObject({ index: 3 })
  expect(await find(text, at(0), 'strauss')).toMatchObject({ total: 1, hit: { match: 'Strauß' } })
  expect(await find(text, at(0), '"end",  in')).toMatchObject({ total: 1 })
  expect(await find(text, at(0), 'software')).toMatchObject({ hit: { match: 'soft\u00adware' } })
  expect(await find(text, at(0), 'nowhere')).toEqual({ hit: null, index: 0, total: 0 })
  expect(await find(text, at(0), '  ')).toEqual({ hit: null, index: 0, total: 0 })
  expect(await find(text, at(0), '(.*)')).toMatchObject({ total: 0 })
})

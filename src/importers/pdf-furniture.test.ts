import { expect, test } from 'vitest'
import { countingFigure } from './pdf-page-numbers.ts'
import { last, line, lines, pdfOf, read, set } from './pdf-sample.ts'

const pages = (count: number, page: (index: number) => readonly string[]) =>
  pdfOf({ pages: Array.from({ length: count }, (_, i) => page(i).join('\n')) })
const textOf = async (bytes: Uint8Array) => (await read(bytes)).texts.join('\n')

/** Two-line paragraphs, set apart by half a line. */
const paragraphs = (x: number, y: number, count: number, text: (index: number) => readonly string[]) =>
  Array.from({ length: count }, (_, k) => lines(x, y - k * 30, text(k))).join('\n')

test('paragraphs that read the same but for a number are no running lines', async () => {
  const column = (sheet: number, name: string, x: number) =>
    paragraphs(x, 740, 20, (k) => [
      `On sheet ${sheet} in the ${name} column, paragraph ${k + 1}`,
      'tells of a quiet harbour and its people.',
    ])
  const { texts } = await read(
    pages(3, (i) => [
      line(250, 800, 'Journal of Quiet Places', 8),
      column(i + 1, 'first', 60),
      column(i + 1, 'second', 310),
      line(295, 40, `${i + 1}`, 8),
    ]),
  )
  const found = [...texts.join('\n').matchAll(/On sheet (\d) in the (\w+) column, paragraph (\d+) tells/g)]
  expect(found).toHaveLength(3 * 2 * 20)
  expect(texts.join('\n')).not.toContain('Journal')
})

test('the first and last lines of forms, poems, question sheets and tables stay', async () => {
  const forms = pages(6, (i) => [
    line(60, 780, 'Name: ____________ Date: ____________'),
    lines(60, 766, set(40, 90, i * 9)),
    line(60, 766 - 40 * 12, 'Signed by the keeper of the harbour'),
  ])
  const form = await textOf(forms)
  expect(form.match(/Name: _/g)).toHaveLength(6)
  expect(form.match(/Signed by/g)).toHaveLength(6)

  const poems = pages(6, (i) =>
    [...Array(11).keys()].map((k) => {
      const y = 780 - Math.min(k, 1) * 38 - Math.max(0, k - 1) * 62
      return k === 0 || k === 10
        ? lines(60, y, ['O keeper of the lamp,', 'the night is long.'])
        : lines(60, y, set(4, 30, i * 31 + k * 7))
    }),
  )
  expect((await textOf(poems)).match(/the night is long/g)).toHaveLength(12)

  const questions = pages(6, (i) => [
    line(60, 780, `Question ${i + 1}`, 14, 'F2'),
    line(60, 740, 'Read the text and answer.'),
    lines(60, 720, set(12, 90, i * 9)),
    ...[1, 2, 3].map((k) => line(60, 560 - 20 * k, `${k}. Why did the keeper go?`)),
  ])
  const question = await textOf(questions)
  expect(question.match(/Question \d/g)).toHaveLength(6)
  expect(question.match(/Read the text and answer/g)).toHaveLength(6)

  const timetable = pages(5, (i) => [
    ...['Train', 'From', 'Departs'].map((cell, k) => line(60 + 120 * k, 780, cell, 10, 'F2')),
    ...[...Array(40).keys()].flatMap((k) =>
      [`IC ${100 + 40 * i + k}`, set(1, 9, k)[0] ?? '', `${6 + (k >> 3)}:${10 + k}`].map((cell, column) =>
        line(60 + 120 * column, 766 - 14 * k, cell),
      ),
    ),
  ])
  expect((await textOf(timetable)).match(/Departs/g)).toHaveLength(5)
})

test('a footnote of one line stays, whatever its neighbours look like', async () => {
  const text = await textOf(
    pages(6, (i) => [
      lines(60, 780, set(45, 90, i * 9)),
      line(60, 90, `${i + 1} Ibid., p. ${i + 20}.`, 8),
      line(295, 40, `${i + 1}`, 9),
    ]),
  )
  expect(text.match(/Ibid/g)).toHaveLength(6)
})

test('headings of chapters that begin a page stay, and so do titles in large type', async () => {
  const text = await textOf(
    pages(6, (i) => [
      line(60, 770, `Chapter ${i + 1}`, 20, 'F2'),
      lines(60, 720, set(40, 90, i * 9)),
      line(295, 40, `${i + 10}`, 9),
    ]),
  )
  expect(text.match(/Chapter \d/g)).toHaveLength(6)
  const certificates = await textOf(
    pages(5, (i) => [line(200, 700, 'Certificate', 30), lines(200, 600, set(3, 30, i * 9))]),
  )
  expect(certificates.match(/Certificate/g)).toHaveLength(5)
})

test('headers of two lines end at the gap, and change with the chapter', async () => {
  const text = await textOf(
    pages(10, (i) => [
      line(60, 815, i < 5 ? 'Of Boats' : 'Of Bridges', 10),
      line(60, 803, 'The Quiet Valley', 10),
      line(500, 803, `${i + 7}`, 10),
      lines(60, 760, set(50, 90, i * 9)),
    ]),
  )
  expect(text).not.toMatch(/Of Boats|Of Bridges|Quiet Valley/)
  for (let i = 0; i < 10; i++) expect(text).toContain(set(50, 90, i * 9)[0])
})

test('names of sections beside a page number, and alternating headers, are left out', async () => {
  const names = ['Of boats', 'The river', 'Old bridges', 'Keepers', 'Engines', 'Winter']
  const { texts, events } = await read(
    pages(12, (i) => [
      ...(i % 2 === 0
        ? [line(60, 800, names[i >> 1] ?? ''), line(520, 800, `${i + 31}`)]
        : [line(60, 800, `${i + 31}`), line(400, 800, 'The Quiet Valley')]),
      lines(60, 770, set(50, 90, i * 9)),
    ]),
  )
  expect(texts.join('\n')).not.toMatch(/Of boats|The river|Old bridges|Keepers|Engines|Winter|Quiet Valley/)
  expect(last(events, 'pages')?.pages.map((page) => page.label)).toEqual(
    [...Array(12).keys()].map((i) => `${i + 31}`),
  )
})

test('a header right over the text is left out where its type tells it apart', async () => {
  const text = await textOf(
    pages(6, (i) => [
      line(60, 784, 'The Quiet Valley', 8, 'F3'),
      lines(60, 772, set(58, 90, i * 9)),
      line(60, 772 - 58 * 12, `- ${i + 1} -`, 10),
    ]),
  )
  expect(text).not.toMatch(/Quiet Valley|- \d -/)
  expect(text).toContain(set(50, 90, 45)[49])
})

test('a figure counts pages only where a page number stands', () => {
  expect(countingFigure('The Valley 12', 'The Valley 14', 2)).toBe('12')
  expect(countingFigure('xii | Preface', 'xiii | Preface', 1)).toBe('xii')
  expect(countingFigure('Report, page 3 of 9, draft', 'Report, page 4 of 9, draft', 1)).toBe('3')
  expect(countingFigure('The Valley 12', 'The Valley 14', 1)).toBeUndefined()
  expect(countingFigure('Question 3', 'Question 4', 1)).toBeUndefined()
  expect(countingFigure('On sheet 2 in the first row 1', 'On sheet 3 in the first row 2', 1)).toBeUndefined()
  expect(countingFigure('in 3 of them', 'in 4 of them', 1)).toBeUndefined()
})

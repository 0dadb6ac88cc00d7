import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WordTime } from '../../contract/inference.ts'
import { layOut, type SpokenPart, spokenParts } from './parts.ts'
import { writtenWordTimes } from './written-words.ts'

/** A part whose spoken text is given as [written, spoken] pieces; equal ones are kept as they are. */
function part(
  pieces: readonly (readonly [string, string])[],
  language = 'en',
): { text: string; part: SpokenPart } {
  let text = ''
  let spoken = ''
  const map = pieces.map(([written, say]) => {
    const piece = {
      written: [text.length, text.length + written.length] as const,
      spoken: [spoken.length, spoken.length + say.length] as const,
      atom: written !== say,
    }
    text += written
    spoken += say
    return piece
  })
  return { text, part: { language, spoken, map: { pieces: map } } }
}

/** One spoken word after the other, a second each. */
function evenly(spoken: string): WordTime[] {
  return [...spoken.matchAll(/\S+/g)].map((match, index) => ({
    start: index,
    end: index + 1,
    from: match.index,
    to: match.index + match[0].length,
  }))
}

const shown = (text: string, times: readonly WordTime[]): [string, number, number][] =>
  times.map(({ from, to, start, end }) => [text.slice(from, to), start, end])

test('a number said in several words is lit once, for all of them', () => {
  const { text, part: said } = part([
    ['It costs ', 'It costs '],
    ['€3.50', 'three euros fifty'],
    [' now', ' now'],
  ])
  expect(shown(text, writtenWordTimes(text, said, evenly(said.spoken), 6))).toEqual([
    ['It', 0, 1],
    ['costs', 1, 2],
    ['€3.50', 2, 5],
    ['now', 5, 6],
  ])
})

test('several written words said as one are one entry', () => {
  const { text, part: said } = part(
    [
      ['z. B.', 'zum Beispiel'],
      [' hier', ' hier'],
    ],
    'de',
  )
  expect(shown(text, writtenWordTimes(text, said, evenly(said.spoken), 3))).toEqual([
    ['z. B.', 0, 2],
    ['hier', 2, 3],
  ])
})

test('words that the engine merged share its time by their length', () => {
  const { text, part: said } = part([['was the end', 'was the end']])
  const heard = [
    { start: 0, end: 0.7, from: 0, to: 7 },
    { start: 0.7, end: 1, from: 8, to: 11 },
  ]
  const times = writtenWordTimes(text, said, heard, 1)
  expect(times.map(({ from, to }) => text.slice(from, to))).toEqual(['was', 'the', 'end'])
  expect(times[0]!.end).toBeCloseTo(0.3)
  expect(times[1]!.start).toBeCloseTo(0.4)
})

test('words that the engine did not report get the time between their neighbours', () => {
  const { text, part: said } = part([['one of the three', 'one of the three']])
  const heard = [
    { start: 0, end: 1, from: 0, to: 3 },
    { start: 2, end: 3, from: 11, to: 16 },
  ]
  expect(
    shown(text, writtenWordTimes(text, said, heard, 3)).map(([word, start]) => [
      word,
      Number(start.toFixed(2)),
    ]),
  ).toEqual([
    ['one', 0],
    ['of', 1],
    ['the', 1.4],
    ['three', 2],
  ])
})

test('a prefix is heard but nothing is lit for it', () => {
  const layout = layOut({ kind: 'paragraph', runs: [{ text: 'Ann' }] }, 'en')
  const [said] = spokenParts(layout, 0, 3, 'cell', 'Row 2: ')
  const times = writtenWordTimes(layout.heard, said!, evenly(said!.spoken), 3)
  expect(shown('Ann', times)).toEqual([['Ann', 2, 3]])
})

test('scripts without spaces are cut into words', () => {
  const { text, part: said } = part([['今日は晴れです。', '今日は晴れです。']], 'ja')
  const times = writtenWordTimes(text, said, [{ start: 0, end: 2, from: 0, to: 7 }], 2)
  expect(times.length).toBeGreaterThan(2)
  expect(text.slice(times[0]!.from, times[0]!.to)).toBe('今日')
})

test('times ascend, do not overlap and stay inside the sound, whatever the engine says', () => {
  const time = fc.record({
    start: fc.double({ min: -1, max: 5, noNaN: true }),
    end: fc.double({ min: -1, max: 9, noNaN: true }),
    from: fc.integer({ min: 0, max: 30 }),
    to: fc.integer({ min: 0, max: 40 }),
  })
  const words = fc.array(fc.constantFrom('3 km', 'Dr.', 'word', '5 %', '…', 'don’t', '&', '今日は'), {
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(words, fc.array(time, { maxLength: 8 }), (list, heard) => {
      const text = list.join(' ')
      const layout = layOut({ kind: 'paragraph', runs: [{ text }] }, 'en')
      for (const said of spokenParts(layout, 0, text.length)) {
        let at = 0
        let written = 0
        for (const { start, end, from, to } of writtenWordTimes(text, said, heard, 4)) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(4)
          expect(from).toBeGreaterThanOrEqual(written)
          expect(to).toBeGreaterThan(from)
          at = end
          written = to
        }
      }
    }),
  )
})

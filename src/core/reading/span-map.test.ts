import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  composeMaps,
  identityMap,
  replace,
  toSpoken,
  toWritten,
  type Replacement,
  type SpanMap,
} from './span-map.ts'

/** Throws where a map leaves a hole, overlaps, or says of a plain piece what is not so. */
export function expectCover(map: SpanMap, written: string, spoken: string): void {
  let [w, s] = [0, 0]
  for (const piece of map.pieces) {
    expect(piece.written[0]).toBe(w)
    expect(piece.spoken[0]).toBe(s)
    ;[w, s] = [piece.written[1], piece.spoken[1]]
    expect(piece.written[1] >= piece.written[0] && piece.spoken[1] >= piece.spoken[0]).toBe(true)
    if (!piece.atom) expect(spoken.slice(...piece.spoken)).toBe(written.slice(...piece.written))
  }
  expect(w).toBe(written.length)
  expect(s).toBe(spoken.length)
}

const change = fc.record({
  keep: fc.string({ maxLength: 6 }),
  drop: fc.string({ minLength: 1, maxLength: 5 }),
  say: fc.string({ maxLength: 8 }),
})
const rewriting = fc.array(change, { maxLength: 8 }).map((changes) => {
  let text = ''
  const replacements: Replacement[] = changes.map(({ keep, drop, say }) => {
    text += keep
    const from = text.length
    text += drop
    return { from, to: text.length, say }
  })
  return { text: `${text}end`, replacements }
})

describe('a span map', () => {
  test('leads from each word of "3 km away" to what is written and back', () => {
    const { text, map } = replace('It is 3 km away.', [{ from: 6, to: 10, say: 'three kilometres' }])
    expect(text).toBe('It is three kilometres away.')
    expect(toWritten(map, 6, 11)).toEqual([6, 10])
    expect(toWritten(map, 12, 22)).toEqual([6, 10])
    expect(toWritten(map, 23, 27)).toEqual([11, 15])
    expect(toSpoken(map, 8, 10)).toEqual([6, 22])
    expect(toSpoken(map, 11, 15)).toEqual([23, 27])
    expect(toWritten(map, 3, 3)).toEqual([3, 3])
    expect(toWritten(map, 0, 99)).toEqual([0, 16])
  })

  test('of a soft hyphen inside a word lights the whole word', () => {
    const { text, map } = replace('self\u00ADcontained', [{ from: 4, to: 5, say: '' }])
    expect(text).toBe('selfcontained')
    expect(toWritten(map, 0, 13)).toEqual([0, 14])
  })

  test('of an empty text is empty', () => {
    expect(identityMap(0).pieces).toEqual([])
    expect(toWritten(identityMap(0), 0, 5)).toEqual([0, 0])
  })

  test('covers both texts in order, whatever is replaced', () => {
    fc.assert(
      fc.property(rewriting, ({ text, replacements }) => {
        const result = replace(text, replacements)
        expectCover(result.map, text, result.text)
      }),
    )
  })

  test('of two rewritings in a row covers the first text and the last', () => {
    fc.assert(
      fc.property(
        rewriting,
        fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.string({ maxLength: 5 })), { maxLength: 6 }),
        ({ text, replacements }, cuts) => {
          const first = replace(text, replacements)
          let at = 0
          const again: Replacement[] = []
          for (const [skip, length, say] of cuts) {
            const from = at + (skip % 7)
            const to = from + 1 + length
            if (to > first.text.length) break
            again.push({ from, to, say })
            at = to
          }
          const second = replace(first.text, again)
          expectCover(composeMaps(first.map, second.map), text, second.text)
        },
      ),
    )
  })

  test('gives back at least the range it was asked for, both ways', () => {
    fc.assert(
      fc.property(rewriting, fc.nat(40), fc.nat(40), ({ text, replacements }, one, other) => {
        const { map } = replace(text, replacements)
        const from = Math.min(one, other) % text.length
        const to = Math.min(text.length, from + 1 + (Math.max(one, other) % 5))
        const back = toWritten(map, ...toSpoken(map, from, to))
        // An atom that is not said has no place of its own in the spoken text; its neighbours stand for it.
        const silent = map.pieces.some(
          (piece) => piece.spoken[0] === piece.spoken[1] && piece.written[0] < to && piece.written[1] > from,
        )
        if (!silent) expect(back[0] <= from && back[1] >= to).toBe(true)
      }),
    )
  })
})

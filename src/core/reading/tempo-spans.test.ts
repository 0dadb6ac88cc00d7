import { expect, test } from 'vitest'
import { tempoSpans } from './tempo-spans.ts'

const text = 'He said “in 1989 it fell” to us'
const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match, index) => ({
  start: index / 2,
  end: (index + 1) / 2,
  from: match.index,
  to: match.index + match[0].length,
}))

test('spans lie in order: a pause is only a pause, and what is hard in two ways says both', () => {
  const spans = tempoSpans({
    text,
    words,
    quotations: [{ from: 8, to: 25 }],
    foreign: [{ from: 3, to: 4 }],
    pauses: [{ from: 1.4, to: 1.5 }],
  })
  expect(spans).toEqual([
    { from: 1, to: 1.4, what: ['quotation'] },
    { from: 1.4, to: 1.5, what: ['pause'] },
    { from: 1.5, to: 2, what: ['quotation', 'number'] },
    { from: 2, to: 3, what: ['quotation'] },
    { from: 3, to: 4, what: ['foreign'] },
  ])
})

test('a number in a sentence without anything else is all there is', () => {
  expect(tempoSpans({ text, words, quotations: [], foreign: [], pauses: [] })).toEqual([
    { from: 1.5, to: 2, what: ['number'] },
  ])
})

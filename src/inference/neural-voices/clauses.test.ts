import { expect, test } from 'vitest'
import { clausesOf } from './clauses.ts'

const limits = { first: 160, other: 300, keep: [] }
const cut = (text: string, more = {}) =>
  clausesOf(text, { ...limits, ...more }).map(({ from, to }) => text.slice(from, to))

test('the first clause is short, the others are not made smaller than their melody bears', () => {
  const text =
    'When it rains, we stay, and when it shines, we go out, all of us, to the sea; then we come back.'
  expect(cut(text)).toEqual([
    'When it rains, we stay, ',
    'and when it shines, we go out, all of us, to the sea; then we come back.',
  ])
})

test('figures, times and abbreviations are not cut', () => {
  expect(cut('At 10:30 he paid 1,250.75 dollars to Lee et al. and the others of the company.')).toHaveLength(
    1,
  )
})

test('together the clauses are the text', () => {
  for (const text of [
    '',
    ' ',
    'One.',
    'a'.repeat(1_000),
    'word '.repeat(300),
    '…, …; !',
    'Ich — du — er, sie; es: wir.',
  ])
    expect(cut(text).join('')).toBe(text)
})

test('a text without marks is cut between words, and never within a stretch that belongs together', () => {
  const text = 'word '.repeat(100)
  const pieces = cut(text, { first: 60, other: 120 })
  expect(pieces[0]!.length).toBeLessThanOrEqual(80)
  expect(pieces.every((piece) => piece.endsWith(' '))).toBe(true)
  const kept = clausesOf(text, { first: 60, other: 120, keep: [{ from: 50, to: 95 }] })
  expect(kept[0]!.to).toBe(95)
})

test('a pause is as long as its mark asks for', () => {
  const [comma, semicolon, none] = [
    'one two three four five, six',
    'one two three four five; six',
    'w '.repeat(120),
  ].map((text) => clausesOf(text, limits)[0]!.pause)
  expect(comma).toBeLessThan(semicolon!)
  expect(none).toBeLessThan(comma!)
})

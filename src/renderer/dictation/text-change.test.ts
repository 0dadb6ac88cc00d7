import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyChange, changeBetween, mergeEdits, moveOffset, moveRange } from './text-change.ts'

test('a change holds no more than what differs', () => {
  expect(changeBetween('one two', 'one two')).toBeUndefined()
  expect(changeBetween('one three', 'one two three')).toEqual({ from: 5, to: 5, insert: 'wo t' })
  expect(changeBetween('aaa', 'aa')).toEqual({ from: 2, to: 3, insert: '' })
})

test('a change never begins or ends inside a character', () => {
  expect(changeBetween('😀', '😁')).toEqual({ from: 0, to: 2, insert: '😁' })
  const change = changeBetween('x\u{1f600}', 'x\u{1fa00}')
  expect(change?.insert.isWellFormed()).toBe(true)
})

test('a change turns the one text into the other, whatever they are', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀', '😁'), maxLength: 12 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const change = changeBetween(before, after)
      expect(change ? applyChange(before, change) : before).toBe(after)
    }),
  )
})

test('several edits are one change, whatever their order', () => {
  const edits = [
    { from: 0, to: 3, insert: 'One' },
    { from: 8, to: 13, insert: '3' },
  ]
  const change = mergeEdits('one two three', edits)
  expect(change && applyChange('one two three', change)).toBe('One two 3')
  expect(mergeEdits('one two three', edits.toReversed())).toEqual(change)
})

test('a place moves with what is written before it, and stays before what is written behind it', () => {
  const insert = { from: 4, to: 4, insert: 'new ' }
  expect(moveOffset(3, insert, false)).toBe(3)
  expect(moveOffset(4, insert, false)).toBe(4)
  expect(moveOffset(4, insert, true)).toBe(8)
  expect(moveOffset(6, insert, false)).toBe(10)
  const cut = { from: 2, to: 6, insert: '' }
  expect([2, 4, 6, 8].map((at) => moveOffset(at, cut, false))).toEqual([2, 2, 2, 4])
})

test('a stretch is lost when something in it changes, and only then', () => {
  const range = { from: 4, to: 8 }
  expect(moveRange(range, { from: 0, to: 2, insert: 'longer' })).toEqual({ from: 8, to: 12 })
  expect(moveRange(range, { from: 4, to: 4, insert: 'x' })).toEqual({ from: 5, to: 9 })
  expect(moveRange(range, { from: 8, to: 8, insert: 'x' })).toEqual(range)
  expect(moveRange(range, { from: 5, to: 5, insert: 'x' })).toBeUndefined()
  expect(moveRange(range, { from: 7, to: 9, insert: '' })).toBeUndefined()
})

import { expect, test } from 'vitest'
import { hiddenBy } from './caret-view.ts'

test('the page goes up only where the bar covers the line, and leaves some room', () => {
  expect(hiddenBy(200, 300)).toBe(0)
  expect(hiddenBy(288, 300)).toBe(0)
  expect(hiddenBy(340.5, 300)).toBe(53)
})

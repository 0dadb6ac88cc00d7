import { expect, test } from 'vitest'
import { pitchRange, textSizeRange } from '../../contract/settings.ts'
import { stepped } from './stepped.ts'

test('larger is larger than the present size, smaller is smaller, wherever it stands', () => {
  expect(stepped({ steps: 1 }, 200, textSizeRange)).toBe(220)
  expect(stepped({ steps: -1 }, 60, textSizeRange)).toBe(50)
  expect(stepped({ steps: 3 }, 100, textSizeRange)).toBe(160)
  expect(stepped({ steps: -1 }, 35, pitchRange)).toBe(25)
})

test('steps end at the limits of the setting; a value is taken as it is', () => {
  expect(stepped({ steps: 10 }, 390, textSizeRange)).toBe(400)
  expect(stepped({ steps: -10 }, 50, pitchRange)).toBe(0)
  expect(stepped({ percent: 130 }, 200, textSizeRange)).toBe(130)
})

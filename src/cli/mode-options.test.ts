import { expect, test } from 'vitest'
import { modeFrom } from './mode-options.ts'
import { UsageError } from './output.ts'

test('a gist is a share of the words, or minutes', () => {
  expect(modeFrom({})).toEqual({})
  expect(modeFrom({ gist: '30' })).toEqual({ mode: 'gist', gist: { percent: 30 } })
  expect(modeFrom({ gist: '12 %' })).toEqual({ mode: 'gist', gist: { percent: 12 } })
  expect(modeFrom({ gist: '3min', mode: 'gist' })).toEqual({ mode: 'gist', gist: { minutes: 3 } })
  expect(modeFrom({ gist: '1.5 minutes' })).toEqual({ mode: 'gist', gist: { minutes: 1.5 } })
  expect(modeFrom({ mode: 'headings' })).toEqual({ mode: 'headings' })
})

test.each([
  { gist: '5' },
  { gist: '90' },
  { gist: 'short' },
  { gist: '0min' },
  { mode: 'half' },
  { gist: '30', mode: 'full' },
])('wrong use: %o', (values) => expect(() => modeFrom(values)).toThrow(UsageError))

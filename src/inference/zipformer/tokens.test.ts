import { expect, test } from 'vitest'
import { parseTokens } from './tokens.ts'

const tokens = parseTokens(
  "<blk> 0\n<sos/eos> 1\n<unk> 2\n▁HE 3\nLL 4\nO 5\n▁ 6\n▁IT 7\n'S 8\n<0xC3> 9\n<0xA4> 10\n#0 11\n",
)

test('pieces are joined to words in lower case, with one space between them', () => {
  expect(tokens.write([3, 4, 5, 7, 8])).toEqual({ text: "hello it's", ends: [2, 4, 5, 8, 10] })
  expect(tokens.write([6, 3, 6, 7]).text).toBe('he it')
  expect(tokens.write([6, 7, 6])).toEqual({ text: 'it', ends: [0, 2, 2] })
})

test('what has no letters writes nothing', () => {
  expect([0, 1, 2, 11, 99].every((token) => tokens.isSilent(token))).toBe(true)
  expect(tokens.write([2, 3, 1]).text).toBe('he')
})

test('bytes are put together to letters', () => {
  expect(tokens.write([3, 9, 10, 4]).text).toBe('heäll')
})

test('a list in capitals only is told', () => {
  expect(tokens.capitals).toBe(true)
  expect(parseTokens('<blk> 0\n▁he 1\nLL 2\n').capitals).toBe(false)
})

test('an empty list is damaged', () => {
  expect(() => parseTokens('not a list')).toThrow('empty')
})

import { expect, test } from 'vitest'
import { readBinTokenizer } from './bin-tokenizer.ts'
import { readJsonTokenizer } from './json-tokenizer.ts'
import type { Vocabulary } from './vocabulary.ts'
import { spell } from './words.ts'

const utf8 = new TextEncoder()

/** In the publisher's form: lengths up to 127 in one byte, longer ones in two. */
function binary(tokens: readonly (string | number)[]): Uint8Array {
  return Uint8Array.from(
    tokens.flatMap((token) => {
      const bytes = typeof token === 'number' ? [token] : Array.from(utf8.encode(token))
      const { length } = bytes
      return [...(length < 128 ? [length] : [128 + (length % 128), Math.floor(length / 128)]), ...bytes]
    }),
  )
}
const bytes = Array.from({ length: 256 }, (_, byte) => byte)
const long = 'x'.repeat(300)
const pieces = ['▁h', '▁he', 'll', '▁hell', '▁hello', '▁w', 'or', '▁wor', 'ld', '▁world', long]
const bin = readBinTokenizer(binary(['<unk>', '<s>', '</s>', ...bytes, ...pieces]))
const number = (piece: string) => 259 + pieces.indexOf(piece)

const text = (vocabulary: Vocabulary, tokens: readonly number[]) => spell(vocabulary, tokens).text

test('Moonshine’s list is read with its two lengths, and text is cut as its merges were learned', () => {
  expect(bin.size).toBe(259 + pieces.length)
  expect(text(bin, [1, number('▁hello'), number('▁world'), 2])).toBe('hello world')
  expect(text(bin, [number(long)])).toBe(long)
  expect(bin.cut('hello world')).toEqual([number('▁hello'), number('▁world')])
  expect(bin.cut('hell')).toEqual([number('▁hell')])
  expect(bin.special('</s>')).toBe(2)
})

test('what no merge spells goes byte by byte, and comes back whole', () => {
  const tokens = bin.cut('né') as number[]
  expect(tokens.every((token) => token >= 3 && token < 259)).toBe(true)
  expect(text(bin, tokens)).toBe('né')
  // A letter of which the last byte has not come yet is not written.
  expect(text(bin, tokens.slice(0, -1))).toBe('n')
})

test('a list that is cut off or empty is damaged', () => {
  for (const file of [new Uint8Array(0), Uint8Array.of(5, 1, 2), Uint8Array.of(200)])
    expect(() => readBinTokenizer(file)).toThrow('cannot be read')
})

test('Whisper’s list, whose letters stand for bytes, is read and written', () => {
  const names = ['n', 'Ã', '©', 'Ġ', 'h', 'i', 'Ġn', 'Ã©', 'Ġné'.replace('é', 'Ã©'), 'Ġh', 'Ġhi']
  const vocabulary = readJsonTokenizer(
    JSON.stringify({
      added_tokens: [
        { id: 11, content: '<|endoftext|>', special: true },
        { id: 12, content: '<|0.00|>', special: false },
      ],
      model: {
        vocab: Object.fromEntries(names.map((name, at) => [name, at])),
        merges: ['Ã ©', ['Ġ', 'n'], 'Ġn Ã©', 'Ġ h', 'Ġh i'],
      },
    }),
  )
  expect(vocabulary.size).toBe(13)
  expect(vocabulary.cut('né hi')).toEqual([8, 10])
  expect(text(vocabulary, [8, 10, 11])).toBe('né hi')
  expect(vocabulary.bytes(11)).toBeUndefined()
  expect(vocabulary.special('<|endoftext|>')).toBe(11)
  expect(vocabulary.cut('xyz')).toBeUndefined()
})

test('a list of letters with bytes apart is read as well', () => {
  const vocabulary = readJsonTokenizer(
    JSON.stringify({
      added_tokens: [{ id: 0, content: '<s>', special: true }],
      model: {
        vocab: { '<s>': 0, '<0x0A>': 1, '<0xC3>': 2, '<0xA9>': 3, '▁': 4, a: 5, '▁a': 6 },
        merges: ['▁ a'],
      },
    }),
  )
  expect(vocabulary.cut('aé')).toEqual([6, 2, 3])
  expect(text(vocabulary, [0, 6, 2, 3])).toBe('aé')
})

test('a file that is no list of tokens is damaged', () => {
  expect(() => readJsonTokenizer('{"model":{}}')).toThrow('cannot be read')
  expect(() => readJsonTokenizer('<html>')).toThrow('cannot be read')
  // One number that is far too large would be a list that fills all memory.
  expect(() => readJsonTokenizer('{"model":{"vocab":{"a":300000000}}}')).toThrow('cannot be read')
})

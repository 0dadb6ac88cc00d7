import { expect, test } from 'vitest'
import { createBias, type HotPhrase } from './bias.ts'

/** Tokens by their letters; those that begin a word are capitals. Token 0 is blank. */
const vocabulary = {
  size: 27,
  begins: (token: number) => starts.has(token),
  isSilent: (token: number) => token === 0,
}
const starts = new Set<number>()
function tokensOf(text: string): number[] {
  return Array.from(text, (letter) => {
    const token = letter.toLowerCase().charCodeAt(0) - 96
    if (letter !== letter.toLowerCase()) starts.add(token)
    return token
  })
}
/** All that a sequence of tokens is given in the end. */
function given(phrases: readonly HotPhrase[], text: string): number {
  const bias = createBias(phrases, vocabulary)
  let state = bias.root
  let sum = 0
  for (const token of tokensOf(text)) {
    const expected = bias.bonuses(state)?.[token]
    const { state: next, bonus } = bias.next(state, token)
    expect(bonus).toBe(expected)
    sum += bonus
    state = next
  }
  return sum + bias.end(state)
}
const phrase = (text: string, boost = 1): HotPhrase => ({ tokens: tokensOf(text), boost })

test('a whole phrase keeps what each of its tokens was given', () => {
  starts.clear()
  const phrases = [phrase('Abc')]
  expect(given(phrases, 'Abc')).toBe(3)
  expect(given(phrases, 'AbcXyz')).toBe(3)
  expect(given(phrases, 'XyAbcAbc')).toBe(6)
})

test('what a phrase was given is taken back when it breaks, or when nothing follows', () => {
  starts.clear()
  const phrases = [phrase('Abc')]
  expect(given(phrases, 'AbXy')).toBe(0)
  expect(given(phrases, 'Ab')).toBe(0)
  expect(given(phrases, 'AbAbc')).toBe(3)
})

test('the beginning of a longer word is not the phrase', () => {
  starts.clear()
  const phrases = [phrase('Go')]
  expect(given(phrases, 'GoX')).toBe(2)
  starts.delete(tokensOf('x')[0] as number)
  expect(given(phrases, 'Goxy')).toBe(0)
  expect(given(phrases, 'Go')).toBe(2)
})

test('a phrase that was whole is not lost with a longer one that begins with it', () => {
  starts.clear()
  const phrases = [phrase('AbCdEf'), phrase('Ab')]
  expect(given(phrases, 'AbCdEf')).toBe(6)
  expect(given(phrases, 'AbCdX')).toBe(2)
  expect(given(phrases, 'AbCd')).toBe(2)
})

test('a phrase within a broken one counts', () => {
  starts.clear()
  expect(given([phrase('AbCdEf'), phrase('CdX')], 'AbCdX')).toBe(3)
})

test('where phrases share a beginning, the larger boost counts for it, in whichever order they come', () => {
  starts.clear()
  expect(given([phrase('AbC', 1), phrase('AbD', 3)], 'AbC')).toBe(7)
  expect(given([phrase('AbD', 3), phrase('AbC', 1)], 'AbC')).toBe(7)
})

test('without phrases nothing is given', () => {
  const bias = createBias([], vocabulary)
  expect(bias.bonuses(bias.root)).toBeNull()
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PatternKind } from '../../contract/listening.ts'
import { checkedPattern, matches } from './patterns.ts'

const regex = (pattern: string, matchCase = false) => checkedPattern({ pattern, kind: 'regex', matchCase })
function found(text: string, pattern: string, kind: PatternKind, star: 'line' | 'word' = 'line'): string[] {
  const checked = checkedPattern({ pattern, kind, matchCase: false }, star)
  if (typeof checked === 'string') throw new Error(checked)
  return Array.from(matches(checked, text), ([match]) => match)
}

test('patterns that could run for ever are refused', () => {
  for (const pattern of [
    '(a+)+b',
    '(a*)*c',
    '(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)b',
    '(?:a|aa)+c',
    '(\\w+\\s?)*!',
    '(.*a){20}',
    '([a-z]+)*\\d',
    '(x+x+)+y',
    '(?:\\w{2,8})+!',
    '(a|[ab])*c',
    '.*.*.*.*.*.*=',
    '((a)|(b))*c',
  ])
    // prettier-ignore
    expect(regex(pattern), pattern).toBe('slow')
  for (const pattern of ['[', '(', 'a**', '\\', '(?<n>a)(?<n>b)'])
    expect(regex(pattern), pattern).toBe('invalid')
  for (const pattern of ['', 'a*', '(?:)', 'x?', '(a*)*']) expect(regex(pattern), pattern).toBe('empty')
})

test('ordinary patterns are taken, and know what every match contains', () => {
  const literals: Readonly<Record<string, string>> = {
    'Fig\\. \\d+': 'fig. ', '\\bSt\\.(?= [A-Z])': 'st.', '(?:foo|bar)': '', 'a|b': '', 'colou?rs': 'colo', '[A-Z]{2,5}-\\d+': '-',
    '(\\d+) km/h': ' km/h', 'ab+c': 'ab', 'Ä\\p{L}+heit': 'heit', '(?:[A-Z]\\.){2,4}': '',
  } // prettier-ignore
  for (const [pattern, literal] of Object.entries(literals)) {
    const checked = regex(pattern)
    expect(checked, pattern).toBeTypeOf('object')
    expect(typeof checked === 'object' && checked.literal, pattern).toBe(literal)
  }
})

test('what has one way to match may be long', () => {
  for (const pattern of [
    '(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)',
    '(\\w+) (\\w+) (\\w+) (\\w+)',
    '"[^"]*"',
    '.*foo.*bar',
    'see .* for .* on .*',
  ])
    expect(regex(pattern), pattern).toBeTypeOf('object')
})

test('a pattern finds what the plain regular expression finds', () => {
  const text = 'Fig. 3 and fig. 12: the colour of St. Paul’s, ABC-42, 30 km/h, U.S.A. today. Abbbc!'
  for (const pattern of [
    'Fig\\. \\d+',
    'colou?r',
    '[A-Z]{2,5}-\\d+',
    '(\\d+) km/h',
    'ab+c',
    '(?:foo|30)',
    '(?:[A-Z]\\.){2,4}',
  ])
    expect(found(text, pattern, 'regex'), pattern).toEqual(
      Array.from(text.matchAll(new RegExp(pattern, 'giu')), ([match]) => match),
    )
})

test('a star is anything in a line, or a part of a word', () => {
  expect(found('see [a, b] and [c]\n[d', '[*]', 'wildcard')).toEqual(['[a, b]', '[c]'])
  expect(found('p. 12, see p. 13 below\nnext', 'see p. *', 'wildcard')).toEqual(['see p. 13 below'])
  expect(found('Chiantiwein Chianti-Glas chiantis Xchianti', 'Chianti*', 'wildcard', 'word')).toEqual([
    'Chiantiwein',
    'Chianti-Glas',
    'chiantis',
  ])
  expect(found('gray grey groy', 'gr?y', 'wildcard')).toEqual(['gray', 'grey', 'groy'])
})

test('words stand alone, with any white space between them', () => {
  expect(found('New\n York, new york, NewYork, New Yorker', 'New York', 'words')).toEqual([
    'New\n York',
    'new york',
  ])
})

test('no accepted pattern takes long on any text', { timeout: 60_000 }, () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '\\w',
    '\\d',
    '.',
    '[ab]',
    '[^a]',
    ' ',
    '\\s',
    '(a)',
    '(?:ab)',
    '(?:a|b)',
    '(?:\\w)',
    'x',
  )
  const quantified = fc
    .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2,}', '{1,9}', '*?', '+?'))
    .map(([one, many]) => one + many)
  const sequence = fc.array(quantified, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))
  const nested = fc
    .tuple(sequence, sequence, fc.constantFrom('', '*', '+', '{2,5}'), sequence)
    .map(([head, inner, many, tail]) => `${head}(?:${inner})${many}${tail}`)
  const texts = [
    'a'.repeat(1_500),
    'ab'.repeat(750),
    'aab '.repeat(375),
    `${'1'.repeat(700)} ${'a '.repeat(400)}`,
  ]
  fc.assert(
    fc.property(fc.oneof(sequence, nested), (pattern) => {
      const checked = regex(pattern)
      if (typeof checked === 'string') return
      for (const text of texts) {
        const begun = performance.now()
        for (const _ of matches(checked, text));
        expect(performance.now() - begun, pattern).toBeLessThan(5_000)
      }
    }),
    { numRuns: 60 },
  )
})

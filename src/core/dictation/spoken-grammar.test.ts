import { expect, test } from 'vitest'
import { readJsgf, sampleJsgf } from '../commands/jsgf-sample.ts'
import { interpret } from './interpret.ts'
import { meantBy, spokenGrammar } from './spoken-grammar.ts'

/** Always the same numbers, 0 up to 1. */
function numbers(): () => number {
  let state = 7
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

/** What an utterance of the grammar does to a field. */
function written(said: string, language: string, before = '') {
  const meant = meantBy(said, language)
  const hypothesis = { text: said, words: [], stable: said.length, confidence: 1, ...(meant && { meant }) }
  const selection = { from: before.length, to: before.length }
  const done = interpret({ language, hypothesis, field: { text: before, selection, lines: true } })
  return done.type === 'edit' ? before + (done.edits[0]?.insert ?? '') : done
}

const jsgf = (language: string) => {
  const grammar = spokenGrammar(language)
  if (!grammar) throw new Error('no grammar')
  // The reader of samples knows no repetition: once is enough of each.
  return grammar.jsgf.replaceAll(/(\)|>)[+*]/g, '$1')
}

test('every command that the grammar offers is understood as one', () => {
  const random = numbers()
  const text = jsgf('en')
  const misunderstood = new Set<string>()
  for (let count = 0; count < 300; count++) {
    const said = sampleJsgf(text, 'command', random)
    const before = 'One two three. Four five six seven. Eight nine ten.\n\nEleven.\n\nTwelve.\n\nThirteen.'
    const done = written(said, 'en', before)
    if (typeof done === 'string' && done !== before) misunderstood.add(said)
  }
  expect([...misunderstood]).toEqual([])
})

test('every mark that the grammar offers is written as a mark', () => {
  const text = jsgf('en')
  const marks = readJsgf(text).rules.get('mark')?.split(' | ') ?? []
  expect(marks.length).toBeGreaterThan(50)
  const asWords = marks.filter((said) => {
    const done = written(said, 'en', 'One two')
    return typeof done !== 'string' || /\p{L}/u.test(done.slice('One two'.length))
  })
  expect(asWords).toEqual([])
})

test('every number that the grammar offers is written in figures', () => {
  const random = numbers()
  const text = jsgf('en')
  for (let count = 0; count < 300; count++) {
    const said = sampleJsgf(text, 'number', random)
    expect([said, written(said, 'en', 'One two')]).toEqual([
      said,
      expect.stringMatching(/^One two [-−]?[\d.,]+(?:\s?%| million)?$/u),
    ])
  }
})

test.each([
  ['', 'alpha bravo seven', 'Ab7'],
  ['The code ', 'alfa bravo seven', 'The code ab7'],
  ['He', 'l', 'Hel'],
  ['Hel', 'lima oscar', 'Hello'],
  ['Hello', 'space', 'Hello '],
  ['Hello ', 'capital x-ray', 'Hello X'],
  ['Hello,', 'b', 'Hello, b'],
  ['anna', 'at sign', 'anna@'],
  ['I am', 'seven', 'I am 7'],
  ['', 'two hundred and twelve', '212'],
  ['', 'nineteen eighty four', '1984'],
  ['', 'one oh five', '105'],
  ['', 'three thousand four hundred', '3,400'],
  ['About', 'five percent', 'About 5%'],
  ['Hello', 'comma', 'Hello,'],
  ['Hello', 'new line', 'Hello\n'],
])('after “%s”, “%s” makes “%s”', (before, said, after) => {
  expect(written(said, 'en', before)).toBe(after)
})

test.each(['de', 'fr', 'eo'])('%s has no such grammar, since it would be misheard', (language) => {
  expect(spokenGrammar(language)).toBeUndefined()
  expect(meantBy('a b c', language)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { automaton } from './automaton.ts'
import { masksOf, orderTokens } from './mask.ts'
import { schemaGrammar } from './schema.ts'
import { reader, vocabulary } from './vocabulary.cases.ts'

const bytes = (written: string) => new TextEncoder().encode(written)
test('a mask over 151,000 tokens is made in well under the time of a token, and kept', () => {
  const tokens = vocabulary(151_000)
  const order = orderTokens(tokens.length, (id) => tokens[id] as Uint8Array)
  const machine = automaton(schemaGrammar(reader, 'json'))
  const masks = masksOf(machine, order)
  const free = machine.walk(machine.start, bytes('{"unit": "page", "number": 1, "tags": ["a'))
  const first = performance.now()
  const mask = masks.of(free)
  const made = performance.now() - first
  const again = performance.now()
  expect(masks.of(machine.walk(free, bytes('bc')))).toBe(mask) // inside of a string is one state
  expect(performance.now() - again).toBeLessThan(50)
  if (process.env['LECTERN_DEBUG']) console.log('mask', made)
  expect(made).toBeLessThan(3_000)
})

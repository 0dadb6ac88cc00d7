import { expect, test } from 'vitest'
import { automaton, dead } from './automaton.ts'
import { masksOf, orderTokens } from './mask.ts'
import { schemaGrammar } from './schema.ts'
import { reader, vocabulary } from './vocabulary.cases.ts'

const bytes = (written: string) => new TextEncoder().encode(written)

test('a mask over 151,000 tokens follows what they begin with alike once, and is kept', () => {
  const tokens = vocabulary(151_000)
  const order = orderTokens(tokens.length, (id) => tokens[id] as Uint8Array)
  const machine = automaton(schemaGrammar(reader, 'json'))
  let steps = 0
  const counted = { ...machine, step: (state: number, byte: number) => (steps++, machine.step(state, byte)) }
  const masks = masksOf(counted, order)
  const free = machine.walk(machine.start, bytes('{"unit": "page", "number": 1, "tags": ["a'))

  const mask = masks.of(free)
  const all = tokens.reduce((sum, token) => sum + token.length, 0)
  const alike = order.shared.reduce((sum, count) => sum + count, 0)
  expect(alike).toBeGreaterThan(all / 3)
  expect(steps).toBeGreaterThan(0)
  expect(steps).toBeLessThanOrEqual(all - alike)
  const wrong = tokens.flatMap((token, id) => {
    const allowed = (((mask[id >> 5] as number) >>> (id & 31)) & 1) === 1
    return allowed === (token.length > 0 && machine.walk(free, token) !== dead) ? [] : [id]
  })
  expect(wrong).toEqual([])

  steps = 0
  expect(masks.of(machine.walk(free, bytes('bc')))).toBe(mask) // inside of a string is one state
  expect(steps).toBe(0)
})

import { expect, test } from 'vitest'
import { seeded } from '../random.ts'
import { automaton } from './automaton.ts'
import { masksOf, orderTokens } from './mask.ts'
import { schemaGrammar } from './schema.ts'

const bytes = (written: string) => new TextEncoder().encode(written)
const reader = {
  type: 'object',
  properties: {
    unit: { type: 'string', enum: ['page', 'chapter'] },
    number: { type: 'integer', minimum: 1 },
    tags: { type: 'array', items: { type: 'string' } },
  },
  required: ['unit', 'number'],
}

/** A vocabulary as byte-level tokenizers have it: every byte, then stretches of JSON and made-up words. */
function vocabulary(size: number): Uint8Array[] {
  const random = seeded(7)
  const any = (from: string) => from[Math.floor(random.next() * from.length)] ?? ''
  const tokens = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte))
  const seen = new Set<string>()
  for (const each of [
    '{"',
    '": ',
    '", "',
    '": "',
    '"}',
    '}}',
    '],',
    '[]',
    'true',
    'null',
    ' false',
    'page',
    '\n  ',
    '12',
  ])
    seen.add(each)
  while (seen.size < size - 256) {
    const length = 2 + Math.floor(random.next() * 9)
    let word = random.next() < 0.5 ? ' ' : ''
    for (let at = 0; at < length; at++)
      word += any(random.next() < 0.93 ? 'etaoinshrdlucmfwypvbgkjqxz' : 'éü中文0123456789.,"\\{}[]:\n-')
    seen.add(word)
  }
  return [...tokens, ...[...seen].map(bytes)]
}

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

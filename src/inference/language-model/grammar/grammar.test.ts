import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../random.ts'
import { allows } from '../sample.ts'
import { automaton, dead } from './automaton.ts'
import { anyValue, integer, string } from './json.ts'
import { masksOf, orderTokens } from './mask.ts'
import { type Schema, schemaGrammar } from './schema.ts'
import { faultOf } from './valid.ts'
import { vocabulary } from './vocabulary.cases.ts'

const bytes = (written: string) => new TextEncoder().encode(written)
const takes = (grammar: Parameters<typeof automaton>[0], written: string) => {
  const machine = automaton(grammar)
  return machine.accepts(machine.walk(machine.start, bytes(written)))
}
const holds = (schema: Schema, written: string) => takes(schemaGrammar(schema, 'json'), written)

test('any JSON that JSON.stringify writes is taken', () => {
  const machine = automaton(anyValue('json'))
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
      const written = JSON.stringify(value, undefined, indent)
      if (/\d{16}|e[+-]?\d{3}|\\ud|-?0\.\d{18}/i.test(written)) return
      expect(machine.accepts(machine.walk(machine.start, bytes(written))), written).toBe(true)
    }),
    { numRuns: 200, seed: 1 },
  )
})

test('what is no JSON is not taken', () => {
  for (const written of [
    '',
    '{',
    '[1,]',
    '{"a" 1}',
    "'a'",
    '01',
    '1.',
    '"a',
    '"\n"',
    'nul',
    '"\\x"',
    '{"a":1}}',
    '\t1',
  ])
    expect(takes(anyValue('json'), written), written).toBe(false)
})

test('a string is well-formed UTF-8', () => {
  const machine = automaton(string())
  const after = (...values: number[]) => machine.walk(machine.start, Uint8Array.from([0x22, ...values]))
  expect(after(0xc3, 0xa9)).not.toBe(dead)
  expect(after(0xc0, 0x80)).toBe(dead)
  expect(after(0xed, 0xa0)).toBe(dead)
  expect(after(0xf4, 0x90)).toBe(dead)
})

test('an integer keeps to its bounds, to the digit', () => {
  for (const [low, high] of [
    [1, 40],
    [0, 7],
    [95, 1203],
    [-12, 5],
    [-30, -4],
    [100, 100],
  ] as const) {
    const machine = automaton(integer(low, high))
    for (let value = -1300; value <= 1300; value++)
      expect(machine.accepts(machine.walk(machine.start, bytes(String(value)))), `${value} in ${low}–${high}`).toBe(value >= low && value <= high) // prettier-ignore
  }
})

const reader: Schema = {
  type: 'object',
  properties: {
    unit: { type: 'string', enum: ['page', 'chapter'] },
    number: { type: 'integer', minimum: 1 },
    note: { type: ['string', 'null'], maxLength: 3 },
    tags: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 },
  },
  required: ['unit', 'number'],
  additionalProperties: false,
}

test('an object holds what is required, in order, and nothing that is not described', () => {
  for (const good of [
    '{"unit": "page", "number": 3}',
    '{"unit":"chapter","number":12,"note":null}',
    '{"unit": "page", "number": 3, "tags": ["a", "b"]}',
    '{\n  "unit": "page",\n  "number": 3,\n  "note": "äöü"\n}',
  ]) {
    expect(holds(reader, good), good).toBe(true)
    expect(faultOf(reader, JSON.parse(good)), good).toBeUndefined()
  }
  for (const wrong of [
    '{"unit": "page"}',
    '{"unit": "line", "number": 3}',
    '{"unit": "page", "number": 0}',
    '{"unit": "page", "number": 3.5}',
    '{"unit": "page", "number": 3, "note": "four"}',
    '{"unit": "page", "number": 3, "tags": []}',
    '{"unit": "page", "number": 3, "tags": ["a", "b", "c"]}',
    '{"unit": "page", "number": 3, "colour": "red"}',
    '{"unit": "page", "number": 3,}',
  ]) {
    expect(holds(reader, wrong), wrong).toBe(false)
  }
})

test('a schema may refer to itself', () => {
  const tree: Schema = {
    $defs: { node: { type: 'object', properties: { name: { type: 'string' }, parts: { type: 'array', items: { $ref: '#/$defs/node' } } }, required: ['name'] } },
    $ref: '#/$defs/node',
  } // prettier-ignore
  const good = '{"name": "a", "parts": [{"name": "b"}, {"name": "c", "parts": [{"name": "d", "parts": []}]}]}'
  expect(holds(tree, good)).toBe(true)
  expect(faultOf(tree, JSON.parse(good))).toBeUndefined()
  expect(holds(tree, '{"name": "a", "parts": [{"parts": []}]}')).toBe(false)
})

test('a schema that comes back to itself without going into the value is a fault, not a crash', () => {
  const ring = (...more: Schema[]) => ({
    $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }, ...more, { type: 'string' }] } },
    $ref: '#/$defs/a',
  })
  expect(faultOf(ring(), 'x')).toBeUndefined()
  expect(faultOf(ring(), 5)).toMatch(/anyOf|ref/)
  expect(faultOf(ring({ $ref: '#/$defs/a' }), 5)).toMatch(/anyOf|ref/) // twice as many at each turn
})

test('parts of allOf are held to together, and what is required needs no description', () => {
  const schema: Schema = {
    $defs: { named: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } },
    allOf: [{ $ref: '#/$defs/named' }, { properties: { name: { minLength: 2 }, age: { type: 'integer' } } }],
    required: ['age', 'more'],
  }
  expect(holds(schema, '{"name": "ab", "age": 3, "more": [null]}')).toBe(true)
  expect(holds(schema, '{"name": "a", "age": 3, "more": 1}')).toBe(false)
  expect(holds(schema, '{"name": "ab", "age": 3}')).toBe(false)
})

/** Schemas of all that a grammar holds completely. */
const schemas = fc.letrec<{ schema: Schema; leaf: Schema }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<Schema>(
      { type: 'boolean' },
      { type: 'null' },
      { type: 'number' },
      { enum: ['a', 1, null, [2]] },
      { const: { b: [true] } },
    ),
    fc.record({
      type: fc.constant('string'),
      minLength: fc.nat(2),
      maxLength: fc.integer({ min: 2, max: 5 }),
    }),
    fc
      .tuple(fc.integer({ min: -2_000, max: 2_000 }), fc.nat(1_500))
      .map(([least, more]): Schema => ({ type: 'integer', minimum: least, maximum: least + more })),
  ),
  schema: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.record({
      type: fc.constant('array'),
      items: tie('schema'),
      minItems: fc.nat(2),
      maxItems: fc.integer({ min: 2, max: 3 }),
    }),
    fc
      .dictionary(fc.string({ minLength: 1, maxLength: 4 }), tie('schema'), { maxKeys: 4 })
      .chain((properties) =>
        fc
          .subarray(Object.keys(properties))
          .map((required): Schema => ({ type: 'object', properties, required, additionalProperties: false })),
      ),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
  ),
})).schema

test('whatever way one takes through a schema’s grammar, what is written follows the schema', () => {
  let complete = 0
  fc.assert(
    fc.property(schemas, fc.nat(), (schema, seed) => {
      const machine = automaton(schemaGrammar(schema, 'json'))
      const random = seeded(seed)
      const written: number[] = []
      let state = machine.start
      while (
        !machine.ended(state) &&
        !(machine.accepts(state) && random.next() < 0.3) &&
        written.length < 400
      ) {
        const next = Array.from({ length: 256 }, (_, byte) => byte).filter(
          (byte) => machine.step(state, byte) !== dead,
        )
        // Ends are taken more often, so that texts end.
        const ends = next.filter((byte) => '"]},'.includes(String.fromCharCode(byte)))
        const from = ends.length > 0 && random.next() < 0.5 ? ends : next
        const byte = from[Math.floor(random.next() * from.length)] as number
        written.push(byte)
        state = machine.step(state, byte)
      }
      if (!machine.accepts(state)) return
      complete++
      const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(written))
      expect(faultOf(schema, JSON.parse(text)), text).toBeUndefined()
    }),
    { numRuns: 300, seed: 4 },
  )
  expect(complete).toBeGreaterThan(200)
})

test('choices, constants and open objects are held to', () => {
  const schema: Schema = {
    anyOf: [
      { type: 'integer' },
      { const: 'all' },
      { type: 'object', additionalProperties: { type: 'boolean' } },
    ],
  }
  for (const good of ['12', '"all"', '{"a": true}', '{}']) expect(holds(schema, good), good).toBe(true)
  for (const wrong of ['1.5', '"some"', '{"a": 1}', 'null']) expect(holds(schema, wrong), wrong).toBe(false)
  expect(holds({ type: 'object' }, '{"a": [1, {"b": null}]}')).toBe(true)
  expect(holds({}, '"whatever"')).toBe(true)
})

test('forty properties that need not be there make no grammar of forty million', () => {
  const names = Array.from({ length: 40 }, (_, at) => `p${at}`)
  const schema: Schema = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'integer' }])),
  }
  expect(holds(schema, '{"p0": 1, "p7": 2, "p39": 3}')).toBe(true)
  expect(holds(schema, '{"p7": 1, "p0": 2}')).toBe(false)
})

test('what cannot be held to is refused, by name', () => {
  for (const schema of [
    { not: { type: 'string' } },
    { type: 'object', patternProperties: { a: {} } },
    { type: 'dict' },
    { $ref: 'https://example.org/a.json' },
    { $ref: '#/$defs/none' },
    { $ref: '#/%zz' },
    { type: 'integer', minimum: 1e15 },
    { $ref: '#' },
    { enum: [] },
    { type: 'integer', minimum: 5, maximum: 4 },
    { allOf: [{ type: 'string' }, { type: 'integer' }] },
    { $defs: { a: { $ref: '#/$defs/a' } }, allOf: [{ $ref: '#/$defs/a' }] },
  ])
    expect(() => automaton(schemaGrammar(schema, 'json')), JSON.stringify(schema)).toThrow(
      expect.objectContaining({ code: 'bad-input', reason: 'schema-unsupported' }),
    )
})

test('a schema that is a load rather than a description is refused soon', () => {
  const nested = (schema: Schema, times: number, wrap: (inner: Schema) => Schema): Schema =>
    times === 0 ? schema : nested(wrap(schema), times - 1, wrap)
  const before = performance.now()
  for (const schema of [
    nested({ type: 'string' }, 5, (inner) => ({
      anyOf: Array.from({ length: 10 }, () => ({ type: 'array', items: inner })),
    })),
    { enum: Array.from({ length: 100_000 }, (_, at) => `word ${at}`) },
    { enum: ['x'.repeat(2_000_000)] },
    nested({ type: 'string' }, 100, (inner) => ({ type: 'array', items: inner })),
  ] as Schema[])
    expect(() => automaton(schemaGrammar(schema, 'json')), JSON.stringify(schema).slice(0, 60)).toThrow(
      expect.objectContaining({ code: 'bad-input', reason: 'schema-too-large' }),
    )
  expect(performance.now() - before).toBeLessThan(3_000)
})

test('a schema that is itself or something else is something else', () => {
  const schema: Schema = { anyOf: [{ $ref: '#' }, { type: 'string' }] }
  expect(holds(schema, '"a"')).toBe(true)
  expect(holds(schema, '1')).toBe(false)
})

test('counts inside of counts do not multiply', () => {
  const schema: Schema = {
    type: 'array',
    minItems: 200,
    maxItems: 250,
    items: { type: 'array', minItems: 2, maxItems: 250, items: { type: 'string', maxLength: 250 } },
  }
  expect(holds(schema, JSON.stringify(Array.from({ length: 201 }, () => ['a', 'bc'])))).toBe(true)
  expect(
    holds(schema, JSON.stringify(Array.from({ length: 201 }, (_, at) => (at === 100 ? ['a'] : ['a', 'bc'])))),
  ).toBe(false)
  expect(holds(schema, JSON.stringify(Array.from({ length: 199 }, () => ['a', 'bc'])))).toBe(false)
})

test('a pattern that would take for ever matches nothing', () => {
  expect(faultOf({ pattern: '^(a+)+$' }, `${'a'.repeat(40)}!`)).toBe('/: pattern')
})

test('the check afterwards sees what the grammar lets through', () => {
  const speed: Schema = { type: 'number', minimum: 0.25, maximum: 4, multipleOf: 0.05 }
  expect(faultOf(speed, 0.3)).toBeUndefined()
  expect(faultOf(speed, 4.5)).toBe('/: maximum')
  expect(faultOf(speed, 0.33)).toBe('/: multipleOf')
  expect(faultOf({ properties: { day: { type: 'string', pattern: '^\\d\\d$' } } }, { day: 'x' })).toBe(
    '/day: pattern',
  )
  expect(
    faultOf({ uniqueItems: true }, [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]),
  ).toBe('/: uniqueItems')
  expect(faultOf({ oneOf: [{ type: 'integer' }, { type: 'number' }] }, 1)).toBe('/: oneOf')
})

test('Python’s words are taken where the flavour is Python’s', () => {
  const schema: Schema = { type: ['boolean', 'null'] }
  expect(takes(schemaGrammar(schema, 'python'), 'True')).toBe(true)
  expect(takes(schemaGrammar(schema, 'python'), 'None')).toBe(true)
  expect(takes(schemaGrammar(schema, 'json'), 'True')).toBe(false)
})

test('a mask allows exactly the tokens that the grammar can go on with', () => {
  const tokens = vocabulary(3_000)
  const order = orderTokens(tokens.length, (id) => tokens[id] as Uint8Array)
  const machine = automaton(schemaGrammar(reader, 'json'))
  const masks = masksOf(machine, order)
  for (const written of [
    '',
    '{',
    '{"unit": "',
    '{"unit": "page", "number": 1',
    '{"unit": "page", "number": 1, "note": "a',
    '{"unit": "page", "number": 1, "tags": ["',
  ]) {
    const state = machine.walk(machine.start, bytes(written))
    const mask = masks.of(state)
    for (const [id, token] of tokens.entries())
      expect(allows(mask, id), `${written} + ${Buffer.from(token).toString()}`).toBe(
        machine.walk(state, token) !== dead,
      )
  }
})

import { expect, test } from 'vitest'
import { argumentsSchema, commandFields, takesOneField } from './command-fields.ts'
import { commands, commandSchema } from './commands.ts'

test('every command’s arguments are flat: numbers, texts and choices, so that any form can fill them in', () => {
  for (const { id } of commands) {
    const { type, properties } = argumentsSchema(id)
    expect(type, id).toBe('object')
    for (const [name, property] of Object.entries(properties))
      expect(['string', 'number', 'integer'], `${id}.${name}`).toContain(property.type)
  }
})

test('a field knows its kind, its limits and whether it is needed', () => {
  expect(commandFields('set_volume')).toEqual([
    { name: 'percent', kind: 'number', required: true, choices: [], min: 0, max: 100, whole: false },
  ])
  const [what, action, scope] = commandFields('skip_rule')
  expect(what?.choices).toContain('citations')
  expect([what?.required, action?.required, scope?.required]).toEqual([true, true, false])
  expect(commandFields('next_page')[0]).toMatchObject({
    name: 'count',
    kind: 'number',
    whole: true,
    required: false,
  })
})

test('speed is given in times or in words a minute, never both and never neither', () => {
  const schema = commandSchema('set_speed')
  expect(takesOneField('set_speed')).toBe(true)
  expect(schema.safeParse({ speed: 2 }).success).toBe(true)
  expect(schema.safeParse({ wpm: 250 }).success).toBe(true)
  expect(schema.safeParse({}).success).toBe(false)
  expect(schema.safeParse({ speed: 2, wpm: 250 }).success).toBe(false)
  expect(schema.safeParse({ speed: 9 }).success).toBe(false)
})

test.each(['set_font_size', 'set_pitch'] as const)(
  '%s takes a value or steps from the present one, never both, never neither, never no steps',
  (id) => {
    const accepts = (args: object) => commandSchema(id).safeParse(args).success
    expect(takesOneField(id)).toBe(true)
    expect([{ percent: 60 }, { steps: 1 }, { steps: -10 }, { steps: 10 }].map(accepts)).not.toContain(false)
    expect(
      [{}, { percent: 60, steps: 1 }, { steps: 0 }, { steps: 11 }, { steps: 1.5 }, { percent: 401 }].map(
        accepts,
      ),
    ).not.toContain(true)
    expect(commandFields(id).find(({ name }) => name === 'steps')).toMatchObject({
      kind: 'number',
      min: -10,
      max: 10,
      whole: true,
      required: false,
    })
  },
)

test('an argument that a command does not know is refused', () => {
  expect(commandSchema('play').safeParse({ volume: 3 }).success).toBe(false)
  expect(commandSchema('next_sentence').safeParse({ count: 0 }).success).toBe(false)
})

/** A command's arguments as a list of fields: for forms, for the palette's typed arguments, and for the command line. */
import { z } from 'zod'
import { type CommandId, commandSchema } from './commands.ts'

export interface CommandField {
  readonly name: string
  readonly kind: 'number' | 'text' | 'choice'
  readonly required: boolean
  /** Of a choice. */
  readonly choices: readonly string[]
  /** Of a number. */
  readonly min: number | undefined
  readonly max: number | undefined
  readonly whole: boolean
}

interface PropertySchema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
}
export interface ArgumentsSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, PropertySchema>>
  readonly required?: readonly string[]
  /** 1 where exactly one of the properties is to be given. */
  readonly minProperties?: number
  readonly maxProperties?: number
}

/** JSON Schema (2020-12) of what the command can be told. */
export function argumentsSchema(id: CommandId): ArgumentsSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(commandSchema(id), { io: 'input' })
  return schema as unknown as ArgumentsSchema // our schemas are flat objects; command-fields.test.ts holds them to it
}

const cache = new Map<CommandId, readonly CommandField[]>()

/** In the order in which the schema names them. */
export function commandFields(id: CommandId): readonly CommandField[] {
  const known = cache.get(id)
  if (known) return known
  const { properties, required = [] } = argumentsSchema(id)
  const fields = Object.entries(properties).map(([name, property]): CommandField => {
    const number = property.type === 'number' || property.type === 'integer'
    return {
      name,
      kind: property.enum ? 'choice' : number ? 'number' : 'text',
      required: required.includes(name),
      choices: property.enum ?? [],
      min: property.minimum,
      max: property.maximum,
      whole: property.type === 'integer',
    }
  })
  cache.set(id, fields)
  return fields
}

/** True where exactly one of the fields is to be filled in. */
export function takesOneField(id: CommandId): boolean {
  return argumentsSchema(id).maxProperties === 1
}

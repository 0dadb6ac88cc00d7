/** Whether a value follows a JSON Schema, for what a grammar cannot hold to while it is written; see schema.ts. */
import { runInNewContext } from 'node:vm'
import { isSchema, resolved, type Schema } from './schema.ts'

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

/** Equal values give equal texts, whatever the order of their members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (isSchema(value))
    return `{${Object.keys(value)
      .toSorted()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
      .join()}}`
  return JSON.stringify(value)
}

function typeMatches(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isSchema(value)
    default:
      return typeof value === type
  }
}

/** A schema may refer to itself without end: so many schemas inside of each other, and in all, are looked at. */
const deepest = 1_000
const mostSteps = 100_000

/** What holds for the whole of one look. */
interface Look {
  readonly root: Schema
  steps: number
}

/**
 * Where `value` does not follow `schema`, as a path (`/speed`), with the keyword: `/speed: maximum`. Undefined where it
 * does. A schema that cannot be followed to its end is a fault, too.
 */
export function faultOf(schema: unknown, value: unknown): string | undefined {
  return faultAt(schema, value, '', 0, { root: isSchema(schema) ? schema : {}, steps: 0 })
}

function faultAt(schema: unknown, value: unknown, at: string, depth: number, look: Look): string | undefined {
  if (schema === true) return undefined
  if (!isSchema(schema)) return `${at}: false`
  if (depth > deepest || ++look.steps > mostSteps) return `${at || '/'}: $ref`
  const inside = (each: unknown, held: unknown, place: string) => faultAt(each, held, place, depth + 1, look)
  const fault = (keyword: string): string => `${at || '/'}: ${keyword}`
  const number = (keyword: string): number | undefined => {
    const bound = schema[keyword]
    return typeof bound === 'number' ? bound : undefined
  }
  /** A bound that the value's size breaks. */
  const broken = (size: number, low: string, high: string): string | undefined => {
    if (size < (number(low) ?? -Infinity)) return fault(low)
    return size > (number(high) ?? Infinity) ? fault(high) : undefined
  }
  if (typeof schema['$ref'] === 'string') return inside(resolved(look.root, schema['$ref']), value, at)
  if ('const' in schema && !same(schema['const'], value)) return fault('const')
  if (Array.isArray(schema['enum']) && !schema['enum'].some((each) => same(each, value))) return fault('enum')
  const type = schema['type']
  if (type !== undefined && ![type].flat().some((each) => typeMatches(value, each))) return fault('type')

  const follows = (each: unknown) => inside(each, value, at) === undefined
  if (Array.isArray(schema['anyOf']) && !schema['anyOf'].some(follows)) return fault('anyOf')
  if (Array.isArray(schema['oneOf']) && schema['oneOf'].filter(follows).length !== 1) return fault('oneOf')
  if (Array.isArray(schema['allOf']) && !schema['allOf'].every(follows)) return fault('allOf')

  if (typeof value === 'string') {
    const pattern = schema['pattern']
    if (typeof pattern === 'string' && !matches(pattern, value)) return fault('pattern')
    return broken(Array.from(value).length, 'minLength', 'maxLength')
  }
  if (typeof value === 'number') {
    if (value <= (number('exclusiveMinimum') ?? -Infinity)) return fault('exclusiveMinimum')
    if (value >= (number('exclusiveMaximum') ?? Infinity)) return fault('exclusiveMaximum')
    const step = number('multipleOf')
    if (step !== undefined && step > 0) {
      const times = value / step
      // As many digits as a double holds: 0.3 is three times 0.1.
      if (Math.abs(times - Math.round(times)) > 1e-9 * Math.max(1, Math.abs(times)))
        return fault('multipleOf')
    }
    return broken(value, 'minimum', 'maximum')
  }
  if (Array.isArray(value)) {
    const items: unknown[] = value
    if (schema['uniqueItems'] === true && new Set(items.map(canonical)).size < items.length)
      return fault('uniqueItems')
    const first = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : []
    for (const [index, item] of items.entries()) {
      const found = inside(first[index] ?? schema['items'] ?? true, item, `${at}/${index}`)
      if (found !== undefined) return found
    }
    return broken(items.length, 'minItems', 'maxItems')
  }
  if (isSchema(value)) {
    const required: unknown[] = Array.isArray(schema['required']) ? schema['required'] : []
    if (required.some((name) => !Object.hasOwn(value, String(name)))) return fault('required')
    const described = isSchema(schema['properties']) ? schema['properties'] : {}
    for (const [name, member] of Object.entries(value)) {
      const held = Object.hasOwn(described, name) ? described[name] : (schema['additionalProperties'] ?? true)
      const found = inside(held, member, `${at}/${name}`)
      if (found !== undefined) return found
    }
    return broken(Object.keys(value).length, 'minProperties', 'maxProperties')
  }
  return undefined
}

/** JSON Schema's patterns are ECMAScript's. One that is not valid matches nothing, and neither does one that takes too long. */
function matches(pattern: string, value: string): boolean {
  try {
    return (
      runInNewContext('new RegExp(pattern, "u").test(value)', { pattern, value }, { timeout: 100 }) === true
    )
  } catch {
    return false
  }
}

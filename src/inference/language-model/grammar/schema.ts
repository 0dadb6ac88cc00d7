/**
 * JSON Schema (2020-12, as far as tools use it) as a grammar, so that what a model writes is held to it while it writes.
 *
 * Held while writing: type, enum, const, properties, required, additionalProperties, items, prefixItems, minItems,
 * maxItems, minLength and maxLength, minimum and maximum of integers, anyOf, oneOf, allOf as far as its parts agree, $ref
 * into the schema itself, recursive ones too. Held by a check afterwards (valid.ts): the other bounds of numbers, pattern, uniqueItems,
 * minProperties and maxProperties, oneOf's “only one”. What else would change the meaning is refused. Properties come in
 * the schema's order, which narrows what may be written but never widens it; those that a schema does not name are not
 * written unless it names none.
 */
import { AppError } from '../../../rpc/failure.ts'
import { choice, type Expression, listed, type Rule, ruleOf, sequence, text } from './expression.ts'
import {
  anyValue,
  colon,
  comma,
  dictionary,
  falseIn,
  type Flavour,
  integer,
  largestHeld,
  list,
  nullIn,
  number,
  space,
  string,
  trueIn,
} from './json.ts'

export type Schema = Readonly<Record<string, unknown>>

/** Keywords that a grammar of ours cannot hold and a look afterwards does not understand either. */
const refused = [
  'not', 'if', 'then', 'else', 'patternProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas',
  'contains', 'unevaluatedItems', 'unevaluatedProperties', '$dynamicRef', '$recursiveRef',
] // prettier-ignore
/** Longer strings and lists are only bounded by the check afterwards. */
const mostCounted = 256
/** Places of a schema, and letters of it as JSON: more is a load rather than a description. */
const mostPlaces = 20_000
const mostLetters = 200_000
const deepest = 64

const tooLarge = (): AppError =>
  new AppError('bad-input', 'The schema is too large or too deep to be held to.', {
    reason: 'schema-too-large',
  })
const bad = (message: string, data: string): AppError =>
  new AppError('bad-input', message, { reason: 'schema-unsupported', data: { name: data } })

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A tool's parameters are always an object, and may be none at all. */
export function objectOf(parameters: Schema): Schema {
  if ('$ref' in parameters || 'anyOf' in parameters) return parameters
  return { type: 'object', properties: {}, ...parameters }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** What a `$ref` of `root` points to. @throws {AppError} `bad-input` */
export function resolved(root: Schema, reference: string): unknown {
  if (!reference.startsWith('#'))
    throw bad(`The schema refers to another document: “${reference}”.`, reference)
  let found: unknown = root
  for (const part of reference.slice(1).split('/').slice(1)) {
    const name = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~')
    found = isSchema(found) || Array.isArray(found) ? (found as Schema)[name] : undefined
  }
  if (found === undefined) throw bad(`The schema refers to nothing: “${reference}”.`, reference)
  return found
}

/** @throws {AppError} `bad-input` for a schema that cannot be held to */
export const schemaGrammar = (root: Schema, flavour: Flavour): Expression => compiler(root, flavour).value()

/** The properties of a schema of an object, each with the grammar of its value. @throws {AppError} `bad-input` */
export const schemaMembers = (root: Schema, flavour: Flavour): readonly Member[] =>
  compiler(root, flavour).members()

export interface Member {
  readonly name: string
  readonly value: Expression
  readonly required: boolean
}

function compiler(root: Schema, flavour: Flavour) {
  const rules = new Map<string, Rule>()
  let places = 0
  if (JSON.stringify(root).length > mostLetters) throw tooLarge()

  function one(schema: unknown, depth: number): Expression {
    if (depth > deepest || ++places > mostPlaces) throw tooLarge()
    if (schema === true) return anyValue(flavour)
    if (!isSchema(schema)) throw bad('The schema allows nothing in one of its places.', String(schema))
    const keyword = refused.find((name) => name in schema)
    if (keyword !== undefined) throw bad(`“${keyword}” of JSON Schema cannot be held to.`, keyword)
    if (typeof schema['$ref'] === 'string') return reference(schema['$ref'], depth)
    if ('const' in schema) return literal(schema['const'])
    if (Array.isArray(schema['enum'])) {
      if (schema['enum'].length === 0) throw bad('A list of choices in the schema is empty.', 'enum')
      return choice(...schema['enum'].map((value) => literal(value)))
    }
    const choices = schema['anyOf'] ?? schema['oneOf']
    if (Array.isArray(choices)) {
      const shared: Record<string, unknown> = { ...schema }
      delete shared['anyOf']
      delete shared['oneOf']
      return choice(...choices.map((each) => one(isSchema(each) ? { ...shared, ...each } : each, depth + 1)))
    }
    const all = schema['allOf']
    if (Array.isArray(all)) {
      const rest: Record<string, unknown> = { ...schema }
      delete rest['allOf']
      return one([...all, rest].map(followed).reduce(joined), depth + 1)
    }
    const type = schema['type'] ?? guessedType(schema)
    if (type === undefined) return anyValue(flavour)
    const types: unknown[] = Array.isArray(type) ? type : [type]
    return choice(...types.map((each) => typed(schema, each, depth)))
  }

  /** The schema itself where one refers to another, for what looks inside. */
  function followed(schema: unknown): Schema {
    let found = schema
    for (let steps = 0; isSchema(found) && typeof found['$ref'] === 'string' && steps < deepest; steps++)
      found = resolved(root, found['$ref'])
    if (found === true) return {}
    if (!isSchema(found) || '$ref' in found) throw bad('A part of “allOf” cannot be followed.', 'allOf')
    return found
  }

  function reference(to: string, depth: number): Expression {
    let rule = rules.get(to)
    if (!rule) {
      rule = { expression: undefined }
      rules.set(to, rule)
      const target = resolved(root, to)
      if (isSchema(target) && typeof target['$ref'] === 'string' && rules.has(target['$ref']))
        throw bad('The schema refers to itself without an end.', to)
      rule.expression = one(target, depth + 1)
    }
    return ruleOf(rule)
  }

  function typed(schema: Schema, type: unknown, depth: number): Expression {
    switch (type) {
      case 'string':
        return string(...counts(schema, 'minLength', 'maxLength'))
      case 'number':
        return number(!(figure(schema, 'minimum', -1) >= 0 || figure(schema, 'exclusiveMinimum', -1) >= 0))
      case 'integer':
        return integers(schema)
      case 'boolean':
        return choice(trueIn(flavour), falseIn(flavour))
      case 'null':
        return nullIn(flavour)
      case 'array':
        return array(schema, depth)
      case 'object':
        return object(schema, depth)
      default:
        throw bad(`JSON Schema knows no type “${String(type)}”.`, String(type))
    }
  }

  function array(schema: Schema, depth: number): Expression {
    const first: unknown = schema['prefixItems']
    const [least, most] = counts(schema, 'minItems', 'maxItems')
    const item = () => one(schema['items'] ?? true, depth + 1)
    if (!Array.isArray(first)) return list(item(), least, most)
    // As many as are described; more would need a bound of their own.
    const items = first.map((each, at) => ({
      item: one(each, depth + 1),
      required: at < least || least === 0,
    }))
    return sequence(text('['), space, listed(items, comma), space, text(']'))
  }

  function object(schema: Schema, depth: number): Expression {
    const members = properties(schema)
    const others = schema['additionalProperties']
    if (members.length === 0) {
      if (others === false) return sequence(text('{'), space, text('}'))
      if (isSchema(others)) return dictionary(one(others, depth + 1))
      return 'properties' in schema && others === undefined
        ? sequence(text('{'), space, text('}'))
        : dictionary(anyValue(flavour))
    }
    const items = members.map(({ name, schema: value, required }) => ({
      item: sequence(text(JSON.stringify(name)), colon, one(value, depth + 1)),
      required,
    }))
    return sequence(text('{'), space, listed(items, comma), space, text('}'))
  }

  function literal(value: unknown): Expression {
    if (value === null) return nullIn(flavour)
    if (typeof value === 'boolean') return value ? trueIn(flavour) : falseIn(flavour)
    if (typeof value === 'object') {
      if (Array.isArray(value)) {
        const items = value.map((each: unknown) => ({ item: literal(each), required: true }))
        return sequence(text('['), space, listed(items, comma), space, text(']'))
      }
      const items = Object.entries(value).map(([name, each]: [string, unknown]) => ({
        item: sequence(text(JSON.stringify(name)), colon, literal(each)),
        required: true,
      }))
      return sequence(text('{'), space, listed(items, comma), space, text('}'))
    }
    return text(JSON.stringify(value))
  }

  return {
    value: () => one(root, 0),
    members(): Member[] {
      const schema = followed(root)
      one(schema, 0) // refuses what has no properties that can be told apart
      return properties(schema).map(({ name, schema: value, required }) => ({
        name,
        value: one(value, 1),
        required,
      }))
    },
  }
}

/** An object's properties in their order; those that are required but not described may be anything, and come last. */
function properties(
  schema: Schema,
): readonly { readonly name: string; readonly schema: unknown; readonly required: boolean }[] {
  const described = isSchema(schema['properties']) ? schema['properties'] : {}
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : []
  const others = schema['additionalProperties']
  const all = [
    ...Object.entries(described),
    ...required
      .filter((name) => !Object.hasOwn(described, name))
      .map((name) => [name, others ?? true] as const),
  ]
  return all.map(([name, value]) => ({ name, schema: value, required: required.includes(name) }))
}

/** What follows both schemas. @throws {AppError} `bad-input` where they say different things of the same */
function joined(a: Schema, b: Schema): Schema {
  const both: Record<string, unknown> = { ...a }
  for (const [name, value] of Object.entries(b)) {
    const before = both[name]
    if (before === undefined || said.has(name)) both[name] = value
    else if (name === 'required') both[name] = [...new Set([before, value].flat())]
    else if (name === 'properties' && isSchema(before) && isSchema(value)) {
      const members: Record<string, unknown> = { ...before }
      for (const [member, schema] of Object.entries(value))
        members[member] = member in members ? { allOf: [members[member], schema] } : schema
      both[name] = members
    } else if (JSON.stringify(before) !== JSON.stringify(value))
      throw bad(`“allOf” says different things of “${name}”.`, 'allOf')
  }
  return both
}
/** Keywords that hold nothing. */
const said = new Set([
  'title',
  'description',
  'default',
  'examples',
  '$comment',
  'deprecated',
  '$schema',
  '$id',
  '$defs',
])

/** The type that a schema without one is of, by its keywords. */
function guessedType(schema: Schema): string | undefined {
  if ('properties' in schema || 'additionalProperties' in schema) return 'object'
  if ('items' in schema || 'prefixItems' in schema) return 'array'
  if ('pattern' in schema || 'minLength' in schema || 'maxLength' in schema) return 'string'
  if ('minimum' in schema || 'maximum' in schema) return 'number'
  return undefined
}

function figure(schema: Schema, name: string, otherwise: number): number {
  const value = schema[name]
  return typeof value === 'number' ? value : otherwise
}

function counts(schema: Schema, least: string, most: string): [number, number] {
  const low = figure(schema, least, 0)
  const high = figure(schema, most, Infinity)
  if (low > high) throw bad(`“${least}” of the schema is above “${most}”.`, least)
  return [Math.min(low, mostCounted), high > mostCounted ? Infinity : high]
}

function integers(schema: Schema): Expression {
  const low = Math.max(
    figure(schema, 'minimum', -Infinity),
    Math.floor(figure(schema, 'exclusiveMinimum', -Infinity)) + 1,
  )
  const high = Math.min(
    figure(schema, 'maximum', Infinity),
    Math.ceil(figure(schema, 'exclusiveMaximum', Infinity)) - 1,
  )
  if (Math.ceil(low) > Math.floor(high) || low > largestHeld || high < -largestHeld)
    throw bad('The schema allows no number in one of its places.', 'minimum')
  return integer(low, high)
}

/**
 * JSON as a grammar (RFC 8259), and values as Python writes them, which LFM2's calls hold.
 *
 * Narrower than the standard where a model could run on without an end: white space is at most one space or one line
 * break with its indentation, and only where people write it, and numbers have at most 15 digits before the point and 17 behind it.
 */
import {
  anyNumber,
  anyOf,
  choice,
  type Expression,
  nothing,
  once,
  oneOf,
  optional,
  repeated,
  type Rule,
  ruleOf,
  sequence,
  text,
} from './expression.ts'

export const digit = anyOf('0123456789')
const notZero = anyOf('123456789')
const mostDigits = 15
/** Of whole numbers. */
export const largestHeld = 10 ** mostDigits - 1

/** Inside of brackets, before and after all. */
export const space: Expression = once(
  optional(choice(text(' '), sequence(text('\n'), repeated(text(' '), 0, 16)))),
)
/** Between items. */
export const comma: Expression = sequence(text(','), space)
/** Between a name and its value. */
export const colon: Expression = sequence(text(':'), optional(text(' ')))
const hexadecimal = anyOf('0123456789abcdefABCDEF')
const after = oneOf([0x80, 0xbf])

/** One character of a string between double quotes: well-formed UTF-8 (RFC 3629) or an escape. */
export const character: Expression = choice(
  oneOf([0x20, 0x21], [0x23, 0x5b], [0x5d, 0x7f]),
  sequence(oneOf([0xc2, 0xdf]), after),
  sequence(oneOf([0xe0, 0xe0]), oneOf([0xa0, 0xbf]), after),
  sequence(oneOf([0xe1, 0xec], [0xee, 0xef]), after, after),
  sequence(oneOf([0xed, 0xed]), oneOf([0x80, 0x9f]), after),
  sequence(oneOf([0xf0, 0xf0]), oneOf([0x90, 0xbf]), after, after),
  sequence(oneOf([0xf1, 0xf3]), after, after, after),
  sequence(oneOf([0xf4, 0xf4]), oneOf([0x80, 0x8f]), after, after),
  sequence(
    text('\\'),
    choice(
      anyOf('"\\/bfnrt'),
      // Outside the surrogates, which would have to come in pairs.
      sequence(text('u'), choice(anyOf('0123456789abcefABCEF'), sequence(anyOf('dD'), anyOf('01234567'))), hexadecimal, hexadecimal, hexadecimal), // prettier-ignore
    ),
  ),
)
/** @param least characters */
export const string = (least = 0, most = Infinity): Expression =>
  least === 0 && most === Infinity
    ? anyString
    : sequence(text('"'), repeated(character, least, most), text('"'))
const anyString = once(sequence(text('"'), repeated(character, 0, Infinity), text('"')))

const whole: Expression = choice(text('0'), sequence(notZero, repeated(digit, 0, mostDigits - 1)))

/** A number; without a sign where `negative` is false. */
export const number = (negative = true): Expression => (negative ? anyNumeral : positiveNumeral)
function numeral(negative: boolean): Expression {
  const fraction = sequence(text('.'), repeated(digit, 1, 17))
  const exponent = sequence(anyOf('eE'), optional(anyOf('+-')), repeated(digit, 1, 2))
  return sequence(negative ? optional(text('-')) : nothing, whole, optional(fraction), optional(exponent))
}

const anyNumeral = once(numeral(true))
const positiveNumeral = once(numeral(false))

/** A whole number from `least` to `most`, both within it. */
export function integer(least = -Infinity, most = Infinity): Expression {
  if (least === -Infinity && most === Infinity) return anyInteger
  return integerBetween(least, most)
}

function integerBetween(least: number, most: number): Expression {
  const low = Math.max(-largestHeld, Math.ceil(least))
  const high = Math.min(largestHeld, Math.floor(most))
  const ranges: Expression[] = []
  if (high >= 0 && low <= high) ranges.push(natural(Math.max(0, low), high))
  if (low < 0 && low <= high) ranges.push(sequence(text('-'), natural(Math.max(1, -high), -low)))
  return choice(...ranges)
}

function natural(low: number, high: number): Expression {
  const parts: Expression[] = []
  for (let length = String(low).length; length <= String(high).length; length++) {
    const first = length === 1 ? 0 : 10 ** (length - 1)
    parts.push(between(String(Math.max(low, first)), String(Math.min(high, 10 ** length - 1))))
  }
  return choice(...parts)
}

/** Digits of one length, from `low` to `high`. */
function between(low: string, high: string): Expression {
  if (/^0*$/.test(low) && /^9*$/.test(high)) return repeated(digit, low.length, low.length)
  const [a, b] = [Number(low[0]), Number(high[0])]
  const [lower, upper] = [low.slice(1), high.slice(1)]
  if (a === b) return sequence(text(String(a)), between(lower, upper))
  const count = lower.length
  const middle = sequence(oneOf([0x31 + a, 0x2f + b]), repeated(digit, count, count))
  return choice(
    sequence(text(String(a)), between(lower, '9'.repeat(count))),
    ...(b - a > 1 ? [middle] : []),
    sequence(text(String(b)), between('0'.repeat(count), upper)),
  )
}

const anyInteger = once(integerBetween(-Infinity, Infinity))

/** How values are written: as JSON, or in a call of LFM2, where Python's words for some are as good. */
export type Flavour = 'json' | 'python'

export const trueIn = (flavour: Flavour): Expression =>
  flavour === 'json' ? text('true') : choice(text('True'), text('true'))
export const falseIn = (flavour: Flavour): Expression =>
  flavour === 'json' ? text('false') : choice(text('False'), text('false'))
export const nullIn = (flavour: Flavour): Expression =>
  flavour === 'json' ? text('null') : choice(text('None'), text('null'))

/** `open` items `close`; `item` at least so often and at most. */
export function list(item: Expression, least = 0, most = Infinity): Expression {
  const more = sequence(comma, item)
  const some = sequence(item, repeated(more, Math.max(0, least - 1), most === Infinity ? most : most - 1))
  const inside = most === 0 ? nothing : least === 0 ? optional(some) : some
  return sequence(text('['), space, inside, space, text(']'))
}

/** An object with any names, and values that are all alike. */
export function dictionary(value: Expression): Expression {
  const member = sequence(string(), colon, value)
  const members = sequence(member, anyNumber(sequence(comma, member)))
  return sequence(text('{'), space, optional(members), space, text('}'))
}

const anyValues = new Map<Flavour, Expression>()
/** Any value. */
export function anyValue(flavour: Flavour): Expression {
  const known = anyValues.get(flavour)
  if (known) return known
  const rule: Rule = { expression: undefined }
  const value = ruleOf(rule)
  anyValues.set(flavour, value)
  rule.expression = choice(
    string(), number(), trueIn(flavour), falseIn(flavour), nullIn(flavour), list(value), dictionary(value),
  ) // prettier-ignore
  return value
}

/**
 * Grammars over bytes, as expressions: what a tool's arguments may look like when they are written down.
 *
 * The same object may stand in several places; the automaton keeps one copy of what follows alike.
 */
export type Expression =
  | { readonly kind: 'set'; readonly bytes: Uint8Array } // one byte of those whose flag is 1; 256 flags
  | { readonly kind: 'sequence'; readonly items: readonly Expression[] }
  | { readonly kind: 'choice'; readonly items: readonly Expression[] }
  | { readonly kind: 'any-number'; readonly item: Expression } // none included
  | { readonly kind: 'rule'; readonly rule: Rule } // may lead back to itself, after at least one byte

/** An expression that is named, so that it can be recursive. */
export interface Rule {
  expression: Expression | undefined
}

export const sequence = (...items: readonly Expression[]): Expression => ({ kind: 'sequence', items })
export const choice = (...items: readonly Expression[]): Expression => ({ kind: 'choice', items })
export const anyNumber = (item: Expression): Expression => ({ kind: 'any-number', item })
export const nothing: Expression = sequence()
export const optional = (item: Expression): Expression => choice(item, nothing)
export const ruleOf = (rule: Rule): Expression => ({ kind: 'rule', rule })

/** The same expression, of which the automaton keeps one copy wherever it stands. */
export const once = (expression: Expression): Expression =>
  expression.kind === 'rule' ? expression : ruleOf({ expression })

/** One byte of the ranges, ends included. */
export function oneOf(...ranges: readonly (readonly [number, number])[]): Expression {
  const bytes = new Uint8Array(256)
  for (const [from, to] of ranges) bytes.fill(1, from, to + 1)
  return { kind: 'set', bytes }
}

/** One byte of a text's ASCII characters. */
export const anyOf = (characters: string): Expression =>
  oneOf(...Array.from(characters, (each) => [each.charCodeAt(0), each.charCodeAt(0)] as const))

const single = Array.from({ length: 256 }, (_, byte) => oneOf([byte, byte]))
/** Exactly this text, in UTF-8. */
export const text = (written: string): Expression => ({
  kind: 'sequence',
  items: Array.from(new TextEncoder().encode(written), (byte) => single[byte] as Expression),
})

/** @param most Infinity for any number */
export function repeated(each: Expression, least: number, most: number): Expression {
  // Referred to rather than copied, so that counts inside of counts do not multiply.
  const item = Math.max(least, most === Infinity ? 0 : most) > 2 ? once(each) : each
  let rest = most === Infinity ? anyNumber(item) : nothing
  if (most !== Infinity) for (let count = most; count > least; count--) rest = optional(sequence(item, rest))
  for (let count = 0; count < least; count++) rest = sequence(item, rest)
  return rest
}

/**
 * Items in their order, the ones that need not be there left out or not, with `separator` between those that are.
 */
export function listed(
  items: readonly { readonly item: Expression; readonly required: boolean }[],
  separator: Expression,
): Expression {
  // What may follow once something has been written, and before.
  let after = nothing
  let before = nothing
  for (const { item: each, required } of [...items].reverse()) {
    const item = once(each)
    const withSeparator = sequence(separator, item, after)
    const first = sequence(item, after)
    before = required ? first : choice(first, before)
    after = required ? withSeparator : choice(withSeparator, after)
  }
  return before
}

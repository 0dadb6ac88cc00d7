/**
 * Follows a text byte by byte through a grammar: a deterministic automaton with a stack, built as far as it is walked.
 *
 * A state is a set of places in the grammar, each with what is to be returned to; equal sets are one state, so that the
 * inside of a string, however long, is one. That is what makes a mask of tokens for a state worth keeping (mask.ts).
 */
import { AppError } from '../../../rpc/failure.ts'
import type { Expression, Rule } from './expression.ts'

/** Beyond these a grammar is no description of a tool any more, but a load: 256 tools with 10 properties stay below. */
const mostSteps = 250_000
const mostPlaces = 20_000

const tooLarge = (): AppError =>
  new AppError('bad-input', 'The schema is too large to be held to.', { reason: 'schema-too-large' })

/** Expressions are walked by recursion: one that is too deep for that is too large. */
function walked(walk: () => number): number {
  try {
    return walk()
  } catch (cause) {
    throw cause instanceof RangeError ? tooLarge() : cause
  }
}

/** A state that nothing leads on from, and that is not accepted. */
export const dead = -1
const unknown = -2

type Step =
  | { readonly kind: 'byte'; readonly bytes: Uint8Array; readonly next: number }
  | { readonly kind: 'split'; next: readonly number[] }
  | { readonly kind: 'call'; readonly rule: Rule; readonly next: number }
  | { readonly kind: 'return' }

export interface Automaton {
  readonly start: number
  /** The state after `byte`, or `dead`. */
  step(state: number, byte: number): number
  /** The state after all of them, or `dead`. */
  walk(state: number, bytes: Uint8Array): number
  /** The text may end here. */
  accepts(state: number): boolean
  /** The text must end here, since nothing can follow. */
  ended(state: number): boolean
}

/** @throws {AppError} `bad-input` for a grammar that is too large; `step` and `walk` too, where only they see it */
export function automaton(grammar: Expression): Automaton {
  const steps: Step[] = [{ kind: 'return' }]
  const compiled = new Map<Expression, Map<number, number>>()
  const rules = new Map<Rule, number>()

  /** Where `expression` begins, if it is to be followed by `next`. */
  function compile(expression: Expression, next: number): number {
    let places = compiled.get(expression)
    if (!places) compiled.set(expression, (places = new Map<number, number>()))
    const known = places.get(next)
    if (known !== undefined) return known
    if (steps.length > mostSteps) throw tooLarge()
    const place = make(expression, next)
    places.set(next, place)
    return place
  }

  function make(expression: Expression, next: number): number {
    switch (expression.kind) {
      case 'set':
        return steps.push({ kind: 'byte', bytes: expression.bytes, next }) - 1
      case 'sequence':
        return expression.items.reduceRight((after, item) => compile(item, after), next)
      case 'choice':
        return steps.push({ kind: 'split', next: expression.items.map((item) => compile(item, next)) }) - 1
      case 'any-number': {
        const split: Step = { kind: 'split', next: [] }
        const place = steps.push(split) - 1
        split.next = [compile(expression.item, place), next]
        return place
      }
      case 'rule':
        return steps.push({ kind: 'call', rule: expression.rule, next }) - 1
    }
  }

  function ruleAt(rule: Rule): number {
    const known = rules.get(rule)
    if (known !== undefined) return known
    if (!rule.expression) throw new Error('A rule of the grammar has no expression.')
    const place = walked(() => compile(rule.expression as Expression, 0))
    rules.set(rule, place)
    return place
  }

  /** Stacks by number: what to return to, and the stack below. 0 is the empty one. */
  const stacks: { readonly place: number; readonly below: number }[] = [{ place: 0, below: 0 }]
  const stackNumbers = new Map<string, number>()
  function pushed(place: number, below: number): number {
    // A call at the very end of a rule returns to where the rule itself does, so that the stack does not grow by it.
    if (steps[place]?.kind === 'return') return below
    const key = `${place}:${below}`
    let number = stackNumbers.get(key)
    if (number === undefined) stackNumbers.set(key, (number = stacks.push({ place, below }) - 1))
    return number
  }

  interface State {
    /** Places that wait for a byte, each with its stack. */
    readonly threads: readonly (readonly [number, number])[]
    readonly accepts: boolean
    readonly next: Int32Array
  }
  const states: State[] = []
  const stateNumbers = new Map<string, number>()

  /** The state of all that can be reached from the places without a byte. */
  function stateOf(places: Iterable<readonly [number, number]>): number {
    const seen = new Set<string>()
    const threads: (readonly [number, number])[] = []
    let accepts = false
    const waiting = [...places]
    for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
      const [place, stack] = entry
      const key = `${place}:${stack}`
      if (seen.has(key)) continue
      seen.add(key)
      // A rule that leads back to itself without a byte would be followed for ever.
      if (seen.size > mostPlaces) throw tooLarge()
      const step = steps[place] as Step
      if (step.kind === 'byte') threads.push(entry)
      else if (step.kind === 'split') for (const next of step.next) waiting.push([next, stack])
      else if (step.kind === 'call') waiting.push([ruleAt(step.rule), pushed(step.next, stack)])
      else if (stack === 0) accepts = true
      else {
        const { place: back, below } = stacks[stack] as { place: number; below: number }
        waiting.push([back, below])
      }
    }
    if (threads.length === 0 && !accepts) return dead
    threads.sort(([a, b], [c, d]) => a - c || b - d)
    const key = `${accepts ? '!' : ''}${threads.map(([place, stack]) => `${place}:${stack}`).join(' ')}`
    let number = stateNumbers.get(key)
    if (number === undefined) {
      number = states.push({ threads, accepts, next: new Int32Array(256).fill(unknown) }) - 1
      stateNumbers.set(key, number)
    }
    return number
  }

  const start = stateOf([[walked(() => compile(grammar, 0)), 0]])

  function step(state: number, byte: number): number {
    if (state === dead) return dead
    const { next, threads } = states[state] as State
    const known = next[byte] as number
    if (known !== unknown) return known
    const places: (readonly [number, number])[] = []
    for (const [place, stack] of threads) {
      const waiting = steps[place] as Extract<Step, { kind: 'byte' }>
      if (waiting.bytes[byte] === 1) places.push([waiting.next, stack])
    }
    const found = places.length === 0 ? dead : stateOf(places)
    next[byte] = found
    return found
  }

  return {
    start,
    step,
    walk(state, bytes) {
      for (const byte of bytes) {
        if (state === dead) return dead
        state = step(state, byte)
      }
      return state
    },
    accepts: (state) => states[state]?.accepts ?? false,
    ended: (state) => (states[state]?.threads.length ?? 0) === 0,
  }
}

/** The grammar of whole numbers over the parts of number words, for the three languages. */
import type { NumeralLanguage, Token } from './tokens.ts'

export interface Whole {
  readonly value: number
  readonly ordinal: boolean
  /** The token after it. */
  readonly next: number
  /** What stands before the last scale word of a million or more, if nothing follows that: 3 of “three million”. */
  readonly scaled?: { readonly count: number; readonly scale: string; readonly factor: number }
}

interface Piece {
  readonly value: number
  readonly next: number
  readonly ordinal: boolean
}

const piece = (token: Token, next: number, value = token.value): Piece => ({
  value,
  next,
  ordinal: token.ordinal === true,
})

/** 1 to 99. */
export function readSmall(
  tokens: readonly Token[],
  at: number,
  language: NumeralLanguage,
): Piece | undefined {
  const first = tokens[at]
  if (!first) return undefined
  if (language === 'fr') return frenchSmall(tokens, at)
  if (first.kind === 'teen') return piece(first, at + 1)
  if (first.kind === 'tens') {
    const second = tokens[at + 1]
    if (language === 'en' && !first.ordinal && second?.kind === 'unit' && second.value > 0) {
      return piece(second, at + 2, first.value + second.value)
    }
    return piece(first, at + 1)
  }
  if (first.kind !== 'unit' || first.value === 0) return undefined
  const ten = tokens[at + 2]
  if (language === 'de' && !first.ordinal && tokens[at + 1]?.kind === 'and' && ten?.kind === 'tens') {
    return piece(ten, at + 3, first.value + ten.value)
  }
  return piece(first, at + 1)
}

/** Sixties and eighties go on to 79 and 99; “et” stands before 1 and 11. */
function frenchSmall(tokens: readonly Token[], at: number): Piece | undefined {
  const first = tokens[at]
  if (!first) return undefined
  let base = first.value
  let next = at + 1
  if (
    first.kind === 'unit' &&
    first.value === 4 &&
    tokens[next]?.kind === 'tens' &&
    tokens[next]?.value === 20
  ) {
    const twenty = tokens[next]
    base = 80
    next += 1
    if (twenty?.ordinal) return piece(twenty, next, 80)
  } else if (first.kind !== 'tens' || first.ordinal) {
    if (first.kind === 'teen') {
      const second = tokens[next]
      if (first.value === 10 && !first.ordinal && second?.kind === 'unit' && second.value >= 7) {
        return piece(second, next + 1, 10 + second.value)
      }
      return piece(first, next)
    }
    if (first.kind === 'tens') return piece(first, next)
    return first.kind === 'unit' && first.value > 0 ? piece(first, next) : undefined
  }
  const joined = tokens[next]?.kind === 'and' ? next + 1 : next
  const rest = tokens[joined]
  const deep = base === 60 || base === 80
  if (rest && deep && rest.kind === 'teen' && (joined === next || rest.value === 11)) {
    const more = frenchSmall(tokens, joined)
    if (more) return { ...more, value: base + more.value }
  }
  if (rest?.kind === 'unit' && rest.value > 0 && (joined === next || rest.value === 1)) {
    return piece(rest, joined + 1, base + rest.value)
  }
  return { value: base, next, ordinal: false }
}

/** 1 to 999, and “nineteen hundred”. */
function readGroup(tokens: readonly Token[], at: number, language: NumeralLanguage): Piece | undefined {
  const first = tokens[at]
  if (!first) return undefined
  let count: Piece | undefined
  if (first.kind === 'article') {
    count = { value: 1, next: at + 1, ordinal: false }
    if (tokens[at + 1]?.kind !== 'hundred') return tokens[at + 1]?.kind === 'scale' ? count : undefined
  } else if (first.kind === 'hundred') {
    if (language === 'en') return undefined
    count = { value: 1, next: at, ordinal: false }
  } else {
    count = readSmall(tokens, at, language)
  }
  if (!count || count.ordinal) return count
  const hundred = tokens[count.next]
  if (hundred?.kind !== 'hundred' || (count.value > 9 && count.value % 10 === 0)) return count
  const value = count.value * 100
  const after = count.next + 1
  if (hundred.ordinal) return { value, next: after, ordinal: true }
  const joined = language !== 'fr' && tokens[after]?.kind === 'and' ? after + 1 : after
  const rest = readSmall(tokens, joined, language)
  const follows = rest && tokens[rest.next]
  // “two hundred and five hundred” are two numbers
  if (!rest || (follows?.kind === 'hundred' && !rest.ordinal)) return { value, next: after, ordinal: false }
  return { value: value + rest.value, next: rest.next, ordinal: rest.ordinal }
}

/** A whole number from 1 on, or zero. */
export function readWhole(
  tokens: readonly Token[],
  at: number,
  language: NumeralLanguage,
): Whole | undefined {
  const first = tokens[at]
  if (first?.kind === 'unit' && first.value === 0)
    return { value: 0, ordinal: first.ordinal === true, next: at + 1 }
  let value = 0
  let next = at
  let ordinal = false
  let limit = Infinity
  let scaled: Whole['scaled']
  while (next < tokens.length && !ordinal) {
    const start: number =
      limit < Infinity && tokens[next]?.kind === 'and' && language !== 'fr' ? next + 1 : next
    const bare = tokens[start]
    let group: Piece | undefined
    if (bare?.kind === 'scale' && bare.value === 1e3 && language !== 'en' && limit > 1e3) {
      group = { value: 1, next: start, ordinal: false }
    } else {
      group = readGroup(tokens, start, language)
    }
    if (!group) break
    const scale: Token | undefined = group.ordinal ? undefined : tokens[group.next]
    if (scale?.kind === 'scale') {
      if (scale.value >= limit) break // “two thousand three thousand” are two numbers
      if (group.value >= 1_000 && scale.value >= 1e3 && group.value % 100 === 0 && language === 'en') break
      value += group.value * scale.value
      scaled =
        limit === Infinity && scale.value >= 1e6
          ? { count: group.value, scale: scale.text ?? '', factor: scale.value }
          : undefined
      limit = scale.value
      next = group.next + 1
      ordinal = scale.ordinal === true
    } else {
      // after a scale word, “and” joins only what is less than a hundred; a bare “a” nothing at all
      if (limit < Infinity && group.value >= limit) break
      if (start > next && group.value > 99 && language === 'en') break
      value += group.value
      next = group.next
      ordinal = group.ordinal
      scaled = undefined
      break
    }
  }
  if (next === at) return undefined
  return { value, ordinal, next, ...(scaled && { scaled }) }
}

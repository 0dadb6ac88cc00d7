/**
 * Patterns that users write, made into regular expressions that cannot hang the reader.
 *
 * JavaScript cannot stop a match that has begun, so a pattern is judged before it is used. What makes backtracking
 * explode is refused: a repetition inside a repetition, `(a+)+`, and a repeated choice whose branches can begin alike,
 * `(a|ab)*`. What is left is at worst a power of the text's length, and that is kept small: few open repetitions, each
 * of them bounded, and texts that are given in slices by `matches`.
 */
import type { PatternKind } from '../../contract/listening.ts'

export type PatternProblem = 'empty' | 'invalid' | 'slow'

export interface CheckedPattern {
  /** Global, by code points; keep `lastIndex` in mind. */
  readonly regex: RegExp
  /** What every match contains, lower-case; a text without it need not be searched. '' where nothing is certain. */
  readonly literal: string
}

/** What `*` stands for in a wildcard: anything in a line, or a part of a word (nothing but letters, digits, ' and -). */
export type Star = 'line' | 'word'

const wordSigns = String.raw`[\p{L}\p{M}\p{N}'’\-]`
/** How far an open repetition may reach, at most and at least: a shorter one would find less than it says. */
const farthest = 300
const nearest = 30
const longestSource = 500
const longestWord = 60
/** Steps that a match may take from each place of the text. */
const mostSteps = 100_000

/** How far each of so many repetitions may reach, if all ways have to be tried; undefined if that is too near. */
function reachOf(repetitions: number, otherSteps = 1): number | undefined {
  if (repetitions === 0) return otherSteps <= mostSteps ? farthest : undefined
  const reach = Math.floor((mostSteps / otherSteps) ** (1 / repetitions))
  return reach < nearest ? undefined : Math.min(farthest, reach)
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
const isWordSign = (sign: string | undefined): boolean =>
  sign !== undefined && /[\p{L}\p{M}\p{N}]/u.test(sign)
/** Not `\b`, which knows ASCII only. */
const wordStart = String.raw`(?<![\p{L}\p{M}\p{N}])`
const wordEnd = String.raw`(?![\p{L}\p{M}\p{N}])`

/** White space in a pattern stands for any white space, also at the end of a line. */
function literalSource(text: string): string {
  return escape(text).replace(/\s+/g, String.raw`\s+`)
}

function wildcardSource(pattern: string, star: Star): string | undefined {
  const stars = pattern.match(/\*+/g)?.length ?? 0
  const reach = reachOf(pattern.endsWith('*') ? stars - 1 : stars)
  if (reach === undefined) return undefined
  let source = ''
  for (const [part] of pattern.matchAll(/\*+|\?|[^*?]+/g)) {
    if (part === '?') source += '([^\\n])'
    else if (part.startsWith('*'))
      source +=
        star === 'word' ? `(${wordSigns}{0,${Math.min(reach, longestWord)}})` : `([^\\n]{0,${reach}}?)`
    else source += literalSource(part)
  }
  // A star at the end takes the rest.
  return source.endsWith('?)') && pattern.endsWith('*') ? `${source.slice(0, -2)})` : source
}

/** The longest stretch without signs of its own. */
const longest = (parts: readonly string[]): string =>
  parts.reduce((best, part) => (part.length > best.length ? part : best), '').toLowerCase()

/**
 * @param matchCase false finds a pattern in whatever letters it is written
 * @returns what is wrong with it, if it cannot be used
 */
export function checkedPattern(
  {
    pattern,
    kind,
    matchCase,
  }: { readonly pattern: string; readonly kind: PatternKind; readonly matchCase: boolean },
  star: Star = 'line',
): CheckedPattern | PatternProblem {
  const trimmed = kind === 'regex' ? pattern : pattern.trim()
  if (trimmed === '' || (kind === 'wildcard' && !/[^*?\s]/.test(trimmed))) return 'empty'
  const flags = matchCase ? 'gu' : 'giu'
  if (kind === 'regex') {
    if (trimmed.length > longestSource) return 'slow'
    try {
      const regex = new RegExp(trimmed, flags)
      if (regex.test('')) return 'empty' // would match everywhere
      const survey = new Surveyor(trimmed).survey()
      return survey === 'slow' ? 'slow' : { regex: new RegExp(survey.source, flags), literal: survey.literal }
    } catch {
      return 'invalid'
    }
  }
  const body = kind === 'wildcard' ? wildcardSource(trimmed, star) : literalSource(trimmed)
  if (body === undefined) return 'slow'
  const start = isWordSign(trimmed[0]) ? wordStart : ''
  const end = isWordSign(trimmed.at(-1)) ? wordEnd : ''
  return {
    regex: new RegExp(`${start}${body}${end}`, flags),
    literal: longest(trimmed.split(kind === 'wildcard' ? /[*?\s]+/ : /\s+/)),
  }
}

interface Survey {
  readonly source: string
  readonly literal: string
}

interface Sequence {
  /** It contains something that can be of several lengths. */
  readonly open: boolean
  /** What its first sign can be, as a source; undefined where that is not plain. */
  readonly first: string | undefined
  /** The repetition at its end. */
  readonly trailing: Trailing | undefined
}

interface Trailing {
  readonly repetition: Repetition
  readonly of: string
}

/** Every sign that tells the classes of patterns apart. */
const samples = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index)),
  ...Array.from('\t\näéßÄÉñçøœ–—“”‘’…ЖжΩω中あ٣½²'),
]

function overlap(one: string, other: string): boolean {
  const first = new RegExp(`^(?:${one})$`, 'iu')
  const second = new RegExp(`^(?:${other})$`, 'iu')
  return samples.some((sign) => first.test(sign) && second.test(sign))
}

interface Repetition {
  readonly least: number
  readonly most: number
  readonly lazy: string
  /** How long it is may have to be tried: what follows can begin with the same signs. */
  tried: boolean
  last: boolean
}

interface Atom {
  readonly source: string
  readonly inside: readonly Sequence[] | undefined
  /** The sign that it is, if it is one. */
  readonly plain: string | undefined
}

const boundary = /^(?:\^|\$|\\b)$/i

/** Reads a pattern that is known to be valid. Bounds its open repetitions, and finds what every match contains. */
class Surveyor {
  readonly #source: string
  readonly #out: (string | Repetition)[] = []
  readonly #runs: string[] = []
  #at = 0
  #choice = false
  /** Ways that choices between like branches add. */
  #ways = 1
  #slow = false

  constructor(source: string) {
    this.#source = source
  }

  survey(): Survey | 'slow' {
    this.#sequences(0)
    const repetitions = this.#out.filter((part) => typeof part === 'object')
    const tried = repetitions.filter((part) => part.tried)
    const small = tried.filter(({ most }) => most <= nearest)
    const ways = small.reduce((product, { least, most }) => product * (most - least + 1), this.#ways)
    // What need not be tried is still gone through, for each way.
    const passed = repetitions
      .filter((part) => !part.tried && !part.last)
      .reduce((sum, { most }) => sum + Math.min(most, farthest), 1)
    const reach = reachOf(tried.length - small.length, ways * passed)
    if (this.#slow || reach === undefined) return 'slow'
    const source = this.#out.map((part) => {
      if (typeof part === 'string') return part
      const most = Math.max(part.least, Math.min(part.most, part.tried ? reach : farthest))
      return `{${part.least},${most}}${part.lazy}`
    })
    return { source: source.join(''), literal: this.#choice ? '' : longest(this.#runs) }
  }

  /** One atom: a group, a class, an escape or a sign. */
  #atom(depth: number): Atom {
    const source = this.#source
    const from = this.#at
    const sign = source[from]!
    if (sign === '(') {
      const head = /^\((?:\?(?:<?[=!]|:|<[^>]*>|[a-z-]+:))?/.exec(source.slice(from))![0]
      this.#out.push(head)
      this.#at += head.length
      const inside = this.#sequences(depth + 1)
      this.#out.push(source[this.#at]!)
      this.#at += 1 // the closing bracket
      return { source: source.slice(from, this.#at), inside, plain: undefined }
    }
    if (sign === '[') {
      for (this.#at += 1; source[this.#at] !== ']'; this.#at++) if (source[this.#at] === '\\') this.#at += 1
      this.#at += 1
    } else if (sign === '\\')
      this.#at += /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|k<[^>]*>|\d+|c[a-z]|.)/isu.exec(
        source.slice(from),
      )![0].length
    else this.#at += source.codePointAt(from)! > 0xffff ? 2 : 1
    const text = source.slice(from, this.#at)
    this.#out.push(text)
    if (sign === '\\')
      return { source: text, inside: undefined, plain: /^\\[^\p{L}\d]$/u.test(text) ? text[1] : undefined }
    return { source: text, inside: undefined, plain: /[[.^$]/.test(sign) ? undefined : text }
  }

  #sequences(depth: number): Sequence[] {
    const found: Sequence[] = []
    let current: { open: boolean; first: string | undefined; begun: boolean } = {
      open: false,
      first: undefined,
      begun: false,
    }
    let run = ''
    let last: Trailing | undefined
    const endRun = (): void => {
      if (depth === 0 && run) this.#runs.push(run)
      run = ''
    }
    const endBranch = (): void => {
      endRun()
      if (last && depth === 0) {
        last.repetition.tried = false // nothing follows that could fail
        last.repetition.last = true
      }
      found.push({ ...current, trailing: last })
      last = undefined
    }
    while (this.#at < this.#source.length && this.#source[this.#at] !== ')') {
      if (this.#source[this.#at] === '|') {
        if (depth === 0) this.#choice = true
        endBranch()
        current = { open: false, first: undefined, begun: false }
        this.#out.push('|')
        this.#at += 1
        continue
      }
      const one = this.#atom(depth)
      const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at))?.[0] ?? ''
      this.#at += quantifier.length
      const [least, most] = bounds(quantifier)
      const single = one.inside === undefined && !boundary.test(one.source) && !/^\\(?:\d|k)/.test(one.source)
      // What must follow and begins otherwise says where the repetition before it ends.
      const only = one.inside?.length === 1 && !/^\(\?<?[=!]/.test(one.source) ? one.inside[0] : undefined
      const first = single ? one.source : only?.first
      if (last && first !== undefined && least > 0 && !overlap(last.of, first)) last.repetition.tried = false
      if (!boundary.test(one.source)) last = quantifier === '' ? only?.trailing : undefined
      if (one.inside) this.#judge(one.inside, most)
      if (most !== least) {
        const lazy = quantifier.length > 1 && quantifier.endsWith('?') ? '?' : ''
        const repetition: Repetition = { least, most, lazy, tried: true, last: false }
        this.#out.push(repetition)
        if (single) last = { repetition, of: one.source }
      } else if (quantifier !== '') this.#out.push(`{${least}}`)
      current.open ||= most !== least || (one.inside?.some((branch) => branch.open) ?? false)
      if (!current.begun && !boundary.test(one.source)) {
        current.begun = true
        current.first = least > 0 && single ? one.source : undefined
      }
      if (one.plain !== undefined && least > 0) run += one.plain
      if (one.plain === undefined || quantifier !== '') endRun()
    }
    endBranch()
    return found
  }

  /** A group that is repeated must be of one length, and its branches told apart by their first signs. */
  #judge(branches: readonly Sequence[], most: number): void {
    const alike = branches.some(({ first }, index) =>
      branches
        .slice(index + 1)
        .some((other) => first === undefined || other.first === undefined || overlap(first, other.first)),
    )
    if (most > 1 && (alike || branches.some(({ open }) => open))) this.#slow = true
    if (alike) this.#ways *= branches.length
  }
}

function bounds(quantifier: string): readonly [number, number] {
  if (quantifier === '') return [1, 1]
  if (quantifier.startsWith('*')) return [0, Infinity]
  if (quantifier.startsWith('+')) return [1, Infinity]
  if (quantifier.startsWith('?')) return [0, 1]
  const [, least = '0', comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier)!
  return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)]
}

/** UTF-16 units that a pattern sees at once; cut at white space. */
const sliceLength = 2_000
/** Milliseconds that a pattern may take for one slice before it is not used any more. */
const budget = 100

const spent = new WeakSet<RegExp>()

/**
 * All matches in order, none of them empty. A pattern that turns out to be slow finds nothing from then on.
 *
 * @param lower `text` in small letters, where the caller has it
 */
export function* matches(
  { regex, literal }: CheckedPattern,
  text: string,
  lower: string = text.toLowerCase(),
): Generator<RegExpExecArray> {
  if (spent.has(regex) || (literal !== '' && !lower.includes(literal))) return
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + sliceLength)
    if (to < text.length) {
      const space = text.lastIndexOf(' ', to)
      if (space > from) to = space
    }
    const slice = from === 0 && to === text.length ? text : text.slice(from, to)
    let left = budget
    let next = 0
    for (;;) {
      const begun = Date.now()
      regex.lastIndex = next
      const match = regex.exec(slice)
      left -= Date.now() - begun
      if (left < 0) {
        spent.add(regex)
        return
      }
      if (!match) break
      next = match[0] === '' ? regex.lastIndex + 1 : regex.lastIndex
      match.index += from
      if (match[0] !== '') yield match
    }
    from = to
  }
}

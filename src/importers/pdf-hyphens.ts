/**
 * Words broken at line ends, put together again.
 *
 * The document itself is the dictionary: what it writes in one piece elsewhere was broken by the typesetter, what it
 * writes with a hyphen elsewhere is a compound. Only what it writes nowhere else is decided by rule.
 */
const wordPattern = /[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu
const hyphenEnd = /[-\u2010\u00ad\u2011]$/

/** First parts that take a hyphen before a word of the document's own: `well-known`, `self-taught`. */
const compoundStarts = new Set(
  (
    'self well half high low long short single double two three four five six seven eight nine ten real full large ' +
    'small open hard soft fast slow left right first second third one zero cross post pre non vice state end top bottom ' +
    'mid multi time user data object work peer man human light heavy old new all ever so much near close free case'
  ).split(' '),
)

/** Words that begin many words written in one piece: `under-stand` is no compound. */
const joiners = new Set(
  'under over inter every through super counter there where after other water thing'.split(' '),
)

export class Vocabulary {
  readonly #words = new Set<string>()
  readonly #compounds = new Set<string>()

  /** Learns from a stretch of one line. Its last word is left out where a hyphen ends it, as half a word. */
  learn(line: string): void {
    const text = hyphenEnd.test(line) ? line.replace(/\S+$/, '') : line
    for (const word of text.toLowerCase().match(wordPattern) ?? []) {
      if (this.#words.size > 400_000) return
      if (word.includes('-')) this.#compounds.add(word)
      for (const part of word.split('-')) this.#words.add(part)
    }
  }

  hasWord(word: string): boolean {
    return this.#words.has(word.toLowerCase())
  }

  hasCompound(word: string): boolean {
    return this.#compounds.has(word.toLowerCase())
  }
}

/**
 * How a line's last word goes on in the next line.
 *
 * @returns `join`: the hyphen goes; `keep`: it stays and no space follows; `space`: two words
 */
export function lineJoint(before: string, after: string, vocabulary: Vocabulary): 'join' | 'keep' | 'space' {
  const last = /\S+$/.exec(before)?.[0] ?? ''
  const next = /^\S+/.exec(after)?.[0] ?? ''
  const hyphen = hyphenEnd.exec(last)?.[0]
  if (hyphen === undefined || next === '') return 'space'
  const stem = last.slice(0, -1)
  if (!/[\p{L}\p{M}\d]$/u.test(stem)) return hyphen === '\u00ad' ? 'join' : 'space'
  if (hyphen === '\u00ad') return 'join'
  if (/:\/\/|@|www\./.test(stem)) return 'keep'
  const left = /[\p{L}\p{M}]+$/u.exec(stem)?.[0]
  const right = /^[\p{L}\p{M}]+/u.exec(next)?.[0]
  if (left === undefined || right === undefined) return /^[\p{L}\d]/u.test(next) ? 'keep' : 'space'
  // German "Haupt- und Nebensatz": the hyphen stands for what follows later
  if (/^(und|oder|bzw|sowie|and|or|to)$/.test(right) && !vocabulary.hasWord(left + right)) return 'space'
  const full = /[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*$/u.exec(stem)?.[0] ?? left
  const rest = /^[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/u.exec(next)?.[0] ?? right
  const compound = vocabulary.hasCompound(`${full}-${rest}`) || vocabulary.hasCompound(`${left}-${right}`)
  if (vocabulary.hasWord(left + right)) return compound && full.includes('-') ? 'keep' : 'join'
  if (compound) return 'keep'
  const upper = /^\p{Lu}/u.test(right)
  if (upper) return /^\p{Lu}{2,}$/u.test(left) && /^\p{Lu}{2,}$/u.test(right) ? 'join' : 'keep'
  if (full.includes('-')) return vocabulary.hasWord(right) ? 'keep' : 'join'
  if (rest.includes('-') && vocabulary.hasWord(left) && vocabulary.hasWord(right) && left.length > 3)
    return 'keep'
  if (/^\p{Lu}{2,}$/u.test(left)) return 'keep' // "DNA-based"
  if (compoundStarts.has(left.toLowerCase()) && right.length > 3 && vocabulary.hasWord(right)) return 'keep'
  const long = left.length >= 5 && right.length >= 4 && !joiners.has(left.toLowerCase())
  if (long && vocabulary.hasWord(left) && vocabulary.hasWord(right)) return 'keep'
  return 'join'
}

/**
 * Reads the words of an utterance, and when each is said, from Flite's memory while it still holds them.
 *
 * Flite prints its segments' end times (`-psdur`) but not which word they belong to. Its own structures know: tokens
 * have words, words have syllables, syllables have segments (cst_item.h, cst_relation.h and cst_features.h of Flite
 * 2.3, 32 bit). Every pointer is checked; whatever does not fit ends the reading with no words rather than wrong ones.
 */

export interface FliteWord {
  readonly token: string // as written, without punctuation
  readonly start: number // seconds
  readonly end: number
  readonly sounds: readonly number[] // when each begins
}

/** Offsets in 32-bit words. */
const item = { contents: 0, relation: 1, next: 2, previous: 3, daughter: 5 } as const
const contents = { features: 0, relations: 1 } as const
const relation = { name: 0, utterance: 2, head: 3 } as const
const utterance = { relations: 2 } as const
const pair = { name: 0, value: 1, next: 2 } as const
/** Types of `cst_val`, in the low half of its first word; the value is in the second. */
const floatType = 3
const stringType = 5

const longestList = 100_000

class Memory {
  readonly #words: Int32Array
  readonly #floats: Float32Array
  readonly #bytes: Uint8Array

  constructor(buffer: ArrayBuffer) {
    this.#words = new Int32Array(buffer)
    this.#floats = new Float32Array(buffer)
    this.#bytes = new Uint8Array(buffer)
  }

  /** The 32-bit word at `offset` words after the address; 0 outside the memory, which is what a null pointer reads as. */
  word(address: number, offset: number): number {
    if (address <= 0 || address % 4 !== 0) return 0
    return this.#words[(address >> 2) + offset] ?? 0
  }

  float(address: number, offset: number): number {
    return this.#floats[(address >> 2) + offset] ?? 0
  }

  text(address: number): string {
    if (address <= 0) return ''
    let end = address
    while (end < this.#bytes.length && end < address + 1_000 && this.#bytes[end] !== 0) end++
    return new TextDecoder().decode(this.#bytes.subarray(address, end))
  }

  /** Address of the value of a named feature; 0 if it is absent. */
  feature(features: number, name: string): number {
    let entry = this.word(features, 0)
    for (let count = 0; entry !== 0 && count < longestList; count++) {
      if (this.text(this.word(entry, pair.name)) === name) return this.word(entry, pair.value)
      entry = this.word(entry, pair.next)
    }
    return 0
  }

  /** Items of one level, in order. */
  *siblings(first: number): Generator<number> {
    let current = first
    for (let count = 0; current !== 0 && count < longestList; count++) {
      yield current
      current = this.word(current, item.next)
    }
  }

  /** The same thing as another relation sees it; 0 if it has no part in that. */
  as(address: number, name: string): number {
    const value = this.feature(this.word(this.word(address, item.contents), contents.relations), name)
    return this.word(value, 1)
  }

  /** The relation `Segment` of the one utterance in memory, found by its name, which Flite keeps a copy of. */
  segments(): number {
    const words = this.#words
    const [first, second] = new Int32Array(new TextEncoder().encode('Segment\0').buffer)
    // Freshly allocated things lie behind the voices' data, so the search begins at the end.
    for (let at = words.length - 2; at > 0; at--) {
      if (words[at] !== first || words[at + 1] !== second) continue
      for (let holder = words.length - 5; holder > 0; holder--) {
        if (words[holder] !== at << 2) continue
        const address = holder << 2
        if (this.word(this.word(address, relation.head), item.relation) === address) return address
      }
    }
    return 0
  }
}

/** Words in the order of the text; none if the memory does not look as expected. */
export function fliteWords(buffer: ArrayBuffer): FliteWord[] {
  const memory = new Memory(buffer)
  const segments = memory.segments()
  if (segments === 0) return []
  const relations = memory.word(memory.word(segments, relation.utterance), utterance.relations)
  const tokens = memory.word(memory.feature(relations, 'Token'), 1)
  if (memory.text(memory.word(tokens, relation.name)) !== 'Token') return []

  const featuresOf = (address: number) => memory.word(memory.word(address, item.contents), contents.features)
  function endOf(segment: number): number | undefined {
    const value = memory.feature(featuresOf(segment), 'end')
    return (memory.word(value, 0) & 0xffff) === floatType ? memory.float(value, 1) : undefined
  }
  const words: FliteWord[] = []
  for (const token of memory.siblings(memory.word(tokens, relation.head))) {
    const name = memory.feature(featuresOf(token), 'name')
    if ((memory.word(name, 0) & 0xffff) !== stringType) return []
    const written = memory.text(memory.word(name, 1))
    const starts: number[] = []
    let end: number | undefined
    for (const word of memory.siblings(memory.word(token, item.daughter))) {
      const structure = memory.as(word, 'SylStructure')
      for (const syllable of memory.siblings(memory.word(structure, item.daughter))) {
        for (const sound of memory.siblings(memory.word(syllable, item.daughter))) {
          const segment = memory.as(sound, 'Segment')
          const stop = endOf(segment)
          if (stop === undefined) return []
          const previous = memory.word(segment, item.previous)
          starts.push((previous === 0 ? 0 : endOf(previous)) ?? 0)
          end = stop
        }
      }
    }
    const start = starts[0]
    if (start !== undefined && end !== undefined) words.push({ token: written, start, end, sounds: starts })
  }
  return words
}

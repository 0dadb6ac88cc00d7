/** What is written in figures when it is said in words: the reader's shape that languages fill in. */

/** Words from a place on that are said in one breath, and those before them. All keys: lower case, no punctuation. */
export interface Place {
  readonly run: readonly string[]
  readonly before: readonly string[]
}

export interface Amount {
  readonly words: number
  readonly text: string
}

/** What stands at a place in figures, or undefined where the words stay as they are. */
export type AmountReader = (place: Place) => Amount | undefined

/** The first of the readers that finds something. */
export function firstOf(readers: readonly AmountReader[]): AmountReader {
  return (place) => {
    for (const read of readers) {
      const found = read(place)
      if (found) return found
    }
    return undefined
  }
}

/** The longest phrase of a table that begins at `at`, up to five words. */
export function phraseIn<Value>(
  table: ReadonlyMap<string, Value>,
  run: readonly string[],
  at: number,
): { readonly value: Value; readonly words: number; readonly phrase: string } | undefined {
  for (let words = Math.min(5, run.length - at); words > 0; words--) {
    const phrase = run.slice(at, at + words).join(' ')
    const value = table.get(phrase)
    if (value !== undefined) return { value, words, phrase }
  }
  return undefined
}

export function table<Value>(rows: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  return new Map(
    rows.flatMap(([phrases, value]) => phrases.split('|').map((phrase) => [phrase, value] as const)),
  )
}

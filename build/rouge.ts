/**
 * ROUGE (Lin 2004, "ROUGE: a package for automatic evaluation of summaries"): how much of a reference's words, pairs
 * of words and word order a summary holds. Words in lower case, without stemming and with function words.
 */

export interface Rouge {
  /** Shares from 0 to 1. */
  readonly recall: number
  readonly precision: number
  readonly f: number
}

export const rougeWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function scored(hits: number, reference: number, summary: number): Rouge {
  const recall = reference > 0 ? hits / reference : 0
  const precision = summary > 0 ? hits / summary : 0
  return { recall, precision, f: hits > 0 ? (2 * recall * precision) / (recall + precision) : 0 }
}

function counts(words: readonly string[], size: number): Map<string, number> {
  const found = new Map<string, number>()
  for (let at = 0; at + size <= words.length; at++) {
    const gram = words.slice(at, at + size).join(' ')
    found.set(gram, (found.get(gram) ?? 0) + 1)
  }
  return found
}

/** ROUGE-N: common runs of `size` words, each counted as often as in the text that has fewer of it. */
export function rougeN(summary: string, reference: string, size: number): Rouge {
  const own = counts(rougeWords(summary), size)
  const wanted = counts(rougeWords(reference), size)
  const total = (grams: ReadonlyMap<string, number>) =>
    [...grams.values()].reduce((sum, count) => sum + count, 0)
  let hits = 0
  for (const [gram, count] of wanted) hits += Math.min(count, own.get(gram) ?? 0)
  return scored(hits, total(wanted), total(own))
}

/** Which words of `wanted` lie on a longest common subsequence with `words`. */
function onLongest(words: readonly string[], wanted: readonly string[]): Set<number> {
  const width = wanted.length + 1
  const table = new Uint16Array((words.length + 1) * width)
  for (let row = words.length - 1; row >= 0; row--)
    for (let column = wanted.length - 1; column >= 0; column--)
      table[row * width + column] =
        words[row] === wanted[column]
          ? table[(row + 1) * width + column + 1]! + 1
          : Math.max(table[(row + 1) * width + column]!, table[row * width + column + 1]!)
  const found = new Set<number>()
  for (let row = 0, column = 0; row < words.length && column < wanted.length;)
    if (words[row] === wanted[column]) {
      found.add(column)
      row++
      column++
    } else if (table[(row + 1) * width + column]! >= table[row * width + column + 1]!) row++
    else column++
  return found
}

/** ROUGE-L of whole summaries: for each sentence of the reference, the union of its longest common subsequences. */
export function rougeL(summary: readonly string[], reference: readonly string[]): Rouge {
  const sentences = summary.map(rougeWords)
  const left = new Map<string, number>()
  for (const word of sentences.flat()) left.set(word, (left.get(word) ?? 0) + 1)
  let hits = 0
  let size = 0
  for (const wanted of reference.map(rougeWords)) {
    size += wanted.length
    const union = new Set<number>()
    for (const sentence of sentences) for (const at of onLongest(sentence, wanted)) union.add(at)
    for (const at of union) {
      const word = wanted[at]!
      const count = left.get(word) ?? 0
      if (count === 0) continue
      left.set(word, count - 1) // a word of the summary counts once
      hits++
    }
  }
  return scored(
    hits,
    size,
    sentences.reduce((sum, sentence) => sum + sentence.length, 0),
  )
}

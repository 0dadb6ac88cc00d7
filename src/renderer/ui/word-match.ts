/**
 * How well words that somebody typed or said fit a name: for the palette, for chapters, documents and voices.
 *
 * Every word asked for has to be found. A whole word counts most, then the beginning of a word, then its middle, then a
 * word with a slip of the finger in it (optimal string alignment distance: a letter missing, added, changed or swapped).
 * Pure; case and accents do not count.
 */

/** Without case, accents and punctuation: "Straße: Über" and "strasse uber" are the same. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}%×.]+/gu, ' ')
    .trim()
}

/** Slips that are forgiven in a word of so many letters. */
const slipsFor = (length: number) => (length >= 8 ? 2 : length >= 4 ? 1 : 0)

/** The distance of two short words, or `most + 1` where it is larger. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return Math.min(last[b.length] ?? 0, most + 1)
}

function wordScore(wanted: string, words: readonly string[]): number {
  let best = 0
  for (const word of words) {
    if (word === wanted) return 1
    if (word.startsWith(wanted)) best = Math.max(best, 0.8)
    else if (wanted.length >= 3 && word.includes(wanted)) best = Math.max(best, 0.5)
    else if (best < 0.3) {
      const most = slipsFor(wanted.length)
      // Somebody who has not finished the word has made the slip in its beginning.
      const begun = word.slice(0, Math.max(wanted.length, 1))
      if (most > 0 && Math.min(distance(wanted, word, most), distance(wanted, begun, most)) <= most)
        best = 0.3
    }
  }
  return best
}

/** @returns 0 where some word of `wanted` is not in `name`; up to 1 where the name is just what was wanted */
export function matchScore(name: string, wanted: string): number {
  const asked = foldText(wanted)
  const text = foldText(name)
  if (asked === '') return 0
  if (asked === text) return 1
  const words = text.split(' ')
  const askedWords = asked.split(' ')
  let sum = 0
  for (const word of askedWords) {
    const score = wordScore(word, words)
    if (score === 0) return 0
    sum += score
  }
  const share = Math.min(1, askedWords.length / words.length) // names of which more was said come first
  const begins = text.startsWith(asked) ? 1 : 0
  return Math.min(0.99, (sum / askedWords.length) * 0.75 + share * 0.1 + begins * 0.14)
}

/** The best fitting of `items`, best first; those of equal fit keep their order. */
export function bestMatches<T>(items: readonly T[], wanted: string, nameOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, score: matchScore(nameOf(item), wanted) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item)
}

/**
 * Word error: how far a transcript is from what was said.
 *
 * Both are normalised first: lower case; marks away, apostrophes within words kept; hyphens as spaces; digits as the words
 * they are said with (American reading without “and”); `mr`, `mrs`, `dr` and `st` in full; tags such as `<unk>` away.
 */

export interface WordErrors {
  readonly words: number // of the reference
  readonly substituted: number
  readonly inserted: number
  readonly deleted: number
}

const ones = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'] // prettier-ignore
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const short: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missus',
  dr: 'doctor',
  st: 'saint',
}

/** A whole number below a million in words, without hyphens. */
export function numberWords(value: number): string {
  if (value < 20) return ones[value] ?? ''
  if (value < 100) return `${tens[Math.floor(value / 10)]} ${value % 10 ? ones[value % 10] : ''}`.trim()
  const [unit, name] = value < 1_000 ? ([100, 'hundred'] as const) : ([1_000, 'thousand'] as const)
  const rest = value % unit
  return `${numberWords(Math.floor(value / unit))} ${name}${rest > 0 ? ` ${numberWords(rest)}` : ''}`
}

export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[’`]/g, "'")
    .replaceAll(/(\d),(?=\d{3})/g, '$1')
    .replaceAll(/(\d+)\s*%/g, '$1 percent')
    .replaceAll(/\d+/g, (digits) =>
      digits.length < 7
        ? ` ${numberWords(Number(digits))} `
        : digits.replaceAll(/\d/g, (digit) => ` ${ones[Number(digit)]} `),
    )
    .replaceAll(/[^\p{L}\p{M}' ]+/gu, ' ')
    .split(/\s+/)
    .map((word) => word.replaceAll(/^'+|'+$/g, ''))
    .filter((word) => word !== '')
    .map((word) => short[word] ?? word)
}

/** Levenshtein's distance in words, with what it is made of. Of equal ways, the one with most substitutions. */
export function wordErrors(said: string, heard: string): WordErrors {
  const reference = wordsOf(said)
  const found = wordsOf(heard)
  type Cell = readonly [cost: number, substituted: number, inserted: number, deleted: number]
  let row: Cell[] = found.reduce<Cell[]>((cells, _, index) => [...cells, [index + 1, 0, index + 1, 0]], [[0, 0, 0, 0]]) // prettier-ignore
  for (const [at, word] of reference.entries()) {
    const next: Cell[] = [[at + 1, 0, 0, at + 1]]
    for (const [index, other] of found.entries()) {
      const [cost, s, i, d] = row[index] as Cell
      const [leftCost, ls, li, ld] = next[index] as Cell
      const [upCost, us, ui, ud] = row[index + 1] as Cell
      const ways: Cell[] = [
        word === other ? [cost, s, i, d] : [cost + 1, s + 1, i, d],
        [leftCost + 1, ls, li + 1, ld],
        [upCost + 1, us, ui, ud + 1],
      ]
      next.push(ways.reduce((best, way) => (way[0] < best[0] ? way : best)))
    }
    row = next
  }
  const [, substituted, inserted, deleted] = row.at(-1) as Cell
  return { words: reference.length, substituted, inserted, deleted }
}

export const errorsIn = ({ substituted, inserted, deleted }: WordErrors): number =>
  substituted + inserted + deleted

export function summed(list: readonly WordErrors[]): WordErrors {
  const total = (of: (each: WordErrors) => number) => list.reduce((sum, each) => sum + of(each), 0)
  return {
    words: total(({ words }) => words),
    substituted: total(({ substituted }) => substituted),
    inserted: total(({ inserted }) => inserted),
    deleted: total(({ deleted }) => deleted),
  }
}

/**
 * The interval that holds the word error of such recordings with 95 percent, by drawing recordings with repetition
 * (Bisani and Ney 2004, “Bootstrap estimates for confidence intervals in ASR performance evaluation”).
 * @returns shares of the words; the same in every run
 */
export function interval(list: readonly WordErrors[], rounds = 1_000): readonly [low: number, high: number] {
  let state = 7
  const draw = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return list[Math.floor((state / 2 ** 32) * list.length)] as WordErrors
  }
  const rates = Array.from({ length: rounds }, () => {
    const drawn = summed(list.map(draw))
    return errorsIn(drawn) / Math.max(1, drawn.words)
  }).toSorted((a, b) => a - b)
  return [rates[Math.floor(rounds * 0.025)] ?? 0, rates[Math.floor(rounds * 0.975)] ?? 0]
}

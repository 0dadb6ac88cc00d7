/** Asides in round brackets. Enumerators `(a)`, calls `f(x)`, parts of words `Schüler(innen)` and formulas are none. */
import type { Found, Pair } from './found.ts'

const enumerator = /^(?:\p{L}|\d{1,3}|[ivxlIVXL]{1,6})[.)]?$/u

/** Longest aside, in UTF-16 units: a bracket that opens and closes pages later is a slip. */
const longest = 2_000

export function parentheses(text: string, brackets: readonly Pair[]): Found[] {
  const found: Found[] = []
  let end = -1
  for (const { open, close, sign } of brackets) {
    if (sign !== '(' || open < end || close - open > longest) continue
    const contents = text.slice(open + 1, close).trim()
    if (contents === '' || enumerator.test(contents)) continue
    if (/[\p{L}\p{N}_\ue000)\]]/u.test(text[open - 1] ?? '')) continue
    if (/^[\p{L}\p{N}]/u.test(text.slice(close + 1, close + 2))) continue // (un)sicher
    const words = contents.match(/\p{L}{2,}/gu)?.length ?? 0
    const formula =
      words === 0 &&
      (/[=+*/^<>≤≥±×·−]|^\s*[-–]?\p{L}\s*[-–]/u.test(contents) ||
        /[=+*/^×·−]\s*$/.test(text.slice(Math.max(0, open - 3), open)))
    if (formula) continue
    found.push({ from: open, to: close + 1, what: 'parentheses' })
    end = close + 1
  }
  return found
}

/** Page numbers as they are printed: in running lines, alone, and as labels of pages. */
import { romanNumeral } from './list-marker.ts'

const roman = /^[ivxlcdm]{1,8}$/

/** The text with everything that counts pages taken out. */
export function formOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .split(' ')
    .map((word) =>
      roman.test(word.replace(/[^a-z]/g, '')) && word.length < 9 ? '#' : word.replace(/\d+/g, '#'),
    )
    .join(' ')
}

/** The page number in a short text such as `- 12 -`, `Page 3 of 9`, `xiv`; undefined if it holds no number alone. */
export function printedNumber(text: string): string | undefined {
  const plain = text.trim().toLowerCase()
  const found =
    /^(?:page|seite|pagina|página|p\.|s\.)?\s*[-–—|[(]*\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]*(?:\s*(?:of|von|\/|de|sur)\s*\d{1,4})?$/.exec(
      plain,
    )
  return found?.[1]
}

export function romanValue(text: string): number {
  const digits: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }
  let total = 0
  for (let i = 0; i < text.length; i++) {
    const value = digits[text[i] ?? ''] ?? 0
    total += value < (digits[text[i + 1] ?? ''] ?? 0) ? -value : value
  }
  return total
}

export const numberValue = (label: string) => (/^\d+$/.test(label) ? Number(label) : romanValue(label))

/** Words that are followed by the number of something other than the page. */
const counted =
  /(?:question|exercise|problem|task|chapter|section|lesson|day|week|unit|part|step|figure|fig\.|table|item|case|no\.|number|frage|aufgabe|übung|kapitel|abschnitt|lektion|tag|woche|teil|schritt|abbildung|abb\.|tabelle|nr\.|exercice|chapitre|pregunta|ejercicio|capítulo)\s*$/iu
const pageWord = /(?:page|seite|pagina|página|sheet|blatt|folio|p\.|s\.|pg\.?)\s*$/iu

/**
 * The figure that counts the pages in two running lines which differ in nothing else: in `text` and, `distance` pages
 * further on, in `other`. It stands at an end of the line, between marks, or after the word for a page, because a
 * figure within a sentence, or the number of an exercise, may well grow from page to page too.
 */
export function countingFigure(text: string, other: string, distance: number): string | undefined {
  const figure = /\d+|(?<![\p{L}\d])[ivxlcdm]{1,8}(?![\p{L}\d])/giu
  const own = [...text.matchAll(figure)]
  const theirs = [...other.matchAll(figure)]
  if (own.length !== theirs.length) return undefined
  let found: string | undefined
  for (const [i, match] of own.entries()) {
    const label = match[0].toLowerCase()
    const otherLabel = (theirs[i]?.[0] ?? '').toLowerCase()
    if (label === otherLabel) continue
    if (/\d/.test(label) !== /\d/.test(otherLabel)) return undefined
    if (numberValue(otherLabel) - numberValue(label) !== distance) return undefined
    const before = text.slice(0, match.index)
    const after = text.slice(match.index + match[0].length)
    const apart =
      /^[^\p{L}\d]*$/u.test(before) || /^[^\p{L}\d]*$/u.test(after) || /[|•·–—/:-]\s*$/.test(before)
    if (counted.test(before) || !(apart || pageWord.test(before))) return undefined
    if (found !== undefined && found !== match[0]) return undefined
    found = match[0]
  }
  return found
}

/** Whether two running lines differ in nothing but long figures: the codes and times that programs print on forms. */
export const differInCodes = (text: string, other: string) =>
  text.replace(/\d{4,}/g, '#') === other.replace(/\d{4,}/g, '#')

/**
 * Labels of pages by the numbers printed on them: a page's own, else counted on from the others where they count
 * evenly, roman before the page that would be 1; else its place in the file.
 *
 * @param printed by page index
 */
export function pageLabels(printed: ReadonlyMap<number, string>): (index: number) => string {
  const shifts = new Map<number, number>()
  let best: number | undefined
  let figures = 0
  for (const [page, label] of printed) {
    if (!/^\d+$/.test(label)) continue
    figures++
    const shift = Number(label) - page
    shifts.set(shift, (shifts.get(shift) ?? 0) + 1)
    if (best === undefined || (shifts.get(shift) ?? 0) > (shifts.get(best) ?? 0)) best = shift
  }
  const shift =
    best !== undefined && figures >= 2 && (shifts.get(best) ?? 0) >= 0.6 * figures ? best : undefined
  return (index) => {
    const own = printed.get(index)
    if (own !== undefined) return own
    if (shift === undefined) return String(index + 1)
    return index + shift >= 1 ? String(index + shift) : romanNumeral(index + 1)
  }
}

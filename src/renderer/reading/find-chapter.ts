/** The chapter that somebody means by a number or by words of its title. Pure. */
import type { TocEntry } from '../../contract/document.ts'
import { bestMatches, foldText } from '../ui/word-match.ts'

/** The main divisions: the shallowest level of the contents that has several entries, in reading order. */
export function mainChapters(toc: readonly TocEntry[]): readonly TocEntry[] {
  let level = toc
  while (level.length === 1 && (level[0]?.children.length ?? 0) > 0) level = level[0]?.children ?? []
  return level.toSorted((a, b) => a.block - b.block)
}

function all(entries: readonly TocEntry[]): TocEntry[] {
  return entries.flatMap((entry) => [entry, ...all(entry.children)])
}

/** Titles of all entries, in the order of the contents. */
export const chapterTitles = (toc: readonly TocEntry[]): readonly string[] =>
  all(toc).map(({ title }) => title)

const romanDigits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 }

function romanNumber(text: string): number | undefined {
  if (!/^[ivxlc]+$/.test(text)) return undefined
  let sum = 0
  for (let at = 0; at < text.length; at++) {
    const value = romanDigits[text[at] ?? ''] ?? 0
    sum += value < (romanDigits[text[at + 1] ?? ''] ?? 0) ? -value : value
  }
  return sum
}

const chapterWord =
  /^(?:chapter|part|book|section|lecture|letter|act|kapitel|teil|buch|abschnitt|vorlesung|brief|akt)\s+/

/** The number that a title itself carries: "Chapter 3", "IV. The Ledger", "3 Method". */
function numberOf(title: string): number | undefined {
  const text = foldText(title)
  const named = chapterWord.test(text)
  const [first = ''] = text.replace(chapterWord, '').split(/[ .]/)
  if (/^\d{1,4}$/.test(first)) return Number(first)
  // "I" and "C" begin sentences, too: without the word "chapter" a single letter must stand before a full stop.
  const alone = first.length > 1 || named || /^[ivx]\s*\./i.test(title.trim())
  return alone ? romanNumber(first) : undefined
}

/**
 * @param wanted a number ("3": the chapter that is numbered so, else the third of the main divisions) or words
 * @returns undefined where nothing fits
 */
export function findChapter(toc: readonly TocEntry[], wanted: string): TocEntry | undefined {
  const text = foldText(wanted).replace(chapterWord, '')
  const main = mainChapters(toc)
  if (/^\d+$/.test(text)) {
    const number = Number(text)
    return main.find(({ title }) => numberOf(title) === number) ?? main[number - 1]
  }
  return bestMatches([...main, ...all(toc)], wanted, ({ title }) => title)[0]
}

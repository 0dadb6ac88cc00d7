/**
 * When each WRITTEN word is heard, from the times of the spoken ones.
 *
 * Engines merge words ("of the"), and the spoken form splits and joins them ("3 km"); the highlight needs one entry
 * per written word, in order. A stretch that is said as a whole (an atom of the span map) is one word.
 */
import type { WordTime } from '../../contract/inference.ts'
import type { SpokenPart } from './parts.ts'
import { toSpoken } from './span-map.ts'

interface Written {
  from: number
  to: number
  /** Offsets in the part's spoken text. */
  spokenFrom: number
  spokenTo: number
}

const token =
  /[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}]|[^\s\p{L}\p{N}\p{M}—–…/|,;:!?"“”„«»()[\]{}](?=[\p{L}\p{N}])|[,:/](?=\p{N}))*/gu
const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/

const segmenters = new Map<string, Intl.Segmenter>()
function segmenter(language: string): Intl.Segmenter {
  let found = segmenters.get(language)
  if (!found) {
    let locale: string | undefined
    try {
      locale = Intl.Segmenter.supportedLocalesOf(language)[0]
    } catch {
      locale = undefined // not a well-formed tag; documents carry what their authors wrote
    }
    segmenters.set(language, (found = new Intl.Segmenter(locale, { granularity: 'word' })))
  }
  return found
}

/** Words of `text` as offsets; scripts without spaces are cut by the dictionary of `Intl.Segmenter`. */
function tokens(text: string, language: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (const match of text.matchAll(token)) {
    const start = match.index
    if (!unspaced.test(match[0])) found.push({ start, end: start + match[0].length })
    else
      for (const { segment, index, isWordLike } of segmenter(language).segment(match[0]))
        if (isWordLike) found.push({ start: start + index, end: start + index + segment.length })
  }
  return found
}

/** The part's written words, joined where they are said as one; silent ones are left out. */
function writtenWords(text: string, part: SpokenPart): Written[] {
  const { pieces } = part.map
  const first = pieces[0]?.written[0]
  const last = pieces.at(-1)?.written[1]
  if (first === undefined || last === undefined) return []
  const words: Written[] = []
  const add = (from: number, to: number): void => {
    const [spokenFrom, spokenTo] = toSpoken(part.map, from, to)
    if (spokenTo <= spokenFrom) return
    const before = words.at(-1)
    if (before && spokenFrom < before.spokenTo) {
      before.to = Math.max(before.to, to)
      before.spokenTo = Math.max(before.spokenTo, spokenTo)
    } else words.push({ from, to, spokenFrom, spokenTo })
  }
  let next = 0
  const found = tokens(text.slice(first, last), part.language).map(({ start, end }) => ({
    start: start + first,
    end: end + first,
  }))
  const atoms = pieces.filter(
    ({ atom, written, spoken }) =>
      atom && written[1] > written[0] && /[\p{L}\p{N}]/u.test(part.spoken.slice(...spoken)),
  )
  // Symbols that are said ("&", "→") are words too, though no token finds them.
  for (const { written } of atoms) {
    for (; next < found.length && found[next]!.end <= written[0]; next++)
      add(found[next]!.start, found[next]!.end)
    let [from, to] = written
    while (from < to && /\s/.test(text[from]!)) from++
    while (to > from && /\s/.test(text[to - 1]!)) to--
    while (next < found.length && found[next]!.start < to) {
      from = Math.min(from, found[next]!.start)
      to = Math.max(to, found[next]!.end)
      next++
    }
    add(from, to)
  }
  for (; next < found.length; next++) add(found[next]!.start, found[next]!.end)
  return words
}

/**
 * Times of the written words of one part, in seconds of its sound.
 *
 * @param text the block's text as it is heard (`Layout.heard`), in which `from` and `to` of the answer count
 * @param heard the engine's words over `part.spoken`, ascending
 * @param duration seconds of the part's sound; no time lies beyond it
 * @returns ascending, not overlapping, one per written word
 */
export function writtenWordTimes(
  text: string,
  part: SpokenPart,
  heard: readonly WordTime[],
  duration: number,
): WordTime[] {
  const words = writtenWords(text, part)
  const times: { start: number; end: number }[] = []
  let index = 0
  for (const word of words) {
    while (index < heard.length && heard[index]!.to <= word.spokenFrom) index++
    let start = Infinity
    let end = -Infinity
    for (let at = index; at < heard.length && heard[at]!.from < word.spokenTo; at++) {
      const { from, to, start: begins, end: ends } = heard[at]!
      const length = Math.max(1, to - from)
      const rate = (ends - begins) / length // a merged word gives each written one its share
      start = Math.min(start, begins + Math.max(0, word.spokenFrom - from) * rate)
      end = Math.max(end, ends - Math.max(0, to - word.spokenTo) * rate)
    }
    times.push({ start, end })
  }
  fillGaps(words, times, duration)
  const result: WordTime[] = []
  let floor = 0
  for (const [at, { from, to }] of words.entries()) {
    const start = Math.min(Math.max(times[at]!.start, floor), duration)
    const end = Math.min(Math.max(times[at]!.end, start), duration)
    result.push({ start, end, from, to })
    floor = end
  }
  return result
}

/** Words the engine did not report share the time between their neighbours by their length. */
function fillGaps(
  words: readonly Written[],
  times: { start: number; end: number }[],
  duration: number,
): void {
  for (let at = 0; at < times.length; at++) {
    if (times[at]!.start !== Infinity) continue
    let after = at
    while (after < times.length && times[after]!.start === Infinity) after++
    const start = times[at - 1]?.end ?? 0
    const end = Math.max(start, times[after]?.start ?? duration)
    const total = words.slice(at, after).reduce((sum, { from, to }) => sum + to - from, 0)
    let moment = start
    for (; at < after; at++) {
      const share = ((words[at]!.to - words[at]!.from) / total) * (end - start)
      times[at] = { start: moment, end: moment + share }
      moment += share
    }
  }
}

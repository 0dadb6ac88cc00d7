/** What an utterance, or a word of it, may have been instead: for the chooser of “correct that”. */
import { editDistance } from './find.ts'
import { write } from './items.ts'
import { defaultSettings, type DictationSettings } from './place.ts'
import { tidyItems } from './tidy.ts'
import { keyOf, splitWords } from './words.ts'

/** At most so many are offered: they are chosen by a number that is said. */
const most = 9

export interface CorrectionRequest {
  readonly language: string
  /** What was written for the utterance, as it stands in the text. */
  readonly written: string
  /** What the recogniser took it for besides, best first. */
  readonly alternatives: readonly string[]
  readonly taughtWords: readonly string[]
  /** The words of it that are to be corrected; all of it, if absent. */
  readonly text?: string | undefined
  readonly settings?: DictationSettings
}

/**
 * How a word sounds, roughly: consonant classes after Soundex (Russell 1918), with German and English spellings of one
 * sound made one, and vowels only at the start. Words that sound alike have the same key.
 */
export function soundKey(word: string): string {
  const plain = keyOf(word)
    .normalize('NFD')
    .replaceAll(/[^a-zß]/g, '')
    .replaceAll('ß', 's')
    .replaceAll(/sch|tch|sh|ch/g, 'š')
    .replaceAll('ph', 'f')
    .replaceAll(/ck|qu|q|x/g, 'k')
    .replaceAll(/^[kg]n/g, 'n')
    .replaceAll(/^wr/g, 'r')
    .replaceAll(/(?<=[aeiou])gh/g, '')
    .replaceAll(/c(?=[eiy])/g, 's')
    .replaceAll('c', 'k')
    .replaceAll(/[tdþ]h?/g, 't')
    .replaceAll(/[bp]/g, 'p')
    .replaceAll(/[gk]/g, 'k')
    .replaceAll(/[sz]/g, 's')
    .replaceAll(/[vfw]/g, 'f')
    .replaceAll(/[mn]/g, 'n')
  return (
    plain.charAt(0).replace(/[aeiouyh]/, 'a') + plain.slice(1).replaceAll(/[aeiouyhj]/g, '')
  ).replaceAll(/(.)\1+/g, '$1')
}

/** Whether two words could be heard for each other. */
export function soundsLike(one: string, other: string): boolean {
  const [first, second] = [soundKey(one), soundKey(other)]
  if (first === '' || second === '') return false
  const tolerance = Math.min(first.length, second.length) > 3 ? 1 : 0
  return first === second || editDistance(first, second, 1) <= tolerance
}

/** Alternatives as they would be written, without what is written already, best first, at most nine. */
export function correctionsFor({
  language,
  written,
  alternatives,
  taughtWords,
  text,
  settings = defaultSettings,
}: CorrectionRequest): string[] {
  const start = /^[\p{Lu}\p{N}]/u.test(written)
  const ended = /[.!?]$/u.test(written)
  const tidy = (said: string) => {
    const { spokenPunctuation, autoPunctuation } = settings
    const items = tidyItems(said, { language, spokenPunctuation, autoPunctuation, open: !ended })
    return write(items, { capitals: settings.autoPunctuation, start })
  }
  const found: string[] = []
  const offer = (candidate: string) => {
    const clean = candidate.trim()
    const current = text ?? written
    if (clean !== '' && clean !== current && !found.includes(clean)) found.push(clean)
  }
  if (text === undefined) {
    for (const alternative of alternatives) offer(tidy(alternative))
    for (const variant of withTaught(written, taughtWords)) offer(variant)
    return found.slice(0, most)
  }
  for (const alternative of alternatives) {
    const other = counterpart(written, text, alternative)
    if (other !== undefined) offer(tidyPart(other, text))
  }
  for (const word of taughtWords) if (soundsLike(word, text)) offer(word)
  return found.slice(0, most)
}

const tidyPart = (part: string, old: string) =>
  /^\p{Lu}/u.test(old) ? part.charAt(0).toLocaleUpperCase() + part.slice(1) : part

/** What an alternative has in the place of `text`: between the words that both have about it. */
function counterpart(written: string, text: string, alternative: string): string | undefined {
  const words = splitWords(written).map(({ key }) => key)
  const sought = splitWords(text).map(({ key }) => key)
  const other = splitWords(alternative)
  const at = words.findIndex((_, index) => sought.every((key, offset) => words[index + offset] === key))
  if (at < 0) return undefined
  const before = words[at - 1]
  const after = words[at + sought.length]
  const keys = other.map(({ key }) => key)
  const from = before === undefined ? 0 : nearestIndex(keys, before, at - 1) + 1
  const end = after === undefined ? keys.length : nearestIndex(keys, after, at + sought.length)
  if ((before !== undefined && from === 0) || end < 0 || end <= from || end - from > sought.length + 2)
    return undefined
  return other
    .slice(from, end)
    .map((word) => word.text)
    .join(' ')
}

function nearestIndex(keys: readonly string[], key: string, place: number): number {
  let best = -1
  keys.forEach((each, index) => {
    if (each === key && (best < 0 || Math.abs(index - place) < Math.abs(best - place))) best = index
  })
  return best
}

/** The text with one word made a taught one that sounds like it. */
function withTaught(written: string, taughtWords: readonly string[]): string[] {
  return taughtWords.flatMap((taught) => {
    const variants: string[] = []
    for (const match of written.matchAll(/[\p{L}\p{M}'’-]+/gu)) {
      const word = match[0]
      if (keyOf(word) === keyOf(taught) ? word === taught : !soundsLike(word, taught)) continue
      variants.push(written.slice(0, match.index) + taught + written.slice(match.index + word.length))
    }
    return variants.slice(0, 2)
  })
}

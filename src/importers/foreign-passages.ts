/**
 * Finds passages that are in another language than their document though nobody marked them, so that each is read by a
 * voice that knows it: whole paragraphs, and long quotations inside one.
 *
 * A wrong voice is worse than a foreign accent, so three things must agree before a passage counts as foreign: the
 * document's own function words are all but absent, those of another language make up a good part of it, and the
 * statistical detector says the same. The detector's tables are loaded only for a document that has come that far.
 * What its author marked, in any way, is left alone.
 */
import type { Block, BlockKind, Run } from '../contract/document.ts'
import { functionWords } from './function-words.ts'

/** Kinds that are prose. Tables, code, formulas and headings are too short or too mixed to judge. */
const prose: ReadonlySet<BlockKind> = new Set<BlockKind>([
  'paragraph',
  'quote',
  'footnote',
  'aside',
  'list-item',
])
const leastWords = 9
const leastCharacters = 50
/** For a quotation, which has less round it to speak for it. */
const leastQuoted = 60
/** Share of words that are the document's own function words above which nothing else is asked; prose has 0.35 and more. */
const ownEnough = 0.25
/** And of those that the other language does not have as well ("in", "was"), above which a passage is not foreign. */
const ownMost = 0.08
const foreignLeast = 0.2
const leastKinds = 3
/** Latin says with endings what others say with little words. */
const latinLeast = 0.12
const latinEndings = 0.35
const latinEnding = /(?:[aeiou]m|[aeiou]s|ae|[aei]t|unt|ur|[aeo]re|ibus|[ao]rum|tio)$/
/** A longer passage has more than it takes; looking at its beginning is enough. */
const mostWords = 120

/** Notes, code and formulas say nothing about the language round them. */
const silentRoles: ReadonlySet<string | undefined> = new Set([
  'note-reference',
  'code',
  'math',
  'page-number',
  'alternative',
])
const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

function wordsOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*/gu) ?? []
  return words.slice(0, mostWords)
}

/** Elisions count by themselves too: `l'homme` has the article of French. */
const elided = /^(?:[ldcnmtsj]|qu|dell|all|nell|un)'/
const isFunctionWord = (word: string, language: string): boolean =>
  (functionWords.get(language)?.has(word) ?? false) ||
  ((language === 'fr' || language === 'it') && elided.test(word))

/** @param not words of this language do not count */
function share(
  words: readonly string[],
  language: string,
  not?: string,
): { readonly share: number; readonly kinds: number } {
  if (words.length === 0) return { share: 0, kinds: 0 }
  const found = words.filter(
    (word) => isFunctionWord(word, language) && (not === undefined || !isFunctionWord(word, not)),
  )
  return { share: found.length / words.length, kinds: new Set(found).size }
}

const isReference = (text: string): boolean =>
  /\(\d{4}[a-z]?\)/.test(text) && /\d\s?[–-]\s?\d|\bdoi\b|\bISBN\b|\p{Lu}\.[,;&]/iu.test(text)

/** Names, titles and references are capitals and figures; a sentence is mostly small letters. */
function isSentence(text: string, words: readonly string[]): boolean {
  const small = text.match(/(?<![\p{L}\p{M}])\p{Ll}/gu)?.length ?? 0
  const figures = text.match(/\d/g)?.length ?? 0
  return (
    small >= 0.45 * words.length &&
    figures < 0.1 * text.length &&
    !/https?:|www\.|[{}<>\\]|\.{4}/.test(text) &&
    !isReference(text)
  )
}

export type Detect = (text: string) => Promise<string | undefined>

const detectByStatistics: Detect = async (text) => {
  const { eld } = await import('eld/extrasmall')
  const result = eld.detect(text)
  return result.language === '' || !result.isReliable() ? undefined : result.language
}

/** Languages that the detector takes for one another, or does not know. */
const alike: Readonly<Record<string, readonly string[]>> = { nb: ['no', 'da', 'nb'], da: ['da', 'no', 'nb'] }
const unknownToDetector = new Set(['la'])

/**
 * The language of a passage where that is surely not `own`.
 *
 * @param own primary tag of the document's language
 */
export async function foreignLanguage(
  text: string,
  own: string,
  detect: Detect = detectByStatistics,
): Promise<string | undefined> {
  if (text.length < leastCharacters) return undefined
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  // A whole passage in another script is foreign for sure; which of the script's languages it is, the detector knows.
  if (latin < 0.1 * letters && functionWords.has(own)) {
    const told = await detect(text)
    return told === undefined || told === own || functionWords.has(told) ? undefined : told
  }
  if (latin < 0.8 * letters) return undefined
  const words = wordsOf(text)
  if (words.length < leastWords) return undefined
  if (share(words, own).share >= ownEnough || !isSentence(text, words)) return undefined
  return (await byWords(text, own, words, detect)) ?? byLetters(text, own, words, detect)
}

async function byWords(
  text: string,
  own: string,
  words: readonly string[],
  detect: Detect,
): Promise<string | undefined> {
  let best = { language: '', share: 0, kinds: 0 }
  let second = 0
  for (const language of functionWords.keys()) {
    if (language === own) continue
    const found = share(words, language)
    if (found.share > best.share) {
      second = best.share
      best = { language, ...found }
    } else second = Math.max(second, found.share)
  }
  const { language } = best
  const ownOnly = share(words, own, language).share
  const foreignOnly = share(words, language, own)
  if (ownOnly > ownMost || ownOnly * 3 > foreignOnly.share || foreignOnly.kinds < leastKinds) return undefined
  if (unknownToDetector.has(language)) {
    const ends = words.filter((word) => latinEnding.test(word)).length / words.length
    return best.share >= latinLeast && ends >= latinEndings && second < 0.75 * best.share
      ? language
      : undefined
  }
  if (best.share < foreignLeast) return undefined
  const told = await detect(text)
  if (told === undefined || told === own) return undefined
  // Where the two differ between neighbours (Spanish, Portuguese), the detector knows better than the little words.
  if (told === language || alike[language]?.includes(told)) return language
  return functionWords.has(told) && share(words, told).share >= 0.8 * best.share ? told : undefined
}

const quotations =
  /“([^“”]{60,1500})”|„([^„“”]{60,1500})[“”]|«\s?([^«»]{60,1500}?)\s?»|»([^«»]{60,1500})«|"([^"]{60,1500})"/gu

/** Gives the text from..to of a block's runs a language. */
export function withLanguageAt(runs: readonly Run[], from: number, to: number, language: string): Run[] {
  const result: Run[] = []
  let at = 0
  for (const run of runs) {
    const start = Math.max(0, Math.min(run.text.length, from - at))
    const end = Math.max(start, Math.min(run.text.length, to - at))
    if (end === start) result.push(run)
    else {
      if (start > 0) result.push({ ...run, text: run.text.slice(0, start) })
      result.push({ ...run, text: run.text.slice(start, end), language })
      if (end < run.text.length) result.push({ ...run, text: run.text.slice(end) })
    }
    at += run.text.length
  }
  return result
}

async function quotationsMarked(block: Block, text: string, own: string, detect: Detect): Promise<Block> {
  let { runs } = block
  for (const match of text.matchAll(quotations)) {
    const quoted = match.slice(1).find((part) => part !== undefined) ?? ''
    if (quoted.trim().length < leastQuoted) continue
    const language = await foreignLanguage(quoted, own, detect)
    if (language === undefined) continue
    const from = match.index + match[0].indexOf(quoted)
    runs = withLanguageAt(runs, from, from + quoted.length, language)
  }
  return runs === block.runs ? block : { ...block, runs }
}

/** Letters that every language of ours has, and German's own. */
const ownLetters: Readonly<Record<string, RegExp>> = { en: /[a-z]/giu, de: /[a-zäöüß]/giu }
const leastOddLetters = 0.04
const leastByLetters = 80

/** A language whose little words we do not have: one that writes letters which the document's own does not. */
async function byLetters(
  text: string,
  own: string,
  words: readonly string[],
  detect: Detect,
): Promise<string | undefined> {
  const known = ownLetters[own]
  if (!known || text.length < leastByLetters) return undefined
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const odd = 1 - (text.match(known)?.length ?? 0) / letters
  // "a" and "i" are words of many languages.
  if (odd < leastOddLetters || share(words, own).share > 2 * odd) return undefined
  const told = await detect(text)
  return told === own || told === undefined || functionWords.has(told) ? undefined : told
}

/** @param language of the document, declared or detected @returns the block itself where nothing in it is foreign */
export async function foreignMarked(
  block: Block,
  language: string,
  detect: Detect = detectByStatistics,
): Promise<Block> {
  const own = base(language)
  if (
    !prose.has(block.kind) ||
    block.language !== undefined ||
    block.runs.some((run) => run.language !== undefined)
  )
    return block
  let text = ''
  let judged = ''
  for (const run of block.runs) {
    text += run.text
    if (!silentRoles.has(run.role)) judged += run.text
  }
  if (text.length < leastCharacters) return block
  const whole = await foreignLanguage(judged, own, detect)
  if (whole !== undefined) return { ...block, language: whole }
  // Runs that are spoken otherwise than they are written cannot be cut.
  if (
    text.length < leastQuoted ||
    block.runs.some((run) => run.spoken !== undefined || run.ruby !== undefined)
  )
    return block
  return quotationsMarked(block, text, own, detect)
}

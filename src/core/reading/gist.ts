/**
 * The gist of a chapter: an extract in the author's own words and order.
 *
 * Headings stay. Sentences are chosen under a budget of words or seconds by what they say of the chapter
 * (`gist/relevance.ts`) and by what they add to each other (`gist/choose.ts`); asides inside them are left out where
 * the rest stays a sentence (`gist/asides.ts`). A sentence that hangs on another is read with it or not at all.
 * Tables, figures, code, displayed formulas and notes are left out whole, and so is what only leads to them; the words
 * that a share is taken of are those of the prose. docs/adr/0019 tells the method, its sources and what was measured.
 */
import { type Block, blockText } from '../../contract/document.ts'
import type { Omission } from '../../contract/listening.ts'
import { baseLanguage } from './languages.ts'
import { vectors } from './gist/centrality.ts'
import { type Candidate, choose, type Trade, trade } from './gist/choose.ts'
import type { Pace } from './gist/pace.ts'
import { type Passage, passagesOf, readable } from './gist/passages.ts'
import { type Evidence, evidence, relevance } from './gist/relevance.ts'
import { compoundParts } from './gist/stems.ts'
import { termsOf } from './gist/terms.ts'
import { countWords } from './word-count.ts'

export type GistBudget =
  | { readonly share: number } // of the words of the prose, 0 to 1
  | { readonly seconds: number; readonly pace: Pace }

export interface GistRequest {
  /** Of the chapter, in order. */
  readonly blocks: readonly Block[]
  /** What the rules leave out of each block. */
  readonly omitted: readonly (readonly Omission[])[]
  /** Of the document. */
  readonly language: string
  /** Of the document; what it names is likely to matter. */
  readonly title?: string
  readonly budget: GistBudget
}

export interface Gist {
  /** For each block what the gist leaves out, beside what the rules do. */
  readonly omissions: readonly (readonly Omission[])[]
  /** Words of the prose that are heard without the gist, and with it. */
  readonly words: number
  readonly wordsRead: number
}

/** Off the budget by no more than this share of the whole, where sentences allow; 2.5 times this share of a time. */
const tolerance = 0.008
const shortestPart = 8

/** Weights for the bench, which tries others. */
export interface GistTuning {
  readonly evidence?: Evidence
  readonly trade?: Trade
}

/** Parts of compounds count as terms where they stand alone elsewhere. */
function withParts(lists: readonly (readonly string[])[], language: string): string[][] {
  if (baseLanguage(language) !== 'de') return lists.map((list) => [...list])
  const stems = new Set(lists.flat())
  const known = new Map<string, readonly string[]>()
  const parts = (term: string): readonly string[] => {
    let found = known.get(term)
    if (!found) known.set(term, (found = compoundParts(term, stems)))
    return found
  }
  return lists.map((list) => list.flatMap((term) => [term, ...parts(term)]))
}

/** Parts of the chapter between which the extract is spread: sections, the long ones cut at paragraphs. */
function partsOf(passages: readonly Passage[]): number[] {
  let part = 0
  let size = 0
  let section = -1
  let paragraph = -1
  return passages.map((passage) => {
    const next = passage.section !== section
    if (next || (size >= shortestPart && passage.paragraph !== paragraph)) {
      part += 1
      size = 0
    }
    section = passage.section
    paragraph = passage.paragraph
    size += 1
    return part
  })
}

function captionsOf(blocks: readonly Block[], language: string): Set<string> {
  const terms = new Set<string>()
  for (const block of blocks)
    for (const run of block.runs)
      if (run.role === 'caption')
        for (const term of termsOf(run.text, block.language ?? language)) terms.add(term)
  return terms
}

/** Which passages are read. @returns for each 1 or 0; headings always 1 */
function selected(
  passages: readonly Passage[],
  request: GistRequest,
  budget: number,
  cost: (passage: Passage) => number,
  total: number,
  tuning: GistTuning,
): Uint8Array {
  const { language, title = '', blocks } = request
  const lists = withParts(
    passages.map(({ terms }) => terms),
    language,
  )
  const { vectors: found, terms } = vectors(lists)
  const values = relevance(
    passages,
    found,
    terms.length,
    { language, title: new Set(termsOf(title, language)), captions: captionsOf(blocks, language) },
    tuning.evidence ?? evidence,
  )
  const weights = new Float64Array(terms.length)
  for (const { terms: own } of found) for (const term of own) weights[term]! += 1
  for (let term = 0; term < weights.length; term++)
    weights[term] = weights[term]! < 2 ? 0 : Math.log(weights[term]!) // said once, it is no theme
  const parts = partsOf(passages)
  const candidates = passages.map((passage, index): Candidate => ({
    cost: passage.barred ? Infinity : passage.kind === 'heading' ? 0 : Math.max(0.01, cost(passage)),
    relevance: values[index]!,
    terms: found[index]!.terms,
    part: parts[index]!,
    needs: passage.needs,
  }))
  const headings = passages.reduce(
    (sum, passage) => sum + (passage.kind === 'heading' ? cost(passage) : 0),
    0,
  )
  const chosen = choose(
    candidates,
    weights,
    budget - headings,
    tolerance * ('share' in request.budget ? total : 2.5 * budget),
    tuning.trade ?? trade,
  )
  for (const [index, { kind }] of passages.entries()) if (kind === 'heading') chosen[index] = 1
  return chosen
}

/** @param tuning other weights than those that were chosen by measurement */
export function gistOf(request: GistRequest, tuning: GistTuning = {}): Gist {
  const { blocks, omitted, language, budget } = request
  const passages = passagesOf(blocks, omitted, language)
  const words = passages.reduce((sum, { allWords }) => sum + allWords, 0)
  const cost = 'share' in budget ? (passage: Passage) => passage.words : budget.pace.seconds
  const allOf = (passage: Passage): number =>
    'share' in budget
      ? passage.allWords
      : budget.pace.seconds(passage) * (passage.words > 0 ? passage.allWords / passage.words : 1)
  const total = passages.reduce((sum, passage) => sum + allOf(passage), 0)
  const wanted = 'share' in budget ? budget.share * total : budget.seconds
  if (wanted >= total) {
    // There may be time for the tables, too.
    const aside = 'share' in budget ? Infinity : restWords(blocks) * budget.pace.secondsPerWord
    const omissions = wanted >= total + aside ? blocks.map(() => []) : rest(blocks, omitted)
    return { omissions, words, wordsRead: words }
  }
  const chosen = selected(passages, request, wanted, cost, total, tuning)
  const omissions = rest(blocks, omitted)
  let wordsRead = 0
  for (const [index, passage] of passages.entries()) {
    const list = omissions[passage.block]!
    const { start, end, connective } = passage
    if (!chosen[index]) {
      list.push({ from: start, to: end, reason: 'gist' })
      continue
    }
    wordsRead += passage.words
    const previous = passages[index - 1]
    const alone = passage.place > 0 ? !chosen[index - 1] : previous?.kind !== 'heading'
    if (connective !== undefined && alone && !passage.asides.some((aside) => aside.start < connective))
      list.push({ from: start, to: connective, reason: 'gist' })
    for (const aside of passage.asides) list.push({ from: aside.start, to: aside.end, reason: 'gist' })
  }
  return { omissions, words, wordsRead }
}

/** What no extract is made of, left out whole where the rules do not leave it out already. */
function rest(blocks: readonly Block[], omitted: readonly (readonly Omission[])[]): Omission[][] {
  const reads = readable(blocks)
  return blocks.map((block, index): Omission[] => {
    const { length } = blockText(block)
    if (reads[index] || (length === 0 && block.kind !== 'math')) return [] // formulas may have no text
    const first = omitted[index]?.[0]
    return first && first.from === 0 && first.to >= length ? [] : [{ from: 0, to: length, reason: 'gist' }]
  })
}

function restWords(blocks: readonly Block[]): number {
  const reads = readable(blocks)
  return blocks.reduce((sum, block, index) => sum + (reads[index] ? 0 : countWords(blockText(block))), 0)
}

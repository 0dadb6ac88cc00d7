/**
 * The gist of a document, a chapter at a time, made when it is asked for and kept as long as the `Text` and the
 * settings it was made for.
 *
 * The unit is the chapter, so that each keeps its share. Short chapters are taken together until a share means
 * something; long ones are cut at headings so that nobody waits. While an import runs, the chapter that is being read
 * in may not be whole: it is waited for shortly, then what is there of it is a unit of its own, and stays so: what was
 * said, shown and counted must not change under the listener.
 */
import type { Block } from '../../contract/document.ts'
import type { GistLength, Omission } from '../../contract/listening.ts'
import type { Text } from '../ports.ts'
import { type GistBudget, gistOf } from './gist.ts'
import type { Pace } from './gist/pace.ts'
import { type Outline, outlineOf } from './outline.ts'
import { blockSpans } from './utterances.ts'

/** Chapters are taken together up to so many words; a share of fewer cannot be met by whole sentences. */
const fewestWords = 300
/** A unit is cut at the first heading after the first number of words, anywhere after the second. */
const cutAfter = 12_000
const mostWords = 20_000
/** How long a chapter that is still being read in is waited for, in milliseconds. */
const patience = 400
/** The share of a chapter whose length is not known yet, where the budget is in minutes. */
const shareUntilKnown = 0.3
/** Of what comes after it then, however little time is left. */
const smallestShare = 0.1

export interface GistUnit {
  /** Blocks from..to, the last one not included. */
  readonly from: number
  readonly to: number
  /** Of the prose. */
  readonly words: number
  readonly wordsRead: number
}

interface Range {
  readonly from: number
  readonly to: number
}

export interface GistPlanOf {
  readonly text: Text
  readonly length: GistLength
  /** What the rules leave out of a block. */
  readonly rules: (block: Block, number: number) => Promise<readonly Omission[]>
  /** For a budget in minutes. @param sentences of the text, to try a voice on */
  readonly pace: (sentences: readonly string[], signal?: AbortSignal) => Promise<Pace>
}

export class GistPlan {
  readonly #of: GistPlanOf
  readonly #units: (GistUnit & { readonly omissions: readonly (readonly Omission[])[] })[] = []
  #turn: Promise<unknown> = Promise.resolve()

  constructor(of: GistPlanOf) {
    this.#of = of
  }

  get length(): GistLength {
    return this.#of.length
  }

  /** What the gist leaves out of a block, beside what the rules do. */
  async omissions(number: number, signal?: AbortSignal): Promise<readonly Omission[]> {
    const unit = await this.#unit(number, signal)
    return unit?.omissions[number - unit.from] ?? []
  }

  /** The unit that holds a block; undefined behind the document's end. */
  async unit(number: number, signal?: AbortSignal): Promise<GistUnit | undefined> {
    return this.#unit(number, signal)
  }

  async #unit(number: number, signal?: AbortSignal) {
    const known = this.#decided(number)
    if (known) return known
    // One at a time: two readers that ask for one chapter must not cut it in two ways.
    const made = this.#turn.then(() => this.#decided(number) ?? this.#decide(number, signal))
    this.#turn = made.catch(() => undefined)
    return made
  }

  #decided(number: number) {
    return this.#units.find(({ from, to }) => number >= from && number < to)
  }

  async #decide(number: number, signal?: AbortSignal) {
    const { text } = this.#of
    const { chapter, open } = await this.#chapter(number, signal)
    const before = this.#units.filter(({ to }) => to <= number).map(({ to }) => to)
    const behind = this.#units.filter(({ from }) => from > number).map(({ from }) => from)
    const outline = await outlineOf(text, signal)
    const free = { from: Math.max(chapter.from, ...before), to: Math.min(chapter.to, ...behind) }
    const range = piece(outline, free, number)
    const blocks = await text.blocks(range.from, Math.max(0, range.to - range.from), signal)
    if (blocks.length === 0) return undefined
    // Together: a doubtful place may wait shortly for the document to be looked through.
    const omitted = await Promise.all(blocks.map((block, index) => this.#of.rules(block, range.from + index)))
    const { omissions, words, wordsRead } = gistOf({
      blocks,
      omitted,
      language: text.metadata.language ?? 'en',
      title: text.metadata.title,
      budget: await this.#budget(outline, chapter, range, open, blocks, signal),
    })
    const unit = { from: range.from, to: range.from + blocks.length, words, wordsRead, omissions }
    this.#units.push(unit)
    return unit
  }

  /** The chapter, or chapters, round a block, and whether more of it is to come. */
  async #chapter(number: number, signal?: AbortSignal): Promise<{ chapter: Range; open: boolean }> {
    const { text } = this.#of
    const alone = 'minutes' in this.#of.length
    let chapter = rangeAt(await outlineOf(text, signal), number, alone)
    const until = text.extent().complete ? 0 : patience
    let waited = 0
    let open = !text.extent().complete && chapter.to >= text.extent().blocks
    while (open && waited < until) {
      const step = 50
      await new Promise<void>((resolve) => void setTimeout(resolve, step))
      signal?.throwIfAborted()
      waited += step
      chapter = rangeAt(await outlineOf(text, signal), number, alone)
      open = !text.extent().complete && chapter.to >= text.extent().blocks
    }
    return { chapter: { from: chapter.from, to: Math.max(chapter.to, number + 1) }, open }
  }

  async #budget(
    outline: Outline,
    chapter: Range,
    range: Range,
    open: boolean,
    blocks: readonly Block[],
    signal?: AbortSignal,
  ): Promise<GistBudget> {
    const { length } = this.#of
    if ('percent' in length) return { share: length.percent / 100 }
    if (open) return { share: shareUntilKnown }
    const pace = await this.#of.pace(sentencesOf(blocks, this.#of.text.metadata.language ?? 'en'), signal)
    const wordsOf = ({ from, to }: Range) => outline.wordsBefore(to, 0) - outline.wordsBefore(from, 0)
    // What was read of the chapter before its length was known is taken off; each piece of the rest has its part.
    const earlier = this.#units.filter(({ from, to }) => from >= chapter.from && to <= range.from)
    const spent = earlier.reduce((sum, unit) => sum + unit.wordsRead, 0)
    const rest = { from: range.from, to: chapter.to }
    const share = wordsOf(range) / Math.max(1, wordsOf(rest))
    const all = length.minutes * 60
    const least = spent > 0 ? smallestShare * wordsOf(range) * pace.secondsPerWord : 0
    return { seconds: Math.max(least, (all - spent * pace.secondsPerWord) * share), pace }
  }
}

/** Sentences of plain paragraphs. */
function sentencesOf(blocks: readonly Block[], language: string): string[] {
  return blocks
    .filter(({ kind }) => kind === 'paragraph')
    .flatMap((block) => {
      const { layout, spans } = blockSpans(block, language)
      return spans.map(({ start, end }) => layout.heard.slice(start, end))
    })
}

/** @param alone true where each chapter is a unit, however short */
function rangeAt(outline: Outline, number: number, alone: boolean): Range {
  const chapters = outline.chapters()
  const bounds = [0, ...chapters.map(({ block }) => block).filter((block) => block > 0), outline.blocks]
  let from = 0
  for (const [index, bound] of bounds.entries()) {
    if (index === 0) continue
    const last = index === bounds.length - 1
    const enough = alone || outline.wordsBefore(bound, 0) - outline.wordsBefore(from, 0) >= fewestWords
    if (!enough && !last) continue
    if (number < bound || last) return { from, to: bound }
    from = bound
  }
  return { from, to: outline.blocks }
}

/** The piece of a long range that holds a block: the same ones, whichever block is asked for. */
function piece(outline: Outline, { from, to }: Range, number: number): Range {
  const headings = new Set(outline.headings.map(({ block }) => block))
  let start = from
  for (let block = from + 1; block < to; block++) {
    const words = outline.wordsBefore(block, 0) - outline.wordsBefore(start, 0)
    if (words < cutAfter || (words < mostWords && !headings.has(block))) continue
    if (outline.wordsBefore(to, 0) - outline.wordsBefore(block, 0) < fewestWords) break
    if (block > number) return { from: start, to: block }
    start = block
  }
  return { from: start, to }
}

const plans = new WeakMap<Text, Map<string, GistPlan>>()
/** Settings whose plans are kept for a text: the toggled ones, and one before. */
const keptPlans = 3

/** @param key tells apart all that the plan depends on */
export function gistPlan(key: string, of: GistPlanOf): GistPlan {
  const kept = plans.get(of.text) ?? new Map<string, GistPlan>()
  plans.set(of.text, kept)
  const plan = kept.get(key) ?? new GistPlan(of)
  kept.delete(key)
  kept.set(key, plan)
  const [oldest] = kept.keys()
  if (kept.size > keptPlans && oldest !== undefined) kept.delete(oldest)
  return plan
}

/**
 * A chapter as the sentences that an extract is made of: where they lie, what they cost, what they are about, and
 * which of them cannot stand without another.
 */
import { type Block, blockText } from '../../../contract/document.ts'
import type { Omission } from '../../../contract/listening.ts'
import { baseLanguage } from '../languages.ts'
import { silentCharacter, type Span } from '../sentences.ts'
import { matterOfTitle } from '../skip/matter.ts'
import { blockSpans, type UtteranceSpan } from '../utterances.ts'
import { countWords } from '../word-count.ts'
import { asides, leadingConnective } from './asides.ts'
import { type Dangling, dangling } from './dangling.ts'
import { termsOf } from './terms.ts'

export interface Passage {
  /** Index in the list of blocks that was given. */
  readonly block: number
  /** UTF-16 offsets in the block's text. */
  readonly start: number
  readonly end: number
  readonly kind: 'heading' | 'sentence' | 'item'
  /** What is heard of it, without its asides. */
  readonly text: string
  /** Words of `text`, and of what is heard of the sentence when all of it is read. */
  readonly words: number
  readonly allWords: number
  /** Offsets in the block of what is left out of it when it is read. */
  readonly asides: readonly Span[]
  /** Offset behind its leading connective, which goes where the sentence before it is not read. */
  readonly connective: number | undefined
  readonly terms: readonly string[]
  /** Counts headings and, inside a section, paragraphs and sentences of the paragraph. */
  readonly section: number
  readonly paragraph: number
  readonly place: number
  /** Sentences of its paragraph. */
  readonly paragraphSize: number
  readonly dangling: Dangling
  /** Indices of passages that must be read if this one is. */
  readonly needs: readonly number[]
  /** Never chosen: leads to something that is not read, or is no sentence. */
  readonly barred: boolean
}

const proseKinds: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list-item', 'quote', 'aside'])

/**
 * For each block whether an extract reads of it. Tables, figures, code, formulas and notes are left out as a whole,
 * and so are lists of sources, registers and the like; their headings are not.
 */
export function readable(blocks: readonly Block[]): boolean[] {
  let within: number | undefined // level of the heading above front or back matter
  return blocks.map((block) => {
    if (block.kind === 'heading') {
      const level = block.level ?? 1
      if (within === undefined || level <= within)
        within = matterOfTitle(blockText(block)) ? level : undefined
      return true
    }
    return proseKinds.has(block.kind) && within === undefined && block.matter === undefined
  })
}

interface Draft extends Span {
  readonly spans: readonly UtteranceSpan[]
}

/** Utterances that are pieces of one long sentence, put together again. */
export function wholeSentences(spans: readonly UtteranceSpan[]): Draft[] {
  const drafts: Draft[] = []
  let open: UtteranceSpan[] = []
  for (const span of spans) {
    open.push(span)
    if (span.after === 'clause') continue
    drafts.push({ start: open[0]!.start, end: span.end, spans: open })
    open = []
  }
  if (open.length > 0) drafts.push({ start: open[0]!.start, end: open.at(-1)!.end, spans: open })
  return drafts
}

/** `text` as long as before, with the omissions silent. */
export function silenced(text: string, omissions: readonly Omission[]): string {
  let heard = ''
  let at = 0
  for (const { from, to } of omissions) {
    if (to <= at) continue
    heard += text.slice(at, from) + silentCharacter.repeat(to - Math.max(at, from))
    at = to
  }
  return heard + text.slice(at)
}

function cut(text: string, spans: readonly Span[]): string {
  let rest = ''
  let at = 0
  for (const { start, end } of spans) {
    rest += text.slice(at, start)
    at = end
  }
  return rest + text.slice(at)
}

const endsSentence = /[.!?…。！？｡。]["'”’“‘«»›)\]\s\u2060]*$/u
const leadsOn = /[:：]["'”’\s\u2060]*$/u
const question = /[?？]["'”’“«»)\s]*$/u
const opensQuote = /^[\s\u2060–—-]*["“„«»‚‘]/u

interface Gathering {
  readonly passages: Passage[]
  section: number
  paragraph: number
  /** The last passage of the paragraph before, if it was prose. */
  before: number | undefined
  /** The sentence that leads to the list, and the kinds of blocks in it. */
  lead: number | undefined
}

/** How many sentences a quotation may run over and still be kept together. */
const longestQuotation = 6

/** For each sentence the one that opens the quotation it goes on with. */
function quotations(texts: readonly string[]): (number | undefined)[] {
  let from: number | undefined
  return texts.map((text, index) => {
    const inside = from
    for (const mark of text.match(/[“„”]|(?<![\p{L}\p{N}])"(?=[\p{L}\p{N}])|(?<=[\p{L}.!?,…])"/gu) ?? []) {
      if (mark === '„' || (mark === '“' && from === undefined)) from = index
      else if (mark === '"') from = from === undefined ? index : undefined
      else from = undefined
    }
    if (inside !== undefined && index - inside >= longestQuotation) from = undefined
    return inside
  })
}

/**
 * @param blocks of the chapter, in order
 * @param omitted what the rules leave out of each of them
 * @param language of the document, for blocks that do not say otherwise
 */
export function passagesOf(
  blocks: readonly Block[],
  omitted: readonly (readonly Omission[])[],
  language: string,
): Passage[] {
  const state: Gathering = { passages: [], section: 0, paragraph: 0, before: undefined, lead: undefined }
  const reads = readable(blocks)
  for (const [index, block] of blocks.entries()) {
    // Running lines and notes stand apart from the text that goes on round them.
    if (block.kind === 'running' || block.kind === 'footnote' || block.kind === 'separator') continue
    if (block.kind === 'heading') addHeading(state, block, index, omitted[index] ?? [], language)
    else if (reads[index]) addProse(state, blocks, index, omitted[index] ?? [], language)
    else {
      unlead(state)
      state.before = undefined
      state.lead = undefined
    }
  }
  keepLists(state.passages)
  return state.passages
}

/** Lists of at most so many words are read whole or not at all. */
const shortList = 60

/** What leads to a list is read with its first item at least; the items of a short list are read together. */
function keepLists(passages: Passage[]): void {
  for (const [index, passage] of passages.entries()) {
    const next = passages[index + 1]
    if (passage.barred || passage.kind === 'heading' || !next || next.kind === 'heading') continue
    if (!leadsOn.test(passage.text) && !next.needs.includes(index)) continue
    if (!leadsOn.test(passage.text) && next.kind !== 'item') continue
    const items: number[] = []
    let words = 0
    for (
      let at = index + 1;
      passages[at]?.kind === 'item' && passages[at]!.paragraph === next.paragraph;
      at++
    ) {
      items.push(at)
      words += passages[at]!.words
    }
    const together = items.length > 0 && words <= shortList ? items : [index + 1]
    passages[index] = { ...passage, needs: [...passage.needs, ...together] }
  }
}

/** What leads to a table, a formula or code that is not read is not read either. */
function unlead({ passages, before }: Gathering): void {
  const last = before === undefined ? undefined : passages[before]
  if (last && (leadsOn.test(last.text) || !endsSentence.test(last.text)))
    passages[before!] = { ...last, barred: true }
}

function addHeading(
  state: Gathering,
  block: Block,
  index: number,
  omitted: readonly Omission[],
  language: string,
): void {
  const { layout, spans } = blockSpans(block, language)
  const heard = silenced(layout.heard, omitted)
  state.section += 1
  state.paragraph += 1
  state.before = undefined
  state.lead = undefined
  for (const { start, end } of wholeSentences(spans)) {
    const text = heard.slice(start, end)
    const words = countWords(text)
    if (words === 0) continue
    state.passages.push({
      block: index,
      start,
      end,
      kind: 'heading',
      text,
      words,
      allWords: words,
      asides: [],
      connective: undefined,
      terms: termsOf(text, layout.language),
      section: state.section,
      paragraph: state.paragraph,
      place: 0,
      paragraphSize: 1,
      dangling: 'none',
      needs: [],
      barred: false,
    })
  }
}

function addProse(
  state: Gathering,
  blocks: readonly Block[],
  index: number,
  omitted: readonly Omission[],
  language: string,
): void {
  const { passages } = state
  const block = blocks[index]!
  const item = block.kind === 'list-item'
  const { layout, spans } = blockSpans(block, language)
  const base = baseLanguage(layout.language)
  const heard = silenced(layout.heard, omitted)
  const sentences = wholeSentences(spans).filter(({ start, end }) => countWords(heard.slice(start, end)) > 0)
  if (sentences.length === 0) return
  const inList = item && blocks[index - 1]?.kind === 'list-item'
  if (!inList) {
    const last = state.before === undefined ? undefined : passages[state.before]
    state.lead =
      item && last && (leadsOn.test(last.text) || !endsSentence.test(last.text)) ? state.before : undefined
    state.paragraph += 1
  }
  const first = passages.length
  const quoted = quotations(sentences.map(({ start, end }) => heard.slice(start, end)))
  const goesOn = blocks[index + 1]
  for (const [place, { start, end }] of sentences.entries()) {
    const full = heard.slice(start, end)
    const cuts = asides(full, base)
    const text = cut(full, cuts)
    const lead = cuts[0]?.start === 0 ? 0 : leadingConnective(full, base)
    const hangs = dangling(text, base)
    const last = place === sentences.length - 1
    const fragment = !item && !endsSentence.test(full) && !(last && leadsOn.test(full))
    passages.push({
      block: index,
      start,
      end,
      kind: item ? 'item' : 'sentence',
      text,
      words: countWords(text),
      allWords: countWords(full),
      asides: cuts.map((aside) => ({ start: aside.start + start, end: aside.end + start })),
      connective: lead > 0 ? start + lead : undefined,
      terms: termsOf(text, layout.language),
      section: state.section,
      paragraph: state.paragraph,
      place,
      paragraphSize: sentences.length,
      dangling: hangs,
      needs: needed(state, place, first, quoted[place], hangs, item),
      barred: fragment || (last && leadsOn.test(full) && !(goesOn && proseKinds.has(goesOn.kind))),
    })
  }
  state.before = passages.length - 1
}

/** The last sentence of a paragraph that is likely to name who is meant; else its first. */
function named(paragraph: readonly Passage[]): number {
  const index = paragraph.findLastIndex(({ dangling: hangs }) => hangs === 'none' || hangs === 'weak')
  return Math.max(0, index)
}

/** The passages that this one cannot do without. */
function needed(
  { passages, before, lead }: Gathering,
  place: number,
  first: number,
  quotation: number | undefined,
  hangs: Dangling,
  item: boolean,
): number[] {
  const needs = item && lead !== undefined ? [lead] : []
  if (quotation !== undefined && quotation < place) needs.push(first + quotation)
  if (place > 0) {
    const previous = passages[first + place - 1]!
    if (hangs === 'person') needs.push(first + named(passages.slice(first)))
    if (hangs === 'strong' || leadsOn.test(previous.text) || question.test(previous.text))
      needs.push(first + place - 1)
  } else if (before !== undefined && !item) {
    const { text } = passages[before]!
    // An answer needs its question: “Why?” — “Because.”
    if (leadsOn.test(text) || (question.test(text) && opensQuote.test(text))) needs.push(before)
  }
  return needs
}

/**
 * Moving about by sentence, paragraph, heading, chapter and page.
 *
 * Forward is always the beginning of the next one. Backward by sentence is always the sentence before (there is a key
 * to hear the present one again). Backward by anything larger is the beginning of the present one as long as more
 * than its first sentence has been passed, and the one before otherwise, as CD players do: pressed twice it always
 * gets on, and pressed once it never throws a listener out of a chapter whose beginning was wanted.
 * What says nothing, or is left out of what is heard, is no place to stop at. A move waits for blocks that are still being imported if it must.
 */
import type { MoveUnit, Utterance } from '../../contract/app.ts'
import { type Block, isText, type Position } from '../../contract/document.ts'
import type { Text } from '../ports.ts'
import { isHeard } from './heard-spans.ts'
import type { Hearing } from './hearing.ts'
import { outlineOf } from './outline.ts'
import { documentLanguage } from './reader.ts'
import { blockSpans, speech, type UtteranceSpan } from './utterances.ts'
import { utteranceAt, walk, walkBack } from './walk.ts'

/** What is walked on: a text, and what of it is heard, if there are rules. */
interface Ground {
  readonly text: Text
  readonly hearing?: Hearing | undefined
}

/** A place without its document. */
interface Place {
  readonly block: number
  readonly offset: number
}

const isBefore = (a: Place, b: Place): boolean =>
  a.block < b.block || (a.block === b.block && a.offset < b.offset)

/** The utterances of a block that are heard. */
async function spansOf(
  { text, hearing }: Ground,
  block: Block,
  number: number,
  signal?: AbortSignal,
): Promise<readonly UtteranceSpan[]> {
  if (!isText(block)) return []
  const { layout, spans } = blockSpans(block, documentLanguage(text))
  if (!hearing || spans.length === 0) return spans
  const omissions = await hearing.omissions(block, number, signal)
  return omissions.length === 0 ? spans : spans.filter((span) => isHeard(layout, span, omissions))
}

/** The first utterance that begins at `place` or behind it. */
async function firstFrom(ground: Ground, place: Place, signal?: AbortSignal): Promise<Place | undefined> {
  for await (const { block, number } of walk(ground.text, place.block, signal)) {
    const spans = await spansOf(ground, block, number, signal)
    const span = number === place.block ? spans.find(({ start }) => start >= place.offset) : spans[0]
    if (span) return { block: number, offset: span.start }
  }
  return undefined
}

/** The utterance that holds `place`, or the next one in its block. */
async function holding(
  ground: Ground,
  { block: number, offset }: Place,
  signal?: AbortSignal,
): Promise<UtteranceSpan | undefined> {
  const [block] = await ground.text.blocks(number, 1, signal)
  if (!block) return undefined
  if (!isText(block)) return undefined
  const { spans } = blockSpans(block, documentLanguage(ground.text))
  const index = utteranceAt(spans, offset)
  return index === undefined ? undefined : spans[index]
}

async function nextSentence(ground: Ground, from: Place, signal?: AbortSignal): Promise<Place | undefined> {
  const present = await holding(ground, from, signal)
  const here = present && present.start <= from.offset ? present.start + 1 : from.offset
  return firstFrom(ground, { block: from.block, offset: here }, signal)
}

async function previousSentence(
  ground: Ground,
  from: Place,
  signal?: AbortSignal,
): Promise<Place | undefined> {
  const [block] = await ground.text.blocks(from.block, 1, signal)
  const spans = block ? await spansOf(ground, block, from.block, signal) : []
  const index = utteranceAt(spans, from.offset) ?? spans.length
  const before = spans[index - 1]
  if (before) return { block: from.block, offset: before.start }
  return lastOfBlockBefore(ground, from.block, signal)
}

async function lastOfBlockBefore(
  ground: Ground,
  number: number,
  signal?: AbortSignal,
): Promise<Place | undefined> {
  for await (const step of walkBack(ground.text, number, signal)) {
    const last = (await spansOf(ground, step.block, step.number, signal)).at(-1)
    if (last) return { block: step.number, offset: last.start }
  }
  return undefined
}

async function previousParagraph(
  ground: Ground,
  from: Place,
  signal?: AbortSignal,
): Promise<Place | undefined> {
  const [block] = await ground.text.blocks(from.block, 1, signal)
  const spans = block ? await spansOf(ground, block, from.block, signal) : []
  if ((utteranceAt(spans, from.offset) ?? spans.length) > 0 && spans[0])
    return { block: from.block, offset: spans[0].start }
  for await (const step of walkBack(ground.text, from.block, signal)) {
    const first = (await spansOf(ground, step.block, step.number, signal))[0]
    if (first) return { block: step.number, offset: first.start }
  }
  return undefined
}

async function nextHeading(ground: Ground, from: Place, signal?: AbortSignal): Promise<Place | undefined> {
  for await (const { block, number } of walk(ground.text, from.block + 1, signal)) {
    const first = block.kind === 'heading' ? (await spansOf(ground, block, number, signal))[0] : undefined
    if (first) return { block: number, offset: first.start }
  }
  return undefined
}

async function previousHeading(
  ground: Ground,
  from: Place,
  signal?: AbortSignal,
): Promise<Place | undefined> {
  for await (const { block, number } of walkBack(ground.text, from.block, signal)) {
    const first = block.kind === 'heading' ? (await spansOf(ground, block, number, signal))[0] : undefined
    if (first) return { block: number, offset: first.start }
  }
  return undefined
}

/** Beginnings of the chapters or pages known so far, ascending. */
async function startsOf(
  ground: Ground,
  unit: 'chapter' | 'page',
  signal?: AbortSignal,
): Promise<readonly Place[]> {
  if (unit === 'page') return ground.text.pages()
  return (await outlineOf(ground.text, signal)).chapters().map(({ block }) => ({ block, offset: 0 }))
}

/** Where one begins to read a chapter or page: at its first sentence, or inside the one that fills it. */
async function entry(
  ground: Ground,
  start: Place,
  next: Place | undefined,
  signal?: AbortSignal,
): Promise<Place | undefined> {
  const first = await firstFrom(ground, start, signal)
  if (!first || (next && !isBefore(first, next)))
    return (await holding(ground, start, signal)) ? start : first
  return first
}

async function nextStart(
  ground: Ground,
  unit: 'chapter' | 'page',
  from: Place,
  signal?: AbortSignal,
): Promise<Place | undefined> {
  for (;;) {
    const { blocks, complete } = ground.text.extent()
    const starts = await startsOf(ground, unit, signal)
    for (const [index, start] of starts.entries()) {
      if (!isBefore(from, start)) continue
      const place = await entry(ground, start, starts[index + 1], signal)
      if (place && isBefore(from, place)) return place
    }
    if (complete) return undefined
    await ground.text.blocks(blocks, 1, signal) // more may come with the import
  }
}

async function previousStart(
  ground: Ground,
  unit: 'chapter' | 'page',
  from: Place,
  signal?: AbortSignal,
): Promise<Place | undefined> {
  const starts = await startsOf(ground, unit, signal)
  const present = await holding(ground, from, signal)
  const passed = present && present.start < from.offset ? { block: from.block, offset: present.start } : from
  for (let index = starts.length - 1; index >= 0; index--) {
    if (isBefore(from, starts[index]!)) continue
    const place = await entry(ground, starts[index]!, starts[index + 1], signal)
    if (place && isBefore(place, passed)) return place
  }
  return undefined
}

type Step = (ground: Ground, from: Place, signal?: AbortSignal) => Promise<Place | undefined>

const forward: Readonly<Record<MoveUnit, Step>> = {
  sentence: nextSentence,
  paragraph: (ground, from, signal) => firstFrom(ground, { block: from.block + 1, offset: 0 }, signal),
  heading: nextHeading,
  chapter: (ground, from, signal) => nextStart(ground, 'chapter', from, signal),
  page: (ground, from, signal) => nextStart(ground, 'page', from, signal),
}

const backward: Readonly<Record<MoveUnit, Step>> = {
  sentence: previousSentence,
  paragraph: previousParagraph,
  heading: previousHeading,
  chapter: (ground, from, signal) => previousStart(ground, 'chapter', from, signal),
  page: (ground, from, signal) => previousStart(ground, 'page', from, signal),
}

/**
 * Where the `count`-th next (or, below 0, previous) unit begins, seen from `from`. Stops at the last one there is;
 * `moved` is false where there was none at all, and the position is `from` then.
 *
 * @param hearing what of the text is heard: only that is stopped at
 */
export async function move(
  text: Text,
  from: Position,
  unit: MoveUnit,
  count: number,
  signal?: AbortSignal,
  hearing?: Hearing,
): Promise<{ position: Position; moved: boolean }> {
  const step = (count < 0 ? backward : forward)[unit]
  let place: Place = from
  let moved = false
  for (let left = Math.abs(count); left > 0; left--) {
    const next = await step({ text, hearing }, place, signal)
    if (!next) break
    place = next
    moved = true
  }
  return {
    position: moved ? { document: from.document, block: place.block, offset: place.offset } : from,
    moved,
  }
}

/** The utterance round a place, else the next one of its block, else the last; null where the block says nothing. */
export async function sentenceAt(text: Text, at: Position, signal?: AbortSignal): Promise<Utterance | null> {
  const [block] = await text.blocks(at.block, 1, signal)
  if (!block) return null
  const { layout, spans } = blockSpans(block, documentLanguage(text))
  const span = spans[utteranceAt(spans, at.offset) ?? spans.length - 1]
  if (!span) return null
  return {
    position: { document: at.document, block: at.block, offset: span.start },
    end: span.end,
    kind: span.kind,
    blockStart: span.blockStart,
    spoken: speech(layout, span).spoken,
  }
}

/** `at` moved to the beginning of its sentence, or to the next place where something is said. */
export async function sentenceStart(text: Text, at: Position, signal?: AbortSignal): Promise<Position> {
  const present = await holding({ text }, at, signal)
  if (present) return { ...at, offset: present.start }
  const place =
    (await firstFrom({ text }, at, signal)) ?? (await lastOfBlockBefore({ text }, at.block + 1, signal))
  return place ? { document: at.document, ...place } : at
}

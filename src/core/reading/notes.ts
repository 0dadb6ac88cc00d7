/**
 * Notes on demand: the one that the last reference before a place points to.
 *
 * References are what importers mark as such, links inside the document that look like marks, and bare marks: numbers
 * in brackets, raised numbers, asterisks. These name a note with that label, or an entry of the list of sources.
 */
import { type Block, blockText, type Position } from '../../contract/document.ts'
import type { Text } from '../ports.ts'
import { candidates } from './skip/candidates.ts'
import { plainMark, surveyOf, type Survey } from './skip/survey.ts'
import { walk, walkBack } from './walk.ts'

export interface FoundNote {
  readonly reference: Position
  readonly block: number
  readonly text: string
}

/** Blocks before a place in which a reference is looked for. */
const reach = 400
/** Blocks behind a reference in which its note is looked for before the whole document is. */
const near = 200

/** References that are tried: marks that lead nowhere are many where a document has no notes. */
const patience = 40

interface Reference {
  readonly offset: number
  /** The note's id, the block it stands in, or what the mark says. */
  readonly to: { readonly note: string } | { readonly block: number } | { readonly labels: readonly string[] }
}

const linkTo = /^#block-(\d+)$/
const markLike = /^\s*[[(]?\s*(?:\d{1,4}|[a-z]{1,2}|[*†‡§]{1,3}|(?:note|Anm\.|Fn\.)\s*\d{1,3})\s*[\])]?\s*$/iu

/** The references of a block, in order. */
function references(block: Block): Reference[] {
  const text = blockText(block)
  const found: Reference[] = []
  let offset = 0
  for (const run of block.runs) {
    const link = linkTo.exec(run.link ?? '')?.[1]
    if (run.role === 'note-reference' && run.note) found.push({ offset, to: { note: run.note } })
    else if (run.role === 'note-reference') found.push({ offset, to: { labels: labelsOf(run.text) } })
    else if (link !== undefined && markLike.test(run.text))
      found.push({ offset, to: { block: Number(link) } })
    offset += run.text.length
  }
  for (const { from, to, what } of candidates(block)) {
    if (what !== 'notes' && what !== 'citations') continue
    if (found.some((other) => other.offset >= from && other.offset < to)) continue
    const labels = labelsOf(text.slice(from, to))
    if (labels.length > 0) found.push({ offset: from, to: { labels } })
  }
  return found.toSorted((a, b) => a.offset - b.offset)
}

/** What a mark names, the likeliest first: `[12, p. 3]` 12, `(Smith & Jones, 2020)` Smith, Jones. */
function labelsOf(mark: string): readonly string[] {
  const bare = plainMark(mark).replace(/^[[(^\s]+|[\])\s]+$/g, '')
  const number = /^\D{0,12}?(\d{1,4})(?!\d)/.exec(bare)?.[1]
  if (number !== undefined && !/\p{L}{3}/u.test(bare.slice(0, bare.indexOf(number)))) return [number]
  if (/^(?:[a-z]{1,2}|[*†‡§]{1,3})$/u.test(bare)) return [bare]
  const key = /^\p{Lu}[\p{L}+]{1,11}\d{2,4}[a-z]?/u.exec(bare)?.[0]
  const names = [...bare.matchAll(/\p{Lu}[\p{L}'’]+(?:[-‑–]\p{L}[\p{L}'’]*)*/gu)].map(([name]) =>
    name.toLowerCase(),
  )
  const [year] = /\d{4}/.exec(bare) ?? []
  const dated = year === undefined ? [] : names.map((name) => `${name} ${year}`)
  return [...(key === undefined ? [bare] : [key, bare]), ...dated, ...names].filter(
    (label) => label.length < 40,
  )
}

/**
 * @returns the note's block and text, and where the reference stands; null where there is none at or before `at` whose
 *   note can be found. Does not wait for an import.
 */
export async function lastNote(text: Text, at: Position, signal?: AbortSignal): Promise<FoundNote | null> {
  const survey = surveyOf(text)
  let searched = 0
  let tried = 0
  for await (const { block, number } of walkBack(
    text,
    Math.min(at.block + 1, text.extent().blocks),
    signal,
  )) {
    const before = references(block).filter(({ offset }) => number < at.block || offset <= at.offset)
    for (const { offset, to } of before.toReversed()) {
      if ((tried += 1) > patience) return null
      const found = await noteOf(text, survey, number, to, signal)
      if (found) return { reference: { document: at.document, block: number, offset }, ...found }
    }
    if ((searched += 1) > reach) return null
  }
  return null
}

async function noteOf(
  text: Text,
  survey: Survey,
  from: number,
  to: Reference['to'],
  signal?: AbortSignal,
): Promise<{ block: number; text: string } | undefined> {
  if ('block' in to) return blockAt(text, to.block)
  if ('labels' in to) {
    await survey.update()
    const block = survey.labelled(to.labels, from)
    return block === undefined ? undefined : blockAt(text, block)
  }
  // A note by its id stands near its reference as a rule: the whole document is looked through only where it does not.
  let searched = 0
  const { blocks } = text.extent()
  for await (const { block, number } of walk(text, from, signal)) {
    if (block.kind === 'footnote' && block.note === to.note) return { block: number, text: blockText(block) }
    if ((searched += 1) > near || number + 1 >= blocks) break
  }
  await survey.update()
  const block = survey.notes.get(to.note)
  return block === undefined ? undefined : blockAt(text, block)
}

async function blockAt(text: Text, number: number): Promise<{ block: number; text: string } | undefined> {
  if (number >= text.extent().blocks) return undefined
  const [block] = await text.blocks(number, 1)
  return block ? { block: number, text: blockText(block) } : undefined
}

/**
 * What is said for a stretch of a block, as parts of one language each, with the way back to the block's offsets.
 *
 * Runs that carry their own spoken form (mathematics, ruby) are said by it; note marks and page numbers that stand in
 * the text are silent but still part two words.
 * Running lines are left to the rules. Everything else goes through `speakable`.
 */
import type { Phonemes } from '../../contract/inference.ts'
import { type Block, blockText, isText, type Run } from '../../contract/document.ts'
import { speakable, type SpeakableOptions } from './speakable.ts'
import { identityMap, type SpanPiece } from './span-map.ts'
import { opaqueCharacter, silentCharacter } from './sentences.ts'
import { baseLanguage, splitByScript } from './languages.ts'
import type { Lexicon } from './lexicon.ts'

/** `map.written` counts in the block's text; it begins at the part's first offset, not at 0. */
export interface SpokenPart {
  readonly language: string
  readonly spoken: string
  readonly map: { readonly pieces: readonly SpanPiece[] }
  /** Words of `spoken` whose sounds are given, in order; the voice that knows IPA says these instead. */
  readonly phonemes?: readonly Phonemes[]
}

export interface Stretch {
  readonly start: number
  readonly end: number
  readonly language: string
  readonly say: 'text' | 'nothing' | { readonly spoken: string }
}

/** A block's text, prepared once for segmentation and speech. */
export interface Layout {
  readonly text: string
  readonly language: string
  /** As long as `text`; silent and opaque stretches are masked, so that their periods end nothing. */
  readonly masked: string
  /** As long as `text`; only silent stretches are masked. Words are looked for in it. */
  readonly heard: string
  readonly stretches: readonly Stretch[]
  /** The user's dictionary, where there is one. */
  readonly lexicon?: Lexicon | undefined
}

const silent = (run: Run): boolean => run.role === 'note-reference' || run.role === 'page-number'
const ownSound = (run: Run): string | undefined => run.spoken ?? (run.ruby?.trim() ? run.ruby : undefined)

/** @param language of the document, for blocks that do not say otherwise */
export function layOut(block: Block, language: string): Layout {
  const text = blockText(block)
  const blockLanguage = block.language ?? language
  const stretches: Stretch[] = []
  let masked = ''
  let heard = ''
  let start = 0
  for (const run of block.runs) {
    const end = start + run.text.length
    const foreign = run.language !== undefined && baseLanguage(run.language) !== baseLanguage(blockLanguage)
    const own = ownSound(run)
    const say = silent(run) && isText(block) ? 'nothing' : own === undefined ? 'text' : { spoken: own }
    if (end > start || own !== undefined)
      stretches.push({ start, end, language: foreign ? run.language! : blockLanguage, say })
    heard += say === 'nothing' ? silentCharacter.repeat(end - start) : run.text
    if (say === 'nothing') masked += silentCharacter.repeat(end - start)
    else if (say === 'text' && (run.role !== 'code' || block.kind === 'code')) masked += run.text
    else masked += opaqueCharacter.repeat(end - start)
    start = end
  }
  return { text, language: blockLanguage, masked, heard, stretches }
}

const wordCharacter = /[\p{L}\p{N}]/u
export const sayable = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** A thousand characters without a space are no words: a data URL, a key, a trap for regular expressions. */
const endless = (text: string): boolean => text.length > 1_000 && /^[\x21-\x7e]*$/.test(text)

interface Draft {
  language: string
  spoken: string
  pieces: SpanPiece[]
  phonemes: Phonemes[]
}

class Builder {
  readonly done: Draft[] = []
  readonly #lexicon: Lexicon | undefined

  constructor(lexicon?: Lexicon) {
    this.#lexicon = lexicon
  }

  #open(language: string): Draft {
    const last = this.done.at(-1)
    if (last && last.language === language) return last
    const part: Draft = { language, spoken: '', pieces: [], phonemes: [] }
    this.done.push(part)
    return part
  }

  /** Says `spoken` for the written range as a whole. */
  atom(language: string, from: number, to: number, spoken: string): void {
    const part = this.#open(this.done.length > 0 && !sayable(spoken) ? this.done.at(-1)!.language : language)
    const at = part.spoken.length
    part.pieces.push({ written: [from, to], spoken: [at, at + spoken.length], atom: true })
    part.spoken += spoken
  }

  text(language: string, written: string, from: number, context: SpeakableOptions['context']): void {
    const told = this.#lexicon && !endless(written) ? this.#lexicon.find(written, language) : []
    const { spoken, map, places } = endless(written)
      ? { spoken: written, map: identityMap(written.length), places: [] }
      : speakable(written, { language, said: told, ...(context && { context }) })
    const foreignMarks = this.done.length > 0 && !sayable(spoken) // punctuation stays with the words before it
    const part = this.#open(foreignMarks ? this.done.at(-1)!.language : language)
    const at = part.spoken.length
    for (const piece of map.pieces) {
      part.pieces.push({
        written: [piece.written[0] + from, piece.written[1] + from],
        spoken: [piece.spoken[0] + at, piece.spoken[1] + at],
        atom: piece.atom,
      })
    }
    for (const [index, { ipa }] of told.entries()) {
      const place = places[index]
      if (ipa !== undefined && place) part.phonemes.push({ from: at + place[0], to: at + place[1], ipa })
    }
    part.spoken += spoken
  }

  endsInWord(): boolean {
    return wordCharacter.test(this.done.at(-1)?.spoken.at(-1) ?? '')
  }
}

/** A leading part that says nothing goes to the part after it. */
function finish(built: Builder['done']): SpokenPart[] {
  const parts: SpokenPart[] = []
  for (const { language, spoken, pieces, phonemes } of built) {
    if (!sayable(spoken)) continue
    parts.push({
      language,
      spoken: /[\n\r\t\u2028\u2029]/.test(spoken) ? spoken.replace(/[\n\r\t\u2028\u2029]/g, ' ') : spoken,
      map: { pieces },
      ...(phonemes.length > 0 && { phonemes }),
    })
  }
  return parts
}

/** Index of the first stretch that reaches `offset`. Stretches are many in tables, so they are not searched one by one. */
function firstStretch(stretches: readonly Stretch[], offset: number): number {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (stretches[middle]!.end >= offset) high = middle
    else low = middle + 1
  }
  return low
}

/** True where runs with their own spoken form, such as formulas, say something between the offsets. */
export function hasOwnSound(layout: Layout, start: number, end: number): boolean {
  for (let index = firstStretch(layout.stretches, start); index < layout.stretches.length; index++) {
    const { start: from, say } = layout.stretches[index]!
    if (from > end) return false
    if (typeof say === 'object' && sayable(say.spoken)) return true
  }
  return false
}

/**
 * The parts that say the block's text from `start` to `end`, led by `prefix`, which is said but not written. Parts
 * that would say nothing are left out; an empty list means that there is nothing to say.
 */
export function spokenParts(
  layout: Layout,
  start: number,
  end: number,
  context?: SpeakableOptions['context'],
  prefix = '',
): SpokenPart[] {
  const builder = new Builder(layout.lexicon)
  let pending = { from: 0, to: 0, language: '' }
  const flush = (): void => {
    const { from, to } = pending
    if (to > from)
      for (const piece of splitByScript(layout.text.slice(from, to), pending.language))
        builder.text(
          piece.language,
          layout.text.slice(from + piece.start, from + piece.end),
          from + piece.start,
          context,
        )
    pending = { from: to, to, language: '' }
  }
  for (let index = firstStretch(layout.stretches, start); index < layout.stretches.length; index++) {
    const stretch = layout.stretches[index]!
    if (stretch.end === start && stretch.start < start) continue
    if (stretch.start > end || (stretch.start === end && end > start)) break
    const from = Math.max(start, stretch.start)
    const to = Math.min(end, stretch.end)
    if (stretch.say === 'text') {
      if (pending.to !== from || pending.language !== stretch.language) flush()
      pending = {
        from: pending.to === from && pending.language ? pending.from : from,
        to,
        language: stretch.language,
      }
      continue
    }
    flush()
    const glued = builder.endsInWord()
    if (stretch.say === 'nothing' || stretch.start < start) {
      // What is said as a whole is said where it begins.
      const next = layout.text[to] ?? ''
      builder.atom(layout.language, from, to, glued && to < end && wordCharacter.test(next) ? ' ' : '')
    } else {
      const next = to < end && wordCharacter.test(layout.text[to] ?? '') ? ' ' : ''
      builder.atom(stretch.language, from, to, `${glued ? ' ' : ''}${stretch.say.spoken}${next}`)
    }
  }
  flush()
  const parts = finish(builder.done)
  const first = parts[0]
  if (prefix === '' || !first) return parts
  const lead = new Builder()
  lead.atom(layout.language, start, start, prefix)
  if (baseLanguage(first.language) !== baseLanguage(layout.language)) return [...finish(lead.done), ...parts]
  const by = prefix.length
  const moved = first.map.pieces.map((piece) => ({
    ...piece,
    spoken: [piece.spoken[0] + by, piece.spoken[1] + by] as const,
  }))
  const pieces = [...lead.done[0]!.pieces, ...moved]
  const phonemes = first.phonemes?.map(({ from, to, ipa }) => ({ from: from + by, to: to + by, ipa }))
  return [
    {
      language: first.language,
      spoken: prefix + first.spoken,
      map: { pieces },
      ...(phonemes && { phonemes }),
    },
    ...parts.slice(1),
  ]
}

/** What the parts say, in one line; a pause that follows a space is drawn to its word. */
export function spokenLine(parts: readonly SpokenPart[]): string {
  let line = ''
  for (const { spoken } of parts) {
    if (wordCharacter.test(line.at(-1) ?? '') && wordCharacter.test(spoken[0] ?? '')) line += ' '
    line += spoken
  }
  return line
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,;](?:\s|$))/g, '')
    .trim()
}

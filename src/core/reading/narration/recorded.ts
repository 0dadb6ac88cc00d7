/**
 * An utterance as the book's own narrator reads it.
 *
 * Clips are cut by whoever made the book, mostly at sentences, sometimes at words or paragraphs; utterances are ours.
 * So an utterance takes the clips that lie in it, and of those that reach beyond it the part that its words take up,
 * found by their pauses. Where the book's recording leaves out a word of the utterance, or cannot be played, there is
 * none, and the voice reads it.
 */
import type { Clip } from '../../../contract/document.ts'
import { type Speech, soundRate, type WordTime } from '../../../contract/inference.ts'
import { frameLevels, framesPerSecond, silenceLevel } from '../../../sound/loudness.ts'
import type { Narration } from '../../ports.ts'
import { type Layout, sayable, type SpokenPart } from '../parts.ts'
import { silentCharacter } from '../sentences.ts'
import { toSpoken } from '../span-map.ts'
import { align, type Alignment, WeighedText } from './alignment.ts'

export interface Recorded {
  /** All parts of the utterance as one. */
  readonly part: SpokenPart
  readonly speech: Speech
  /** Silence that follows in the recording, in seconds; undefined where it ends there and ours is wanted. */
  readonly pause: number | undefined
}

export interface RecordedRequest {
  readonly narration: Narration
  /** Number of the block. */
  readonly block: number
  readonly span: { readonly start: number; readonly end: number }
  readonly layout: Layout
  readonly parts: readonly SpokenPart[]
}

/** Two clips so near one another are one stretch of the recording. Seconds. */
const together = 1.5
const overlap = 0.05
/** Edges of a cut are faded, so that they do not click. Seconds. */
const fade = 0.003
/** A silence at the end that is shorter is no pause of the narrator's. */
const shortestPause = 0.12
/** What stays of the silence at the end. */
const kept = 0.03

/** The piece of a clip that an utterance takes: from..to in UTF-16 of the block's text. */
interface Piece {
  readonly clip: Clip
  readonly from: number
  readonly to: number
}

export async function recorded(request: RecordedRequest, signal: AbortSignal): Promise<Recorded | undefined> {
  const { narration, block, span, layout } = request
  const clips = narration.clips(block).filter(({ from, to }) => from < span.end && to > span.start)
  if (clips.length === 0) return undefined
  const heard = (from: number, to: number): boolean =>
    sayable(layout.heard.slice(from, to).replaceAll(silentCharacter, ''))
  let at = span.start
  const pieces: Piece[] = []
  for (const clip of clips) {
    const from = Math.max(clip.from, span.start)
    const to = Math.min(clip.to, span.end)
    if (heard(at, from)) return undefined
    for (const range of heardRanges(layout, from, to)) pieces.push({ clip, ...range })
    at = Math.max(at, to)
  }
  if (heard(at, span.end) || pieces.length === 0) return undefined
  try {
    const sounds: { piece: Piece; pcm: Int16Array; gap: number }[] = []
    for (const group of groups(pieces)) sounds.push(...(await stretch(group, narration, layout, signal)))
    const last = pieces.at(-1)!
    const whole = !heard(last.to, span.end) && last.to === Math.min(last.clip.to, span.end)
    return assemble(request, sounds, whole && goesOn(narration, block, last))
  } catch (error) {
    if (signal.aborted) throw error
    narration.failed(error, pieces[0]!.clip)
    return undefined
  }
}

/** Text that is left out is cut out of a recording from so many characters on; a mark of a note is not read anyway. */
const shortestOmission = 24
const omitted = new RegExp(`${silentCharacter}+`, 'gu')

/** The stretches from..to without what the rules or the mode leave out. */
function heardRanges(layout: Layout, from: number, to: number): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  const text = layout.heard.slice(from, to)
  let at = 0
  const take = (end: number): void => {
    if (sayable(text.slice(at, end).replaceAll(silentCharacter, '')))
      ranges.push({ from: from + at, to: from + end })
  }
  for (const { 0: silent, index } of text.matchAll(omitted)) {
    if (silent.length < shortestOmission) continue
    take(index)
    at = index + silent.length
  }
  take(text.length)
  return ranges
}

/** What a narrator says of a clip: all of its text but short omissions, which are marks. */
function narratedText({ from, to }: Clip, layout: Layout): string {
  return layout.heard
    .slice(from, to)
    .replaceAll(omitted, (silent: string, index: number) =>
      silent.length < shortestOmission
        ? silent
        : layout.text.slice(from + index, from + index + silent.length),
    )
}

/** Pieces that follow one another in the same sound. */
function groups(pieces: readonly Piece[]): Piece[][] {
  const found: Piece[][] = []
  for (const piece of pieces) {
    const before = found.at(-1)?.at(-1)?.clip
    const gap = before?.end === undefined ? -1 : piece.clip.start - before.end
    const near = before?.sound === piece.clip.sound && gap > -overlap && gap < together
    if (before === piece.clip || near) found.at(-1)!.push(piece)
    else found.push([piece])
  }
  return found
}

/** Decodes one stretch and cuts it into its pieces; what lies between two belongs to the first. */
async function stretch(
  pieces: readonly Piece[],
  narration: Narration,
  layout: Layout,
  signal: AbortSignal,
): Promise<{ piece: Piece; pcm: Int16Array; gap: number }[]> {
  const first = pieces[0]!.clip
  const last = pieces.at(-1)!.clip
  const pcm = await narration.sound(first.sound, first.start, last.end, signal)
  return pieces.map((piece, index) => {
    const { clip } = piece
    const sample = (seconds: number): number => Math.round((seconds - first.start) * soundRate)
    const next = pieces.slice(index + 1).find((later) => later.clip !== clip)?.clip.start
    const whole = pcm.subarray(
      Math.max(0, sample(clip.start)),
      next === undefined ? pcm.length : sample(Math.max(next, clip.start)),
    )
    const end =
      clip.end === undefined ? whole.length : Math.min(whole.length, sample(clip.end) - sample(clip.start))
    const cut = cuts(piece, whole.subarray(0, end), pcm, layout)
    return {
      piece,
      pcm: whole.subarray(cut.from, cut.to ?? whole.length),
      gap: cut.to === undefined ? (whole.length - end) / soundRate : 0,
    }
  })
}

interface Aligned {
  readonly weighed: WeighedText
  readonly alignment: Alignment
}
/** By the decoded stretch that a clip lies in, as long as that is kept: each sentence of a paragraph asks for the same. */
const known = new WeakMap<Int16Array, Map<string, Aligned>>()

/** @param pcm a part of `origin` */
function aligned(text: string, pcm: Int16Array, origin: Int16Array): Aligned {
  let own = known.get(origin)
  if (!own) known.set(origin, (own = new Map()))
  const key = `${pcm.byteOffset} ${pcm.length} ${text}`
  let found = own.get(key)
  if (!found) {
    const weighed = new WeighedText(text)
    own.set(key, (found = { weighed, alignment: align(pcm, weighed.marks) }))
  }
  return found
}

/** Where in a clip's samples its piece lies; `to` is absent where it goes to the end. */
function cuts(
  { clip, from, to }: Piece,
  pcm: Int16Array,
  origin: Int16Array,
  layout: Layout,
): { from: number; to?: number } {
  const text = narratedText(clip, layout)
  const begins = sayable(text.slice(0, from - clip.from))
  const ends = sayable(text.slice(to - clip.from))
  if (!begins && !ends) return { from: 0 }
  const { weighed, alignment } = aligned(text, pcm, origin)
  // Between two utterances there is white space; both must cut at the same place.
  const next = to - clip.from + (/^[^\p{L}\p{N}]*/u.exec(text.slice(to - clip.from))?.[0].length ?? 0)
  const start = from - clip.from + (/^[^\p{L}\p{N}]*/u.exec(text.slice(from - clip.from))?.[0].length ?? 0)
  const sample = (offset: number): number => Math.round(alignment.cut(weighed.share(offset)) * soundRate)
  return { from: begins ? sample(start) : 0, ...(ends ? { to: sample(next) } : {}) }
}

/** Whether the recording goes on right behind a piece with the text that follows, so that its pauses are the narrator's. */
function goesOn(narration: Narration, block: number, { clip, to }: Piece): boolean {
  if (to < clip.to) return true
  const own = narration.clips(block)
  const next = own[own.findIndex(({ from }) => from === clip.from) + 1] ?? narration.clips(block + 1)[0]
  return (
    next !== undefined &&
    next.sound === clip.sound &&
    clip.end !== undefined &&
    Math.abs(next.start - clip.end) < overlap
  )
}

function assemble(
  { parts, span }: RecordedRequest,
  sounds: readonly { piece: Piece; pcm: Int16Array; gap: number }[],
  continues: boolean,
): Recorded {
  const part = mergedPart(parts)
  const all = new Int16Array(sounds.reduce((sum, { pcm }) => sum + pcm.length, 0))
  const words: WordTime[] = []
  let at = 0
  for (const [index, { piece, pcm, gap }] of sounds.entries()) {
    all.set(pcm, at)
    const first = index === 0 ? 0 : toSpoken(part.map, piece.from, piece.to)[0]
    const next = sounds[index + 1]?.piece
    const last = next ? toSpoken(part.map, next.from, next.to)[0] : part.spoken.length
    const offset = at / soundRate
    const speaking = pcm.subarray(0, Math.max(1, pcm.length - Math.round(gap * soundRate)))
    for (const word of wordsIn(part.spoken.slice(first, last), speaking))
      words.push({
        start: word.start + offset,
        end: word.end + offset,
        from: word.from + first,
        to: word.to + first,
      })
    at += pcm.length
  }
  for (let index = 0; index < Math.min(all.length / 2, fade * soundRate); index++) {
    const share = index / (fade * soundRate)
    all[index] = Math.round(all[index]! * share)
    all[all.length - 1 - index] = Math.round(all[all.length - 1 - index]! * share)
  }
  const silence = silenceAtEnd(all)
  const own = continues || silence >= shortestPause
  const pcm = own ? all.subarray(0, all.length - Math.round(Math.max(0, silence - kept) * soundRate)) : all
  const end = pcm.length / soundRate
  return {
    part,
    speech: {
      pcm: pcm.slice(),
      words: words.map((word) => ({
        ...word,
        start: Math.min(word.start, end),
        end: Math.min(word.end, end),
      })),
    },
    pause: own && span.end > span.start ? Math.max(0, silence - kept) : undefined,
  }
}

/** The words of a spoken text in a recording of it. */
function wordsIn(spoken: string, pcm: Int16Array): WordTime[] {
  const weighed = new WeighedText(spoken)
  const alignment = align(pcm, weighed.marks)
  return [...spoken.matchAll(/[\p{L}\p{N}](?:\S*[\p{L}\p{N}\p{M}])?/gu)].map(({ 0: word, index }) => ({
    start: alignment.begin(weighed.share(index)),
    end: alignment.end(weighed.share(index + word.length)),
    from: index,
    to: index + word.length,
  }))
}

function silenceAtEnd(pcm: Int16Array): number {
  const levels = frameLevels(pcm)
  const limit = silenceLevel(levels)
  let end = levels.length
  while (end > 0 && (levels[end - 1] as number) < limit) end--
  return end === 0 ? 0 : (levels.length - end) / framesPerSecond
}

/** What is said in several languages is one sound in a recording. */
function mergedPart(parts: readonly SpokenPart[]): SpokenPart {
  const [first] = parts
  if (parts.length === 1) return first!
  let spoken = ''
  const pieces: SpokenPart['map']['pieces'][number][] = []
  for (const part of parts) {
    const by = spoken.length
    for (const piece of part.map.pieces)
      pieces.push({ ...piece, spoken: [piece.spoken[0] + by, piece.spoken[1] + by] })
    spoken += part.spoken
  }
  return { language: first!.language, spoken, map: { pieces } }
}

/**
 * Subtitle cues: the written words of each utterance, at the times at which they are heard.
 *
 * An utterance that is longer than two lines of 42 characters (the Timed Text Style Guides' usual measure) is cut at
 * word times, best after punctuation; an utterance that lasts less than a second stays on screen longer, as far as the
 * next one lets it. Cues never overlap and stand in order. Pure.
 */

/** Seconds; offsets in UTF-16 of the block's `text`. */
export interface CueUtterance {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
  readonly words: readonly {
    readonly start: number
    readonly end: number
    readonly from: number
    readonly to: number
  }[]
}
export interface Cue {
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
}

const lineLength = 42
/** A cue that is cut before it is full has at least so much of a line. */
const emptiest = 0.75
const shortest = 1
/** Seconds that a cue may stay after its last word, where nothing follows. */
const lingers = 1

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
/** What a line takes of its width; letters of East Asian scripts are two wide, combining marks nothing. */
export function width(text: string): number {
  let sum = 0
  for (const sign of text)
    if (/\p{M}/u.test(sign)) continue
    else
      sum +=
        /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{20000}-\u{3fffd}]/u.test(
          sign,
        )
          ? 2
          : 1
  return sum
}

/** A piece of an utterance that can be shown by itself: a word with what stands before the next one. */
interface Piece {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A stretch without a break is cut wherever a line is full, never within what looks like one sign. */
function signs(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
}

function piecesOf({ text, from, to, start, end, words }: CueUtterance): Piece[] {
  const inside = words.filter((word) => word.from < to && word.to > from)
  const pieces = inside.map((word, index) => ({
    text: text.slice(index === 0 ? from : word.from, inside[index + 1]?.from ?? to),
    start: index === 0 ? start : word.start,
    end: inside[index + 1]?.start ?? end,
  }))
  return (pieces.length > 0 ? pieces : [{ text: text.slice(from, to), start, end }]).flatMap(splitLong)
}

/** A word that is longer than a line (a long stretch that is said as one) is cut by its characters. */
function splitLong(piece: Piece): Piece[] {
  if (width(plain(piece.text)) <= lineLength) return [piece]
  const parts: string[] = ['']
  for (const bit of piece.text
    .split(/(?<=\s)/)
    .flatMap((word) => (width(word) > lineLength ? signs(word) : [word]))) {
    const last = parts.at(-1) as string
    if (last !== '' && width(plain(last + bit)) > lineLength) parts.push(bit)
    else parts[parts.length - 1] = last + bit
  }
  const length = Math.max(1, piece.text.length)
  let at = 0
  return parts.map((text) => {
    const time = (offset: number) => piece.start + ((piece.end - piece.start) * offset) / length
    const found = { text, start: time(at), end: time(at + text.length) }
    at += text.length
    return found
  })
}

/** Lines as even as they can be, so that the eye moves little; undefined where two lines are too few. */
function wrapped(text: string): string[] | undefined {
  if (width(text) <= lineLength) return [text]
  const breaks = [...text.matchAll(/ |(?<=[\u3000-\u9fff\uff00-\uff60])/g)].map(({ index }) => index)
  let best: { lines: string[]; worst: number } | undefined
  for (const at of breaks) {
    const lines = [text.slice(0, at).trim(), text.slice(at).trim()]
    const worst = Math.max(...lines.map(width))
    if (worst <= lineLength && lines[0] && (!best || worst < best.worst)) best = { lines, worst }
  }
  return best?.lines
}

/** What a cut after this text would be worth. */
function goodness(text: string): number {
  const end = plain(text).slice(-2)
  if (/[.!?…。！？]["'”’»)]?$/.test(end)) return 3
  if (/[;:–—]["'”’»)]?$/.test(end)) return 2
  if (/[,،、，]["'”’»)]?$/.test(end)) return 1
  return 0
}

/** The pieces in groups that fit a cue. */
function grouped(pieces: readonly Piece[]): (readonly Piece[])[] {
  const whole = (group: readonly Piece[]) => plain(group.map(({ text }) => text).join(''))
  const fits = (group: readonly Piece[]) => wrapped(whole(group)) !== undefined
  const groups: Piece[][] = []
  let rest = [...pieces]
  while (rest.length > 0) {
    let count = 1
    while (count < rest.length && fits(rest.slice(0, count + 1))) count++
    if (count < rest.length) {
      // A cut at a comma is better than a full cue, unless it leaves little or flashes by.
      let best = { count, worth: goodness(rest[count - 1]?.text ?? '') }
      for (let at = count - 1; at > 0; at--) {
        const group = rest.slice(0, at)
        const seconds = (group.at(-1)?.end ?? 0) - (group[0]?.start ?? 0)
        if (width(whole(group)) < lineLength * emptiest || seconds < shortest) break
        const worth = goodness(group.at(-1)?.text ?? '')
        if (worth > best.worth) best = { count: at, worth }
      }
      count = best.count
    }
    groups.push(rest.slice(0, count))
    rest = rest.slice(count)
  }
  return groups
}

/** @param utterances ascending by time, not overlapping */
export function cues(utterances: Iterable<CueUtterance>): Cue[] {
  const found: { start: number; end: number; lines: readonly string[] }[] = []
  for (const utterance of utterances)
    for (const group of grouped(piecesOf(utterance))) {
      const text = plain(group.map((piece) => piece.text).join(''))
      if (text === '') continue
      const start = Math.max(group[0]?.start ?? 0, found.at(-1)?.end ?? 0)
      const end = Math.max(start, group.at(-1)?.end ?? start)
      found.push({ start, end, lines: wrapped(text) ?? [text] })
    }
  // What flashes by stays, as long as nothing else comes.
  for (const [index, cue] of found.entries()) {
    const next = found[index + 1]?.start ?? Infinity
    const wished = Math.max(cue.end, cue.start + shortest)
    cue.end = Math.max(cue.end, Math.min(wished, next, cue.end + lingers))
  }
  return found.filter(({ start, end }) => end > start)
}

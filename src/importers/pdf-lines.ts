/**
 * From words to pieces of lines: words of one baseline that stand close together.
 *
 * All work is done in a frame in which the text runs from left to right and lines follow downwards, so turned pages
 * and vertical Japanese need no rules of their own.
 */
import { accented, hasRightToLeft, isAccent, isWide } from './pdf-characters.ts'
import type { Word } from './pdf-words.ts'

/** A word in the frame of its reading direction. `y` is the baseline. */
export interface Box extends Word {
  x1: number
}

/** Words that follow one another on one baseline without a wide gap. */
export interface Piece {
  boxes: Box[]
  x0: number
  x1: number
  y: number
  top: number
  bottom: number
  size: number
}

/** Ems that separate two pieces. Column gutters are wider, spaces in justified lines rarely. */
const pieceGap = 0.62

const verticalAngle = 1000

function quantised(angle: number): number {
  if (angle === verticalAngle) return angle
  const turned = ((angle % 360) + 360) % 360
  const quarter = Math.round(turned / 90) * 90
  return Math.abs(turned - quarter) <= 2 ? quarter % 360 : turned // scans are skewed by a degree or two
}

/**
 * Vertical Japanese and Chinese that was set with horizontal fonts, character by character: its characters become
 * words of the vertical direction, the origin at the middle of their upper edge as in vertical fonts.
 */
function standColumns(words: readonly Word[]): readonly Word[] {
  const stands = (above: Word | undefined, below: Word | undefined) => {
    if (!above || !below || above.angle !== 0 || below.angle !== 0) return false
    const step = below.y - above.y
    return (
      Math.abs(below.x - above.x) < 0.35 * below.size && step > 0.4 * below.size && step < 1.6 * below.size
    )
  }
  const single = words.filter((word) => isWide(word.text) && word.text.length <= 2)
  if (single.length < 8 || single.length < 0.5 * words.length) return words
  const standing = words.map((word, i) => stands(words[i - 1], word) || stands(word, words[i + 1]))
  if (standing.filter(Boolean).length < 0.7 * words.length) return words
  return words.map((word, i) =>
    standing[i] && word.text.length <= 2
      ? {
          ...word,
          angle: verticalAngle,
          x: word.x + word.length / 2,
          y: word.y - 0.88 * word.size,
          length: word.size,
        }
      : word,
  )
}

/**
 * Words by reading direction, the direction of most text first; each group in its own upright frame.
 *
 * @param width of the page as seen, points
 */
export function uprightGroups(drawn: readonly Word[], width: number, height: number): Box[][] {
  const words = standColumns(drawn)
  const groups = new Map<number, { boxes: Box[]; letters: number }>()
  for (const word of words) {
    const angle = quantised(word.angle)
    let group = groups.get(angle)
    if (!group) groups.set(angle, (group = { boxes: [], letters: 0 }))
    group.letters += word.text.length
    let { x, y } = word
    if (angle === verticalAngle) [x, y] = [word.y, -word.x + word.size * 0.35]
    else if (angle !== 0) {
      const radians = (angle * Math.PI) / 180
      x = word.x * Math.cos(radians) + word.y * Math.sin(radians)
      y = -word.x * Math.sin(radians) + word.y * Math.cos(radians)
    }
    if (angle === 90 || angle === verticalAngle) y += width
    else if (angle === 180) y += height
    group.boxes.push({ ...word, x, y, x1: x + word.length })
  }
  return [...groups.values()].sort((a, b) => b.letters - a.letters).map((group) => group.boxes)
}

/** Puts spacing accents (`¨` drawn over `u`) onto their letters. */
export function composeAccents(boxes: readonly Box[]): Box[] {
  if (!boxes.some((box) => isAccent(box.text) || isAccent(box.text.at(-1) ?? ''))) return [...boxes]
  const result: Box[] = []
  for (let i = 0; i < boxes.length; i++) {
    const box = boxes[i] as Box
    const next = boxes[i + 1]
    const last = result.at(-1)
    const near = (other: Box | undefined) =>
      other !== undefined && Math.abs(other.y - box.y) < 0.7 * Math.max(box.size, other.size)
    if (isAccent(box.text) && next && near(next) && next.x < box.x1 - 0.3 * box.length && next.x1 > box.x) {
      const letter = accented(next.text[0] ?? '', box.text)
      if (letter !== undefined) {
        result.push({ ...next, text: letter + next.text.slice(1), gap: box.gap, spaced: box.spaced })
        i++
        continue
      }
    }
    if (isAccent(box.text) && last && near(last) && last.x1 > box.x + 0.3 * box.length) {
      const letter = accented(last.text.at(-1) ?? '', box.text)
      if (letter !== undefined) {
        last.text = last.text.slice(0, -1) + letter
        continue
      }
    }
    // "fr¨" followed by "uh": the accent ends the word before its letter
    const tail = box.text.at(-1) ?? ''
    if (box.text.length > 1 && isAccent(tail) && next && near(next) && next.x < box.x1 && !next.spaced) {
      const letter = accented(next.text[0] ?? '', tail)
      if (letter !== undefined) {
        result.push({ ...box, text: box.text.slice(0, -1) + letter + next.text.slice(1), x1: next.x1 })
        i++
        continue
      }
    }
    result.push({ ...box })
  }
  return result
}

const bucketHeight = 8

/** Chains words to pieces from left to right; slightly sloping lines of scans stay together. */
export function findPieces(boxes: readonly Box[]): Piece[] {
  const sorted = [...boxes].sort((a, b) => a.x - b.x || a.order - b.order)
  const open = new Map<number, Piece[]>()
  const pieces: Piece[] = []
  for (const box of sorted) {
    let best: Piece | undefined
    let bestCost = Infinity
    const bucket = Math.floor(box.y / bucketHeight)
    const reach = Math.max(1, Math.ceil((box.size * 0.7) / bucketHeight))
    for (let b = bucket - reach; b <= bucket + reach; b++)
      for (const piece of open.get(b) ?? []) {
        const last = piece.boxes.at(-1) as Box
        const larger = Math.max(box.size, last.size, piece.size)
        const smaller = Math.min(box.size, last.size)
        const em = smaller < 0.5 * larger ? larger * 0.6 : Math.max(smaller, 0.8 * larger)
        const gap = (box.x - piece.x1) / em
        if (gap > pieceGap || gap < -0.6) continue
        if (last.text.length === 1 && last.size > 1.9 * box.size && /\p{Lu}/u.test(last.text)) continue // an initial
        const rise = Math.abs(box.y - last.y)
        const riseToLine = Math.abs(box.y - piece.y)
        const script = smaller < 0.85 * larger || box.size < 0.85 * piece.size
        const allowed = script ? 0.62 * larger : 0.28 * smaller
        if (Math.min(rise, riseToLine) > allowed) continue
        const cost = Math.abs(gap) + (4 * Math.min(rise, riseToLine)) / larger
        if (cost < bestCost) {
          bestCost = cost
          best = piece
        }
      }
    if (best) {
      best.boxes.push(box)
      best.x1 = Math.max(best.x1, box.x1)
      if (box.size > best.size * 1.15) best.y = box.y
      best.size = Math.max(best.size, box.size)
    } else {
      best = { boxes: [box], x0: box.x, x1: box.x1, y: box.y, top: 0, bottom: 0, size: box.size }
      pieces.push(best)
    }
    const home = Math.floor(box.y / bucketHeight)
    for (const b of new Set([home, Math.floor(best.y / bucketHeight)])) {
      const list = open.get(b)
      if (!list) open.set(b, [best])
      else if (!list.includes(best)) list.push(best)
    }
  }
  for (const piece of pieces) settle(piece)
  return pieces
}

/** Sets baseline, size and extent from the words that make up most of the piece. */
export function settle(piece: Piece): void {
  const bySize = new Map<number, number>()
  for (const box of piece.boxes) {
    const key = Math.round(box.size * 2) / 2
    bySize.set(key, (bySize.get(key) ?? 0) + Math.max(1, box.text.length))
  }
  let size = piece.size
  let most = 0
  for (const [key, count] of bySize)
    if (count > most || (count === most && key > size)) {
      most = count
      size = key
    }
  const main = piece.boxes.filter((box) => Math.abs(Math.round(box.size * 2) / 2 - size) < 0.3)
  const baselines = main.map((box) => box.y).sort((a, b) => a - b)
  piece.size = size || piece.size
  piece.y = baselines[baselines.length >> 1] ?? piece.y
  piece.x0 = Math.min(...piece.boxes.map((box) => box.x))
  piece.x1 = Math.max(...piece.boxes.map((box) => box.x1))
  piece.top = piece.y - 0.75 * piece.size
  piece.bottom = piece.y + 0.22 * piece.size
}

/** Ems of gap that mean a space, for a page: files that write their spaces are trusted more than the gaps. */
export function spaceThreshold(boxes: readonly Word[]): number {
  let followed = 0
  let spaced = 0
  for (const box of boxes)
    if (box.gap !== undefined && box.gap > 0.15) {
      followed++
      if (box.spaced) spaced++
    }
  if (followed <= 10) return 0.13
  return spaced > 0.75 * followed ? 0.22 : spaced < 0.1 * followed ? 0.1 : 0.13
}

/** Whether a space stands between two words of a line. */
export function spaceBetween(before: Box, after: Box, threshold: number): boolean {
  const em = Math.min(before.size, after.size)
  const gap = (after.x - before.x1) / em
  if (isWide(before.text.at(-1) ?? '') && isWide(after.text[0] ?? '')) return gap > 0.8
  if (gap > Math.max(0.5, threshold)) return true
  const neighbours = after.order === before.order + 1
  const reversed = before.order === after.order + 1
  if (neighbours && after.spaced) return gap > -0.2 && !(gap > -0.02 && gap < 0.05) // a space without width
  if (reversed && before.spaced && hasRightToLeft(before.text + after.text)) return gap > -0.05
  const scripts = Math.abs(after.y - before.y) > 0.12 * em && after.size !== before.size
  return gap > (scripts ? Math.max(threshold, 0.25) : threshold)
}

/**
 * Threshold for a line whose letters are spaced out: above the gap that most of its single letters have. Spaces that
 * the file writes are seen without it.
 */
export function spacedOutThreshold(boxes: readonly Box[], threshold: number): number {
  if (boxes.length < 6) return threshold
  const single = boxes.filter((box) => box.text.length === 1 && /\p{L}/u.test(box.text)).length
  if (single < 0.7 * boxes.length) return threshold
  const gaps: number[] = []
  for (let i = 1; i < boxes.length; i++) {
    const before = boxes[i - 1] as Box
    const after = boxes[i] as Box
    if (!after.spaced) gaps.push((after.x - before.x1) / Math.min(before.size, after.size))
  }
  gaps.sort((a, b) => a - b)
  const median = gaps[gaps.length >> 1] ?? 0
  return Math.max(threshold, Math.min(1, median * 1.6))
}

/** What of a page's text can be seen. */
import type { Area, PageFrame, Word } from './pdf-words.ts'

/** Share of the page under the largest of the boxes, 0 to 1. */
export function share(boxes: readonly Area[], frame: PageFrame): number {
  let most = 0
  for (const area of boxes) {
    const width = Math.min(area.x1, frame.width) - Math.max(area.x0, 0)
    const height = Math.min(area.y1, frame.height) - Math.max(area.y0, 0)
    if (width > 0 && height > 0) most = Math.max(most, (width * height) / (frame.width * frame.height))
  }
  return Math.min(1, most)
}

function covers(boxes: readonly Area[], word: Word): boolean {
  const y = word.y - word.size * 0.3
  const x = word.x + word.length / 2
  return boxes.some((area) => area.x0 <= x && x <= area.x1 && area.y0 <= y && y <= area.y1)
}

/** Points; only a grid to find neighbours by. */
const rowHeight = 6

/**
 * Leaves out what nobody sees: text outside the page, dust, doubled glyphs that fake a bold face, invisible text
 * where visible text lies or that lies on no picture, white text on white.
 *
 * Invisible text over a picture is how scans carry what was recognised in them, so it stays.
 */
export function keepVisible(
  words: readonly Word[],
  painted: readonly Area[],
  pictures: readonly Area[],
  frame: PageFrame,
): Word[] {
  const anyVisible = words.some((word) => word.visible)
  const cells = new Map<string, Word[]>()
  const cellOf = (x: number, y: number) => `${x}:${y}`
  const kept: Word[] = []
  const large = words.some((word) => word.size >= 1.5)
  const invisible: Word[] = []
  for (const word of words) {
    const cx = word.x + (word.angle === 1000 ? 0 : word.length / 2) * Math.cos((word.angle * Math.PI) / 180)
    const cy = word.y + (word.length / 2) * (word.angle === 1000 ? 1 : Math.sin((word.angle * Math.PI) / 180))
    const slack = Math.min(word.size, 4)
    if (cx < -slack || cx > frame.width + slack || cy < -slack || cy - word.size * 0.7 > frame.height + slack)
      continue
    if (large && word.size < 1) continue
    if (!word.visible && anyVisible) {
      invisible.push(word)
      continue
    }
    if (word.white && word.visible && !covers(painted, word) && !covers(pictures, word)) continue
    const gx = Math.round(word.x / 4)
    const gy = Math.round(word.y / 4)
    let double = false
    for (let dx = -1; dx <= 1 && !double; dx++)
      for (let dy = -1; dy <= 1 && !double; dy++)
        for (const other of cells.get(cellOf(gx + dx, gy + dy)) ?? [])
          if (
            other.text === word.text &&
            other.angle === word.angle &&
            Math.abs(other.x - word.x) < 0.25 * word.size &&
            Math.abs(other.y - word.y) < 0.2 * word.size &&
            Math.abs(other.size - word.size) < 0.15 * word.size
          ) {
            double = true
            break
          }
    if (double) continue
    const cell = cellOf(gx, gy)
    const list = cells.get(cell)
    if (list) list.push(word)
    else cells.set(cell, [word])
    kept.push(word)
  }
  const rows = new Map<number, Word[]>()
  for (const word of invisible.length > 0 ? kept : []) {
    const row = Math.round(word.y / rowHeight)
    const list = rows.get(row)
    if (list) list.push(word)
    else rows.set(row, [word])
  }
  const overlaps = (word: Word, other: Word) =>
    Math.abs(other.y - word.y) < 0.6 * Math.max(other.size, word.size) &&
    Math.min(other.x + other.length, word.x + word.length) - Math.max(other.x, word.x) >
      0.3 * Math.min(other.length, word.length)
  for (const word of invisible) {
    if (!covers(pictures, word)) continue
    const row = Math.round(word.y / rowHeight)
    const reach = Math.ceil((0.6 * word.size) / rowHeight)
    let hidden = false
    for (let r = row - reach; r <= row + reach && !hidden; r++)
      hidden = (rows.get(r) ?? []).some((other) => overlaps(word, other))
    if (!hidden) kept.push(word)
  }
  if (invisible.length > 0) kept.sort((a, b) => a.order - b.order)
  return kept
}

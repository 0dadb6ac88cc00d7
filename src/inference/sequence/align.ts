/**
 * When tokens were said, by where the decoder looked for them.
 *
 * After moonshine-ai/moonshine, core/word-alignment.cpp (MIT), and openai/whisper, timing.py (MIT): each head's weights are
 * normalised along time, smoothed by a median over 7 frames and averaged; dynamic time warping then finds the way through
 * them. A token begins where the way comes to its row.
 */

/** Frames of the median. */
const width = 7

function normalised(row: Float32Array): Float32Array {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length
  const deviation = Math.sqrt(row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length) || 1e-10
  return row.map((value) => (value - mean) / deviation)
}

function smoothed(row: Float32Array): Float32Array {
  const pad = (width - 1) / 2
  if (row.length <= pad) return row
  const reflected = (at: number) => row[at < 0 ? -at : at >= row.length ? 2 * (row.length - 1) - at : at]!
  return row.map(
    (_, at) =>
      Array.from({ length: width }, (__, k) => reflected(at + k - pad)).toSorted((a, b) => a - b)[pad]!,
  )
}

/**
 * @param attention for each token, and at last for the text's end: rows of weights over frames, one for each head
 * @param frames that count; what is looked at behind them is no sound
 * @param heads that follow the words; all, if absent
 * @returns the frame at which each of them begins, rising
 */
export function alignTokens(
  attention: readonly (readonly Float32Array[])[],
  frames: number,
  heads?: readonly number[],
): number[] {
  const cost = attention.map((rows) => {
    const chosen = heads ? heads.flatMap((head) => rows[head] ?? []) : rows
    const sum = new Float32Array(frames)
    for (const row of chosen)
      smoothed(normalised(row.subarray(0, frames))).forEach((value, at) => {
        sum[at] = sum[at]! - value / chosen.length
      })
    return sum
  })
  return warp(cost, frames)
}

/** Where the cheapest way from the first row and frame to the last enters each row. */
function warp(cost: readonly Float32Array[], frames: number): number[] {
  const rows = cost.length
  if (rows === 0 || frames === 0) return []
  let before = new Float64Array(frames + 1).fill(Number.POSITIVE_INFINITY)
  before[0] = 0
  const ways = cost.map((row) => {
    const now = new Float64Array(frames + 1).fill(Number.POSITIVE_INFINITY)
    const way = new Uint8Array(frames) // 0 from both, 1 from the row before, 2 from the frame before
    for (let at = 0; at < frames; at++) {
      const [both, above, left] = [before[at]!, before[at + 1]!, now[at]!]
      const least = Math.min(both, above, left)
      way[at] = least === both ? 0 : least === above ? 1 : 2
      now[at + 1] = row[at]! + least
    }
    before = now
    return way
  })
  const starts = Array.from<number>({ length: rows }).fill(0)
  let [row, frame] = [rows - 1, frames - 1]
  while (row > 0 || frame > 0) {
    starts[row] = frame
    const way = row === 0 ? 2 : frame === 0 ? 1 : ways[row]![frame]
    if (way !== 2) row--
    if (way !== 1) frame--
  }
  starts[0] = 0
  return starts
}

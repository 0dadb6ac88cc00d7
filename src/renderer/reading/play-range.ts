/** Reads a stretch of the text and stops behind it. */
import type { ReadingSession, TextRange } from './session-types.ts'

/**
 * Reads from the beginning of `range`, and pauses when the voice comes to what follows it. Any order that takes the
 * voice elsewhere, or stops it, ends the watch.
 */
export function playRange(session: ReadingSession, document: string, range: TextRange): void {
  let inside = false
  const stop = session.subscribe(() => {
    const { status, place, word } = session.getState()
    if (!place || place.document !== document || status === 'ended' || status === 'failed') return stop()
    const at = word ?? { block: place.block, start: place.offset, end: place.offset }
    const within = at.block === range.block && at.end > range.start && at.start < range.end
    if (within) inside = true
    else if (inside) {
      const behind = at.block > range.block || (at.block === range.block && at.start >= range.end)
      stop()
      if (behind && status === 'playing') session.pause()
    }
    if (inside && (status === 'paused' || status === 'idle')) stop()
  })
  void session.play({ document, block: range.block, offset: range.start })
}

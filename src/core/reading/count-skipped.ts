/**
 * How much the rules and the mode leave out of a document, for "214 citations skipped".
 *
 * Counts what has been read in, never waits for an import, holds the event loop for some milliseconds at a time, and
 * is kept as long as nothing changes: settings, the length of the text, what is known of it.
 */
import { blockText } from '../../contract/document.ts'
import type { OmissionReason } from '../../contract/listening.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Text } from '../ports.ts'
import type { Hearing } from './hearing.ts'
import { surveyOf } from './skip/survey.ts'
import { countWords } from './word-count.ts'

export interface Skipped {
  readonly counts: { reason: OmissionReason; rule?: string; count: number }[]
  readonly words: number
  readonly wordsRead: number
}

/** Blocks that are fetched at once, and milliseconds of work between two breaths of the event loop. */
const batch = 32
const slice = 8

/** A tally is good for one state of the settings that decide what is heard, and of the text. */
export function skippedKey(settings: Settings, document: string): string {
  const { skip, ownRules, books, readingMode, gist, speed, pauses, voices } = settings
  const gistOf = readingMode === 'gist' ? [gist, speed, pauses, voices] : []
  return JSON.stringify([skip, ownRules, books[document], readingMode, gistOf])
}

interface Kept {
  readonly key: string
  readonly skipped: Promise<Skipped>
  /** Of whoever asked first. */
  readonly signal: AbortSignal | undefined
}
const kept = new WeakMap<Text, Kept>()

/** @param key says which settings `hearing` was made from: what was counted under the same one is not counted
 *   again. Without it nothing is kept */
export async function countSkipped(
  text: Text,
  hearing: Hearing,
  signal?: AbortSignal,
  key?: string,
): Promise<Skipped> {
  const survey = await surveyOf(text).update()
  const { blocks, complete } = text.extent()
  if (key === undefined) return count(text, hearing, blocks, signal)
  const state = `${key} ${blocks} ${complete} ${survey.edition}`
  const known = kept.get(text)
  if (known?.key === state)
    try {
      return await known.skipped
    } catch (error) {
      // Who asked first may have gone meanwhile; whoever asks now still wants to know.
      if (signal?.aborted || !known.signal?.aborted) throw error
      if (kept.get(text) === known) kept.delete(text)
      return countSkipped(text, hearing, signal, key)
    }
  const skipped = count(text, hearing, blocks, signal)
  kept.set(text, { key: state, skipped, signal })
  try {
    return await skipped
  } catch (error) {
    if (kept.get(text)?.skipped === skipped) kept.delete(text)
    throw error
  }
}

async function count(text: Text, hearing: Hearing, blocks: number, signal?: AbortSignal): Promise<Skipped> {
  const counts = new Map<string, { reason: OmissionReason; rule?: string; count: number }>()
  let all = 0
  let left = 0
  let begun = Date.now()
  for (let from = 0; from < blocks;) {
    const found = await text.blocks(from, Math.min(batch, blocks - from), signal)
    if (found.length === 0) break
    for (const [index, block] of found.entries()) {
      const written = blockText(block)
      all += block.kind === 'running' ? 0 : countWords(written)
      for (const { from: start, to, reason, rule } of await hearing.omissions(block, from + index, signal)) {
        left += block.kind === 'running' ? 0 : countWords(written.slice(start, to))
        const name = `${reason} ${rule ?? ''}`
        const entry = counts.get(name) ?? { reason, ...(rule !== undefined && { rule }), count: 0 }
        entry.count += 1
        counts.set(name, entry)
      }
      if (Date.now() - begun < slice) continue
      await new Promise<void>((resolve) => void setTimeout(resolve))
      signal?.throwIfAborted()
      begun = Date.now()
    }
    from += found.length
  }
  return { counts: [...counts.values()], words: all, wordsRead: Math.max(0, all - left) }
}

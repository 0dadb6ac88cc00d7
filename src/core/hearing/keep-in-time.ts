/** Keeps an utterance for the history without the text waiting for it. */
import type { KeptUtterance, ListenerParts } from './parts.ts'

/** Milliseconds that the history may take before the text goes out without its row. */
const keepingMs = 200

/** @returns its row, where there is one in time */
export function keepInTime(
  { keep, report }: Pick<ListenerParts, 'keep' | 'report'>,
  utterance: KeptUtterance,
): Promise<number | undefined> {
  if (!keep) return Promise.resolve(undefined)
  const kept = keep(utterance).catch((error: unknown) => {
    report?.('an utterance could not be kept', error)
    return undefined
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), keepingMs)
  })
  return Promise.race([kept, late]).finally(() => clearTimeout(timer))
}

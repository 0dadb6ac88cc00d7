/** When each utterance and word is heard, as lines of JSON beside the sound: what subtitles and overlays are made of. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Utterance } from '../../contract/app.ts'
import type { WordTime } from '../../contract/inference.ts'

/** Seconds count in the file, at its speed; offsets in the block's text, in UTF-16 units. */
export interface Timing {
  /** Index of the planned file. */
  readonly file: number
  readonly block: number
  readonly from: number
  readonly to: number
  readonly kind: Utterance['kind']
  readonly start: number
  readonly end: number
  readonly words: readonly WordTime[]
  /** Only where a file of timings was asked for. */
  readonly spoken?: string
}

const milliseconds = (seconds: number) => Math.round(seconds * 1_000)

export function timingLine({ words, start, end, ...rest }: Timing): string {
  const flat = words.flatMap((word) => [milliseconds(word.start), milliseconds(word.end), word.from, word.to])
  return `${JSON.stringify({ ...rest, start: milliseconds(start), end: milliseconds(end), words: flat })}\n`
}

function parsed(line: string): Timing {
  const { words, start, end, ...rest } = JSON.parse(line) as Omit<Timing, 'words'> & { words: number[] }
  const found: WordTime[] = []
  for (let at = 0; at + 3 < words.length; at += 4) {
    const [from = 0, to = 0, first = 0, behind = 0] = words.slice(at, at + 4)
    found.push({ start: from / 1_000, end: to / 1_000, from: first, to: behind })
  }
  return { ...rest, start: start / 1_000, end: end / 1_000, words: found }
}

/** In order. The file ends at a checkpoint, so its last line is whole. */
export async function* readTimings(path: string): AsyncGenerator<Timing> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity })
  for await (const line of lines) if (line !== '') yield parsed(line)
}

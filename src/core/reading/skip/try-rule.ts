/** Tries a rule of the user's on a document before it is kept: what is wrong with it, or what it would leave out. */
import { blockText } from '../../../contract/document.ts'
import type { OwnRule } from '../../../contract/listening.ts'
import type { Text } from '../../ports.ts'
import { checkedPattern, matches, type PatternProblem } from '../patterns.ts'

export interface Trial {
  readonly problem?: PatternProblem
  /** How often it is found in what has been read in; `more` where counting was ended there. */
  readonly count: number
  readonly more: boolean
  /** Some of what is found, as it stands in the text. */
  readonly examples: readonly string[]
}

const most = 10_000
const shown = 5
const longestExample = 120
const batch = 32
const slice = 8

export async function tryRule(
  text: Text,
  rule: Pick<OwnRule, 'pattern' | 'kind' | 'matchCase'>,
  signal?: AbortSignal,
): Promise<Trial> {
  const pattern = checkedPattern(rule)
  if (typeof pattern === 'string') return { problem: pattern, count: 0, more: false, examples: [] }
  const examples: string[] = []
  let count = 0
  let begun = Date.now()
  const { blocks } = text.extent()
  for (let from = 0; from < blocks;) {
    const found = await text.blocks(from, Math.min(batch, blocks - from), signal)
    if (found.length === 0) break
    for (const block of found) {
      for (const [match] of matches(pattern, blockText(block))) {
        count += 1
        const example = match.replace(/\s+/g, ' ').slice(0, longestExample)
        if (examples.length < shown && !examples.includes(example)) examples.push(example)
        if (count >= most) return { count, more: true, examples }
      }
      if (Date.now() - begun < slice) continue
      await new Promise<void>((resolve) => void setTimeout(resolve))
      signal?.throwIfAborted()
      begun = Date.now()
    }
    from += found.length
  }
  return { count, more: false, examples }
}

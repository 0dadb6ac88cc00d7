/** The user's own rules: which hold for a document, and what they find in a block. */
import type { OwnRule } from '../../../contract/listening.ts'
import { checkedPattern, type CheckedPattern, matches } from '../patterns.ts'

export interface OwnFound {
  readonly from: number
  readonly to: number
  readonly rule: string
  readonly action: 'skip' | 'announce'
}

interface Prepared {
  readonly rule: OwnRule
  readonly pattern: CheckedPattern
}

const prepared = new WeakMap<OwnRule, CheckedPattern | null>()

/** The rules that hold for a document. A pattern that cannot be used finds nothing; it is refused where it is written. */
export function rulesFor(rules: readonly OwnRule[], document: string): readonly Prepared[] {
  const found: Prepared[] = []
  for (const rule of rules) {
    if (rule.document !== undefined && rule.document !== document) continue
    let pattern = prepared.get(rule)
    if (pattern === undefined) {
      const checked = checkedPattern(rule)
      prepared.set(rule, (pattern = typeof checked === 'string' ? null : checked))
    }
    if (pattern) found.push({ rule, pattern })
  }
  return found
}

/** @param text the block's, as it is written */
export function ownMatches(rules: readonly Prepared[], text: string): OwnFound[] {
  if (rules.length === 0 || text === '') return []
  const lower = text.toLowerCase()
  const found: OwnFound[] = []
  for (const { rule, pattern } of rules)
    for (const match of matches(pattern, text, lower))
      found.push({ from: match.index, to: match.index + match[0].length, rule: rule.id, action: rule.action })
  return found
}

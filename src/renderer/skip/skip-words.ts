/** What is left out, in words. */
import type { AppContract } from '../../contract/app.ts'
import type { OmissionReason, OwnRule } from '../../contract/listening.ts'
import type { OutputOf } from '../../rpc/contract.ts'
import type { Words } from '../ui/catalogue.ts'
import { listText } from '../ui/wording.ts'

export type Skipped = OutputOf<AppContract, 'reading.skipped'>

/** Left out by the way of reading that was chosen, not by a rule. */
const modes: ReadonlySet<OmissionReason> = new Set<OmissionReason>(['gist', 'headings', 'openings'])
export const isRule = (reason: OmissionReason): boolean => !modes.has(reason)

/** "14 citations", "3 tables". */
export function countText({ t, locale }: Words, reason: OmissionReason, count: number): string {
  return t(`skip.count.${reason}`, { count, shown: new Intl.NumberFormat(locale).format(count) })
}

/** All that rules leave out, the most first; '' where that is nothing. */
export function countsText(words: Words, { counts }: Skipped): string {
  const sums = new Map<OmissionReason, number>()
  for (const { reason, count } of counts)
    if (isRule(reason)) sums.set(reason, (sums.get(reason) ?? 0) + count)
  const parts = [...sums]
    .toSorted((a, b) => b[1] - a[1])
    .map(([reason, count]) => countText(words, reason, count))
  return parts.length === 0 ? '' : listText(parts, words.locale)
}

export const ruleText = ({ t }: Words, { pattern, kind }: OwnRule): string =>
  kind === 'regex' ? `/${pattern}/` : t('skip.quoted', { text: pattern })

/** A word of a list as the name of a field. */
export const capital = (text: string, locale: string): string =>
  text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1)

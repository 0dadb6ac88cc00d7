/** Changes to the skip rules as patches of the settings, and what a rule does now. */
import { type OwnRule, type SkipAction, skipDefaults, type SkipWhat } from '../../contract/listening.ts'
import type { Settings, SettingsPatch } from '../../contract/settings.ts'

export type SkipScope = 'book' | 'all'
type Rules = Pick<Settings, 'skip' | 'books'>

/** What happens to `what`: in this document, or, without one, where no document says otherwise. */
export function actionFor({ skip, books }: Rules, what: SkipWhat, document?: string): SkipAction {
  const own = document === undefined ? undefined : books[document]?.skip?.[what]
  return own ?? skip[what] ?? skipDefaults[what]
}

/** @param document the one that is open: a rule for all takes its own one away, so that the change is heard */
export function withAction(
  { skip, books }: Rules,
  what: SkipWhat,
  action: SkipAction,
  scope: SkipScope,
  document: string | undefined,
): SettingsPatch {
  const book = document === undefined ? undefined : books[document]
  if (scope === 'book' && document !== undefined)
    return { books: { ...books, [document]: { ...book, skip: { ...book?.skip, [what]: action } } } }
  const all = { skip: { ...skip, [what]: action } }
  if (document === undefined || book?.skip?.[what] === undefined) return all
  const { [what]: _, ...others } = book.skip
  return { ...all, books: { ...books, [document]: { ...book, skip: others } } }
}

/** A rule in place of the one with its id, or as the last. */
export function withOwnRule(rules: readonly OwnRule[], rule: OwnRule): OwnRule[] {
  return rules.some(({ id }) => id === rule.id)
    ? rules.map((each) => (each.id === rule.id ? rule : each))
    : [...rules, rule]
}

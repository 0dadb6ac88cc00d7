/** Finds the pack that somebody means by its name, or by what they call it. */
import type { PackStatus } from '../../contract/packs.ts'
import { bestMatches, foldText } from '../ui/word-match.ts'

/**
 * The pack of that name or id, else one whose name the words fit.
 *
 * @param wanted which of several comes first, such as those suggested for this machine
 */
export function findPack(
  name: string,
  list: readonly PackStatus[],
  wanted: (pack: PackStatus) => boolean = ({ offered }) => offered,
): PackStatus | undefined {
  const folded = foldText(name)
  const own = list.filter(({ entry }) => !entry.embedded)
  const exact = own.find(({ entry }) => foldText(entry.name) === folded || entry.id === name)
  if (exact) return exact
  const fitting = bestMatches(own, name, ({ entry }) => `${entry.name} ${entry.id}`)
  return fitting.find(wanted) ?? fitting[0]
}

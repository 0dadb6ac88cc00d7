/** Finds the pack that somebody means by its name, or by what they call it. */
import type { PackStatus } from '../../contract/packs.ts'
import { bestMatches, foldText } from '../ui/word-match.ts'

/** The pack of that name or id, else the one whose name the words fit best. */
export function findPack(name: string, list: readonly PackStatus[]): PackStatus | undefined {
  const wanted = foldText(name)
  const own = list.filter(({ entry }) => !entry.embedded)
  return (
    own.find(({ entry }) => foldText(entry.name) === wanted || entry.id === name) ??
    bestMatches(own, name, ({ entry }) => `${entry.name} ${entry.id}`)[0]
  )
}

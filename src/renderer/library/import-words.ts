/**
 * What is said of imports: of one file three words in all (begun, half, done), of many together two.
 *
 * Pure; who listens says it. Failures are said elsewhere, for each file.
 */
import type { Translate } from '../ui/catalogue.ts'
import type { ImportItem } from './import-queue.ts'

const active = ({ state }: ImportItem) => state === 'waiting' || state === 'running' || state === 'password'

export interface ImportWords {
  /** @returns what to say now that `item` has changed, if anything; `asked`: somebody has just pressed a button for it */
  changed(
    item: ImportItem,
    before: ImportItem,
    all: readonly ImportItem[],
  ): { readonly text: string; readonly asked: boolean } | undefined
}

export function importWords(t: Translate): ImportWords {
  /** Files that were chosen together; `undefined` while there is one at a time. */
  let many: { added: number } | undefined
  let going = false
  return {
    changed(item, before, all) {
      const { name, state } = item
      const say = (text: string, asked = false) => ({ text, asked })
      const left = all.filter(active).length
      const first = !going && state === 'running'
      going = left > 0
      if (state === 'cancelled' && before.state !== 'cancelled') {
        if (left === 0) many = undefined
        return say(t('import.cancelledOf', { name }), true)
      }
      if (first && left > 1) {
        many = { added: 0 }
        return say(t('import.begunMany', { count: left }))
      }
      if (many) {
        if (state === 'done' && before.state !== 'done') many.added++
        if (left > 0) return undefined
        const { added } = many
        many = undefined
        return added > 0 ? say(t('import.doneMany', { count: added })) : undefined
      }
      if (state === 'running' && before.state === 'waiting') return say(t('import.begun', { name }))
      if (before.done < 0.5 && item.done >= 0.5 && item.done < 1) return say(t('import.half', { name }))
      if (state === 'done' && before.state !== 'done')
        return say(t(item.known ? 'import.knownOf' : 'import.doneOf', { name }))
      return undefined
    },
  }
}

/** What can be done with a pack, for buttons and commands alike; failures are told. */
import { useMemo } from 'react'
import type { PackStatus } from '../../contract/packs.ts'
import { useLectern } from '../app/context.tsx'
import { asksFirst } from './pack-words.ts'

export interface PackActions {
  /** Asks first where the licence or the machine's size asks for it, or always. */
  readonly install: (pack: PackStatus, options?: { readonly ask?: boolean }) => void
  /** Fetches it: the user has agreed. */
  readonly fetch: (id: string) => Promise<void>
  readonly pause: (id: string) => void
  readonly cancel: (id: string) => void
  /** Asks once: it cannot be undone. */
  readonly remove: (id: string) => void
  readonly check: (pack: PackStatus) => Promise<void>
  readonly checkAll: () => Promise<void>
}

export function usePackActions(): PackActions {
  const { client, packs, report, announcer, toasts, words } = useLectern()
  return useMemo(() => {
    const tell = (text: string) => {
      toasts.show({ kind: 'info', text })
      announcer.say(text, { asked: true })
    }
    const nameOf = (id: string) => packs.find(id)?.entry.name ?? id
    const call = async (method: 'packs.pause' | 'packs.cancel', id: string) => {
      try {
        await client.call(method, { id })
      } catch (error) {
        report(error, nameOf(id))
      }
    }
    const fetch = async (id: string) => {
      try {
        await client.call('packs.install', { id, yes: true })
      } catch (error) {
        report(error, nameOf(id))
      }
    }
    return {
      fetch,
      install(pack, { ask = asksFirst(pack) } = {}) {
        if (ask) packs.question.set({ ask: 'install', id: pack.entry.id })
        else void fetch(pack.entry.id)
      },
      pause: (id) => void call('packs.pause', id),
      cancel: (id) => void call('packs.cancel', id),
      remove: (id) => packs.question.set({ ask: 'remove', id }),
      async check({ entry: { id, name } }) {
        const { t } = words.get()
        announcer.say(t('packs.said.checking', { name }), { asked: true })
        try {
          const [now] = await client.call('packs.verify', { id })
          if (now?.state === 'installed') tell(t('packs.said.well', { name })) // damage is told as news
        } catch (error) {
          report(error, name)
        }
      },
      async checkAll() {
        const { t } = words.get()
        try {
          const all = await client.call('packs.verify', {})
          const here = all.filter(({ entry }) => !entry.embedded)
          const bad = here.filter(({ state }) => state !== 'installed').length
          if (here.length === 0) return tell(t('packs.checkAll.none'))
          tell(
            bad > 0
              ? t('packs.checkAll.bad', { count: bad })
              : t('packs.checkAll.well', { count: here.length }),
          )
        } catch (error) {
          report(error)
        }
      },
    }
  }, [announcer, client, packs, report, toasts, words])
}

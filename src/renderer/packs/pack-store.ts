/** The packs as the core has them, kept up to date while the page is open; also after the core was lost. */
import type { AppClient } from '../../contract/app.ts'
import type { Machine, PackStatus } from '../../contract/packs.ts'
import type { Link } from '../connect.ts'
import { createStore, type ReadableStore, type Store } from '../ui/store.ts'
import { changesWhatThereIs } from './pack-news.ts'

/** What the user is asked about packs, in a dialog. */
export type PackQuestion =
  | { readonly ask: 'install' | 'remove'; readonly id: string }
  /** It lies on the disk and is not fetched. */
  | { readonly ask: 'copy'; readonly id: string; readonly onYes: () => void }
  /** All that fit this machine, to choose among. */
  | { readonly ask: 'offer' }

export interface PackListener {
  /** @param before what it was, if it was known already */
  readonly changed: (pack: PackStatus, before: PackStatus | undefined) => void
}

export interface Packs {
  /** In the manifest's order: of each kind the best first. Absent until the core has answered. */
  readonly list: ReadableStore<readonly PackStatus[] | undefined>
  /** Calls back at once, or when the core has answered: what is said right after a start is about its packs too. */
  readonly whenKnown: (then: () => void) => void
  readonly machine: ReadableStore<Machine | undefined>
  /** Counts up when one can be used that could not be before, or the other way round. */
  readonly shelf: ReadableStore<number>
  /** Asks once more what this machine has to spare, and what it computes on. */
  readonly look: () => void
  readonly question: Store<PackQuestion | undefined>
  readonly find: (id: string) => PackStatus | undefined
  readonly listen: (listener: PackListener) => () => void
}

export function createPacks(
  client: Pick<AppClient, 'call' | 'stream'>,
  link: Pick<Link, 'state'>,
  report: (error: unknown) => void,
): Packs {
  const list = createStore<readonly PackStatus[] | undefined>(undefined)
  const machine = createStore<Machine | undefined>(undefined)
  const shelf = createStore(0)
  const listeners = new Set<PackListener>()
  const find = (id: string) => list.get()?.find(({ entry }) => entry.id === id)
  const put = (pack: PackStatus) => {
    const before = find(pack.entry.id)
    list.update((all = []) =>
      before ? all.map((each) => (each.entry.id === pack.entry.id ? pack : each)) : [...all, pack],
    )
    if (changesWhatThereIs(before, pack)) shelf.update((count) => count + 1)
    for (const { changed } of listeners) changed(pack, before)
  }

  let round = 0
  async function watch(): Promise<void> {
    const own = ++round
    try {
      const changes = client.stream('packs.watch', {})
      const first = changes.next() // asked before the list, so that nothing falls between the two
      const known = await client.call('packs.list', {})
      if (own !== round) return
      machine.set(known.machine)
      if (list.get() === undefined) list.set(known.packs)
      else for (const pack of known.packs) put(pack)
      for (let next = await first; !next.done && own === round; next = await changes.next()) put(next.value)
    } catch (error) {
      if (own === round) report(error)
    }
  }
  const begin = () => {
    if (link.state.get() === 'open') void watch()
  }
  link.state.subscribe(begin)
  begin()

  return {
    list,
    whenKnown(then) {
      if (list.get() !== undefined) return then()
      const stop = list.subscribe(() => {
        stop()
        then()
      })
    },
    machine,
    shelf,
    look() {
      client.call('packs.list', {}).then((known) => machine.set(known.machine), report)
    },
    question: createStore<PackQuestion | undefined>(undefined),
    find,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

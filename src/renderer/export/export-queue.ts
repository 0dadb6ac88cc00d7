/** The exports as the core has them, kept up to date while the page is open; also after the core was lost. */
import type { AppClient } from '../../contract/app.ts'
import type { ExportJob } from '../../contract/export.ts'
import type { Link } from '../connect.ts'
import { createStore, type ReadableStore } from '../ui/store.ts'

export interface ExportListener {
  /** @param before what it was, if it was there already */
  readonly changed: (job: ExportJob, before: ExportJob | undefined) => void
}

export interface ExportQueue {
  /** Newest first. */
  readonly jobs: ReadableStore<readonly ExportJob[]>
  readonly listen: (listener: ExportListener) => () => void
}

export function createExportQueue(
  client: AppClient,
  link: Link,
  report: (error: unknown) => void,
): ExportQueue {
  const jobs = createStore<readonly ExportJob[]>([])
  const listeners = new Set<ExportListener>()
  const put = (job: ExportJob) => {
    const before = jobs.get().find(({ id }) => id === job.id)
    jobs.update((all) =>
      before
        ? all.map((each) => (each.id === job.id ? job : each))
        : [job, ...all].toSorted((a, b) => b.id - a.id),
    )
    for (const { changed } of listeners) changed(job, before)
  }

  let round = 0
  async function watch(): Promise<void> {
    const own = ++round
    try {
      const changes = client.stream('export.watch', {})
      const first = changes.next() // asked before the list, so that nothing falls between the two
      jobs.set(await client.call('export.list', {}))
      for (let next = await first; !next.done && own === round; next = await changes.next()) {
        const change = next.value
        if (change.type === 'job') put(change.job)
        else jobs.update((all) => all.filter(({ id }) => id !== change.id))
      }
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
    jobs,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

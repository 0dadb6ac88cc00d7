/** What the window shows, kept in the address so that reload and the browser's Back work. */
import { createStore, type ReadableStore } from '../ui/store.ts'

export type Route =
  | {
      readonly view: 'library'
      /** What to search for; empty words only open the search. */
      readonly search?: string
    }
  | {
      readonly view: 'reading'
      readonly document: string
      /** Where to begin instead of the kept place: a search hit, a bookmark. */
      readonly at?: { readonly block: number; readonly offset: number; readonly length: number }
    }
  | { readonly view: 'drafts' }
  | { readonly view: 'draft'; readonly draft: number }

export function parseRoute(hash: string): Route {
  const library = /^#\/\?(.*)$/.exec(hash)
  const search = library && new URLSearchParams(library[1]).get('search')
  if (typeof search === 'string') return { view: 'library', search }
  if (hash === '#/drafts') return { view: 'drafts' }
  const draft = /^#\/draft\/(\d{1,15})$/.exec(hash)?.[1]
  if (draft !== undefined) return { view: 'draft', draft: Number(draft) }
  const match = /^#\/read\/([0-9a-f]{64})(?:\?(.*))?$/.exec(hash)
  if (!match?.[1]) return { view: 'library' }
  const query = new URLSearchParams(match[2] ?? '')
  const number = (name: string) => {
    const value = Number(query.get(name) ?? Number.NaN)
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined
  }
  const block = number('block')
  if (block === undefined) return { view: 'reading', document: match[1] }
  return {
    view: 'reading',
    document: match[1],
    at: { block, offset: number('offset') ?? 0, length: number('length') ?? 0 },
  }
}

export function routeHash(route: Route): string {
  if (route.view === 'library')
    return route.search === undefined
      ? '#/'
      : `#/?${new URLSearchParams({ search: route.search }).toString()}`
  if (route.view === 'drafts') return '#/drafts'
  if (route.view === 'draft') return `#/draft/${route.draft}`
  const at = route.at ? `?block=${route.at.block}&offset=${route.at.offset}&length=${route.at.length}` : ''
  return `#/read/${route.document}${at}`
}

export interface Router extends ReadableStore<Route> {
  go(route: Route): void
}

export function createRouter(): Router {
  const store = createStore<Route>(parseRoute(location.hash))
  window.addEventListener('hashchange', () => store.set(parseRoute(location.hash)))
  const router: Router = {
    get: store.get,
    subscribe: store.subscribe,
    go(route) {
      const hash = routeHash(route)
      if (hash === location.hash) store.set(route)
      else location.hash = hash // hashchange follows
    },
  }
  openFromOutside(router)
  return router
}

/**
 * Electron: opens the document that the preload names when a file came from outside. Listens as soon as the page's
 * script runs, since the first file may be named as soon as the page has loaded, before anything is drawn.
 */
export function openFromOutside(router: Pick<Router, 'go'>): void {
  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window || typeof data !== 'object' || data === null) return
    const { type, command } = data as { type?: unknown; command?: unknown }
    if (type !== 'lectern-open' || typeof command !== 'string') return
    const route = parseRoute(`#/read/${command}`)
    if (route.view === 'reading') router.go(route)
  })
}

import { expect, test, vi } from 'vitest'
import { openFromOutside, parseRoute, type Route, routeHash } from './route.ts'

const document = '0123456789abcdef'.repeat(4)

test('a route survives the address', () => {
  const routes: Route[] = [
    { view: 'library' },
    { view: 'library', search: 'lamp & "ledger"' },
    { view: 'library', search: '' },
    { view: 'reading', document },
    { view: 'drafts' },
    { view: 'draft', draft: 12 },
    { view: 'reading', document, at: { block: 12, offset: 3, length: 5 } },
  ]
  for (const route of routes) expect(parseRoute(routeHash(route))).toEqual(route)
})

test('what is no route is the library', () => {
  for (const hash of [
    '',
    '#',
    '#/read/',
    '#/read/../../etc',
    `#/read/${document}x`,
    '#token=abc',
    '#/draft/x',
    '#/draft/',
  ])
    expect(parseRoute(hash)).toEqual({ view: 'library' })
})

test('a place that is no number is left out', () => {
  expect(parseRoute(`#/read/${document}?block=-1`)).toEqual({ view: 'reading', document })
  expect(parseRoute(`#/read/${document}?block=1e99`)).toEqual({ view: 'reading', document })
})

test('a document opened from outside is shown; other messages and other senders change nothing', () => {
  const page = new EventTarget()
  vi.stubGlobal('window', page)
  const go = vi.fn()
  openFromOutside({ go })
  const say = (data: unknown, source: unknown = page) =>
    page.dispatchEvent(Object.assign(new Event('message'), { data, source }))
  for (const data of [null, 'text', { type: 'lectern-open' }, { type: 'lectern-open', command: '../../etc' }])
    say(data)
  say({ type: 'lectern-command', command: document })
  say({ type: 'lectern-open', command: document }, { another: 'frame' })
  expect(go).not.toHaveBeenCalled()
  say({ type: 'lectern-open', command: document })
  expect(go.mock.calls).toEqual([[{ view: 'reading', document }]])
  vi.unstubAllGlobals()
})

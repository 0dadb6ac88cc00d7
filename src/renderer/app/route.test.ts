import { expect, test } from 'vitest'
import { parseRoute, type Route, routeHash } from './route.ts'

const document = '0123456789abcdef'.repeat(4)

test('a route survives the address', () => {
  const routes: Route[] = [
    { view: 'library' },
    { view: 'reading', document },
    { view: 'reading', document, at: { block: 12, offset: 3, length: 5 } },
  ]
  for (const route of routes) expect(parseRoute(routeHash(route))).toEqual(route)
})

test('what is no route is the library', () => {
  for (const hash of ['', '#', '#/read/', '#/read/../../etc', `#/read/${document}x`, '#token=abc'])
    expect(parseRoute(hash)).toEqual({ view: 'library' })
})

test('a place that is no number is left out', () => {
  expect(parseRoute(`#/read/${document}?block=-1`)).toEqual({ view: 'reading', document })
  expect(parseRoute(`#/read/${document}?block=1e99`)).toEqual({ view: 'reading', document })
})

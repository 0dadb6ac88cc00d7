/** The desktop build's engine and import thread, as electron-vite bundled them, run under Node and do their work. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { largePdf } from '../build/bench-documents.ts'
import { start } from '../src/app/start.ts'
import { app as contract } from '../src/contract/app.ts'
import { connect } from '../src/rpc/client.ts'
import { wirePair } from '../src/rpc/wires.ts'
import { makeDocx, makeEpub } from './app/fixtures.ts'

const out = join(import.meta.dirname, '..', 'out', 'main')

test('the bundled engine speaks and the bundled importers read', async () => {
  test.skip(
    !existsSync(join(out, 'host.js')),
    'the desktop app has not been built (npm test builds it first)',
  )
  const folder = mkdtempSync(join(tmpdir(), 'lectern-built-'))
  const app = start({
    folder,
    shell: 'cli',
    locale: 'en-US',
    engine: { entry: join(out, 'host.js') },
    importEntry: pathToFileURL(join(out, 'importer.js')),
  })
  const [near, far] = wirePair()
  app.attach(far)
  const client = connect(contract, near)
  const formula = new TextEncoder().encode('# Sum\n\nThe area is $a^2 + b^2$ and nothing else.\n')
  const files: [string, Uint8Array][] = [
    ['a.epub', await makeEpub()],
    ['b.docx', await makeDocx()],
    ['c.pdf', largePdf(2)],
    ['d.md', formula],
    [
      'e.html',
      new TextEncoder().encode(
        '<html lang="de"><title>Haus</title><body><article><h1>Haus</h1><p>Das Haus ist alt, und niemand wohnt darin.</p></article>',
      ),
    ],
  ]
  for (const [name, bytes] of files) {
    let document = ''
    for await (const event of client.stream('library.import', { name, bytes: new Uint8Array(bytes) }))
      document = event.document
    const first = await client
      .stream('reading.utterances', { from: { document, block: 0, offset: 0 } })
      .next()
    expect(first.value?.pcm.length, name).toBeGreaterThan(4_000)
    expect(first.value?.words.length, name).toBeGreaterThan(0)
  }
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

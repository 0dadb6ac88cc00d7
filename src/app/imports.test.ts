import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ImportProgress } from '../contract/app.ts'
import type { Block } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { AppError } from '../rpc/failure.ts'
import { LibraryStore } from '../store/library.ts'
import { openStore, type Store } from '../store/open.ts'
import { FileStore } from './file-store.ts'
import { Imports } from './imports.ts'
import { readSettings } from '../contract/settings.ts'
import { StoredTexts } from './texts.ts'

let folder: string
let store: Store
let library: LibraryStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-imports-'))
  store = openStore(folder).store
  library = new LibraryStore(store)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] })
const metadata: ImportEvent = { type: 'metadata', format: 'text', metadata: { title: 'Book', authors: [] } }
const blocks = (...texts: string[]): ImportEvent => ({ type: 'blocks', blocks: texts.map(paragraph) })

/** An importer that yields what the test pushes, when it pushes it. */
function scripted() {
  const queue: (ImportEvent | Error | 'end')[] = []
  let wake: (() => void) | undefined
  const signals: AbortSignal[] = []
  const report = vi.fn()
  const imports = new Imports({
    library,
    files: new FileStore(folder),
    report,
    run: async function* ({ signal }) {
      signals.push(signal)
      for (;;) {
        while (queue.length === 0 && !signal.aborted)
          await new Promise<void>((resolve) => {
            wake = resolve
            signal.addEventListener('abort', () => resolve(), { once: true })
          })
        if (signal.aborted) throw new AppError('cancelled', 'Cancelled.')
        const next = queue.shift()
        if (next === 'end' || next === undefined) return
        if (next instanceof Error) throw next
        yield next
      }
    },
  })
  return {
    imports,
    report,
    runs: signals,
    push: (...events: (ImportEvent | Error | 'end')[]) => {
      queue.push(...events)
      wake?.()
    },
  }
}
async function all(stream: AsyncIterable<ImportProgress>): Promise<ImportProgress[]> {
  const seen: ImportProgress[] = []
  for await (const event of stream) seen.push(event)
  return seen
}
const file = { name: 'book.txt', bytes: new TextEncoder().encode('bytes') }

test('a document can be read as soon as its first blocks are there, and is ready at the end', async () => {
  const { imports, push } = scripted()
  const events = imports.add(file)
  const accepted = await events.next()
  const id = accepted.value?.document ?? ''
  push(metadata, blocks('One.', 'Two.'))
  expect((await events.next()).value).toMatchObject({ type: 'readable' })
  const text = await new StoredTexts(library, imports, { read: () => readSettings({}) }).open(id)
  expect(await text.blocks(0, 2)).toHaveLength(2)
  const later = text.blocks(1, 2) // the third block is not there yet
  push(blocks('Three.'), 'end')
  expect((await later).map((block) => block.runs[0]?.text)).toEqual(['Two.', 'Three.'])
  expect((await all(events)).at(-1)).toEqual({ type: 'ready', document: id, blocks: 3 })
  expect(library.summary(id).state).toBe('ready')
  expect(text.extent()).toEqual({ blocks: 3, complete: true })
})

test('the same bytes again are known and are not read a second time', async () => {
  const { imports, push, runs } = scripted()
  push(metadata, blocks('One.'), 'end')
  await all(imports.add(file))
  const again = await all(imports.add({ ...file, name: 'other name.txt' }))
  expect(again[0]).toMatchObject({ type: 'accepted', known: true })
  expect(runs).toHaveLength(1)
  expect(library.list()).toHaveLength(1)
})

test('a file of which nothing can be read leaves no trace', async () => {
  const { imports, push } = scripted()
  push(new AppError('protected', 'It is locked.', { reason: 'epub-encrypted' }))
  await expect(all(imports.add(file))).rejects.toMatchObject({ code: 'protected', reason: 'epub-encrypted' })
  expect(library.list()).toEqual([])
  expect(readdirSync(join(folder, 'files'))).toEqual([])
})

test('a file that failed before its reader asked for more still tells why', async () => {
  const { imports, push } = scripted()
  push(new AppError('password-needed', 'It is locked.'))
  const events = imports.add(file)
  await events.next()
  await vi.waitFor(() => expect(library.list()).toEqual([]))
  await expect(events.next()).rejects.toMatchObject({ code: 'password-needed' })
})

test('a file without a word is refused as no-text', async () => {
  const { imports, push } = scripted()
  push(metadata, 'end')
  await expect(all(imports.add(file))).rejects.toMatchObject({ code: 'no-text' })
})

test('a file that breaks in the middle keeps what was read, and says so', async () => {
  const { imports, push, report } = scripted()
  push(metadata, blocks('One.'), new Error('surprise'))
  const events = await all(imports.add(file))
  const id = events[0]?.document ?? ''
  expect(library.summary(id).state).toBe('incomplete')
  expect(library.find(id)?.warnings.map(({ key }) => key)).toEqual(['stopped-early'])
  expect(report).toHaveBeenCalledOnce()
})

test('cancelling keeps what was read; watching again starts over with the place kept', async () => {
  const { imports, push, runs } = scripted()
  const events = imports.add(file)
  const id = (await events.next()).value?.document ?? ''
  push(metadata, blocks('One.', 'Two.'))
  await events.next()
  library.setPlace({ document: id, block: 1, offset: 2 })
  await imports.cancel(id)
  expect(library.summary(id).state).toBe('incomplete')
  imports.resume(id)
  push(metadata, blocks('One.', 'Two.'), 'end')
  await all(imports.watch(id))
  expect(runs).toHaveLength(2)
  expect(library.summary(id).state).toBe('ready')
  expect(library.place(id)).toEqual({ document: id, block: 1, offset: 2 })
})

test('a window that goes away in the middle does not stop the import', async () => {
  const { imports, push } = scripted()
  const events = imports.add(file)
  const id = (await events.next()).value?.document ?? ''
  await events.return(undefined)
  push(metadata, blocks('One.'), 'end')
  await vi.waitFor(() => expect(library.summary(id).state).toBe('ready'))
})

test('closing the app in the middle of an import leaves it to be resumed', async () => {
  const { imports, push } = scripted()
  const events = imports.add(file)
  const id = (await events.next()).value?.document ?? ''
  push(metadata, blocks('One.'))
  await events.next()
  await imports.close()
  expect(library.idsInState('importing')).toEqual([id])
})

test('a document that another process is reading in is waited for, and read here if that process ends', async () => {
  const { imports, push, runs } = scripted()
  push(metadata, blocks('One.'), 'end')
  const document = (await all(imports.add(file)))[0]?.document ?? ''
  const leave = (reader: string) =>
    store.prepare("UPDATE documents SET state = 'importing', reader = ?").run(reader)
  leave(`${process.ppid} the command line`)
  const waiting = all(imports.add(file))
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(runs).toHaveLength(1)
  library.setState(document, 'ready') // as the other process does at its end
  expect((await waiting).at(-1)).toEqual({ type: 'ready', document, blocks: 1 })
  expect(runs).toHaveLength(1)

  leave(`${process.ppid} the command line`)
  const orphaned = all(imports.add(file))
  await new Promise((resolve) => setTimeout(resolve, 150))
  leave(`${2 ** 30} the command line, killed`)
  push(metadata, blocks('One.', 'Two.'), 'end')
  expect((await orphaned).at(-1)).toEqual({ type: 'ready', document, blocks: 2 })
  expect(runs).toHaveLength(2)
})

test('a full disk is told as what it is, not as a damaged file', async () => {
  const { imports, push } = scripted()
  store.pragma('max_page_count = 1') // SQLite raises this to what the database has already
  const big = 'word '.repeat(200_000)
  push(metadata, blocks('One.'), blocks(big), 'end')
  await expect(all(imports.add(file))).rejects.toMatchObject({ reason: 'disk-full' })
})

test('asking for the whole page reads a page again that was read as an article', async () => {
  const { imports, push, runs } = scripted()
  push(metadata, blocks('The article.'), 'end')
  const document = (await all(imports.add(file)))[0]?.document ?? ''
  push(metadata, blocks('Menu.', 'The article.'), 'end')
  expect((await all(imports.add({ ...file, html: 'page' }))).at(-1)).toMatchObject({ blocks: 2 })
  expect(library.find(document)?.options).toEqual({ html: 'page' })
  await all(imports.add(file)) // no choice given: the last one holds
  expect(runs).toHaveLength(2)
})

test('an empty file is refused before it is kept', async () => {
  const { imports } = scripted()
  await expect(all(imports.add({ name: 'x', bytes: new Uint8Array() }))).rejects.toMatchObject({
    reason: 'file-empty',
  })
})

import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Block } from '../contract/document.ts'
import { LibraryStore } from './library.ts'
import { MarkStore } from './marks.ts'
import { openStore, type Store } from './open.ts'
import { SettingsStore } from './settings.ts'

let folder: string
let store: Store
let library: LibraryStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-store-'))
  store = openStore(folder).store
  library = new LibraryStore(store)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const id = (n: number) => String(n).padStart(64, '0')
const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] })
function add(n: number, title: string, texts: readonly string[], authors: string[] = []): string {
  library.add({ id: id(n), name: `${title}.txt`, format: 'text', metadata: { title, authors }, options: {} })
  library.append(id(n), texts.map(paragraph))
  library.setState(id(n), 'ready')
  return id(n)
}

test('the same file added twice is one entry', () => {
  add(1, 'Moby Dick', ['Call me Ishmael.'])
  expect(
    library.add({
      id: id(1),
      name: 'copy.txt',
      format: 'text',
      metadata: { title: 'x', authors: [] },
      options: {},
    }),
  ).toBe(true)
  expect(library.list().map(({ title }) => title)).toEqual(['Moby Dick'])
})

test('progress is the share of characters before the place', () => {
  const document = add(1, 'Four', ['aaaa', 'bbbb', 'cccc', 'dddd'])
  library.setPlace({ document, block: 2, offset: 2 })
  expect(library.summary(document).progress).toBeCloseTo(10 / 16)
  expect(library.place(document)).toEqual({ document, block: 2, offset: 2 })
})

test('place, bookmarks and notes survive a re-import', () => {
  const document = add(1, 'Book', ['one two three', 'four'])
  const marks = new MarkStore(store)
  library.setPlace({ document, block: 1, offset: 0 })
  marks.addBookmark({ document, block: 0, offset: 4 }, 'here', 'two')
  library.restart(document)
  expect(library.blocks(document, 0, 10)).toEqual([])
  library.append(document, [paragraph('one two three'), paragraph('four')])
  expect(library.place(document)?.block).toBe(1)
  expect(marks.bookmarks(document)).toMatchObject([{ name: 'here', position: { block: 0, offset: 4 } }])
})

test('a document that a living process is reading in is left to it, and one whose reader died is not', () => {
  const document = add(1, 'Book', ['one'])
  expect(library.restart(document)).toBe(true)
  const setReader = (reader: string) =>
    store.prepare('UPDATE documents SET reader = ? WHERE id = ?').run(reader, document)
  setReader(`${process.ppid} another start`)
  expect(library.restart(document)).toBe(false)
  expect(() => library.append(document, [paragraph('mixed in')])).toThrow(
    expect.objectContaining({ code: 'busy' }),
  )
  setReader(`${2 ** 30} a dead one`)
  expect(library.restart(document)).toBe(true)
  library.append(document, [paragraph('one')])
  library.setState(document, 'ready')
  setReader(`${process.ppid} another start`)
  expect(library.restart(document)).toBe(true) // it was ready: nobody is reading it in
})

test('a document that was read in again is found by its new words only', () => {
  const document = add(1, 'Book', ['old needle', 'second'])
  library.restart(document)
  library.append(document, [paragraph('new thread')])
  expect(library.searchTexts('needle', 5)).toEqual([])
  expect(library.searchTexts('thread', 5)).toHaveLength(1)
})

test('beginning to read a document takes no longer in a large library', () => {
  const texts = Array.from({ length: 40 }, (_, i) => `some words of paragraph ${i}`)
  const restarting = (from: number, to: number) => {
    let best = Infinity
    for (let n = from; n < to; n++) {
      add(n, `Book ${n}`, texts)
      const empty = id(n + 1_000)
      library.add({
        id: empty,
        name: 'x',
        format: 'text',
        metadata: { title: 'x', authors: [] },
        options: {},
      })
      const began = performance.now()
      library.restart(empty)
      best = Math.min(best, performance.now() - began)
    }
    return best
  }
  const early = restarting(1, 30)
  restarting(30, 400)
  expect(restarting(400, 430)).toBeLessThan(early * 3 + 0.5)
})

test('the matches of removed documents do not crowd out the others', () => {
  const removed = add(
    1,
    'Removed',
    Array.from({ length: 30 }, () => 'needle needle needle'),
  )
  add(2, 'Kept', [`A long paragraph with one needle in it. ${'Nothing more of that kind. '.repeat(20)}`])
  library.remove(removed)
  expect(library.searchTexts('needle', 5).map(({ title }) => title)).toEqual(['Kept'])
})

test('two processes may begin one library at the same moment', async () => {
  const fresh = mkdtempSync(join(tmpdir(), 'lectern-store-'))
  const script = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'open.ts'))}
    openStore(${JSON.stringify(fresh)}).store.close()`
  const codes = await Promise.all(
    [1, 2, 3].map(
      () =>
        new Promise((resolve) =>
          spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }).on(
            'exit',
            resolve,
          ),
        ),
    ),
  )
  expect(codes).toEqual([0, 0, 0])
  rmSync(fresh, { recursive: true })
})

test('a database whose tables are damaged behind a good header is set aside, too', () => {
  for (let n = 1; n <= 200; n++) add(n, `Book ${n}`, ['text'])
  store.close()
  const path = join(folder, 'lectern.db')
  const bytes = readFileSync(path)
  bytes.fill(0xa5, 4096, bytes.length - 4096)
  writeFileSync(path, bytes)
  const opened = openStore(folder)
  store = opened.store
  expect(opened.setAside).toBeDefined()
  expect(new LibraryStore(store).list()).toEqual([])
})

test('a folder that cannot be written is named in the refusal', () => {
  writeFileSync(join(folder, 'file'), '')
  for (const wrong of ['file', join('file', 'below')])
    expect(() => openStore(join(folder, wrong)), wrong).toThrow(
      expect.objectContaining({ code: 'denied', message: expect.stringContaining(wrong) as string }),
    )
})

test('search finds all words in any order, folded, with the last one unfinished', () => {
  add(1, 'Eins', ['Das Café liegt an der Straße nach Überlingen.', 'Nichts hier.'])
  add(2, 'Zwei', ['The quick brown fox.'])
  for (const query of [
    'cafe',
    'CAFÉ strasse'.replace('strasse', 'straße'),
    'ueber'.replace('ue', 'ü'),
    'liegt caf',
    'quick fo',
  ])
    expect(library.searchTexts(query, 10), query).toHaveLength(1)
  const [hit] = library.searchTexts('fox', 10)
  expect(hit).toMatchObject({
    match: 'fox',
    position: { document: id(2), block: 0, offset: 16 },
    length: 3,
    before: 'The quick brown ',
    after: '.',
  })
  expect(library.searchTexts('fox café', 10)).toEqual([])
})

test('search finds a word inside unspaced Chinese', () => {
  add(1, '書', ['我们在图书馆看书。'])
  expect(library.searchTexts('图书馆', 10)).toHaveLength(1)
  expect(library.searchTexts('馆图', 10)).toEqual([])
})

test('what a user types can never be an error in the query language', () => {
  add(1, 'Book', ['AND or NOT "quoted" (text)'])
  for (const query of [
    '"',
    'AND',
    '(',
    'a*b',
    'NEAR(',
    '-',
    '^',
    'col:x',
    "'; DROP TABLE documents;--",
    '"quoted"',
  ])
    expect(() => library.searchTexts(query, 10), query).not.toThrow()
  expect(library.searchTexts('"quoted" (text)', 10)).toHaveLength(1)
})

test('titles and authors are found without their accents', () => {
  add(1, 'Les Misérables', ['x'], ['Victor Hugo'])
  expect(library.searchTitles('miserables hugo', 5)).toHaveLength(1)
  expect(library.searchTitles('hugo dumas', 5)).toEqual([])
})

test('a removed document is gone from list and search and comes back whole', () => {
  const document = add(1, 'Book', ['needle'])
  library.remove(document)
  expect(library.list()).toEqual([])
  expect(library.searchTexts('needle', 5)).toEqual([])
  library.restore(document)
  expect(library.list()).toHaveLength(1)
  library.delete(document)
  expect(library.searchTexts('needle', 5)).toEqual([])
  expect(() => library.summary(document)).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('removing a bookmark or note can be undone, until it is purged', () => {
  const document = add(1, 'Book', ['text'])
  const marks = new MarkStore(store)
  const note = marks.addNote({ document, block: 0, offset: 0 }, 4, 'think', 'text')
  marks.removeNote(note.id)
  expect(marks.notes(document)).toEqual([])
  expect(marks.restoreNote(note.id).text).toBe('think')
  marks.removeNote(note.id)
  marks.purge()
  expect(() => marks.restoreNote(note.id)).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('a setting that does not parse is refused, and a stored one that does not parse costs only itself', () => {
  const settings = new SettingsStore(store)
  expect(settings.write({ speed: 1.524, theme: 'dark' }).speed).toBe(1.5)
  expect(() => settings.write({ theme: 'pink' as 'dark' })).toThrow(
    expect.objectContaining({ code: 'bad-input' }),
  )
  store.prepare(`UPDATE settings SET value = '"pink"' WHERE key = 'theme'`).run()
  expect(new SettingsStore(store).read()).toMatchObject({ speed: 1.5, theme: 'system' })
})

test('a database that is none is set aside and a new one begun', () => {
  const other = mkdtempSync(join(tmpdir(), 'lectern-store-'))
  writeFileSync(
    join(other, 'lectern.db'),
    'this is not a database, it only has its name, and is long enough to be looked at'.repeat(20),
  )
  const opened = openStore(other)
  expect(opened.setAside).toBeDefined()
  expect(readdirSync(other).some((name) => name.includes('damaged'))).toBe(true)
  expect(new LibraryStore(opened.store).list()).toEqual([])
  opened.store.close()
  rmSync(other, { recursive: true })
})

test('a library of a newer version is refused and left alone', () => {
  store.pragma('user_version = 99')
  store.close()
  expect(() => openStore(folder)).toThrow(expect.objectContaining({ code: 'unsupported-format' }))
  store = openStore(mkdtempSync(join(tmpdir(), 'lectern-store-'))).store
})

test('what was committed before SIGKILL is there afterwards, and the database is whole', async () => {
  const document = add(
    1,
    'Book',
    Array.from({ length: 50 }, (_, i) => `Paragraph ${i}.`),
  )
  const script = `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'open.ts'))}
    import { LibraryStore } from ${JSON.stringify(join(import.meta.dirname, 'library.ts'))}
    const library = new LibraryStore(openStore(${JSON.stringify(folder)}).store)
    for (let i = 0; ; i++) {
      library.append('${document}', [{ kind: 'paragraph', runs: [{ text: 'later ' + i }] }])
      library.setPlace({ document: '${document}', block: 50 + i, offset: 0 })
      process.stdout.write(i + '\\n')
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const killed = new Promise((resolve) => child.on('exit', resolve))
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString()
      if (said.split('\n').length > 40) resolve()
    })
  })
  child.kill('SIGKILL')
  await killed
  const last = Number(said.trim().split('\n').at(-2))
  const { store: reopened, setAside } = openStore(folder)
  expect(setAside).toBeUndefined()
  expect(reopened.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(new LibraryStore(reopened).place(document)?.block ?? 0).toBeGreaterThanOrEqual(50 + last)
  reopened.close()
})

test('a document that another process has just finished is not emptied by the one that wanted to read it', () => {
  const document = add(1, 'Book', ['one', 'two'])
  expect(library.restart(document, {}, false)).toBe(false)
  expect(library.blocks(document, 0, 10)).toHaveLength(2)
  expect(library.restart(document, {}, true)).toBe(true)
  expect(library.blocks(document, 0, 10)).toEqual([])
})

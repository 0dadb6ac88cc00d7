/** The EPUBs that are written: their structure, their times, and what epubcheck says where it is installed. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Uint8ArrayReader, TextWriter, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { app as contract, type AppClient } from '../../contract/app.ts'
import { connect } from '../../rpc/client.ts'
import { wirePair } from '../../rpc/wires.ts'
import { type RunningApp, start } from '../start.ts'
import { installed } from './sound-fixture.ts'

vi.setConfig({ testTimeout: 300_000 })

let folder: string
let app: RunningApp
let client: AppClient
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-epub-'))
  app = start({ folder, shell: 'loopback', locale: 'en-US' })
  const [near, far] = wirePair()
  app.attach(far)
  client = connect(contract, near)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

async function epubOf(name: string, bytes: Uint8Array): Promise<Buffer> {
  let document = ''
  for await (const event of client.stream('library.import', { name, bytes })) document = event.document
  const { id } = await client.call('export.start', { document, format: 'epub', speed: 3 })
  let made: { name: string }[] = []
  for await (const change of client.stream('export.watch', { id }))
    if (change.type === 'job') {
      expect(change.job.failure).toBeUndefined()
      made = change.job.made
    }
  expect(made).toHaveLength(1)
  const pieces: Uint8Array[] = []
  for await (const piece of client.stream('export.file', { id, name: made[0]?.name ?? '' }))
    pieces.push(piece)
  await client.call('export.remove', { id })
  return Buffer.concat(pieces)
}

interface Unpacked {
  readonly texts: Map<string, string>
  readonly sounds: Map<string, Uint8Array>
  readonly names: string[]
}
async function unpack(file: Uint8Array): Promise<Unpacked> {
  const texts = new Map<string, string>()
  const sounds = new Map<string, Uint8Array>()
  const entries = await new ZipReader(new Uint8ArrayReader(file)).getEntries()
  for (const entry of entries) {
    if (entry.directory) continue
    if (/\.(mp3|png|jpg)$/.test(entry.filename))
      sounds.set(entry.filename, await entry.getData(new Uint8ArrayWriter()))
    else texts.set(entry.filename, await entry.getData(new TextWriter()))
  }
  return { texts, sounds, names: entries.map(({ filename }) => filename) }
}

/** What epubcheck says; undefined where it is not installed. Debian's is a jar that can be run. */
function epubcheck(file: Uint8Array, name: string): string | undefined {
  if (!existsSync('/usr/bin/epubcheck') || !installed('java')) return undefined
  const path = join(folder, `${name}.epub`)
  writeFileSync(path, file)
  try {
    return execFileSync('java', ['-jar', '/usr/bin/epubcheck', path], { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    return String((error as { stdout?: string; stderr?: string }).stderr ?? error)
  }
}
function expectValid(file: Uint8Array, name: string): void {
  const said = epubcheck(file, name)
  if (said === undefined) return console.warn('epubcheck is not installed: the EPUB was not validated')
  expect(said).toContain('0 fatals / 0 errors / 0 warnings')
}

const book = `---
title: Lamp & <Ledger>
author: Ada Ätherisch
lang: en
---

# The Lamp

The keeper *lit the lamp* at five.[^1] He [waited](https://example.org/a?x=1&y=2). **So did** \`she\`.

- one
- two
  1. deep
  2. deeper
- three

> Quoted & kept.

| Name | Age |
|------|-----|
| Ada  | 36  |
| Bob  | 41  |

\`\`\`
if (a < b) { c() }
\`\`\`

---

[^1]: A note of the keeper.

# The Ledger

There were 21 names in it. The last one was his own.
`

test('text, notes, lists and tables are kept, and every sentence has its clip', async () => {
  const file = await epubOf('lamp.md', new TextEncoder().encode(book))
  const { texts, sounds, names } = await unpack(file)
  // Of the container: the first entry, stored, without anything extra (OCF 3.3, 4.3).
  expect(names[0]).toBe('mimetype')
  expect(file.toString('latin1', 30, 58)).toBe('mimetypeapplication/epub+zip')
  const first = texts.get('EPUB/text/c001.xhtml') ?? ''
  expect(first).toMatch(/<h1 id="b0"[^>]*><span id="s0-0">The Lamp<\/span><\/h1>/)
  expect(first).toContain('<em>lit the lamp</em>')
  expect(first).toContain('<strong>So did</strong>')
  expect(first).toContain('href="https://example.org/a?x=1&amp;y=2"')
  expect(first).toMatch(/<a href="c00\d\.xhtml#b\d+" epub:type="noteref" role="doc-noteref">/)
  expect(first).toMatch(/<aside id="b\d+" epub:type="footnote" role="doc-footnote">/)
  expect(first).toMatch(/<li id="b\d+"><span id="s\d+-0">two<\/span><ol>\n<li id="b\d+" value="1">/)
  expect(first).toMatch(/<th scope="col"><span id="s\d+-\d+">Name<\/span><\/th>/)
  expect(first).toContain('if (a &lt; b) { c() }')
  const overlay = texts.get('EPUB/overlay/c001.smil') ?? ''
  const pars = [
    ...overlay.matchAll(
      /<text src="..\/text\/c001.xhtml#([^"]+)"\/><audio src="..\/audio\/c001.mp3" clipBegin="([\d.]+)s" clipEnd="([\d.]+)s"/g,
    ),
  ]
  // All that has a sentence's span is heard, in the order of the text, without overlaps.
  expect(pars.map(([, id]) => id)).toEqual([...first.matchAll(/id="(s\d+-\d+)"/g)].map(([, id]) => id))
  let before = 0
  for (const [, , begin, end] of pars) {
    expect(Number(begin)).toBeGreaterThanOrEqual(before)
    before = Number(end)
    expect(before).toBeGreaterThan(Number(begin))
  }
  const seconds = ((sounds.get('EPUB/audio/c001.mp3')?.length ?? 0) * 8) / 48_000
  expect(before).toBeLessThan(seconds)
  const opf = texts.get('EPUB/package.opf') ?? ''
  expect(opf).toContain('<dc:title>Lamp &amp; &lt;Ledger&gt;</dc:title>')
  expect(opf).toContain('synchronizedAudioText')
  const durations = [...opf.matchAll(/<meta property="media:duration"([^>]*)>([\d.]+)s</g)]
  const total = durations.find(([, refines]) => !refines?.includes('refines'))?.[2]
  const sum = durations
    .filter(([, refines]) => refines?.includes('refines'))
    .reduce((all, [, , each]) => all + Number(each), 0)
  expect(Number(total)).toBeCloseTo(sum, 1)
  expectValid(file, 'lamp')
})

const documents = '../shared/testdata/documents'
const real = [
  'epub/samples_trees.epub',
  'docx/tika_footnotes.docx',
  'odt/tika_testODFwithOOo3.odt',
  'rtf/tika_testRTF-ms932.rtf',
  'pdf/pdfjs_two_paragraphs.pdf',
  'html-encodings/tika_testSrcDoc.html',
]
test.each(real)('the EPUB made of %s is valid', async (path) => {
  const file = join(documents, path)
  if (!existsSync(file)) return console.warn(`${file} is not there: skipped`)
  const name = path.split('/').at(-1) ?? ''
  expectValid(await epubOf(name, new Uint8Array(readFileSync(file))), name)
})

test('a language that is written from right to left says so, and its book opens on that side', async () => {
  const html =
    '<html lang="he" dir="rtl"><head><title>המנורה</title></head><body><h1>המנורה</h1><p>שלום לכולם. היום יום יפה.</p></body></html>'
  const file = await epubOf('he.html', new TextEncoder().encode(html))
  const { texts } = await unpack(file)
  expect(texts.get('EPUB/text/c001.xhtml')).toContain('xml:lang="he" lang="he"')
  expect(texts.get('EPUB/package.opf')).toContain('<dc:language>he</dc:language>')
  expectValid(file, 'he')
})

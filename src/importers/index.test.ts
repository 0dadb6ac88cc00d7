import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { block, metadata, tocEntry } from '../contract/document.ts'
import type { Source } from '../contract/import.ts'
import { AppError } from '../rpc/failure.ts'
import { makeArchive } from './archive-fixture.ts'
import { importDocument, sniff } from './index.ts'

const source = (name: string, content: string | Uint8Array, mime?: string): Source => ({
  name,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  ...(mime === undefined ? {} : { mime }),
})
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0) & 255)
const compound = (stream: string) =>
  latin(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(600)}${stream.split('').join('\0')}\0`)
const outcome = (given: Source): string => {
  try {
    return sniff(given)
  } catch (error) {
    if (error instanceof AppError) return `${error.code}/${error.reason}`
    throw error
  }
}

describe('the format is what the bytes say', () => {
  const cases: readonly (readonly [string, Source, string])[] = [
    ['a PDF called .txt', source('a.txt', '%PDF-1.7\n…'), 'pdf'],
    ['a PDF after some junk', source('a.pdf', `\0\x01junk\n%PDF-1.4\n`), 'pdf'],
    ['a text about PDF', source('a.txt', 'Every such file begins with %PDF-1.4 and a line end.'), 'text'],
    ['RTF called .doc', source('a.doc', '{\\rtf1 Hello}'), 'rtf'],
    ['RTF after a line end', source('a.rtf', '\r\n{\\rtf1 Hello}'), 'rtf'],
    ['HTML called .doc, as Word saves it', source('a.doc', '<html><body>Hello'), 'html'],
    ['HTML called .txt', source('a.txt', '<!DOCTYPE html>\n<title>x</title>'), 'html'],
    ['HTML after a comment', source('a', '<!-- saved -->\n<HTML><body>'), 'html'],
    ['XHTML', source('a.xml', '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html xmlns="z">'), 'html'],
    ['HTML in UTF-16', source('a', latin('\xff\xfe<\0h\0t\0m\0l\0>\0')), 'html'],
    ['HTML with broken bytes in it', source('a.htm', latin(`<html><head><title>x</title>${'\x01'.repeat(20)}</head><body>${'words '.repeat(40)}</body>`)), 'html'],
    ['a piece of HTML', source('a', '<p>One.</p><p>Two.</p>'), 'html'],
    ['anything sent as HTML', source('a', 'Just <b>this</b>', 'text/html; charset=utf-8'), 'html'],
    ['Markdown by name', source('readme.MD', '# Hello'), 'markdown'],
    ['Markdown by type', source('x', '# Hello', 'text/markdown'), 'markdown'],
    ['Markdown by its front matter', source('spec.txt', '---\ntitle: Spec\nversion: 1\n---\n\n# One'), 'markdown'],
    ['text with a rule', source('a.txt', '---\nNot front matter at all\n---\n'), 'text'],
    ['text with tags in it', source('a.txt', 'Write <b> for bold.'), 'text'],
    ['flat OpenDocument', source('a.fodt', '<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">'), 'odt'],
    ['EBCDIC', source('a.txt', Uint8Array.of(0xc8, 0x85, 0x93, 0x93, 0x96, 0x40, 0x99, 0x85, 0x81, 0x84, 0x89, 0x95, 0x87, 0x40, 0xa6, 0x15)), 'text'],
    ['an empty file', source('a.txt', ''), 'unsupported-format/file-empty'],
    ['an old Word document', source('a.doc', compound('WordDocument')), 'unsupported-format/format-doc'],
    ['an encrypted DOCX', source('a.docx', compound('EncryptedPackage')), 'protected/office-encrypted'],
    ['an old spreadsheet', source('a.xls', compound('Workbook')), 'unsupported-format/format-spreadsheet'],
    ['a page called .pdf', source('a.pdf', '<html>not found</html>'), 'damaged/format-mismatch'],
    ['a text called .epub', source('a.epub', 'hello'), 'damaged/format-mismatch'],
    ['a picture', source('a.txt', latin('\x89PNG\r\n\x1a\n')), 'unsupported-format/format-image'],
    ['SVG', source('a.svg', '<?xml version="1.0"?><svg xmlns="x"/>'), 'unsupported-format/format-image'],
    ['MP3', source('a.txt', latin('ID3\x04\0')), 'unsupported-format/format-media'],
    ['a Kindle book', source('a.mobi', latin(`${'x'.repeat(60)}BOOKMOBI`)), 'unsupported-format/format-book'],
    ['FictionBook', source('a.fb2', '<?xml version="1.0"?><FictionBook>'), 'unsupported-format/format-book'],
    ['DAISY', source('a.xml', '<?xml version="1.0"?><dtbook>'), 'unsupported-format/format-daisy'],
    ['other XML', source('a.xml', '<?xml version="1.0"?><rss>'), 'unsupported-format/format-xml'],
    ['a program', source('a.txt', latin('\x7fELF\x02\x01')), 'unsupported-format/format-binary'],
    ['noise', source('a.txt', Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7_919 + (index >> 3)) & 255)), 'unsupported-format/format-binary'],
  ] // prettier-ignore
  for (const [name, given, expected] of cases)
    test(`${name}: ${expected}`, () => expect(outcome(given)).toBe(expected))

  const archives: readonly (readonly [string, Record<string, string>, string])[] = [
    ['DOCX', { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<x/>' }, 'docx'],
    ['EPUB without mimetype', { 'META-INF/container.xml': '<x/>' }, 'epub'],
    ['ODT without mimetype', { 'content.xml': '<x/>', 'styles.xml': '<x/>' }, 'odt'],
    [
      'XLSX',
      { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<x/>' },
      'unsupported-format/format-spreadsheet',
    ],
    [
      'PPTX',
      { '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<x/>' },
      'unsupported-format/format-presentation',
    ],
    ['some archive', { 'a.txt': 'x' }, 'unsupported-format/format-archive'],
  ]
  for (const [name, files, expected] of archives)
    test(`${name}: ${expected}`, async () =>
      expect(outcome(source('a.zip', await makeArchive(files)))).toBe(expected))

  test('a DOCX that was cut off is still one', async () => {
    const whole = await makeArchive({
      '[Content_Types].xml': '<Types/>',
      'word/document.xml': '<x/>'.repeat(1_000),
    })
    expect(outcome(source('a.docx', whole.subarray(0, whole.length - 120)))).toBe('docx')
  })
})

const shared = join(import.meta.dirname, '../../../shared/testdata')

/** Reads a file to the end and checks what importers promise. */
async function read(path: string): Promise<string> {
  let blocks = 0
  let done = 0
  let first: string | undefined
  const images = new Set<string>()
  const assets = new Set<string>()
  const links: number[] = []
  try {
    const bytes = new Uint8Array(readFileSync(path))
    for await (const event of importDocument({ name: basename(path), bytes }, {})) {
      first ??= event.type
      if (event.type === 'metadata') metadata.parse(event.metadata)
      else if (event.type === 'asset') assets.add(event.id)
      else if (event.type === 'toc') for (const entry of event.entries) tocEntry.parse(entry)
      else if (event.type === 'progress') {
        expect(event.done).toBeGreaterThanOrEqual(done)
        done = event.done
      } else if (event.type === 'blocks') {
        blocks += event.blocks.length
        for (const value of event.blocks) {
          block.parse(value)
          if (value.image !== undefined) images.add(value.image)
          const length = value.runs.reduce((sum, { text }) => sum + text.length, 0)
          for (const cell of value.cells ?? [])
            expect(cell.start <= cell.end && cell.end <= length).toBe(true)
          for (const { link } of value.runs)
            if (link?.startsWith('#block-')) links.push(Number(link.slice(7)))
        }
      }
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.message.length).toBeGreaterThan(10)
    return error.code
  }
  expect(first).toBe('metadata')
  for (const link of links) expect(link).toBeLessThan(blocks)
  for (const image of images) expect([...assets]).toContain(image)
  return 'ok'
}

describe.skipIf(!existsSync(shared))('the shared documents open, or are refused with a sentence', () => {
  const refused: Record<string, string> = {
    'mammoth_empty.docx': 'no-text',
    'tika_testWORD_protected_passtika.docx': 'protected',
    'tika_testWORD_truncated.docx': 'damaged',
    'tika_testWORD_various.doc': 'unsupported-format',
    'tika_testBinControlWord.rtf': 'no-text',
    'xxe.docx': 'damaged',
    'billion-laughs.docx': 'damaged',
    'zip-bomb.docx': 'too-large',
    'xxe.svg': 'unsupported-format',
  }
  const folders = ['docx', 'docx-malformed', 'doc', 'odt', 'rtf', 'markdown', 'text'].map((kind) =>
    join('documents', kind),
  )
  for (const folder of [...folders, ...['docx', 'rtf', 'xml'].map((kind) => join('security', kind))])
    for (const name of existsSync(shared) ? readdirSync(join(shared, folder)) : []) {
      if (!name.includes('.')) continue
      test(
        join(folder, name),
        async () => expect(await read(join(shared, folder, name))).toBe(refused[name] ?? 'ok'),
        20_000,
      )
    }
})

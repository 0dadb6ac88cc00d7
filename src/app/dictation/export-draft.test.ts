import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import type { Draft } from '../../contract/dictation.ts'
import { exportDraft } from './export-draft.ts'

const draft = (text: string, title = 'Letter', named = true): Draft => ({
  id: 1,
  title,
  named,
  words: 1,
  excerpt: '',
  createdAt: 0,
  changedAt: 0,
  text,
  caret: 0,
})
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('plain text is the text, to the letter', async () => {
  const text = 'One.\n\n  Two * three\n'
  const { bytes, name } = await exportDraft(draft(text), 'txt')
  expect(decode(bytes)).toBe(text)
  expect(name).toBe('Letter.txt')
})

test('a name that no file may have becomes one that it may', async () => {
  const name = async (title: string) => (await exportDraft(draft('', title), 'txt')).name
  expect(await name('../a/b: "c"?')).not.toMatch(/[/\\:*?"<>|]/)
  expect(await name('con')).toBe('_con.txt')
  expect(await name('The first words…')).toBe('The first words.txt')
  expect(await name('')).toBe('Lectern.txt')
})

test('each line is a paragraph of the Markdown, and no mark in it means anything', async () => {
  const lines = [
    '# not a heading',
    '1. not a list',
    '- nor this',
    '+ or this',
    '*not* _slanted_ **bold** `code` ~~gone~~',
    '[no](link) <b>no</b> &amp; AT&T',
    'a | b',
    '---',
    '===',
    '> no quotation',
    String.raw`back\slash`,
    '2026) was',
    '    no code',
    '5 * 3 - 2 is 13.',
  ]
  const { bytes } = await exportDraft(draft(lines.join('\n'), 'A *title*'), 'md')
  const tree = unified().use(remarkParse).use(remarkGfm).parse(decode(bytes))
  const texts = tree.children.map((node) => {
    const parts = 'children' in node ? node.children : []
    return [node.type, ...parts.map((part) => ('value' in part ? part.value : part.type))]
  })
  expect(texts).toEqual([['heading', 'A *title*'], ...lines.map((line) => ['paragraph', line.trim()])])
})

test('the Word document holds the title and every line, empty ones and odd characters included', async () => {
  const { bytes, mime } = await exportDraft(draft('One & <two>\n\nThree\u0001 \ud800'), 'docx')
  const zip = new ZipReader(new Uint8ArrayReader(bytes))
  const entry = (await zip.getEntries()).find(({ filename }) => filename === 'word/document.xml')
  const xml = entry && !entry.directory ? decode(await entry.getData(new Uint8ArrayWriter())) : ''
  expect(mime).toContain('wordprocessingml')
  expect([...xml.matchAll(/<w:p[ >/].*?(?:<\/w:p>|\/>)/gs)].length).toBeGreaterThanOrEqual(4)
  expect([...xml.matchAll(/<w:t[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual([
    'Letter',
    'One &amp; &lt;two&gt;',
    '',
    'Three \ufffd',
  ])
})

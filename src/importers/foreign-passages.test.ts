import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Block } from '../contract/document.ts'
import { domestic, passages } from './foreign-passages.cases.ts'
import { foreignMarked } from './foreign-passages.ts'
import { importDocument } from './index.ts'

const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] })
const found = async (text: string, own: string) => (await foreignMarked(paragraph(text), own)).language

test('paragraphs in another language are found in English and in German documents', async () => {
  const missed: string[] = []
  let all = 0
  for (const own of ['en', 'de'])
    for (const [language, texts] of Object.entries(passages))
      for (const text of language === own ? [] : texts) {
        all += 1
        const told = await found(text, own)
        if (told !== language) missed.push(`${own}: ${language} told as ${told}: ${text.slice(0, 50)}`)
      }
  expect(all).toBeGreaterThan(60)
  expect(missed).toEqual([])
})

test('names, references, loan words, dialect, lists and code keep the voice of their document', async () => {
  for (const [own, texts] of Object.entries(domestic))
    for (const text of texts) {
      const block = paragraph(text)
      expect(await foreignMarked(block, own), text).toBe(block)
    }
  for (const [own, texts] of Object.entries(passages))
    for (const text of texts) expect(await found(text, own), text).toBeUndefined()
})

test('what its author marked, and what is too short to tell, is left alone', async () => {
  const [french = ''] = passages['fr']!
  const marked: Block = { kind: 'paragraph', runs: [{ text: french, language: 'it' }] }
  expect(await foreignMarked(marked, 'en')).toBe(marked)
  const code: Block = { kind: 'code', runs: [{ text: french }] }
  expect(await foreignMarked(code, 'en')).toBe(code)
  expect(await found('Qui vivra verra, mon ami.', 'en')).toBeUndefined()
})

test('a long quotation inside a paragraph is read by its own voice, a short one is not', async () => {
  const [french = '', other = ''] = passages['fr']!
  const block: Block = {
    kind: 'paragraph',
    runs: [
      { text: `She read aloud: “${french.slice(0, 40)}` },
      { text: french.slice(40), emphasis: 'emphasis' },
      { text: `” And then she closed the book, and nobody in the room said a word.` },
    ],
  }
  const { runs, language } = await foreignMarked(block, 'en')
  expect(language).toBeUndefined()
  expect(
    runs
      .filter((run) => run.language === 'fr')
      .map(({ text }) => text)
      .join(''),
  ).toBe(french)
  expect(runs.map(({ text }) => text).join('')).toBe(block.runs.map(({ text }) => text).join(''))
  expect(runs.find((run) => run.emphasis)?.language).toBe('fr')
  const german = paragraph(
    `Auf der Tafel stand: »${other}« So steht es dort bis heute, und die Leute gehen vorbei.`,
  )
  expect((await foreignMarked(german, 'de')).runs.map((run) => run.language)).toEqual([
    undefined,
    'fr',
    undefined,
  ])
  const short = paragraph(
    'He said “c’est la vie, mon cher ami” and left the room, as he did whenever they spoke of it.',
  )
  expect(await foreignMarked(short, 'en')).toBe(short)
})

test.each([
  ['text', 'a.txt', (parts: readonly string[]) => parts.join('\n\n')],
  ['markdown', 'a.md', (parts: readonly string[]) => `# A title\n\n${parts.join('\n\n')}`],
  [
    'html',
    'a.html',
    (parts: readonly string[]) =>
      `<html lang="en"><body>${parts.map((part) => `<p>${part}</p>`).join('')}</body></html>`,
  ],
])('every format has its foreign paragraphs found: %s', async (_format, name, make) => {
  const english = passages['en']!
  const text = make([...english, passages['fr']![0]!, ...english, passages['de']![2]!, ...english])
  const languages: (string | undefined)[] = []
  for await (const event of importDocument({ name, bytes: new TextEncoder().encode(text) }, {}))
    if (event.type === 'blocks') languages.push(...event.blocks.map((block) => block.language))
  expect(languages.filter((language) => language !== undefined)).toEqual(['fr', 'de'])
})

/** As if nobody had marked anything. */
function unmarked({ language: _block, ...block }: Block): Block {
  return { ...block, runs: block.runs.map(({ language: _run, ...run }) => run) }
}

const documents = join(import.meta.dirname, '../../../shared/testdata/documents')
test.skipIf(!existsSync(documents))(
  'real documents keep their voice, but for what is foreign in them (needs ../shared/testdata)',
  { timeout: 120_000 },
  async () => {
    let blocks = 0
    const told: string[] = []
    const files = readdirSync(documents, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && /\.(?:md|txt|html|docx|odt|rtf)$/.test(entry.name),
    )
    for (const file of files) {
      const bytes = readFileSync(join(file.parentPath, file.name))
      let language: string | undefined
      try {
        for await (const event of importDocument({ name: file.name, bytes }, {})) {
          if (event.type === 'metadata') language = event.metadata.language
          for (const block of event.type === 'blocks' && language !== undefined ? event.blocks : []) {
            blocks += 1
            const given = unmarked(block)
            const marked = await foreignMarked(given, language!)
            if (marked !== given)
              told.push(`${file.name} ${marked.language}: ${marked.runs[0]?.text.slice(0, 40)}`)
          }
        }
      } catch {
        // Files that are refused have their own tests.
      }
    }
    expect(blocks).toBeGreaterThan(2_000)
    // Latin filler, and a page of many languages.
    expect(told.filter((line) => !/ la: |multi-language\S* es/.test(line))).toEqual([])
  },
)

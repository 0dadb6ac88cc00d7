import { expect, test } from 'vitest'
import { type Block, blockText } from '../contract/document.ts'
import type { Importer } from '../contract/import.ts'
import { item, itemref, makeBook, page } from './archive-fixture.ts'
import { importEpub } from './epub.ts'
import { markupToBlocks } from './markup.ts'
import { matterOfStyle, matterOfTypes } from './matter.ts'
import { importText } from './text.ts'

async function read(importer: Importer, bytes: Uint8Array): Promise<Block[]> {
  const blocks: Block[] = []
  for await (const event of importer({ name: 'a', bytes }, {}))
    if (event.type === 'blocks') blocks.push(...event.blocks)
  return blocks
}
const matters = (blocks: readonly Block[]) =>
  blocks.map((block) => [block.matter ?? 'text', blockText(block)])

test('only what nobody wants read is front or back matter', () => {
  expect(['titlepage', 'doc-toc', 'z copyright-page', 'cover'].map(matterOfTypes)).toEqual(
    Array(4).fill('front'),
  )
  expect(['doc-index', 'bibliography', 'other.ms-index'].map(matterOfTypes)).toEqual(Array(3).fill('back'))
  for (const kept of [
    '',
    'frontmatter',
    'backmatter',
    'preface',
    'dedication',
    'foreword',
    'appendix',
    'notes',
    'glossary',
  ])
    expect(matterOfTypes(kept), kept).toBeUndefined()
  expect(
    ['toc 1', 'TOC Heading', 'Contents 2', 'table of figures', 'Inhaltsverzeichnis 1'].map(matterOfStyle),
  ).toEqual(Array(5).fill('front'))
  expect(['index 1', 'Bibliography', 'Literaturverzeichnis'].map(matterOfStyle)).toEqual(
    Array(3).fill('back'),
  )
  for (const kept of ['Heading 1', 'Title', 'Body Text Index', 'tock'])
    expect(matterOfStyle(kept), kept).toBeUndefined()
})

test('parts of a page that call themselves contents or index are marked with all that stands in them', async () => {
  const { blocks } = await markupToBlocks(
    '<nav role="doc-toc"><h2>Contents</h2><ol><li><a href="#a">One</a></li></ol></nav>' +
      '<section role="doc-preface"><p>Why.</p></section><h2 id="a">One</h2><p>Text.</p>' +
      '<section role="doc-index"><h2>Index</h2><p>lamp, 7</p></section><p>After.</p>',
  )
  expect(matters(blocks)).toEqual([
    ['front', 'Contents'],
    ['front', 'One'],
    ['text', 'Why.'],
    ['text', 'One'],
    ['text', 'Text.'],
    ['back', 'Index'],
    ['back', 'lamp, 7'],
    ['text', 'After.'],
  ])
})

test('a guide and landmarks name whole files, but a book of one file is not its title page', async () => {
  const long = '<p>A word and another. </p>'.repeat(400)
  const blocks = await read(
    importEpub,
    await makeBook({
      manifest:
        item('t') + item('c') + item('x') + item('whole') + item('nav', 'nav.xhtml', 'properties="nav"'),
      spine: itemref('t') + itemref('c') + itemref('whole') + itemref('x'),
      after:
        '<guide><reference type="title-page" href="t.xhtml"/><reference type="cover" href="whole.xhtml"/><reference type="toc" href="c.xhtml#toc"/></guide>',
      files: {
        't.xhtml': page('<p>The Book</p>'),
        'c.xhtml': page('<p id="toc">Chapter</p>'),
        'whole.xhtml': page(`<p>Cover</p>${long}`),
        'x.xhtml': page('<p>lamp, 7</p>'),
        'nav.xhtml': page(
          '<nav epub:type="toc"><ol><li><a href="c.xhtml">Chapter</a></li></ol></nav>' +
            '<nav epub:type="landmarks"><ol><li><a epub:type="index" href="x.xhtml">Index</a></li></ol></nav>',
        ),
      },
    }),
  )
  const found = matters(blocks)
  expect(found.slice(0, 3)).toEqual([
    ['front', 'The Book'],
    ['text', 'Chapter'],
    ['text', 'Cover'],
  ])
  expect(found.at(-1)).toEqual(['back', 'lamp, 7'])
  expect(found.filter(([matter]) => matter === 'text')).toHaveLength(402)
})

test('what Project Gutenberg puts round a book is marked, in text and in markup', async () => {
  const head = [
    'The Project Gutenberg eBook of A Lamp',
    'This eBook is for the use of anyone anywhere.',
    ...Array.from({ length: 12 }, (_, i) => `Credits of line ${i}: somebody.`),
  ]
  const start = '*** START OF THE PROJECT GUTENBERG EBOOK A LAMP ***'
  const body = ['A LAMP', 'It burned all night, and nobody saw it.']
  const end = [
    '*** END OF THE PROJECT GUTENBERG EBOOK A LAMP ***',
    'Updated editions will replace the previous one.',
    'Section 1. General Terms of Use',
  ]
  const all = [...head, start, ...body, ...end]
  const expected = (blocks: readonly Block[]) => {
    expect(blocks.filter(({ matter }) => matter === 'front')).toHaveLength(head.length + 1)
    expect(blocks.filter(({ matter }) => matter === undefined).map(blockText)).toEqual(body)
    expect(blocks.filter(({ matter }) => matter === 'back')).toHaveLength(end.length)
  }
  expected(await read(importText, new TextEncoder().encode(all.join('\n\n\n'))))
  const book = await makeBook({
    manifest: item('c'),
    spine: itemref('c'),
    files: { 'c.xhtml': page(all.map((line) => `<p>${line}</p>`).join('')) },
  })
  expected(await read(importEpub, book))
})

test('a text that only speaks of Project Gutenberg keeps all of it', async () => {
  const text =
    'Notes on Project Gutenberg\n\nIt began in 1971. At the end of the Project Gutenberg files stands a licence.\n\nThe end.'
  expect((await read(importText, new TextEncoder().encode(text))).every(({ matter }) => !matter)).toBe(true)
})

import { expect, test } from 'vitest'
import { blockText } from '../contract/document.ts'
import { line, pdfOf, read } from './pdf-sample.ts'

test('a tagged page follows its tags: order, levels, alternatives, artifacts, language', async () => {
  const content = [
    `/P <</MCID 1>> BDC ${line(60, 700, 'Second, though it stands above.')} EMC`,
    `/H2 <</MCID 0>> BDC ${line(60, 600, 'First')} EMC`,
    `/Artifact BMC ${line(60, 40, 'Page 7 of the draft')} EMC`,
    `/P <</MCID 2>> BDC ${line(60, 500, 'Dritter Absatz.')} EMC`,
  ].join('\n')
  const element = (role: string, id: number, more = '') =>
    `<< /Type /StructElem /S /${role} /P @root /Pg @page0 /K ${id} ${more} >>`
  const { blocks } = await read(
    pdfOf({
      pages: [content],
      catalog: '/MarkInfo << /Marked true >> /StructTreeRoot @root',
      objects: {
        root: '<< /Type /StructTreeRoot /K [@h @p @f @g] /ParentTree << /Nums [0 [@h @p @g]] >> >>',
        h: element('H2', 0),
        p: element('P', 1),
        f: `<< /Type /StructElem /S /Figure /P @root /Pg @page0 /Alt (A heron in the reeds) /K [] >>`,
        g: element('P', 2, '/Lang (de-DE)'),
      },
    }),
  )
  expect(blocks.map((block) => [block.kind, block.level, blockText(block)])).toEqual([
    ['heading', 2, 'First'],
    ['paragraph', undefined, 'Second, though it stands above.'],
    ['paragraph', undefined, 'Dritter Absatz.'],
    ['running', undefined, 'Page 7 of the draft'], // an artifact at the page's edge
  ])
  expect(blocks[2]?.language ?? blocks[2]?.runs[0]?.language).toBe('de-de')
})

/** A page whose marked content 0, 1, 2 … holds the texts, under the given elements of the tree. */
async function tagged(texts: readonly string[], kids: string, objects: Record<string, string>) {
  const content = texts
    .map(
      (text, i) =>
        `/Span <</MCID ${i}>> BDC ${line(60 + 7 * i, 700 - (text.startsWith('*') ? 0 : 14 * i), text.replace('*', ''))} EMC`,
    )
    .join('\n')
  const names = Object.keys(objects)
  return await read(
    pdfOf({
      pages: [content],
      catalog: '/MarkInfo << /Marked true >> /StructTreeRoot @root',
      objects: {
        root: `<< /Type /StructTreeRoot /K [${kids}] /ParentTree << /Nums [0 [${texts.map((_, i) => `@${names.find((name) => (objects[name] ?? '').includes(`/K ${i} `)) ?? names[0]}`).join(' ')}]] >> >>`,
        ...objects,
      },
    }),
  )
}
const element = (role: string, parent: string, kids: string, more = '') =>
  `<< /Type /StructElem /S /${role} /P @${parent} /Pg @page0 /K ${kids} ${more}>>`

test('elements without meaning of their own run along in their paragraph', async () => {
  const { blocks } = await tagged(['One', '*two', '*three'], '@p', {
    p: element('P', 'root', '[@a @b @c]'),
    a: element('NonStruct', 'p', '0'),
    b: element('NonStruct', 'p', '1'),
    c: element('Strong', 'p', '2'),
  })
  expect(blocks).toHaveLength(1)
})

test('a table of tags keeps its rows, columns and headers', async () => {
  const { blocks } = await tagged(['Name', 'Price', 'Pear', 'Twelve'], '@t', {
    t: element('Table', 'root', '[@r1 @r2]'),
    r1: element('TR', 't', '[@c0 @c1]'),
    r2: element('TR', 't', '[@c2 @c3]'),
    c0: element('TH', 'r1', '0'),
    c1: element('TH', 'r1', '1'),
    c2: element('TD', 'r2', '2'),
    c3: element('TD', 'r2', '3'),
  })
  expect(blocks[0]).toMatchObject({ kind: 'table', columns: 2 })
  expect(blockText(blocks[0] ?? { runs: [] })).toBe('Name\tPrice\nPear\tTwelve')
  expect(blocks[0]?.cells?.map((cell) => [cell.row, cell.column, cell.header])).toEqual([
    [0, 0, true],
    [0, 1, true],
    [1, 0, undefined],
    [1, 1, undefined],
  ])
})

test('list items take their marker from their label', async () => {
  const { blocks } = await tagged(['1.', '*Water'], '@l', {
    l: element('L', 'root', '[@i]'),
    i: element('LI', 'l', '[@lbl @body]'),
    lbl: element('Lbl', 'i', '0'),
    body: element('LBody', 'i', '1'),
  })
  expect(blocks.map((block) => [block.kind, block.marker, blockText(block)])).toEqual([
    ['list-item', '1.', 'Water'],
  ])
})

test('a tree that holds little of the page is not trusted', async () => {
  const bytes = pdfOf({
    pages: [
      `/P <</MCID 0>> BDC ${line(60, 700, 'Few')} EMC\n${line(60, 650, 'The rest of the page stands outside of every tag.')}`,
    ],
    catalog: '/MarkInfo << /Marked true >> /StructTreeRoot @root',
    objects: {
      root: '<< /Type /StructTreeRoot /K [@p] /ParentTree << /Nums [0 [@p]] >> >>',
      p: element('P', 'root', '0'),
    },
  })
  expect((await read(bytes)).texts).toEqual(['Few', 'The rest of the page stands outside of every tag.'])
})

test('lines that are each tagged as a paragraph are put together', async () => {
  const { texts } = await tagged(
    [
      'This is the first of the lines of a paragraph, as wide as the column is, that was',
      'tagged line by line by a program that knew no better.',
      'This is another paragraph.',
    ],
    '@a @b @c',
    { a: element('P', 'root', '0'), b: element('P', 'root', '1'), c: element('P', 'root', '2') },
  )
  expect(texts).toHaveLength(2)
})

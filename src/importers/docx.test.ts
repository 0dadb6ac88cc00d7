import { describe, expect, test } from 'vitest'
import { type Block, blockText } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { isAppError } from '../rpc/failure.ts'
import { makeArchive } from './archive-fixture.ts'
import { importDocx } from './docx.ts'

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const more =
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wp="x" xmlns:a="x" xmlns:mc="x" xmlns:wps="x" xmlns:v="x"'
const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rels = (entries: string) => `<Relationships xmlns="x">${entries}</Relationships>`
const relation = (id: string, kind: string, target: string, external = false) =>
  `<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`

interface Parts {
  readonly body: string
  readonly styles?: string
  readonly numbering?: string
  readonly footnotes?: string
  readonly core?: string
  readonly relations?: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}

async function events(parts: Parts): Promise<ImportEvent[]> {
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': rels(
      relation('a', 'officeDocument', 'word/document.xml') +
        relation('b', 'metadata/core-properties', 'docProps/core.xml'),
    ),
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="x" xmlns:dc="y">${parts.core ?? ''}</cp:coreProperties>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${w} ${more}><w:body>${parts.body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': rels(
      relation('s', 'styles', 'styles.xml') +
        relation('n', 'numbering', 'numbering.xml') +
        relation('f', 'footnotes', 'footnotes.xml') +
        (parts.relations ?? ''),
    ),
    'word/styles.xml': `<w:styles ${w}>${parts.styles ?? ''}</w:styles>`,
    'word/numbering.xml': `<w:numbering ${w}>${parts.numbering ?? ''}</w:numbering>`,
    'word/footnotes.xml': `<w:footnotes ${w}>${parts.footnotes ?? ''}</w:footnotes>`,
    ...parts.files,
  }
  const bytes = await makeArchive(files)
  const found: ImportEvent[] = []
  for await (const event of importDocx({ name: 'My paper.docx', bytes }, {})) found.push(event)
  return found
}
const blocksOf = (found: readonly ImportEvent[]): Block[] =>
  found.flatMap((event) => (event.type === 'blocks' ? event.blocks : []))
const blocks = async (parts: Parts | string) =>
  blocksOf(await events(typeof parts === 'string' ? { body: parts } : parts))
const p = (content: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`
const r = (text: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
const style = (id: string, name: string, rest = '') =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${rest}</w:style>`

describe('text', () => {
  test('runs are joined, and emphasis is kept', async () => {
    const [first] = await blocks(
      p(r('One ') + r('two', '<w:b/>') + r(' three', '<w:b/><w:i/>') + r(' four', '<w:b w:val="0"/>')),
    )
    expect(first?.runs).toEqual([
      { text: 'One ' },
      { text: 'two', emphasis: 'strong' },
      { text: ' three', emphasis: 'both' },
      { text: ' four' },
    ])
  })
  test('code in a line is marked as code', async () => {
    const styles = '<w:style w:type="character" w:styleId="V"><w:name w:val="Verbatim Char"/></w:style>'
    const [first] = await blocks({ body: p(r('Call ') + r('run()', '<w:rStyle w:val="V"/>')), styles })
    expect(first?.runs[1]).toEqual({ text: 'run()', role: 'code' })
  })
  test('tabs, breaks, hyphens and symbols', async () => {
    const run = `<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Symbol" w:char="F061"/></w:r>`
    expect((await blocks(p(run))).map(blockText)).toEqual(['a b\nc\u2011de→α'])
  })
  test('what was inserted is read; what was deleted, moved away, hidden or commented is not', async () => {
    const body = p(
      `<w:ins>${r('new ')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>${r('from')}</w:moveFrom><w:moveTo>${r('to ')}</w:moveTo>` +
        `${r('hidden', '<w:vanish/>')}<w:commentRangeStart/>${r('kept')}<w:r><w:commentReference w:id="0"/></w:r>`,
    )
    expect((await blocks(body)).map(blockText)).toEqual(['new to kept'])
  })
  test('field codes are not read, their results are; nested ones too', async () => {
    const field = (code: string, result: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
    const [first] = await blocks(
      p(
        r('See ') + field('HYPERLINK "https://a.example/"', r('page ') + field('PAGEREF x', r('7'))) + r('.'),
      ),
    )
    expect(first?.runs).toEqual([
      { text: 'See ' },
      { text: 'page 7', link: 'https://a.example/' },
      { text: '.' },
    ])
  })
  test('links go out by relation and inside by bookmark, forward too; others lead nowhere', async () => {
    const body =
      p(
        `<w:hyperlink r:id="l">${r('out')}</w:hyperlink> <w:hyperlink w:anchor="end">${r(' in')}</w:hyperlink><w:hyperlink r:id="j">${r(' bad')}</w:hyperlink>`,
      ) + p(`<w:bookmarkStart w:id="1" w:name="end"/>${r('End')}`)
    const relations =
      relation('l', 'hyperlink', 'https://a.example/', true) +
      relation('j', 'hyperlink', 'javascript:alert(1)', true)
    const [first] = await blocks({ body, relations })
    expect(first?.runs).toEqual([
      { text: 'out', link: 'https://a.example/' },
      { text: ' in', link: '#block-1' },
      { text: ' bad' },
    ])
  })
  test('readings above Japanese text are kept', async () => {
    const ruby = `<w:r><w:ruby><w:rubyPr/><w:rt>${r('とうきょう')}</w:rt><w:rubyBase>${r('東京')}</w:rubyBase></w:ruby></w:r>`
    expect((await blocks(p(ruby)))[0]?.runs[0]).toMatchObject({
      text: '東京',
      ruby: 'とうきょう',
      spoken: 'とうきょう',
    })
  })
  test('formulas are shown in a line and spoken', async () => {
    const formula =
      '<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>'
    const [inline, display] = await blocks(
      p(r('So ') + formula + r(' it is, as we have seen in the text above.')) +
        p(`<m:oMathPara>${formula}</m:oMathPara>`),
    )
    expect(inline?.runs[1]).toMatchObject({
      role: 'math',
      text: expect.stringContaining('a') as string,
      spoken: expect.stringMatching(/over|half|fraction/i) as string,
    })
    expect(display?.kind).toBe('math')
  }, 20_000)
})

describe('structure', () => {
  test('headings by outline level, by inheritance and by a name in any language', async () => {
    const styles =
      style('A', 'Kopf', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>') +
      style('B', 'Mine', '<w:basedOn w:val="A"/>') +
      style('C', 'Überschrift 3') +
      style('D', 'heading 2') +
      style('T', 'Title')
    const body =
      ['T', 'A', 'B', 'C', 'D', 'Heading4'].map((id) => p(r(id), `<w:pStyle w:val="${id}"/>`)).join('') +
      p(r('x'), '<w:outlineLvl w:val="9"/>')
    const found = await events({ body, styles })
    expect(blocksOf(found).map(({ kind, level }) => [kind, level])).toEqual([
      ['heading', 1],
      ['heading', 1],
      ['heading', 1],
      ['heading', 3],
      ['heading', 2],
      ['heading', 4],
      ['paragraph', undefined],
    ])
    const toc = found.find((event) => event.type === 'toc')
    expect(toc?.type === 'toc' && toc.entries.map(({ title }) => title)).toEqual(['T', 'A', 'B'])
  })
  test('lists count as Word counts: formats, levels, restarts, overrides', async () => {
    const level = (at: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering =
      `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%1.%2)')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '\uF0B7')}</w:abstractNum>` +
      `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>`
    const item = (id: number, at: number) =>
      p(r('x'), `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`)
    const body =
      item(1, 0) +
      item(1, 1) +
      item(1, 1) +
      item(1, 0) +
      item(1, 1) +
      item(2, 0) +
      item(3, 0) +
      item(3, 0) +
      item(0, 0)
    expect((await blocks({ body, numbering })).map(({ marker, level: depth }) => [marker, depth])).toEqual([
      ['1.', 1], ['1.a)', 2], ['1.b)', 2], ['2.', 1], ['2.a)', 2], ['•', 1], ['7.', 1], ['8.', 1], [undefined, undefined],
    ]) // prettier-ignore
  })
  test('tables keep spans and headers, and covered cells are no cells', async () => {
    const cell = (text: string, properties = '') =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text === '' ? '' : r(text))}</w:tc>`
    const row = (cells: string, properties = '') => `<w:tr>${properties}${cells}</w:tr>`
    const body = `<w:tbl><w:tblPr/>${row(cell('A') + cell('B') + cell('C'), '<w:trPr><w:tblHeader/></w:trPr>')}${row(cell('down', '<w:vMerge w:val="restart"/>') + cell('wide', '<w:gridSpan w:val="2"/>'))}${row(cell('', '<w:vMerge/>') + cell('') + cell('z'))}</w:tbl>`
    const [table] = await blocks(body)
    expect(table && blockText(table)).toBe('A\tB\tC\ndown\twide\n\tz')
    expect(table?.columns).toBe(3)
    expect(table?.cells?.map(({ start: _start, end: _end, ...place }) => place)).toEqual([
      { row: 0, column: 0, header: true }, { row: 0, column: 1, header: true }, { row: 0, column: 2, header: true },
      { row: 1, column: 0, rowSpan: 2 }, { row: 1, column: 1, columnSpan: 2 }, { row: 2, column: 1 }, { row: 2, column: 2 },
    ]) // prettier-ignore
    for (const { start, end } of table?.cells ?? [])
      expect(blockText(table!).slice(start, end)).not.toMatch(/[\t\n]/)
  })
  test('a table that only lays out the page is read as what it holds', async () => {
    const [first] = await blocks(`<w:tbl><w:tr><w:tc>${p(r('Boxed'))}</w:tc></w:tr></w:tbl>`)
    expect(first).toMatchObject({ kind: 'paragraph', runs: [{ text: 'Boxed' }] })
  })
  test('notes are referred to by number and told after the text, in the order of their references', async () => {
    const note = (id: number, text: string) =>
      `<w:footnote w:id="${id}">${p(`<w:r><w:footnoteRef/></w:r>${r(text)}`)}</w:footnote>`
    const reference = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`
    const found = await blocks({
      body: p(r('One') + reference(5) + r(' two') + reference(3)) + p(r('Last.')),
      footnotes: `<w:footnote w:type="separator" w:id="-1">${p('')}</w:footnote>${note(3, 'Three.')}${note(5, 'Five.')}`,
    })
    expect(found[0]?.runs).toMatchObject([
      { text: 'One' },
      { text: '1', role: 'note-reference', note: 'footnote-5' },
      { text: ' two' },
      { text: '2', role: 'note-reference', note: 'footnote-3' },
    ])
    expect(found.slice(2)).toMatchObject([
      { kind: 'footnote', note: 'footnote-5', marker: '1', runs: [{ text: 'Five.' }] },
      { kind: 'footnote', note: 'footnote-3', marker: '2', runs: [{ text: 'Three.' }] },
    ])
  })
  test('pictures come after their paragraph with what they show; their bytes come too', async () => {
    const drawing = (alternative: string, id: string) =>
      `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="${alternative}"/><a:blip r:embed="${id}"/></wp:inline></w:drawing></w:r>`
    const found = await events({
      body: p(r('Before') + drawing('A red ball', 'i') + drawing('', 'e') + r(' after')),
      relations: relation('i', 'image', 'media/a.png') + relation('e', 'image', 'media/b.emf'),
      files: { 'word/media/a.png': Uint8Array.of(137, 80, 78, 71), 'word/media/b.emf': Uint8Array.of(1) },
    })
    expect(blocksOf(found)).toEqual([
      { kind: 'paragraph', runs: [{ text: 'Before after' }] },
      { kind: 'figure', image: 'word/media/a.png', runs: [{ text: 'A red ball', role: 'alternative' }] },
    ])
    expect(found.find((event) => event.type === 'asset')).toMatchObject({
      id: 'word/media/a.png',
      mime: 'image/png',
    })
  })
  test('a text box is read once, after its paragraph', async () => {
    const box = `<w:txbxContent>${p(r('Boxed'))}</w:txbxContent>`
    const body = p(
      r('Before') +
        `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` +
        r(' after'),
    )
    expect((await blocks(body)).map((block) => [block.kind, blockText(block)])).toEqual([
      ['paragraph', 'Before after'],
      ['aside', 'Boxed'],
    ])
  })
  test('a page of code is one block with its lines', async () => {
    const styles = style('Code', 'Source Code')
    const line = (text: string) => p(r(text), '<w:pStyle w:val="Code"/>')
    expect(await blocks({ body: line('if x:') + line('    y = 1') + p(r('Text')), styles })).toEqual([
      { kind: 'code', runs: [{ text: 'if x:\n    y = 1' }] },
      { kind: 'paragraph', runs: [{ text: 'Text' }] },
    ])
  })
  test('pages where Word last broke them', async () => {
    const found = await events({
      body: p(r('One')) + p(`<w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r>`),
    })
    const pages = found.find((event) => event.type === 'pages')
    expect(pages?.type === 'pages' && pages.pages).toEqual([
      { label: '1', block: 0, offset: 0 },
      { label: '2', block: 1, offset: 0 },
    ])
  })
})

describe('languages', () => {
  const german =
    'Das ist ein deutscher Satz, der lang genug ist, damit man ihn erkennen kann, und noch einer dazu.'
  const standard = (tag: string) =>
    `<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="${tag}"/></w:rPr></w:rPrDefault></w:docDefaults>`
  const language = async (parts: Parts) => {
    const [first] = await events(parts)
    return first?.type === 'metadata' ? first.metadata.language : undefined
  }
  test('the template is not believed against the text', async () => {
    expect(await language({ body: p(r(german)), styles: standard('en-US') })).toBe('de')
    expect(await language({ body: p(r(german)), styles: standard('de-AT') })).toBe('de-at')
    expect((await blocks({ body: p(r(german)), styles: standard('en-US') }))[0]?.language).toBeUndefined()
  })
  test('a passage in another language says so; another kind of the same does not', async () => {
    const body = p(
      r(german) + r(' Never mind.', '<w:lang w:val="en-GB"/>') + r(' Servus.', '<w:lang w:val="de-AT"/>'),
    )
    const [first] = await blocks({ body, styles: standard('de-DE') })
    expect(first?.runs).toEqual([
      { text: german },
      { text: ' Never mind.', language: 'en-gb' },
      { text: ' Servus.' },
    ])
  })
  test('Hebrew paragraphs run from right to left', async () => {
    expect((await blocks(p(r('שלום', '<w:rtl/><w:lang w:bidi="he-IL"/>'), '<w:bidi/>')))[0]).toMatchObject({
      direction: 'rtl',
    })
  })
})

describe('title and broken files', () => {
  test('the title is the property, else the paragraph in that style, else the name', async () => {
    const title = async (parts: Parts) => {
      const [first] = await events(parts)
      return first?.type === 'metadata' ? [first.metadata.title, ...first.metadata.authors] : []
    }
    const styles = style('Title', 'Title')
    expect(
      await title({
        body: p(r('x')),
        core: '<dc:title>On &lt;b&gt;Reading</dc:title><dc:creator>A. One; B. Two</dc:creator>',
      }),
    ).toEqual(['On <b>Reading', 'A. One', 'B. Two'])
    expect(await title({ body: p(r('Big words'), '<w:pStyle w:val="Title"/>') + p(r('x')), styles })).toEqual(
      ['Big words'],
    )
    expect(await title({ body: p(r('x')) })).toEqual(['My paper'])
  })
  test('entities are refused, not expanded', async () => {
    const document = `<!DOCTYPE x [<!ENTITY a "boom">]><w:document ${w}><w:body>${p(r('&a;'))}</w:body></w:document>`
    await expect(blocks({ body: '', files: { 'word/document.xml': document } })).rejects.toSatisfy((error) =>
      isAppError(error, 'damaged'),
    )
  })
  test('broken styles and a cut document give the text that is there', async () => {
    const cut = `<w:document ${w}><w:body>${p(r('Whole.'))}<w:p><w:r><w:t>Half`
    expect(
      (await blocks({ body: '', files: { 'word/document.xml': cut, 'word/styles.xml': '<<<' } })).map(
        blockText,
      ),
    ).toEqual(['Whole.', 'Half'])
  })
  test('styles that are based on each other come to an end', async () => {
    const styles = style('A', 'a', '<w:basedOn w:val="B"/>') + style('B', 'b', '<w:basedOn w:val="A"/>')
    expect(await blocks({ body: p(r('x'), '<w:pStyle w:val="A"/>'), styles })).toHaveLength(1)
  })
  test('ten thousand elements in one another', async () => {
    const body =
      p(`${'<w:smartTag>'.repeat(10_000)}${r('deep')}${'</w:smartTag>'.repeat(10_000)}`) + p(r('after'))
    expect((await blocks(body)).map(blockText)).toContain('after')
  })
  test('no text is said to be none', async () => {
    await expect(blocks(p(''))).rejects.toSatisfy((error) => isAppError(error, 'no-text'))
  })
  test('a large document begins before it is read to its end', async () => {
    const bytes = await makeArchive({
      'word/document.xml': `<w:document ${w}><w:body>${p(r('A sentence that stands for many others like it.')).repeat(60_000)}</w:body></w:document>`,
    })
    const before = performance.now()
    for await (const event of importDocx({ name: 'a.docx', bytes }, {})) if (event.type === 'blocks') break
    const first = performance.now() - before
    let count = 0
    for await (const event of importDocx({ name: 'a.docx', bytes }, {}))
      if (event.type === 'blocks') count += event.blocks.length
    expect(count).toBe(60_000)
    expect(first).toBeLessThan((performance.now() - before - first) * 0.7)
  }, 30_000)
})

test('captions say that they are captions, and a list of contents that it is front matter', async () => {
  const styled = (style: string, text: string) =>
    `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
  const found = (
    await events({
      body: styled('TOC1', 'One') + styled('Caption', 'Table 1. Rain') + styled('Plain', 'It rained.'),
      styles:
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>' +
        '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>' +
        '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Normal"/></w:style>',
    })
  ).flatMap((event) => (event.type === 'blocks' ? event.blocks : []))
  expect(found.map(({ matter, runs }) => [matter, runs[0]?.role, runs[0]?.text])).toEqual([
    ['front', undefined, 'One'],
    [undefined, 'caption', 'Table 1. Rain'],
    [undefined, undefined, 'It rained.'],
  ])
})

test('headers and footers stand once behind the text, without page numbers alone', async () => {
  const part = (root: string, text: string) =>
    `<w:${root} ${w}><w:p><w:r><w:instrText>PAGE</w:instrText><w:t>${text}</w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p></w:${root}>`
  const found = (
    await events({
      body: '<w:p><w:r><w:t>The text.</w:t></w:r></w:p>',
      relations:
        relation('h1', 'header', 'header1.xml') +
        relation('h2', 'header', 'header2.xml') +
        relation('f1', 'footer', 'footer1.xml') +
        relation('f2', 'footer', 'footer2.xml'),
      files: {
        'word/header1.xml': part('hdr', 'The Quiet Valley'),
        'word/header2.xml': part('hdr', 'The Quiet Valley'),
        'word/footer1.xml': part('ftr', 'Draft of May'),
        'word/footer2.xml': part('ftr', '3'),
      },
    })
  ).flatMap((event) => (event.type === 'blocks' ? event.blocks : []))
  expect(found.map((block) => [block.kind, blockText(block)])).toEqual([
    ['paragraph', 'The text.'],
    ['running', 'The Quiet Valley'],
    ['running', 'Draft of May'],
  ])
})

test('a header that is named again and again is read once', async () => {
  const line = '<w:p><w:r><w:t>The Quiet Valley</w:t></w:r></w:p>'
  const began = performance.now()
  await events({
    body: '<w:p><w:r><w:t>The text.</w:t></w:r></w:p>',
    relations: Array.from({ length: 3_000 }, (_, index) =>
      relation(`h${index}`, 'header', 'header1.xml'),
    ).join(''),
    files: { 'word/header1.xml': `<w:hdr ${w}>${line.repeat(1_000)}</w:hdr>` },
  })
  expect(performance.now() - began).toBeLessThan(3_000)
})

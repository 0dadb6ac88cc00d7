import { describe, expect, test } from 'vitest'
import { type Block, blockText } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { isAppError } from '../rpc/failure.ts'
import { makeArchive } from './archive-fixture.ts'
import { importOdt } from './odt.ts'

const spaces =
  'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:fo="f" xmlns:draw="d" xmlns:svg="v" xmlns:xlink="l" xmlns:dc="c" xmlns:meta="m"'

interface Parts {
  readonly body: string
  readonly automatic?: string
  readonly styles?: string
  readonly meta?: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}
const content = ({ body, automatic = '' }: Parts) =>
  `<?xml version="1.0"?><office:document-content ${spaces}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`

async function read(bytes: Uint8Array): Promise<ImportEvent[]> {
  const found: ImportEvent[] = []
  for await (const event of importOdt({ name: 'Mein Text.odt', bytes }, {})) found.push(event)
  return found
}
const events = async (parts: Parts) =>
  read(
    await makeArchive({
      mimetype: 'application/vnd.oasis.opendocument.text',
      'content.xml': content(parts),
      'styles.xml': `<office:document-styles ${spaces}><office:styles>${parts.styles ?? ''}</office:styles></office:document-styles>`,
      'meta.xml': `<office:document-meta ${spaces}><office:meta>${parts.meta ?? ''}</office:meta></office:document-meta>`,
      ...parts.files,
    }),
  )
const blocksOf = (found: readonly ImportEvent[]): Block[] =>
  found.flatMap((event) => (event.type === 'blocks' ? event.blocks : []))
const blocks = async (parts: Parts | string) =>
  blocksOf(await events(typeof parts === 'string' ? { body: parts } : parts))
const p = (text: string, style = '') =>
  `<text:p${style === '' ? '' : ` text:style-name="${style}"`}>${text}</text:p>`

describe('text', () => {
  test('spaces, tabs, breaks; white space of the file collapses', async () => {
    expect(
      (await blocks(p('a<text:s text:c="3"/>b\n   c<text:tab/>d<text:line-break/>e'))).map(blockText),
    ).toEqual(['a b c d\ne'])
  })
  test('spans are emphasis by their styles and their parents', async () => {
    const automatic =
      '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="T2" style:family="text" style:parent-style-name="T1"><style:text-properties fo:font-style="italic" style:text-position="super 58%"/></style:style>'
    const [first] = await blocks({
      body: p(
        'a <text:span text:style-name="T1">b <text:span text:style-name="T2">c</text:span></text:span>',
      ),
      automatic,
    })
    expect(first?.runs).toEqual([
      { text: 'a ' },
      { text: 'b ', emphasis: 'strong' },
      { text: 'c', emphasis: 'both', script: 'superscript' },
    ])
  })
  test('deleted, hidden and commented text, scripts and index marks are not read', async () => {
    const automatic =
      '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    const body =
      `<text:tracked-changes><text:changed-region><text:deletion>${p('gone')}</text:deletion></text:changed-region></text:tracked-changes>` +
      p(
        'a<office:annotation><dc:creator>X</dc:creator><text:p>comment</text:p></office:annotation><text:span text:style-name="H">hidden</text:span><text:script>evil()</text:script><text:hidden-text text:is-hidden="true">no</text:hidden-text>b',
      ) +
      `<text:section text:display="none">${p('secret')}</text:section><text:section>${p('open')}</text:section>`
    expect((await blocks({ body, automatic })).map(blockText)).toEqual(['ab', 'open'])
  })
  test('links, forward too, and readings', async () => {
    const body =
      p(
        '<text:a xlink:href="https://a.example/">out</text:a> <text:a xlink:href="#end">in</text:a> <text:a xlink:href="javascript:x">bad</text:a>',
      ) +
      p(
        '<text:bookmark text:name="end"/>End <text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう</text:ruby-text></text:ruby>',
      )
    const [first, second] = await blocks(body)
    expect(first?.runs).toEqual([
      { text: 'out', link: 'https://a.example/' },
      { text: ' ' },
      { text: 'in', link: '#block-1' },
      { text: ' bad' },
    ])
    expect(second?.runs[1]).toMatchObject({ text: '東京', ruby: 'とうきょう', spoken: 'とうきょう' })
  })
  test('formulas that are embedded are shown in a line and spoken', async () => {
    const body = p(
      'So <draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame> holds for every number in the text.',
    )
    const mathml =
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation encoding="StarMath 5.0">x^2</annotation></semantics></math>'
    const [first] = await blocks({ body, files: { 'Object 1/content.xml': mathml } })
    expect(first?.runs[1]).toMatchObject({
      role: 'math',
      text: expect.stringMatching(/^x(\^2|²)$/) as string,
      spoken: expect.stringContaining('squared') as string,
    })
  }, 20_000)
})

describe('structure', () => {
  test('headings with their numbers, and paragraphs in the style of a heading', async () => {
    const styles =
      '<style:style style:name="Kopf" style:family="paragraph" style:default-outline-level="2"/><text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    const head = (level: number, text: string) => `<text:h text:outline-level="${level}">${text}</text:h>`
    const found = await blocks({
      body: head(1, 'A') + head(2, 'B') + head(2, 'C') + head(1, 'D') + p('E', 'Kopf'),
      styles,
    })
    expect(found.map(({ kind, level, marker }) => [kind, level, marker])).toEqual([
      ['heading', 1, '1'],
      ['heading', 2, '1.1'],
      ['heading', 2, '1.2'],
      ['heading', 1, '2'],
      ['heading', 2, undefined],
    ])
  })
  test('lists with their own formats, levels, starts and continuation', async () => {
    const automatic =
      '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")" /></text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>'
    const item = (inner: string, start = '') => `<text:list-item${start}>${inner}</text:list-item>`
    const body =
      `<text:list text:style-name="L1">${item(p('one') + p('more of one') + `<text:list>${item(p('deeper'))}${item(p('deeper still'))}</text:list>`)}${item(p('two'))}${item(p('nine'), ' text:start-value="9"')}</text:list>` +
      `${p('between')}<text:list text:style-name="L1" text:continue-numbering="true">${item(p('ten'))}</text:list><text:list text:style-name="L2">${item(p('bullet'))}</text:list><text:list text:style-name="L1">${item(p('anew'))}</text:list>`
    expect((await blocks({ body, automatic })).map((block) => [block.marker, block.level, blockText(block)])).toEqual([
      ['1.', 1, 'one'], [undefined, 1, 'more of one'], ['(a)', 2, 'deeper'], ['(b)', 2, 'deeper still'], ['2.', 1, 'two'], ['9.', 1, 'nine'],
      [undefined, undefined, 'between'], ['10.', 1, 'ten'], ['•', 1, 'bullet'], ['1.', 1, 'anew'],
    ]) // prettier-ignore
  })
  test('tables with header rows, spans, repeated and covered cells', async () => {
    const cell = (text: string, attributes = '') =>
      `<table:table-cell${attributes}>${text === '' ? '' : p(text)}</table:table-cell>`
    const body = `<table:table><table:table-column/><table:table-header-rows><table:table-row>${cell('A')}${cell('B')}${cell('C')}</table:table-row></table:table-header-rows><table:table-row>${cell('wide', ' table:number-columns-spanned="2"')}<table:covered-table-cell/>${cell('down', ' table:number-rows-spanned="2"')}</table:table-row><table:table-row>${cell('', ' table:number-columns-repeated="2"')}<table:covered-table-cell/></table:table-row></table:table>`
    const [table] = await blocks(body)
    expect(table && blockText(table)).toBe('A\tB\tC\nwide\tdown\n\t')
    expect(table?.cells?.map(({ row, column, header, rowSpan, columnSpan }) => [row, column, header, rowSpan, columnSpan])).toEqual([
      [0, 0, true, undefined, undefined], [0, 1, true, undefined, undefined], [0, 2, true, undefined, undefined],
      [1, 0, undefined, undefined, 2], [1, 2, undefined, 2, undefined], [2, 0, undefined, undefined, undefined], [2, 1, undefined, undefined, undefined],
    ]) // prettier-ignore
  })
  test('notes are referred to by their marks and told after the text', async () => {
    const note = (mark: string, text: string) =>
      `<text:note text:note-class="footnote"><text:note-citation>${mark}</text:note-citation><text:note-body>${p(text)}${p('More.')}</text:note-body></text:note>`
    const found = await blocks(p(`One${note('1', 'First.')} two.`) + p('Last.'))
    expect(found[0]?.runs).toMatchObject([
      { text: 'One' },
      { text: '1', role: 'note-reference', note: 'footnote-1' },
      { text: ' two.' },
    ])
    expect(found.slice(1).map((block) => [block.kind, block.note, block.marker, blockText(block)])).toEqual([
      ['paragraph', undefined, undefined, 'Last.'],
      ['footnote', 'footnote-1', '1', 'First.'],
      ['footnote', 'footnote-1', undefined, 'More.'],
    ])
  })
  test('pictures with title and description, and a box with a picture and its caption', async () => {
    const picture =
      '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:title>Ball</svg:title><svg:desc>A red ball on grass</svg:desc></draw:frame>'
    const body =
      p(`Text${picture}`) +
      p(`<draw:frame><draw:text-box>${p(`${picture}Figure 1: the ball`)}</draw:text-box></draw:frame>`)
    const found = await events({ body, files: { 'Pictures/a.png': Uint8Array.of(137, 80, 78, 71) } })
    expect(blocksOf(found)).toMatchObject([
      { kind: 'paragraph' },
      {
        kind: 'figure',
        image: 'Pictures/a.png',
        runs: [{ text: 'Ball. A red ball on grass', role: 'alternative' }],
      },
      {
        kind: 'figure',
        runs: [{ role: 'alternative' }, { text: '\n' }, { text: 'Figure 1: the ball', role: 'caption' }],
      },
    ])
    expect(found.filter((event) => event.type === 'asset')).toHaveLength(1)
  })
  test('page breaks are pages, quotations and code keep their kind', async () => {
    const automatic =
      '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    const found = await events({
      body:
        p('One<text:soft-page-break/> two') +
        p('Three', 'P1') +
        p('Said', 'Quotations') +
        p('x = 1', 'Preformatted_20_Text') +
        p('y = 2', 'Preformatted_20_Text'),
      automatic,
    })
    const pages = found.find((event) => event.type === 'pages')
    expect(
      pages?.type === 'pages' && pages.pages.map(({ label, block, offset }) => [label, block, offset]),
    ).toEqual([
      ['1', 0, 0],
      ['2', 0, 4],
      ['3', 1, 0],
    ])
    expect(blocksOf(found).map((block) => [block.kind, blockText(block)])).toEqual([
      ['paragraph', 'One two'],
      ['paragraph', 'Three'],
      ['quote', 'Said'],
      ['code', 'x = 1\ny = 2'],
    ])
  })
})

describe('about the document', () => {
  test('title, author and language', async () => {
    const [first] = await events({
      body: p('x'),
      meta: '<dc:title>Der Titel</dc:title><meta:initial-creator>E. Muster</meta:initial-creator><dc:language>de-AT</dc:language>',
    })
    expect(first).toMatchObject({
      metadata: { title: 'Der Titel', authors: ['E. Muster'], language: 'de-at' },
    })
  })
  test('the language of the template is not believed against the text', async () => {
    const styles =
      '<style:default-style style:family="paragraph"><style:text-properties fo:language="de" fo:country="DE"/></style:default-style><style:style style:name="Standard" style:family="paragraph"><style:text-properties fo:language="de" fo:country="DE"/></style:style>'
    const found = await events({
      body: p('This is plainly an English sentence, and it is long enough to be known as one.', 'Standard'),
      styles,
    })
    expect(found[0]).toMatchObject({ metadata: { language: 'en' } })
    expect(blocksOf(found)[0]?.language).toBeUndefined()
  })
  test('a flat file is read as well', async () => {
    const flat = `<?xml version="1.0"?><office:document ${spaces} office:mimetype="application/vnd.oasis.opendocument.text"><office:meta><dc:title>Flat</dc:title></office:meta><office:automatic-styles/><office:body><office:text>${p('Hello')}</office:text></office:body></office:document>`
    const found = await read(new TextEncoder().encode(flat))
    expect(found[0]).toMatchObject({ metadata: { title: 'Flat' } })
    expect(blocksOf(found).map(blockText)).toEqual(['Hello'])
  })
  test('an encrypted one is refused as protected', async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    await expect(events({ body: '', files: { 'META-INF/manifest.xml': manifest } })).rejects.toSatisfy(
      (error) => isAppError(error, 'protected'),
    )
  })
  test('entities are refused, nothing is no text', async () => {
    await expect(
      events({
        body: '',
        files: { 'content.xml': `<!DOCTYPE a [<!ENTITY b "x">]>${content({ body: p('&b;') })}` },
      }),
    ).rejects.toSatisfy((error) => isAppError(error, 'damaged'))
    await expect(events({ body: p('') })).rejects.toSatisfy((error) => isAppError(error, 'no-text'))
  })
})

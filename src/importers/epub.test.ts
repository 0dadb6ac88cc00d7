import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { blockText, type Block, type Metadata, type PageMark, type TocEntry } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { isAppError } from '../rpc/failure.ts'
import { item, itemref, makeArchive, makeBook, page, type BookParts } from './archive-fixture.ts'
import { importEpub } from './epub.ts'

interface Book {
  readonly events: ImportEvent[]
  readonly metadata: Metadata
  readonly blocks: Block[]
  readonly texts: string[]
  readonly toc: readonly TocEntry[]
  readonly pages: readonly PageMark[]
  readonly warnings: string[]
}

async function read(bytes: Uint8Array): Promise<Book> {
  const events: ImportEvent[] = []
  for await (const event of importEpub({ name: 'some_book.epub', bytes }, {})) events.push(event)
  const of = <Type extends ImportEvent['type']>(type: Type) =>
    events.filter((event): event is Extract<ImportEvent, { type: Type }> => event.type === type)
  const metadata = of('metadata').at(-1)?.metadata
  if (metadata === undefined) throw new Error('no metadata')
  const blocks = of('blocks').flatMap((event) => [...event.blocks])
  return {
    events,
    metadata,
    blocks,
    texts: blocks.map(blockText),
    toc: of('toc').at(-1)?.entries ?? [],
    pages: of('pages').at(-1)?.pages ?? [],
    warnings: of('warning').map((event) => event.key),
  }
}
const book = async (parts: BookParts) => read(await makeBook(parts))
const simple = (body: string, more: Partial<BookParts> = {}) =>
  book({
    manifest: item('c') + (more.manifest ?? ''),
    spine: itemref('c') + (more.spine ?? ''),
    ...pick(more),
    files: { 'c.xhtml': page(body), ...more.files },
  })
const pick = ({ metadata, spineAttributes, after }: Partial<BookParts>) => ({
  ...(metadata === undefined ? {} : { metadata }),
  ...(spineAttributes === undefined ? {} : { spineAttributes }),
  ...(after === undefined ? {} : { after }),
})

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await read(bytes)
  } catch (error) {
    return isAppError(error) ? `${error.code} ${error.reason ?? ''}` : String(error)
  }
  return 'was read'
}

describe('metadata', () => {
  const metadataOf = async (metadata: string) => (await simple('<p>x</p>', { metadata })).metadata
  test('the main title wins over the first, the author over the translator, in their order', async () => {
    expect(
      await metadataOf(
        '<dc:title id="s">A sub</dc:title><meta refines="#s" property="title-type">subtitle</meta>' +
          '<dc:title id="m">The  <![CDATA[Main]]> Title</dc:title><meta refines="#m" property="title-type">main</meta>' +
          '<dc:creator id="b">Bea</dc:creator><meta refines="#b" property="display-seq">2</meta><meta refines="#b" property="role">aut</meta>' +
          '<dc:creator id="a">Ada</dc:creator><meta refines="#a" property="display-seq">1</meta>' +
          '<dc:creator opf:role="trl">Tom</dc:creator><dc:language>de_CH</dc:language><dc:publisher>P &amp; Co</dc:publisher>' +
          '<dc:description>&lt;p&gt;Very &lt;b&gt;good&lt;/b&gt;&lt;/p&gt;</dc:description>',
      ),
    ).toEqual({
      title: 'The Main Title',
      authors: ['Ada', 'Bea'],
      language: 'de-ch',
      publisher: 'P & Co',
      description: 'Very good',
    })
  })
  test('a book without a title has its file’s name', async () => {
    expect((await metadataOf('')).title).toBe('some book')
  })
  test('a title that turns text round is isolated, and markup in it is text', async () => {
    const { title } = await metadataOf('<dc:title>&lt;b&gt;\u202Egpj.exe</dc:title>')
    expect(title).toBe('\u2068<b>\u202Egpj.exe\u2069')
  })
  test('pages of a Japanese book turn left, its lines do not run so; those of an Arabic one do', async () => {
    const spineAttributes = 'page-progression-direction="rtl"'
    const direction = async (language: string) =>
      (
        await simple('<p>x</p>', {
          metadata: `<dc:title>t</dc:title><dc:language>${language}</dc:language>`,
          spineAttributes,
        })
      ).metadata.direction
    expect(await direction('ja')).toBeUndefined()
    expect(await direction('ar')).toBe('rtl')
  })
  test('an undeclared language is taken from the chapters, else guessed', async () => {
    const metadata = '<dc:title>t</dc:title>'
    const said = await book({
      metadata,
      manifest: item('c'),
      spine: itemref('c'),
      files: { 'c.xhtml': '<html xml:lang="fr"><body><p>Oui.</p></body></html>' },
    })
    expect([said.metadata.language, said.blocks[0]?.language]).toEqual(['fr', undefined])
    const guessed = await simple(
      '<p>Niemand im Dorf fand das merkwürdig, denn es war schon immer so gewesen.</p>',
      { metadata },
    )
    expect(guessed.metadata.language).toBe('de')
  })
})

describe('reading order', () => {
  const files = { 'a.xhtml': page('<p>a</p>'), 'b.xhtml': page('<p>b</p>'), 'n.xhtml': page('<p>n</p>') }
  const manifest = item('a') + item('b') + item('n')
  test('is the spine’s; what is not linear comes after it', async () => {
    const { texts } = await book({
      manifest,
      spine: itemref('b') + itemref('n', 'linear="no"') + itemref('a'),
      files,
    })
    expect(texts).toEqual(['b', 'a', 'n'])
  })
  test('a cover that is not linear stays first', async () => {
    const { texts } = await book({ manifest, spine: itemref('n', 'linear="no"') + itemref('a'), files })
    expect(texts).toEqual(['n', 'a'])
  })
  test('an item may come twice, but not a thousand times', async () => {
    expect(
      (await book({ manifest, spine: itemref('a') + itemref('b') + itemref('a'), files })).texts,
    ).toEqual(['a', 'b', 'a'])
    expect((await book({ manifest, spine: itemref('a').repeat(1_000), files })).texts.length).toBeLessThan(50)
  })
  test('what is missing or damaged is left out with a warning', async () => {
    const found = await book({
      manifest: manifest + item('gone'),
      spine: itemref('a') + itemref('gone') + itemref('nowhere') + itemref('b'),
      files,
    })
    expect([found.texts, found.warnings]).toEqual([['a', 'b'], ['epub-missing']])
  })
  test('fallbacks stand in for what cannot be read; circles of them end', async () => {
    const found = await book({
      manifest:
        item('data', 'd.json', 'media-type="application/json" fallback="pdf"') +
        item('pdf', 'd.pdf', 'media-type="application/pdf" fallback="a"') +
        item('loop', 'l.bin', 'media-type="x/y" fallback="pool"') +
        item('pool', 'p.bin', 'media-type="x/y" fallback="loop"') +
        manifest,
      spine: itemref('data') + itemref('loop'),
      files: { ...files, 'd.json': '{}', 'd.pdf': '', 'l.bin': '', 'p.bin': '' },
    })
    expect([found.texts, found.warnings]).toEqual([['a'], ['epub-unread']])
  })
  test('drawings and pictures may be pages', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3)
    const found = await book({
      manifest:
        item('s', 's.svg', 'media-type="image/svg+xml"') + item('p', 'p.png', 'media-type="image/png"'),
      spine: itemref('s') + itemref('p'),
      files: {
        's.svg': '<svg xmlns="http://www.w3.org/2000/svg"><text>Drawn words</text></svg>',
        'p.png': png,
      },
    })
    expect(found.blocks).toEqual([
      { kind: 'paragraph', runs: [{ text: 'Drawn words' }] },
      { kind: 'figure', runs: [], image: 'OPS/p.png' },
    ])
    expect(found.events.filter((event) => event.type === 'asset')).toEqual([
      { type: 'asset', id: 'OPS/p.png', mime: 'image/png', bytes: png },
    ])
  })
})

describe('addresses', () => {
  test('are decoded, relative, absolute and careless ones', async () => {
    const { texts } = await book({
      manifest:
        item('a', 'text/ein%20Kapitel.xhtml') +
        item('b', '/root.xhtml') +
        item('c', 'CASE.xhtml') +
        item('d', './x/../é.xhtml'),
      spine: itemref('a') + itemref('b') + itemref('c') + itemref('d'),
      files: {
        'text/ein Kapitel.xhtml': page('<p>a</p>'),
        '/root.xhtml': page('<p>b</p>'),
        'case.xhtml': page('<p>c</p>'),
        ['e\u0301.xhtml']: page('<p>d</p>'),
      },
    })
    expect(texts).toEqual(['a', 'b', 'c', 'd'])
  })
  test('links lead to blocks of other chapters, also later ones, and never out of the book', async () => {
    const { blocks } = await book({
      manifest: item('a') + item('b', 'sub/b.xhtml'),
      spine: itemref('a') + itemref('b'),
      files: {
        'a.xhtml': page(
          '<p><a href="sub/b.xhtml#y">y</a> <a href="sub/b.xhtml">b</a> <a href="../../etc/passwd">p</a> <a href="file:///x">f</a></p>',
        ),
        'sub/b.xhtml': page('<p>one</p><p>two <i id="y">three</i> <a href="../a.xhtml">back</a></p>'),
      },
    })
    expect(blocks[0]?.runs.map((run) => run.link)).toEqual(['#block-2', undefined, '#block-1', undefined])
    expect(blocks[2]?.runs.at(-1)).toEqual({ text: 'back', link: '#block-0' })
  })
  test('a package outside of the archive is refused', async () => {
    const bytes = await makeArchive({
      'META-INF/container.xml':
        '<container><rootfiles><rootfile full-path="../../x.opf"/></rootfiles></container>',
    })
    expect(await refusal(bytes)).toBe('damaged epub-damaged')
  })
})

describe('navigation', () => {
  const nav = (lists: string) => page(lists)
  const chapters = {
    'a.xhtml': page('<h1 id="h">A</h1><p>x <span id="s">y</span></p>'),
    'b.xhtml': page('<p>b</p>'),
  }
  const manifest = item('a') + item('b') + item('nav', 'nav/nav.xhtml', 'properties="nav"')
  const spine = itemref('a') + itemref('b')
  test('contents nest, and lead to blocks', async () => {
    const { toc, pages } = await book({
      manifest,
      spine,
      files: {
        ...chapters,
        'nav/nav.xhtml': nav(
          '<nav epub:type="landmarks"><ol><li><a href="../a.xhtml">Cover</a></li></ol></nav>' +
            '<nav epub:type="toc" hidden=""><h1>Contents</h1><ol><li><a href="../a.xhtml#h">Eins <b>A</b></a><ol><li><span>Part</span><ol><li><a href="../b.xhtml#gone">B</a></li></ol></li></ol></li><li><a href="../missing.xhtml">No</a></li></ol></nav>' +
            '<nav epub:type="page-list"><ol><li><a href="../b.xhtml">7</a></li><li><a href="../a.xhtml#s">6</a></li></ol></nav>',
        ),
      },
    })
    expect(toc).toEqual([
      {
        title: 'Eins A',
        block: 0,
        children: [{ title: 'Part', block: 2, children: [{ title: 'B', block: 2, children: [] }] }],
      },
    ])
    expect(pages).toEqual([
      { label: '6', block: 1, offset: 2 },
      { label: '7', block: 2, offset: 0 },
    ])
  })
  test('an EPUB 2 has an NCX', async () => {
    const ncx =
      '<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src="a.xhtml"/><navPoint><navLabel><text>Two</text></navLabel><content src="b.xhtml"/></navPoint></navPoint></navMap>' +
      '<pageList><pageTarget value="3"><navLabel><text>iii</text></navLabel><content src="a.xhtml#s"/></pageTarget></pageList></ncx>'
    const { toc, pages } = await book({
      manifest: item('a') + item('b') + item('ncx', 'toc.ncx', 'media-type="application/x-dtbncx+xml"'),
      spine,
      spineAttributes: 'toc="ncx"',
      files: { ...chapters, 'toc.ncx': ncx },
    })
    expect(toc).toEqual([{ title: 'One', block: 0, children: [{ title: 'Two', block: 2, children: [] }] }])
    expect(pages).toEqual([{ label: 'iii', block: 1, offset: 2 }])
  })
  test('without any, headings are the contents', async () => {
    expect((await simple('<h1>One</h1><p>x</p><h2>Two</h2>')).toc).toEqual([
      { title: 'One', block: 0, children: [{ title: 'Two', block: 2, children: [] }] },
    ])
  })
  test('a thousand levels of contents are read without recursion', async () => {
    const deep = '<ol><li><a href="../a.xhtml">x</a>'.repeat(1_000)
    const { toc } = await book({
      manifest,
      spine,
      files: { ...chapters, 'nav/nav.xhtml': nav(`<nav epub:type="toc">${deep}</nav>`) },
    })
    expect(toc).toHaveLength(1)
  })
})

test('notes in a file of their own are known by the references to them', async () => {
  const { blocks } = await book({
    manifest: item('a') + item('n'),
    spine: itemref('a') + itemref('n'),
    files: {
      'a.xhtml': page('<p>Word<sup><a id="r1" href="n.xhtml#n1">1</a></sup>.</p>'),
      'n.xhtml': page('<h1>Notes</h1><p id="n1"><a href="a.xhtml#r1">1</a> Said.</p><p>Not a note.</p>'),
    },
  })
  expect(blocks[0]?.runs[1]).toMatchObject({
    text: '1',
    role: 'note-reference',
    note: 'OPS/n.xhtml#n1',
    link: '#block-2',
  })
  expect(blocks.map((block) => [block.kind, block.note])).toEqual([
    ['paragraph', undefined],
    ['heading', undefined],
    ['footnote', 'OPS/n.xhtml#n1'],
    ['paragraph', undefined],
  ])
})

test('what the book’s style sheets hide is not read', async () => {
  const { texts } = await book({
    manifest: item('c'),
    spine: itemref('c'),
    files: {
      'c.xhtml': page('<p class="no">no</p><p>yes</p>', '<link rel="stylesheet" href="s.css"/>'),
      's.css': '.no { display: none }',
    },
  })
  expect(texts).toEqual(['yes'])
})

test('the cover is found by property, by name and by guide, and sent once', async () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 9)
  const picture = item('pic', 'i.jpg', 'media-type="image/jpeg"')
  const files = { 'i.jpg': jpeg, 'cover.xhtml': page('<div><img src="i.jpg" alt="Cover"/></div>') }
  for (const parts of [
    { manifest: item('pic', 'i.jpg', 'media-type="image/jpeg" properties="cover-image"') },
    {
      manifest: picture,
      metadata: '<dc:title>t</dc:title><dc:language>en</dc:language><meta name="cover" content="pic"/>',
    },
    { manifest: picture, after: '<guide><reference type="cover" href="cover.xhtml"/></guide>' },
  ]) {
    const { events } = await simple('<p>x</p><p><img src="i.jpg" alt="a"/></p>', { ...parts, files })
    expect(events.filter((event) => event.type === 'asset')).toEqual([
      { type: 'asset', id: 'OPS/i.jpg', mime: 'image/jpeg', bytes: jpeg, cover: true },
    ])
  }
})

test('chapters in UTF-16 and Latin-1 are read', async () => {
  const utf16 = new Uint8Array(
    Buffer.from(`\uFEFF${page('<p>Größe</p>').replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  )
  const latin1 = new Uint8Array(Buffer.from(page('<p>Größe</p>').replace('UTF-8', 'ISO-8859-1'), 'latin1'))
  const { texts } = await book({
    manifest: item('a') + item('b'),
    spine: itemref('a') + itemref('b'),
    files: { 'a.xhtml': utf16, 'b.xhtml': latin1 },
  })
  expect(texts).toEqual(['Größe', 'Größe'])
})

describe('protection', () => {
  const encryption = (algorithm: string, uri: string) =>
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>' +
    `<enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${uri}"/></enc:CipherData></enc:EncryptedData></encryption>`
  const parts = (algorithm: string, uri: string): BookParts => ({
    manifest: item('c'),
    spine: itemref('c'),
    files: { 'c.xhtml': page('<p>x</p>'), '/META-INF/encryption.xml': encryption(algorithm, uri) },
  })
  test('encrypted text is refused as such', async () => {
    const bytes = await makeBook(parts('http://www.w3.org/2001/04/xmlenc#aes256-cbc', 'OPS/c.xhtml'))
    expect(await refusal(bytes)).toBe('protected epub-encrypted')
  })
  test('obfuscated fonts and encrypted pictures do not stop anyone', async () => {
    for (const [algorithm, uri] of [
      ['http://www.idpf.org/2008/embedding', 'OPS/font.otf'],
      ['http://ns.adobe.com/pdf/enc#RC', 'OPS/font.otf'],
      ['http://www.w3.org/2001/04/xmlenc#aes256-cbc', 'OPS/i.jpg'],
    ] as const)
      expect((await book(parts(algorithm, uri))).texts, algorithm).toEqual(['x'])
  })
})

describe('refusals', () => {
  test('a book without a spine, or with nothing to read in it', async () => {
    expect(await refusal(await makeBook({ manifest: item('c'), spine: '', files: {} }))).toBe(
      'damaged epub-damaged',
    )
    expect(await refusal(await makeBook({ manifest: item('c'), spine: itemref('c'), files: {} }))).toBe(
      'no-text epub-no-text',
    )
    expect(await refusal(await makeArchive({ mimetype: 'application/epub+zip' }))).toBe(
      'damaged epub-damaged',
    )
  })
  test('a cancelled import ends', async () => {
    const bytes = await makeBook({
      manifest: item('c'),
      spine: itemref('c'),
      files: { 'c.xhtml': page('<p>x</p>') },
    })
    const events = importEpub({ name: 'x', bytes }, { signal: AbortSignal.abort() })
    await expect(events.next().then(() => events.next())).rejects.toMatchObject({ code: 'cancelled' })
  })
})

test('the first blocks of a large book come before most of it is read', async () => {
  const body = `<h1>C</h1>${`<p>${'Words of a chapter. '.repeat(40)}</p>`.repeat(300)}`
  const ids = Array.from({ length: 40 }, (_, index) => `c${index}`)
  const bytes = await makeBook({
    manifest: ids.map((id) => item(id)).join(''),
    spine: ids.map((id) => itemref(id)).join(''),
    files: Object.fromEntries(ids.map((id) => [`${id}.xhtml`, page(body)])),
  })
  let early = 0
  let done = 0
  for await (const event of importEpub({ name: 'x', bytes }, {})) {
    if (event.type === 'blocks' && early === 0) early = event.blocks.length
    if (event.type === 'progress') {
      expect(event.done).toBeGreaterThanOrEqual(done)
      done = event.done
    }
  }
  expect(early).toBeGreaterThan(300)
  expect(early).toBeLessThan(3_000)
  expect(done).toBe(1)
})

const documents = '../shared/testdata/documents/'
describe.skipIf(!existsSync(documents))('real and broken books', () => {
  const files = ['epub', 'epub-malformed'].flatMap((folder) =>
    existsSync(documents) ? readdirSync(documents + folder).map((name) => `${folder}/${name}`) : [],
  )
  test.each(files)('%s is read or refused with a reason', async (file) => {
    const outcome = await refusal(new Uint8Array(readFileSync(documents + file)))
    expect(outcome).toMatch(/^(?:was read|damaged \S+|no-text \S+)$/)
  })
})

const security = '../shared/testdata/security/epub/'
describe.skipIf(!existsSync(security))('hostile books', () => {
  const bytes = (name: string) => new Uint8Array(readFileSync(`${security}${name}.epub`))
  test('active content is not text', async () => {
    expect((await read(bytes('script-chapter'))).texts).toEqual(['Visible text.'])
  })
  test('entities are not expanded', async () => {
    expect((await read(bytes('xxe-chapter'))).texts.join()).not.toContain('root:')
    expect((await read(bytes('billion-laughs-opf'))).metadata.title.length).toBeLessThan(10)
  })
  test('the others are read or refused', async () => {
    expect((await read(bytes('spine-self-loop'))).warnings).toEqual(['epub-missing'])
    expect((await read(bytes('zip-slip-dotdot'))).texts).toEqual(['Safe text.'])
    expect(await refusal(bytes('zip-slip-container-path'))).toBe('damaged epub-damaged')
  })
})

/** Documents that we make ourselves, each with sentences that a test can recognise. */
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js'
import type { Browser } from '@playwright/test'

async function zip(entries: Readonly<Record<string, string>>): Promise<Buffer> {
  const writer = new ZipWriter(new BlobWriter())
  for (const [name, text] of Object.entries(entries))
    await writer.add(name, new TextReader(text), { level: name === 'mimetype' ? 0 : 6 })
  return Buffer.from(await (await writer.close()).arrayBuffer())
}

const xhtml = (title: string, body: string, language = 'en') =>
  `<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}"><head><title>${title}</title></head><body>${body}</body></html>`

export const epubSentences = [
  'The lighthouse keeper counted the ships that passed in the morning.',
  'There were seven of them, and each carried a different flag.',
  'At noon the fog came in, and he lit the lamp.',
] as const

/** Three chapters with a nested table of contents, page breaks, a table and a German sentence. */
export function makeEpub(): Promise<Buffer> {
  const chapters = [
    `<h1>The Lamp</h1><p>${epubSentences.join(' ')}</p><p>Nobody answered when he called across the water. He waited until the evening, and then he wrote it down in his book.</p>`,
    `<h1>The Ledger</h1><h2>Ships</h2><p><span epub:type="pagebreak" id="p2" title="2"/>The ledger had two columns, and both were full.</p><table><tr><th>Ship</th><th>Flag</th></tr><tr><td>Aurora</td><td>red</td></tr><tr><td>Marten</td><td>blue</td></tr></table><p>He said: <span lang="de">Guten Morgen, mein Freund.</span> Then he went to bed.</p>`,
    `<h1>The Letter</h1><p><span epub:type="pagebreak" id="p3" title="3"/>A letter arrived on the last day of the month. It had no stamp, and it was addressed to the lamp itself.</p>`,
  ]
  const items = chapters
    .map((_, i) => `<item id="c${i}" href="c${i}.xhtml" media-type="application/xhtml+xml"/>`)
    .join('')
  return zip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'OPS/book.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:lectern:lamp</dc:identifier><dc:title>The Keeper of the Lamp</dc:title><dc:creator>A. Tester</dc:creator><dc:language>en</dc:language></metadata><manifest>${items}<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine>${chapters.map((_, i) => `<itemref idref="c${i}"/>`).join('')}</spine></package>`,
    'OPS/nav.xhtml': xhtml(
      'Contents',
      '<nav epub:type="toc"><ol><li><a href="c0.xhtml">The Lamp</a></li><li><a href="c1.xhtml">The Ledger</a><ol><li><a href="c1.xhtml#p2">Ships</a></li></ol></li><li><a href="c2.xhtml">The Letter</a></li></ol></nav><nav epub:type="page-list"><ol><li><a href="c1.xhtml#p2">2</a></li><li><a href="c2.xhtml#p3">3</a></li></ol></nav>',
    ),
    ...Object.fromEntries(chapters.map((body, i) => [`OPS/c${i}.xhtml`, xhtml(`Chapter ${i + 1}`, body)])),
  })
}

export const docxSentences = [
  'Dear committee, this is the report that you asked for.',
  'It is short, because little happened.',
] as const

export function makeDocx(): Promise<Buffer> {
  const p = (text: string, style?: string) =>
    `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
  return zip({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${p('Report of the Year', 'Heading1')}${p(docxSentences.join(' '))}${p('We thank everybody who helped us to keep the lamp lit during the long winter.')}</w:body></w:document>`,
  })
}

/** Paragraphs of one column, each of which names its page and column. */
const column = (page: number, name: string, count: number) =>
  Array.from(
    { length: count },
    (_, i) =>
      `<p>On sheet ${page} in the ${name} column, paragraph ${i + 1} tells of a quiet harbour and the people who lived beside it for many years.</p>`,
  ).join('')

export const pdfPages = 3
export const pdfParagraphs = 10

/** An untagged two-column paper with a running header and page numbers, printed by the browser under test. */
export async function makePdf(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage()
  const sheets = Array.from(
    { length: pdfPages },
    (_, i) =>
      `<main>${column(i + 1, 'first', pdfParagraphs)}<i></i>${column(i + 1, 'second', pdfParagraphs)}</main>`,
  )
  await page.setContent(
    `<html lang="en"><head><title>Harbours</title><style>body{font:11pt serif;margin:0}h1{font-size:20pt}main{column-count:2;column-gap:10mm;column-fill:auto;height:225mm;break-after:page}i{break-before:column;display:block}p{margin:0 0 2mm;text-align:justify;hyphens:auto}</style></head><body><h1>Harbours of the North</h1>${sheets.join('')}</body></html>`,
  )
  const pdf = await page.pdf({
    format: 'A4',
    tagged: false,
    outline: false,
    displayHeaderFooter: true,
    headerTemplate: '<div style="font-size:8px;width:100%;text-align:center">Journal of Quiet Places</div>',
    footerTemplate:
      '<div style="font-size:8px;width:100%;text-align:center"><span class="pageNumber"></span></div>',
    margin: { top: '20mm', bottom: '20mm', left: '18mm', right: '18mm' },
  })
  await page.close()
  return pdf
}

/** A book of one chapter, for what differs by language and writing. */
export function makeBook(options: {
  readonly title: string
  readonly language: string
  readonly body: string
  readonly style?: string
  readonly spine?: string
}): Promise<Buffer> {
  const { title, language, body, style = '', spine = '' } = options
  const page = xhtml(title, body, language).replace('</head>', `<style>${style}</style></head>`)
  return zip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'OPS/book.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:lectern:${language}</dc:identifier><dc:title>${title}</dc:title><dc:language>${language}</dc:language></metadata><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine ${spine}><itemref idref="c"/></spine></package>`,
    'OPS/c.xhtml': page,
  })
}

/** Japanese, set vertically, with readings beside the characters. */
export const makeVerticalBook = () =>
  makeBook({
    title: '港の灯',
    language: 'ja',
    style: 'html{writing-mode:vertical-rl;-epub-writing-mode:vertical-rl}',
    spine: 'page-progression-direction="rtl"',
    body: '<h1>港の灯</h1><p>朝、<ruby>灯台<rt>とうだい</rt></ruby>の番人は船を数えた。船は七つあった。</p>',
  })

/** Hebrew, with a list and a table. */
export const makeRightToLeftBook = () =>
  makeBook({
    title: 'שומר המגדלור',
    language: 'he',
    spine: 'page-progression-direction="rtl"',
    body: '<h1>שומר המגדלור</h1><p>השומר ספר את האוניות שעברו בבוקר. היו שם שבע.</p><ul><li>אונייה אחת</li><li>אונייה שנייה</li></ul><table><tr><th>שם</th><th>דגל</th></tr><tr><td>אורורה</td><td>אדום</td></tr></table>',
  })

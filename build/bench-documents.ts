/** Large documents of our own making for the bench: nothing is read from outside. */
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js'

const nouns = [
  'harbour',
  'lamp',
  'ledger',
  'keeper',
  'letter',
  'winter',
  'garden',
  'teacher',
  'river',
  'engine',
  'window',
  'captain',
  'market',
  'bridge',
  'island',
  'village',
]
const verbs = [
  'counted',
  'carried',
  'remembered',
  'painted',
  'crossed',
  'repaired',
  'followed',
  'described',
  'visited',
  'measured',
]
const adverbs = [
  'slowly',
  'in the morning',
  'without a word',
  'for many years',
  'before the war',
  'with great care',
  'by candlelight',
  'after the rain',
]

/** Sentences of a dozen words, the same for the same `seed`. */
export function prose(words: number, seed = 1): string {
  let state = seed
  const pick = <T>(list: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return list[(state >>> 16) % list.length] as T // the low bits of such a generator repeat after a few steps
  }
  const sentences: string[] = []
  for (let count = 0; count < words;) {
    const sentence = `The ${pick(nouns)} of the ${pick(nouns)} ${pick(verbs)} the old ${pick(nouns)} ${pick(adverbs)}, and nobody asked why.`
    sentences.push(sentence)
    count += sentence.split(' ').length
  }
  return sentences.join(' ')
}

function paragraphs(words: number, seed: number): string[] {
  return Array.from({ length: Math.ceil(words / 90) }, (_, index) => prose(90, seed * 1_000 + index))
}

/** An EPUB with `megabytes` of text in `chapters` files. */
export async function largeEpub(megabytes: number, chapters: number): Promise<Uint8Array> {
  const writer = new ZipWriter(new BlobWriter())
  const add = (name: string, text: string) =>
    writer.add(name, new TextReader(text), { level: name === 'mimetype' ? 0 : 6 })
  await add('mimetype', 'application/epub+zip')
  await add(
    'META-INF/container.xml',
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
  )
  const wordsEach = Math.round((megabytes * 1e6) / 5.7 / chapters)
  const ids = Array.from({ length: chapters }, (_, index) => `c${index}`)
  for (const [index, id] of ids.entries())
    await add(
      `${id}.xhtml`,
      `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${id}</title></head><body><h1>Chapter ${index + 1}</h1>${paragraphs(
        wordsEach,
        index,
      )
        .map((text) => `<p>${text}</p>`)
        .join('\n')}</body></html>`,
    )
  await add(
    'book.opf',
    `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>Large</dc:title><dc:language>en</dc:language></metadata><manifest>${ids.map((id) => `<item id="${id}" href="${id}.xhtml" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine>${ids.map((id) => `<itemref idref="${id}"/>`).join('')}</spine></package>`,
  )
  return new Uint8Array(await (await writer.close()).arrayBuffer())
}

/** An untagged PDF of one column with a running header and a page number on each page. */
export function largePdf(pages: number): Uint8Array {
  const objects: string[] = []
  const add = (body: string) => objects.push(body)
  const kids = Array.from({ length: pages }, (_, index) => `${4 + index * 2} 0 R`).join(' ')
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`)
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>')
  for (let page = 0; page < pages; page++) {
    const lines: string[] = []
    for (const text of paragraphs(450, page)) {
      let line = '    '
      for (const word of text.split(' ')) {
        if (line.length + word.length > 88) {
          lines.push(line)
          line = ''
        }
        line += `${word} `
      }
      lines.push(line)
    }
    const body = lines
      .slice(0, 50)
      .map((line) => `(${line.trimEnd()}) '`)
      .join('\n')
    const content = `BT /F1 9 Tf 12 TL 72 800 Td (A Large Book) Tj ET\nBT /F1 11 Tf 14 TL 72 770 Td\n${body}\nET\nBT /F1 9 Tf 290 40 Td (${page + 1}) Tj ET`
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + page * 2} 0 R >>`,
    )
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  }
  let file = '%PDF-1.4\n'
  const offsets = objects.map((body, index) => {
    const at = file.length
    file += `${index + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const xref = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return new TextEncoder().encode(file)
}

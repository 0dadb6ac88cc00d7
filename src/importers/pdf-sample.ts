/** Small PDFs made in code, and what reading them gives: for the tests of this importer only. */
import { type Block, blockText, isText } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { importPdf } from './pdf.ts'

export interface Sample {
  /** Content streams, one for each page. */
  readonly pages: readonly string[]
  /** Entries of the catalog, and objects by name that they refer to as `@name`. */
  readonly catalog?: string
  readonly objects?: Readonly<Record<string, string>>
  readonly page?: (index: number) => string
  readonly info?: string
}

/** A small PDF with Times (F1), Times Bold (F2) and Times Italic (F3). */
export function pdfOf(sample: Sample): Uint8Array {
  const names = ['catalog', 'tree', 'F1', 'F2', 'F3', 'info', ...Object.keys(sample.objects ?? {})]
  sample.pages.forEach((_, i) => names.push(`page${i}`, `content${i}`))
  const number = (name: string) => names.indexOf(name) + 1
  const link = (text: string) => text.replace(/@(\w+)/g, (_, name: string) => `${number(name)} 0 R`)
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const bodies: Record<string, string> = {
    catalog: `<< /Type /Catalog /Pages @tree ${sample.catalog ?? ''} >>`,
    tree: `<< /Type /Pages /Count ${sample.pages.length} /Kids [${sample.pages.map((_, i) => `@page${i}`).join(' ')}] >>`,
    F1: font('Times-Roman'),
    F2: font('Times-Bold'),
    F3: font('Times-Italic'),
    info: `<< ${sample.info ?? ''} >>`,
    ...sample.objects,
  }
  sample.pages.forEach((content, i) => {
    bodies[`page${i}`] =
      `<< /Type /Page /Parent @tree /MediaBox [0 0 595 842] /Contents @content${i} /StructParents ${i} ` +
      `/Resources << /Font << /F1 @F1 /F2 @F2 /F3 @F3 >> >> ${sample.page?.(i) ?? ''} >>`
    bodies[`content${i}`] = `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
  })
  let file = '%PDF-1.7\n'
  const offsets: number[] = []
  names.forEach((name, i) => {
    offsets.push(file.length)
    file += `${i + 1} 0 obj\n${link(bodies[name] ?? 'null')}\nendobj\n`
  })
  const start = file.length
  file += `xref\n0 ${names.length + 1}\n0000000000 65535 f \n`
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`
  file += link(
    `trailer\n<< /Size ${names.length + 1} /Root @catalog /Info @info >>\nstartxref\n${start}\n%%EOF`,
  )
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0) & 0xff)
}

/** One line of text at a place; y counts from the page's lower edge. */
export const line = (x: number, y: number, text: string, size = 10, font = 'F1') =>
  `BT /${font} ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`
export const lines = (x: number, y: number, list: readonly string[], size = 10, step = 12, font = 'F1') =>
  list.map((text, i) => line(x, y - i * step, text, size, font)).join('\n')

export interface Read {
  readonly events: ImportEvent[]
  readonly blocks: Block[]
  /** Of the text itself, without running lines. */
  readonly texts: string[]
  /** Running headers and footers, with page numbers in square brackets. */
  readonly running: string[]
}

export async function read(bytes: Uint8Array, options: { password?: string } = {}): Promise<Read> {
  const events: ImportEvent[] = []
  for await (const event of importPdf({ name: 'some_file.pdf', bytes }, options)) events.push(event)
  const blocks = events.flatMap((event) => (event.type === 'blocks' ? [...event.blocks] : []))
  const running = blocks
    .filter(({ kind }) => kind === 'running')
    .map(({ runs }) => runs.map(({ text, role }) => (role === 'page-number' ? `[${text}]` : text)).join(''))
  return { events, blocks, texts: blocks.filter(isText).map(blockText), running }
}
export const last = <T extends ImportEvent['type']>(events: readonly ImportEvent[], type: T) =>
  events.findLast((event): event is Extract<ImportEvent, { type: T }> => event.type === type)

const prose = (
  'The morning was clear and cold and the whole valley lay under a thin white mist that the sun had not yet reached ' +
  'so that only the tops of the poplars and the church tower stood out of it like ships at anchor in a quiet harbour ' +
  'while from the farms below came the sound of dogs and of buckets and now and then a voice calling over the water '
).split(' ')

/** Lines of about `letters` letters, all of them full. */
export function set(count: number, letters: number, from = 0): string[] {
  const result: string[] = []
  let word = from
  for (let i = 0; i < count; i++) {
    let text = ''
    while (text.length < letters - 4) text += `${text === '' ? '' : ' '}${prose[word++ % (prose.length - 1)]}`
    result.push(text)
  }
  return result
}

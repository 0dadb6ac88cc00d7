/** Makes archives and books for tests, correct ones and such as no packer would make. */
import { Uint8ArrayWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'

export type Files = Readonly<Record<string, string | Uint8Array>>

/** A zip archive of `files`, in their order. */
export async function makeArchive(
  files: Files,
  options: { readonly password?: string } = {},
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options })
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    await writer.add(name, new Uint8ArrayReader(bytes))
  }
  return writer.close()
}

export interface BookParts {
  /** Children of `metadata`. Default: a title and English. */
  readonly metadata?: string
  /** Children of `manifest`. */
  readonly manifest: string
  /** Children of `spine`. */
  readonly spine: string
  readonly spineAttributes?: string
  /** What stands in `package` after the spine. */
  readonly after?: string
  /** Entries below `OPS/`, or at the root where they begin with a slash. */
  readonly files: Files
}

export const container =
  '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>' +
  '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'

/** A whole EPUB. */
export async function makeBook(parts: BookParts): Promise<Uint8Array> {
  const metadata = parts.metadata ?? '<dc:title>A Book</dc:title><dc:language>en</dc:language>'
  const files: Record<string, string | Uint8Array> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': container,
    'OPS/book.opf':
      '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">' +
      `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">${metadata}</metadata>` +
      `<manifest>${parts.manifest}</manifest><spine ${parts.spineAttributes ?? ''}>${parts.spine}</spine>${parts.after ?? ''}</package>`,
  }
  for (const [name, content] of Object.entries(parts.files))
    files[name.startsWith('/') ? name.slice(1) : `OPS/${name}`] = content
  return makeArchive(files)
}

/** An XHTML file with this body. */
export function page(body: string, head = ''): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" ' +
    `xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title>${head}</head><body>${body}</body></html>`
  )
}

export function item(id: string, href = `${id}.xhtml`, rest = ''): string {
  return `<item id="${id}" href="${href}" ${rest.includes('media-type') ? '' : 'media-type="application/xhtml+xml"'} ${rest}/>`
}

export function itemref(id: string, rest = ''): string {
  return `<itemref idref="${id}" ${rest}/>`
}

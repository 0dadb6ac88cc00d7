/**
 * Recognises a file by its bytes and hands it to the importer of its format.
 *
 * Names and media types lie; bytes are asked first. A name decides only between formats that are plain text anyway
 * (Markdown or text). Every importer is loaded when first needed, so that opening a text file does not load pdf.js.
 * What we do not read is refused here, with a sentence that says what to do about it.
 */
import type { Block, DocumentFormat } from '../contract/document.ts'
import type { Importer, ImportOptions, Source } from '../contract/import.ts'
import { AppError } from '../rpc/failure.ts'
import { decodeText } from './encoding.ts'
import { foreignMarked } from './foreign-passages.ts'
import { findBytes, looksLikeCompound, sniffCompound, sniffMagic, sniffZip } from './magic.ts'

const markdownNames = new Set([
  'md',
  'markdown',
  'mdown',
  'mkd',
  'mkdn',
  'mdwn',
  'mdtxt',
  'rmd',
  'qmd',
  'mdx',
])
const htmlNames = new Set(['html', 'htm', 'xhtml', 'xht', 'shtml', 'mhtml'])
/** Names that promise a format which always has magic bytes: without them the file is not what it says. */
const binaryNames = new Set([
  'pdf',
  'docx',
  'docm',
  'dotx',
  'odt',
  'ott',
  'epub',
  'doc',
  'mobi',
  'azw',
  'azw3',
])
/** How much of a text is looked at to tell what it is, in bytes. */
const headLength = 8_192

function extension(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Share of bytes in `head` that no text in any encoding we read would hold. */
function binaryShare(head: Uint8Array): number {
  let odd = 0
  for (const byte of head) {
    // Tab, line feed, vertical tab, form feed, return, Ctrl-Z, escape and EBCDIC's new line (0x15, 0x25) do occur.
    if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1a && byte !== 0x1b && byte !== 0x15)
      odd++
  }
  return head.length === 0 ? 0 : odd / head.length
}

/** Skips what may stand before the first element: byte order mark, space, declarations, comments. */
function rootElement(text: string): string {
  let rest = text.replace(/^\uFEFF/, '').trimStart()
  for (;;) {
    const skipped =
      /^(?:<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE(?!\s+html)[^>[]*(?:\[[\s\S]*?\]\s*)?>)\s*/i.exec(rest)
    if (!skipped) break
    rest = rest.slice(skipped[0].length)
  }
  if (/^<!doctype\s+html/i.test(rest)) return 'html'
  return (
    /^<([a-z][\w.:-]*)/i
      .exec(rest)?.[1]
      ?.toLowerCase()
      .replace(/^.*:(?=html$|svg$)/, '') ?? ''
  )
}

function sniffText(source: Source): DocumentFormat {
  const head = source.bytes.subarray(0, headLength)
  const named = extension(source.name)
  const { text, encoding } = decodeText(head, { kind: 'text' })
  const root = rootElement(text)
  // A page or a letter with a few broken bytes is still one; a program is not.
  const odd = encoding.startsWith('utf-16') || encoding.startsWith('utf-32') ? 0 : binaryShare(head)
  if (odd > (/^(?:html|head|body)$/.test(root) ? 0.2 : 0.02))
    throw new AppError('unsupported-format', 'This is not a document that Lectern can read.', {
      reason: 'format-binary',
    })
  const start = text.trimStart()
  if (start.startsWith('{\\rtf') || start.startsWith('{\\urtf')) return 'rtf'
  const mime = source.mime?.split(';')[0]?.trim().toLowerCase() ?? ''
  const html = htmlNames.has(named) || mime === 'text/html' || mime === 'application/xhtml+xml'
  const mismatch = () =>
    new AppError('damaged', `The name ends in “.${named}”, but the file is not of that kind.`, {
      reason: 'format-mismatch',
      data: { extension: named },
    })
  // A page where a book was promised is a download that failed; Word, though, has always saved HTML as .doc.
  const promised = binaryNames.has(named) && !/^(?:doc|docx|odt)$/.test(named)
  if (promised && root !== '') throw mismatch()
  if (root === 'html' || root === 'head' || root === 'body') return 'html'
  if (root === 'svg')
    throw new AppError('unsupported-format', 'This is a drawing (SVG), not a document.', {
      reason: 'format-image',
    })
  if (html) return 'html'
  if (/^[\s\uFEFF]*<\?xml/.test(text)) {
    if (/office:mimetype\s*=\s*["']application\/vnd\.oasis\.opendocument\.text/.test(text)) return 'odt'
    refuseXml(root)
  }
  if (binaryNames.has(named)) throw mismatch()
  if (markdownNames.has(named) || mime === 'text/markdown') return 'markdown'
  // A fragment of HTML without <html>: a block element at the very start that is closed again.
  if (/^(?:div|p|h[1-6]|table|article|section|main|meta|title|ul|ol|center|font)$/.test(root)) {
    if (findBytes(head, `</${root}`) >= 0 || root === 'meta') return 'html'
  }
  if (/^\uFEFF?---[ \t]*\r?\n(?:[\w-]+:.*\r?\n)+(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*\r?\n/.test(text))
    return 'markdown'
  return 'text'
}

function refuseXml(root: string): never {
  if (root === 'fictionbook')
    throw new AppError('unsupported-format', 'FictionBook files are not read. Convert it to EPUB.', {
      reason: 'format-book',
    })
  if (root === 'dtbook' || root === 'package' || root === 'ncx' || root === 'smil')
    throw new AppError('unsupported-format', 'DAISY books are not read. Save it as EPUB.', {
      reason: 'format-daisy',
    })
  throw new AppError('unsupported-format', 'This is XML data, not a document that Lectern can read.', {
    reason: 'format-xml',
  })
}

/**
 * The format of a file, by its bytes; the name only tells Markdown from text.
 *
 * @throws {AppError} `unsupported-format`, `protected` (encrypted Office file) or `damaged` (named like a
 *   format that it is not), each with a `reason`
 */
export function sniff(source: Source): DocumentFormat {
  const { bytes } = source
  if (bytes.length === 0)
    throw new AppError('unsupported-format', 'The file is empty.', { reason: 'file-empty' })
  const head = bytes.subarray(0, 1_024)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 0) < 9) return sniffZip(bytes)
  if (looksLikeCompound(bytes)) sniffCompound(bytes)
  const pdf = findBytes(head, '%PDF-')
  if (pdf === 0 || (pdf > 0 && !findsMarkup(head.subarray(0, pdf)))) return 'pdf'
  sniffMagic(bytes)
  return sniffText(source)
}

/** True when what stands before a PDF signature is a text or a page that merely quotes it. */
function findsMarkup(before: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(before)
  return text.includes('<') || /[a-z]{3,} [a-z]{2,} [a-z]{2,}/i.test(text)
}

async function load(format: DocumentFormat): Promise<Importer> {
  switch (format) {
    case 'epub':
      return (await import('./epub.ts')).importEpub
    case 'pdf':
      return (await import('./pdf.ts')).importPdf
    case 'docx':
      return (await import('./docx.ts')).importDocx
    case 'odt':
      return (await import('./odt.ts')).importOdt
    case 'rtf':
      return (await import('./rtf.ts')).importRtf
    case 'html':
      return (await import('./html.ts')).importHtml
    case 'markdown':
      return (await import('./markdown.ts')).importMarkdown
    case 'text':
      return (await import('./text.ts')).importText
    default:
      return format satisfies never
  }
}

/**
 * Reads a file of any format.
 *
 * @throws {AppError} what `sniff` and the importers throw, and `cancelled` once `options.signal` is aborted
 */
export const importDocument: Importer = async function* (source: Source, options: ImportOptions) {
  const read = await load(sniff(source))
  let language: string | undefined
  for await (const event of read(source, options)) {
    if (options.signal?.aborted) throw new AppError('cancelled', 'The import was cancelled.')
    if (event.type === 'metadata') ({ language } = event.metadata)
    if (event.type !== 'blocks' || language === undefined) yield event
    else {
      const blocks: Block[] = []
      for (const block of event.blocks) blocks.push(await foreignMarked(block, language))
      yield { ...event, blocks }
    }
  }
}

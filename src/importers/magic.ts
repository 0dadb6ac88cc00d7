/** Recognises containers and binary files by their first bytes, and refuses those that are no documents of ours. */
import type { DocumentFormat } from '../contract/document.ts'
import { AppError } from '../rpc/failure.ts'

/** Where the bytes of `pattern` (each character one byte) first stand in `bytes`, or −1. */
export function findBytes(bytes: Uint8Array, pattern: string, from = 0): number {
  const first = pattern.charCodeAt(0)
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let matched = 1
    while (matched < pattern.length && bytes[at + matched] === pattern.charCodeAt(matched)) matched++
    if (matched === pattern.length) return at
  }
  return -1
}

const startsWith = (bytes: Uint8Array, pattern: string, at = 0): boolean => {
  for (let index = 0; index < pattern.length; index++)
    if (bytes[at + index] !== pattern.charCodeAt(index)) return false
  return true
}

const refuse = (reason: string, message: string): never => {
  throw new AppError('unsupported-format', message, { reason })
}
const refusals = {
  'format-image': 'This is a picture. Lectern cannot recognise text in pictures.',
  'format-media': 'This is a sound or film file, not a document.',
  'format-archive': 'This is an archive. Unpack it and open the documents in it.',
  'format-book': 'Lectern does not read books of this kind. Convert it to EPUB, with Calibre for instance.',
  'format-binary': 'This is not a document that Lectern can read.',
  'format-print': 'This is a print file. Save it as PDF.',
} as const

/** [bytes, reason, offset] of files that are refused. */
const magic: readonly (readonly [string, keyof typeof refusals, number?])[] = [
  ['\x89PNG', 'format-image'],
  ['\xff\xd8\xff', 'format-image'],
  ['GIF8', 'format-image'],
  ['II*\0', 'format-image'],
  ['MM\0*', 'format-image'],
  ['WEBP', 'format-image', 8],
  ['\0\0\x01\0', 'format-image'],
  ['8BPS', 'format-image'],
  ['AT&TFORM', 'format-image'],
  ['ftypheic', 'format-image', 4],
  ['ftypavif', 'format-image', 4],
  ['WAVE', 'format-media', 8],
  ['AVI ', 'format-media', 8],
  ['ID3', 'format-media'],
  ['OggS', 'format-media'],
  ['fLaC', 'format-media'],
  ['ftyp', 'format-media', 4],
  ['\x1aE\xdf\xa3', 'format-media'],
  ['\x1f\x8b', 'format-archive'],
  ['7z\xbc\xaf\x27\x1c', 'format-archive'],
  ['Rar!\x1a', 'format-archive'],
  ['\xfd7zXZ', 'format-archive'],
  ['BZh', 'format-archive'],
  ['\x28\xb5\x2f\xfd', 'format-archive'],
  ['ustar', 'format-archive', 257],
  ['BOOKMOBI', 'format-book', 60],
  ['TEXtREAd', 'format-book', 60],
  ['TPZ', 'format-book'],
  ['ITOLITLS', 'format-book'],
  ['ITSF', 'format-book'],
  ['%!PS', 'format-print'],
  ['\xffWPC', 'format-binary'],
  ['\x7fELF', 'format-binary'],
  ['MZ\x90', 'format-binary'],
  ['SQLite format 3', 'format-binary'],
  ['\xca\xfe\xba\xbe', 'format-binary'],
]

/** Refuses pictures, sound, archives, other books and programs; returns for everything else. */
export function sniffMagic(bytes: Uint8Array): void {
  for (const [pattern, reason, at = 0] of magic) {
    if (startsWith(bytes, pattern, at)) refuse(reason, refusals[reason])
  }
  // MPEG sound without a tag: eleven set bits, a valid layer and bit rate, and a second frame is likely.
  if (bytes[0] === 0xff && (bytes[1] ?? 0) >= 0xf2 && (bytes[1] ?? 0) !== 0xfe && (bytes[1] ?? 0) !== 0xff)
    refuse('format-media', refusals['format-media'])
  // Bitmap: its own size stands in it.
  if (startsWith(bytes, 'BM') && bytes.length > 26) {
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(2, true)
    if (size === bytes.length) refuse('format-image', refusals['format-image'])
  }
}

/** OLE2 compound file: Word before 2007 and its kin, and every encrypted Office file. */
export function looksLikeCompound(bytes: Uint8Array): boolean {
  return startsWith(bytes, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')
}

/** Streams of a compound file are named in UTF-16; the directory may stand anywhere. */
export function sniffCompound(bytes: Uint8Array): never {
  const has = (name: string) => findBytes(bytes, name.split('').join('\0')) >= 0
  if (has('EncryptedPackage') || has('EncryptionInfo'))
    throw new AppError('protected', 'The document is protected with a password. Save it without one.', {
      reason: 'office-encrypted',
    })
  if (has('WordDocument'))
    return refuse('format-doc', 'This is a document of Word before 2007. Save it as DOCX and open that.')
  if (has('Workbook') || has('Book')) return refuse('format-spreadsheet', 'This is a spreadsheet.')
  if (has('PowerPoint Document')) return refuse('format-presentation', 'This is a presentation.')
  return refuse('format-doc', 'This is an old Office file. Save it as DOCX and open that.')
}

/** Names in the archive that a decision is made from; more are not looked at. */
const maximumNames = 5_000

/** Entry names from the directory at the end, or, where that is cut off, from the entries themselves. */
function zipNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const collect = (signature: string, lengthAt: number, nameAt: number, from: number) => {
    const names: string[] = []
    let at = findBytes(bytes, signature, from)
    while (at >= 0 && at + nameAt <= bytes.length && names.length < maximumNames) {
      const length = view.getUint16(at + lengthAt, true)
      names.push(new TextDecoder().decode(bytes.subarray(at + nameAt, at + nameAt + length)))
      at = findBytes(bytes, signature, at + nameAt + length)
    }
    return names
  }
  // The end record lies in the last 64 KB; it says where the directory begins.
  const end = findBytes(bytes, 'PK\x05\x06', Math.max(0, bytes.length - 65_557))
  const directory = end >= 0 && end + 20 <= bytes.length ? view.getUint32(end + 16, true) : undefined
  const names =
    directory !== undefined && directory < bytes.length ? collect('PK\x01\x02', 28, 46, directory) : []
  return names.length > 0 ? names : collect('PK\x03\x04', 26, 30, 0)
}

/** The content of a stored first entry `mimetype`, as EPUB and OpenDocument demand it; else empty. */
function zipMimetype(bytes: Uint8Array): string {
  if (!startsWith(bytes, 'mimetype', 30) || bytes.length < 60) return ''
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = 30 + view.getUint16(26, true) + view.getUint16(28, true)
  const text = new TextDecoder().decode(bytes.subarray(from, from + 100))
  return view.getUint16(8, true) === 0
    ? (/^\s*([a-z]+\/[\w.+-]+?)(?=PK|\s|[^\w.+-]|$)/.exec(text)?.[1] ?? '')
    : ''
}

/** @throws {AppError} `unsupported-format` for archives that are no EPUB, DOCX or ODT */
export function sniffZip(bytes: Uint8Array): DocumentFormat {
  const mimetype = zipMimetype(bytes)
  if (mimetype === 'application/epub+zip') return 'epub'
  if (/^application\/vnd\.(oasis\.opendocument|sun\.xml\.writer)/.test(mimetype)) {
    if (/\.text|writer/.test(mimetype)) return 'odt'
    return refuse(
      mimetype.includes('presentation') ? 'format-presentation' : 'format-spreadsheet',
      'Only text documents of this family are read.',
    )
  }
  const names = zipNames(bytes)
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name))
  if (has(/^META-INF[/\\]container\.xml$/i)) return 'epub'
  if (has(/^word\//i) || (has(/^\[Content_Types\]\.xml$/i) && has(/(^|\/)document\d*\.xml$/i))) return 'docx'
  if (has(/^xl\//i)) return refuse('format-spreadsheet', 'This is a spreadsheet.')
  if (has(/^ppt\//i)) return refuse('format-presentation', 'This is a presentation.')
  if (has(/^content\.xml$/) && has(/^(styles|meta|META-INF\/manifest)\.xml$/)) return 'odt'
  if (has(/^Index\/Document\.iwa$|^Index\.zip$|^index\.apxl/))
    return refuse('format-pages', 'This is an Apple Pages document. Export it as DOCX or EPUB.')
  if (has(/\.opf$/i) && has(/\.(smil|dtbook)$|(^|\/)(dtbook|ncc)[^/]*$/i))
    return refuse('format-daisy', 'DAISY books are not read. Save it as EPUB.')
  if (has(/\.opf$/i)) return 'epub'
  if (has(/^\[Content_Types\]\.xml$/i)) return 'docx'
  return refuse('format-archive', refusals['format-archive'])
}

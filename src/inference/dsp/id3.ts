/**
 * ID3 tags, version 2.3.0 (id3.org, "ID3 tag version 2.3.0" and "ID3v2 Chapter Frame Addendum 1.0"): titles, names, a
 * cover, and chapters as CHAP frames under one table of contents.
 */

export interface Id3Chapter {
  readonly title: string
  readonly start: number // milliseconds
  readonly end: number
}
export interface Id3Picture {
  readonly mime: string
  readonly bytes: Uint8Array
}
export interface Id3Tag {
  /** Frame id to text: `TIT2`, `TPE1` … */
  readonly texts: Readonly<Record<string, string>>
  readonly chapters: readonly Id3Chapter[]
  readonly cover?: Id3Picture | undefined
}

const latin = new TextEncoder() // only ASCII is given to it here
const byteOrderMark = [0xff, 0xfe]
const tagHeaderBytes = 10
/** What a table of contents can count in its one byte. */
const mostEntries = 255

function joined(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function bigEndian(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value)
  return bytes
}

function frame(id: string, body: Uint8Array): Uint8Array {
  return joined([latin.encode(id), bigEndian(body.length), [0, 0], body])
}

/** UTF-16 with a byte order mark: version 2.3 knows no UTF-8. */
function textFrame(id: string, value: string): Uint8Array {
  const units = new Uint8Array(value.length * 2)
  const view = new DataView(units.buffer)
  for (let index = 0; index < value.length; index++) view.setUint16(index * 2, value.charCodeAt(index), true)
  return frame(id, joined([[1], byteOrderMark, units]))
}

const unknownPlace = 0xffff_ffff // the times say where a chapter is, not the bytes
const chapterId = (index: number) => latin.encode(`chp${index}\0`)

function chapterFrame({ title, start, end }: Id3Chapter, index: number): Uint8Array {
  return frame(
    'CHAP',
    joined([chapterId(index), bigEndian(start, end, unknownPlace, unknownPlace), textFrame('TIT2', title)]),
  )
}

function contentsFrame(id: string, top: boolean, entries: readonly Uint8Array[]): Uint8Array {
  const ordered = 1
  return frame(
    'CTOC',
    joined([latin.encode(`${id}\0`), [(top ? 2 : 0) | ordered, entries.length], ...entries]),
  )
}

/** One table, or one of tables where there are more chapters than a table can hold. */
function contents(count: number): Uint8Array[] {
  const entries = Array.from({ length: count }, (_, index) => chapterId(index))
  if (count <= mostEntries) return [contentsFrame('toc', true, entries)]
  const parts: Uint8Array[][] = []
  for (let from = 0; from < count && parts.length < mostEntries; from += mostEntries)
    parts.push(entries.slice(from, from + mostEntries))
  const name = (part: number) => `toc${part}`
  return [
    contentsFrame(
      'toc',
      true,
      parts.map((_, part) => latin.encode(`${name(part)}\0`)),
    ),
    ...parts.map((part, index) => contentsFrame(name(index), false, part)),
  ]
}

function pictureFrame({ mime, bytes }: Id3Picture): Uint8Array {
  const frontCover = 3
  return frame('APIC', joined([[0], latin.encode(`${mime}\0`), [frontCover, 0], bytes]))
}

/** Seven bits a byte, so that no byte looks like the start of a sound frame. */
const syncSafe = (value: number) => [21, 14, 7, 0].map((shift) => (value >>> shift) & 0x7f)

/**
 * @param room length of the whole tag, filled up with zeros, so that it can be replaced when the times are known
 * @throws {RangeError} when the tag needs more than `room`
 */
export function id3Tag({ texts, chapters, cover }: Id3Tag, room?: number): Uint8Array {
  const frames = Object.entries(texts).map(([id, value]) => textFrame(id, value))
  if (chapters.length > 0) frames.push(...contents(chapters.length))
  frames.push(...chapters.map(chapterFrame))
  if (cover) frames.push(pictureFrame(cover))
  const body = joined(frames)
  const needed = tagHeaderBytes + body.length
  if (room !== undefined && needed > room) throw new RangeError('the tag outgrew its place')
  const tag = new Uint8Array(room ?? needed)
  tag.set(latin.encode('ID3'))
  tag.set([3, 0, 0, ...syncSafe(tag.length - tagHeaderBytes)], 3)
  tag.set(body, tagHeaderBytes)
  return tag
}

/** From the overlays of an EPUB to clips: which stretch of which block is read in which stretch of which sound. */
import { type Block, blockText, type Clip } from '../contract/document.ts'
import { isAppError } from '../rpc/failure.ts'
import { fragmentOf, resolveName, type NameIndex } from './archive-path.ts'
import type { Place } from './block-writer.ts'
import { decodeText } from './encoding.ts'
import type { EpubPackage, PackageItem } from './epub-package.ts'
import { readSmil } from './smil.ts'
import type { Archive } from './zip.ts'

/** Where the text of a fragment begins and ends. */
export interface Range {
  readonly start: Place
  readonly end: Place
}

/** An overlay's pair with its addresses resolved. */
interface Pair {
  readonly fragment: string
  readonly sound: string
  readonly start: number
  readonly end: number | undefined
}

/** AAC; see docs/adr/0026-recorded-narration.md. Its clips are kept for the day when there is a decoder. */
const notDecoded = /\.(?:m4[ab]|mp4|aac|3gp)$/i
/** Blocks that all fragments of a chapter go over, beyond the first of each and once the chapter itself. */
const mostSteps = 200_000

export class EpubNarration {
  readonly #archive: Archive
  readonly #names: NameIndex
  readonly #book: EpubPackage
  readonly #encrypted: ReadonlySet<string>
  readonly #read = new Map<string, Map<string, Pair[]>>()
  /** Sounds that overlays name but the book does not hold. */
  readonly missing = new Set<string>()
  /** Sounds of a kind that the engine does not decode. */
  readonly foreign = new Set<string>()

  constructor(archive: Archive, names: NameIndex, book: EpubPackage, encrypted: ReadonlySet<string>) {
    this.#archive = archive
    this.#names = names
    this.#book = book
    this.#encrypted = encrypted
  }

  /** The pairs for one chapter, whose file is `name`. */
  async pairs(item: PackageItem, name: string): Promise<readonly Pair[]> {
    const overlay = item.overlay === undefined ? undefined : this.#book.items.get(item.overlay)
    if (overlay === undefined) return []
    let byFile = this.#read.get(overlay.name)
    if (byFile === undefined) {
      byFile = await this.#overlay(overlay.name)
      this.#read.set(overlay.name, byFile)
    }
    const found = byFile.get(name) ?? []
    byFile.delete(name) // a chapter is read once
    return found
  }

  async #overlay(name: string): Promise<Map<string, Pair[]>> {
    const byFile = new Map<string, Pair[]>()
    let bytes: Uint8Array | undefined
    try {
      bytes = await this.#archive.read(name)
    } catch (error) {
      if (!isAppError(error)) throw error
    }
    if (bytes === undefined) return byFile
    for (const pair of readSmil(decodeText(bytes, { kind: 'xml' }).text)) {
      const file = this.#entry(pair.text, name)
      const sound = this.#entry(pair.sound, name)
      if (sound === undefined || this.#encrypted.has(sound)) this.missing.add(pair.sound)
      if (file === undefined || sound === undefined || this.#encrypted.has(sound)) continue
      if (notDecoded.test(sound)) this.foreign.add(sound)
      const list = byFile.get(file)
      const entry = { fragment: fragmentOf(pair.text), sound, start: pair.start, end: pair.end }
      if (list) list.push(entry)
      else byFile.set(file, [entry])
    }
    return byFile
  }

  #entry(href: string, from: string): string | undefined {
    const name = resolveName(href, from)
    return name === undefined ? undefined : this.#names.find(name)
  }
}

/**
 * Clips of a chapter, in the order of the text. A pair that goes over several blocks is divided by the length of their
 * text; one whose text is gone, or has been taken by another pair, is left out.
 *
 * @param blocks of the chapter, of which the first has the number `first`
 * @param ranges of the fragments; the whole chapter's is under ''
 */
export function clipsOf(
  pairs: readonly Pair[],
  ranges: ReadonlyMap<string, Range>,
  blocks: readonly Block[],
  first: number,
): Clip[] {
  const clips: Clip[] = []
  const texts = blocks.map(blockText)
  const taken = new Set<string>()
  let left = mostSteps + blocks.length
  for (const { fragment, sound, start, end } of pairs) {
    const range = ranges.get(fragment)
    // Fragments may hold one another, a thousand deep; what is said twice is heard once.
    if (range === undefined || taken.has(fragment)) continue
    left -= range.end.block - range.start.block
    if (left < 0) break
    const parts: { block: number; from: number; to: number }[] = []
    for (let block = range.start.block; block <= range.end.block; block++) {
      const text = texts[block - first] ?? ''
      const from = block === range.start.block ? range.start.offset : 0
      const to = block === range.end.block ? Math.min(range.end.offset, text.length) : text.length
      if (/\S/.test(text.slice(from, to))) parts.push({ block, from, to })
    }
    if (parts.length === 0 || (parts.length > 1 && end === undefined)) continue
    taken.add(fragment)
    const whole = parts.reduce((sum, { from, to }) => sum + to - from, 0)
    let at = start
    for (const part of parts) {
      const share = end === undefined ? undefined : at + ((end - start) * (part.to - part.from)) / whole
      clips.push({ ...part, sound, start: at, ...(share === undefined ? {} : { end: share }) })
      at = share ?? at
    }
  }
  clips.sort((a, b) => a.block - b.block || a.from - b.from)
  return clips.filter((clip, index) => {
    const before = clips[index - 1]
    return !(before && before.block === clip.block && before.to > clip.from)
  })
}

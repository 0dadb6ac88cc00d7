/** What an EPUB is made of, and where in it everything lies. */
import type { Block, Metadata, PageMark, TocEntry } from '../contract/document.ts'

/** An utterance and where its sound lies in the chapter's file, in seconds. */
export interface HeardSpan {
  readonly block: number
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
}
export interface EpubChapter {
  readonly title: string
  /** Its blocks, from this number on. */
  readonly from: number
  readonly blocks: readonly Block[]
  /** In order. */
  readonly heard: readonly HeardSpan[]
  /** Seconds of its sound; without one there is nothing to hear. */
  readonly sound: { readonly mime: string; readonly ending: string; readonly seconds: number } | undefined
}
export interface EpubPicture {
  readonly asset: string
  readonly mime: string
}
export interface EpubBook {
  /** A UUID. */
  readonly identifier: string
  /** Where the text comes from, for those who look for the page numbers. */
  readonly source: string
  readonly metadata: Metadata
  /** BCP 47; what the text was read in where the metadata say nothing. */
  readonly language: string
  /** `2026-11-22T12:00:00Z` */
  readonly modified: string
  readonly chapters: readonly EpubChapter[]
  readonly toc: readonly TocEntry[]
  readonly pages: readonly PageMark[]
  readonly pictures: readonly EpubPicture[]
  readonly cover: EpubPicture | undefined
}
export interface EpubEntry {
  readonly path: string
  readonly text: string
}

/** Pictures that every reader shows (EPUB 3.3, 3.2). */
const pictureEndings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
}
export const canShow = (mime: string): boolean => Object.hasOwn(pictureEndings, mime)

/** The whole of a chapter's text. */
export const sectionId = 'chapter'
export const lit = '-epub-media-overlay-active'
export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n'
export const number3 = (index: number) => String(index + 1).padStart(3, '0')
export const textPath = (index: number) => `text/c${number3(index)}.xhtml`
export const overlayPath = (index: number) => `overlay/c${number3(index)}.smil`
/** Where a chapter's sound belongs, seen from the package. */
export const soundPath = (index: number, ending: string): string => `EPUB/audio/c${number3(index)}.${ending}`
/** Where a picture belongs. @param index its place among the pictures; the cover's is -1 */
export const picturePath = (index: number, mime: string): string =>
  `EPUB/pictures/${index < 0 ? 'cover' : `i${number3(index)}`}.${pictureEndings[mime] ?? 'bin'}`
export const inPackage = (path: string) => path.replace(/^EPUB\//, '')

/** A chapter as XHTML, and what of it is heard when, by the id of its element. */
export interface Laid {
  readonly chapter: EpubChapter
  readonly index: number
  readonly html: string
  readonly pars: readonly {
    readonly block: Block
    readonly number: number
    readonly id: string
    readonly start: number
    readonly end: number
  }[]
}

/** A time in an overlay. */
export const clip = (seconds: number) => `${seconds.toFixed(3)}s`

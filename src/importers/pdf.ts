/**
 * Reads PDF.
 *
 * Pages are read a few ahead, so that running headers can be told by their neighbours, and given out one by one: the
 * first sentence is there after the first handful of pages. Pictures are never decoded; a figure is its text
 * alternative and its caption.
 */
import { isText } from '../contract/document.ts'
import type { ImportEvent, Importer } from '../contract/import.ts'
import { AppError, isAppError } from '../rpc/failure.ts'
import { detectLanguage } from './language.ts'
import { Assembly } from './pdf-assembly.ts'
import type { PageEdges } from './pdf-edges.ts'
import { findFurniture, furnitureReach } from './pdf-furniture.ts'
import { Vocabulary } from './pdf-hyphens.ts'
import { loadLibrary, openPdf, type PdfDocument } from './pdf-library.ts'
import { readFacts } from './pdf-metadata.ts'
import { headingToc, type OutlineEntry, outlineToc, readOutline } from './pdf-outline.ts'
import { pageLabels } from './pdf-page-numbers.ts'
import { layPage, type PageSource, type RawPage, readPage, typeFacts } from './pdf-page.ts'

export { setPdfData } from './pdf-library.ts'

/** A page that takes longer is skipped with a warning. Milliseconds. */
const pageLimit = 20_000
/** Share of glyphs without a character from which on the text is not worth reading. */
const hopelessShare = 0.3
/** UTF-16 units of text from which the language is told where the file does not. */
const languageSample = 2_000
/** Letters that tell the size of the document's type; with fewer, more pages are looked at before the first is given. */
const firstLetters = 1_500
const maximumPages = 100_000
/** Pages between two tables of contents and lists of pages that are sent while the document is read. */
const tocEvery = 64
/** Pages after which pdf.js forgets its fonts: it keeps the glyphs of every string it ever met, 40 KB a page. */
const forgetEvery = 128

export const importPdf: Importer = async function* (source, options) {
  const opened = await openPdf(source.bytes, options.password)
  try {
    yield* readDocument(opened.document, source.name, options.signal)
  } finally {
    await opened.close()
  }
}

async function* readDocument(
  document: PdfDocument,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportEvent> {
  const library = await loadLibrary()
  const facts = await readFacts(document)
  const pageCount = Math.min(document.numPages, maximumPages)
  const labels = ((await document.getPageLabels().catch(() => null)) ?? undefined) as string[] | undefined
  const groups = await document.getOptionalContentConfig().catch(() => undefined)
  const tagged = await document.getMarkInfo().then(
    (info) => (info as { Marked?: boolean } | null)?.Marked === true,
    () => false,
  )
  const page: PageSource = {
    document,
    operators: library.OPS,
    fonts: new Map(),
    shown: (group) => {
      try {
        return groups?.isVisible(group as never) ?? true
      } catch {
        return true
      }
    },
    tagged: tagged || (await hasTree(document)),
    vocabulary: new Vocabulary(),
    sizes: new Map(),
  }
  const numbers = new Map<number, string>()
  const pages = (): ImportEvent => {
    const counted = pageLabels(numbers)
    return { type: 'pages', pages: assembly.pages((index) => labels?.[index] || counted(index)) }
  }
  const assembly = new Assembly(page.vocabulary)
  const raw = new Map<number, RawPage>()
  const edges = new Map<number, PageEdges>()
  const tops = new Map<number, (y: number) => number>()
  let read = 0
  let broken = 0
  let pictures = 0
  let empty = 0
  let lettersRead = 0
  let glyphs = 0
  let unknown = 0
  let outline: OutlineEntry[] | undefined
  let title = facts.title
  let language = facts.language
  let sample = ''
  const metadata = (): ImportEvent => ({
    type: 'metadata',
    format: 'pdf',
    metadata: {
      title: title ?? titleFromName(name),
      authors: [...facts.authors],
      ...(language === undefined ? {} : { language }),
      ...(facts.description === undefined ? {} : { description: facts.description }),
    },
  })

  for (let index = 0; index < pageCount; index++) {
    const wanted = () =>
      index + (lettersRead < firstLetters ? furnitureReach : Math.min(furnitureReach, 2 + 2 * index))
    for (; read < pageCount && read <= wanted(); read++) {
      signal?.throwIfAborted()
      if (read % forgetEvery === forgetEvery - 1) await forget()
      try {
        const next = await within(readPage(page, read), pageLimit)
        raw.set(read, next)
        edges.set(read, next.edges)
        tops.set(read, next.topOf)
        lettersRead += next.letters
        glyphs += next.glyphs
        unknown += next.unknown
        if (next.letters === 0) {
          empty++
          if (next.pictureShare > 0.1) pictures++
        }
      } catch (error) {
        if (isAppError(error)) throw error
        broken++
      }
    }
    if (index === 0) {
      if (glyphs > 100 && unknown > hopelessShare * glyphs) throw noCharacters()
      title ??= largestText(raw.get(0))
      yield metadata()
    }
    const current = raw.get(index)
    raw.delete(index)
    edges.delete(index - furnitureReach - 1)
    if (current) {
      const furniture = findFurniture(edges, index, pageCount)
      if (furniture.number !== undefined) numbers.set(index, furniture.number)
      assembly.addPage(index, layPage(current, furniture, typeFacts(page.sizes), facts.language))
      const blocks = assembly.take()
      if (blocks.length > 0) yield { type: 'blocks', blocks }
      if (facts.language === undefined && sample.length < languageSample) {
        for (const block of blocks.filter(isText)) sample += `${block.runs.map((run) => run.text).join('')}\n`
        if (sample.length >= languageSample || index === pageCount - 1) yield* detected()
      }
    }
    if (index % tocEvery === tocEvery - 1 || index === 7) yield pages()
    if (index % 8 === 7 || index === pageCount - 1) {
      yield { type: 'progress', done: (index + 1) / pageCount }
    }
    if (index % tocEvery === 7) {
      outline ??= await readOutline(document)
      yield toc()
    }
  }
  const last = assembly.finish()
  if (last.length > 0) yield { type: 'blocks', blocks: last }
  if (facts.language === undefined && language === undefined && last.length > 0) {
    for (const block of last.filter(isText)) sample += `${block.runs.map((run) => run.text).join('')}\n`
    yield* detected()
  }
  if (assembly.count === 0) throw nothingToRead(pageCount, broken, pictures, glyphs, unknown)
  outline ??= await readOutline(document)
  yield toc()
  yield pages()
  if (pictures > 0)
    yield { type: 'warning', key: 'pdf-picture-pages', data: { count: pictures, pages: pageCount } }
  if (broken > 0)
    yield { type: 'warning', key: 'pdf-broken-pages', data: { count: broken, pages: pageCount } }
  if (unknown > 0.05 * glyphs)
    yield {
      type: 'warning',
      key: 'pdf-unknown-characters',
      data: { percent: Math.round((100 * unknown) / glyphs) },
    }
  yield { type: 'progress', done: 1 }

  async function forget(): Promise<void> {
    page.fonts.clear()
    await document.cleanup().catch(() => undefined) // a page that takes too long still uses them
  }

  async function* detected(): AsyncGenerator<ImportEvent> {
    language = await detectLanguage(sample)
    if (language !== undefined) yield metadata()
  }

  function toc(): ImportEvent {
    const entries = outlineToc(outline ?? [], assembly.starts, (at, y) => tops.get(at)?.(y), assembly.count)
    return { type: 'toc', entries: entries.length > 0 ? entries : headingToc(assembly.headings) }
  }
}

async function hasTree(document: PdfDocument): Promise<boolean> {
  try {
    const first = await document.getPage(1)
    return ((await first.getStructTree()) as unknown) !== null
  } catch {
    return false
  }
}

function nothingToRead(
  pages: number,
  broken: number,
  pictures: number,
  glyphs: number,
  unknown: number,
): AppError {
  if (broken === pages)
    return new AppError('damaged', 'None of the pages of this PDF can be read.', { reason: 'pdf-damaged' })
  if (pictures > 0)
    return new AppError('no-text', 'The pages of this PDF are pictures without text.', {
      reason: 'pdf-image-only',
      data: { pages },
    })
  if (glyphs > 0 && unknown > 0.5 * glyphs) return noCharacters()
  return new AppError('no-text', 'There is no text in this PDF.', { reason: 'pdf-empty', data: { pages } })
}

const noCharacters = () =>
  new AppError(
    'no-text',
    'The text of this PDF cannot be read: its fonts do not say which characters they show.',
    {
      reason: 'pdf-no-characters',
    },
  )

export function titleFromName(name: string): string {
  const plain = name
    .replace(/\.pdf$/i, '')
    .replaceAll('_', ' ')
    .trim()
  return plain === '' ? 'PDF' : plain
}

/** The largest type in the upper part of the first page, if it stands out and could be a title. */
function largestText(page: RawPage | undefined): string | undefined {
  if (!page || page.pieces.length === 0) return undefined
  const upper = page.pieces.filter((piece) => piece.y < 0.6 * page.height && /\p{L}{2}/u.test(textOf(piece)))
  const largest = Math.max(0, ...upper.map((piece) => piece.size))
  const all = page.pieces.map((piece) => piece.size).sort((a, b) => a - b)
  const median = all[all.length >> 1] ?? 10
  if (largest < 1.15 * median) return undefined
  const lines = upper.filter((piece) => piece.size > 0.95 * largest).sort((a, b) => a.y - b.y || a.x0 - b.x0)
  const title = lines.map(textOf).join(' ').replace(/\s+/g, ' ').trim()
  return title.length >= 3 && title.length <= 250 ? title : undefined

  function textOf(piece: RawPage['pieces'][number]): string {
    return piece.boxes.map((box) => box.text).join(' ')
  }
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: unknown
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The page takes too long.')), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer as never)
  }
}

/**
 * EPUB 3 with Media Overlays: text and sound, sentence by sentence.
 *
 * W3C EPUB 3.3, EPUB Accessibility 1.1 and Media Overlays; nothing in it that a reader of EPUB 3.0 would not know.
 * Pure: gives the files of the package as text, and says where the others belong. Ids and the order of everything
 * follow from the document alone: bookmarks of a reader hold in a later export, too.
 */
import type { Block, TocEntry } from '../contract/document.ts'
import { alternativeEnd, blockId, bodyHtml, type NumberedBlock, pictureId } from './epub-blocks.ts'
import {
  canShow,
  clip,
  type EpubBook,
  type EpubChapter,
  type EpubEntry,
  inPackage,
  type Laid,
  lit,
  overlayPath,
  picturePath,
  sectionId,
  soundPath,
  textPath,
  xmlHead,
} from './epub-book.ts'
import type { PageBreak, Spoken } from './epub-inline.ts'
import { packageFile } from './epub-package.ts'
import { attributes, languageAttributes, xmlText } from './xml.ts'

const style = `body { line-height: 1.5; margin: 0 5%; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; }
figure { margin: 1em 0; }
img { max-width: 100%; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: 0.25em 0.5em; text-align: start; vertical-align: top; }
pre { white-space: pre-wrap; }
aside { margin: 1em 0; padding-inline-start: 1em; border-inline-start: 0.2em solid; }
.marked { list-style-type: none; }
.math { text-align: center; }
.running { font-size: 0.8em; }
.${lit} { background-color: #ffe08a; color: #000; }
`

function page(title: string, language: string, direction: string | undefined, body: string): string {
  const lang = languageAttributes(language)
  return `${xmlHead}<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"${lang}${attributes({ dir: direction })}>
<head><meta charset="utf-8"/><title>${xmlText(title)}</title><link rel="stylesheet" type="text/css" href="../style.css"/></head>
<body>
${body}
</body>
</html>
`
}

/** Finds which chapter a block is in, and the block that stands for one that is not shown. */
function placesOf(book: EpubBook) {
  const shown = new Map<number, number>() // block number to chapter
  const heard = new Set(book.chapters.flatMap((chapter) => chapter.heard.map(({ block }) => block)))
  for (const [index, { blocks, from }] of book.chapters.entries())
    for (const [offset, block] of blocks.entries())
      if (block.kind !== 'running' || heard.has(from + offset)) shown.set(from + offset, index)
  const last = Math.max(-1, ...shown.keys())
  return (block: number): { chapter: number; block: number } | undefined => {
    for (let at = block; at <= last; at++) {
      const chapter = shown.get(at)
      if (chapter !== undefined) return { chapter, block: at }
    }
    return undefined
  }
}

export interface EpubParts {
  readonly entries: readonly EpubEntry[]
  /** Indexes of the chapters whose sound belongs into the package, with its path. */
  readonly sounds: readonly { readonly chapter: number; readonly path: string }[]
  readonly pictures: readonly { readonly asset: string; readonly path: string }[]
}

export function epubParts(book: EpubBook): EpubParts {
  const find = placesOf(book)
  const notes = new Map<string, number[]>()
  for (const { blocks, from } of book.chapters)
    for (const [offset, block] of blocks.entries())
      if (block.kind === 'footnote' && block.note !== undefined)
        notes.set(block.note, [...(notes.get(block.note) ?? []), from + offset])
  const address = (chapter: number, id: string) =>
    `${inPackage(textPath(chapter)).replace(/^text\//, '')}#${id}`
  const pictures = book.pictures.filter(({ mime }) => canShow(mime))
  const pictureOf = (asset: string) => {
    const index = pictures.findIndex((picture) => picture.asset === asset)
    const found = pictures[index]
    return found && `../${inPackage(picturePath(index, found.mime))}`
  }
  const breaksOf = new Map<number, PageBreak[]>()
  const pageList: { label: string; chapter: number; id: string }[] = []
  for (const [index, { label, block, offset }] of book.pages.entries()) {
    const place = find(block)
    if (!place) continue
    const id = `page${index + 1}`
    const at = place.block === block ? offset : 0
    breaksOf.set(place.block, [...(breaksOf.get(place.block) ?? []), { id, label, offset: at }])
    pageList.push({ label, chapter: place.chapter, id })
  }

  const laid = book.chapters.map((chapter, index): Laid => layChapter(chapter, index))

  function layChapter(chapter: EpubChapter, index: number): Laid {
    const pars: { block: Block; number: number; id: string; start: number; end: number }[] = []
    const spokenOf = new Map<number, Spoken[]>()
    for (const { block: number, from, to, start, end } of chapter.heard) {
      const block = chapter.blocks[number - chapter.from]
      if (!block) continue
      const spans = spokenOf.get(number) ?? []
      let id = `s${number}-${spans.length}`
      if (block.kind === 'figure' && from < alternativeEnd(block)) id = pictureId(number)
      else if (to <= from) id = blockId(number)
      else spans.push({ from, to, id })
      spokenOf.set(number, spans)
      const last = pars.at(-1)
      if (last?.id === id) pars[pars.length - 1] = { ...last, end }
      else pars.push({ block, number, id, start, end })
    }
    const numbered = chapter.blocks.map((block, offset): NumberedBlock => {
      const number = chapter.from + offset
      const spoken = spokenOf.get(number) ?? []
      return { number, block, spoken, pages: breaksOf.get(number) ?? [] }
    })
    const html = bodyHtml(numbered, {
      picture: pictureOf,
      target: (link) => {
        if ('block' in link) {
          const place = find(link.block)
          return place && address(place.chapter, blockId(place.block))
        }
        const all = notes.get(link.note) ?? []
        // The same id may be used in several chapters: the note of this one, else the first.
        const own = all.find((number) => find(number)?.chapter === index) ?? all[0]
        const place = own === undefined ? undefined : find(own)
        return place && address(place.chapter, blockId(place.block))
      },
    })
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]))
    return { chapter, index, html, pars: pars.filter(({ id, start, end }) => ids.has(id) && end > start) }
  }

  const sounding = laid.filter(({ chapter, pars }) => chapter.sound !== undefined && pars.length > 0)
  const entries: EpubEntry[] = [
    {
      path: 'META-INF/container.xml',
      text: `${xmlHead}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n`,
    },
    { path: 'EPUB/style.css', text: style },
    { path: 'EPUB/text/nav.xhtml', text: navigation(book, find, pageList) },
    { path: 'EPUB/package.opf', text: packageFile(book, laid, sounding, pictures, pageList.length > 0) },
  ]
  for (const { chapter, index, html } of laid)
    entries.push({
      path: `EPUB/${textPath(index)}`,
      text: page(
        chapter.title,
        book.language,
        book.metadata.direction,
        `<section${attributes({ id: sectionId })} epub:type="chapter" role="doc-chapter"${attributes({ 'aria-label': chapter.title })}>\n${html}\n</section>`,
      ),
    })
  for (const each of sounding) entries.push({ path: `EPUB/${overlayPath(each.index)}`, text: overlay(each) })
  return {
    entries,
    sounds: sounding.map(({ chapter, index }) => ({
      chapter: index,
      path: soundPath(index, chapter.sound?.ending ?? ''),
    })),
    pictures: [
      ...pictures.map(({ asset, mime }, index) => ({ asset, path: picturePath(index, mime) })),
      ...(book.cover && canShow(book.cover.mime)
        ? [{ asset: book.cover.asset, path: picturePath(-1, book.cover.mime) }]
        : []),
    ],
  }
}

/** What a listener may want to leave or to pass over as one. */
const wholes: Partial<Record<Block['kind'], string>> = {
  table: 'table',
  figure: 'figure',
  footnote: 'footnote',
  aside: 'aside',
}

function overlay({ index, chapter, pars }: Laid): string {
  const text = `../${textPath(index)}`
  const sound = `../${inPackage(soundPath(index, chapter.sound?.ending ?? ''))}`
  let body = ''
  let open: number | undefined
  for (const [count, { block, number, id, start, end }] of pars.entries()) {
    if (open !== undefined && open !== number) {
      body += '</seq>\n'
      open = undefined
    }
    const type = wholes[block.kind]
    if (type && open === undefined) {
      body += `<seq${attributes({ id: `q${number}`, 'epub:textref': `${text}#${blockId(number)}`, 'epub:type': type })}>\n`
      open = number
    }
    body += `<par id="n${count + 1}"><text${attributes({ src: `${text}#${id}` })}/><audio${attributes({ src: sound, clipBegin: clip(start), clipEnd: clip(end) })}/></par>\n`
  }
  if (open !== undefined) body += '</seq>\n'
  return `${xmlHead}<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
<body id="body"${attributes({ 'epub:textref': `${text}#${sectionId}` })}>
${body}</body>
</smil>
`
}

function navigation(
  book: EpubBook,
  find: ReturnType<typeof placesOf>,
  pages: readonly { readonly label: string; readonly chapter: number; readonly id: string }[],
): string {
  const href = (chapter: number, id: string) => `${textPath(chapter).replace(/^text\//, '')}#${id}`
  const first = book.chapters[0]?.from ?? 0
  const end = book.chapters.reduce((last, { from, blocks }) => Math.max(last, from + blocks.length), 0)
  const link = (title: string, block: number): string | undefined => {
    const place = find(block)
    const words = title.replaceAll(/\s+/g, ' ').trim()
    return place && words !== ''
      ? `<a${attributes({ href: href(place.chapter, blockId(place.block)) })}>${xmlText(words)}</a>`
      : undefined
  }
  function list(entries: readonly TocEntry[]): string {
    const rows = entries
      .toSorted((a, b) => a.block - b.block) // the order of reading is what validators ask for
      .flatMap((entry) => {
        const children = list(entry.children)
        const within = entry.block >= first && entry.block < end
        const own = within ? link(entry.title, entry.block) : undefined
        if (own) return [`<li>${own}${children && `\n<ol>\n${children}\n</ol>`}</li>`]
        return children ? [children] : []
      })
    return rows.join('\n')
  }
  const chapters = book.chapters.map(({ title, from }) => ({ title, block: from, children: [] }))
  const contents =
    list(book.toc) ||
    list(chapters) ||
    `<li><a${attributes({ href: textPath(0).replace(/^text\//, '') })}>${xmlText(book.metadata.title)}</a></li>`
  const pageRows = pages.map(
    ({ label, chapter, id }) => `<li><a${attributes({ href: href(chapter, id) })}>${xmlText(label)}</a></li>`,
  )
  const pageNav =
    pageRows.length === 0
      ? ''
      : `\n<nav epub:type="page-list" role="doc-pagelist" hidden="hidden"><ol>\n${pageRows.join('\n')}\n</ol></nav>`
  const { title } = book.metadata
  return page(
    title,
    book.language,
    book.metadata.direction,
    `<nav epub:type="toc" role="doc-toc"><h1>${xmlText(title)}</h1><ol>\n${contents}\n</ol></nav>${pageNav}`,
  )
}

/** The EPUB of an export: its sounds, the document's text and pictures, in one archive. */
import { createHash } from 'node:crypto'
import type { Block } from '../../contract/document.ts'
import { soundRate } from '../../contract/inference.ts'
import { documentLanguage } from '../../core/reading/reader.ts'
import type { Picture } from '../../store/pictures.ts'
import { epubParts } from '../../writers/epub.ts'
import { canShow, type EpubChapter, type HeardSpan } from '../../writers/epub-book.ts'
import type { BegunFile } from './checkpoint.ts'
import { fileName } from './file-name.ts'
import type { FinishParts } from './finish-job.ts'
import { timingsName } from './job-parts.ts'
import { readTimings } from './timings.ts'
import { ZipFile } from './zip-file.ts'

/** A UUID (RFC 9562, version 8) out of what is exported and how. */
function identifier({ request }: FinishParts): string {
  const hash = createHash('sha256').update(JSON.stringify(request)).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

async function blocksBetween({ ports }: FinishParts, from: number, until: number): Promise<Block[]> {
  const found: Block[] = []
  while (from + found.length < until) {
    const next = await ports.text.blocks(from + found.length, Math.min(500, until - from - found.length))
    if (next.length === 0) break
    found.push(...next)
  }
  return found
}

async function chaptersOf(parts: FinishParts): Promise<EpubChapter[]> {
  const { plan, files, folder } = parts
  const heard = new Map<number, HeardSpan[]>()
  for await (const { file, block, from, to, start, end } of readTimings(folder.of(timingsName))) {
    const spans = heard.get(file) ?? []
    spans.push({ block, from, to, start, end })
    heard.set(file, spans)
  }
  const chapters: EpubChapter[] = []
  for (const [index, { title, from, until }] of plan.chapters.entries()) {
    const sound = files.find(({ file }) => file === index)
    chapters.push({
      title,
      from,
      blocks: await blocksBetween(parts, from, until),
      heard: heard.get(index) ?? [],
      sound: sound && { mime: 'audio/mpeg', ending: 'mp3', seconds: sound.samples / soundRate },
    })
  }
  return chapters
}

/** @returns the archive's name in the folder */
export async function writeEpub(parts: FinishParts): Promise<string> {
  const { ports, folder, files, request, plan, date, cover, picture, signal } = parts
  const { text } = ports
  const chapters = await chaptersOf(parts)
  const assets = new Set(chapters.flatMap(({ blocks }) => blocks.flatMap(({ image }) => image ?? [])))
  const found = new Map<string, Picture>()
  for (const asset of assets) {
    const shown = picture(asset)
    if (shown && canShow(shown.mime)) found.set(asset, shown)
  }
  const book = epubParts({
    identifier: identifier(parts),
    source: `${text.metadata.title} (SHA-256 ${request.document})`,
    metadata: text.metadata,
    language: documentLanguage(text),
    modified: `${date}T00:00:00Z`,
    chapters,
    toc: text.toc(),
    pages: text.pages(),
    pictures: [...found].map(([asset, { mime }]) => ({ asset, mime })),
    cover: cover && { asset: '', mime: cover.mime },
  })
  const { metadata } = text
  const only = request.chapter === undefined ? '' : ` – ${plan.chapters[0]?.title ?? ''}`
  const name = `${fileName(`${metadata.title}${only}`)}.epub`
  const archive = await folder.grow(name, 0)
  try {
    const zip = new ZipFile(archive)
    await zip.store('mimetype', [Buffer.from('application/epub+zip')])
    for (const entry of book.entries) await zip.deflate(entry.path, entry.text)
    for (const { asset, path } of book.pictures) {
      const bytes = asset === '' ? cover?.bytes : found.get(asset)?.bytes
      if (bytes) await zip.store(path, [bytes])
    }
    for (const { chapter, path } of book.sounds) {
      signal.throwIfAborted()
      const sound = files.find(({ file }) => file === chapter) as BegunFile
      await zip.store(path, folder.read(sound.name))
    }
    await zip.end()
    await archive.settle()
  } finally {
    await archive.close()
  }
  return name
}

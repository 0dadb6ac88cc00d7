/** How an export is cut up: files, and segments that are made one by one and can each be begun anew. */
import { blockText } from '../../contract/document.ts'
import type { ExportChapter, ExportRequest } from '../../contract/export.ts'
import type { Text } from '../../core/ports.ts'
import { outlineOf } from '../../core/reading/outline.ts'
import { walk } from '../../core/reading/walk.ts'
import { AppError } from '../../rpc/failure.ts'
import { fileName } from './file-name.ts'

export interface PlannedChapter {
  readonly title: string
  /** First block, and the one behind the last. */
  readonly from: number
  readonly until: number
}
export interface PlannedFile {
  /** Without its ending. */
  readonly name: string
  readonly title: string
  /** Indexes of its chapters. */
  readonly chapters: readonly number[]
}
export interface PlannedSegment {
  readonly file: number
  readonly chapter: number
  readonly from: number
  readonly until: number
}
export interface Plan {
  /** Differs when the document has been read in otherwise since. */
  readonly fingerprint: string
  readonly chapters: readonly PlannedChapter[]
  readonly files: readonly PlannedFile[]
  readonly segments: readonly PlannedSegment[]
  /** UTF-16 units before each block, and at the end; 0 is the beginning of what is exported. */
  readonly charactersBefore: (block: number, offset?: number) => number
  readonly characters: number
}

/** UTF-16 units after which a segment ends, at the next block: about six minutes of speech, made in some seconds. */
const segmentCharacters = 6_000

/** Waits until a document that is being imported has been read in. */
async function complete(text: Text, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { blocks, complete: all } = text.extent()
    if (all) return
    await text.blocks(blocks, 1, signal)
  }
}

function chapterOf(
  { all, listed }: { readonly all: readonly PlannedChapter[]; readonly listed: readonly PlannedChapter[] },
  chosen: ExportChapter,
): PlannedChapter {
  const chapter =
    typeof chosen === 'number'
      ? listed[chosen - 1]
      : typeof chosen === 'string'
        ? listed.find(({ title }) => title.toLocaleLowerCase().includes(chosen.toLocaleLowerCase()))
        : all.find(({ from, until }) => from <= chosen.block && chosen.block < until)
  if (chapter) return chapter
  const name = typeof chosen === 'object' ? chosen.block : chosen
  throw new AppError('bad-input', `There is no chapter “${name}”; this document has ${listed.length}.`, {
    reason: 'chapter-missing',
    data: { chapter: name, count: listed.length },
  })
}

/** The document's chapters from its first block to its last; what stands before the first has the document's title. */
async function chaptersOf(
  text: Text,
  signal: AbortSignal,
): Promise<{ all: PlannedChapter[]; listed: PlannedChapter[] }> {
  const outline = await outlineOf(text, signal)
  const starts = outline.chapters()
  const listed = starts.map(({ title, block }, index) => ({
    title: title.trim() || text.metadata.title,
    from: block,
    until: starts[index + 1]?.block ?? outline.blocks,
  }))
  const first = starts[0]?.block ?? outline.blocks
  const before = first > 0 ? [{ title: text.metadata.title, from: 0, until: first }] : []
  return { all: [...before, ...listed], listed }
}

/** The blocks of one chapter, for playing it. @throws {AppError} `bad-input`, `chapter-missing` */
export async function chapterBlocks(
  text: Text,
  chosen: ExportChapter,
  signal: AbortSignal,
): Promise<PlannedChapter> {
  return chapterOf(await chaptersOf(text, signal), chosen)
}

/** @throws {AppError} `bad-input`, `chapter-missing` */
export async function planOf(
  text: Text,
  request: Pick<ExportRequest, 'chapter' | 'files' | 'format'>,
  signal: AbortSignal,
): Promise<Plan> {
  await complete(text, signal)
  const found = await chaptersOf(text, signal)
  const chapters = request.chapter === undefined ? found.all : [chapterOf(found, request.chapter)]
  const outline = await outlineOf(text, signal)
  const { title } = text.metadata
  const perChapter = request.files === 'chapters' || request.format === 'epub'
  const digits = Math.max(2, String(chapters.length).length)
  const files: PlannedFile[] = perChapter
    ? chapters.map((chapter, index) => ({
        name: fileName(`${String(index + 1).padStart(digits, '0')} ${chapter.title}`),
        title: chapter.title,
        chapters: [index],
      }))
    : [
        {
          name: fileName(request.chapter === undefined ? title : `${title} – ${chapters[0]?.title ?? ''}`),
          title: request.chapter === undefined ? title : (chapters[0]?.title ?? title),
          chapters: chapters.map((_, index) => index),
        },
      ]
  const segments: PlannedSegment[] = []
  for (const [index, chapter] of chapters.entries()) {
    const file = perChapter ? index : 0
    let from = chapter.from
    let size = 0
    for await (const { block, number } of walk(text, chapter.from, signal)) {
      if (number >= chapter.until) break
      size += blockText(block).length
      if (size < segmentCharacters) continue
      segments.push({ file, chapter: index, from, until: number + 1 })
      from = number + 1
      size = 0
    }
    if (from < chapter.until) segments.push({ file, chapter: index, from, until: chapter.until })
  }
  const first = outline.charactersBefore(chapters[0]?.from ?? 0, 0)
  const charactersBefore = (block: number, offset = 0) => outline.charactersBefore(block, offset) - first
  const last = chapters.at(-1)?.until ?? 0
  return {
    fingerprint: `${outline.blocks} ${outline.characters} ${segments.length} ${files.length}`,
    chapters,
    files,
    segments,
    charactersBefore,
    characters: Math.max(1, charactersBefore(last)),
  }
}

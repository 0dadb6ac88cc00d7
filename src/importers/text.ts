/**
 * Plain text: paragraphs from lines, headings and lists from habits.
 *
 * Letters are never changed. What typewriters used for layout (line breaks inside paragraphs, hyphens at line ends,
 * underscores round emphasised words) becomes layout again.
 */
import type { Metadata } from '../contract/document.ts'
import type { Importer, ImportEvent, Source } from '../contract/import.ts'
import { AppError } from '../rpc/failure.ts'
import { decodeText } from './encoding.ts'
import { Flow } from './flow.ts'
import { detectLanguage } from './language.ts'
import { Boilerplate, hasGutenbergHead } from './matter.ts'
import { directionOf, groupHeading, type TextContext, writeGroup } from './text-groups.ts'
import { textShape } from './text-shape.ts'

/** What layout and language are judged by, in UTF-16 units. */
const sampleLength = 200_000
/** The head that Project Gutenberg puts before a book, small print and all, is shorter. */
const headLength = 30_000
/** Lines of a stretch without blank lines that are taken together. */
const longestGroup = 300
/** Characters between two reports of progress. */
const progressStep = 250_000

/** The name without its extension: the title of last resort. */
export function titleFromName(name: string): string {
  const base = name.replace(/^.*[/\\]/, '')
  return (
    base
      .replace(/\.[a-z0-9]{1,8}$/i, '')
      .replace(/_+/g, ' ')
      .trim() || base
  )
}

/** Project Gutenberg and others head their texts with `Title: …`. Only the first lines count. */
function header(head: string): { title?: string; authors: string[]; language?: string } {
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]+(\\S.*(?:\\n[ \\t]{2,}\\S.*){0,2})`, 'm')
      .exec(head)?.[1]
      ?.replace(/\s+/g, ' ')
      .trim()
  const title = field('Title')
  const author = field('Author')
  if (title === undefined) return { authors: [] }
  const language = languageNames[field('Language')?.toLowerCase() ?? '']
  return {
    title,
    authors: author === undefined ? [] : author.split(/\s+(?:and|&)\s+|;\s*/),
    ...(language === undefined ? {} : { language }),
  }
}
const languageNames: Readonly<Record<string, string>> = {
  english: 'en', german: 'de', deutsch: 'de', french: 'fr', français: 'fr', spanish: 'es', español: 'es', italian: 'it',
  portuguese: 'pt', dutch: 'nl', swedish: 'sv', danish: 'da', norwegian: 'nb', finnish: 'fi', polish: 'pl', czech: 'cs',
  hungarian: 'hu', russian: 'ru', greek: 'el', latin: 'la', chinese: 'zh', japanese: 'ja', esperanto: 'eo', catalan: 'ca',
} // prettier-ignore

/** Groups of lines between blank lines, with the form feeds before each and the offset reached. */
function* groups(text: string): Generator<{ lines: string[]; feeds: number; at: number }> {
  let lines: string[] = []
  let feeds = 0
  let pending = 0
  for (let at = 0; at <= text.length;) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    let line = text.slice(at, end)
    at = end + 1
    const feed = line.includes('\f')
    if (feed) {
      pending += line.split('\f').length - 1
      line = line.replaceAll('\f', '')
    }
    const blank = line.trim() === ''
    const full =
      lines.length >= longestGroup &&
      (/[.!?。]["'”’»)\]]*\s*$/.test(lines.at(-1) ?? '') || lines.length >= 2 * longestGroup)
    if ((blank || feed || full) && lines.length > 0) {
      yield { lines, feeds, at: end }
      lines = []
      feeds = 0
    }
    if (!blank) {
      if (lines.length === 0) {
        feeds = pending
        pending = 0
      }
      lines.push(line)
    }
  }
  if (lines.length > 0) yield { lines, feeds, at: text.length }
}

/** What a text says about itself, and what it looks like. */
async function describe(source: Source, text: string): Promise<Metadata> {
  const found = header(text.slice(0, 8_000))
  const sample = text.slice(0, 20_000)
  const language = found.language ?? (await detectLanguage(sample))
  const direction = directionOf(sample)
  return {
    title: found.title ?? titleFromName(source.name),
    authors: found.authors,
    ...(language === undefined ? {} : { language }),
    ...(direction === 'rtl' ? { direction } : {}),
  }
}

/** @throws {AppError} `no-text` for a file of nothing but white space */
export const importText: Importer = async function* (source: Source): AsyncGenerator<ImportEvent> {
  const decoded = decodeText(source.bytes, { kind: 'text', ...charset(source.mime) })
  const text = decoded.text
    .replace(/\r\n?|\u2028|\u0085/g, '\n')
    .replaceAll('\0', '')
    .replaceAll('\x1a', '')
  if (text.trim() === '') throw new AppError('no-text', 'The file holds no text.', { reason: 'no-text' })
  const metadata = await describe(source, text)
  yield { type: 'metadata', format: 'text', metadata }

  const flow = new Flow(metadata.language)
  const shape = textShape(text.slice(0, sampleLength))
  const vocabulary = text.slice(0, 5 * sampleLength)
  const context: TextContext = {
    flow,
    shape,
    known: (word) => vocabulary.includes(word),
    listNumber: 0,
  }
  const boilerplate = new Boilerplate(hasGutenbergHead(text.slice(0, headLength)))
  const hasPages = text.includes('\f')
  if (hasPages) flow.page('1')
  let page = 1
  let reported = 0
  let previous: ReturnType<typeof take> | undefined
  const take = (group: { lines: string[]; feeds: number; at: number }) => ({
    ...group,
    heading: groupHeading(group.lines, shape),
  })
  const write = (group: NonNullable<typeof previous>, next: typeof previous) => {
    for (let feed = 0; feed < group.feeds; feed++) {
      page++
      if (feed === group.feeds - 1) flow.page(String(page))
    }
    // Chapter headings one after another, with nothing between them, are a list of contents.
    const listed =
      next?.heading !== undefined &&
      next.heading === group.heading &&
      next.lines.length === group.lines.length &&
      sameWord(group.lines[0]!, next.lines[0]!)
    writeGroup(group.lines, context, !listed)
  }
  for (const raw of groups(text)) {
    const group = take(raw)
    if (previous) write(previous, group)
    previous = group
    yield* marked(flow.batch())
    if (group.at - reported >= progressStep) {
      reported = group.at
      yield { type: 'progress', done: group.at / text.length }
    }
  }
  if (previous) write(previous, undefined)
  yield* marked(flow.rest())

  async function* marked(events: AsyncIterable<ImportEvent>): AsyncGenerator<ImportEvent> {
    for await (const event of events) {
      if (event.type === 'blocks') boilerplate.mark(event.blocks)
      yield event
    }
  }
}

const sameWord = (one: string, other: string) =>
  /^\s*(\p{L}+)/u.exec(one)?.[1]?.toLowerCase() === /^\s*(\p{L}+)/u.exec(other)?.[1]?.toLowerCase()

function charset(mime: string | undefined): { declared?: string } {
  const label = /charset\s*=\s*["']?([\w.:-]+)/i.exec(mime ?? '')?.[1]
  return label === undefined ? {} : { declared: label }
}

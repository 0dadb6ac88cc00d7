/**
 * OpenDocument texts (ODT, and flat FODT), read element by element by our own walker: see docs/adr/0011.
 *
 * Deleted text lies apart in `text:tracked-changes` and is left out with comments, macros and hidden text; notes are
 * written after the text, in the order of their references.
 */
import type { Metadata } from '../contract/document.ts'
import type { Importer, ImportEvent } from '../contract/import.ts'
import { AppError } from '../rpc/failure.ts'
import type { BlockShape } from './block-writer.ts'
import { decodeText } from './encoding.ts'
import { Flow } from './flow.ts'
import { detectLanguage } from './language.ts'
import { lists, OdtBody } from './odt-body.ts'
import { OdtStyles } from './odt-styles.ts'
import { OdtText } from './odt-text.ts'
import { writeRunning } from './office-running.ts'
import { pictureAsset } from './picture.ts'
import { titleFromName } from './text.ts'
import {
  childElement,
  childElements,
  descendants,
  type XmlElement,
  xmlPieces,
  xmlText,
  xmlTree,
} from './xml-stream.ts'
import { type Archive, openArchive } from './zip.ts'

const containers = new Set([
  'document-content', 'document', 'body', 'text', 'section', 'index-body', 'table-of-content', 'alphabetical-index',
]) // prettier-ignore
const readAtOnce = 3_000_000
const sampleLength = 400_000
const mostAssetBytes = 16 * 1024 * 1024

function parse(bytes: Uint8Array): string {
  const { text } = decodeText(bytes, { kind: 'xml' })
  // OpenOffice 1 wrote a document type without entities of its own; one that declares them is not from any office.
  if (/<!ENTITY/i.test(text.slice(0, 8_000)))
    throw new AppError('damaged', 'The document declares entities, which no text document does.', {
      reason: 'xml-entities',
    })
  return text
}

async function part(archive: Archive | undefined, name: string): Promise<XmlElement | undefined> {
  try {
    const bytes = await archive?.read(name)
    return bytes === undefined ? undefined : xmlTree(parse(bytes))
  } catch (error) {
    if (error instanceof AppError && error.code === 'too-large') throw error
    return undefined // a broken side part costs its styles, not the text
  }
}

async function refuseEncrypted(archive: Archive): Promise<void> {
  const manifest = await archive.text('META-INF/manifest.xml').catch(() => undefined)
  if (
    archive.names().includes('encrypted-package') ||
    (manifest !== undefined && /<(?:\w+:)?encryption-data\b/.test(manifest))
  )
    throw new AppError('protected', 'The document is protected with a password. Save it without one.', {
      reason: 'office-encrypted',
    })
}

function metaFields(root: XmlElement | undefined): {
  title?: string
  author?: string
  language?: string
  description?: string
} {
  const meta = root?.name === 'meta' ? root : childElement(root, 'meta')
  const field = (name: string) => xmlText(childElement(meta, name)).replace(/\s+/g, ' ').trim()
  const found: Record<string, string> = {}
  const author = field('initial-creator') || field('creator')
  for (const [name, value] of Object.entries({
    title: field('title'),
    author,
    language: field('language').toLowerCase(),
    description: field('description'),
  }))
    if (value !== '') found[name] = value
  return found
}

async function describe(
  xml: string,
  styles: OdtStyles,
  meta: ReturnType<typeof metaFields>,
  name: string,
): Promise<Metadata> {
  const body = /<office:text\b[\s\S]*/.exec(xml.slice(0, sampleLength))?.[0] ?? ''
  const text = body
    .replace(/<text:tracked-changes>[\s\S]*?<\/text:tracked-changes>/g, '')
    .replace(/<\/text:[ph]>/g, '\n')
    .replace(/<[^>]*>/g, '')
  const detected = await detectLanguage(text.slice(0, 20_000))
  const declared = meta.language ?? styles.defaultLanguage
  const agrees =
    declared === undefined || detected === undefined || declared.split('-')[0] === detected.split('-')[0]
  const language = meta.language ?? (agrees ? (declared ?? detected) : detected)
  return {
    title: meta.title ?? titleFromName(name),
    authors: meta.author === undefined ? [] : [meta.author],
    ...(language === undefined ? {} : { language }),
    ...(meta.description === undefined ? {} : { description: meta.description }),
  }
}

/** Formulas are documents of their own inside the archive; those of this piece are fetched before it is written. */
async function fetchFormulas(
  element: XmlElement,
  archive: Archive | undefined,
  into: Map<string, string>,
): Promise<void> {
  for (const object of descendants(element, 'object')) {
    const path = (object.attributes['href'] ?? '').replace(/^\.\//, '')
    const inline = childElement(object, 'math')
    if (inline || into.has(path) || !archive) continue
    const xml = await archive.text(`${path}/content.xml`).catch(() => undefined)
    if (xml !== undefined && /^\s*(?:<\?[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<(?:\w+:)?math\b/.test(xml))
      into.set(path, xml.replace(/<(\/?)\w+:(?=\w)/g, '<$1'))
  }
}

/** @throws {AppError} `damaged`, `protected`, `too-large`, `no-text` */
export const importOdt: Importer = async function* (source): AsyncGenerator<ImportEvent> {
  const zipped = source.bytes[0] === 0x50 && source.bytes[1] === 0x4b
  const archive = zipped ? await openArchive(source.bytes) : undefined
  if (archive) await refuseEncrypted(archive)
  const content = archive ? await archive.read('content.xml') : source.bytes
  if (!content) throw new AppError('damaged', 'The file holds no document.', { reason: 'odt-no-document' })
  const xml = parse(content)

  const styles = new OdtStyles()
  const stylesRoot = await part(archive, 'styles.xml')
  for (const holder of childElements(stylesRoot)) styles.add(holder)
  // What stands before the text: styles of its own, and in flat files everything else too.
  let flatMeta: XmlElement | undefined
  for (const { element, inside } of xmlPieces(xml, containers)) {
    if (inside.includes('body')) break
    if (element.name === 'meta') flatMeta = element
    else styles.add(element)
  }
  const metadata = await describe(
    xml,
    styles,
    metaFields(flatMeta ?? (await part(archive, 'meta.xml'))),
    source.name,
  )
  yield { type: 'metadata', format: 'odt', metadata }

  const flow = new Flow(metadata.language, xml.length <= readAtOnce)
  const formulas = new Map<string, string>()
  const names = new Set(archive?.names())
  const standard = styles.defaultLanguage
  const distrusted = standard?.split('-')[0] === metadata.language?.split('-')[0] ? undefined : standard
  const text = new OdtText(flow, styles, formulas, distrusted)
  const body = new OdtBody(flow, styles, text, (path) => names.has(path) && pictureAsset(path) !== undefined)
  const sent = new Set<string>()
  async function* pictures(): AsyncGenerator<ImportEvent> {
    for (const path of body.pictures) {
      if (sent.has(path)) continue
      sent.add(path)
      const mime = pictureAsset(path)
      const bytes = await archive?.read(path).catch(() => undefined)
      if (mime !== undefined && bytes && bytes.length > 0 && bytes.length <= mostAssetBytes)
        yield { type: 'asset', id: path, mime, bytes }
    }
  }
  const write = async (element: XmlElement, shape?: BlockShape) => {
    await fetchFormulas(element, archive, formulas)
    body.write(element, shape)
  }

  if (xml.includes('soft-page-break')) flow.page('1')
  const hidden = (name: string, attributes: Readonly<Record<string, string>>) =>
    name === 'text:section' && attributes['text:display'] === 'none'
  let reported = 0
  for (const { element, inside, done } of xmlPieces(xml, containers, hidden)) {
    if (!inside.includes('body')) continue
    flow.writer.matter = inside.map((name) => lists.get(name)).find(Boolean)
    await write(element)
    yield* pictures()
    yield* flow.batch()
    if (done - reported >= 0.05) {
      reported = done
      yield { type: 'progress', done: done * 0.95 }
    }
  }
  body.finish()
  // Notes may hold notes: the list grows while it is read.
  for (const { key, mark, body: note } of text.notes) {
    let shape: BlockShape = { kind: 'footnote', note: key, marker: mark.slice(0, 40) || undefined }
    for (const child of childElements(note)) {
      await write(child, shape)
      shape = { kind: 'footnote', note: key }
    }
    yield* pictures()
    yield* flow.batch()
  }
  writeRunning(
    flow,
    childElements(childElement(stylesRoot, 'master-styles'), 'master-page').flatMap((page) =>
      childElements(page).filter(({ name }) => /^(?:header|footer)(?:-left|-first)?$/.test(name)),
    ),
  )
  yield* flow.rest()
  if (flow.sent === 0) throw new AppError('no-text', 'The document holds no text.', { reason: 'no-text' })
}

/**
 * Word documents (DOCX, transitional and strict), read by our own walker: see docs/adr/0011.
 *
 * The document part is read element by element, so that the first paragraphs come while the rest is still XML. Text is
 * taken as a reader of the final version would see it: insertions in, deletions out, no comments;
 * headers and footers once, behind the text.
 */
import type { Metadata } from '../contract/document.ts'
import type { ImportEvent, Importer } from '../contract/import.ts'
import { AppError } from '../rpc/failure.ts'
import type { BlockShape } from './block-writer.ts'
import { DocxBody } from './docx-body.ts'
import type { Relation } from './docx-drawing.ts'
import { DocxRuns } from './docx-runs.ts'
import { Numbering, Styles } from './docx-styles.ts'
import { decodeText } from './encoding.ts'
import { Flow } from './flow.ts'
import { detectLanguage } from './language.ts'
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

const containers = new Set(['document', 'body'])
/** Documents of up to so many characters of XML are read at once, and links forward in them are closed. */
const readAtOnce = 3_000_000
/** What languages are counted and guessed by, in characters of XML. */
const sampleLength = 400_000
/** Headers and footers that are looked at; a part is read once, however many sections show it. */
const mostMargins = 300

/** XML of a part as text; undefined if there is none. @throws {AppError} `damaged` for a document type: Office writes none. */
async function xmlPart(archive: Archive, name: string | undefined): Promise<string | undefined> {
  const bytes = name === undefined ? undefined : await archive.read(name)
  if (!bytes) return undefined
  const { text } = decodeText(bytes, { kind: 'xml' })
  if (/<!DOCTYPE|<!ENTITY/i.test(text.slice(0, 4_000)))
    throw new AppError('damaged', 'The document declares entities, which no Word document does.', {
      reason: 'xml-entities',
    })
  return text
}

async function treePart(archive: Archive, name: string | undefined): Promise<XmlElement | undefined> {
  const xml = await xmlPart(archive, name).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'too-large') throw error
    return undefined // a broken side part costs its styles, not the text
  })
  return xml === undefined ? undefined : xmlTree(xml)
}

/** `target` as seen from the part `from`; never outside the archive, whose names are only keys. */
function resolve(from: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts = from.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.' && step !== '') parts.push(step)
  }
  return parts.join('/')
}

interface Typed extends Relation {
  readonly type: string
}

async function relationsOf(archive: Archive, part: string): Promise<Map<string, Typed>> {
  const folder = part.split('/').slice(0, -1)
  const name = [...folder, '_rels', `${part.split('/').at(-1) ?? ''}.rels`].join('/')
  const found = new Map<string, Typed>()
  for (const element of childElements(await treePart(archive, name), 'Relationship')) {
    const { Id = '', Target = '', TargetMode = '', Type = '' } = element.attributes
    const external = TargetMode === 'External'
    found.set(Id, {
      target: external ? Target : resolve(part, Target),
      external,
      type: Type.replace(/^.*\//, ''),
    })
  }
  return found
}

/** The main part: by relation, else by its usual name, else by its looks. */
async function mainPart(archive: Archive): Promise<string> {
  const names = archive.names()
  const relation = [...(await relationsOf(archive, '')).values()].find(
    ({ type }) => type === 'officeDocument',
  )?.target
  const found = [
    relation,
    'word/document.xml',
    names.find((name) => /(^|\/)document\d*\.xml$/i.test(name)),
  ].find((name) => name !== undefined && names.includes(name))
  if (found === undefined)
    throw new AppError('damaged', 'The file holds no document.', { reason: 'docx-no-document' })
  return found
}

/** Notes by key (`footnote-2`), as their part has them. */
function notesOf(
  root: XmlElement | undefined,
  kind: 'footnote' | 'endnote',
  into: Map<string, XmlElement>,
): void {
  for (const note of childElements(root, kind)) {
    const type = note.attributes['type']
    if (type === undefined || type === 'normal') into.set(`${kind}-${note.attributes['id'] ?? ''}`, note)
  }
}

/** Most text that says its language decides; the template's default counts only if the text agrees with it. */
async function languages(
  xml: string,
  styles: Styles,
  declared: string | undefined,
): Promise<{ language: string | undefined; trustDefaults: boolean }> {
  const sample = xml.slice(0, sampleLength)
  const counts = new Map<string, number>()
  for (const [, tag] of sample.matchAll(/<w:lang\b[^>]*?\bw:val="([A-Za-z-]{2,35})"/g))
    if (tag) counts.set(tag.toLowerCase(), (counts.get(tag.toLowerCase()) ?? 0) + 1)
  const runs = (sample.match(/<w:r[ >]/g) ?? []).length
  const standard = childElement(styles.defaults, 'lang')?.attributes['val']?.toLowerCase()
  const text = sample
    .replace(/<w:(?:instrText|delText)\b[^>]*>[^<]*/g, '')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '')
  const detected = await detectLanguage(text.slice(0, 20_000))
  // Runs that say nothing are in the template's language.
  const marked = [...counts.values()].reduce((sum, times) => sum + times, 0)
  if (standard !== undefined) counts.set(standard, (counts.get(standard) ?? 0) + Math.max(0, runs - marked))
  const frequent = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
  const said = declared ?? frequent
  const agrees = said === undefined || detected === undefined || said.split('-')[0] === detected.split('-')[0]
  return {
    language: agrees
      ? (said ?? detected)
      : frequent !== undefined && frequent.split('-')[0] === detected.split('-')[0]
        ? frequent
        : detected,
    trustDefaults:
      standard === undefined || detected === undefined || standard.split('-')[0] === detected.split('-')[0],
  }
}

async function describe(
  archive: Archive,
  xml: string,
  styles: Styles,
  name: string,
): Promise<{ metadata: Metadata; trustDefaults: boolean }> {
  const relation = [...(await relationsOf(archive, '')).values()].find(
    ({ type }) => type === 'core-properties',
  )?.target
  const core = await treePart(archive, relation ?? 'docProps/core.xml')
  const field = (tag: string) => xmlText(childElement(core, tag)).replace(/\s+/g, ' ').trim() || undefined
  const declared = field('language')?.toLowerCase()
  const { language, trustDefaults } = await languages(
    xml,
    styles,
    declared !== undefined && /^[a-z]{2,3}(-[a-z0-9]+)*$/.test(declared) ? declared : undefined,
  )
  const description = field('description')
  const author = field('creator')
  const metadata: Metadata = {
    title: field('title') ?? titleParagraph(xml, styles) ?? titleFromName(name),
    authors: author === undefined ? [] : author.split(/\s*;\s*/).filter(Boolean),
    ...(language === undefined ? {} : { language }),
    ...(description === undefined ? {} : { description }),
  }
  return { metadata, trustDefaults }
}

/** The paragraph in the style “Title”, if one stands near the beginning. */
function titleParagraph(xml: string, styles: Styles): string | undefined {
  let seen = 0
  for (const { element } of xmlPieces(xml.slice(0, 100_000), containers)) {
    if (++seen > 20) return undefined
    const id = childElement(childElement(element, 'pPr'), 'pStyle')?.attributes['val']
    if (
      id === undefined ||
      !(/^title$/i.test(id) || styles.chain(id).some(({ name }) => /^title$/i.test(name)))
    )
      continue
    let text = ''
    for (const part of descendants(element, 't')) text += xmlText(part)
    if (text.trim() !== '') return text.replace(/\s+/g, ' ').trim()
  }
  return undefined
}

/** @throws {AppError} `damaged`, `protected`, `too-large`, `no-text` */
export const importDocx: Importer = async function* (source): AsyncGenerator<ImportEvent> {
  const archive = await openArchive(source.bytes)
  const main = await mainPart(archive)
  const xml = await xmlPart(archive, main)
  if (xml === undefined)
    throw new AppError('damaged', 'The file holds no document.', { reason: 'docx-no-document' })
  const relations = await relationsOf(archive, main)
  const partOf = (type: string) =>
    [...relations.values()].find((relation) => relation.type === type && !relation.external)?.target
  const styles = new Styles(await treePart(archive, partOf('styles')))
  const numbering = new Numbering(await treePart(archive, partOf('numbering')))
  const { metadata, trustDefaults } = await describe(archive, xml, styles, source.name)
  yield { type: 'metadata', format: 'docx', metadata }

  const flow = new Flow(metadata.language, xml.length <= readAtOnce)
  const names = new Set(archive.names())
  const runs = new DocxRuns(flow, styles, { trustDefaults, laidOut: xml.includes('lastRenderedPageBreak') })
  const hasPicture = (path: string) => names.has(path) && pictureAsset(path) !== undefined
  const body = new DocxBody(flow, { styles, numbering, part: { relations }, hasPicture }, runs)
  const sent = new Set<string>()
  async function* pictures(): AsyncGenerator<ImportEvent> {
    for (const path of body.pictures) {
      if (sent.has(path)) continue
      sent.add(path)
      const mime = pictureAsset(path)
      const bytes = mime === undefined ? undefined : await archive.read(path).catch(() => undefined)
      if (mime !== undefined && bytes && bytes.length > 0 && bytes.length <= 16 * 1024 * 1024)
        yield { type: 'asset', id: path, mime, bytes }
    }
  }

  if (xml.includes('lastRenderedPageBreak') || /w:type="page"/.test(xml)) flow.page('1')
  let reported = 0
  for (const { element, done } of xmlPieces(xml, containers)) {
    body.write(element)
    yield* pictures()
    yield* flow.batch()
    if (done - reported >= 0.05) {
      reported = done
      yield { type: 'progress', done: done * 0.95 }
    }
  }
  body.finish()

  const notes = new Map<string, XmlElement>()
  for (const kind of ['footnote', 'endnote'] as const) {
    const part = partOf(`${kind}s`)
    if (part === undefined || runs.notes.length === 0) continue
    notesOf(await treePart(archive, part), kind, notes)
  }
  const noteRelations = {
    footnote: await relationsOf(archive, partOf('footnotes') ?? ''),
    endnote: await relationsOf(archive, partOf('endnotes') ?? ''),
  }
  const numbers = { footnote: 0, endnote: 0 }
  // Notes may refer to notes: the list grows while it is read.
  for (const key of runs.notes) {
    const kind = key.startsWith('footnote') ? 'footnote' : 'endnote'
    const note = notes.get(key)
    numbers[kind]++
    if (!note) continue
    body.enter({ relations: noteRelations[kind] })
    let shape: BlockShape = { kind: 'footnote', note: key, marker: String(numbers[kind]) }
    for (const child of childElements(note)) {
      body.write(child, shape)
      if (flow.hasText || child.name === 'p') shape = { kind: 'footnote', note: key }
    }
    body.finish()
    yield* pictures()
    yield* flow.batch()
  }
  const margins = [...relations.values()].flatMap(({ type, target, external }) =>
    !external && (type === 'header' || type === 'footer') ? [target] : [],
  )
  const running: XmlElement[] = []
  for (const target of [...new Set(margins)].slice(0, mostMargins)) {
    const part = await treePart(archive, target)
    if (part) running.push(part)
  }
  writeRunning(flow, running)
  yield* flow.rest()
  if (flow.sent === 0) throw new AppError('no-text', 'The document holds no text.', { reason: 'no-text' })
}

/** The package of an EPUB: what it is called, who wrote it, which files it has and in what order they are read. */
import type { Metadata } from '../contract/document.ts'
import { AppError } from '../rpc/failure.ts'
import { NameIndex, resolveName } from './archive-path.ts'
import { decodeText } from './encoding.ts'
import { normalLanguage } from './markup-elements.ts'
import {
  attribute,
  children,
  elements,
  find,
  localName,
  parseMarkup,
  plainText,
  type Element,
} from './markup-tree.ts'
import { matterOfTypes, type Matter } from './matter.ts'
import { isRightToLeft, tidyDescription, tidyTitle, titleFromFile } from './metadata-text.ts'
import type { Archive } from './zip.ts'

export interface PackageItem {
  readonly id: string
  /** Entry of the archive; it may be missing there. */
  readonly name: string
  readonly mediaType: string
  readonly properties: ReadonlySet<string>
  readonly fallback: string | undefined
  /** Id of the media overlay that reads it. */
  readonly overlay: string | undefined
}

export interface EpubPackage {
  readonly name: string
  readonly metadata: Metadata
  readonly items: ReadonlyMap<string, PackageItem>
  /** Items in the order they are read; ids without an item are left out and counted. */
  readonly spine: readonly { readonly item: PackageItem; readonly linear: boolean }[]
  readonly missing: number
  readonly nav: PackageItem | undefined
  readonly ncx: PackageItem | undefined
  readonly cover: PackageItem | undefined
  /** A page that shows the cover, for books that do not name the picture. */
  readonly coverPage: string | undefined
  readonly fixedLayout: boolean
  /** Files that the guide of an EPUB 2 calls front or back matter as a whole. */
  readonly matter: ReadonlyMap<string, Matter>
}

/** The entry of the package, as `META-INF/container.xml` says; else the only one there is. */
export async function packageName(archive: Archive, names: NameIndex): Promise<string> {
  const found = names.find('META-INF/container.xml')
  const container = found === undefined ? undefined : await archive.read(found)
  if (container !== undefined) {
    const root = parseMarkup(decodeText(container, { kind: 'xml' }).text, 'xml')
    for (const element of elements(root)) {
      if (localName(element) !== 'rootfile') continue
      const type = element.attribs['media-type']
      if (type !== undefined && type !== 'application/oebps-package+xml') continue
      const path = element.attribs['full-path'] ?? ''
      const name = resolveName(path, '') ?? resolveName(path.replaceAll('%', '%25'), '')
      if (name === undefined)
        throw new AppError('damaged', 'The book points to a file outside of itself.', {
          reason: 'epub-damaged',
        })
      const known = names.find(name)
      if (known !== undefined) return known
    }
  }
  const packages = archive.names().filter((name) => /\.opf$/i.test(name))
  const [only] = packages.toSorted((one, other) => one.split('/').length - other.split('/').length)
  if (only === undefined)
    throw new AppError('damaged', 'The book has no package file that says what is in it.', {
      reason: 'epub-damaged',
    })
  return only
}

export async function readPackage(archive: Archive, names: NameIndex, file: string): Promise<EpubPackage> {
  const name = await packageName(archive, names)
  const bytes = await archive.read(name)
  const root = parseMarkup(decodeText(bytes ?? new Uint8Array(), { kind: 'xml' }).text, 'xml')
  const top = find(root, 'package') ?? root
  const items = readItems(find(top, 'manifest'), name, names)
  const spineElement = find(top, 'spine')
  const spine: { item: PackageItem; linear: boolean }[] = []
  let missing = 0
  for (const reference of spineElement === undefined ? [] : children(spineElement, 'itemref')) {
    const item = items.get(reference.attribs['idref'] ?? '')
    if (item === undefined) missing += 1
    else spine.push({ item, linear: reference.attribs['linear']?.trim().toLowerCase() !== 'no' })
  }
  if (spine.length === 0)
    throw new AppError('damaged', 'The book does not say in what order it is read.', {
      reason: 'epub-damaged',
    })
  const metadata = find(top, 'metadata')
  const entries = metadata === undefined ? [] : [...elements(metadata)]
  const guide = find(top, 'guide')
  const coverReference =
    guide &&
    children(guide, 'reference').find((one) => /^(?:other\.ms-)?cover/i.test(one.attribs['type'] ?? ''))
  const matter = new Map<string, Matter>()
  for (const { attribs } of guide === undefined ? [] : children(guide, 'reference')) {
    const kind = matterOfTypes(attribs['type'] ?? '')
    const href = attribs['href'] ?? ''
    const file = kind === undefined || href.includes('#') ? undefined : resolveName(href, name)
    if (kind !== undefined && file !== undefined) matter.set(names.find(file) ?? file, kind)
  }
  const ncxId = spineElement?.attribs['toc']
  return {
    name,
    matter,
    metadata: readMetadata(entries, top, spineElement, file),
    items,
    spine,
    missing,
    nav: [...items.values()].find((item) => item.properties.has('nav')),
    ncx:
      (ncxId === undefined ? undefined : items.get(ncxId)) ??
      [...items.values()].find(
        (item) => item.mediaType === 'application/x-dtbncx+xml' || /\.ncx$/i.test(item.name),
      ),
    cover: coverItem(items, entries),
    coverPage:
      coverReference === undefined ? undefined : resolveName(coverReference.attribs['href'] ?? '', name),
    fixedLayout: entries.some(
      (entry) =>
        (entry.attribs['property'] === 'rendition:layout' && plainText(entry) === 'pre-paginated') ||
        (entry.attribs['name'] === 'fixed-layout' && entry.attribs['content'] === 'true'),
    ),
  }
}

function readItems(manifest: Element | undefined, from: string, names: NameIndex): Map<string, PackageItem> {
  const items = new Map<string, PackageItem>()
  for (const element of manifest === undefined ? [] : children(manifest, 'item')) {
    const { id, href } = element.attribs
    if (id === undefined || href === undefined || items.has(id)) continue
    // Some packers forget to escape a per cent sign; the name as it stands is tried then.
    const name = resolveName(href, from)
    const known =
      (name === undefined ? undefined : names.find(name)) ??
      names.find(resolveName(href.replaceAll('%', '%25').replaceAll('#', '%23'), from) ?? '')
    if (known === undefined && name === undefined) continue
    items.set(id, {
      id,
      name: known ?? name ?? href,
      mediaType: (element.attribs['media-type'] ?? '').trim().toLowerCase(),
      properties: new Set((element.attribs['properties'] ?? '').split(/\s+/)),
      fallback: element.attribs['fallback'],
      overlay: element.attribs['media-overlay'],
    })
  }
  return items
}

function coverItem(
  items: ReadonlyMap<string, PackageItem>,
  entries: readonly Element[],
): PackageItem | undefined {
  const isPicture = (item: PackageItem | undefined) =>
    item !== undefined &&
    (item.mediaType.startsWith('image/') || /\.(?:jpe?g|png|gif|webp|svg)$/i.test(item.name))
      ? item
      : undefined
  for (const item of items.values()) if (item.properties.has('cover-image')) return isPicture(item)
  const named = entries.find((entry) => localName(entry) === 'meta' && entry.attribs['name'] === 'cover')
  const content = named?.attribs['content'] ?? ''
  return (
    isPicture(items.get(content)) ??
    isPicture([...items.values()].find((item) => /^cover(?:[-_.]?ima?ge?)?$/i.test(item.id)))
  )
}

function readMetadata(
  entries: readonly Element[],
  top: unknown,
  spine: Element | undefined,
  file: string,
): Metadata {
  /** What `meta refines="#id" property="…"` says about an entry. */
  const refined = (entry: Element, property: string): string | undefined => {
    const { id } = entry.attribs
    if (id === undefined) return undefined
    const meta = entries.find(
      (one) => one.attribs['refines']?.trim() === `#${id}` && one.attribs['property']?.trim() === property,
    )
    return meta && plainText(meta)
  }
  const all = (name: string) =>
    entries.filter((entry) => localName(entry) === name && plainText(entry) !== '')
  const order = (entry: Element) => Number(refined(entry, 'display-seq') ?? 'NaN')
  const sorted = (list: Element[]) =>
    list.some((entry) => order(entry) > 0)
      ? list.toSorted(
          (one, other) => (order(one) || Number.MAX_SAFE_INTEGER) - (order(other) || Number.MAX_SAFE_INTEGER),
        )
      : list

  const titles = all('title')
  const main = titles.find((entry) => refined(entry, 'title-type') === 'main') ?? sorted(titles)[0]
  const title = main === undefined ? '' : tidyTitle(plainText(main))
  const role = (entry: Element) => (attribute(entry, 'role') ?? refined(entry, 'role') ?? 'aut').toLowerCase()
  const creators = sorted(all('creator'))
  const writers = creators.filter((entry) => role(entry) === 'aut')
  const authors = new Set(
    (writers.length > 0 ? writers : creators).map((entry) => tidyTitle(plainText(entry))),
  )
  const [first] = all('language')
  const language = first === undefined ? undefined : normalLanguage(plainText(first))
  const [publisher] = all('publisher')
  const [description] = all('description')
  const metadata: Metadata = { title: title || titleFromFile(file), authors: [...authors] }
  if (language !== undefined) metadata.language = language
  if (publisher !== undefined) metadata.publisher = tidyTitle(plainText(publisher))
  if (description !== undefined) metadata.description = tidyDescription(plainText(description))
  const direction = (top as Partial<Element>).attribs?.['dir']
  // Pages of a Japanese book turn to the right too: only the language tells whether its lines do.
  const turning = spine?.attribs['page-progression-direction']
  if (isRightToLeft(language) || (direction === 'rtl' && turning !== 'ltr' && language === undefined))
    metadata.direction = 'rtl'
  return metadata
}

/** The package document: metadata, also about accessibility, every file, and the order of reading. */
import { blockText } from '../contract/document.ts'
import { isShown } from './epub-blocks.ts'
import {
  canShow,
  clip,
  type EpubBook,
  type EpubPicture,
  inPackage,
  type Laid,
  lit,
  number3,
  overlayPath,
  picturePath,
  soundPath,
  textPath,
  xmlHead,
} from './epub-book.ts'
import { attributes, languageAttributes, validLanguage, xmlText } from './xml.ts'

const duration = (laid: Pick<Laid, 'pars'>) => laid.pars.reduce((sum, { start, end }) => sum + end - start, 0)

export function packageFile(
  book: EpubBook,
  laid: readonly Laid[],
  sounding: readonly Laid[],
  pictures: readonly EpubPicture[],
  hasPages: boolean,
): string {
  const { metadata, identifier } = book
  const heard = new Set(sounding.map(({ index }) => index))
  const meta = (property: string, value: string, refines?: string) =>
    `<meta${attributes({ property, refines })}>${xmlText(value)}</meta>`
  const silent = laid.some(({ chapter, pars }) => {
    const said = new Set(pars.map(({ number }) => number))
    return chapter.blocks.some(
      (block, offset) =>
        isShown({ block, spoken: [] }) && blockText(block).trim() !== '' && !said.has(chapter.from + offset),
    )
  })
  const rows = [
    `<dc:identifier id="id">urn:uuid:${identifier}</dc:identifier>`,
    `<dc:title>${xmlText(metadata.title)}</dc:title>`,
    `<dc:language>${xmlText(validLanguage(book.language) ?? 'und')}</dc:language>`,
    ...metadata.authors.map((author) => `<dc:creator>${xmlText(author)}</dc:creator>`),
    metadata.publisher && `<dc:publisher>${xmlText(metadata.publisher)}</dc:publisher>`,
    metadata.description && `<dc:description>${xmlText(metadata.description)}</dc:description>`,
    `<dc:source>${xmlText(book.source)}</dc:source>`,
    meta('dcterms:modified', book.modified),
    ...sounding.map((each) => meta('media:duration', clip(duration(each)), `#o${number3(each.index)}`)),
    sounding.length > 0 &&
      meta('media:duration', clip(sounding.reduce((sum, each) => sum + duration(each), 0))),
    sounding.length > 0 && meta('media:active-class', lit),
    sounding.length > 0 && meta('media:narrator', 'Lectern (synthetic voice)'),
    meta('schema:accessMode', 'textual'),
    sounding.length > 0 && meta('schema:accessMode', 'auditory'),
    pictures.length > 0 && meta('schema:accessMode', 'visual'),
    meta('schema:accessModeSufficient', 'textual'),
    sounding.length > 0 && !silent && meta('schema:accessModeSufficient', 'auditory'),
    ...[
      'tableOfContents',
      'readingOrder',
      'structuralNavigation',
      'displayTransformability',
      sounding.length > 0 && 'synchronizedAudioText',
      pictures.length > 0 && 'alternativeText',
      hasPages && 'printPageNumbers',
    ].map((feature) => feature && meta('schema:accessibilityFeature', feature)),
    meta('schema:accessibilityHazard', 'noFlashingHazard'),
    meta('schema:accessibilityHazard', 'noMotionSimulationHazard'),
    meta('schema:accessibilityHazard', 'noSoundHazard'),
    meta(
      'schema:accessibilitySummary',
      sounding.length > 0
        ? 'Text with a synthetic voice, synchronised sentence by sentence. Made by Lectern.'
        : 'Text with headings and a table of contents. Made by Lectern.',
    ),
  ]
  const item = (
    id: string,
    href: string,
    mime: string,
    more: Readonly<Record<string, string | undefined>> = {},
  ) => `<item${attributes({ id, href, 'media-type': mime, ...more })}/>`
  const items = [
    item('nav', 'text/nav.xhtml', 'application/xhtml+xml', { properties: 'nav' }),
    item('style', 'style.css', 'text/css'),
    ...laid.map(({ index }) =>
      item(`c${number3(index)}`, textPath(index), 'application/xhtml+xml', {
        'media-overlay': heard.has(index) ? `o${number3(index)}` : undefined,
      }),
    ),
    ...sounding.map(({ index }) => item(`o${number3(index)}`, overlayPath(index), 'application/smil+xml')),
    ...sounding.map(({ index, chapter }) =>
      item(
        `a${number3(index)}`,
        inPackage(soundPath(index, chapter.sound?.ending ?? '')),
        chapter.sound?.mime ?? '',
      ),
    ),
    ...pictures.map(({ mime }, index) =>
      item(`i${number3(index)}`, inPackage(picturePath(index, mime)), mime),
    ),
    book.cover &&
      canShow(book.cover.mime) &&
      item('cover', inPackage(picturePath(-1, book.cover.mime)), book.cover.mime, {
        properties: 'cover-image',
      }),
  ]
  const spine = laid.map(({ index }) => `<itemref idref="c${number3(index)}"/>`)
  const lines = (given: readonly (string | false | undefined)[]) => given.filter(Boolean).join('\n')
  return `${xmlHead}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" prefix="schema: http://schema.org/"${languageAttributes(book.language).replace(/ lang="[^"]*"/, '')}>
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${lines(rows)}
</metadata>
<manifest>
${lines(items)}
</manifest>
<spine${attributes({ 'page-progression-direction': metadata.direction })}>
${lines(spine)}
</spine>
</package>
`
}

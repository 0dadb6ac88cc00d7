/**
 * Web pages and other HTML files: the article, or everything that is to be seen.
 */
import type { Block, Metadata } from '../contract/document.ts'
import type { ImportEvent, Importer, Source } from '../contract/import.ts'
import { blockText } from '../contract/document.ts'
import { AppError } from '../rpc/failure.ts'
import type { Link } from './block-writer.ts'
import { DataPictures } from './data-picture.ts'
import { decodeText } from './encoding.ts'
import { findArticle, type Article } from './html-article.ts'
import { readHead, type PageHead } from './html-head.ts'
import { detectLanguage } from './language.ts'
import { outsideLink, plainLink, treeToBlocks, type MarkupResult } from './markup.ts'
import { Boilerplate } from './matter.ts'
import { normalLanguage } from './markup-elements.ts'
import { parseMarkup, type Syntax } from './markup-tree.ts'
import { isRightToLeft, tidyDescription, tidyTitle, titleFromFile } from './metadata-text.ts'
import { Outline } from './outline.ts'

/** Blocks per event. */
const portion = 500

export const importHtml: Importer = async function* (source, options) {
  const declared = /charset=["']?([\w.:-]+)/i.exec(source.mime ?? '')?.[1]
  const { text } = decodeText(source.bytes, { kind: 'html', ...(declared === undefined ? {} : { declared }) })
  const syntax: Syntax =
    /^\s*<\?xml\b/.test(text.slice(0, 200)) || /\.xht(?:ml)?$/i.test(source.name) ? 'xhtml' : 'html'
  const tree = parseMarkup(text, syntax)
  const head = readHead(tree)
  const article = (options.html ?? 'article') === 'article' ? findArticle(tree, head.sheets) : undefined
  yield* read(source, head, article, async (settings) =>
    article === undefined
      ? treeToBlocks(tree, settings)
      : treeToBlocks(parseMarkup(withHeading(article, head), 'html'), { ...settings, styles: head.sheets }),
  )
}

type Translate = (settings: {
  readonly language: string | undefined
  readonly direction: 'ltr' | 'rtl' | undefined
  readonly link: (href: string) => Link | undefined
  readonly image: (source: string) => string | undefined
}) => Promise<MarkupResult>

async function* read(
  source: Source,
  head: PageHead,
  article: Article | undefined,
  translate: Translate,
): AsyncGenerator<ImportEvent> {
  const pictures = new DataPictures()
  const declared = head.language ?? normalLanguage(article?.language)
  const direction = head.direction ?? (isRightToLeft(declared) ? 'rtl' : undefined)
  const result = await translate({
    language: declared,
    direction,
    link: (href) => pageLink(href, head.base),
    image: (address) => pictures.add(address),
  })
  const { blocks } = result
  if (blocks.length === 0)
    throw new AppError('no-text', `There is no text in “${source.name}”.`, {
      reason: 'no-text',
      data: { name: source.name },
    })
  new Boilerplate().mark(blocks)
  const language = declared ?? result.language ?? (await detectLanguage(sampleOf(blocks)))
  if (declared === undefined && language !== undefined)
    for (const block of blocks) if (block.language === language) delete block.language
  yield {
    type: 'metadata',
    format: 'html',
    metadata: metadataOf(source, head, article, blocks, language, direction),
  }
  const outline = new Outline()
  outline.add(blocks, 0)
  for (let at = 0; at < blocks.length; at += portion) {
    yield { type: 'blocks', blocks: blocks.slice(at, at + portion) }
    yield { type: 'progress', done: Math.min(1, (at + portion) / blocks.length) }
  }
  for (const picture of pictures.used(result.images)) yield { type: 'asset', ...picture }
  if (outline.entries.length > 0) yield { type: 'toc', entries: outline.entries }
  if (result.pageMarks.length > 0) yield { type: 'pages', pages: result.pageMarks }
}

function metadataOf(
  source: Source,
  head: PageHead,
  article: Article | undefined,
  blocks: readonly Block[],
  language: string | undefined,
  direction: 'ltr' | 'rtl' | undefined,
): Metadata {
  const heading = blocks.find((block) => block.kind === 'heading')
  const title =
    tidyTitle(article?.title ?? '') ||
    tidyTitle(head.title ?? '') ||
    tidyTitle(heading === undefined ? '' : blockText(heading)) ||
    titleFromFile(source.name)
  const byline = article?.byline ?? head.author
  const metadata: Metadata = { title, authors: byline === undefined ? [] : authorsOf(byline) }
  if (language !== undefined) metadata.language = language
  const publisher = head.siteName ?? article?.siteName
  if (publisher !== undefined) metadata.publisher = tidyTitle(publisher)
  if (head.description !== undefined) metadata.description = tidyDescription(head.description)
  if (direction === 'rtl' || (direction === undefined && isRightToLeft(language))) metadata.direction = 'rtl'
  return metadata
}

/** “By Ada Lovelace and Alan Turing” is two people. */
function authorsOf(byline: string): string[] {
  const names = tidyTitle(byline)
    .replace(/^(?:by|von|par|por|di|door|av)\s+/i, '')
    .split(/\s*(?:;|\band\b|\bund\b|&)\s*/)
    .map((name) => name.replace(/^,|,$/g, '').trim())
  return [...new Set(names.filter((name) => name !== '' && name.length < 200))]
}

/**
 * The article's markup, with the page's heading back above it: Readability takes it out, and a listener wants to hear
 * what begins. Only a heading that stands in the page; nothing is made up.
 */
function withHeading(article: Article, head: PageHead): string {
  const plain = (text: string) =>
    text
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .toLowerCase()
  const title = plain(article.title)
  const heading = head.headings.find((text) => {
    const words = plain(text)
    return (
      words !== '' && title.includes(words) && (title.startsWith(words) || words.length * 2 > title.length)
    )
  })
  if (heading === undefined || plain(article.text).startsWith(plain(heading))) return article.markup
  return `<h1>${heading.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</h1>${article.markup}`
}

function sampleOf(blocks: readonly Block[]): string {
  let sample = ''
  for (const block of blocks) {
    if (block.kind === 'code') continue
    sample += `${blockText(block)}\n`
    if (sample.length > 6_000) break
  }
  return sample
}

/** Links as they are, those within the page, and relative ones where the page says where it came from. */
function pageLink(href: string, base: string | undefined): Link | undefined {
  const plain = plainLink(href, '')
  if (plain !== undefined || base === undefined || /^[a-z][a-z0-9+.-]*:|^#/i.test(href.trim())) return plain
  try {
    return outsideLink(new URL(href.trim(), base).href)
  } catch {
    return undefined
  }
}

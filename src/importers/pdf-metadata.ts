/** Title, authors and language of a PDF, without what producers write there by themselves. */
import type { PdfDocument } from './pdf-library.ts'

export interface PdfFacts {
  readonly title: string | undefined
  readonly authors: readonly string[]
  readonly language: string | undefined
  readonly description: string | undefined
}

const junkTitle =
  /^(?:untitled|title|document\d*|dokument\d*|unbenannt.*|no title|slide \d+|powerpoint[- ].*|presentation\d*|microsoft (?:word|powerpoint|excel)\b.*|[a-z]:\\.*|.*\.(?:docx?|pdf|tex|dvi|indd|rtf|odt|pptx?|xlsx?|qxd|p65|fm|html?|ps|eps|tmp|txt|wpd|pages)|\d+|[\W_]*|about:blank|file:.*|https?:\S+|\(anonymous\)|print)$/i
const junkAuthor =
  /^(?:unknown|anonymous|\(?anonymous\)?|author|admin(?:istrator)?|user|owner|root|default|[\W_]*|microsoft.*)$/i

/** A title that a person gave, or undefined. */
export function realTitle(title: string | undefined): string | undefined {
  const plain = (title ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/^Microsoft (?:Word|PowerPoint) - /, '')
    .trim()
  if (plain === '' || plain.length > 500 || junkTitle.test(plain)) return undefined
  return plain
}

export function splitAuthors(author: string): string[] {
  const parts = /;/.test(author)
    ? author.split(';')
    : /\band\b|&/.test(author)
      ? author.split(/,|\band\b|&/)
      : [author]
  return parts
    .map((part) => part.replace(/[\p{Cc}\s]+/gu, ' ').trim())
    .filter((part) => part !== '' && !junkAuthor.test(part))
}

/** A well-formed language tag in lower case, or undefined. */
export function languageTag(tag: unknown): string | undefined {
  if (typeof tag !== 'string') return undefined
  const plain = tag.trim().replaceAll('_', '-').toLowerCase()
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(plain) &&
    plain !== 'und' &&
    plain !== 'zxx' &&
    plain.length <= 35
    ? plain
    : undefined
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

export async function readFacts(document: PdfDocument): Promise<PdfFacts> {
  let info: Record<string, unknown> = {}
  let xmp: { get(name: string): unknown } | undefined
  try {
    const read = await document.getMetadata()
    info = (read.info ?? {}) as Record<string, unknown>
    xmp = (read.metadata ?? undefined) as typeof xmp
  } catch {
    // a broken information dictionary is as good as none
  }
  const named = (name: string): unknown => {
    try {
      return xmp?.get(name)
    } catch {
      return undefined
    }
  }
  const creators = named('dc:creator')
  const listed = (Array.isArray(creators) ? creators : [creators]).flatMap((name) => text(name) ?? [])
  const author = text(info['Author'])
  const authors = listed.length > 1 || author === undefined ? listed : [author]
  return {
    title: realTitle(text(info['Title'])) ?? realTitle(text(named('dc:title'))),
    authors: [...new Set(authors.flatMap(splitAuthors))].slice(0, 50),
    language: languageTag(info['Language']) ?? languageTag(named('dc:language')),
    description: text(info['Subject'])?.slice(0, 2_000),
  }
}

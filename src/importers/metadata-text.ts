/** Names and titles as strangers wrote them, made safe to stand in a line with other text. */
import { collapse, parseMarkup, plainText } from './markup-tree.ts'

const longestTitle = 1_000

/**
 * White space collapsed, control characters dropped, and characters that turn text round isolated: a title cannot
 * reorder what stands beside it.
 */
export function tidyTitle(text: string): string {
  // oxlint-disable-next-line no-control-regex -- that is what is dropped
  const tidy = collapse(text.replace(/[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u009F]/g, ' ')).slice(
    0,
    longestTitle,
  )
  return /[\u202A-\u202E\u2066-\u2069\u200E\u200F]/.test(tidy) ? `\u2068${balanced(tidy)}\u2069` : tidy
}

/** Without the marks that would end our isolation early. */
function balanced(text: string): string {
  let depth = 0
  let kept = ''
  for (const character of text) {
    if (/[\u2066-\u2068]/.test(character)) depth += 1
    else if (character === '\u2069' && --depth < 0) {
      depth = 0
      continue
    }
    kept += character
  }
  return kept + '\u2069'.repeat(depth)
}

/** A description that may be HTML, as plain text of at most 10,000 units. */
export function tidyDescription(text: string): string {
  const plain = /<[a-z/]/i.test(text)
    ? plainText(parseMarkup(text.replace(/<(?:\/p|br|\/div|\/li)\b[^>]*>/gi, ' $&'), 'html'))
    : collapse(text)
  return plain.slice(0, 10_000)
}

/** The file's name without folders and extension, for a document that has no title. */
export function titleFromFile(name: string): string {
  const base = name.replace(/^.*[/\\]/, '')
  return tidyTitle(base.replace(/\.[a-z0-9]{1,8}$/i, '').replace(/_/g, ' ')) || base || 'Document'
}

const rightToLeft = new Set(['ar', 'he', 'iw', 'fa', 'ur', 'yi', 'ps', 'sd', 'ug', 'dv', 'ckb', 'syr', 'arc'])

/** True for languages that are written from right to left, unless the tag names another script. */
export function isRightToLeft(language: string | undefined): boolean {
  return (
    language !== undefined &&
    rightToLeft.has(language.split('-')[0] ?? '') &&
    !/-(?:latn|cyrl)\b/.test(language)
  )
}

/**
 * Addresses as they stand in the text: URLs with a scheme or without, DOIs, arXiv numbers, e-mail addresses. A link
 * whose text is prose is none: only what is written counts.
 */
import type { Found } from './found.ts'

const scheme = String.raw`(?:https?|ftp|file|gopher|ipfs|magnet|git|ssh|s3):(?:\/\/|\?)|www\d?\.(?=[\p{L}\d-]+\.)`
const domains = String.raw`(?:com|org|net|edu|gov|mil|int|info|io|ai|app|dev|eu|de|at|ch|uk|us|fr|it|es|nl|be|dk|se|no|fi|pl|cz|pt|ie|ru|jp|cn|kr|in|au|nz|ca|br|mx|za|wiki|blog|online|shop|museum|biz|xyz|tv|me|cc|ly|gl|be|to|fm|edu\.au|ac\.uk|co\.uk|gov\.uk|org\.uk|berlin|wien|bayern|hamburg)`
/** In small letters throughout: `Booking.com` and `Node.js` are names. */
const bare = String.raw`(?<![\p{L}\p{N}@./_-])[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?){0,5}\.${domains}(?:(?=[/:?#])|(?![\p{L}\p{N}_-]|\.\p{L}))`
const rest = String.raw`[^\s<>"“”„«»{}|\\^\u0060\ue000]*`
const identifiers = String.raw`(?:doi:\s?|DOI:?\s?|\bdoi\s)?\b10\.\d{4,9}\/[^\s<>"“”„«»]+|\b(?:arXiv|arxiv)\s?:\s?(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:\s?\[[a-z-]+\.[A-Z]{2}\])?`
const url = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:(?:${scheme})${rest})|${identifiers}|${bare}(?:[:/?#]${rest})?`,
  'gu',
)
const email =
  /(?:mailto:)?(?<![\p{L}\p{N}._%+@-])[\p{L}\p{N}](?:[\p{L}\p{N}._%+'-]{0,62}[\p{L}\p{N}_+-])?@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?){1,5}/gu

/** What ends a sentence or closes brackets that opened before the address is not of it. */
function trimmed(address: string): string {
  let end = address.length
  for (;;) {
    const last = address[end - 1]
    if (last === undefined) return ''
    const inner = address.slice(0, end)
    const unmatched = (open: string, close: string): boolean =>
      last === close && inner.split(close).length > inner.split(open).length
    if (/[.,;:!?'’…]/u.test(last) || unmatched('(', ')') || unmatched('[', ']')) end -= 1
    else return inner
  }
}

/** The brackets round an address go with it. */
function withBrackets(text: string, from: number, to: number): { from: number; to: number } {
  const around = `${text[from - 1] ?? ''}${text[to] ?? ''}`
  return around === '<>' || around === '()' || around === '[]' || around === '⟨⟩'
    ? { from: from - 1, to: to + 1 }
    : { from, to }
}

export function addresses(text: string): Found[] {
  const found: Found[] = []
  if (text.includes('@'))
    for (const match of text.matchAll(email))
      found.push({ ...withBrackets(text, match.index, match.index + match[0].length), what: 'emails' })
  if (/[./:]/.test(text))
    for (const match of text.matchAll(url)) {
      const own = trimmed(match[0])
      const from = match.index
      const to = from + own.length
      if (own.length < 4 || found.some((each) => each.what === 'emails' && from < each.to && to > each.from))
        continue
      found.push({ ...withBrackets(text, from, to), what: 'urls' })
    }
  return found.toSorted((a, b) => a.from - b.from)
}

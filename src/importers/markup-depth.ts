/**
 * Flattens absurdly deep markup before it is parsed.
 *
 * htmlparser2 shifts its whole stack of open elements for every tag, so that a hundred thousand nested elements take
 * seconds and a million take hours. Browsers stop nesting at 512 levels; no page that a person wrote comes near ours.
 */

const deepest = 2_000

/** Elements that have no end tag, or may leave it out: they do not show how deep a page is. */
const uncounted = new Set(
  (
    'area base basefont bgsound br col command dd dt embed frame hr image img input keygen li link meta optgroup ' +
    'option p param rb rp rt rtc source tbody td tfoot th thead tr track wbr colgroup body html head'
  ).split(' '),
)

/** `markup` without the tags that go deeper than 2,000 levels; the same string if none does. Their text stays. */
export function flattenDepth(markup: string): string {
  let depth = 0
  let kept = ''
  let from = 0
  for (const tag of tags(markup)) {
    const { start, end, closes } = tag
    if (closes) {
      if (depth > deepest) {
        kept += markup.slice(from, start)
        from = end
      }
      depth = Math.max(0, depth - 1)
    } else {
      if (depth >= deepest) {
        kept += markup.slice(from, start)
        from = end
      }
      depth += 1
    }
  }
  return from === 0 ? markup : kept + markup.slice(from)
}

interface Tag {
  readonly start: number
  readonly end: number
  readonly closes: boolean
}

function* tags(markup: string): Generator<Tag> {
  let at = markup.indexOf('<')
  while (at >= 0) {
    if (markup.startsWith('<!--', at)) {
      const end = markup.indexOf('-->', at + 4)
      if (end < 0) return
      at = markup.indexOf('<', end)
      continue
    }
    const end = markup.indexOf('>', at)
    if (end < 0) return
    const match = /^<(\/?)([a-z][\w:.-]*)/i.exec(markup.slice(at, at + 40))
    const name = match?.[2]?.toLowerCase()
    if (name === 'script' || name === 'style') {
      const closing = name === 'script' ? /<\/script/gi : /<\/style/gi
      closing.lastIndex = end
      const found = closing.exec(markup)
      if (found === null) return
      at = markup.indexOf('<', found.index + 1)
      continue
    }
    if (name !== undefined && !uncounted.has(name) && markup[end - 1] !== '/')
      yield { start: at, end: end + 1, closes: match?.[1] === '/' }
    at = markup.indexOf('<', end)
  }
}

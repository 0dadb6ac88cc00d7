/**
 * Cuts long Markdown into parts that can be parsed one by one.
 *
 * remark needs seconds and hundreds of megabytes for a book in one piece, and its time grows faster than the text. A
 * cut is made only where CommonMark ends every open block: at a line that begins in the first column with a letter or a
 * heading's `#`, after a blank line, outside fences, comments and formulas.
 */
export interface MarkdownPart {
  readonly text: string
  /** Length of the part's own text; what follows it in `text` are definitions from elsewhere. */
  readonly length: number
  /** Share of the whole that ends with this part. */
  readonly done: number
}

/** Length of parts in UTF-16 units: a first one that is quick, and then larger ones. */
const firstLength = 4_000
const partLength = 40_000
const longestPart = 80_000

const definition = /^ {0,3}\[((?:[^[\]\\]|\\.){1,999})\]:[ \t]*\S/
const reference = /\[((?:[^[\]\\]|\\.){1,999})\]/g
const label = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()

/** Offsets at which `text` may be cut. */
function* cuts(text: string): Generator<number> {
  let fence = ''
  let comment = false
  let blank = true
  for (let at = 0; at < text.length;) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    const line = text.slice(at, end)
    if (fence !== '') {
      const mark = /^ {0,3}(`{3,}|~{3,}|\${2,})\s*$/.exec(line)?.[1]
      if (mark?.startsWith(fence)) fence = ''
    } else if (comment) comment = !line.includes('-->')
    else {
      const opened = /^(?: {0,3}|\s*(?:[-*+>]|\d+[.)])\s+)(`{3,}(?=[^`]*$)|~{3,}|\${2,}(?=[^$]*$))/.exec(
        line,
      )?.[1]
      if (opened !== undefined) fence = opened
      else if (line.lastIndexOf('<!--') > line.lastIndexOf('-->')) comment = true
      else if (blank && /^(?:#{1,6}\s|[\p{L}"“«„(])/u.test(line)) yield at
    }
    blank = line.trim() === ''
    at = end + 1
  }
}

/** Definitions of links and notes, by label, as they stand in the text; the first of each counts. */
function definitions(text: string): Map<string, string> {
  const found = new Map<string, string>()
  if (!text.includes(']:')) return found
  for (const line of text.split('\n')) {
    const name = definition.exec(line)?.[1]
    if (name === undefined) continue
    const key = label(name)
    // A note is only named here: its text is parsed where it stands.
    if (!found.has(key)) found.set(key, key.startsWith('^') ? `[${name}]: .` : line.trimStart())
  }
  return found
}

export function* markdownParts(text: string): Generator<MarkdownPart> {
  if (text.length <= partLength / 2) {
    yield { text, length: text.length, done: 1 }
    return
  }
  const known = definitions(text)
  const part = (from: number, to: number): MarkdownPart => {
    const own = text.slice(from, to)
    const wanted = new Set<string>()
    if (known.size > 0) for (const match of own.matchAll(reference)) wanted.add(label(match[1] ?? ''))
    let borrowed = ''
    for (const key of wanted) {
      const found = known.get(key)
      if (found !== undefined) borrowed += `\n\n${found}`
    }
    return { text: own + borrowed, length: own.length, done: to / text.length }
  }
  let from = 0
  for (const cut of [...cuts(text), text.length]) {
    if (cut - from < (from === 0 ? firstLength : partLength) && cut < text.length) continue
    // What has no place to be cut at, a paragraph of megabytes, is cut all the same: remark would take a gigabyte for it.
    while (cut - from > longestPart) {
      const end = from + longestPart
      const at = Math.max(text.lastIndexOf('\n', end), text.lastIndexOf('. ', end) + 1)
      const forced = at > from + longestPart / 2 ? at + 1 : end
      yield part(from, forced)
      from = forced
    }
    if (cut > from) yield part(from, cut)
    from = cut
  }
}

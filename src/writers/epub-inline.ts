/** The text of a block as XHTML: runs with their looks, links and notes, page breaks, and a span for each sentence. */
import type { Block, Run } from '../contract/document.ts'
import { attributes, languageAttributes, xmlText } from './xml.ts'

/** A stretch that is heard, in UTF-16 of the block's text. */
export interface Spoken {
  readonly from: number
  readonly to: number
  readonly id: string
}
export interface PageBreak {
  readonly offset: number
  readonly id: string
  readonly label: string
}

export interface InlineParts {
  readonly block: Block
  readonly spoken: readonly Spoken[]
  readonly pages: readonly PageBreak[]
  /** Where a link inside the document, or a note, leads; undefined where it leads nowhere. */
  readonly target: (link: { readonly block: number } | { readonly note: string }) => string | undefined
  /** Set for the text of code, where white space counts. */
  readonly pre?: boolean
}

function outside(link: string): string | undefined {
  try {
    const url = new URL(link)
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}

function hrefOf(run: Run, target: InlineParts['target']): string | undefined {
  const inside = /^#block-(\d+)$/.exec(run.link ?? '')
  if (inside) return target({ block: Number(inside[1]) })
  return run.link === undefined ? undefined : outside(run.link)
}

const wrap = (element: string, html: string, extra = '') => `<${element}${extra}>${html}</${element}>`

/** A piece of a run with everything that the run says about it. */
function looks(run: Run, piece: string, whole: boolean, { target, pre = false }: InlineParts): string {
  let html = xmlText(piece)
  if (!pre) html = html.replaceAll('\n', '<br/>')
  if (run.ruby !== undefined && whole) html = wrap('ruby', `${html}<rt>${xmlText(run.ruby)}</rt>`)
  if (run.role === 'code' && !pre) html = wrap('code', html)
  if (run.role === 'math' && run.spoken)
    html = wrap('span', html, attributes({ role: 'math', 'aria-label': run.spoken }))
  if (run.emphasis === 'emphasis' || run.emphasis === 'both') html = wrap('em', html)
  if (run.emphasis === 'strong' || run.emphasis === 'both') html = wrap('strong', html)
  if (run.script) html = wrap(run.script === 'superscript' ? 'sup' : 'sub', html)
  const language = languageAttributes(run.language)
  if (language) html = wrap('span', html, language)
  if (run.role === 'note-reference') {
    const href = run.note === undefined ? undefined : target({ note: run.note })
    if (href) return wrap('a', html, attributes({ href, 'epub:type': 'noteref', role: 'doc-noteref' }))
  }
  const href = hrefOf(run, target)
  return href ? wrap('a', html, attributes({ href })) : html
}

export const pageBreak = ({ id, label }: PageBreak) =>
  `<span${attributes({ id, 'epub:type': 'pagebreak', role: 'doc-pagebreak', title: label, 'aria-label': label })}/>`

/** From..to of the block's text. @returns the XHTML, and which page breaks are in it */
export function inline(parts: InlineParts, from: number, to: number): { html: string; breaks: string[] } {
  const { block, spoken, pages } = parts
  const inside = spoken.filter((each) => each.to > from && each.from < to)
  const breaks = pages.filter(({ offset }) => offset >= from && offset < to)
  const cuts = [
    ...new Set([
      from,
      to,
      ...inside.flatMap((each) => [each.from, each.to]),
      ...breaks.map(({ offset }) => offset),
    ]),
  ]
    .filter((cut) => cut >= from && cut <= to)
    .sort((a, b) => a - b)
  let html = ''
  let open: Spoken | undefined
  let run = 0
  let runStart = 0
  for (const [index, start] of cuts.entries()) {
    if (open && open.to <= start) {
      html += '</span>'
      open = undefined
    }
    for (const each of breaks) if (each.offset === start) html += pageBreak(each)
    const end = cuts[index + 1]
    if (end === undefined) break
    const next = inside.find((each) => each.from <= start && each.to > start)
    if (next && !open) {
      open = next
      html += `<span${attributes({ id: next.id })}>`
    }
    let at = start
    while (at < end) {
      const current = block.runs[run]
      if (!current) break
      const runEnd = runStart + current.text.length
      if (runEnd <= at) {
        run += 1
        runStart = runEnd
        continue
      }
      const until = Math.min(end, runEnd)
      const piece = current.text.slice(at - runStart, until - runStart)
      html += looks(current, piece, piece.length === current.text.length, parts)
      at = until
    }
  }
  if (open) html += '</span>'
  return { html, breaks: breaks.map(({ id }) => id) }
}

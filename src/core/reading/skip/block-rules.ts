/** What is left out by the kind of a block: tables, code, notes, running lines, captions that are paragraphs. */
import { type Block, blockText } from '../../../contract/document.ts'
import type { Found } from './found.ts'

export function wholeBlock(block: Block): readonly Found[] {
  const length = blockText(block).length
  if (length === 0) return []
  const whole = (what: Found['what'], from = 0): readonly Found[] => [{ from, to: length, what }]
  if (block.kind === 'code') return whole('code')
  if (block.kind === 'footnote') return whole('note-texts')
  if (block.kind === 'running') return header(block)
  if (block.kind !== 'table') return []
  const first = block.cells?.[0]?.start ?? 0 // the caption stands before the cells
  return first < length ? whole('tables', first) : []
}

/** All of a running line but its page number, which has a rule of its own. */
function header(block: Block): Found[] {
  const found: Found[] = []
  let from = 0
  for (const { text, role } of block.runs) {
    const to = from + text.length
    const last = found.at(-1)
    if (role !== 'page-number' && to > from) {
      if (last?.to === from) found[found.length - 1] = { ...last, to }
      else found.push({ from, to, what: 'headers' })
    }
    from = to
  }
  return found
}

const longest = 800
const label = String.raw`(?:Fig(?:ure|\.)?|FIG(?:URE|\.)|Table|TABLE|Tab\.|Plate|PLATE|Scheme|Chart|Diagram|Map|Photo|Illustration|Listing|Algorithm|Box|Exhibit|Abb(?:ildung|\.)|ABB(?:ILDUNG|\.)|Tabelle|TABELLE|Bild|Schaubild|Diagramm|Karte|Tafel|Grafik|Quelltext|Formel|Übersicht)`
const count = String.raw`(?:[A-Z]{1,2}[.-]?)?(?:\d{1,4}|[IVXL]{1,6})(?:[.–-]\d{1,3}){0,3}[a-z]?`
/** Numbered, and then a stop before words that begin anew: “Figure 3 shows” and “Figure 3, which” are prose. */
const caption = new RegExp(
  `^\\s*(?:Supplementary |Extended Data |Suppl\\. )?${label}\\s*${count}\\s*(?:[.:|–—]\\s*(?=[\\p{Lu}\\p{N}“„"»«([]|$)|$|\\n)`,
  'u',
)

/** A paragraph that is the caption of a figure or table. */
export function isCaption(block: Block, text: string): boolean {
  if (block.kind !== 'paragraph' && block.kind !== 'aside') return false
  return text.length <= longest && /^\s*\S{2,24}\s*[A-Z\d]/.test(text) && caption.test(text)
}

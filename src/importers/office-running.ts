/**
 * Headers and footers of office documents. Such files do not say where a page ends, so each stands once, behind the
 * text, as a running line.
 */
import type { Flow } from './flow.ts'
import { isXmlElement, type XmlElement } from './xml-stream.ts'

const mostLines = 50

/** The text of each paragraph: tabs part it, what is deleted or an instruction is no text. */
function* paragraphs(element: XmlElement): Generator<string> {
  for (const child of element.children) {
    if (!isXmlElement(child)) continue
    if (child.name === 'p' || child.name === 'h') yield inlineText(child)
    else if (child.name !== 'Fallback') yield* paragraphs(child)
  }
}

function inlineText(element: XmlElement): string {
  let text = ''
  for (const child of element.children) {
    if (!isXmlElement(child)) text += child
    else if (child.name === 'tab' || child.name === 'br' || child.name === 's' || child.name === 'line-break')
      text += ' '
    else if (!/^(?:pPr|rPr|instrText|delText|del|Fallback|annotation)$/.test(child.name))
      text += inlineText(child)
  }
  return text
}

/** Writes one line, unless it has been `written` already; page numbers alone say nothing, nor do headers without a text. */
export function writeRunningLine(flow: Flow, text: string, written: Set<string>): void {
  const line = text.replace(/\s+/g, ' ').trim()
  if (flow.next === 0 || !/\p{L}/u.test(line) || written.has(line) || written.size >= mostLines) return
  written.add(line)
  flow.block({ kind: 'running' }, line)
}

/** Writes what headers and footers say, each text once. */
export function writeRunning(flow: Flow, parts: readonly XmlElement[]): void {
  const written = new Set<string>()
  for (const part of parts) for (const text of paragraphs(part)) writeRunningLine(flow, text, written)
}

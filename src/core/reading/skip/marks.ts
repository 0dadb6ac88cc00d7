/**
 * Marks that point to notes and sources without brackets: raised numbers, asterisks, daggers.
 *
 * Raised numbers are exponents too (`m²`, `10⁶`), and charges, ordinals, isotopes: what stands before and behind tells.
 * Where the document has a numbered list of sources and no notes, raised numbers name sources.
 */
import type { Block } from '../../../contract/document.ts'
import type { Found } from './found.ts'

const raisedDigits = /[⁰¹²³⁴-⁹]+(?:[⁻˒⁾⁽,–‐-]\s?[⁰¹²³⁴-⁹]+)*/gu
const markText = /^\s*[[(]?\s*\d{1,3}(?:\s*[,;–—‒-]\s*\d{1,3})*\s*[\])]?[,;]?\s*$/
const signText = /^\s*[*†‡§¶#]{1,3}\s*$|^\s*\[?(?:[a-z]|\p{Ll}{1,3}\s?\d{1,2}|\*)\]\s*$/u

/** Units that are squared and cubed. */
const unit =
  /(?:^|[^\p{L}])(?:[yzafpnµμmcdhkMGTP]?(?:m|s|g|A|K|V|W|J|N|L|l|Hz|Pa|mol|b|B|Bq|eV)|in|ft|yd|mi|sec|min|h|hr|cm|mm|km|dm|nm|ha|rad|sr|deg|inch|inches|Zoll|Meter|m\.?p\.?h|bar|px|Pixel)$/u
const mathematical =
  /[=+*/×·∙∑∫√<>≤≥^|∞∂∇πλσμαβγδεθφω]\s*$|(?:^|[^\p{L}])(?:sin|cos|tan|log|ln|exp|det|dim|mod|chi|max|min)$/u

/** What a raised number is an exponent or a label of rather than a mark. */
function isExponent(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 40), from)
  const after = text.slice(to, to + 2)
  if (/^[\p{L}\p{N}_⁺⁻⁺(]/u.test(after) && !/^[\u3040-\u9fff]/.test(after)) return true // ¹⁴C, 2²x
  if (/^[+−–⁺⁻]/.test(after) && !/^[–−+]\s/.test(after)) return true // Ca²⁺
  const last = before.at(-1)
  if (last === undefined || /^\s*$/.test(before)) return true // the label of a note
  if (/\s/.test(last)) return !/[\p{L}.,;:!?)”"’»]\s$/u.test(before) || /[=<>+*/×]\s$/.test(before)
  if (/\p{N}/u.test(last)) return !/(?:^|[^\d.,])(?:1[5-9]\d\d|20\d\d)$/.test(before) // 10⁶, but “in 1989¹”
  if (/[₀-₉]/u.test(last)) return true
  if (/[)\]]/.test(last)) return !/\p{L}{3}[^()]*[)\]]$/u.test(before) // (x + 1)²
  if (/[.,;:!?”"’“»«…]/u.test(last)) return false
  if (!/\p{L}/u.test(last)) return true
  const word = /[\p{L}\p{N}'’-]+$/u.exec(before)![0]
  if (/^\p{L}$/u.test(word.replace(/^.*[-'’]/u, '')) && !/[\u3040-\u9fff]/.test(word)) return true // x², R²
  if (unit.test(before) || mathematical.test(before)) return true
  if (/[=+*/×·^]\s*$/.test(before.slice(0, -word.length))) return true // E=mc²
  return (
    /^(?:\p{Lu}\p{Ll}?){1,3}$/u.test(word) &&
    word.length <= 3 &&
    /\p{Lu}/u.test(word.slice(-1)) &&
    word.length < 3
  )
}

const years = (text: string): boolean => /(?:1[5-9]\d\d|20\d\d)$/.test(text)

function mark(text: string, from: number, to: number, digits: string): Found {
  const values = digits.match(/\d+/g)?.map(Number) ?? []
  const several = values.length > 1
  const most = Math.max(0, ...values)
  return {
    from,
    to,
    what: several ? 'citations' : 'notes',
    counts: 'raised',
    ...(years(text.slice(Math.max(0, from - 4), from)) && { holds: ({ raised }) => raised > 2 }),
    ...(!several && most > 0 && { names: most }),
  }
}

const plainDigits = (raised: string): string =>
  raised
    .replace(/[⁰¹²³⁴-⁹]/gu, (sign) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)))
    .replace(/[⁻˒]/gu, (sign) => (sign === '⁻' ? '-' : ','))

/** Raised marks by their runs and as Unicode's raised digits. @param text as `readable` gives it */
export function raisedMarks(block: Block, text: string): Found[] {
  const found: Found[] = []
  let from = 0
  let pending: { from: number; to: number; text: string; linked: boolean } | undefined
  const flush = (): void => {
    if (!pending) return
    const { from: start, to, text: own, linked } = pending
    pending = undefined
    if (markText.test(own)) {
      if (linked ? !/^\s*$/.test(text.slice(0, start)) : !isExponent(text, start, to))
        found.push(mark(text, start, to, own))
    } else if (signText.test(own) && !/^\s*$/.test(text.slice(0, start)))
      found.push({ from: start, to, what: 'notes' })
    else if (linked && /^\s*[a-z]\s*$/.test(own) && !/^\s*$/.test(text.slice(0, start)))
      found.push({ from: start, to, what: 'notes' })
    // A letter behind a whole word: a note of a table or to an author's name, not `n°` or `Mlle`.
    else if (
      /^[a-e]$/.test(own) &&
      /\p{L}\p{Ll}{3}[.,)]?$/u.test(text.slice(0, start)) &&
      !/^\p{L}/u.test(text.slice(to))
    )
      found.push({ from: start, to, what: 'notes' })
  }
  for (const run of block.runs) {
    const to = from + run.text.length
    if (run.script === 'superscript' && run.role === undefined && run.spoken === undefined) {
      const linked = run.link?.startsWith('#') === true
      if (pending)
        pending = { from: pending.from, to, text: pending.text + run.text, linked: pending.linked || linked }
      else pending = { from, to, text: run.text, linked }
    } else if (to > from) flush()
    from = to
  }
  flush()
  if (/[¹²³⁴-⁹⁰]/u.test(text))
    for (const match of text.matchAll(raisedDigits)) {
      const end = match.index + match[0].length
      const digits = plainDigits(match[0])
      if (digits.length <= 11 && !/\d{4}/.test(digits) && !isExponent(text, match.index, end))
        found.push(mark(text, match.index, end, digits))
    }
  return found.toSorted((a, b) => a.from - b.from)
}

const sign = /(?<=\p{Ll}{3}|\p{Ll}{2}[.,;:!?”"’»)])(?:\*{1,3}|[†‡]{1,3}|§)(?=$|[\s.,;:!?)”"’»])/gu

/** Asterisks and daggers at a word's end. Asterisks in pairs are emphasis. */
export function signMarks(text: string): Found[] {
  if (!/[*†‡§]/u.test(text)) return []
  const asterisks = (text.match(/\*+/g) ?? []).length
  const found: Found[] = []
  for (const match of text.matchAll(sign)) {
    if (
      match[0].startsWith('*') &&
      (asterisks > 1 || /^\s*\*/.test(text) || /[\w*]+\*\s*[\w(=&]+\s*[;)=]/.test(text))
    )
      continue
    found.push({ from: match.index, to: match.index + match[0].length, what: 'notes' })
  }
  return found
}

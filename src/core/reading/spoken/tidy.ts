/**
 * Removes what a voice would stumble over in any language: invisible characters, presentation forms, odd spaces.
 *
 * Kept apart from the rules for words, so that those meet one kind of space, apostrophe and digit only.
 */
import type { Replacement } from '../span-map.ts'

const odd =
  /[[\p{Cc}--[\t\n\r]][\p{Zs}--[ ]]\p{Default_Ignorable_Code_Point}\u2018\u2019\u201B\u02BC\u2028\u2029\uFB00-\uFB06\uFF01-\uFF5E\uFFE0-\uFFE6\uFFF9-\uFFFD\u2460-\u249B\u24B6-\u24E9\u2776-\u277F\u2100\u2101\u2103\u2109\u2113\u2116\u2126\u212A\u212B\u0149\u0132\u0133\u00B5\u{1D400}-\u{1D7FF}]|[A-Za-z\u00C0-\u024F\u0370-\u04FF][\u0300-\u036F]{1,8}|[ \t\n\r]{2,}|[\t\n\r]/gv
const dropped = /^[\p{Cc}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFC]/u
const latinOrDigit = /[\p{Script=Latin}\d]/u

/** The replacements that tidy `text`; most texts need none. Linear time. */
export function tidy(text: string): Replacement[] {
  const found: Replacement[] = []
  odd.lastIndex = 0
  let match = odd.exec(text)
  while (match) {
    const from = match.index
    const to = from + match[0].length
    const say = plainForm(match[0], text, from, to)
    if (say !== match[0]) found.push({ from, to, say })
    match = odd.exec(text)
  }
  return found
}

function plainForm(mark: string, text: string, from: number, to: number): string {
  const code = mark.codePointAt(0)!
  if (code === 32 || code === 9 || code === 10 || code === 13) return ' ' // lines end anywhere; rules look for one space
  if (code === 0x2018 || code === 0x2019 || code === 0x201b || code === 0x02bc) return "'"
  if (
    code === 0x00a0 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
    return ' '
  if (code === 0x2028 || code === 0x2029 || code === 0x0b || code === 0x0c) return ' '
  // Joiners shape letters in Persian and the Indic scripts and join emoji; between Latin letters they are debris.
  if (code === 0x200c || code === 0x200d)
    return latinOrDigit.test(text[from - 1] ?? '') || latinOrDigit.test(text[to] ?? '') ? '' : mark
  if (code === 0x200b) return '' // a place where a line may break, not a space
  if (code === 0xfffd) return ' '
  if (code === 0x00b5) return 'μ'
  if (code === 0x2103 || code === 0x2109) return code === 0x2103 ? '°C' : '°F'
  if (code === 0x2116) return 'No.'
  if (code === 0x2126) return 'Ω'
  if (code >= 0x2460 && code <= 0x249b) return ` ${mark.normalize('NFKC').replace(/[^\d]/g, '')} `
  if (code >= 0x2776 && code <= 0x277f) return ` ${code - 0x2775} `
  if (dropped.test(mark)) return ''
  if (mark.length > 1 && code < 0x500) return mark.normalize('NFC')
  return mark.normalize('NFKC')
}

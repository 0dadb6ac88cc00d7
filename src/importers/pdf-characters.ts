/** What single glyphs and strings of a PDF mean: ligatures, private codes, stray controls, right-to-left order. */

const wide =
  /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]|[\ud840-\ud87f][\udc00-\udfff]/
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const rightToLeftAll = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g
const leftToRight = /(?!\p{Script=Arabic}|\p{Script=Hebrew}|\p{M})\p{L}/u
const leftToRightAll = new RegExp(leftToRight, 'gu')
/** Forms that only exist for old encodings; their meaning is the compatibility decomposition. */
const compatibility = /[\ufb00-\ufdff\ufe10-\ufe19\ufe30-\ufe4f\ufe70-\ufefc\u2e80-\u2fdf]/

export const isWide = (text: string) => wide.test(text)
export const hasRightToLeft = (text: string) => rightToLeft.test(text)

/** Bullets and ticks of the symbol fonts that Office writes with private codes. */
const privateUse: Readonly<Record<number, string>> = {
  0xf0b7: '•',
  0xf0a7: '▪',
  0xf0a8: '◆',
  0xf0d8: '➢',
  0xf0fc: '✓',
  0xf0fe: '☑',
  0xf06e: '■',
  0xf06f: '□',
  0xf071: '❑',
  0xf076: '❖',
  0xf0e0: '→',
  0xf0f0: '⇨',
  0xf02d: '-',
  0xf6be: 'ȷ',
}

/**
 * The characters a glyph stands for, `''` for none, a single U+00AD for something invisible that may be a hyphen.
 *
 * Control codes become soft hyphens because some producers map the line-end hyphen to one (seen as U+0002, U+001F).
 */
export function glyphText(unicode: string): string {
  if (unicode.length === 1) {
    const code = unicode.charCodeAt(0)
    if (code > 0x20 && code < 0x7f) return unicode
    if (code <= 0x20)
      return code === 0 ? '' : code === 0x20 || code === 9 || code === 10 || code === 13 ? ' ' : '\u00ad'
    if (code >= 0x7f && code < 0xa0) return '\u00ad'
    if (code === 0x2010 || code === 0x2011) return '-'
    if ((code >= 0x200b && code <= 0x200f) || code === 0xfeff || (code >= 0x202a && code <= 0x202e)) return ''
    if (code >= 0x2066 && code <= 0x2069) return ''
    if (code >= 0xf730 && code <= 0xf739) return String.fromCharCode(code - 0xf700) // old-style figures
    if (code >= 0xf761 && code <= 0xf77a) return String.fromCharCode(code - 0xf720) // small capitals
    if (code >= 0xe000 && code <= 0xf8ff) return privateUse[code] ?? ''
    if (!compatibility.test(unicode)) return unicode
  } else if (unicode === '') return ''
  let text = compatibility.test(unicode) ? unicode.normalize('NFKC') : unicode
  // Words are gathered as they stand from left to right and turned round as a whole later.
  if (text.length > 1 && rightToLeft.test(text)) text = Array.from(text).reverse().join('')
  return text
}

export const isBlank = (text: string) =>
  text.length <= 2 && (text === ' ' || text === '\u00a0' || /^\s+$/.test(text))

/** Spacing accents that TeX sets over letters, and the combining mark each stands for. */
const accents: Readonly<Record<string, string>> = {
  '`': '\u0300',
  '´': '\u0301',
  ˆ: '\u0302',
  '^': '\u0302',
  '˜': '\u0303',
  '¯': '\u0304',
  '˘': '\u0306',
  '˙': '\u0307',
  '¨': '\u0308',
  '˚': '\u030a',
  '˝': '\u030b',
  ˇ: '\u030c',
  '¸': '\u0327',
  '˛': '\u0328',
}

/** The letter with the accent on it, or undefined where the two do not make one character. */
export function accented(letter: string, accent: string): string | undefined {
  const mark = accents[accent]
  if (mark === undefined) return undefined
  const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter
  const joined = (base + mark).normalize('NFC')
  return joined.length === 1 ? joined : undefined
}

export const isAccent = (text: string) => text in accents

/** Whether a line reads from right to left: most of its letters do. */
export function readsRightToLeft(text: string): boolean {
  if (!rightToLeft.test(text)) return false
  return (text.match(rightToLeftAll)?.length ?? 0) >= (text.match(leftToRightAll)?.length ?? 0)
}

const mirrored: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
}

type Direction = 'rtl' | 'ltr' | 'number' | 'neutral'

function directionOf(unit: string): Direction {
  if (/^[\u0660-\u0669\u06f0-\u06f90-9]/.test(unit)) return 'number'
  if (rightToLeft.test(unit)) return 'rtl'
  if (leftToRight.test(unit)) return 'ltr'
  return 'neutral'
}

/** [from, to) of runs that hold a `core` unit at both ends and only `inner` units between. */
function spans(
  units: readonly Direction[],
  core: (d: Direction) => boolean,
  inner: (d: Direction) => boolean,
) {
  const found: [number, number][] = []
  for (let i = 0; i < units.length; i++) {
    if (!core(units[i] ?? 'neutral')) continue
    let end = i + 1
    for (let j = end; j < units.length && inner(units[j] ?? 'neutral'); j++)
      if (core(units[j] ?? 'neutral')) end = j + 1
    found.push([i, end])
    i = end - 1
  }
  return found
}

function turn<T>(list: T[], [from, to]: readonly [number, number]): void {
  const part = list.slice(from, to).reverse()
  for (let i = 0; i < part.length; i++) list[from + i] = part[i] as T
}

/**
 * The order in which to read a line that was gathered from left to right: a simplified inverse of the Unicode
 * bidirectional algorithm, one level deep, which is what printed lines have.
 *
 * @param rtl whether the line as a whole reads from right to left
 */
export function logicalOrder(visual: string, rtl: boolean): string {
  if (!rightToLeft.test(visual)) return visual
  const units = visual.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []
  const kinds = units.map(directionOf)
  const isLatin = (d: Direction) => d === 'ltr' || d === 'number'
  if (rtl) {
    const mirroredUnits = units.map((unit, i) => (kinds[i] === 'neutral' ? (mirrored[unit] ?? unit) : unit))
    mirroredUnits.reverse()
    kinds.reverse()
    const plain = [...units].reverse()
    const ranges = spans(kinds, isLatin, (d) => d !== 'rtl')
    for (const range of ranges) {
      for (let i = range[0]; i < range[1]; i++) mirroredUnits[i] = plain[i] ?? ''
      turn(mirroredUnits, range)
    }
    return mirroredUnits.join('')
  }
  const ranges = spans(
    kinds,
    (d) => d === 'rtl',
    (d) => d !== 'ltr',
  )
  for (const range of ranges) {
    for (let i = range[0]; i < range[1]; i++)
      if (kinds[i] === 'neutral') units[i] = mirrored[units[i] ?? ''] ?? units[i] ?? ''
    turn(units, range)
    const part = kinds.slice(...range).reverse()
    for (const [from, to] of spans(
      part,
      (d) => d === 'number',
      (d) => d === 'number' || d === 'neutral',
    ))
      turn(units, [range[0] + from, range[0] + to])
  }
  return units.join('')
}

/**
 * What the signs of symbol fonts mean.
 *
 * Symbol: Adobe's encoding (Unicode Consortium, VENDORS/ADOBE/symbol.txt). Wingdings: the signs that occur in running text,
 * as ticks, arrows, boxes and bullets. A sign that is not known is left out, for its code means nothing to anybody.
 */
const symbol: Readonly<Record<number, string>> = Object.fromEntries(
  Array.from(
    '!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203Eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼',
    (character, index) => [0x21 + index, character],
  ),
)
const symbolHigh: Readonly<Record<number, string>> = Object.fromEntries(
  Array.from(
    '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭',
    (character, index) => [0xa0 + index, character],
  ),
)
const wingdings: Readonly<Record<number, string>> = {
  0x28: '☎', 0x2a: '✉', 0x36: '⌛', 0x45: '☜', 0x46: '☞', 0x47: '☝', 0x4a: '☺', 0x4b: '😐', 0x4c: '☹', 0x6c: '●', 0x6e: '■',
  0x6f: '□', 0x71: '❑', 0x72: '❒', 0x75: '◆', 0x76: '❖', 0x77: '⬥', 0x9e: '·', 0x9f: '•', 0xa7: '▪', 0xa8: '◻', 0xd8: '➢',
  0xdf: '←', 0xe0: '→', 0xe1: '↑', 0xe2: '↓', 0xe8: '➔', 0xef: '⇦', 0xf0: '⇨', 0xf3: '⇔', 0xfb: '✗', 0xfc: '✓', 0xfd: '☒', 0xfe: '☑',
} // prettier-ignore

/** @param code as the file has it, often moved to the private area (0xF000) */
export function symbolCharacter(font: string, code: number): string {
  if (!Number.isFinite(code) || code <= 0) return ''
  const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code
  const name = font.toLowerCase()
  if (name === 'symbol') return symbol[low] ?? symbolHigh[low] ?? ''
  if (name.startsWith('wingdings') || name === 'webdings')
    return name === 'wingdings' ? (wingdings[low] ?? '') : ''
  if (code >= 0xe000 && code <= 0xf8ff) return ''
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
}

/** Text that was written in a symbol font: its letters stand for signs. Other text is given back as it is. */
export function symbolText(font: string, text: string): string {
  if (!/^(?:symbol|wingdings)$/i.test(font)) return text
  return Array.from(text, (character) =>
    character === ' ' ? ' ' : symbolCharacter(font, character.codePointAt(0) ?? 0),
  ).join('')
}

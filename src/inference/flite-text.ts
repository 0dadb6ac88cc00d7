/** Makes any text into the ASCII that Flite reads, and keeps the way back to its offsets. */

export interface AsciiText {
  readonly ascii: string
  /** For each character of `ascii`: where it came from, in UTF-16 units of the text. */
  readonly origin: readonly number[]
}

/** What compatibility decomposition does not resolve. Everything else that is not ASCII becomes a space. */
const replacements: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '–': ', ',
  '—': ', ',
  '―': ', ',
  '⁄': '/',
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  '€': ' euros ',
  '£': ' pounds ',
  '°': ' degrees ',
  '×': ' times ',
  '÷': ' divided by ',
  '©': ' copyright ',
}
/** Drawn or controlling, but silent: they must not cut a word in two. */
const silent = /[\p{Mark}\u00ad\u200b-\u200f\u2060\ufeff]/u

export function toAscii(text: string): AsciiText {
  let ascii = ''
  const origin: number[] = []
  let offset = 0
  for (const character of text) {
    let written = ''
    for (const part of character < '\u0080' ? character : character.normalize('NFKD')) {
      const known = replacements[part]
      if (known !== undefined) written += known
      else if (part >= ' ' && part <= '~') written += part
      else if (!silent.test(part)) written += ' '
    }
    for (let index = 0; index < written.length; index++) origin.push(offset)
    ascii += written
    offset += character.length
  }
  return { ascii, origin }
}

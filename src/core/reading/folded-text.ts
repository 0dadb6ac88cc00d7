/**
 * A text as patterns are compared with it: without soft hyphens and joiners, with one kind of space, apostrophe and
 * hyphen, letters composed; and the way back to the offsets of the text as it is written.
 */
export interface FoldedText {
  readonly text: string
  /** As long as `text`, in small letters. */
  readonly lower: string
  /** Where the unit at `index` of the folded text begins in the written one; the index after the last is its end. */
  at(index: number): number
}

const odd =
  /[\u00ad\u200b-\u200d\u2060\ufeff]+|[\s\u00a0]{2,}|[\t\n\r\v\f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|[\u2018\u2019\u201b\u02bc]|[\u2010\u2011]|[^\p{M}]\p{M}+/gu

/** Small letters, unit by unit: what would change the length ("İ") stays. */
function smallLetters(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  let result = ''
  for (const sign of text) {
    const small = sign.toLowerCase()
    result += small.length === sign.length ? small : sign
  }
  return result
}

function plainForm(found: string): string {
  const code = found.charCodeAt(0)
  if (/^[\s\u00a0]/.test(found)) return ' '
  if (code === 0x2018 || code === 0x2019 || code === 0x201b || code === 0x02bc) return "'"
  if (code === 0x2010 || code === 0x2011) return '-'
  if (/^[\u00ad\u200b-\u200d\u2060\ufeff]/.test(found)) return ''
  return found.normalize('NFC')
}

export function folded(written: string): FoldedText {
  odd.lastIndex = 0
  let match = odd.exec(written)
  if (!match) return { text: written, lower: smallLetters(written), at: (index) => index }
  let text = ''
  const origin: number[] = []
  let from = 0
  const keep = (to: number): void => {
    for (let at = from; at < to; at++) origin.push(at)
    text += written.slice(from, to)
    from = to
  }
  for (; match; match = odd.exec(written)) {
    keep(match.index)
    const plain = plainForm(match[0])
    for (let unit = 0; unit < plain.length; unit++) origin.push(match.index)
    text += plain
    from = match.index + match[0].length
  }
  keep(written.length)
  origin.push(written.length)
  return { text, lower: smallLetters(text), at: (index) => origin[index] ?? written.length }
}

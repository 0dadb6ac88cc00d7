/**
 * EBCDIC, which neither TextDecoder nor iconv-lite reads: the Latin-1 repertoire of IBM's code pages 037 and 500.
 *
 * Tables: IBM CDRA, as published by the Unicode Consortium (VENDORS/MICSFT/EBCDIC). The code points 0x00–0x3F are control
 * characters; of these only tab and the two new-line codes mean anything in a text.
 */
const upper037 =
  ' \u00A0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="' +
  'Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×' +
  '{ABCDEFGHI\u00ADôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009F'
/** Where 500 differs from 037. */
const differences500: Readonly<Record<number, string>> = {
  0x4a: '[',
  0x4f: '!',
  0x5a: ']',
  0x5f: '^',
  0xb0: '¢',
  0xba: '¬',
  0xbb: '|',
}

export function decodeEbcdic(bytes: Uint8Array, page: 'cp037' | 'cp500'): string {
  const table = Array.from(upper037)
  if (page === 'cp500')
    for (const [code, letter] of Object.entries(differences500)) table[Number(code) - 64] = letter
  const pieces: string[] = []
  let text = ''
  for (const byte of bytes) {
    if (byte >= 0x40) text += table[byte - 0x40] ?? '\uFFFD'
    else if (byte === 0x15 || byte === 0x25) text += '\n'
    else if (byte === 0x05) text += '\t'
    else if (byte === 0x0d) text += '\r'
    else if (byte === 0x0c) text += '\f'
    if (text.length > 8_192) {
      pieces.push(text)
      text = ''
    }
  }
  return pieces.join('') + text
}

/** True for bytes that make sense as EBCDIC only: its letters and its space (0x40) abound, those of ASCII are missing. */
export function looksLikeEbcdic(sample: Uint8Array): boolean {
  let spaces = 0
  let letters = 0
  let others = 0
  let ascii = 0
  for (const byte of sample) {
    const low = byte & 15
    if (byte === 0x40) spaces++
    else if (byte >= 0x81 && low <= 9 && (byte <= 0xa9 || (byte >= 0xc1 && byte <= 0xe9))) letters++
    else if (byte >= 0x40) others++
    if (byte === 0x20 || byte === 0x0a || (byte >= 0x62 && byte <= 0x7a && byte !== 0x6b)) ascii++
  }
  const marks = letters + others
  return marks >= 12 && letters > marks * 0.75 && spaces > marks * 0.06 && ascii < sample.length * 0.04
}

/**
 * The tokens of an RTF file: groups, control words, and bytes of text.
 *
 * Reads the file once, in order, and never trusts a length in it. Anything is a token: there is no such thing as a
 * syntax error in a format that is as often written by hand.
 */
export type RtfToken =
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  /** A control word, such as `par`, or a control symbol, such as `~`. */
  | { readonly type: 'word'; readonly word: string; readonly value: number | undefined }
  /** Text in the code page of the place: plain bytes of the file. */
  | { readonly type: 'bytes'; readonly from: number; readonly to: number }
  /** One byte of text written in hexadecimal. */
  | { readonly type: 'byte'; readonly value: number }
  /** Binary data that the file itself holds. */
  | { readonly type: 'binary'; readonly from: number; readonly to: number }

const backslash = 0x5c
const open = 0x7b
const close = 0x7d
const isLetter = (byte: number) => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a)
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39
/** Longest control word; a longer one is not one (specification 1.9.1: 32). */
const longestWord = 40

/** Value of a hexadecimal digit, or −1. */
export function hexValue(byte: number): number {
  if (isDigit(byte)) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  const end = bytes.length
  let at = 0
  while (at < end) {
    const byte = bytes[at]!
    if (byte === open) {
      at++
      yield { type: 'open' }
    } else if (byte === close) {
      at++
      yield { type: 'close' }
    } else if (byte === backslash) {
      at++
      const next = bytes[at] ?? 0
      if (isLetter(next)) {
        const from = at
        while (at < end && isLetter(bytes[at]!) && at - from < longestWord) at++
        const word = String.fromCharCode(...bytes.subarray(from, at))
        let value: number | undefined
        const negative = bytes[at] === 0x2d && isDigit(bytes[at + 1] ?? 0)
        if (negative) at++
        if (isDigit(bytes[at] ?? 0)) {
          value = 0
          // Digits beyond what any value needs are read and not counted.
          for (; at < end && isDigit(bytes[at]!); at++)
            if (value < 1e10) value = value * 10 + bytes[at]! - 0x30
          if (negative) value = -value
        }
        if (bytes[at] === 0x20) at++
        if (word === 'bin' && value !== undefined && value > 0) {
          // A length that points beyond the file is a lie: then nothing is skipped.
          const to = at + value
          if (to <= end) {
            yield { type: 'binary', from: at, to }
            at = to
          }
        } else yield { type: 'word', word, value }
      } else if (next === 0x27) {
        const high = hexValue(bytes[at + 1] ?? 0)
        const low = hexValue(bytes[at + 2] ?? 0)
        if (high >= 0 && low >= 0) {
          yield { type: 'byte', value: high * 16 + low }
          at += 3
        } else at++
      } else {
        at++
        // An escaped line end is a paragraph's end.
        yield {
          type: 'word',
          word: next === 0x0a || next === 0x0d ? 'par' : String.fromCharCode(next),
          value: undefined,
        }
      }
    } else if (byte === 0x0a || byte === 0x0d || byte === 0) at++
    else {
      const from = at
      for (; at < end; at++) {
        const value = bytes[at]!
        if (
          value === backslash ||
          value === open ||
          value === close ||
          value === 0x0a ||
          value === 0x0d ||
          value === 0
        )
          break
      }
      yield { type: 'bytes', from, to: at }
    }
  }
}

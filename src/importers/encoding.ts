/**
 * Bytes to text, whatever the encoding.
 *
 * Byte order marks and UTF-8 decide by themselves, for text that is valid UTF-8 by chance is unheard of. Declarations
 * (`charset=`, `encoding=`) are believed unless the bytes contradict them, for many lie. Only what is left is guessed, by
 * likelihood (`encoding-guess.ts`).
 */
import { decode as decodeLegacy, encodingExists } from 'iconv-lite'
import { decodeEbcdic, looksLikeEbcdic } from './ebcdic.ts'
import { findBytes } from './magic.ts'
import { guessEncoding, likelihood } from './encoding-guess.ts'

export interface DecodeOptions {
  /** Where declarations are looked for inside the bytes. */
  readonly kind: 'html' | 'text' | 'xml'
  /** An encoding named outside the bytes, by a mail header say. */
  readonly declared?: string
}
export interface Decoded {
  readonly text: string
  /** Lower-case label, as TextDecoder or iconv-lite knows it, or `cp037`, `cp500`. */
  readonly encoding: string
}

/** Bytes in which a declaration is looked for. Browsers look at 1,024; real pages have longer preambles. */
const declarationLength = 65_536
/** Bytes of which the encoding is guessed. */
const sampleLength = 65_536

/** The name under which `decodeAs` knows an encoding, or undefined for one that nobody knows. */
function knownEncoding(label: string): string | undefined {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  if (/^(cp|ibm)-?(037|500)$/.test(name)) return name.endsWith('037') ? 'cp037' : 'cp500'
  try {
    return new TextDecoder(name).encoding
  } catch {
    const plain = name.replace(/^(?:ibm|cp|dos)-?0*(\d{3,4})$/, 'cp$1')
    return /^[a-z0-9_-]{2,30}$/.test(plain) && encodingExists(plain) ? plain : undefined
  }
}

/** @param encoding as `knownEncoding` gives it. What cannot be decoded becomes U+FFFD; a byte order mark is dropped. */
export function decodeAs(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'cp037' || encoding === 'cp500') return decodeEbcdic(bytes, encoding)
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return decodeLegacy(bytes, encoding)
  }
}

/** The encoding of a byte order mark at the start, if there is one. */
function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length % 4 === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  if (a === 0x84 && b === 0x31 && c === 0x95 && d === 0x33) return 'gb18030'
  return undefined
}

/**
 * UTF-16 without a mark: spaces, line ends and Latin letters have a zero byte, always on the same side.
 * Text in other scripts has at least its spaces, line ends and digits.
 */
function wide(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0]
  for (let index = 0; index < sample.length; index++) if (sample[index] === 0) zeros[index & 1]!++
  const [even = 0, odd = 0] = zeros
  const least = Math.max(1, sample.length * 0.01)
  if (odd >= least && even * 20 <= odd) return 'utf-16le'
  if (even >= least && odd * 20 <= even) return 'utf-16be'
  return undefined
}

interface Utf8Shape {
  readonly sequences: number // multi-byte sequences that are right
  readonly broken: number
}

/** Counts right and broken multi-byte sequences; one cut off by the end counts as neither. */
function utf8Shape(bytes: Uint8Array): Utf8Shape {
  let sequences = 0
  let broken = 0
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at]!
    if (lead < 0x80) continue
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0
    let found = 0
    while (found < length && (bytes[at + 1 + found]! & 0xc0) === 0x80) found++
    if (length > 0 && found === length) sequences++
    else if (length === 0 || at + 1 + found < bytes.length) broken++
    at += found
  }
  return { sequences, broken }
}

function declaredInside(bytes: Uint8Array, kind: DecodeOptions['kind']): string | undefined {
  if (kind === 'text') return undefined
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, declarationLength))
  const xml = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
  if (xml !== undefined || kind === 'xml') return xml
  const bare = head.replace(/<!--[\s\S]*?-->/g, '').replace(/<(script|style)\b[\s\S]*?<\/\1/gi, '')
  for (const [tag] of bare.matchAll(/<meta\b[^>]*>/gi)) {
    const label = /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(tag)?.[1]
    if (label !== undefined) return label
  }
  return undefined
}

/** How much more likely, in nats per byte beyond ASCII and in all, a guess must be before it overrules a declaration. */
const overrule = { each: 1.2, total: 25 }
/** What a guess must have to overrule a declaration of UTF-8: bytes beyond ASCII, and nats per byte as real text has. */
const leastEvidence = 12
const plausible = -5

/**
 * Decodes a text and says from what.
 *
 * Never throws: bytes that fit nothing give replacement characters. Line ends are left as they are.
 */
export function decodeText(bytes: Uint8Array, options: DecodeOptions): Decoded {
  const as = (encoding: string): Decoded => ({ text: decodeAs(bytes, encoding), encoding })
  const mark = byteOrderMark(bytes)
  if (mark !== undefined) {
    const decoded = as(mark)
    return decoded.text.startsWith('\uFEFF') ? { ...decoded, text: decoded.text.slice(1) } : decoded
  }
  const sample = bytes.subarray(0, sampleLength)
  const wideEncoding = wide(sample)
  if (wideEncoding !== undefined) return as(wideEncoding)

  const { sequences, broken } = utf8Shape(bytes)
  const plain = sequences + broken === 0
  if (plain && looksLikeEbcdic(sample)) return as('cp500')
  if (plain && (findBytes(sample, '\x1b$B') >= 0 || findBytes(sample, '\x1b$@') >= 0))
    return as('iso-2022-jp')
  // A stray broken byte (a quotation pasted in, a cut) does not make another encoding of it.
  if (sequences > 0 && broken * 10 <= sequences) return as('utf-8')
  if (plain) return as(looksLikeEbcdic(sample) ? 'cp500' : 'utf-8')

  const label = options.declared ?? declaredInside(bytes, options.kind)
  const declared = label === undefined ? undefined : knownEncoding(label)
  if (looksLikeEbcdic(sample)) return as('cp500')
  const guess = guessEncoding(bytes, decodeAs)
  if (declared !== undefined && !declared.startsWith('utf-')) {
    const believed = likelihood(bytes, declared, decodeAs)
    const more = guess.score - believed
    if (more < overrule.each || more * guess.bytes < overrule.total) return as(declared)
  }
  // Where UTF-8 was declared and is broken, only plenty of evidence makes another encoding of it.
  if (declared === 'utf-8' && (sequences > broken || guess.bytes < leastEvidence || guess.score < plausible))
    return as('utf-8')
  return as(guess.encoding)
}

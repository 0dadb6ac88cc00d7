/** The vocabulary of a transducer: pieces of words by number (`tokens.txt`: a piece, a space, its number). */
import { AppError } from '../../rpc/failure.ts'

/** What SentencePiece writes for the space before a word. */
export const wordMark = '▁'

export interface Tokens {
  readonly size: number
  /** The piece of a token; empty for those that write nothing. */
  piece(token: number): string
  /** True for a token that begins a word. */
  begins(token: number): boolean
  number(piece: string): number | undefined
  /** Written in capitals throughout, as the small English models are. */
  readonly capitals: boolean
  /** Blank, unknown and the ends of sentences: never written. */
  isSilent(token: number): boolean
  /** Lower-case text of tokens, single spaces between words, and for each token how long the text is after it. */
  write(tokens: readonly number[]): { readonly text: string; readonly ends: readonly number[] }
}

/** Bytes of letters that have no piece of their own are written as `<0xE4>`. */
const byteToken = /^<0x([0-9A-Fa-f]{2})>$/
const special = /^<(?!0x)[^>]*>$|^#\d+$/

/** @throws {AppError} `damaged` */
export function parseTokens(text: string): Tokens {
  const pieces: string[] = []
  const numbers = new Map<string, number>()
  for (const line of text.split(/\r?\n/)) {
    const match = /^(.*\S|)\s+(\d+)\s*$/.exec(line)
    if (!match) continue
    const number = Number(match[2])
    if (number > 1_000_000) continue
    pieces[number] = match[1] as string
    numbers.set(match[1] as string, number)
  }
  if (pieces.length < 3)
    throw new AppError('damaged', 'The recogniser’s list of tokens is empty.', {
      reason: 'recogniser-damaged',
    })
  const silent = pieces.map((piece, number) => number === 0 || special.test(piece))
  const letters = pieces.filter((piece, number) => !silent[number] && !byteToken.test(piece)).join('')
  const decoder = new TextDecoder()

  return {
    size: pieces.length,
    piece: (token) => (silent[token] ? '' : (pieces[token] ?? '')),
    begins: (token) => pieces[token]?.startsWith(wordMark) ?? false,
    number: (piece) => numbers.get(piece),
    capitals: /\p{Lu}/u.test(letters) && !/\p{Ll}/u.test(letters),
    isSilent: (token) => silent[token] ?? true,
    write(tokens) {
      let text = ''
      const ends: number[] = []
      let bytes: number[] = []
      for (const token of tokens) {
        const piece = silent[token] ? '' : (pieces[token] ?? '')
        const byte = byteToken.exec(piece)
        if (byte) {
          bytes.push(Number.parseInt(byte[1] as string, 16))
          ends.push(text.length) // written with the letter's last byte
          const letter = decoder.decode(Uint8Array.from(bytes))
          if (!letter.includes('\uFFFD') || bytes.length >= 4) {
            text += letter.toLowerCase()
            bytes = []
            ends[ends.length - 1] = text.length
          }
          continue
        }
        bytes = []
        const spaced = piece.replaceAll(wordMark, ' ').toLowerCase()
        text += text === '' || text.endsWith(' ') ? spaced.trimStart() : spaced
        ends.push(text.length)
      }
      const trimmed = text.trimEnd()
      return { text: trimmed, ends: ends.map((end) => Math.min(end, trimmed.length)) }
    },
  }
}

/**
 * Moonshine's `tokenizer.bin`: the bytes of each token, one after the other in the order of their numbers.
 *
 * A length of one byte below 128, or of two (the second times 128, plus the first less 128), then so many bytes; a length
 * of 0 is a token without text. `▁` begins a word, `<…>` is no text. After moonshine-ai/moonshine,
 * core/bin-tokenizer/bin-tokenizer.cpp (MIT): a token's number is the rank of its merge, and what no merge spells is
 * written byte by byte with the 256 tokens of single bytes.
 */
import { AppError } from '../../rpc/failure.ts'
import { merged, type Vocabulary } from './vocabulary.ts'

const wordStart = '▁'

const damaged = (): AppError =>
  new AppError('damaged', 'The recogniser’s list of tokens cannot be read.', { reason: 'recogniser-damaged' })

/** @throws {AppError} `damaged` for a list that is cut off or empty */
export function readBinTokenizer(file: Uint8Array): Vocabulary {
  const tokens: Uint8Array[] = []
  for (let at = 0; at < file.length;) {
    const first = file[at++]!
    if (first >= 128 && at >= file.length) throw damaged()
    const length = first < 128 ? first : file[at++]! * 128 + first - 128
    if (length > file.length - at) throw damaged()
    tokens.push(file.subarray(at, (at += length)))
  }
  if (tokens.length === 0) throw damaged()

  const utf8 = new TextDecoder()
  const names = tokens.map((bytes) => utf8.decode(bytes))
  const bytesFrom = tokens.findIndex((_, start) => {
    for (let value = 0; value < 256; value++) {
      const token = tokens[start + value]
      if (token?.length !== 1 || token[0] !== value) return false
    }
    return true
  })
  const ranks = new Map<string, number>()
  names.forEach((name, token) => {
    if (token >= bytesFrom + 256 && name !== '' && !ranks.has(name)) ranks.set(name, token)
  })
  const isText = (name: string, length: number) =>
    length > 0 && !(length > 2 && name.startsWith('<') && name.endsWith('>'))
  const texts = tokens.map((bytes, token) => {
    const name = names[token]!
    if (!isText(name, bytes.length)) return undefined
    return name.includes(wordStart) ? new TextEncoder().encode(name.replaceAll(wordStart, ' ')) : bytes
  })

  return {
    size: tokens.length,
    bytes: (token) => texts[token],
    cut(text) {
      if (bytesFrom < 0) return undefined
      const symbols = Array.from(wordStart + text.trim().replaceAll(' ', wordStart))
      const pieces = merged(symbols, (left, right) => ranks.get(left + right))
      return pieces.flatMap(
        (piece) =>
          ranks.get(piece) ?? Array.from(new TextEncoder().encode(piece), (byte) => bytesFrom + byte),
      )
    },
    special: (name) => {
      const token = names.indexOf(name)
      return token < 0 ? undefined : token
    },
  }
}

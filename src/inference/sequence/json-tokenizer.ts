/**
 * A `tokenizer.json` of byte-pair encoding: Whisper's, whose pieces are bytes in GPT-2's alphabet, and Moonshine's, whose
 * pieces are characters with `▁` before words and `<0x0A>` for bytes.
 *
 * Format: huggingface/tokenizers (Apache-2.0); the alphabet: openai/gpt-2, src/encoder.py `bytes_to_unicode` (MIT).
 */
import { z } from 'zod'
import { AppError } from '../../rpc/failure.ts'
import { merged, type Vocabulary } from './vocabulary.ts'

const pair = z.union([z.string(), z.tuple([z.string(), z.string()])])
/** A spoilt file must not make a list of hundreds of millions; the largest vocabularies have a quarter of a million. */
const token = z.int().min(0).max(1_000_000)
const file = z.object({
  added_tokens: z
    .array(z.object({ id: token, content: z.string(), special: z.boolean().optional() }))
    .default([]),
  model: z.object({ vocab: z.record(z.string(), token), merges: z.array(pair).default([]) }),
})

/** GPT-2's letters for bytes: those that can be seen stand for themselves, the rest come after 255. */
const byteOf = new Map<string, number>()
const letterOf: string[] = []
{
  const seen = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255)
  let hidden = 256
  for (let byte = 0; byte < 256; byte++) {
    const letter = String.fromCodePoint(seen(byte) ? byte : hidden++)
    byteOf.set(letter, byte)
    letterOf[byte] = letter
  }
}
/** GPT-2's words, before they are cut into pieces. */
const words = /'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu

/** @throws {AppError} `damaged` for what is no such file */
export function readJsonTokenizer(text: string): Vocabulary {
  const parsed = (() => {
    try {
      return file.parse(JSON.parse(text))
    } catch (cause) {
      throw new AppError('damaged', 'The recogniser’s list of tokens cannot be read.', {
        reason: 'recogniser-damaged',
        cause,
      })
    }
  })()
  const { vocab, merges } = parsed.model
  const added = new Map(parsed.added_tokens.map(({ content, id }) => [content, id]))
  const special = new Set(parsed.added_tokens.filter(({ special: is = true }) => is).map(({ id }) => id))
  const names: string[] = []
  for (const [name, id] of Object.entries(vocab)) names[id] = name
  for (const [name, id] of added) names[id] = name
  const byBytes = !names.includes('<0x0A>')
  const ranks = new Map<string, number>()
  merges.forEach((each, rank) => ranks.set(typeof each === 'string' ? each : each.join(' '), rank))
  const rank = (left: string, right: string) => ranks.get(`${left} ${right}`)
  const utf8 = new TextEncoder()

  const toBytes = (name: string): Uint8Array => {
    if (byBytes) {
      const bytes = Array.from(name, (letter) => byteOf.get(letter))
      // What was added by hand is text as it stands.
      return bytes.includes(undefined) ? utf8.encode(name) : Uint8Array.from(bytes as number[])
    }
    const byte = /^<0x([0-9A-F]{2})>$/.exec(name)
    return byte ? Uint8Array.of(Number.parseInt(byte[1]!, 16)) : utf8.encode(name.replaceAll('▁', ' '))
  }
  const cutBytes = (word: string): (number | undefined)[] =>
    merged(
      Array.from(utf8.encode(word), (byte) => letterOf[byte]!),
      rank,
    ).map((piece) => vocab[piece])
  const cutLetters = (all: string): (number | undefined)[] =>
    merged(Array.from(all.replaceAll(' ', '▁')), rank).flatMap((piece) =>
      vocab[piece] === undefined
        ? Array.from(
            utf8.encode(piece),
            (byte) => vocab[`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`],
          )
        : [vocab[piece]],
    )

  return {
    size: names.length,
    bytes: (token) => {
      const name = names[token]
      return name === undefined || special.has(token) ? undefined : toBytes(name)
    },
    cut(line) {
      const all = ` ${line.trim()}`
      const tokens = byBytes ? (all.match(words) ?? []).flatMap(cutBytes) : cutLetters(all)
      return tokens.includes(undefined) ? undefined : (tokens as number[])
    },
    special: (name) => added.get(name),
  }
}

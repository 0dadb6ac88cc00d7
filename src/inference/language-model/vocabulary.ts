/**
 * A model's tokens: text to numbers, numbers to bytes.
 *
 * Added tokens (`<|im_end|>`, `<tool_call>`) are found here and not by the library, so that those that stand in somebody's
 * own words can be kept apart (template.ts). Bytes are given instead of text, since a character may take several tokens.
 */
import { Tokenizer } from '@huggingface/tokenizers'

export interface AddedToken {
  readonly id: number
  readonly content: string
  /** Never part of what a person reads. */
  readonly special: boolean
  readonly lstrip: boolean
  readonly rstrip: boolean
}

export interface Vocabulary {
  readonly size: number // one more than the highest number
  readonly added: readonly AddedToken[]
  addedId(content: string): number | undefined
  /** @param text in which added tokens are taken as such, but for those that hold the sign `apart`, which is then left out */
  encode(text: string, apart?: string): number[]
  /** What a token writes; empty for added ones and numbers without a token. Not to be changed. */
  bytes(id: number): Uint8Array
  /** The first token of an answer loses its space, as SentencePiece's decoders have it. */
  readonly leadingSpace: boolean
}

interface TokenizerFile {
  readonly added_tokens?: readonly Partial<AddedToken>[]
  readonly decoder?: Part | null
  readonly model?: { readonly vocab?: unknown; readonly type?: string }
}
interface Part {
  readonly type?: string
  readonly decoders?: readonly Part[]
}

/** Several times the largest vocabulary there is: a number beyond it would only fill memory. */
const mostTokens = 2 ** 21

/** GPT-2's letters for bytes: printable ones stand for themselves, the others are moved behind 255. */
function byteOfLetter(): Map<string, number> {
  const letters = new Map<string, number>()
  let moved = 256
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
    letters.set(String.fromCharCode(printable ? byte : moved++), byte)
  }
  return letters
}

/**
 * @param file contents of tokenizer.json
 * @param config of tokenizer_config.json
 * @throws for what is no tokenizer
 */
export function readVocabulary(file: TokenizerFile, config: Readonly<Record<string, unknown>>): Vocabulary {
  const added = (file.added_tokens ?? []).flatMap(({ id, content, special, lstrip, rstrip }) =>
    id === undefined || !content ? [] : [{ id, content, special: special ?? false, lstrip: lstrip ?? false, rstrip: rstrip ?? false }],
  ) // prettier-ignore
  const byContent = new Map(added.map((token) => [token.content, token]))
  const plain = new Tokenizer({ ...file, added_tokens: [], post_processor: null }, config)
  const written = plain.get_vocab()
  if (written.size === 0) throw new Error('The tokenizer has no vocabulary.')
  const parts = [file.decoder, ...(file.decoder?.decoders ?? [])].map((part) => part?.type)
  const byteLevel = parts.includes('ByteLevel')
  const letters = byteOfLetter()
  const encoder = new TextEncoder()

  let size = 0
  for (const id of [...written.values(), ...added.map((token) => token.id)]) {
    if (!Number.isInteger(id) || id < 0 || id >= mostTokens)
      throw new Error(`${String(id)} is no token’s number.`)
    size = Math.max(size, id + 1)
  }
  const table: Uint8Array[] = Array.from({ length: size }, () => none)
  for (const [token, id] of written) if (!byContent.has(token)) table[id] = bytesOf(token)

  function bytesOf(token: string): Uint8Array {
    if (byteLevel) {
      const bytes = Array.from(token, (letter) => letters.get(letter))
      if (bytes.every((byte) => byte !== undefined)) return Uint8Array.from(bytes)
    }
    const single = /^<0x([0-9A-F]{2})>$/i.exec(token)
    if (single) return Uint8Array.of(Number.parseInt(single[1] as string, 16))
    return encoder.encode(byteLevel ? token : token.replaceAll('▁', ' '))
  }

  /** Longest first, so that `<|im_start|>` is not taken for a shorter one that it begins with. */
  const splitter =
    added.length === 0
      ? undefined
      : new RegExp(
          `(${added
            .map(({ content }) => content)
            .toSorted((a, b) => b.length - a.length)
            .map((content) => content.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
            .join('|')})`,
          'u',
        )

  function plainIds(text: string, section: number): number[] {
    const normal = plain.normalizer ? plain.normalizer.normalize(text) : text
    if (normal === '') return []
    const words = plain.pre_tokenizer
      ? plain.pre_tokenizer.pre_tokenize([normal], { section_index: section })
      : [normal]
    const model = plain.model as unknown as { _call(words: string[]): string[]; unk_token_id?: number }
    return model._call(words).flatMap((token) => {
      const id = plain.token_to_id(token) ?? model.unk_token_id
      return id === undefined ? [] : [id]
    })
  }

  return {
    size,
    added,
    addedId: (content) => byContent.get(content)?.id,
    bytes: (id) => table[id] ?? none,
    leadingSpace: !byteLevel && parts.some((part) => part === 'Strip' || part === 'Metaspace'),
    encode(text, apart) {
      const sections = splitter ? text.split(splitter) : [text]
      const ids: number[] = []
      for (const [at, section] of sections.entries()) {
        const token = at % 2 === 1 ? byContent.get(section) : undefined
        if (token) {
          ids.push(token.id)
          continue
        }
        let words = apart === undefined ? section : section.replaceAll(apart, '')
        if (byContent.get(sections[at + 1] ?? '')?.lstrip) words = words.trimEnd()
        if (byContent.get(sections[at - 1] ?? '')?.rstrip) words = words.trimStart()
        if (words !== '') ids.push(...plainIds(words, at))
      }
      return ids
    },
  }
}

const none = new Uint8Array()

/** Bytes of tokens to text as they come, in whole characters. */
export interface TextOfTokens {
  add(bytes: Uint8Array): string
  end(): string
}
export function textOfTokens(): TextOfTokens {
  const decoder = new TextDecoder('utf-8')
  return {
    add: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  }
}

/** A language model in memory: vocabulary, template, network, and what its tools' calls look like. */
import { totalmem } from 'node:os'
import { AppError, isAppError } from '../../rpc/failure.ts'
import type { FoundPack } from '../packs.ts'
import { openSession } from '../session.ts'
import { type Dialect, dialectOf } from './calls.ts'
import { type ModelConfig, readConfig, readJson } from './config.ts'
import { orderTokens, type TokenOrder } from './grammar/mask.ts'
import { decoderNetwork, type Network } from './network.ts'
import { type ChatTemplate, readTemplate } from './template.ts'
import { readVocabulary, type Vocabulary } from './vocabulary.ts'

/** All but the network: enough to count tokens and to tell what a model can do. */
export interface ModelText {
  readonly config: ModelConfig
  readonly vocabulary: Vocabulary
  readonly template: ChatTemplate
  readonly dialect: Dialect
}

export interface LoadedModel extends ModelText {
  readonly key: string // its folder
  readonly name: string
  readonly network: Network
  /** Its prompts end in the middle of a thought: the template has begun one and cannot be asked not to. */
  readonly beginsThought: boolean
  /** Tokens of prompt and answer together. */
  readonly context: number
  /** Tokens of a text, estimated for what is far beyond the context; those of the last few thousand texts are remembered, since a conversation comes whole each time. */
  count(text: string): number
  /** In the order of their bytes; made for the first grammar. */
  order(): TokenOrder
}

/** Longer conversations than that are not worth their memory and time on the machines that we are for. */
const longestContext = 8_192
const shortestContext = 512
const mostCounts = 4_096
const longestCounted = 2_000 // characters of a text whose count is remembered
/** Characters of a token: more than this on average has no text, and as many English ones have. */
const mostLetters = 32
const usualLetters = 4

/** Memory for what is remembered of conversations, in bytes: a sixteenth of the machine's. */
export const cacheBytes = (total = totalmem()): number =>
  Math.min(2 ** 30, Math.max(128 * 2 ** 20, total / 16))

const broken = (name: string, cause: unknown): AppError =>
  new AppError('damaged', `The files of “${name}” cannot be used.`, {
    reason: 'model-damaged',
    data: { name },
    cause,
  })

/** @throws {AppError} `damaged` for files that are missing, cut short or of something else */
export function readModelText(pack: FoundPack): ModelText {
  const { files, name } = pack
  if (pack.problem !== undefined)
    throw new AppError('damaged', `Files of “${name}” are missing or have changed.`, {
      reason: 'pack-incomplete',
      data: { name },
    })
  try {
    const tokenizerConfig = readJson(files['tokenizerConfig'] as string)
    const vocabulary = readVocabulary(readJson(files['tokenizer'] as string), tokenizerConfig)
    const config = readConfig(files, tokenizerConfig, (token) => vocabulary.addedId(token))
    const dialect = dialectOf(config.template, vocabulary)
    const template = readTemplate({
      template: config.template,
      tokens: config.tokens,
      marks: vocabulary.added.map(({ content }) => content),
      writeCalls: (calls) => dialect.write(calls),
    })
    return { config, vocabulary, template, dialect }
  } catch (cause) {
    throw isAppError(cause) ? cause : broken(name, cause)
  }
}

function beginsThought(template: ChatTemplate): boolean {
  const { text } = template.render({ messages: [{ role: 'user', content: '?' }], tools: [] })
  return text.trimEnd().endsWith('<think>')
}

/** @throws {AppError} `damaged`, `too-large` where memory runs out */
export async function loadModel(pack: FoundPack): Promise<LoadedModel> {
  const text = readModelText(pack)
  const { name, files } = pack
  const session = await openSession(files['graph'] as string, { name, size: 'large' }) // prettier-ignore
  try {
    const network = decoderNetwork(session, text.config, text.vocabulary.size, name)
    const affordable = (cacheBytes() - network.bytesBesides) / Math.max(1, network.bytesPerToken)
    const context = Math.floor(
      Math.min(text.config.context, longestContext, Math.max(shortestContext, affordable)),
    )
    let order: TokenOrder | undefined
    const counts = new Map<string, number>()
    return {
      ...text,
      key: pack.folder,
      name,
      network,
      beginsThought: beginsThought(text.template),
      context,
      count(words) {
        if (words.length > mostLetters * context) return Math.ceil(words.length / usualLetters)
        let count = counts.get(words)
        if (count === undefined) {
          if (counts.size >= mostCounts) counts.clear()
          count = text.vocabulary.encode(words).length
          if (words.length < longestCounted) counts.set(words, count)
        }
        return count
      },
      order: () => (order ??= orderTokens(text.vocabulary.size, (id) => text.vocabulary.bytes(id))),
    }
  } catch (cause) {
    await session.release()
    throw isAppError(cause) ? cause : broken(name, cause)
  }
}

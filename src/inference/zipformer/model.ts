/** A pack of a streaming transducer. */
import { readFileSync } from 'node:fs'
import type { Recogniser } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import type { RecogniserModel } from '../recogniser.ts'
import { openAll } from '../sequence/open-all.ts'
import { type Bias, createBias, type HotPhrase } from './bias.ts'
import { onnxMetadata } from './metadata.ts'
import { joinNetworks, type Networks } from './networks.ts'
import { type ZipformerOptions, zipformerOptions } from './options.ts'
import { guessPieces, type Pieces, readPieces } from './sentence-pieces.ts'
import { openStream } from './stream.ts'
import { parseTokens, type Tokens } from './tokens.ts'

/** Paths of a pack's files. */
export interface ZipformerFiles {
  readonly encoder: string
  readonly decoder: string
  readonly joiner: string
  readonly tokens: string
  /** SentencePiece's model, for hot words. */
  readonly pieces?: string
}

export interface ZipformerModel extends RecogniserModel {
  release(): Promise<void>
}

interface Loaded {
  readonly networks: Networks
  readonly tokens: Tokens
  readonly pieces: Pieces
}

async function load(files: ZipformerFiles, name: string): Promise<Loaded> {
  const [tokens, pieces, metadata] = (() => {
    try {
      const list = parseTokens(readFileSync(files.tokens, 'utf8'))
      return [
        list,
        files.pieces === undefined ? guessPieces(list) : readPieces(readFileSync(files.pieces), list),
        onnxMetadata(files.encoder),
      ] as const
    } catch (cause) {
      if (cause instanceof AppError) throw cause
      throw new AppError('damaged', 'The files of the recogniser cannot be read.', {
        reason: 'recogniser-damaged',
        cause,
      })
    }
  })()
  const paths = { encoder: files.encoder, decoder: files.decoder, joiner: files.joiner }
  const { sessions, release } = await openAll(paths, name, 'small')
  try {
    const networks = joinNetworks(sessions.encoder, sessions.decoder, sessions.joiner, metadata)
    if (networks.vocabulary !== tokens.size)
      throw new AppError('damaged', 'The recogniser’s list of tokens belongs to another one.', {
        reason: 'recogniser-damaged',
      })
    return { networks, tokens, pieces }
  } catch (error) {
    await release()
    throw error
  }
}

/** @throws {AppError} `damaged` for files that cannot be used; as `openSession` */
export async function openZipformer(
  about: Recogniser,
  files: ZipformerFiles,
  options: ZipformerOptions = zipformerOptions,
): Promise<ZipformerModel> {
  const { networks, tokens, pieces } = await load(files, about.name)
  /** The last hot words: they stay the same for many utterances, and thousands take a while to be made ready. */
  let last: { readonly key: string; readonly bias: Bias } | undefined

  return {
    about,
    async open({ hotWords, alternatives }) {
      const key = JSON.stringify(hotWords)
      if (last?.key !== key) {
        const phrases: HotPhrase[] = []
        for (const { text, boost } of hotWords) {
          const cut = pieces.cut(text)
          if (cut) phrases.push({ tokens: cut, boost: boost ?? options.boost })
        }
        last = { key, bias: createBias(phrases, tokens) }
      }
      return openStream({ networks, tokens, options }, last.bias, alternatives)
    },
    release: () => networks.release(),
  }
}

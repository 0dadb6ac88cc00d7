/** What each kind of neural voice fills in: the voices of a pack, its vocabulary, and the network that speaks. */
import { readFileSync } from 'node:fs'
import { AppError } from '../../rpc/failure.ts'
import type { Voice } from '../../contract/inference.ts'
import type { ModelSource } from '../keeper.ts'
import type { FoundPack } from '../packs.ts'
import type { Symbols } from './symbols.ts'

/** What the network made of a sequence of symbols. */
export interface RawSound {
  /** −1 to 1, at `VoiceModel.rate`. */
  readonly samples: Float32Array
  /** How long each of the symbols is heard, as shares of the whole, with one before them and one after; if it says so. */
  readonly shares?: readonly number[]
}

export interface VoiceModel {
  /** Samples per second. */
  readonly rate: number
  /**
   * @param ids the symbols, without the ones that begin and end every sequence
   * @param characters of the text that they stand for
   */
  speak(ids: readonly number[], characters: number): Promise<RawSound>
}

/** A voice of a pack, and how it is spoken with. */
export interface NeuralVoice {
  readonly voice: Voice
  /** eSpeak's tag of the language in which its sounds are looked up. */
  readonly espeak: string
  /** Symbols that it takes at most. */
  readonly most: number
  symbols(): Symbols
  /** The network, which other voices of the pack may share. */
  readonly source: ModelSource<SharedModel>
}

/** A loaded network, and what was learnt of its voices since. */
export interface SharedModel {
  as(voice: string): VoiceModel
  release(): Promise<void>
}

/** How a kind of pack becomes voices. */
export type VoicesOf = (pack: FoundPack) => NeuralVoice[]

export const damaged = (pack: FoundPack, cause?: unknown): AppError =>
  new AppError(
    'damaged',
    `The files of the voice “${pack.name}” are damaged or do not belong together. Install it again.`,
    {
      reason: 'voice-damaged',
      data: { name: pack.name },
      ...(cause === undefined ? {} : { cause }),
    },
  )

/** A file of a pack as JSON. @throws {AppError} `damaged` */
export function readJson(pack: FoundPack, role: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(pack.files[role] ?? '', 'utf8'))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
    throw damaged(pack)
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(pack, cause)
  }
}

/** The vocabulary of a `tokenizer.json` whose symbols are single signs. @throws {AppError} `damaged` */
export function readVocabulary(pack: FoundPack, role: string): ReadonlyMap<string, number> {
  const { model } = readJson(pack, role)
  const vocabulary = (model as { vocab?: unknown } | undefined)?.vocab
  if (typeof vocabulary !== 'object' || vocabulary === null) throw damaged(pack)
  const numbers = new Map(
    Object.entries(vocabulary).filter((entry): entry is [string, number] => Number.isInteger(entry[1])),
  )
  if (numbers.size < 20) throw damaged(pack)
  return numbers
}

/** `af_heart`, `expr-voice-2-f`, `amy_low` as a person would write a name. */
export const titled = (name: string): string =>
  name
    .split(/[_-]/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

/** Neural voices read at about the pace of a narrator; measured ones take the place of this once they have spoken. */
export const estimatedWordsPerMinute = 165

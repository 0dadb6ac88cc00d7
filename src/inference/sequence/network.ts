/** What an encoder and a decoder of text are to the search: sound becomes a memory, from which tokens are read in turn. */
import type { Vocabulary } from './vocabulary.ts'

/** The decoder after some tokens. A value: any step may be gone on from more than once. */
export interface Step {
  /** For the token that comes next, before softmax. */
  readonly logits: Float32Array
  /** Where in the memory the decoder looked for it, for each head of each layer; absent where the graph does not tell. */
  readonly attention?: readonly Float32Array[] | undefined
  /** The decoder after another token. */
  next(token: number): Promise<Step>
}

export interface Prompted {
  readonly step: Step
  /** Logits after each token of the prompt: rows of the vocabulary's size. */
  readonly rows: Float32Array
  /** As `Step.attention`, after each token of the prompt. */
  readonly attention?: readonly (readonly Float32Array[])[] | undefined
}

/** A stretch of sound as the encoder understood it. */
export interface Memory {
  /** Seconds of a frame of it. */
  readonly frame: number
  /** Frames that are sound, and not what was put behind it. */
  readonly frames: number
  /** The decoder after all tokens of a prompt. */
  prompt(tokens: readonly number[]): Promise<Prompted>
}

/** One stretch of sound that grows. */
export interface Intake {
  hear(sound: Float32Array): Promise<void>
  /** The memory of all sound so far, as if it ended here; more may follow. */
  memory(): Promise<Memory>
}

/** What the decoder begins with, and what it must not write. */
export interface Opening {
  /** The prompt, without words. */
  readonly tokens: readonly number[]
  /** Never written. */
  readonly never: readonly number[]
  /** Not written first. */
  readonly notFirst: readonly number[]
  /** Probability that nobody speaks, 0 to 1, where the model can tell. */
  readonly noSpeech?: number
}

export interface SequenceNetwork {
  readonly vocabulary: Vocabulary
  /** The token that ends a text. */
  readonly end: number
  /** Tokens that fit its decoder, the prompt's included. */
  readonly most: number
  /** Seconds of sound that it takes at once. */
  readonly longest: number
  /** Which heads follow the words, as indexes of `Step.attention`; all, if absent. */
  readonly heads?: readonly number[]
  begin(): Intake
  /** @param words that are likely to be said @throws {AppError} `unavailable` for a language that it does not know */
  open(memory: Memory, language: string, words: readonly string[]): Promise<Opening>
  release(): Promise<void>
}

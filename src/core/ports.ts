/** What the jobs need from the world, as interfaces. `app/start.ts` joins them to the real things; tests bring their own. */
import type { z } from 'zod'
import type { Block, Clip, Metadata, PageMark, TocEntry } from '../contract/document.ts'
import type { ChatEvent, chatRequest, LanguageModel } from '../contract/chat.ts'
import type { ear } from '../contract/ear.ts'
import type { Speech, SpeechPart, SpeechRequest, Voice } from '../contract/inference.ts'
import type { Settings } from '../contract/settings.ts'

/** The engine's voices. Rejects with `unavailable` while the engine is being restarted, `voice-missing` for an unknown id. */
export interface Speaker {
  voices(): Promise<readonly Voice[]>
  speak(request: SpeechRequest, signal?: AbortSignal): Promise<Speech>
  /** As `inference.speakParts` has it. Absent: speech only comes whole. */
  speakParts?(request: SpeechRequest, signal?: AbortSignal): AsyncIterableIterator<SpeechPart>
}

/**
 * A document's text as far as it has been read in.
 *
 * `blocks` waits for blocks that are still being imported, and gives fewer than asked for (or none) only at the
 * document's end. Block numbers count from 0.
 */
export interface Text {
  readonly metadata: Metadata
  toc(): readonly TocEntry[]
  pages(): readonly PageMark[]
  /** Blocks read in so far, and whether that is all of them. */
  extent(): { readonly blocks: number; readonly complete: boolean }
  blocks(from: number, count: number, signal?: AbortSignal): Promise<readonly Block[]>
}

export interface Texts {
  /** @throws {AppError} `not-found` */
  open(document: string): Promise<Text>
}

/** The recording that a book brings of itself. */
export interface Narration {
  /** Which stretches of a block are read in it, in the order of the text. */
  clips(block: number): readonly Clip[]
  /** Mono samples at `soundRate` of a stretch of one of its sounds, in seconds; to its end where `end` is absent. */
  sound(sound: string, start: number, end: number | undefined, signal?: AbortSignal): Promise<Int16Array>
  /** Told of a stretch that cannot be played, which the voice reads then. */
  failed(error: unknown, clip: Clip): void
}

export interface SettingsPort {
  read(): Settings
}

type Ears = typeof ear
/**
 * The process that hears, as its contract has it. Rejects with `unavailable` while it is being restarted; streams that
 * were open then are gone, and calls on them reject with `not-found`.
 */
export interface Ear {
  call<Name extends keyof Ears>(
    name: Name,
    input: z.input<Ears[Name]['input']>,
    signal?: AbortSignal,
  ): Promise<z.output<Ears[Name]['output']>>
}

/** How words are said, in IPA, in their order; empty where nothing would be. For grammars. */
export type Pronounce = (language: string, words: readonly string[]) => Promise<readonly string[]>

/** The installed language models. Rejects with `unavailable` while their process is being restarted. */
export interface ChatModel {
  models(): Promise<readonly LanguageModel[]>
  /** One turn, as it comes; leaving the loop interrupts it. */
  generate(
    request: Omit<z.input<typeof chatRequest>, 'folders'>,
    signal?: AbortSignal,
  ): AsyncIterableIterator<ChatEvent>
  /** Lets go of what is kept of a conversation. */
  forget(conversation: string): Promise<void>
}

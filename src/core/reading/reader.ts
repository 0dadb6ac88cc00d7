/**
 * The reader job: a document from a place on, sentence by sentence, with sound and the times of the written words.
 *
 * Pulled, never pushed: at most one utterance is synthesised ahead of the one that was asked for. Settings are read
 * for every utterance, so that a new voice is heard at the next sentence.
 */
import type { SpokenUtterance, Utterance } from '../../contract/app.ts'
import type { Block, Position } from '../../contract/document.ts'
import {
  type Speech,
  soundRate,
  type SpeechRequest,
  type Voice,
  type WordTime,
} from '../../contract/inference.ts'
import type { Settings } from '../../contract/settings.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import type { SettingsPort, Speaker, Text } from '../ports.ts'
import { baseLanguage } from './languages.ts'
import type { SpokenPart } from './parts.ts'
import { pauseAfter } from './pauses.ts'
import type { SpeechCache } from './speech-cache.ts'
import { utteranceAt, walk } from './walk.ts'
import { blockSpans, speech as inWords, type UtteranceSpan } from './utterances.ts'
import { chooseVoice, findVoice } from './voice-choice.ts'
import { writtenWordTimes } from './written-words.ts'

export interface ReaderPorts {
  readonly text: Text
  readonly speaker: Speaker
  readonly settings: SettingsPort
  /** Id of the document that `text` is. */
  readonly document: string
  readonly cache?: SpeechCache
  /** Told of each utterance that had to be left out because no voice could say it. */
  readonly skipped?: (error: unknown, utterance: Utterance) => void
}

export interface ReadOptions {
  /** Ends before the utterance that begins here or later. */
  readonly until?: Position
  /** Ends after so many utterances. */
  readonly limit?: number
  /** Voice for everything in the document's language, instead of the settings' choice. */
  readonly voice?: string
}

/** Silence between two languages of one sentence, in seconds. */
const betweenParts = 0.04
/** So many utterances in a row may be left out before the reading ends with the error. */
const failuresAllowed = 3

interface Planned {
  readonly block: Block
  readonly number: number
  readonly next: Block | undefined
  readonly span: UtteranceSpan
}

async function* plan(
  ports: ReaderPorts,
  from: Position,
  until: Position | undefined,
  signal: AbortSignal,
): AsyncGenerator<Planned> {
  const language = documentLanguage(ports.text)
  for await (const { block, number, next } of walk(ports.text, from.block, signal)) {
    const { spans } = blockSpans(block, language)
    const first = number === from.block ? (utteranceAt(spans, from.offset) ?? spans.length) : 0
    for (const span of spans.slice(first)) {
      if (until && (number > until.block || (number === until.block && span.start >= until.offset))) return
      yield { block, number, next, span }
    }
    if (until && number >= until.block) return
  }
}

/** The language that a document is taken to be in: its own, else English. */
export const documentLanguage = (text: Text): string => text.metadata.language ?? 'en'

/**
 * The document from `from` on. The utterance that holds `from` comes first, whole; what says nothing is left out.
 *
 * An utterance that cannot be said is told to `skipped` and left out.
 * @throws {AppError} `unavailable` when the engine stays away after a second try, `voice-missing` when there is no
 *   voice at all, the engine's own error when several utterances in a row fail, `cancelled` once `signal` aborts
 */
export async function* read(
  ports: ReaderPorts,
  from: Position,
  signal: AbortSignal,
  options: ReadOptions = {},
): AsyncGenerator<SpokenUtterance> {
  const ended = new AbortController()
  const stop = (): void => ended.abort(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const voices = await retried(() => ports.speaker.voices(), ended.signal)
    const planned = plan(ports, from, options.until, ended.signal)
    const voicing = new Voicing(ports, voices, options.voice)
    let left = options.limit ?? Infinity
    let failures = 0
    let ahead = begin(planned, voicing, ended.signal)
    for (;;) {
      const outcome = await ahead.catch((error: unknown) => {
        throwIfAborted(ended.signal)
        throw error
      })
      throwIfAborted(ended.signal)
      if (outcome.type === 'end') return
      if (outcome.type === 'failed') {
        failures += 1
        if (failures > failuresAllowed || isAppError(outcome.error, 'unavailable')) throw outcome.error
        ports.skipped?.(outcome.error, outcome.utterance)
        ahead = begin(planned, voicing, ended.signal)
        continue
      }
      failures = 0
      left -= 1
      if (left > 0) ahead = begin(planned, voicing, ended.signal)
      yield outcome.spoken
      if (left <= 0) return
    }
  } finally {
    ended.abort()
    signal.removeEventListener('abort', stop)
  }
}

type Outcome =
  | { readonly type: 'spoken'; readonly spoken: SpokenUtterance }
  | { readonly type: 'failed'; readonly error: unknown; readonly utterance: Utterance }
  | { readonly type: 'end' }

/** Speaks the next utterance that says something. Rejections wait in the promise until it is its turn. */
function begin(planned: AsyncGenerator<Planned>, voicing: Voicing, signal: AbortSignal): Promise<Outcome> {
  const outcome = (async (): Promise<Outcome> => {
    for (;;) {
      const { value, done } = await planned.next()
      if (done) return { type: 'end' }
      const result = await voicing.say(value, signal)
      if (result) return result
    }
  })()
  outcome.catch(() => undefined) // seen when it is awaited; the reading may end before that
  return outcome
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'The reading was stopped.')
}

/** A second try after `unavailable`: the first failed with the engine, the second waits for its restart. */
async function retried<Result>(attempt: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  try {
    return await attempt()
  } catch (error) {
    if (!isAppError(error, 'unavailable') || signal.aborted) throw error
    return attempt()
  }
}

class Voicing {
  readonly #ports: ReaderPorts
  readonly #voices: readonly Voice[]
  readonly #fixed: Voice | undefined
  readonly #language: string

  constructor(ports: ReaderPorts, voices: readonly Voice[], fixed: string | undefined) {
    this.#ports = ports
    this.#voices = voices
    this.#language = documentLanguage(ports.text)
    this.#fixed = fixed === undefined ? undefined : findVoice(fixed, voices)
    if (voices.length === 0 || (fixed !== undefined && !this.#fixed))
      throw new AppError('voice-missing', `The voice “${fixed ?? ''}” is not installed.`, {
        data: { voice: fixed ?? '' },
      })
  }

  /** Undefined where there is nothing to say. */
  async say({ block, number, next, span }: Planned, signal: AbortSignal): Promise<Outcome | undefined> {
    const { document } = this.#ports
    const { layout } = blockSpans(block, this.#language)
    const { parts, spoken } = inWords(layout, span)
    if (parts.length === 0) return undefined
    const utterance: Utterance = {
      position: { document, block: number, offset: span.start },
      end: span.end,
      kind: span.kind,
      blockStart: span.blockStart,
      spoken,
    }
    const settings = this.#ports.settings.read()
    try {
      const said: { part: SpokenPart; voice: Voice; speech: Speech }[] = []
      for (const part of parts) {
        const voice = this.#voiceFor(part.language, settings)
        said.push({ part, voice, speech: await this.#speak(part, voice, settings, signal) })
      }
      const main = said.reduce((most, each) =>
        each.speech.pcm.length > most.speech.pcm.length ? each : most,
      )
      return {
        type: 'spoken',
        spoken: {
          utterance,
          ...join(layout.heard, said),
          pauseAfter: pauseAfter(span.after, block, next),
          voice: main.voice.id,
          wordsPerMinute: main.voice.wordsPerMinute,
        },
      }
    } catch (error) {
      throwIfAborted(signal)
      return { type: 'failed', error, utterance }
    }
  }

  #voiceFor(language: string, settings: Settings): Voice {
    const own = baseLanguage(language) === baseLanguage(this.#language)
    const voice =
      (own ? this.#fixed : undefined) ?? chooseVoice(language, this.#voices, settings.voices, this.#language)
    if (!voice) throw new AppError('voice-missing', 'There is no voice that could read this.')
    return voice
  }

  async #speak(part: SpokenPart, voice: Voice, settings: Settings, signal: AbortSignal): Promise<Speech> {
    const request: SpeechRequest = {
      voice: voice.id,
      text: part.spoken,
      ...(voice.languages.length > 1 && { language: part.language.toLowerCase() }),
      ...(voice.adjustable && { pitch: settings.pitch, range: settings.range }),
    }
    const kept = this.#ports.cache?.get(request)
    if (kept) return kept
    const speech = await retried(() => this.#ports.speaker.speak(request, signal), signal)
    this.#ports.cache?.set(request, speech)
    return speech
  }
}

/** One sound from several parts, and the times of the written words in it. */
function join(
  text: string,
  said: readonly { part: SpokenPart; speech: Speech }[],
): { pcm: Int16Array; words: WordTime[] } {
  const gap = Math.round(betweenParts * soundRate)
  const total = said.reduce((sum, { speech }) => sum + speech.pcm.length, gap * (said.length - 1))
  const single = said.length === 1 ? said[0]!.speech.pcm : undefined
  const pcm = single ?? new Int16Array(total)
  const words: WordTime[] = []
  let at = 0
  for (const { part, speech } of said) {
    if (!single) pcm.set(speech.pcm, at)
    const offset = at / soundRate
    for (const word of writtenWordTimes(text, part, speech.words, speech.pcm.length / soundRate))
      words.push({ ...word, start: word.start + offset, end: word.end + offset })
    at += speech.pcm.length + gap
  }
  return { pcm, words }
}

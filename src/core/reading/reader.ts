/**
 * The reader job: a document from a place on, sentence by sentence, with sound and the times of the written words.
 *
 * Pulled, never pushed: at most one utterance is synthesised ahead of the one that was asked for. Settings are read
 * for every utterance, so that a new voice is heard at the next sentence.
 */
import type { SpokenUtterance, Utterance } from '../../contract/app.ts'
import { type Block, isText, type Position } from '../../contract/document.ts'
import type { Voice } from '../../contract/inference.ts'
import type { PausePreset } from '../../contract/listening.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Earcon } from '../../sound/earcons.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import type { Narration, SettingsPort, Speaker, Text } from '../ports.ts'
import type { Hearing } from './hearing.ts'
import { baseLanguage } from './languages.ts'
import { recorded, type Recorded } from './narration/recorded.ts'
import { withOmissions } from './omissions.ts'
import type { Layout, SpokenPart } from './parts.ts'
import { pauseAfter } from './pauses.ts'
import type { SpeechCache } from './speech-cache.ts'
import { utteranceAt, walk } from './walk.ts'
import { blockSpans, speech as inWords, type UtteranceSpan } from './utterances.ts'
import { type SaidPart, utteranceSound } from './utterance-sound.ts'
import { chooseVoice, findVoice } from './voice-choice.ts'
import { type Instead, retried, type Said, voiced, type Voiced, type VoicedOptions } from './voiced.ts'

export interface ReaderPorts {
  readonly text: Text
  readonly speaker: Speaker
  readonly settings: SettingsPort
  /** Id of the document that `text` is. */
  readonly document: string
  readonly cache?: SpeechCache
  /** What of it is heard; everything but note marks, page numbers and running lines, if absent. */
  readonly hearing?: Hearing
  /** The recording that the document brings of itself, if it does. */
  readonly narration?: Narration | undefined
  /** Instead of the settings' preset: which tones there are hangs on it. */
  readonly pauses?: PausePreset
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
  /** An utterance may come in parts (`SpokenUtterance.part`), so that the first is heard before all of it is spoken. */
  readonly parts?: boolean
}

/** So many utterances in a row may be left out before the reading ends with the error. */
const failuresAllowed = 3

interface Planned {
  readonly block: Block
  readonly number: number
  readonly next: Block | undefined
  readonly span: UtteranceSpan
  readonly layout: Layout
}

async function* plan(
  ports: ReaderPorts,
  from: Position,
  until: Position | undefined,
  signal: AbortSignal,
): AsyncGenerator<Planned> {
  const language = documentLanguage(ports.text)
  for await (const { block, number, next } of walk(ports.text, from.block, signal)) {
    if (!ports.hearing && !isText(block)) continue
    const { spans, layout: whole } = blockSpans(block, language)
    const { hearing } = ports
    const layout = hearing
      ? { ...withOmissions(whole, await hearing.omissions(block, number, signal)), lexicon: hearing.lexicon }
      : whole
    const first = number === from.block ? (utteranceAt(spans, from.offset) ?? spans.length) : 0
    for (const span of spans.slice(first)) {
      if (until && (number > until.block || (number === until.block && span.start >= until.offset))) return
      yield { block, number, next, span, layout }
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
  let rest: AsyncGenerator<SpokenUtterance, void, undefined> | undefined
  try {
    const voices = await retried(() => ports.speaker.voices(), ended.signal)
    const planned = plan(ports, from, options.until, ended.signal)
    const voicing = new Voicing(ports, voices, options)
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
      let spoken: SpokenUtterance | undefined = outcome.spoken
      rest = outcome.rest
      while (rest && spoken?.part?.more) {
        yield spoken
        spoken = (await rest.next()).value ?? undefined
        throwIfAborted(ended.signal)
      }
      rest = undefined
      if (left > 0) ahead = begin(planned, voicing, ended.signal)
      if (spoken) yield spoken
      if (left <= 0) return
    }
  } finally {
    ended.abort()
    rest?.return().catch(() => undefined)
    signal.removeEventListener('abort', stop)
  }
}

type Outcome =
  | {
      readonly type: 'spoken'
      readonly spoken: SpokenUtterance
      /** What follows of the same utterance, where it comes in parts. */
      readonly rest?: AsyncGenerator<SpokenUtterance, void, undefined>
    }
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

const earconOf: Partial<Record<Block['kind'], Earcon>> = {
  heading: 'heading',
  figure: 'figure',
  table: 'table',
  footnote: 'note',
}

/** Narrators of audiobooks read 150 to 160 words a minute; what one reads in a single sentence says little. */
const recordedVoice = { id: 'recorded', wordsPerMinute: 155 } as const

type SpokenBy = Pick<Voice, 'id' | 'wordsPerMinute'>
/** As `Voiced`; a recording has no voice. */
type Heard = Omit<Voiced, 'said'> & { readonly said: readonly SaidPart[] }

/** The voice that says most. */
const mainVoice = (said: readonly Said[]): Voice =>
  said.reduce((most, each) => (each.speech.pcm.length > most.speech.pcm.length ? each : most)).voice

class Voicing {
  readonly #ports: ReaderPorts
  readonly #voices: readonly Voice[]
  readonly #fixed: Voice | undefined
  readonly #language: string
  readonly #parts: boolean
  readonly #failed = new Map<string, Instead>()
  /** The block that was said last. */
  #block: number | undefined

  constructor(ports: ReaderPorts, voices: readonly Voice[], { voice: fixed, parts = false }: ReadOptions) {
    this.#ports = ports
    this.#parts = parts
    this.#voices = voices
    this.#language = documentLanguage(ports.text)
    this.#fixed = fixed === undefined ? undefined : findVoice(fixed, voices)
    if (voices.length === 0 || (fixed !== undefined && !this.#fixed))
      throw new AppError('voice-missing', `The voice “${fixed ?? ''}” is not installed.`, {
        data: { voice: fixed ?? '' },
      })
  }

  /** Undefined where there is nothing to say. */
  async say(
    { block, number, next, span, layout }: Planned,
    signal: AbortSignal,
  ): Promise<Outcome | undefined> {
    const { document } = this.#ports
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
      const recording = await this.#recorded(number, span, layout, parts, settings, signal)
      let tone: Earcon | undefined
      const pause = recording?.pause ?? pauseAfter(span.after, block, next)
      /** How many samples of the utterance have been given away. */
      let given = 0
      const spokenAs = ({ said, more, instead }: Heard, voice: SpokenBy): SpokenUtterance => {
        const from = given
        if (from === 0) tone = this.#earcon(block, number, span, settings)
        const sound = utteranceSound({
          block,
          heard: layout.heard,
          language: this.#language,
          said,
          earcon: tone,
        })
        given = sound.pcm.length
        return {
          utterance,
          ...sound,
          // Copied, since what a part lies in would be sent along with it.
          ...(from > 0 && { pcm: sound.pcm.slice(from) }),
          pauseAfter: pause,
          voice: voice.id,
          wordsPerMinute: voice.wordsPerMinute,
          ...((more || from > 0) && { part: { from, more } }),
          ...(instead && { instead }),
        }
      }
      if (recording)
        return { type: 'spoken', spoken: spokenAs({ said: [recording], more: false }, recordedVoice) }
      const steps = voiced(parts, this.#voicedOptions(settings), signal)
      const spokenBy = (step: Voiced): SpokenUtterance => spokenAs(step, mainVoice(step.said))
      const first = await steps.next()
      if (first.done) return undefined
      if (!first.value.more) return { type: 'spoken', spoken: spokenBy(first.value) }
      const rest = async function* (): AsyncGenerator<SpokenUtterance, void, undefined> {
        for await (const step of steps) yield spokenBy(step)
      }
      return { type: 'spoken', spoken: spokenBy(first.value), rest: rest() }
    } catch (error) {
      throwIfAborted(signal)
      return { type: 'failed', error, utterance }
    }
  }

  /** A tone where a block begins, or is come to from another whose beginning is left out. */
  #earcon(block: Block, number: number, span: UtteranceSpan, settings: Settings): Earcon | undefined {
    const begins = number !== this.#block && (span.blockStart || this.#block !== undefined)
    this.#block = number
    const wanted =
      settings.earcons === 'always' ||
      (settings.earcons === 'scan' && (this.#ports.pauses ?? settings.pauses) === 'scan')
    return begins && wanted ? earconOf[block.kind] : undefined
  }

  /** As the document's own narrator reads it; undefined where the voice is to. */
  async #recorded(
    block: number,
    span: UtteranceSpan,
    layout: Layout,
    parts: readonly SpokenPart[],
    settings: Settings,
    signal: AbortSignal,
  ): Promise<Recorded | undefined> {
    const { narration } = this.#ports
    if (!narration || this.#fixed || settings.narration === 'voice') return undefined
    return recorded({ narration, block, span, layout, parts }, signal)
  }

  #voicedOptions(settings: Settings): VoicedOptions {
    const { speaker, cache } = this.#ports
    return {
      speaker,
      cache,
      voices: this.#voices,
      settings,
      language: this.#language,
      voiceFor: (language) => this.#voiceFor(language, settings),
      inParts: this.#parts,
      failed: this.#failed,
    }
  }

  #voiceFor(language: string, settings: Settings): Voice {
    const own = baseLanguage(language) === baseLanguage(this.#language)
    const voice =
      (own ? this.#fixed : undefined) ?? chooseVoice(language, this.#voices, settings.voices, this.#language)
    if (!voice) throw new AppError('voice-missing', 'There is no voice that could read this.')
    return voice
  }
}

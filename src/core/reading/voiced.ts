/**
 * The parts of an utterance in their voices: whole, or clause by clause where a voice is slow.
 *
 * What has been said once is never asked for again: after a crash the voice goes on with the rest of its text, and where a
 * pack's voice cannot be used, one that comes with the app says the rest.
 */
import type { Phonemes, Speech, SpeechRequest, Voice } from '../../contract/inference.ts'
import type { Settings } from '../../contract/settings.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { joined } from '../../sound/join.ts'
import type { Speaker } from '../ports.ts'
import type { SpokenPart } from './parts.ts'
import type { SpeechCache } from './speech-cache.ts'
import type { SpanPiece } from './span-map.ts'
import { chooseVoice, embedded } from './voice-choice.ts'

export interface VoicedOptions {
  readonly speaker: Speaker
  readonly cache: SpeechCache | undefined
  readonly voices: readonly Voice[]
  readonly settings: Settings
  /** The document's. */
  readonly language: string
  /** The voice for a language. @throws {AppError} `voice-missing` */
  readonly voiceFor: (language: string) => Voice
  /** Speech may be given before all of it is there. */
  readonly inParts: boolean
  /** Voices that have failed so that trying again is no use; those that do now are added. */
  readonly failed: Map<string, Instead>
}

/** The voice that should have spoken, and why it could not. */
export interface Instead {
  readonly voice: string
  readonly code: string
  readonly reason: string
}

export interface Said {
  /** As far as it has been said. */
  readonly part: SpokenPart
  readonly voice: Voice
  readonly speech: Speech
}

export interface Voiced {
  /** All that has been said of the utterance by now. */
  readonly said: readonly Said[]
  readonly more: boolean
  readonly instead?: Instead | undefined
}

/** A second try after `unavailable`: the first failed with the engine, the second waits for its restart. */
export async function retried<Result>(attempt: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  try {
    return await attempt()
  } catch (error) {
    if (!isAppError(error, 'unavailable') || signal.aborted) throw error
    return attempt()
  }
}

/** @returns what has been said, each time more of it; only once, and then all, unless `inParts` */
export async function* voiced(
  parts: readonly SpokenPart[],
  options: VoicedOptions,
  signal: AbortSignal,
): AsyncGenerator<Voiced, void, undefined> {
  const said: Said[] = []
  let instead: Instead | undefined
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1
    for await (const step of speak(part, options, signal)) {
      said[index] = {
        part: step.more ? beginning(part, step.to) : part,
        voice: step.voice,
        speech: step.speech,
      }
      instead ??= step.instead
      const more = step.more || !last
      if (!more || (options.inParts && !embedded(step.voice))) yield { said: [...said], more, instead }
    }
  }
}

interface Step {
  readonly speech: Speech
  readonly voice: Voice
  /** How much of the part's text has been said. */
  readonly to: number
  readonly more: boolean
  readonly instead?: Instead | undefined
}

function requestOf(part: SpokenPart, voice: Voice, { settings }: VoicedOptions, from = 0): SpeechRequest {
  const phonemes = part.phonemes?.flatMap((each): Phonemes[] =>
    each.from < from ? [] : [{ ...each, from: each.from - from, to: each.to - from }],
  )
  return {
    voice: voice.id,
    text: part.spoken.slice(from),
    ...(voice.languages.length > 1 && { language: part.language.toLowerCase() }),
    ...(voice.adjustable && { pitch: settings.pitch, range: settings.range }),
    ...(phonemes && phonemes.length > 0 && { phonemes }),
  }
}

async function whole(
  request: SpeechRequest,
  { speaker, cache }: VoicedOptions,
  signal: AbortSignal,
): Promise<Speech> {
  const kept = cache?.get(request)
  if (kept) return kept
  const speech = await retried(() => speaker.speak(request, signal), signal)
  cache?.set(request, speech)
  return speech
}

async function* speak(
  part: SpokenPart,
  options: VoicedOptions,
  signal: AbortSignal,
): AsyncGenerator<Step, void, undefined> {
  const chosen = options.voiceFor(part.language)
  const { length } = part.spoken
  let soFar: Speech = { pcm: new Int16Array(0), words: [] }
  let to = 0
  let instead = options.failed.get(chosen.id)
  if (!instead)
    try {
      for await (const step of byChosen(part, chosen, options, signal)) {
        soFar = step.speech
        to = step.to
        yield step
      }
      return
    } catch (error) {
      instead = whyInstead(error, chosen, signal)
      if (lasting(error)) options.failed.set(chosen.id, instead)
    }
  const other = chooseVoice(part.language, options.voices.filter(embedded), {}, options.language)
  if (!other)
    throw new AppError('voice-missing', 'There is no voice that could read this.', {
      data: { voice: chosen.name },
    })
  const rest = await whole(requestOf(part, other, options, to), options, signal)
  const words = rest.words.map((word) => ({ ...word, from: word.from + to, to: word.to + to }))
  const speech = to === 0 ? rest : joined([soFar, { ...rest, words }])
  yield { speech, voice: other, to: length, more: false, instead }
}

/** @throws what cannot be helped by another voice: the embedded ones' own errors, and a reading that was stopped */
function whyInstead(error: unknown, voice: Voice, signal: AbortSignal): Instead {
  if (signal.aborted || embedded(voice) || !isAppError(error) || error.code === 'cancelled') throw error
  return { voice: voice.name, code: error.code, reason: error.reason ?? error.code }
}

/** What will be the same with the next sentence. */
const lasting = (error: unknown): boolean =>
  isAppError(error, 'damaged') || isAppError(error, 'voice-missing') || isAppError(error, 'too-large')

async function* byChosen(
  part: SpokenPart,
  voice: Voice,
  options: VoicedOptions,
  signal: AbortSignal,
): AsyncGenerator<Step, void, undefined> {
  const { speaker, cache, inParts } = options
  const { length } = part.spoken
  const request = requestOf(part, voice, options)
  const inWhole = (speech: Speech): Step => ({ speech, voice, to: length, more: false })
  const kept = cache?.get(request)
  if (kept) return yield inWhole(kept)
  if (!inParts || embedded(voice) || !speaker.speakParts)
    return yield inWhole(await whole(request, options, signal))
  let soFar: Speech = { pcm: new Int16Array(0), words: [] }
  let to = 0
  // After a crash once more from where it was; twice without a word between is enough.
  for (let tries = 0; tries < 2 && to < length; tries++)
    try {
      const from = to
      for await (const each of speaker.speakParts(requestOf(part, voice, options, from), signal)) {
        if (signal.aborted) throw new AppError('cancelled', 'The reading was stopped.')
        const words = each.words.map((word) => ({ ...word, from: word.from + from, to: word.to + from }))
        soFar = joined([soFar, { ...each, words }])
        to = from + each.to
        tries = 0
        if (to >= length) cache?.set(request, soFar)
        yield { speech: soFar, voice, to, more: to < length }
      }
    } catch (error) {
      if (!isAppError(error, 'unavailable') || signal.aborted || tries > 0) throw error
    }
  if (to < length) throw new AppError('unavailable', 'The voice broke off.', { reason: 'voice-silent' })
}

/** The part as far as `to` of its spoken text. */
function beginning(part: SpokenPart, to: number): SpokenPart {
  const pieces = part.map.pieces.flatMap((piece): SpanPiece[] => {
    const [from, end] = piece.spoken
    if (end <= to) return [piece]
    if (from >= to) return []
    // What is said as a whole is one word, said only in part by now.
    const written = piece.atom ? piece.written[1] : piece.written[0] + to - from
    return [{ ...piece, spoken: [from, to], written: [piece.written[0], written] }]
  })
  const phonemes = part.phonemes?.filter((each) => each.to <= to)
  return {
    language: part.language,
    spoken: part.spoken.slice(0, to),
    map: { pieces },
    ...(phonemes && { phonemes }),
  }
}

/**
 * One clause after the other by a neural voice: symbols in, sound at `soundRate` with word times out.
 *
 * What comes of the network is made like the other voices' sound: silence at both ends cut, as loud as they are, without a
 * click where two clauses meet, and with the pause of the mark between them.
 */
import {
  soundRate,
  type SpeechPart,
  type SpeechRequest,
  type Voice,
  type WordTime,
} from '../../contract/inference.ts'
import { AppError } from '../../rpc/failure.ts'
import { resample } from '../dsp/resample.ts'
import type { EspeakModule } from '../espeak-module.ts'
import type { EspeakVoices } from '../espeak-voices.ts'
import type { Keeper } from '../keeper.ts'
import { type SpokenWord, wordTimes } from '../word-times.ts'
import { align, kindOf, type Span } from './align.ts'
import { clausesOf } from './clauses.ts'
import { audible, levelled, toPcm } from './finish.ts'
import type { NeuralVoice, RawSound, VoiceModel } from './model.ts'
import { middleOf, prepare, type Prepared, shortened } from './prepared.ts'
import type { Spot } from './spots.ts'

/** What one run of the network may take, in seconds: the process answers nothing meanwhile, and the listener waits. */
const mostWork = { first: 2, other: 5 }
const charactersPerSecond = 14
/** 24 clauses of ten seconds are 11 MB. */
const clausesKept = 24
/** Words after which a voice's pace counts as measured. */
const wordsToMeasure = 40

/** What is known of a voice since it first spoke. */
interface Learnt {
  gain: number | undefined
  words: number
  seconds: number
  /** Seconds of work for a second of sound; 0.5 until it is known. */
  factor: number
}

export class Speaking {
  readonly #espeak: Promise<{ readonly module: EspeakModule; readonly voices: EspeakVoices }>
  readonly #keeper: Keeper
  readonly #learnt = new Map<string, Learnt>()
  /** Clauses made lately: who goes back a word, or asks again after a crash, does not wait for them once more. */
  readonly #kept = new Map<string, SpeechPart>()

  constructor(
    espeak: Promise<{ readonly module: EspeakModule; readonly voices: EspeakVoices }>,
    keeper: Keeper,
  ) {
    this.#espeak = espeak
    this.#keeper = keeper
  }

  /** The voice with its pace as measured, once it has spoken enough. */
  measured(voice: Voice): Voice {
    const learnt = this.#learnt.get(voice.id)
    if (!learnt || learnt.words < wordsToMeasure) return voice
    return { ...voice, wordsPerMinute: Math.round(learnt.words / (learnt.seconds / 60)) }
  }

  #keep(key: string, part: SpeechPart): void {
    this.#kept.delete(key)
    this.#kept.set(key, part)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= clausesKept) return
      this.#kept.delete(oldest)
    }
  }

  #of(id: string): Learnt {
    let learnt = this.#learnt.get(id)
    if (!learnt) this.#learnt.set(id, (learnt = { gain: undefined, words: 0, seconds: 0, factor: 0.5 }))
    return learnt
  }

  /** Parts that follow each other without gap or overlap, the first of them as soon as its clause is spoken. */
  async *parts(
    voice: NeuralVoice,
    request: SpeechRequest,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart, void, undefined> {
    const { module, voices } = await this.#espeak
    const language = voices.find(voice.espeak)?.identifier
    if (language === undefined)
      throw new AppError('voice-missing', `The sounds of “${voice.espeak}” are not known.`, {
        data: { voice: voice.voice.id },
      })
    const { text, phonemes } = request
    const symbols = voice.symbols()
    const learnt = this.#of(voice.voice.id)
    const lease = await held(this.#keeper.hold(voice.source), signal)
    try {
      const model = lease.model.as(voice.voice.id.split(':').slice(speakerAt(voice.voice)).join(':'))
      const limit = (seconds: number): number =>
        Math.round(Math.min(300, Math.max(60, (seconds / learnt.factor) * charactersPerSecond)))
      const waiting = clausesOf(text, {
        first: limit(mostWork.first),
        other: limit(mostWork.other),
        keep: phonemes ?? [],
      })
      let from = 0
      let said = false
      for (let clause = waiting.shift(); clause; clause = waiting.shift()) {
        await new Promise((resolve) => setImmediate(resolve)) // lets a cancel in
        if (signal.aborted) throw cancelled()
        let prepared = prepare(module, { clause, text, language, phonemes, symbols })
        if (prepared.ids.length > voice.most) {
          const at = middleOf(text, clause, phonemes)
          if (at !== undefined) {
            waiting.unshift({ ...clause, to: at, pause: 0 }, { ...clause, from: at })
            continue
          }
          prepared = shortened(prepared, voice.most) // one word of hundreds of sounds
        }
        const last = waiting.length === 0
        // What says nothing goes with what does.
        if (!prepared.spots.some(({ kind }) => kind === 'sound') && !(last && !said)) {
          if (last) yield placed(silentPart(text.slice(from)), from)
          continue
        }
        const to = last ? text.length : clause.to
        const pause = last ? 0 : clause.pause
        const key = `${voice.voice.id}|${pause}|${prepared.ids.join(' ')}|${prepared.unspoken.join('')}|${text.slice(from, to)}`
        const kept = this.#kept.get(key)
        const part =
          kept ?? (await this.#part(model, learnt, prepared, { text: text.slice(from, to), from, pause }))
        this.#keep(key, part)
        yield placed(part, from)
        said = true
        from = clause.to
      }
    } finally {
      lease.release()
    }
  }

  async #part(
    model: VoiceModel,
    learnt: Learnt,
    prepared: Prepared,
    { text, from, pause }: { text: string; from: number; pause: number },
  ): Promise<SpeechPart> {
    const sayable = prepared.spots.some(
      (spot, index) => spot.kind === 'sound' && told(prepared.places[index]),
    )
    if (!sayable) return silentPart(text)
    const begun = performance.now()
    const raw = await model.speak(prepared.ids, text.length)
    const seconds = raw.samples.length / model.rate
    const factor = (performance.now() - begun) / 1_000 / Math.max(0.1, seconds)
    learnt.factor += (factor - learnt.factor) / 2
    const whole = toPcm(raw.samples)
    const spans = spansOf(raw, whole, model.rate, prepared)
    const sounds = spans.filter((_, index) => prepared.spots[index]!.kind === 'sound')
    const { start, end } = audible(whole, model.rate, sounds[0]!.start, sounds.at(-1)!.end)
    const cut = whole.subarray(Math.round(start * model.rate), Math.round(end * model.rate))
    const pcm = levelled(resample(cut, model.rate, soundRate), learnt, pause)
    const heard = end - start
    const words = wordTimes(
      text,
      wordsOf(prepared.spots, spans, from).map((word) => shifted(word, -start, heard)),
      heard,
    )
    learnt.words += words.length
    learnt.seconds += heard + pause
    return {
      pcm,
      words,
      from: 0,
      to: text.length,
      ...(prepared.unspoken.length > 0 && { unspoken: [...prepared.unspoken] }),
    }
  }
}

const cancelled = (): AppError => new AppError('cancelled', 'The synthesis was cancelled.')

const told = (place: readonly [number, number] | undefined): boolean =>
  place !== undefined && place[1] > place[0]

/** `kokoro:folder:af_heart`, `piper:folder:name:3`: where the part of an id begins that the network is asked by. */
const speakerAt = ({ engine }: Voice): number => (engine === 'piper' ? 3 : 2)

const silentPart = (text: string): SpeechPart => ({
  pcm: new Int16Array(0),
  words: wordTimes(text, [], 0),
  from: 0,
  to: text.length,
})

/** What was made of a clause, where it stands in its text. */
const placed = (part: SpeechPart, by: number): SpeechPart => ({
  ...part,
  words: part.words.map((word): WordTime => ({ ...word, from: word.from + by, to: word.to + by })),
  from: part.from + by,
  to: part.to + by,
})

/**
 * A model is loaded to its end though the one who asked has gone: who presses play again, or asks anew after waiting long,
 * would only begin the loading again.
 */
function held<T extends { release(): void }>(lease: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(cancelled())
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    lease
      .then((got) => (signal.aborted ? got.release() : resolve(got)), reject)
      .finally(() => signal.removeEventListener('abort', stop))
  })
}

/** When each spot is heard: as the network says, or as the sound shows. */
function spansOf(raw: RawSound, pcm: Int16Array, rate: number, { spots, places, ids }: Prepared): Span[] {
  const { shares } = raw
  if (!shares || shares.length !== ids.length + 2)
    return align(
      pcm,
      rate,
      spots.map((spot) => ({
        kind: spot.kind === 'sound' ? kindOf(spot.ipa) : 'silence',
        seconds: spot.seconds,
      })),
    )
  const seconds = pcm.length / rate
  const ends: number[] = []
  let sum = 0
  for (const share of shares) ends.push((sum += share) * seconds)
  return places.map(([first, last]) => ({ start: ends[first]!, end: ends[last]! }))
}

function wordsOf(spots: readonly Spot[], spans: readonly Span[], from: number): SpokenWord[] {
  const words: (SpokenWord & { readonly word: number; end: number; sounds: number[] })[] = []
  for (const [index, spot] of spots.entries()) {
    if (spot.kind !== 'sound') continue
    const { start, end } = spans[index]!
    const open = words.at(-1)
    if (open?.word === spot.word) {
      open.end = end
      open.sounds.push(start)
    } else words.push({ word: spot.word, at: spot.at - from, start, end, sounds: [start] })
  }
  return words
}

function shifted({ at, start, end, sounds }: SpokenWord, by: number, most: number): SpokenWord {
  const clip = (time: number): number => Math.min(Math.max(time + by, 0), most)
  return { at, start: clip(start), end: clip(end), sounds: sounds.map(clip) }
}

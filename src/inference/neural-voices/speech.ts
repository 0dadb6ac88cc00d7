/**
 * One clause after the other by a neural voice: symbols in, sound at `soundRate` with word times out.
 *
 * What comes of the network is made like the other voices' sound: silence at both ends cut, as loud as they are, without a
 * click where two clauses meet, and with the pause of the mark between them.
 */
import { soundRate, type SpeechPart, type SpeechRequest, type Voice, type WordTime } from '../../contract/inference.ts'
import { AppError } from '../../rpc/failure.ts'
import { frameLevels, framesPerSecond, silenceLevel, speechLevel } from '../../sound/loudness.ts'
import { resample } from '../dsp/resample.ts'
import type { EspeakModule } from '../espeak-module.ts'
import type { EspeakVoices } from '../espeak-voices.ts'
import type { Keeper } from '../keeper.ts'
import { type SpokenWord, wordTimes } from '../word-times.ts'
import { align, kindOf, type Span } from './align.ts'
import { type Clause, clausesOf } from './clauses.ts'
import type { NeuralVoice, RawSound, VoiceModel } from './model.ts'
import { type Spot, spotsOf } from './spots.ts'

/** The active speech level of eSpeak NG's plain voice, as `speechLevel` measures it, in samples' units. */
const usualLevel = 3_600
/** A voice is made louder by so much at most: more would raise its hiss. */
const mostGain = 6
const edge = { before: 0.006, after: 0.015, fade: 0.003, beyond: 0.08 } // seconds
/** What one run of the network may take, in seconds: the process answers nothing meanwhile, and the listener waits. */
const mostWork = { first: 2, other: 5 }
const charactersPerSecond = 14
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

interface Prepared {
  readonly spots: readonly Spot[]
  /** Of each spot, the first of its symbols and the one after its last. */
  readonly places: readonly (readonly [number, number])[]
  readonly ids: readonly number[]
  readonly unspoken: readonly string[]
}

export class Speaking {
  readonly #espeak: Promise<{ readonly module: EspeakModule; readonly voices: EspeakVoices }>
  readonly #keeper: Keeper
  readonly #learnt = new Map<string, Learnt>()

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
    const lease = await this.#keeper.hold(voice.source, signal)
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
        if (signal.aborted) throw new AppError('cancelled', 'The synthesis was cancelled.')
        const prepared = prepare(module, { clause, text, language, phonemes, symbols })
        if (prepared.ids.length > voice.most) {
          waiting.unshift(...halves(text, clause))
          continue
        }
        const last = waiting.length === 0
        // What says nothing goes with what does.
        if (!prepared.spots.some(({ kind }) => kind === 'sound') && !(last && !said)) {
          if (last) yield silentPart(text, from, text.length)
          continue
        }
        yield await this.#part(model, learnt, prepared, {
          text,
          from,
          to: last ? text.length : clause.to,
          pause: last ? 0 : clause.pause,
        })
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
    { text, from, to, pause }: { text: string; from: number; to: number; pause: number },
  ): Promise<SpeechPart> {
    if (prepared.ids.length === 0) return silentPart(text, from, to)
    const begun = performance.now()
    const raw = await model.speak(prepared.ids, to - from)
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
      text.slice(from, to),
      wordsOf(prepared.spots, spans, from).map((word) => shifted(word, -start, heard)),
      heard,
    ).map((word): WordTime => ({ ...word, from: word.from + from, to: word.to + from }))
    learnt.words += words.length
    learnt.seconds += heard + pause
    return {
      pcm,
      words,
      from,
      to,
      ...(prepared.unspoken.length > 0 && { unspoken: [...prepared.unspoken] }),
    }
  }
}

/** `kokoro:folder:af_heart`, `piper:folder:name:3`: where the part of an id begins that the network is asked by. */
const speakerAt = ({ engine }: Voice): number => (engine === 'piper' ? 3 : 2)

const silentPart = (text: string, from: number, to: number): SpeechPart => ({
  pcm: new Int16Array(0),
  words: wordTimes(text.slice(from, to), [], 0).map((word) => ({
    ...word,
    from: word.from + from,
    to: word.to + from,
  })),
  from,
  to,
})

function prepare(
  module: EspeakModule,
  of: {
    clause: Clause
    text: string
    language: string
    phonemes: SpeechRequest['phonemes']
    symbols: ReturnType<NeuralVoice['symbols']>
  },
): Prepared {
  const { clause, symbols } = of
  const { spots, unspoken } = spotsOf(module, {
    text: of.text.slice(clause.from, clause.to),
    from: clause.from,
    language: of.language,
    phonemes: of.phonemes,
    has: (sound) => symbols.has(sound),
  })
  const ids: number[] = []
  const places = spots.map((spot): readonly [number, number] => {
    const first = ids.length
    ids.push(...symbols.of(spot))
    return [first, ids.length]
  })
  return { spots, places, ids, unspoken }
}

/** In two between words near the middle; in two anyway where there is no space. */
function halves(text: string, { from, to, pause }: Clause): Clause[] {
  const middle = Math.floor((from + to) / 2)
  const before = text.lastIndexOf(' ', middle)
  const at = before > from ? before + 1 : middle
  return [
    { from, to: at, pause: 0 },
    { from: at, to, pause },
  ]
}

function toPcm(samples: Float32Array): Int16Array {
  const pcm = new Int16Array(samples.length)
  for (let at = 0; at < pcm.length; at++)
    pcm[at] = Math.round(Math.max(-1, Math.min(1, samples[at] as number)) * 32_767)
  return pcm
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

/** From the first to the last of the sound, in seconds; what a network hums after its last word is not of it. */
function audible(pcm: Int16Array, rate: number, first: number, last: number): Span {
  // Levels are counted in frames for `soundRate`; at another rate they are a little shorter or longer.
  const levels = frameLevels(pcm)
  const limit = silenceLevel(levels) / 2
  const second = (frame: number): number => (frame / framesPerSecond) * (soundRate / rate)
  const begin = levels.findIndex((level) => level > limit)
  const end = levels.findLastIndex((level) => level > limit)
  const whole = pcm.length / rate
  if (begin < 0) return { start: 0, end: whole }
  return {
    start: Math.max(0, first - edge.beyond, second(begin) - edge.before),
    end: Math.min(whole, last + edge.beyond, second(end + 1) + edge.after),
  }
}

/** As loud as the other voices, with soft ends, and the pause behind it. A voice keeps the gain of its first clause. */
function levelled(pcm: Int16Array, learnt: Learnt, pause: number): Int16Array {
  const level = speechLevel(frameLevels(pcm))
  const gain = learnt.gain ?? (level > 0 ? Math.min(mostGain, usualLevel / level) : 1)
  // A word or two say little of a voice.
  if (learnt.gain === undefined && pcm.length > soundRate) learnt.gain = gain
  const out = new Int16Array(pcm.length + Math.round(pause * soundRate))
  const fade = Math.min(Math.round(edge.fade * soundRate), pcm.length >> 1)
  for (let at = 0; at < pcm.length; at++) {
    const ends = Math.min(1, (at + 1) / fade, (pcm.length - at) / fade)
    out[at] = limited((pcm[at] as number) * gain * ends)
  }
  return out
}

/** Above half of full scale peaks are bent rather than cut. */
function limited(value: number): number {
  const size = Math.abs(value)
  if (size <= 16_384) return Math.round(value)
  return Math.round(Math.sign(value) * (16_384 + 16_000 * Math.tanh((size - 16_384) / 16_000)))
}

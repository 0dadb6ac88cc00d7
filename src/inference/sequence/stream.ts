/**
 * One utterance through an encoder and a decoder of text: sound in, hypotheses out.
 *
 * Such a model understands a stretch of sound as a whole, so what grows is heard again and again: at most every half
 * second of sound, less often where the machine is slow, so that no more than a third of its time goes into it, and only at
rests where it is slower still; silence that was added is not heard again. Words
 * that two guesses agree on stay (agreement.ts): the next guess goes on behind them. Sound that is longer than the model
 * takes is cut where it is quietest, and what was heard before the cut is final.
 */
import { hearingRate, type HeardWord, type Hypothesis } from '../../contract/hearing.ts'
import type { RecogniserStream, StreamOptions } from '../recogniser.ts'
import { agreed } from './agreement.ts'
import { type Bias, createBias } from './bias.ts'
import { isBelieved } from './guards.ts'
import { isStill, joined, quietest, spokenPart } from './level.ts'
import type { Intake, Memory, Opening, SequenceNetwork } from './network.ts'
import { rewrite, write, type Written } from './search.ts'
import { hypothesisOf, spell } from './words.ts'

/** Seconds of new sound before it is heard again, at least, and as a multiple of what it took the last time. */
const every = 0.5
const rest = 2
/** Seconds that a first guess needs. */
const least = 0.4
/** Raise of a hot word that does not say it itself, in nats: the default of Moonshine's ContextBiaser. */
const usualBoost = 2
/** Tokens a second that people reach at most: English (Moonshine's limit), and languages that are written in more pieces. */
const englishPace = 6.5
const otherPace = 13
/** Places of the decoder that are kept for the prompt. */
const spare = 12
/** A machine that takes so many seconds for a guess makes none while somebody speaks: who listens for “stop” has to wait. */
const tooSlow = 0.6

export interface SequenceStreamOptions extends StreamOptions {
  /** Milliseconds, rising. */
  readonly clock?: () => number
}

interface Window {
  intake: Intake
  sound: Float32Array[]
  samples: number
}
interface Guess {
  readonly written: Written
  readonly hypothesis: Hypothesis
  readonly samples: number
  readonly opening: Opening
  readonly memory: Memory
}
interface Past {
  readonly text: string
  readonly words: readonly HeardWord[]
  readonly seconds: number
}

/** Seconds that the last guess of a network took. The first one does not count: it loads what runs later. */
const costs = new WeakMap<SequenceNetwork, number>()

const nothing: Hypothesis = { text: '', words: [], stable: 0, confidence: 0 }

function biasOf({ vocabulary }: SequenceNetwork, { hotWords }: StreamOptions): Bias {
  const phrases = hotWords.flatMap(({ text, boost = usualBoost }) => {
    const large = text.charAt(0).toUpperCase() + text.slice(1)
    return [...new Set([text, large])].flatMap((each) => {
      const tokens = vocabulary.cut(each)
      return tokens ? { tokens, boost: Math.min(boost, usualBoost) } : []
    })
  })
  return createBias(phrases)
}

export function openSequenceStream(
  network: SequenceNetwork,
  options: SequenceStreamOptions,
): RecogniserStream {
  const { language, alternatives, clock = () => performance.now() } = options
  const bias = biasOf(network, options)
  const expected = options.hotWords.flatMap(({ text, boost }) => (boost === undefined ? [text] : []))
  const pace = /^en\b/i.test(language) ? englishPace : otherPace
  /** Samples of a window: who speaks fast must not fill the decoder's places. */
  const longest = Math.min(network.longest, (network.most - spare) / pace) * hearingRate

  let open = true
  let past: Past = { text: '', words: [], seconds: 0 }
  let window: Window = { intake: network.begin(), sound: [], samples: 0 }
  let last: Guess | undefined
  let fixed: { tokens: number[]; probabilities: number[] } = { tokens: [], probabilities: [] }

  const task = (opening: Opening, seconds: number) => ({
    network,
    opening,
    bias,
    // Short commands need room, too: research/MODELS-LAB.md section 2.
    most: Math.max(12, Math.ceil(seconds * pace) + 4) + fixed.tokens.length,
    forks: alternatives,
  })

  function place(written: Written, memory: Memory, sound: Float32Array): Hypothesis {
    const { vocabulary, heads } = network
    return hypothesisOf(written, { vocabulary, memory, heads, spoken: spokenPart(sound) })
  }

  /** Hears all sound of the window. @param trusted words of it have been agreed on: somebody spoke */
  async function guess(trusted = fixed.tokens.length > 0): Promise<Guess> {
    const { samples } = window
    const sound = joined(window.sound, samples)
    if (last && (last.samples === samples || isStill(sound, last.samples))) return last
    const began = clock()
    const memory = await window.intake.memory()
    const opening = await network.open(memory, language, expected)
    const prompted = await memory.prompt([...opening.tokens, ...fixed.tokens])
    const written = await write(task(opening, samples / hearingRate), prompted, fixed)
    const hypothesis = place(written, memory, sound)
    const before = last
    const { text } = hypothesis
    const { circled, probabilities } = written
    const { noSpeech } = opening
    const believed = trusted || isBelieved({ text, circled, probabilities, noSpeech })
    last = { written, hypothesis: believed ? hypothesis : nothing, samples, opening, memory }
    if (before && believed) {
      const same = agreed(network.vocabulary, before.written, written)
      if (same > fixed.tokens.length)
        fixed = {
          tokens: written.tokens.slice(0, same),
          probabilities: written.probabilities.slice(0, same),
        }
    }
    costs.set(network, costs.has(network) ? (clock() - began) / 1_000 : 0)
    return last
  }

  /** Puts what was heard before in front. */
  function whole(hypothesis: Hypothesis, stable?: number): Hypothesis {
    const { text: before, words, seconds } = past
    const gap = before !== '' && hypothesis.text !== '' ? ' ' : ''
    const text = before + gap + hypothesis.text
    const all = [
      ...words,
      ...hypothesis.words.map((word) => ({ ...word, start: word.start + seconds, end: word.end + seconds })),
    ]
    const sum = all.reduce((total, { confidence }) => total + Math.log(Math.max(confidence, 1e-9)), 0)
    return {
      text,
      words: all,
      stable: stable === undefined ? text.length : Math.min(text.length, before.length + gap.length + stable),
      confidence: all.length === 0 ? 0 : before === '' ? hypothesis.confidence : Math.exp(sum / all.length),
    }
  }

  const stableOf = (hypothesis: Hypothesis): number => {
    const { text } = spell(network.vocabulary, fixed.tokens)
    return hypothesis.text.startsWith(text) ? text.length : 0
  }

  async function take(sound: Float32Array): Promise<void> {
    window.sound.push(sound)
    window.samples += sound.length
    await window.intake.hear(sound)
  }

  /** Ends the window where it is quiet, and begins another with the rest. */
  async function cut(): Promise<void> {
    const all = joined(window.sound, window.samples)
    const at = quietest(all)
    window = { intake: network.begin(), sound: [], samples: 0 }
    last = undefined
    // Agreed words may lie behind the cut: kept, they would be said here and again by what follows.
    const trusted = fixed.tokens.length > 0
    fixed = { tokens: [], probabilities: [] }
    await take(all.subarray(0, at))
    const { hypothesis } = await guess(trusted)
    const { text, words } = whole(hypothesis)
    past = { text, words, seconds: past.seconds + at / hearingRate }
    window = { intake: network.begin(), sound: [], samples: 0 }
    last = undefined
    await take(all.subarray(at))
  }

  const alive = (): void => {
    if (!open) throw new Error('The utterance is over.')
  }
  const heard = (): Hypothesis => (last ? whole(last.hypothesis, stableOf(last.hypothesis)) : whole(nothing))

  async function others({ written, opening, memory }: Guess): Promise<Hypothesis[]> {
    const sound = joined(window.sound, window.samples)
    const found: Hypothesis[] = []
    for (const fork of written.forks) {
      const other = await rewrite(task(opening, window.samples / hearingRate), written, fork)
      const hypothesis = whole(place(other, memory, sound))
      if (hypothesis.text !== '') found.push(hypothesis)
    }
    return found
  }

  return {
    async hear(pcm) {
      alive()
      // What comes at once, as from a file, is no longer than the model takes either.
      const part = Math.floor(longest / 2)
      for (let from = 0; from < pcm.length; from += part) {
        await take(Float32Array.from(pcm.subarray(from, from + part), (value) => value / 32_768))
        if (window.samples > longest) await cut()
      }
      const cost = costs.get(network) ?? 0
      const since = (window.samples - (last?.samples ?? 0)) / hearingRate
      const due = since >= Math.max(every, rest * cost) && cost <= tooSlow
      if (due && window.samples >= least * hearingRate) await guess()
      return heard()
    },
    async peek() {
      alive()
      if (window.samples > 0) await guess()
      return heard()
    },
    async end() {
      alive()
      open = false
      if (window.samples === 0) return [whole(nothing)]
      const best = await guess()
      const first = whole(best.hypothesis)
      const rivals = best.hypothesis.text === '' ? [] : await others(best)
      const texts = new Set([first.text])
      const different = rivals.filter(({ text }) => !texts.has(text) && texts.add(text))
      return [first, ...different.toSorted((a, b) => b.confidence - a.confidence).slice(0, alternatives)]
    },
    close() {
      open = false
    },
  }
}

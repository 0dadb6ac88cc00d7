/**
 * One utterance through a streaming transducer: sound in, hypotheses out.
 *
 * Features wait until a window of the encoder is full; then the search goes on by as many frames as come out. What it
 * would be if the utterance ended now is found on a copy: the encoder's states are values, so a copy is cheap.
 */
import { hearingRate, type Hypothesis } from '../../contract/hearing.ts'
import { Fbank, fbankShift } from '../dsp/fbank.ts'
import type { RecogniserStream } from '../recogniser.ts'
import { agreed, beginPaths, type Path, step, unroll } from './beam.ts'
import type { Bias } from './bias.ts'
import { dithered } from './dither.ts'
import { finalHypotheses, hypothesisOf, rank } from './hypotheses.ts'
import { Level } from './level.ts'
import type { Networks } from './networks.ts'
import type { ZipformerOptions } from './options.ts'
import type { Tokens } from './tokens.ts'
import { type Exchange, settle } from './settle.ts'

/** Natural logarithm of the least energy that the models were trained on: single precision's epsilon. */
const floor = Math.log(1.1920929e-7)

export interface Transducer {
  readonly networks: Networks
  readonly tokens: Tokens
  readonly options: ZipformerOptions
}

interface Progress {
  fbank: Fbank
  level: Level
  /** Features that no window has passed yet. */
  features: Float32Array
  windows: number
  states: ReturnType<Networks['begin']>
  paths: readonly Path[]
  /** What paths that were given up said otherwise. */
  exchanges: readonly Exchange[]
  frame: number // the next of the encoder's
  heard: number // samples
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  if (a.length === 0) return b
  const both = new Float32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

export function openStream(
  { networks, tokens, options }: Transducer,
  bias: Bias,
  alternatives: number,
): RecogniserStream {
  const { bins, window, advance, width } = networks
  const silent = (token: number) => tokens.isSilent(token)
  const wide = alternatives > 0 || bias.root.after.size > 0
  const beam = { width: wide ? options.wideBeam : options.beam, spread: options.spread }
  const lead = Math.round(options.lead * hearingRate)
  /** Seconds of a frame that the encoder gives out; learned from the first window. */
  let shift = 0.04

  function begin(): Progress {
    const fbank = new Fbank(bins)
    return {
      fbank,
      level: new Level(options.level),
      features: fbank.push(dithered(new Int16Array(lead), 0)),
      windows: 0,
      states: networks.begin(),
      paths: beginPaths(bias),
      exchanges: [],
      frame: 0,
      heard: 0,
    }
  }

  async function look(progress: Progress): Promise<void> {
    const raise = options.level > 0 ? 2 * Math.log(progress.level.gain) : 0
    const seen = new Float32Array(window * bins)
    for (let at = 0; at < seen.length; at++) seen[at] = Math.max(floor, progress.features[at]! + raise)
    const { frames, count, states } = await networks.encode(seen, progress.states)
    progress.states = states
    progress.features = progress.features.subarray(advance * bins)
    progress.windows++
    shift = ((advance / count) * fbankShift) / hearingRate
    for (let at = 0; at < count; at++) {
      const vector = frames.subarray(at * width, (at + 1) * width)
      progress.paths = await step(networks, bias, silent, progress.paths, vector, progress.frame++, beam)
    }
    const { paths, exchanges } = settle(progress.paths, progress.frame - options.horizon / shift)
    progress.paths = paths
    if (alternatives > 0 && exchanges.length > 0) progress.exchanges = [...progress.exchanges, ...exchanges]
  }

  async function advanceBy(progress: Progress, pcm: Int16Array): Promise<void> {
    progress.level.hear(pcm)
    progress.features = joined(progress.features, progress.fbank.push(dithered(pcm, lead + progress.heard)))
    progress.heard += pcm.length
    if (progress.heard < options.settle * hearingRate) return
    while (progress.features.length >= window * bins) await look(progress)
  }

  /** Silence until every frame of the sound and of the tail has been seen. */
  async function finish(progress: Progress): Promise<void> {
    const frames = (samples: number) => Math.ceil(samples / fbankShift)
    const wanted = frames((options.lead + options.tail) * hearingRate + progress.heard)
    const windows = Math.max(1, Math.ceil((wanted - window) / advance) + 1)
    const missing = (windows - progress.windows - 1) * advance + window - progress.features.length / bins
    const silence = new Int16Array(Math.max(0, missing + 2) * fbankShift)
    progress.features = joined(
      progress.features,
      progress.fbank.push(dithered(silence, lead + progress.heard)),
    )
    while (progress.windows < windows) await look(progress)
  }

  const timing = (progress: Progress) => ({
    shift,
    // What was written late, and the silence in front, are taken off.
    lead: options.lead + options.delay,
    seconds: progress.heard / hearingRate,
  })
  function soFar(progress: Progress, path: Path | undefined): Hypothesis {
    if (!path) return { text: '', words: [], stable: 0, confidence: 0 }
    const { tokens: numbers, written } = unroll(path)
    return hypothesisOf(tokens, numbers, written, { ...timing(progress), stable: agreed(progress.paths) })
  }

  let live: Progress | undefined = begin()
  const alive = (): Progress => {
    if (!live) throw new Error('The utterance is over.')
    return live
  }

  return {
    async hear(pcm) {
      const progress = alive()
      await advanceBy(progress, pcm)
      return soFar(progress, progress.paths[0])
    },
    async peek() {
      const progress = alive()
      const copy = { ...progress, fbank: new Fbank(progress.fbank), level: new Level(progress.level) }
      await finish(copy)
      return soFar(copy, rank(copy.paths, bias)[0])
    },
    async end() {
      const progress = alive()
      live = undefined
      await finish(progress)
      return finalHypotheses(
        tokens,
        rank(progress.paths, bias),
        progress.exchanges,
        alternatives + 1,
        timing(progress),
      )
    },
    close() {
      live = undefined
    },
  }
}

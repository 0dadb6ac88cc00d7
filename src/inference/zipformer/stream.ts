/**
 * One utterance through a streaming transducer: sound in, hypotheses out.
 *
 * Features wait until a window of the encoder is full; then the search goes on by as many frames as come out. What it
 * would be if the utterance ended now is found on a copy: the encoder's states are values, so a copy is cheap.
 */
import { hearingRate, type Hypothesis } from '../../contract/hearing.ts'
import { Fbank, fbankShift } from '../dsp/fbank.ts'
import type { RecogniserStream } from '../recogniser.ts'
import { agreed, beginPaths, type Path, step } from './beam.ts'
import type { Bias } from './bias.ts'
import { Level } from './level.ts'
import type { Networks } from './networks.ts'
import type { ZipformerOptions } from './options.ts'
import type { Tokens } from './tokens.ts'
import { hypothesisOf, rank } from './hypotheses.ts'

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
  const beam = { width: options.beam, blankPenalty: options.blankPenalty }
  /** Seconds of a frame that the encoder gives out; learned from the first window. */
  let shift = 0.04

  function begin(): Progress {
    const fbank = new Fbank(bins)
    return {
      fbank,
      level: new Level({ target: options.level, release: options.release }),
      features: fbank.push(new Int16Array(Math.round(options.lead * hearingRate))),
      windows: 0,
      states: networks.begin(),
      paths: beginPaths(bias),
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
  }

  async function advanceBy(progress: Progress, pcm: Int16Array): Promise<void> {
    progress.level.hear(pcm)
    progress.features = joined(progress.features, progress.fbank.push(pcm))
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
    progress.features = joined(progress.features, progress.fbank.push(silence))
    while (progress.windows < windows) await look(progress)
  }

  const written = (progress: Progress, path: Path, stable?: number) =>
    hypothesisOf(tokens, path, {
      shift,
      lead: options.lead,
      seconds: progress.heard / hearingRate,
      ...(stable === undefined ? {} : { stable }),
    })

  let live: Progress | undefined = begin()
  const alive = (): Progress => {
    if (!live) throw new Error('The utterance is over.')
    return live
  }

  return {
    async hear(pcm) {
      const progress = alive()
      await advanceBy(progress, pcm)
      const [best] = progress.paths
      return best ? written(progress, best, agreed(progress.paths)) : null
    },
    async peek() {
      const progress = alive()
      const copy = { ...progress, fbank: new Fbank(progress.fbank), level: new Level(progress.level) }
      await finish(copy)
      const [best] = rank(copy.paths, bias, options.lengthNorm)
      return written(copy, best as Path, agreed(progress.paths))
    },
    async end() {
      const progress = alive()
      live = undefined
      await finish(progress)
      const found: Hypothesis[] = []
      for (const path of rank(progress.paths, bias, options.lengthNorm)) {
        const hypothesis = written(progress, path)
        if (!found.some(({ text }) => text === hypothesis.text)) found.push(hypothesis)
        if (found.length > alternatives) break
      }
      return found
    },
    close() {
      live = undefined
    },
  }
}

/** Reads a memory: the likeliest token again and again, until the text ends, goes in circles, or is too long to be true. */
import { advanced, type Bias, raised } from './bias.ts'
import { loopOf } from './loops.ts'
import type { Opening, Prompted, SequenceNetwork, Step } from './network.ts'

export interface Written {
  readonly tokens: readonly number[]
  /** Probability of each token, 0 to 1, as the model alone would have it. */
  readonly probabilities: readonly number[]
  /** Where the decoder looked for each token, and at last for the end; rows as in `Step.attention`. */
  readonly attention: readonly (readonly Float32Array[])[]
  /** Where another token was nearly as likely, the nearest first. */
  readonly forks: readonly Fork[]
  /** It went in circles, and was cut. */
  readonly circled: boolean
}

interface Fork {
  readonly at: number // index of the token that was taken
  readonly token: number // the second best
  readonly probability: number
  readonly step: Step
  readonly bias: Bias
}

/** Less probable tokens make no alternative. */
const leastFork = 0.02

interface Task {
  readonly network: Pick<SequenceNetwork, 'end' | 'most'>
  readonly opening: Opening
  readonly bias: Bias
  /** Tokens at most, without the prompt. */
  readonly most: number
  /** Forks to be told of. */
  readonly forks: number
}

interface Progress {
  readonly tokens: number[]
  readonly probabilities: number[]
  readonly attention: (readonly Float32Array[])[]
  step: Step
  bias: Bias
}

/** Which tokens may not be written, by their numbers. */
function barred(size: number, ...lists: readonly (readonly number[])[]): Uint8Array {
  const mask = new Uint8Array(size)
  for (const list of lists) for (const token of list) mask[token] = 1
  return mask
}

/** Natural logarithm of the sum of e to each of some numbers, those that are barred left out. */
function logSum(logits: Float32Array, bars: Uint8Array): number {
  let highest = Number.NEGATIVE_INFINITY
  for (let token = 0; token < logits.length; token++)
    if (logits[token]! > highest && !bars[token]) highest = logits[token]!
  let sum = 0
  for (let token = 0; token < logits.length; token++)
    if (!bars[token]) sum += Math.exp(logits[token]! - highest)
  return highest + Math.log(sum)
}

/** Probability of one token among all. */
export function probabilityOf(logits: Float32Array, token: number): number {
  const sum = logSum(logits, new Uint8Array(logits.length))
  return Math.exp((logits[token] ?? Number.NEGATIVE_INFINITY) - sum)
}

function choose(logits: Float32Array, bars: Uint8Array, bias: Bias) {
  const raise = raised(bias)
  let [best, second] = [-1, -1]
  let [high, next] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const offer = (token: number, value: number): void => {
    if (token === best || bars[token]) return
    if (value > high) {
      ;[second, next] = [best, high]
      ;[best, high] = [token, value]
    } else if (value > next) [second, next] = [token, value]
  }
  for (let token = 0; token < logits.length; token++)
    if (logits[token]! > next || raise.has(token)) offer(token, logits[token]! + (raise.get(token) ?? 0))
  const sum = logSum(logits, bars)
  const probability = (token: number) => (token < 0 ? 0 : Math.exp(logits[token]! - sum))
  return { best, second, probability }
}

async function goOn(task: Task, progress: Progress): Promise<Written> {
  const { network, opening, most } = task
  const size = progress.step.logits.length
  const bars = barred(size, opening.never)
  const firstBars = barred(size, opening.never, opening.notFirst)
  const { tokens, probabilities, attention } = progress
  const forks: Fork[] = []
  let circled = false
  const room = Math.min(most, network.most - opening.tokens.length - 1)
  while (tokens.length < room) {
    const { step, bias } = progress
    const { best, second, probability } = choose(step.logits, tokens.length === 0 ? firstBars : bars, bias)
    if (step.attention) attention.push(step.attention)
    const other = probability(second)
    if (task.forks > 0 && other >= leastFork) {
      forks.push({ at: tokens.length, token: second, probability: other, step, bias })
      forks.sort((a, b) => b.probability - a.probability)
      forks.length = Math.min(forks.length, task.forks) // each holds a cache
    }
    if (best === network.end || best < 0) break
    tokens.push(best)
    probabilities.push(probability(best))
    const loop = loopOf(tokens)
    if (loop > 0) {
      tokens.length -= loop
      probabilities.length = tokens.length
      circled = true
      break
    }
    progress.bias = advanced(bias, best)
    progress.step = await step.next(best)
  }
  return { tokens, probabilities, attention, forks, circled }
}

/**
 * @param prompted the decoder after the opening's tokens and those of `fixed`
 * @param fixed tokens that are written already, and how probable they were
 */
export function write(
  task: Task,
  prompted: Prompted,
  fixed: { readonly tokens: readonly number[]; readonly probabilities: readonly number[] },
): Promise<Written> {
  const from = task.opening.tokens.length - 1
  return goOn(task, {
    tokens: [...fixed.tokens],
    probabilities: [...fixed.probabilities],
    attention: prompted.attention?.slice(from, from + fixed.tokens.length) ?? [],
    step: prompted.step,
    bias: fixed.tokens.reduce(advanced, task.bias),
  })
}

/** What it would be with the second best token at a fork. */
export async function rewrite(task: Task, written: Written, fork: Fork): Promise<Written> {
  const { end } = task.network
  const before = {
    tokens: written.tokens.slice(0, fork.at),
    probabilities: written.probabilities.slice(0, fork.at),
    attention: written.attention.slice(0, fork.at + 1),
  }
  if (fork.token === end) return { ...before, forks: [], circled: false }
  return goOn(
    { ...task, forks: 0 },
    {
      tokens: [...before.tokens, fork.token],
      probabilities: [...before.probabilities, fork.probability],
      attention: [...before.attention],
      step: await fork.step.next(fork.token),
      bias: advanced(fork.bias, fork.token),
    },
  )
}

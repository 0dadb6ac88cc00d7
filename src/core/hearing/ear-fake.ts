/**
 * An ear for tests that hears words written into the sound itself: a frame of speech holds the number of its word in
 * every sample. What it answers follows from what it was given, so that lost, doubled or late sound shows in the text.
 */
import type { GrammarHypothesis } from '../../contract/ear.ts'
import { hearingFrame, type HeardCommand, type Hypothesis } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import type { Ear } from '../ports.ts'
import { earReasons } from './failures.ts'
import type { CommandSense, GrammarRole, Opinions, Verdict } from './parts.ts'

const base = 10_000
const vocabulary: string[] = []

/** Samples of quiet: as many whole frames as fit into the milliseconds. */
export function quiet(ms: number): Int16Array {
  return new Int16Array(Math.round(ms / 32) * hearingFrame)
}
/** Words said one after the other, 160 ms each. */
export function said(text: string, msPerWord = 160): Int16Array {
  const frames = Math.round(msPerWord / 32)
  const words = text.split(' ')
  const pcm = new Int16Array(words.length * frames * hearingFrame)
  for (const [index, word] of words.entries()) {
    if (!vocabulary.includes(word)) vocabulary.push(word)
    const value = base + vocabulary.indexOf(word)
    for (let at = index * frames * hearingFrame; at < (index + 1) * frames * hearingFrame; at++)
      pcm[at] = at % 2 === 0 ? value : -value // loud, as speech is
  }
  return pcm
}
export function together(...parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** The words in a sound; a word that is heard without its first frames is not known. */
function wordsIn(pcm: Int16Array): Hypothesis {
  const words: Hypothesis['words'] = []
  let last = 0
  for (let at = 0; at < pcm.length; at += hearingFrame) {
    const value = pcm[at] ?? 0
    if (value !== last && value >= base)
      words.push({
        text: vocabulary[value - base] ?? '?',
        start: at / 16_000,
        end: at / 16_000,
        confidence: 0.9,
      })
    last = value
  }
  const text = words.map((word) => word.text).join(' ')
  return { text, words, stable: text.length, confidence: text === '' ? 0 : 0.9 }
}

export class FakeEar implements Ear {
  /** Names of calls, in order. */
  readonly calls: string[] = []
  /** Recognisers that cannot be opened, and why. */
  readonly broken = new Map<string, AppError>()
  readonly opened: string[] = []
  crashes = 0
  /** True once it does not come back. */
  gone = false
  /** Ends the process at the next call of this name. */
  crashAt: string | undefined
  /** What a call of this name fails with, the process staying alive. */
  readonly failing = new Map<string, AppError>()
  #streams = new Map<number, Int16Array[]>()
  #next = 1
  #last = 0

  /** Ends the process: streams are gone. */
  crash(): void {
    this.crashes++
    this.#streams = new Map()
  }

  readonly call: Ear['call'] = async (name, input) => {
    this.calls.push(name)
    await Promise.resolve()
    if (this.gone) throw new AppError('unavailable', 'gone', { reason: earReasons.gaveUp })
    if (this.crashAt === name) {
      this.crashAt = undefined
      this.crash()
      throw new AppError('unavailable', 'crashed', { reason: earReasons.crashed })
    }
    const failure = this.failing.get(name)
    if (failure) throw failure
    return this.#answer(name, input as never) as never
  }

  #answer(name: string, input: { stream: number; pcm: Int16Array; recogniser: string }): unknown {
    switch (name) {
      case 'activity.open':
        return this.#open()
      case 'recogniser.open': {
        const broken = this.broken.get(input.recogniser)
        if (broken) throw broken
        this.opened.push(input.recogniser)
        return this.#open()
      }
      case 'activity.hear': {
        this.#sound(input.stream)
        return { probabilities: this.#probabilities(input.pcm) }
      }
      case 'recogniser.hear':
        this.#sound(input.stream).push(input.pcm)
        return { hypothesis: wordsIn(together(...this.#sound(input.stream))) }
      case 'recogniser.peek':
        return { hypothesis: wordsIn(together(...this.#sound(input.stream))) }
      case 'recogniser.end': {
        const hypothesis = wordsIn(together(...this.#sound(input.stream)))
        this.#streams.delete(input.stream)
        return { hypotheses: [hypothesis] }
      }
      case 'activity.close':
      case 'recogniser.close':
        this.#streams.delete(input.stream)
        return {}
      default:
        throw new Error(`the fake does not know ${name}`)
    }
  }
  /** Speech is a little less certain where a word begins. */
  #probabilities(pcm: Int16Array): number[] {
    const probabilities: number[] = []
    for (let at = 0; at + hearingFrame <= pcm.length; at += hearingFrame) {
      const value = pcm[at] ?? 0
      probabilities.push(value < base ? 0.02 : value === this.#last ? 0.9 : 0.8)
      this.#last = value
    }
    return probabilities
  }
  #open(): { stream: number } {
    this.#streams.set(this.#next, [])
    return { stream: this.#next++ }
  }
  #sound(stream: number): Int16Array[] {
    const sound = this.#streams.get(stream)
    if (!sound) throw new AppError('not-found', 'no such stream')
    return sound
  }
  get streams(): number {
    return this.#streams.size
  }
}

/** Knows commands by their words: `next page` is `next_page`. */
export class FakeSense implements CommandSense {
  readonly decoded: { readonly role: GrammarRole; readonly text: string }[] = []
  readonly prepared: GrammarRole[] = []
  readonly grammars: Readonly<Record<GrammarRole, readonly string[]>>

  constructor(commands: readonly string[], wake: readonly string[] = [], phrases: readonly string[] = []) {
    this.grammars = { commands, dictation: phrases, wake, stop: ['stop'] }
  }

  prepare(roles: readonly GrammarRole[]): void {
    this.prepared.push(...roles)
  }
  /** Milliseconds that a decoding takes. */
  slow = 0

  async decode(role: GrammarRole, pcm: Int16Array): Promise<GrammarHypothesis | undefined> {
    const heard = wordsIn(pcm)
    this.decoded.push({ role, text: heard.text })
    const fits = this.grammars[role].includes(heard.text)
    if (this.slow > 0) await new Promise<void>((resolve) => setTimeout(resolve, this.slow))
    return {
      ...heard,
      text: fits ? heard.text : (this.grammars[role][0] ?? ''),
      ratio: fits ? -1 : -20,
    }
  }
  combine({ grammar, transcript }: Opinions): Verdict {
    const text = transcript?.text ?? (grammar && grammar.ratio > -10 ? grammar.text : '')
    const known = this.grammars.commands.includes(text)
    const heard: HeardCommand = {
      command: known ? text.replaceAll(' ', '_') : null,
      arguments: {},
      confidence: known ? 0.9 : 0,
      heard: text,
      alternatives: [],
    }
    return { decision: known ? 'do' : 'reject', heard }
  }
  canGoOn(text: string): boolean {
    return this.grammars.commands.some((command) => command.startsWith(`${text} `))
  }
  isStop(text: string): boolean {
    return text === 'stop'
  }
}

/** Knows no commands. */
export const noCommands: CommandSense = {
  prepare: () => undefined,
  decode: () => Promise.resolve(undefined),
  combine: () => ({
    decision: 'reject',
    heard: { command: null, arguments: {}, confidence: 0, heard: '', alternatives: [] },
  }),
  canGoOn: () => false,
  isStop: () => false,
}

/**
 * The process of the language model, as the core's port: started by the first question, ended some minutes after the last
 * so that its memory returns. What it remembers of conversations is a cache only: they come whole with every turn.
 */
import type { z } from 'zod'
import { chat as contract, type LanguageModel } from '../contract/chat.ts'
import type { ChatModel } from '../core/ports.ts'
import { supervise, type SupervisorOptions } from './supervisor.ts'

export interface ChatOptions extends Omit<SupervisorOptions, 'use'> {
  /** Folders that hold packs, asked with each call. Default: none. */
  readonly folders?: () => readonly string[]
  /** Milliseconds after the last use after which the process ends. Default five minutes. */
  readonly idleAfter?: number
}

export interface ChatProcess extends ChatModel {
  /** Loads a model before it is needed. @throws `not-found`, `damaged`, `too-large` for the memory there is */
  load(model: string, signal?: AbortSignal): Promise<void>
  /** Tokens of a text. */
  count(model: string, text: string, signal?: AbortSignal): Promise<number>
  /** Bytes resident in the process; 0 while there is none. */
  memory(): Promise<number>
  /** Ends the process; every later call rejects with `unavailable`. */
  close(): Promise<void>
}

/** Loading a model of a gigabyte from a slow disk gives no sign of life. */
const hungAfter = 180_000

export function startChat({ idleAfter = 300_000, folders, ...options }: ChatOptions = {}): ChatProcess {
  const supervisor = supervise(
    contract,
    (client) => client.call('memory', {}),
    {
      name: 'chat',
      crashed: 'The language model stopped working and is being restarted.',
      gaveUp: 'The language model keeps failing and has been switched off for a minute.',
      closed: 'The language model has been shut down.',
    },
    { hungAfter, ...options, use: 'chat' },
  )
  let inFlight = 0
  let timer: NodeJS.Timeout | undefined

  function begin(): void {
    inFlight++
    clearTimeout(timer)
  }
  /** Begins to count the time without use. */
  function end(): void {
    if (--inFlight > 0) return
    timer = setTimeout(() => {
      if (inFlight === 0) supervisor.rest().catch(() => undefined) // it has ended by itself
    }, idleAfter)
    timer.unref()
  }
  async function using<Result>(work: () => Promise<Result>): Promise<Result> {
    begin()
    try {
      return await work()
    } finally {
      end()
    }
  }
  const places = (): string[] => [...(folders?.() ?? [])]

  return {
    models: (): Promise<LanguageModel[]> => using(() => supervisor.call('models', { folders: places() })),
    load: (model, signal) =>
      using(async () => {
        await supervisor.call('load', { model, folders: places() }, signal)
      }),
    count: (model, text, signal) =>
      using(async () => (await supervisor.call('count', { model, folders: places(), text }, signal)).tokens),
    async *generate(request, signal) {
      begin()
      try {
        const whole: z.input<(typeof contract)['generate']['input']> = { ...request, folders: places() }
        yield* supervisor.stream('generate', whole, signal)
      } finally {
        end()
      }
    },
    forget: async (conversation) => {
      if (supervisor.alive()) await using(() => supervisor.call('forget', { conversation }))
    },
    memory: async () => (supervisor.alive() ? (await supervisor.call('memory', {})).resident : 0),
    close: () => {
      clearTimeout(timer)
      return supervisor.close()
    },
  }
}

/**
 * The process that hears, as the core's port: started by the first call, ended some minutes after nobody needs it.
 *
 * Streams are numbered by the process, from 0 in each one. Here they get numbers that no later process gives out again,
 * so that a stream that died with its process is never taken for another.
 */
import { ear as contract } from '../../contract/ear.ts'
import type { Ear } from '../../core/ports.ts'
import { AppError } from '../../rpc/failure.ts'
import { supervise, type SupervisorOptions } from '../supervisor.ts'

/** Streams that a process may open in its life. */
const streams = 1e9

export interface EarOptions extends Omit<SupervisorOptions, 'use'> {
  /** Milliseconds after the last use after which the process ends. Default five minutes. */
  readonly idleAfter?: number
}

export interface EarProcess {
  readonly ear: Ear
  /** Counts the processes: grammars and streams of an earlier one are gone. */
  generation(): number
  /** Keeps the process until the returned function is called. It is started by the first call, not by this. */
  hold(): () => void
  /** Bytes resident in the process; 0 while there is none. */
  memory(): Promise<number>
  /** Ends the process; every later call rejects with `unavailable`. */
  close(): Promise<void>
}

export function startEar({ idleAfter = 300_000, ...options }: EarOptions = {}): EarProcess {
  const supervisor = supervise(
    contract,
    (client) => client.call('memory', {}),
    {
      name: 'ear',
      crashed: 'Listening stopped working and is being restarted.',
      gaveUp: 'Listening keeps failing and has been switched off for a minute.',
      closed: 'Listening has been shut down.',
    },
    { ...options, use: 'hearing' },
  )
  let holders = 0
  let inFlight = 0
  let timer: NodeJS.Timeout | undefined

  /** Begins to count the time without use. */
  function wait(): void {
    clearTimeout(timer)
    if (holders > 0 || inFlight > 0) return
    timer = setTimeout(() => {
      if (holders === 0 && inFlight === 0) supervisor.rest().catch(() => undefined) // it has ended by itself
    }, idleAfter)
    timer.unref()
  }

  function inner(stream: number): number {
    if (!supervisor.alive() || Math.floor(stream / streams) !== supervisor.generation())
      throw new AppError('not-found', 'This stream ended with the process that heard it.')
    return stream % streams
  }

  const call: Ear['call'] = async (name, input, signal) => {
    const translated =
      'stream' in input && typeof input.stream === 'number'
        ? { ...input, stream: inner(input.stream) }
        : input
    inFlight++
    try {
      const output = await supervisor.call(name, translated as typeof input, signal)
      if (Array.isArray(output) || !('stream' in output) || typeof output.stream !== 'number') return output
      return Object.assign(output, { stream: supervisor.generation() * streams + output.stream })
    } finally {
      inFlight--
      wait()
    }
  }

  return {
    ear: { call },
    generation: () => supervisor.generation() + (supervisor.alive() ? 0 : 1),
    hold() {
      holders++
      clearTimeout(timer)
      let held = true
      return () => {
        if (held) holders--
        held = false
        wait()
      }
    },
    memory: async () => (supervisor.alive() ? (await supervisor.call('memory', {})).resident : 0),
    close: () => {
      clearTimeout(timer)
      return supervisor.close()
    },
  }
}

/** The process of the voices: started on demand, kept alive (supervisor.ts), and given to the core as its speaker. */
import { inference } from '../contract/inference.ts'
import type { Speaker } from '../core/ports.ts'
import type { Client } from '../rpc/contract.ts'
import { isAppError } from '../rpc/failure.ts'
import { supervise, type SupervisorOptions } from './supervisor.ts'

type EngineClient = Client<typeof inference>
export interface EngineOptions extends SupervisorOptions {
  /** Folders that hold packs of voices, asked with each call. Default: none. */
  readonly folders?: () => readonly string[]
}

export interface Engine {
  readonly speaker: Speaker
  /** The engine's calls, surviving restarts. */
  readonly client: Pick<EngineClient, 'call'>
  /** Bytes resident in the engine's process; 0 while there is none. */
  memory(): Promise<number>
  /** Ends the process; every later call rejects with `unavailable`. */
  close(): Promise<void>
}

export function startEngine(options: EngineOptions = {}): Engine {
  const supervisor = supervise(
    inference,
    (client) => client.call('memory', {}),
    {
      name: 'engine',
      crashed: 'The voices stopped working and are being restarted.',
      gaveUp: 'The voices keep failing and have been switched off for a minute.',
      closed: 'The voices have been shut down.',
    },
    options,
  )

  /** A crash under the call that begins a file costs only time; one in the middle of the file must be told. */
  const call: EngineClient['call'] = (name, input, signal) =>
    supervisor.call(name, input, signal).catch((error: unknown) => {
      if (name !== 'encoder.open' || !isAppError(error) || error.reason !== 'engine-crashed') throw error
      return supervisor.call(name, input, signal)
    })

  const folders = (): string[] => [...(options.folders?.() ?? [])]
  return {
    speaker: {
      voices: () => call('voices', { folders: folders() }),
      speak: (request, signal) => call('speak', { ...request, folders: folders() }, signal),
      speakParts: (request, signal) =>
        supervisor.stream('speakParts', { ...request, folders: folders() }, signal),
    },
    client: { call },
    memory: async () => (supervisor.alive() ? (await call('memory', {})).resident : 0),
    close: () => supervisor.close(),
  }
}

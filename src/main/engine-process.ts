/** The voices, the ear and the language model as utility processes: a crash of their own V8 never takes the window. */
import { utilityProcess } from 'electron'
import { engineEnvironment, engineFlags, type EngineUse } from '../app/supervisor.ts'
import type { PortLike } from '../rpc/wires.ts'

/** As the system's list of processes shows them. */
const serviceNames: Readonly<Record<EngineUse, string>> = {
  reading: 'Lectern voices',
  export: 'Lectern voices for export',
  encode: 'Lectern encoder',
  hearing: 'Lectern ear',
  chat: 'Lectern language model',
}

/** Milliseconds that a process in the middle of a synthesis has to obey before it is killed. */
const killAfterMs = 500

export function spawnEngine(
  entry: string,
  report: (what: string, cause: unknown) => void,
  use: EngineUse,
  environment: Readonly<Record<string, string>>,
): PortLike {
  const child = utilityProcess.fork(entry, [], {
    serviceName: serviceNames[use],
    stdio: ['ignore', 'ignore', 'pipe'],
    execArgv: [...engineFlags],
    env: { ...process.env, ...engineEnvironment(use), ...environment },
  })
  child.stderr?.on('data', (data: Buffer) => report('engine', data.toString('utf8').trimEnd()))
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  return {
    post: (frame) => child.postMessage(frame),
    onMessage: (listener) => child.on('message', listener),
    onClose: (listener) => child.once('exit', listener),
    close: () => {
      const { pid } = child
      child.kill()
      setTimeout(() => {
        if (!ended && pid !== undefined) process.kill(pid, 'SIGKILL')
      }, killAfterMs).unref()
    },
  }
}

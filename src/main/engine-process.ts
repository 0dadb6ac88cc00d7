/** The voices, and the ear, as utility processes: a crash of their own V8 never takes the window. */
import { utilityProcess } from 'electron'
import { engineEnvironment, engineFlags, type EngineUse } from '../app/supervisor.ts'
import type { PortLike } from '../rpc/wires.ts'

/** Milliseconds that a process in the middle of a synthesis has to obey before it is killed. */
const killAfterMs = 500

export function spawnEngine(
  entry: string,
  report: (what: string, cause: unknown) => void,
  use: EngineUse,
): PortLike {
  const child = utilityProcess.fork(entry, [], {
    serviceName: use === 'hearing' ? 'Lectern ear' : 'Lectern voices',
    stdio: ['ignore', 'ignore', 'pipe'],
    execArgv: [...engineFlags],
    env: { ...process.env, ...engineEnvironment(use) },
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

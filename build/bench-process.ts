/** An engine's process whose processor time can be measured. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { engineEnvironment, engineFlags, type SupervisorOptions } from '../src/app/supervisor.ts'

/** Starts a process as the app does, and tells the processor time that it has used, in seconds. */
export function measured(): {
  readonly spawn: NonNullable<SupervisorOptions['spawn']>
  readonly cpuSeconds: () => number
} {
  let child: ChildProcess | undefined
  return {
    spawn: (entry, _report, use, environment) => {
      const own = fork(entry, [], {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        execArgv: [...engineFlags],
        env: { ...process.env, ...engineEnvironment(use), ...environment },
      })
      child = own
      return {
        post: (frame) => void (own.connected && own.send(frame, () => undefined)),
        onMessage: (listener) => own.on('message', listener),
        onClose: (listener) => own.once('exit', listener),
        close: () => void own.kill('SIGKILL'),
      }
    },
    cpuSeconds() {
      try {
        const fields = readFileSync(`/proc/${child?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
        return (Number(fields[11]) + Number(fields[12])) / 100 // ticks of the kernel's clock
      } catch {
        return Number.NaN // the process has ended, or this is not Linux
      }
    },
  }
}

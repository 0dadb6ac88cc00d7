/** An engine's process whose processor time can be measured. */
import { readFileSync } from 'node:fs'
import { watchProcesses } from '../src/app/process-fixture.ts'
import type { SupervisorOptions } from '../src/app/supervisor.ts'

/** Starts a process as the app does, and tells the processor time that it has used, in seconds. */
export function measured(): {
  readonly spawn: NonNullable<SupervisorOptions['spawn']>
  readonly cpuSeconds: () => number
} {
  const processes = watchProcesses()
  return {
    spawn: processes.spawn,
    cpuSeconds() {
      try {
        const fields =
          readFileSync(`/proc/${processes.child()?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
        return (Number(fields[11]) + Number(fields[12])) / 100 // ticks of the kernel's clock
      } catch {
        return Number.NaN // the process has ended, or this is not Linux
      }
    },
  }
}

/** The engine's processes as the app starts them, at hand for tests that kill them and benchmarks that measure them. */
import type { ChildProcess } from 'node:child_process'
import { type EngineUse, forkProcess, type SupervisorOptions } from './supervisor.ts'

export interface WatchedProcesses {
  readonly spawn: NonNullable<SupervisorOptions['spawn']>
  /** @returns the one that was started last. @param use of those that are started for this */
  child(use?: EngineUse): ChildProcess | undefined
}

export function watchProcesses(): WatchedProcesses {
  const started: { readonly use: EngineUse; readonly child: ChildProcess }[] = []
  return {
    spawn: (entry, _report, use, environment) =>
      forkProcess(
        entry,
        () => undefined,
        use,
        environment,
        (child) => started.push({ use, child }),
      ),
    child: (use) => started.findLast((one) => use === undefined || one.use === use)?.child,
  }
}

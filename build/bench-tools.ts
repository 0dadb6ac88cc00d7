/** What every part of the bench shares: medians, a table, a peer's CPU time, the app in this process. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { start } from '../src/app/start.ts'
import { app as contract, type AppClient } from '../src/contract/app.ts'
import { connect } from '../src/rpc/client.ts'
import { wirePair } from '../src/rpc/wires.ts'

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}
/** Nearest rank. @param share 0 to 1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export function machine(): string {
  const [first] = cpus()
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown'}, ${process.platform} ${process.arch}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`
}

export function installed(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

export interface Run {
  readonly wallSeconds: number
  /** User and system time of the process and its children. */
  readonly cpuSeconds: number
}

/** Runs a program to its end. CPU time comes from bash's `time`, since Node tells it of itself only. */
export function timed(program: string, ...args: string[]): Run | undefined {
  const result = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1', 'bash', program, ...args],
    { encoding: 'utf8' },
  )
  const numbers = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(result.stderr)
  if (result.status !== 0 || !numbers) return undefined
  return { wallSeconds: Number(numbers[1]), cpuSeconds: Number(numbers[2]) + Number(numbers[3]) }
}

/** The real app core in this process, on an empty library that goes away afterwards. */
export async function withApp<T>(measure: (client: AppClient, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const app = start({ folder, shell: 'cli', locale: 'en-US' })
  const [near, far] = wirePair()
  app.attach(far)
  try {
    return await measure(connect(contract, near), folder)
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

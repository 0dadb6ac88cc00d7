/** The steps of `npm run check` and `npm test`, run one after the other, each judged by its exit code. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './interface.ts'

export interface Step {
  readonly name: string
  readonly run: () => boolean
}

/** Runs a package's own program under this Node, whatever `node` is on the PATH. */
export function program(script: string, ...args: string[]): () => boolean {
  return () =>
    spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: 'inherit',
    }).status === 0
}

const formatted = [
  'src',
  'build',
  'e2e',
  'vitest.config.ts',
  'playwright.config.ts',
  'electron.vite.config.ts',
]
const worlds = ['any', 'node', 'web', 'tests']

export const checks: readonly Step[] = [
  { name: 'format', run: program('oxfmt/bin/oxfmt', '--check', ...formatted) },
  { name: 'lint', run: program('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...formatted) },
  ...worlds.map((world): Step => ({
    name: `types (${world})`,
    // What did not change since the last run is not looked at again.
    run: program(
      'typescript/bin/tsc',
      '-p',
      `build/tsconfig.${world}.json`,
      '--incremental',
      '--tsBuildInfoFile',
      join(root, 'out', 'types', `${world}.json`),
    ),
  })),
  { name: 'dead code', run: program('knip/bin/knip.js') },
]

/** @returns the names of the steps that failed; later steps run all the same, so that one look shows all */
export function runSteps(steps: readonly Step[]): string[] {
  const failed: string[] = []
  for (const { name, run } of steps) {
    const began = Date.now()
    const ok = run()
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    if (!ok) failed.push(name)
  }
  return failed
}

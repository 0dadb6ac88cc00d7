/**
 * `npm run check`: format, lint, types, dead code, layers and unit tests. No browser needed.
 *
 * Tests that make whole books or start the program many times are named `*.thorough.test.ts`: they run in `npm test`
 * only, so that this stays something one does before every commit.
 */
import { rmSync } from 'node:fs'
import { unitCounts, unitReport } from './counts.ts'
import { checks, program, runSteps } from './steps.ts'

export function runChecks({ thorough }: { readonly thorough: boolean }): { readonly failed: string[] } {
  rmSync(unitReport, { force: true })
  const unit = program(
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
    ...(thorough ? [] : ['--project=!thorough']),
  )
  return { failed: runSteps([...checks, { name: 'layers, unit and integration tests', run: unit }]) }
}

if (process.argv[1]?.endsWith('check.ts')) {
  const { failed } = runChecks({ thorough: false })
  const counts = unitCounts()
  console.log(failed.length === 0 ? '\nAll checks hold.' : `\nFailed: ${failed.join(', ')}`)
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

/** `npm test`: everything. Checks, unit and integration tests, the build, and the app in a real browser. */
import { rmSync } from 'node:fs'
import { runChecks } from './check.ts'
import { add, type Counts, e2eCounts, e2eReport, none, unitCounts } from './counts.ts'
import { buildInterface } from './interface.ts'
import { program, runSteps } from './steps.ts'
import { needTestBrowser } from './test-browser.ts'

function counted(read: () => Counts): Counts {
  try {
    return read()
  } catch {
    return { ...none, failed: 1 } // the runner died before it could report
  }
}

const projects = ['views', 'timed'] as const

function endToEnd(project: (typeof projects)[number], workers: number): () => boolean {
  const run = program('@playwright/test/cli.js', 'test', `--project=${project}`, `--workers=${workers}`)
  return () => {
    process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] = e2eReport(project)
    return run()
  }
}

const { failed } = runChecks({ thorough: true })
let counts = counted(unitCounts)
const browser = needTestBrowser()
if (browser) {
  for (const project of projects) rmSync(e2eReport(project), { force: true })
  process.env['LECTERN_BROWSER'] = browser
  failed.push(
    ...runSteps([
      {
        name: 'build of the interface',
        run: () => {
          try {
            buildInterface({ force: true })
            return true
          } catch {
            return false
          }
        },
      },
      {
        name: 'build of the desktop app',
        run: program('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'),
      },
      { name: 'end-to-end tests of the views', run: endToEnd('views', 2) },
      { name: 'end-to-end tests by the clock', run: endToEnd('timed', 1) },
    ]),
  )
  for (const project of projects)
    counts = add(
      counts,
      counted(() => e2eCounts(project)),
    )
} else {
  failed.push('end-to-end tests (no browser)')
  counts = add(counts, { ...none, failed: 1 })
}
console.log(failed.length === 0 ? '\nEverything holds.' : `\nFailed: ${failed.join(', ')}`)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = failed.length === 0 ? 0 : 1

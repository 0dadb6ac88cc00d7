/**
 * `npm test`: everything. Checks, unit and integration tests, the build, and the app in a real browser.
 *
 * The end-to-end tests that go by the clock mostly wait for sound to be played, one at a time; those of the views need
 * processors. So both run at once, and the views' give way: they are started at a lower priority.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './check.ts'
import { add, type Counts, e2eCounts, e2eReport, none, unitCounts } from './counts.ts'
import { buildInterface, root } from './interface.ts'
import { program, runSteps, type Step } from './steps.ts'
import { needTestBrowser } from './test-browser.ts'

function counted(read: () => Counts): Counts {
  try {
    return read()
  } catch {
    return { ...none, failed: 1 } // the runner died before it could report
  }
}

const projects = ['views', 'timed'] as const
type Project = (typeof projects)[number]

function playwright(project: Project, workers: number): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
      'test',
      `--project=${project}`,
      `--workers=${workers}`,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport(project) },
    },
  )
  if (project === 'views' && child.pid !== undefined)
    try {
      setPriority(child.pid, constants.priority.PRIORITY_LOW)
    } catch {
      // Where the system refuses, both take their share.
    }
  return child
}

/** @returns the names of the projects of which a test failed */
async function endToEnd(): Promise<string[]> {
  for (const project of projects) rmSync(e2eReport(project), { force: true })
  const began = Date.now()
  const ended = await Promise.all(
    [playwright('timed', 1), playwright('views', 2)].map(
      (child) =>
        new Promise<boolean>((resolve) => {
          child.once('exit', (code) => resolve(code === 0))
          child.once('error', () => resolve(false))
        }),
    ),
  )
  console.log(
    `${ended.every(Boolean) ? 'ok    ' : 'FAILED'} end-to-end tests (${((Date.now() - began) / 1000).toFixed(1)} s)`,
  )
  return ['end-to-end tests by the clock', 'end-to-end tests of the views'].filter(
    (_, index) => !ended[index],
  )
}

const builds: readonly Step[] = [
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
]

const { failed } = runChecks({ thorough: true })
let counts = counted(unitCounts)
const browser = needTestBrowser()
if (browser) {
  process.env['LECTERN_BROWSER'] = browser
  failed.push(...runSteps(builds), ...(await endToEnd()))
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

/** Reads how many tests ran out of the reports that vitest and Playwright write as JSON. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './interface.ts'

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const reportFolder = join(root, 'out', 'reports')
mkdirSync(reportFolder, { recursive: true })
export const unitReport = join(reportFolder, 'unit.json')
/** @param project of playwright.config.ts */
export const e2eReport = (project: string) => join(reportFolder, `e2e-${project}.json`)

export const none: Counts = { passed: 0, failed: 0, skipped: 0 }

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

export function unitCounts(): Counts {
  const report = JSON.parse(readFileSync(unitReport, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numFailedTestSuites: number
  }
  // A file that does not even load has no failed test of its own.
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0)
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests }
}

export function e2eCounts(project: string): Counts {
  const { stats } = JSON.parse(readFileSync(e2eReport(project), 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  if (stats.flaky > 0) console.log(`${stats.flaky} of the ${project} tests passed only when tried again.`)
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

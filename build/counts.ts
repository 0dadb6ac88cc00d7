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
export const e2eReport = join(reportFolder, 'e2e.json')

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

export function e2eCounts(): Counts {
  const { stats } = JSON.parse(readFileSync(e2eReport, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}

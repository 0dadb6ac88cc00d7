/** A browser for the end-to-end tests: an installed one, else Playwright's own, else Debian's if we may install it. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { findBrowser } from '../src/loopback/browser.ts'

export function testBrowser(): string | undefined {
  const installed = findBrowser()
  if (installed) return installed
  const own = chromium.executablePath()
  if (existsSync(own)) return own
  return undefined
}

/** @returns the browser's path, or undefined after having said plainly what to do */
export function needTestBrowser(): string | undefined {
  const found = testBrowser()
  if (found) return found
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No browser is installed; installing Debian’s chromium with apt-get …')
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }
    spawnSync('apt-get', ['update', '-qq'], quiet)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
    const now = testBrowser()
    if (now) return now
  }
  console.error(
    'The end-to-end tests need a browser and found none. Do one of these, then run the command again:\n' +
      '  - install Chromium, Chrome or Edge (Debian: sudo apt-get install chromium)\n' +
      '  - npx playwright install chromium\n' +
      '  - set LECTERN_BROWSER to the path of such a browser',
  )
  return undefined
}

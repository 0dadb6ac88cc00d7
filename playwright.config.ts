import { defineConfig } from '@playwright/test'
import { testBrowser } from './build/test-browser.ts'

const executablePath = process.env['LECTERN_BROWSER'] ?? testBrowser()

/** Specs that measure nothing by the clock: two browsers may run them side by side. */
const untimed = new RegExp(
  `(app/(${[
    'accessibility',
    'comfort',
    'commands',
    'dictation',
    'dictation-speech',
    'everywhere',
    'export',
    'focus',
    'hearing',
    'hostile',
    'keyboard',
    'lexicon',
    'modes',
    'profiles',
    'resume',
    'say-right',
    'skip',
    'spoken',
  ].join('|')})|e2e/package)\\.spec\\.ts$`,
)

export default defineConfig({
  testDir: 'e2e',
  projects: [
    { name: 'views', testMatch: untimed },
    { name: 'timed', testMatch: /\.spec\.ts$/, testIgnore: untimed },
  ],
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1, // the timed ones measure sound, and two browsers on two cores disturb each other; see build/test.ts
  retries: process.env['CI'] ? 1 : 0, // real sound on two shared cores; what needed it is counted and said
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['json'] as const] : [])],
  use: {
    browserName: 'chromium',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--autoplay-policy=no-user-gesture-required',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
      ],
    },
  },
})

import { defineConfig } from '@playwright/test'
import { testBrowser } from './build/test-browser.ts'

const executablePath = process.env['LECTERN_BROWSER'] ?? testBrowser()

/** Specs that measure nothing by the clock: they may run side by side, and give way to those that do. */
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
    'hearing-keyboard',
    'hostile',
    'keyboard',
    'lexicon',
    'modes',
    'pack-voices',
    'packs',
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
    // In parallel test by test: no worker is left alone with a long file at the end.
    { name: 'views', testMatch: untimed, fullyParallel: true, outputDir: 'test-results/views' },
    { name: 'timed', testMatch: /\.spec\.ts$/, testIgnore: untimed, outputDir: 'test-results/timed' },
  ],
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1, // the timed ones measure sound, and would disturb each other; see build/test.ts for the others
  retries: process.env['CI'] ? 1 : 0, // real sound on two shared cores; what needed it is counted and said
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['json'] as const] : [])],
  use: {
    browserName: 'chromium',
    actionTimeout: 20_000, // a click that finds nothing says so, instead of using up the test's time
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

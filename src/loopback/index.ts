/**
 * Entry: Lectern without Electron. Serves the app on 127.0.0.1 and opens it in an installed browser as a window of
 * its own; without a browser or a display it prints the address and serves.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDataFolder, userPath } from '../app/data-folder.ts'
import { start } from '../app/start.ts'
import { isAppError } from '../rpc/failure.ts'
import { findBrowser, hasDisplay, openWindow } from './browser.ts'
import { announceInstance, forgetInstance, runningInstance } from './instance.ts'
import { serveLoopback } from './server.ts'

const usage = `Usage: npm start -- [--data DIR] [--port N] [--no-window]
  --data DIR    where the library is kept
  --port N      serve on this port instead of a free one
  --no-window   do not open a browser; print the address`

const endWithinMs = 5_000

type Wanted = ReturnType<typeof wanted>

/** @throws {TypeError} for a command line that makes no sense */
function wanted() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      'no-window': { type: 'boolean', default: false },
      reason: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
    throw new TypeError('--port takes a number from 0 to 65535.')
  return values
}

async function main(values: Wanted): Promise<void> {
  const folder =
    values.data === undefined ? defaultDataFolder(process.env, process.platform) : userPath(values.data)
  const say = (text: string) => process.stdout.write(`${text}\n`)
  if (values.reason) say(values.reason)

  const browser = values['no-window'] || !hasDisplay() ? undefined : findBrowser()
  const running = await runningInstance(folder)
  if (running) {
    say('Lectern is already running with this library.')
    if (browser) openWindow(browser, running.url, join(folder, 'browser')).unref()
    say(`Open it at ${running.url}`)
    return
  }

  const app = start({ folder, shell: 'loopback', locale: Intl.DateTimeFormat().resolvedOptions().locale })
  await app.ready
  const serving = serveLoopback({
    attach: app.attach,
    folder: join(import.meta.dirname, '..', '..', 'out', 'renderer'),
    port: Number(values.port),
    // A page that stays open over a restart of the core can only come back if the token stays.
    ...(process.env['LECTERN_TOKEN'] ? { token: process.env['LECTERN_TOKEN'] } : {}),
  })
  const server = await serving.catch(async (error: unknown) => {
    await app.close()
    throw error
  })
  announceInstance(folder, server.url)

  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), endWithinMs).unref() // whatever hangs, Ctrl+C ends it
    forgetInstance(folder)
    await server.close()
    await app.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())

  if (browser) {
    say(`Opening Lectern in ${browser}.`)
    const window = openWindow(browser, server.url, join(folder, 'browser'))
    window.on('error', () =>
      say(`The browser could not be started. Open this address yourself:\n${server.url}`),
    )
    // A browser that hands over to a running one ends at once; only a window that was really ours ends the app.
    const opened = Date.now()
    window.on('exit', () => {
      if (Date.now() - opened > 5_000) void end()
      else say(`Lectern goes on at ${server.url}  (end it with Ctrl+C)`)
    })
  } else {
    const why = values['no-window']
      ? 'No window was asked for.'
      : hasDisplay()
        ? 'No Chromium, Chrome or Edge was found (set LECTERN_BROWSER to one).'
        : 'There is no display here.'
    say(`${why} Open this address in a browser:\n${server.url}`)
  }
}

function understood(): Wanted | undefined {
  try {
    return wanted()
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    process.exitCode = 2
    return undefined
  }
}

const values = understood()
if (values?.help) process.stdout.write(`${usage}\n`)
else if (values)
  try {
    await main(values)
  } catch (error) {
    if (!isAppError(error)) throw error
    console.error(error.message)
    process.exitCode = 1
  }

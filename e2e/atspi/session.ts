/** A desktop session of its own for a test: display, message bus, accessibility bus, and a browser with a window on it. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { testBrowser } from '../../build/test-browser.ts'

const python = '/usr/bin/python3' // Debian's own, which has the bindings
const look = join(import.meta.dirname, 'look.py')

/** What is missing for such a session on this machine; undefined if nothing is. */
export function missing(): string | undefined {
  if (process.platform !== 'linux') return 'AT-SPI is the accessibility bus of Linux'
  for (const program of ['Xvfb', 'dbus-daemon'])
    if (spawnSync('which', [program]).status !== 0) return `${program} (Debian: xvfb, dbus)`
  if (!['/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi2-core/at-spi-bus-launcher'].some(existsSync))
    return 'the accessibility bus (Debian: at-spi2-core)'
  const bindings = 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi'
  if (spawnSync(python, ['-c', bindings]).status !== 0)
    return 'Python’s AT-SPI bindings (Debian: python3-pyatspi)'
  return undefined
}

/** A node of the tree as a screen reader is given it. */
export interface Node {
  readonly role: string
  readonly name: string
  readonly text: string | null
  readonly attributes: Readonly<Record<string, string>>
  readonly states: readonly string[]
  readonly children: readonly Node[]
}
export interface Heard {
  readonly type: string
  readonly detail: number
  readonly role: string
  readonly name: string
  readonly text: string | null
  readonly added: string | null
}

export interface Session {
  readonly browser: Browser
  tree(): Promise<Node>
  /** Events of so many seconds, from when `during` begins. */
  watch(seconds: number, during: () => Promise<void>): Promise<readonly Heard[]>
  close(): Promise<void>
}

/** The first line that a program writes. */
function firstLine(child: ChildProcess, from: 'stdout' | 'stderr' = 'stdout'): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child[from]?.on('data', (data: Buffer) => {
      said += data.toString()
      if (said.includes('\n')) resolve(said.split('\n')[0] ?? '')
    })
    child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${said}`)))
  })
}

export async function startSession(): Promise<Session> {
  const children: ChildProcess[] = []
  const start = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    return child
  }
  const display = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'])
  const number = await firstLine(display)
  const bus = start('dbus-daemon', ['--session', '--nofork', '--print-address=1'])
  const address = await firstLine(bus)
  const env = {
    ...(process.env as Record<string, string>),
    DISPLAY: `:${number}`,
    DBUS_SESSION_BUS_ADDRESS: address,
    ACCESSIBILITY_ENABLED: '1',
  }
  const executablePath = process.env['LECTERN_BROWSER'] ?? testBrowser()
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: false,
    env,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--force-renderer-accessibility',
      '--autoplay-policy=no-user-gesture-required',
      '--no-first-run',
    ],
  })
  return {
    browser,
    async tree() {
      const { stdout } = await promisify(execFile)(python, [look, 'tree'], { env, maxBuffer: 64_000_000 })
      return JSON.parse(stdout) as Node
    },
    async watch(seconds, during) {
      const watcher = start(python, [look, 'watch', String(seconds)], env)
      let said = ''
      watcher.stdout?.on('data', (data: Buffer) => (said += data.toString()))
      const ended = new Promise<void>((resolve) => watcher.once('exit', () => resolve()))
      await firstLine(watcher)
      await during()
      await ended
      return said
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Heard)
    },
    async close() {
      await browser.close()
      for (const child of children.toReversed()) child.kill()
    },
  }
}

/** The real app core on loopback in a process of its own, with a library of its own, for one test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coreEnvironment } from '../../src/loopback/environment.ts'

const root = join(import.meta.dirname, '..', '..')

export interface Core {
  readonly url: string
  readonly folder: string
  readonly port: number
  /** The core's process id; its engine is a child of it. */
  readonly pid: number
  kill(signal: NodeJS.Signals): Promise<void>
  /** Starts again with the same library, port and token. */
  restart(): Promise<void>
  close(): Promise<void>
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
}

function launch(
  folder: string,
  options: { port?: number; token?: string; locale: string; env?: Record<string, string> },
): Promise<Started> {
  const child = spawn(
    process.execPath,
    [
      join(root, 'src', 'loopback', 'index.ts'),
      '--data',
      folder,
      '--no-window',
      '--port',
      String(options.port ?? 0),
    ],
    {
      cwd: root,
      env: {
        ...coreEnvironment, // as `npm start` has it
        ...process.env,
        LC_ALL: options.locale,
        LANG: options.locale,
        ...options.env,
        ...(options.token ? { LECTERN_TOKEN: options.token } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (data: Buffer) => {
      said += data.toString()
      const url = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(said)?.[0]
      if (url) resolve({ child, url })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', (code) => reject(new Error(`The core ended with ${code}: ${said}`)))
  })
}

export interface CoreOptions {
  readonly locale?: string
  /** Puts something into the data folder before the core is started. */
  readonly prepare?: (folder: string) => void
  readonly env?: Record<string, string>
}

export async function startCore(options: CoreOptions = {}): Promise<Core> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-e2e-'))
  options.prepare?.(folder)
  const locale = options.locale ?? 'en_US.UTF-8'
  const { env = {} } = options
  let { child, url } = await launch(folder, { locale, env })
  const port = Number(new URL(url).port)
  const token = new URL(url).hash.slice('#token='.length)
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  return {
    get url() {
      return url
    },
    folder,
    port,
    get pid() {
      return child.pid ?? 0
    },
    kill,
    async restart() {
      ;({ child, url } = await launch(folder, { port, token, locale, env }))
    },
    async close() {
      await kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

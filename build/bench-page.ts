/** A page on the real core for the bench: keys stamped when they came, sound stamped when it was played, on one clock. */
import { type Browser, chromium, type Page } from 'playwright'
import { WebSocket } from 'ws'
import { type Core, startCore } from '../e2e/app/core.ts'
import { rate } from '../e2e/app/sound.ts'
import { app as contract, type AppClient } from '../src/contract/app.ts'
import { connect } from '../src/rpc/client.ts'
import { type SocketLike, socketWire } from '../src/rpc/wires.ts'
import { buildInterface } from './interface.ts'
import { needTestBrowser } from './test-browser.ts'

/**
 * Runs in the page before its own scripts. All times are milliseconds of `performance.now()`, which is also what
 * events are stamped with. When a frame of sound is at the loudspeaker, the context itself says
 * (`getOutputTimestamp`); its `currentTime` would be of no use, since frames are rendered ahead in bursts.
 */
const pageScript = `
  const bench = (window.bench = { contexts: [], keys: [], inputs: [], samples: [] })
  window.AudioContext = class extends AudioContext {
    constructor(...options) {
      super(...options)
      bench.contexts.push(this)
    }
  }
  addEventListener('keydown', ({ timeStamp, key }) => bench.keys.push({ at: timeStamp, key }), true)
  addEventListener('input', ({ timeStamp }) => bench.inputs.push(timeStamp), true)
  setInterval(() => {
    const context = bench.contexts.at(-1)
    if (context?.state !== 'running') return
    const { contextTime, performanceTime } = context.getOutputTimestamp()
    bench.samples.push({
      at: performance.now(),
      played: performanceTime - contextTime * 1000,
      latency: context.outputLatency * 1000,
    })
    if (bench.samples.length > 600) bench.samples.shift()
  }, 7)
`

interface ClockSample {
  readonly at: number
  readonly played: number
  readonly latency: number
}

export interface Clock {
  /** Milliseconds to be added to a frame's own time (frame / rate) for the moment at which it is at the loudspeaker. */
  readonly played: number
  /** The device's `outputLatency` in milliseconds; it is part of that. */
  readonly latency: number
}

export const millisecondsOf = (frame: number) => (frame / rate) * 1_000
export const framesAt = (milliseconds: number) => Math.round((milliseconds / 1_000) * rate)

export interface Lit {
  readonly frame: number
  readonly word?: { readonly block: number; readonly start: number; readonly end: number }
}

export class BenchPage {
  readonly page: Page
  readonly core: Core
  readonly browser: Browser
  /** The same core from outside the page. */
  readonly client: AppClient

  constructor(page: Page, core: Core, browser: Browser, client: AppClient) {
    this.page = page
    this.core = core
    this.browser = browser
    this.client = client
  }

  /** @returns the document's id */
  async addAndOpen(name: string, buffer: Buffer, timeout = 60_000): Promise<string> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Add documents' }).first().click()
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
    await this.page.getByRole('main', { name: 'Text' }).getByRole('article').waitFor({ timeout })
    await this.page.getByRole('region', { name: 'Player' }).waitFor()
    const list = await this.client.call('library.list', {})
    return list.reduce((newest, row) => (row.addedAt > newest.addedAt ? row : newest)).id
  }

  /** Presses a key for real. @returns when the browser got it, by the page's clock */
  async press(chord: string): Promise<number> {
    await this.page.evaluate('void (bench.keys.length = 0)')
    await this.page.keyboard.press(chord)
    const at = await this.page.evaluate<number>(
      "bench.keys.find(({ key }) => !['Alt', 'Shift', 'Control', 'Meta'].includes(key))?.at ?? NaN",
    )
    if (Number.isNaN(at)) throw new Error(`The page did not get ${chord}.`)
    return at
  }

  /** Does what gives an input to a field. @returns when the page got it */
  async input(act: () => Promise<void>): Promise<number> {
    await this.page.evaluate('void (bench.inputs.length = 0)')
    await act()
    return this.page.evaluate<number>('bench.inputs[0] ?? NaN')
  }
  now(): Promise<number> {
    return this.page.evaluate<number>('performance.now()')
  }

  /** The two clocks' relation round a moment of the page's clock. */
  async clock(at: number): Promise<Clock> {
    const samples = await this.page.evaluate<ClockSample[]>('bench.samples')
    const near = samples.filter((sample) => Math.abs(sample.at - at) < 500)
    if (near.length === 0) throw new Error('No sound device was running.')
    const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
    return {
      played: middle(near.map(({ played }) => played)),
      latency: middle(near.map(({ latency }) => latency)),
    }
  }

  /** The context's frame that is being rendered. */
  frame(): Promise<number> {
    return this.page.evaluate<number>('window.lecternTap?.now() ?? 0')
  }
  clear(): Promise<void> {
    return this.page.evaluate('window.lecternTap?.clear()')
  }
  lit(): Promise<Lit[]> {
    return this.page.evaluate(
      '(window.lecternTap?.notes ?? []).map(({ frame, entry }) => ({ frame, ...entry }))',
    )
  }

  /** What was played from one frame to another. */
  async sound(from: number, to: number): Promise<Float32Array> {
    const text = await this.page.evaluate<string>(`(() => {
      const samples = window.lecternTap?.pcm(${Math.round(from)}, ${Math.round(to)}) ?? new Float32Array()
      const bytes = new Uint8Array(samples.buffer)
      let binary = ''
      for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
      return btoa(binary)
    })()`)
    const bytes = Buffer.from(text, 'base64')
    return new Float32Array(new Uint8Array(bytes).buffer)
  }

  async wait(milliseconds: number): Promise<void> {
    await this.page.waitForTimeout(milliseconds)
  }
}

/** Another interface on the same core, from Node. */
function joinCore(core: Core): Promise<AppClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${core.port}/wire`, {
    origin: `http://127.0.0.1:${core.port}`,
  })
  socket.binaryType = 'arraybuffer'
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => {
      socket.send(JSON.stringify({ token: new URL(core.url).hash.slice('#token='.length) }))
      resolve(connect(contract, socketWire(socket as unknown as SocketLike)))
    })
  })
}

/** Starts core and browser on an empty library and ends both. @param tap keep what is played (which takes memory) */
export async function withPage<T>(
  options: { readonly tap: boolean },
  measure: (bench: BenchPage) => Promise<T>,
): Promise<T> {
  const executablePath = needTestBrowser()
  if (!executablePath) throw new Error('There is no browser to measure in.')
  buildInterface()
  const core = await startCore()
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--autoplay-policy=no-user-gesture-required',
      '--enable-precise-memory-info',
      '--disable-background-networking',
      '--no-first-run',
    ],
  })
  try {
    const page = await browser.newPage({ locale: 'en-US' })
    await page.addInitScript(pageScript)
    await page.goto(options.tap ? core.url.replace('/#', '/?tap#') : core.url)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const client = await joinCore(core)
    try {
      return await measure(new BenchPage(page, core, browser, client))
    } finally {
      client.close()
    }
  } finally {
    await browser.close()
    await core.close()
  }
}

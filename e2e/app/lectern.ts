/** What the specs share: a core, a page on it, a document chosen through the file chooser, sound as it was played. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { type Core, startCore } from './core.ts'
import { readWav } from './sound.ts'

const root = join(import.meta.dirname, '..', '..')

export interface Lit {
  readonly frame: number
  readonly word: { readonly block: number; readonly start: number; readonly end: number } | undefined
  readonly sentence: { readonly block: number; readonly start: number; readonly end: number } | undefined
}

/** A page on the app, and what a test does with it. */
export class Lectern {
  readonly page: Page
  readonly core: Core
  readonly errors: string[] = []
  readonly requests: string[] = []

  constructor(page: Page, core: Core) {
    this.page = page
    this.core = core
    page.on('pageerror', (error) => this.errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/WebSocket|ERR_CONNECTION/.test(message.text()))
        this.errors.push(message.text())
    })
    page.on('request', (request) => this.requests.push(request.url()))
  }

  /** `?tap` lets the page keep what it plays. */
  async open(): Promise<void> {
    await this.page.goto(this.core.url.replace('/#', '/?tap#'))
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible()
  }

  async add(name: string, buffer: Buffer): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Add documents' }).first().click()
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
  }

  /** Adds a document; a single one is opened as soon as it can be read. */
  async addAndOpen(name: string, buffer: Buffer, title: string): Promise<void> {
    await this.add(name, buffer)
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible({ timeout: 20_000 })
    await expect(this.page.getByRole('region', { name: 'Player' })).toBeVisible()
    await expect(this.page.getByRole('main', { name: 'Text' }).getByRole('article')).toBeVisible()
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key)
  }

  async waitUntilPlaying(): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    await expect.poll(() => this.lit().then((notes) => notes.length), { timeout: 15_000 }).toBeGreaterThan(0)
  }
  async waitUntilEnded(timeout: number): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout })
  }

  lit(): Promise<Lit[]> {
    return this.page.evaluate(() =>
      (window.lecternTap?.notes ?? []).map(
        ({ frame, entry }) => ({ frame, ...(entry as object) }) as unknown as Lit,
      ),
    )
  }
  now(): Promise<number> {
    return this.page.evaluate(() => window.lecternTap?.now() ?? 0)
  }
  clear(): Promise<void> {
    return this.page.evaluate(() => window.lecternTap?.clear())
  }
  /** What was played from one frame to another, at 24 kHz. */
  async sound(from: number, to: number): Promise<Float32Array> {
    const text = await this.page.evaluate(
      ([first, last]) => {
        const samples = window.lecternTap?.pcm(Math.round(first), Math.round(last)) ?? new Float32Array()
        const bytes = new Uint8Array(
          Int16Array.from(samples, (sample) => Math.max(-1, Math.min(1, sample)) * 32_767).buffer,
        )
        let binary = ''
        for (let i = 0; i < bytes.length; i += 8_192)
          binary += String.fromCharCode(...bytes.subarray(i, i + 8_192))
        return btoa(binary)
      },
      [from, to] as const,
    )
    const bytes = Buffer.from(text, 'base64')
    return Float32Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(i * 2) / 32_767)
  }
  /** The text that the page's highlight covers now, as a person sees it. */
  highlighted(
    name: 'lectern-word' | 'lectern-sentence' | 'lectern-found' | 'lectern-left-out',
  ): Promise<string> {
    return this.page.evaluate(
      (wanted) =>
        [...(CSS.highlights.get(wanted) ?? [])].map((range) => (range as Range).toString()).join(''),
      name,
    )
  }
}

export interface Timings {
  readonly seconds: number
  readonly utterances: readonly {
    readonly start: number
    readonly end: number
    readonly block: number
    readonly offset: number
    readonly length: number
    readonly words: readonly {
      readonly start: number
      readonly end: number
      readonly block: number
      readonly offset: number
      readonly length: number
    }[]
  }[]
}

/** The same document as the command line speaks it: the reference for sound and times. */
export function reference(
  name: string,
  buffer: Buffer,
  speed = 1,
): { sound: Float32Array; timings: Timings } {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-reference-'))
  try {
    writeFileSync(join(folder, name), buffer)
    const out = join(folder, 'out.wav')
    const timings = join(folder, 'out.json')
    execFileSync(
      process.execPath,
      [
        join(root, 'src', 'cli', 'index.ts'),
        '--data',
        join(folder, 'data'),
        'read',
        join(folder, name),
        '--out',
        out,
        '--timings',
        timings,
        '--speed',
        String(speed),
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    return {
      sound: readWav(readFileSync(out)),
      timings: JSON.parse(readFileSync(timings, 'utf8')) as Timings,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const test = base.extend<{ lectern: Lectern; coreLocale: string }>({
  coreLocale: ['en_US.UTF-8', { option: true }],
  lectern: async ({ page, coreLocale }, provide) => {
    const core = await startCore({ locale: coreLocale })
    const lectern = new Lectern(page, core)
    await lectern.open()
    await provide(lectern)
    await core.close()
  },
})
export { expect }

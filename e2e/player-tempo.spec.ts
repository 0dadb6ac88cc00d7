/**
 * Pauses, slow spans and presets in a real browser: how long the silences are that come out, and whether the word that
 * is lit is the one that is heard. The onsets are looked for in the captured sound; nothing is taken from our own map.
 */
import type { Server } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import { captured, litWords, rate, untilEnded } from './player/captured.ts'
import { audible, percentile } from './player/measure.ts'
import { servePage } from './player/serve.ts'
import type { PausePreset } from '../src/contract/listening.ts'

let url = ''
let server: Server
test.beforeAll(async () => {
  ;({ url, server } = await servePage())
})
test.afterAll(() => server?.close())

const book = { blocks: 1, sentences: 3, words: 5, wordSeconds: 0.3, gapSeconds: 0.2, pauseSeconds: 0.35 }

async function open(page: Page, more: Partial<typeof book> = {}): Promise<void> {
  if (!page.url().startsWith(url)) await page.goto(`${url}?tap`)
  await page.evaluate((options) => window.harness.open(options, 'tone'), { ...book, ...more })
  await page.evaluate(() => window.lecternTap?.clear())
}

interface Word {
  /** Samples. */
  readonly start: number
  readonly end: number
}
/** Stretches of sound between silences of 12 ms or more. */
function wordsIn(samples: Float32Array): Word[] {
  const found: { start: number; end: number }[] = []
  for (const [index, sample] of samples.entries()) {
    if (Math.abs(sample) < 0.015) continue
    const last = found.at(-1)
    if (last && index - last.end < 0.012 * rate) last.end = index
    else found.push({ start: index, end: index })
  }
  return found.filter(({ start, end }) => end - start > 0.02 * rate)
}

async function read(page: Page, speed: number, pauses: PausePreset, slow: number): Promise<Word[]> {
  await page.evaluate(
    ([times, preset, share]) => {
      window.harness.session.setSpeed(times)
      window.harness.session.setPauses(preset, { number: share })
      void window.harness.session.play()
    },
    [speed, pauses, slow] as const,
  )
  await untilEnded(page, 30_000)
  const { samples } = await captured(page)
  return wordsIn(samples)
}

const milliseconds = (samples: number) => (samples / rate) * 1_000
const round = (values: readonly number[]) => values.map((value) => Math.round(value))

const combinations = { normal: [2], scan: [4], study: [1, 4] } as const
for (const pauses of ['normal', 'scan', 'study'] as const)
  for (const speed of combinations[pauses])
    test(`${pauses} at ${speed} times: pauses are as long as they should be, and words are lit when they are heard`, async ({
      page,
    }) => {
      await open(page)
      const words = await read(page, speed, pauses, 0.75)
      expect(words).toHaveLength(15)
      const silences = words
        .slice(1)
        .map(({ start }, index) => milliseconds(start - (words[index] as Word).end))
      const between = silences.filter((_, index) => index % 5 === 4)
      const within = silences.filter((_, index) => index % 5 !== 4)
      const { from } = await captured(page)
      const notes = (await litWords(page)).filter(({ word }) => word > 0)
      const errors = notes.map(({ frame, word }) => milliseconds(frame - from - (words[word] as Word).start))
      console.log(
        `${pauses} ${speed}x | within ${round([percentile(within, 0), percentile(within, 0.5), percentile(within, 1)]).join(' ')}`,
        `between ${round(between).join(' ')} | lit p50 ${Math.round(percentile(errors, 0.5))}`,
        `p95 ${Math.round(percentile(errors.map(Math.abs), 0.95))}`,
      )
      const wanted = { normal: 200 / speed, study: 200, scan: Math.min(200 / speed, 60 / Math.sqrt(speed)) }[
        pauses
      ]
      const wantedBetween = {
        normal: 350 / speed,
        study: 350,
        scan: Math.min(350 / speed, 90 / Math.sqrt(speed)),
      }[pauses]
      for (const silence of within) expect(Math.abs(silence - wanted)).toBeLessThan(15)
      for (const silence of between) expect(Math.abs(silence - wantedBetween)).toBeLessThan(15)
      // Each in its turn; a busy machine may draw no frame while a word of a twentieth of a second lasts.
      const order = notes.map(({ word }) => word)
      expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b))
      expect(order.length).toBeGreaterThanOrEqual(speed > 2 ? 11 : 14)
      expect(Math.abs(percentile(errors, 0.5))).toBeLessThan(30)
      expect(percentile(errors.map(Math.abs), 0.9)).toBeLessThan(80)
    })

test('a number is heard at its share of the speed, and nothing else is', async ({ page }) => {
  await open(page)
  const words = await read(page, 2, 'normal', 0.5)
  const lengths = words.map(({ start, end }) => milliseconds(end - start))
  for (const [index, length] of lengths.entries())
    expect(Math.abs(length - (index % 5 === 4 ? 300 : 150))).toBeLessThan(25)
})

test('a preset that is changed within a pause acts at once', async ({ page }) => {
  await open(page, { gapSeconds: 2, words: 2, sentences: 2 })
  const delays: number[] = []
  for (let round = 0; round < 4; round++) {
    await page.evaluate(async () => {
      window.harness.session.setPauses('study', {})
      await window.harness.session.seek(window.harness.book.place(0))
      window.lecternTap?.clear()
      void window.harness.session.play()
    })
    await page.waitForTimeout(900)
    const ordered = await page.evaluate(() => {
      const frame = window.lecternTap?.now() ?? 0
      window.harness.session.setPauses('scan', {})
      return frame
    })
    await page.waitForTimeout(500)
    await page.evaluate(() => window.harness.session.pause())
    await page.waitForTimeout(80)
    const { from, samples } = await captured(page)
    const words = wordsIn(samples)
    delays.push(milliseconds(from + (words[1]?.start ?? Number.NaN) - ordered))
  }
  console.log('from the preset to the word that it brings near, ms', round(delays))
  for (const delay of delays) expect(delay).toBeLessThan(100)
})

test('a sentence is repeated slower, and reading goes on at the speed', async ({ page }) => {
  await open(page, { sentences: 3 })
  await page.evaluate(() => {
    window.harness.session.setSpeed(2)
    void window.harness.session.play()
  })
  // Ordered in the page, so that a busy machine does not order it elsewhere: at the last word but one of the second.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { session, book: read } = window.harness
        const stop = session.subscribe(() => {
          if (session.getState().word?.start !== read.place(0, 1, 3).offset) return
          stop()
          window.lecternTap?.clear()
          void session.repeatSlower(0.5)
          resolve()
        })
      }),
  )
  await page.waitForFunction(() => window.harness.session.getState().status === 'ended', undefined, {
    timeout: 30_000,
  })
  const { samples } = await captured(page)
  const { first } = audible(samples)
  const lengths = wordsIn(samples.subarray(first)).map(({ start, end }) => milliseconds(end - start))
  // The tail of the word that was cut off may stand at the beginning.
  const whole = lengths.filter((length) => length > 100)
  expect(whole.slice(-10, -5).every((length) => Math.abs(length - 300) < 30)).toBe(true)
  expect(whole.slice(-5).every((length) => Math.abs(length - 150) < 25)).toBe(true)
})

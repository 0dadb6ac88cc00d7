/** What the harness's page played and lit, as the tap behind its gain caught it. */
import type { Page } from '@playwright/test'

/** Samples per second of what is captured. */
export const rate = 24_000

export interface Captured {
  /** The frame of the first sample. */
  readonly from: number
  readonly samples: Float32Array
}

/** Everything captured since the last `clear`. Sent as text: arrays of numbers are slow through the debugger. */
export async function captured(page: Page): Promise<Captured> {
  const { from, text } = await page.evaluate(() => {
    const tap = window.lecternTap
    const first = tap?.blocks[0]?.frame ?? 0
    const last = tap?.blocks.at(-1)
    const samples = tap?.pcm(first, (last?.frame ?? 0) + (last?.samples.length ?? 0)) ?? new Float32Array()
    const bytes = new Uint8Array(samples.buffer)
    let binary = ''
    for (let at = 0; at < bytes.length; at += 32_768)
      binary += String.fromCharCode(...bytes.subarray(at, at + 32_768))
    return { from: first, text: btoa(binary) }
  })
  const bytes = Buffer.from(text, 'base64')
  return { from, samples: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4).slice() }
}

/** Which word was lit from which frame on, counted through the synthetic book; -1 where none was. */
export const litWords = (page: Page) =>
  page.evaluate(() =>
    (window.lecternTap?.notes ?? []).map(({ frame, entry }) => {
      const { word } = entry as { word?: { block: number; start: number; end: number } }
      const text = word && window.harness.book.texts[word.block]?.slice(word.start, word.end)
      return { frame, word: text === undefined ? -1 : Number(text.slice(4)) }
    }),
  )

/** @param timeout milliseconds */
export async function untilEnded(page: Page, timeout = 60_000): Promise<void> {
  await page.waitForFunction(() => window.harness.session.getState().status === 'ended', undefined, {
    timeout,
  })
  await page.waitForTimeout(100)
}

/** The microphone in the window: what it hears, what is done, and that it is closed when it should be. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { hearingRate } from '../../src/contract/hearing.ts'
import { resample } from '../../src/inference/dsp/resample.ts'
import { microphoneRate, record, withMicrophone } from './microphone.ts'

const assets = join(import.meta.dirname, '..', '..', 'out', 'renderer', 'assets')

/** Likeness of two sounds, −1 to 1, where the second lies `lag` samples later. */
function likeness(a: Int16Array, b: Int16Array, lag: number): number {
  let product = 0
  let one = 1
  let other = 1
  for (let i = 0; i < a.length && i + lag < b.length; i++) {
    const x = a[i] ?? 0
    const y = b[i + lag] ?? 0
    product += x * y
    one += x * x
    other += y * y
  }
  return product / Math.sqrt(one * other)
}

test('the capture worklet gives the microphone’s sound at 16 kHz, whole and in order', async () => {
  const { pcm } = await record([0.3, 'The lighthouse keeper counted the ships that passed in the morning.'])
  const worklet = readdirSync(assets).find((name) => name.startsWith('capture-worklet'))
  expect(worklet).toBeDefined()
  await withMicrophone({ sound: pcm }, async ({ page }) => {
    const text = await page.evaluate(
      async ([url, seconds]) => {
        const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
        const stream = await navigator.mediaDevices.getUserMedia({ audio: off })
        const context = new AudioContext()
        await context.audioWorklet.addModule(url)
        const node = new AudioWorkletNode(context, 'lectern-capture', { numberOfOutputs: 0 })
        const frames: Int16Array[] = []
        node.port.onmessage = ({ data }: MessageEvent<Int16Array>) => {
          frames.push(data)
        }
        context.createMediaStreamSource(stream).connect(node)
        await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
        for (const track of stream.getTracks()) track.stop()
        return frames.map((frame) => Array.from(frame).join(' ')).join('\n')
      },
      [`./assets/${worklet}`, pcm.length / microphoneRate] as const,
    )
    const frames = text.split('\n').map((line) => line.split(' ').map(Number))
    expect(new Set(frames.map((frame) => frame.length))).toEqual(new Set([512]))
    const heard = Int16Array.from(frames.flat())
    const given = resample(pcm, microphoneRate, hearingRate)
    // Where the browser begins to play the file is its own affair: the loudest second is looked for in what was heard.
    const part = given.subarray(hearingRate, 2 * hearingRate)
    let best = 0
    for (let lag = 0; lag + part.length < heard.length; lag++)
      best = Math.max(best, likeness(part, heard, lag))
    expect(best).toBeGreaterThan(0.97)
  })
})

/** The microphone in the window: what it hears, what is done, and that it is closed when it should be. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { hearingRate } from '../../src/contract/hearing.ts'
import { resample } from '../../src/inference/dsp/resample.ts'
import { openStore } from '../../src/store/open.ts'
import { SettingsStore } from '../../src/store/settings.ts'
import { watchTold } from './by-ear.ts'
import type { Core } from './core.ts'
import { makeEpub } from './fixtures.ts'
import type { Lectern } from './lectern.ts'
import { microphoneRate, noise, record, withMicrophone } from './microphone.ts'

test.setTimeout(120_000)

const talkKey = 'Control+Shift+F8'
const bar = (lectern: Lectern) => lectern.page.getByRole('region', { name: 'Microphone', exact: true })
const sentence = (lectern: Lectern) => lectern.highlighted('lectern-sentence')
const alert = (lectern: Lectern) => lectern.page.getByRole('alert')

/** Looks often: a busy machine may come to two utterances at once. */
const soon = { intervals: [40], timeout: 25_000 }

async function openBook(lectern: Lectern): Promise<void> {
  await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
  await expect.poll(() => sentence(lectern)).toContain('The Lamp')
}

/** Counts the microphone's tracks that are live; to be called before the page is opened again. */
async function watchTracks({ page }: Lectern): Promise<() => Promise<{ opened: number; live: number }>> {
  const watch = () => {
    const tracks: MediaStreamTrack[] = []
    Object.assign(window, { microphoneTracks: tracks })
    const devices = navigator.mediaDevices
    const open = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (wish) => {
      const stream = await open(wish)
      tracks.push(...stream.getTracks())
      return stream
    }
  }
  await page.evaluate(watch)
  return () =>
    page.evaluate(() => {
      const { microphoneTracks: tracks } = window as unknown as { microphoneTracks: MediaStreamTrack[] }
      return {
        opened: tracks.length,
        live: tracks.filter(({ readyState }) => readyState === 'live').length,
      }
    })
}

/** The process that hears: the core's child whose environment says so. */
function earOf({ pid }: Core): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  return children.find((child) => {
    try {
      return readFileSync(`/proc/${child}/environ`, 'utf8').split('\0').includes('LECTERN_ENGINE=hearing')
    } catch {
      return false // it ended meanwhile
    }
  })
}

/** Waits for the moment in which speech is noticed: it may be short, and the machine slow. */
async function speaking({ page }: Lectern): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('.hearing-mode')?.textContent?.includes('You are speaking'),
    undefined,
    { polling: 'raf', timeout: 20_000 },
  )
}

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

test('a spoken command turns the page, and what was heard and done is shown', async () => {
  const { pcm } = await record([1.2, 'next page', 5, 'next chapter', 2])
  await withMicrophone({ sound: pcm }, async (lectern) => {
    await openBook(lectern)
    await lectern.press(talkKey)
    await expect(bar(lectern)).toContainText('Listening for commands')
    await expect(bar(lectern)).toContainText('Heard “next page”', { timeout: 15_000 })
    await expect.poll(() => sentence(lectern), soon).toMatch(/^The ledger had two columns/)
    await expect(bar(lectern)).toContainText('Heard “next chapter”', { timeout: 15_000 })
    await expect.poll(() => sentence(lectern), soon).toMatch(/^The Letter/)
    expect(lectern.errors).toEqual([])
  })
})

test('“stop” stops while the reader reads', async () => {
  const { pcm } = await record([2.5, 'stop', 1])
  await withMicrophone({ sound: pcm }, async (lectern) => {
    await openBook(lectern)
    await lectern.press('F8')
    await lectern.waitUntilPlaying()
    await lectern.press(talkKey)
    await expect(bar(lectern)).toContainText('until you press the key again')
    await expect(lectern.page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    await expect(lectern.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({
      timeout: 10_000,
    })
  })
})

test('silence and noise give nothing: no command, no question, nobody speaking', async () => {
  // A quiet room, then hiss at −35 and at −25 dBFS: long enough to be taken for speech, and for its end.
  const parts = [noise(1.5, -65, 1), noise(2.5, -35, 2), noise(2.5, -25, 3), noise(1.5, -65, 4)]
  const pcm = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    pcm.set(part, at)
    at += part.length
  }
  await withMicrophone({ sound: pcm }, async (lectern) => {
    await openBook(lectern)
    const before = await sentence(lectern)
    await lectern.press(talkKey)
    await expect(bar(lectern)).toContainText('until you press the key again')
    const told = await watchTold(lectern)
    let spoke = false
    for (let round = 0; round < 42; round++) {
      await lectern.page.waitForTimeout(200)
      spoke ||= (await bar(lectern).textContent())?.includes('You are speaking') ?? false
    }
    expect(spoke).toBe(false)
    await expect(bar(lectern)).not.toContainText('Heard')
    expect(await sentence(lectern)).toBe(before)
    expect((await told()).filter((text) => /heard|mean/i.test(text))).toEqual([])
    await expect(lectern.page.getByRole('dialog')).toHaveCount(0)
  })
})

test('the microphone is let go when listening ends: by key, by button, by word, by leaving the page', async () => {
  const { pcm } = await record([1.5, 'stop listening', 1])
  await withMicrophone({ sound: pcm }, async (lectern) => {
    const { page } = lectern
    const tracks = await watchTracks(lectern)
    await lectern.press(talkKey)
    await expect(bar(lectern)).toContainText('until you press the key again')
    expect(await tracks()).toEqual({ opened: 1, live: 1 })
    // By word.
    await expect(bar(lectern)).toHaveCount(0, { timeout: 15_000 })
    expect(await tracks()).toEqual({ opened: 1, live: 0 })
    await expect(page.getByTestId('announcement')).toHaveText('The microphone is closed.')
    // By key.
    await lectern.press(talkKey)
    await expect(bar(lectern)).toContainText('until you press the key again')
    await lectern.press(talkKey)
    await expect(bar(lectern)).toHaveCount(0)
    await expect.poll(tracks).toEqual({ opened: 2, live: 0 })
    // By button, while it is still being opened or after.
    await page.getByRole('button', { name: 'Listen to me' }).click()
    await bar(lectern).getByRole('button', { name: 'Stop listening' }).click()
    await expect(bar(lectern)).toHaveCount(0)
    await expect.poll(async () => (await tracks()).live).toBe(0)
  })
})

test('held down, the key is push-to-talk: what was said is done when it is let go', async () => {
  const { pcm } = await record([0.8, 'next chapter', 20])
  await withMicrophone({ sound: pcm }, async (lectern) => {
    const { page } = lectern
    await openBook(lectern)
    await page.keyboard.down('Control')
    await page.keyboard.down('Shift')
    await page.keyboard.down('F8')
    await speaking(lectern)
    await page.waitForTimeout(1_500) // the rest of the words
    await page.keyboard.up('F8')
    await page.keyboard.up('Shift')
    await page.keyboard.up('Control')
    await expect(bar(lectern)).toHaveCount(0, { timeout: 10_000 })
    await expect.poll(() => sentence(lectern), { timeout: 10_000 }).toContain('The Ledger')
  })
})

test('no microphone, and one that is refused, are told with what to do', async () => {
  await withMicrophone({}, async (lectern) => {
    await lectern.press(talkKey)
    await expect(alert(lectern)).toContainText('No microphone was found')
    await expect(bar(lectern)).toHaveCount(0)
  })
  await withMicrophone({ refuse: true }, async (lectern) => {
    await lectern.press(talkKey)
    await expect(alert(lectern)).toContainText('may not use the microphone')
    await expect(bar(lectern)).toHaveCount(0)
  })
})

test('what hears is killed in mid-utterance: it is told, nothing said is lost, the next utterance works', async () => {
  const { pcm, said } = await record([1.5, 'next chapter', 9, 'next chapter', 3])
  await withMicrophone({ sound: pcm }, async (lectern, core) => {
    await openBook(lectern)
    const told = await watchTold(lectern)
    await lectern.press(talkKey)
    await speaking(lectern)
    const ear = earOf(core)
    expect(ear).toBeDefined()
    await lectern.page.waitForTimeout(250)
    process.kill(ear ?? 0, 'SIGKILL')
    // The utterance during which it died is still understood …
    await expect.poll(() => sentence(lectern), soon).toContain('The Ledger')
    expect((await told()).join(' ')).toMatch(/heard again/)
    // … and so is the next one.
    await expect
      .poll(() => sentence(lectern), { timeout: ((said[1]?.end ?? 0) + 10) * 1_000 })
      .toContain('The Letter')
    expect(earOf(core)).not.toBe(ear)
  })
})

test('the core is killed in mid-utterance and starts again: what was being said is heard by the new one', async () => {
  const { pcm } = await record([1.5, 'next chapter', 20])
  await withMicrophone({ sound: pcm }, async (lectern, core) => {
    await openBook(lectern)
    await lectern.press(talkKey)
    await speaking(lectern)
    await lectern.page.waitForTimeout(250)
    await core.kill('SIGKILL')
    await expect(bar(lectern)).toContainText('is being opened', { timeout: 20_000 })
    await core.restart()
    // A new process has to load everything, and to catch up with all that was heard meanwhile.
    await expect.poll(() => sentence(lectern), { timeout: 45_000 }).toContain('The Ledger')
  })
})

test('the microphone that is unplugged is told, and what had been said is done; that of a page that is left is closed', async () => {
  const { pcm } = await record([1.5, 'next chapter', 20])
  await withMicrophone({ sound: pcm }, async (lectern) => {
    const { page } = lectern
    await openBook(lectern)
    const tracks = await watchTracks(lectern)
    await lectern.press(talkKey)
    await speaking(lectern)
    await page.waitForTimeout(1_500) // the rest of the words
    await page.evaluate(() => {
      // As the browser tells it when the device goes away.
      const { microphoneTracks } = window as unknown as { microphoneTracks: MediaStreamTrack[] }
      for (const track of microphoneTracks) track.dispatchEvent(new Event('ended'))
    })
    await expect(alert(lectern)).toContainText('The microphone was disconnected, and listening has ended.')
    await expect(bar(lectern)).toHaveCount(0)
    expect(await tracks()).toEqual({ opened: 1, live: 0 })
    await expect.poll(() => sentence(lectern), soon).toContain('The Ledger')

    await lectern.press(talkKey)
    await expect(bar(lectern)).toContainText('until you press the key again')
    expect((await tracks()).live).toBe(1)
    await page.evaluate(() =>
      addEventListener('pagehide', () => {
        const { microphoneTracks } = window as unknown as { microphoneTracks: MediaStreamTrack[] }
        const live = microphoneTracks.filter(({ readyState }) => readyState === 'live').length
        localStorage.setItem('live-when-left', String(live))
      }),
    )
    await page.reload()
    await expect(page.getByRole('region', { name: 'Player' })).toBeVisible()
    expect(await page.evaluate(() => localStorage.getItem('live-when-left'))).toBe('0')
    await expect(page.getByRole('button', { name: 'Listen to me' })).toBeVisible()
    await expect(bar(lectern)).toHaveCount(0)
  })
})

test('only after the wake phrase is a command heard: “cancel” closes the dialog in front of the page', async () => {
  const { pcm } = await record([2, 'next chapter', 2, 'hey lectern', 2, 'cancel', 2, 'next chapter', 20])
  const prepare = (folder: string) => {
    const { store } = openStore(folder)
    new SettingsStore(store).write({ wakePhrase: 'hey lectern', hearingWay: 'wake' })
    store.close()
  }
  await withMicrophone({ sound: pcm, prepare }, async (lectern) => {
    const { page } = lectern
    const dialog = page.getByRole('dialog')
    await openBook(lectern)
    const told = await watchTold(lectern)
    await lectern.press('Shift+F1')
    await expect(dialog).toBeVisible()
    await lectern.press(talkKey)
    await expect(bar(lectern)).toContainText('Waiting for the wake phrase')
    await expect.poll(async () => (await told()).join(' '), soon).toContain('Listening for 7 seconds.')
    // What was said before it was not for Lectern.
    await expect(dialog).toBeVisible()
    expect(await sentence(lectern)).toContain('The Lamp')
    await expect(dialog).toHaveCount(0, { timeout: 15_000 })
    expect(await sentence(lectern)).toContain('The Lamp')
    await expect.poll(() => sentence(lectern), soon).toContain('The Ledger')
    expect(lectern.errors).toEqual([])
  })
})

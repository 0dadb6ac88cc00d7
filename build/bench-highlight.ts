/** How far the lit word is from the said one, by the sound that Chromium played and the times of the command line. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extent, rate, readWav, rms } from '../e2e/app/sound.ts'
import { prose } from './bench-documents.ts'
import { type BenchPage, withPage } from './bench-page.ts'
import { percentile } from './bench-tools.ts'
import { root } from './interface.ts'

const playedSeconds = 15
/** The sound is matched with the reference in windows of so many seconds, by its loudness, each by itself. */
const windowSeconds = 2
/** How far a stall or the stretching may have moved it, in seconds. */
const reachSeconds = 1.5
/** Likeness (normalised correlation) below which a window counts as not found, and its words are left out. */
const alike = 0.8
/** Samples of one value of loudness: 2.5 ms. */
const hop = rate / 400

interface Reference {
  readonly sound: Float32Array
  /** Seconds into `sound` at which each word begins, by `block:offset`. */
  readonly words: ReadonlyMap<string, number>
}

/** The document as the command line speaks it at `speed`. */
function reference(text: string, speed: number): Reference {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  try {
    const [input, sound, times] = ['book.txt', 'book.wav', 'book.json'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(input, text)
    execFileSync(
      process.execPath,
      [
        join(root, 'src', 'cli', 'index.ts'),
        '--data',
        join(folder, 'data'),
        'read',
        input,
        '--out',
        sound,
        '--timings',
        times,
        '--speed',
        String(speed),
      ],
      { stdio: 'ignore' },
    )
    const { utterances } = JSON.parse(readFileSync(times, 'utf8')) as {
      utterances: { words: { start: number; block: number; offset: number }[] }[]
    }
    return {
      sound: readWav(readFileSync(sound)),
      words: new Map(
        utterances.flatMap(({ words }) =>
          words.map(({ block, offset, start }) => [`${block}:${offset}`, start] as const),
        ),
      ),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Amplitude over 10 ms, every 2.5 ms. */
function loudness(sound: Float32Array): Float32Array {
  const values = new Float32Array(Math.max(0, Math.floor(sound.length / hop) - 3))
  for (let i = 0; i < values.length; i++) values[i] = rms(sound.subarray(i * hop, (i + 4) * hop))
  return values
}

function likeness(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [product, energyA, energyB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB]
    product += x * y
    energyA += x * x
    energyB += y * y
  }
  return product / Math.sqrt(energyA * energyB + 1e-9)
}

/**
 * For the middle of each window of `heard`, the second of `expected` that is said there. eSpeak never says a sentence
 * twice to the sample, and sonic cuts where the sound lets it, so loudness is compared and not the wave.
 */
function moments(heard: Float32Array, expected: Float32Array): { heard: number; said: number }[] {
  const perSecond = rate / hop
  const length = windowSeconds * perSecond
  const reach = reachSeconds * perSecond
  const [sound, said] = [loudness(heard), loudness(expected)]
  const found: { heard: number; said: number }[] = []
  let offset = 0
  for (let at = 0; at + length <= sound.length; at += length / 4) {
    const window = sound.subarray(at, at + length)
    let best = { score: 0, offset: 0 }
    for (let shift = Math.max(offset - reach, -at); shift <= offset + reach; shift++) {
      const there = said.subarray(at + shift, at + shift + length)
      if (there.length < length) break
      const score = likeness(window, there)
      if (score > best.score) best = { score, offset: shift }
    }
    if (best.score < alike) continue
    offset = best.offset
    const middle = (at + length / 2) / perSecond
    found.push({ heard: middle, said: middle + offset / perSecond })
  }
  return found
}

/** Signed errors in milliseconds, one for each word that was lit. */
async function errorsAt(bench: BenchPage, speed: number): Promise<number[]> {
  const text = prose(Math.ceil(playedSeconds * speed * 3.5), 77)
  const expected = reference(text, speed)
  await bench.addAndOpen('book.txt', Buffer.from(text))
  const slider = bench.page.getByRole('slider', { name: 'Speed' })
  await slider.fill(String(speed))
  await slider.blur()
  await bench.wait(1_000)
  await bench.clear()
  const from = await bench.frame()
  await bench.press('F8')
  await bench.wait(playedSeconds * 1_000)
  const notes = await bench.lit()
  const sound = await bench.sound(from, await bench.frame())
  const begin = extent(sound).first - extent(expected.sound).first
  const found = moments(sound.subarray(Math.max(0, begin)), expected.sound)
  return notes.flatMap(({ frame, word }) => {
    const said = word && expected.words.get(`${word.block}:${word.start}`)
    const heard = (frame - from - Math.max(0, begin)) / rate
    const near = found.find((moment) => Math.abs(moment.heard - heard) <= windowSeconds / 8)
    return said === undefined || !near ? [] : [(heard - near.heard - (said - near.said)) * 1_000]
  })
}

export async function highlightRows(): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = []
  for (const speed of [1, 2, 4]) {
    const errors = await withPage({ tap: true }, (bench) => errorsAt(bench, speed))
    const sizes = errors.map(Math.abs)
    rows.push([
      `${speed}x`,
      errors.length,
      `${percentile(sizes, 0.5).toFixed(0)} ms`,
      `${percentile(sizes, 0.95).toFixed(0)} ms`,
      `${percentile(errors, 0.5).toFixed(0)} ms`,
    ])
  }
  return rows
}

/** Memory of engine, core and page with a book of a thousand pages open and read at 4x, and over an hour of that. */
import { readFileSync } from 'node:fs'
import type { CDPSession } from 'playwright'
import { soundRate } from '../src/contract/inference.ts'
import { largePdf } from './bench-documents.ts'
import { type BenchPage, withPage } from './bench-page.ts'
import { median, table } from './bench-tools.ts'

const pages = Number(process.env['BENCH_PAGES'] ?? 1_000)
/** Of real time, in which the page plays at 4x. */
const playSeconds = Number(process.env['BENCH_SECONDS'] ?? 90)
/** Of simulated time: how much of an hour the core is made to speak. */
const hours = Number(process.env['BENCH_HOURS'] ?? 1)
const speed = 4
const sampleEveryMs = 2_500
/** Time for a page to be shown and to begin to be read while the book is leafed through, in milliseconds. */
const pageMs = 600

/** V8 gives back what an ended import thread held after 8 s (`PagePool`), in milliseconds with some more. */
const afterImportMs = 12_000

/** Megabytes (1e6 bytes). */
interface Memory {
  readonly core: number
  readonly engine: number
  /** What the page's scripts hold, garbage included: JavaScript, the document's nodes, buffers. */
  readonly heap: number
  /** The same after a collection. */
  readonly live: number
  readonly renderer: number
}
interface Sample extends Memory {
  /** Hours of reading at 4x that lie behind. */
  readonly at: number
}

function resident(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return (Number(kilobytes) * 1_024) / 1e6
  } catch {
    return Number.NaN // the process has ended, or this is not Linux
  }
}

class Gauge {
  readonly #bench: BenchPage
  readonly #page: CDPSession
  readonly #browser: CDPSession
  readonly samples: Sample[] = []

  private constructor(bench: BenchPage, page: CDPSession, browser: CDPSession) {
    this.#bench = bench
    this.#page = page
    this.#browser = browser
  }

  static async on(bench: BenchPage): Promise<Gauge> {
    const page = await bench.page.context().newCDPSession(bench.page)
    return new Gauge(bench, page, await bench.browser.newBrowserCDPSession())
  }

  async #heap(): Promise<number> {
    // Chromium also tells what the collector of its own objects and the buffers hold; older ones do not.
    const usage = (await this.#page.send('Runtime.getHeapUsage')) as {
      usedSize: number
      embedderHeapUsedSize?: number
      backingStorageSize?: number
    }
    return (usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)) / 1e6
  }

  /** @param at hours of reading at 4x behind us */
  async take(at: number): Promise<Sample> {
    const { core, engine } = await this.#bench.client.call('debug.memory', {})
    const heap = await this.#heap()
    await this.#page.send('HeapProfiler.collectGarbage')
    const live = await this.#heap()
    const { processInfo } = await this.#browser.send('SystemInfo.getProcessInfo')
    // Chromium keeps further renderers for its own surfaces; the page with the book is the largest.
    const renderer = Math.max(
      ...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => resident(id)),
    )
    const sample = { at, core: core / 1e6, engine: engine / 1e6, heap, live, renderer }
    this.samples.push(sample)
    if (process.env['BENCH_SHOW']) console.error(sample)
    return sample
  }
}

/** Megabytes an hour: the least-squares line through the samples. */
function slope(samples: readonly Sample[], of: keyof Memory): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const middle = mean(samples.map(({ at }) => at))
  const level = mean(samples.map((sample) => sample[of]))
  let [product, square] = [0, 0]
  for (const sample of samples) {
    product += (sample.at - middle) * (sample[of] - level)
    square += (sample.at - middle) ** 2
  }
  return product / square
}

/** Waits until the whole file is in the library. @returns the most that the core held meanwhile, in MB */
async function imported(bench: BenchPage, document: string): Promise<number> {
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, resident(bench.core.pid))
  }, 100)
  try {
    for await (const _event of bench.client.stream('library.watch', { document }));
  } finally {
    clearInterval(watch)
  }
  return most
}

/** Real time: the page plays. */
async function play(bench: BenchPage, gauge: Gauge): Promise<Sample[]> {
  await bench.page.getByRole('slider', { name: 'Speed' }).fill(String(speed))
  await bench.page.getByRole('slider', { name: 'Speed' }).blur()
  await bench.press('F8')
  await bench.wait(sampleEveryMs)
  const samples: Sample[] = []
  const began = performance.now()
  for (let passed = 0; passed < playSeconds * 1_000; passed = performance.now() - began) {
    samples.push(await gauge.take(passed / 3_600_000))
    await bench.wait(sampleEveryMs)
  }
  return samples
}

/** Faster than real time: all the speech of an hour at 4x is asked of the core, while the page goes on playing. */
async function speakHour(bench: BenchPage, gauge: Gauge, document: string) {
  const samples: Sample[] = []
  const needed = 3_600 * speed * hours
  let seconds = 0
  let words = 0
  const began = performance.now()
  const stream = bench.client.stream('reading.utterances', { from: { document, block: 0, offset: 0 } })
  for await (const { pcm, pauseAfter, words: spoken } of stream) {
    if (seconds >= (samples.length / 20) * needed) samples.push(await gauge.take(seconds / speed / 3_600))
    seconds += pcm.length / soundRate + pauseAfter
    words += spoken.length
    if (seconds >= needed) break
  }
  samples.push(await gauge.take(seconds / speed / 3_600))
  return { samples, words, wall: (performance.now() - began) / 1_000, seconds }
}

/** Faster than real time: as many pages as an hour at 4x reads are leafed through while the page plays. */
async function leaf(bench: BenchPage, gauge: Gauge, turns: number): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let turn = 0; turn < turns; turn++) {
    if (turn % Math.ceil(turns / 15) === 0) samples.push(await gauge.take((hours * turn) / turns))
    await bench.press('Alt+Shift+8')
    await bench.wait(pageMs)
  }
  samples.push(await gauge.take(hours))
  return samples
}

export async function benchMemory(): Promise<string> {
  return withPage({ tap: false }, async (bench) => {
    const gauge = await Gauge.on(bench)
    const empty = await gauge.take(0)
    const document = await bench.addAndOpen('book.pdf', Buffer.from(largePdf(pages)), 120_000)
    const importing = await imported(bench, document)
    await bench.wait(afterImportMs)
    const open = await gauge.take(0)
    const playing = await play(bench, gauge)
    const spoken = await speakHour(bench, gauge, document)
    const { summary } = await bench.client.call('document.open', { document })
    const turns = Math.round((spoken.words / summary.words) * pages)
    const leafed = await leaf(bench, gauge, turns)

    const all = [...playing, ...spoken.samples, ...leafed]
    const show = (value: number) => (Number.isFinite(value) ? value.toFixed(0) : '–')
    const row = (name: string, of: keyof Memory, target: string) => [
      name,
      show(empty[of]),
      show(open[of]),
      show(median(playing.map((sample) => sample[of]))),
      show(Math.max(...all.map((sample) => sample[of]))),
      slope(spoken.samples, of).toFixed(1),
      slope(leafed, of).toFixed(1),
      target,
    ]
    return [
      '## Memory',
      '',
      `A PDF of ${pages.toLocaleString('en')} pages (${summary.words.toLocaleString('en')} words), in MB. *Playing* is ${playSeconds} s of real time at ${speed}x. Two simulations of an hour at ${speed}x while the page goes on playing: *spoken*, ${show(spoken.seconds)} s of speech (${spoken.words.toLocaleString('en')} words) pulled through the core in ${show(spoken.wall)} s; *leafed*, the ${turns} pages that hold as many words, turned by key one after the other. Slopes are least-squares lines. While the PDF was imported, the core with its import thread held ${show(importing)} MB at most, which it gives back within ${afterImportMs / 1_000} s.`,
      '',
      table(
        ['', 'empty', 'opened', 'playing', 'at most', 'MB an hour, spoken', 'MB an hour, leafed', 'target'],
        [
          row('engine, resident', 'engine', '200'),
          row('core, resident', 'core', '200'),
          row('page, heap', 'heap', '300'),
          row('page, heap after a collection', 'live', 'flat'),
          row('page, process', 'renderer', ''),
        ],
      ),
    ].join('\n')
  })
}

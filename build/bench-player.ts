/** The player in Chromium on the real core: from the key to the sound, to silence, to another speed. */
import { extent, locate, rate } from '../e2e/app/sound.ts'
import { prose } from './bench-documents.ts'
import { highlightRows } from './bench-highlight.ts'
import { type BenchPage, type Clock, framesAt, millisecondsOf, withPage } from './bench-page.ts'
import { percentile, table } from './bench-tools.ts'

const repeats = Number(process.env['BENCH_REPEATS'] ?? 20)
/** -60 dB: what counts as a sound. */
const audible = 0.001
/** Settings of the slider that End and Home choose. */
const fastest = 4
const slowest = 0.25
const keys = { play: 'F8', repeat: 'F2', nextParagraph: 'Alt+Shift+2', faster: 'Alt+Shift+F' } as const

interface Captured {
  /** Frame of the first sample: the one that was at the loudspeaker when the key came. */
  readonly from: number
  readonly sound: Float32Array
  readonly clock: Clock
}

async function captured(bench: BenchPage, at: number): Promise<Captured> {
  const clock = await bench.clock(at)
  const from = framesAt(at - clock.played)
  return { from, clock, sound: await bench.sound(from, await bench.frame()) }
}

/** Milliseconds from a key to the moment at which a sample is at the loudspeaker: what a person waits for. */
const delay = (frame: number, at: number, clock: Clock) => millisecondsOf(frame) + clock.played - at

/** Varies, so that no rhythm of the device and the keys falls together. */
const rest = (bench: BenchPage, round: number, least = 500) => bench.wait(least + ((round * 137) % 211))

async function untilSound(bench: BenchPage, chord: string): Promise<number> {
  const at = await bench.press(chord)
  await bench.wait(800)
  const { from, sound, clock } = await captured(bench, at)
  const { first } = extent(sound, audible)
  if (first < 0) throw new Error(`Nothing was heard after ${chord}.`)
  return delay(from + first, at, clock)
}

/** The first sentence from its first sample on, at the speed of now, and where the key `disturb` presses falls. */
async function sentence(
  bench: BenchPage,
  round: number,
  disturb: () => Promise<number>,
): Promise<{ at: number; clock: Clock; start: number; sound: Float32Array }> {
  await bench.clear()
  const began = await bench.press(keys.repeat)
  await rest(bench, round, 700)
  const at = await disturb()
  await bench.wait(450)
  const { from, sound } = await captured(bench, began)
  const { first } = extent(sound, audible)
  return { at, clock: await bench.clock(at), start: from + first, sound: sound.subarray(first) }
}

/**
 * Where `sound` first differs from `plain`, which is the same run undisturbed and the same to the sample until then.
 * What is skipped or repeated in a steady vowel leaves the same sound behind: then the difference comes later, and
 * errs on the slow side.
 */
function departure(sound: Float32Array, plain: Float32Array): number {
  const window = Math.round(rate / 100)
  for (let at = 0; at + window <= Math.min(sound.length, plain.length); at += window / 8) {
    let difference = 0
    let energy = 0
    for (let i = at; i < at + window; i++) {
      difference += ((sound[i] ?? 0) - (plain[i] ?? 0)) ** 2
      energy += (plain[i] ?? 0) ** 2 + (sound[i] ?? 0) ** 2
    }
    if (energy > window * audible ** 2 && difference > 0.1 * energy) return at
  }
  return -1
}

const setSpeed = (bench: BenchPage, speed: number) =>
  bench.input(() => bench.page.getByRole('slider', { name: 'Speed' }).fill(String(speed)))

/** The first sentence at this speed with nothing in its way. */
async function undisturbed(bench: BenchPage, speed: number): Promise<Float32Array> {
  await setSpeed(bench, speed)
  await bench.wait(300)
  const { sound } = await sentence(bench, 0, async () => {
    await bench.wait(1_200)
    return bench.now()
  })
  await bench.press(keys.play)
  await bench.wait(300)
  return sound
}

async function pauses(bench: BenchPage, plain: Float32Array): Promise<{ pause: number[]; play: number[] }> {
  const pause: number[] = []
  const play: number[] = []
  // A pause that falls into the silence of a stop consonant cannot be told from it, and is measured again.
  for (let round = 0; pause.length < repeats && round < repeats * 4; round++) {
    const { at, clock, start, sound } = await sentence(bench, round, () => bench.press(keys.play))
    const last = extent(sound, audible).last
    const departed = departure(sound, plain)
    if (departed >= 0 && Math.abs(departed - last) < 0.015 * rate) pause.push(delay(start + last, at, clock))
    await rest(bench, round, 100)
    play.push(await untilSound(bench, keys.play))
    await bench.press(keys.play)
    await rest(bench, round, 200)
  }
  return { pause, play: play.slice(0, repeats) }
}

async function speeds(bench: BenchPage, from: number, change: () => Promise<number>): Promise<number[]> {
  const plain = await undisturbed(bench, from)
  const delays: number[] = []
  for (let round = 0; round < repeats; round++) {
    const { at, clock, start, sound } = await sentence(bench, round, change)
    const departed = departure(sound, plain)
    if (departed >= 0) delays.push(delay(start + departed, at, clock))
    await bench.press(keys.play)
    await setSpeed(bench, from)
    await rest(bench, round, 300)
  }
  return delays
}

/** A paragraph that nothing was prepared for, from rest: the move is still under way when play is pressed. */
async function unprepared(bench: BenchPage): Promise<number[]> {
  const delays: number[] = []
  for (let round = 0; round < repeats; round++) {
    await bench.clear()
    await bench.press(keys.nextParagraph)
    delays.push(await untilSound(bench, keys.play))
    await bench.press(keys.play)
    await rest(bench, round)
  }
  return delays
}

/** To the first sound of the next paragraph while another is read; found by what the core says that it sounds like. */
async function moved(bench: BenchPage, document: string): Promise<number[]> {
  const delays: number[] = []
  await bench.press(keys.play)
  for (let round = 0; delays.length < repeats && round < repeats * 2; round++) {
    await rest(bench, round, 1_200)
    await bench.clear()
    const at = await bench.press(keys.nextParagraph)
    await bench.wait(1_000)
    const { from, sound, clock } = await captured(bench, at)
    const block = (await bench.lit()).at(-1)?.word?.block
    if (block === undefined) continue
    const stream = bench.client.stream('reading.utterances', {
      from: { document, block, offset: 0 },
      unit: 'one',
    })
    const { value } = await stream.next()
    if (!value) continue
    const pcm = Float32Array.from(value.pcm as Int16Array, (sample) => sample / 32_768)
    const first = extent(pcm, audible).first
    const { lag, score } = locate(pcm.subarray(first, first + 0.4 * rate), sound)
    if (score > 0.9) delays.push(delay(from + lag, at, clock))
  }
  await bench.press(keys.play)
  return delays
}

type Named = readonly [name: string, delays: readonly number[], target: string]

async function measureDelays(): Promise<{ measured: Named[]; latency: number }> {
  return withPage({ tap: true }, async (bench) => {
    // One endless sentence to interfere with, then paragraphs longer than what is prepared ahead.
    const paragraphs = Array.from({ length: repeats * 5 + 10 }, (_, index) => prose(50, index + 10))
    const first = prose(120, 3).replaceAll('. The', ' and the').replaceAll(',', '')
    const document = await bench.addAndOpen('bench.txt', Buffer.from([first, ...paragraphs].join('\n\n')))
    await bench.wait(1_000)
    await bench.press(keys.repeat)
    await bench.wait(1_500)
    await bench.press(keys.play)

    const plain = await undisturbed(bench, 1)
    const { pause, play } = await pauses(bench, plain)
    const again: number[] = []
    for (let round = 0; round < repeats; round++) {
      again.push(await untilSound(bench, keys.repeat))
      await bench.press(keys.play)
      await rest(bench, round)
    }
    const slider = bench.page.getByRole('slider', { name: 'Speed' })
    const press = (chord: string) => async () => {
      await slider.focus()
      return bench.press(chord)
    }
    const changes: Named[] = [
      ['1x to 4x, End on the slider', await speeds(bench, 1, press('End')), '100'],
      ['1x to 2x, slider', await speeds(bench, 1, () => setSpeed(bench, 2)), '100'],
      ['2x to 1x, slider', await speeds(bench, 2, () => setSpeed(bench, 1)), '100'],
      ['4x to 0.25x, Home on the slider', await speeds(bench, fastest, press('Home')), '100'],
      ['0.25x to 4x, End on the slider', await speeds(bench, slowest, press('End')), '100'],
      ['1x to 1.05x, Faster', await speeds(bench, 1, () => bench.press(keys.faster)), '100'],
    ]
    await setSpeed(bench, 1)
    await slider.blur()
    const measured: Named[] = [
      ['play after a pause (F8)', play, '150, 300'],
      ['repeat the sentence (F2)', again, '150, 300'],
      ['play at a paragraph that is not prepared (F8)', await unprepared(bench), '150, 300'],
      ['next paragraph while reading, not prepared', await moved(bench, document), '150, 300'],
      ['pause to silence (F8)', pause, '50'],
      ...changes,
    ]
    const { latency } = await bench.clock(await bench.now())
    return { measured, latency }
  })
}

export async function benchPlayer(): Promise<string> {
  const { measured, latency } = await measureDelays()
  const rows = measured.map(([name, delays, target]) => {
    const middle = percentile(delays, 0.5)
    return [
      name,
      delays.length,
      middle.toFixed(0),
      percentile(delays, 0.95).toFixed(0),
      (middle - latency).toFixed(0),
      target,
    ]
  })
  return [
    '## Player',
    '',
    `Chromium without a window on the real core through loopback, ${repeats} repeats, milliseconds. From the key's own time stamp to the sample's being at the loudspeaker (\`AudioContext.getOutputTimestamp\`), both on the page's clock. The device is Chromium's fake one.`,
    '',
    table(
      ['from the key', 'n', 'heard p50', 'heard p95', 'p50 without the device', 'target p50, p95'],
      [...rows, ['the device: `outputLatency`', '', latency.toFixed(0), '', '', '']],
    ),
    '',
    'The word that is lit against the word that is said, by the times that the command line writes; positive is late.',
    '',
    table(['speed', 'words', 'error p50', 'error p95', 'median, signed'], await highlightRows()),
  ].join('\n')
}

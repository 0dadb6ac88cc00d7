/** `lectern transcribe` and `lectern command` as a user runs them. Speech is synthesised; packs are skipped where absent. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { soundRate } from '../contract/inference.ts'
import { wavHeader } from '../inference/dsp/wav.ts'
import { speakFlite } from '../inference/flite.ts'
import { commandRequest } from './command.ts'
import { UsageError } from './output.ts'
import { transcribeRequest } from './transcribe.ts'

const models = join(import.meta.dirname, '../../../shared/testdata/models')
const packs = existsSync(models)
if (!packs) console.warn('cli/hearing.thorough.test.ts: shared/testdata is absent, so some tests are skipped')

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-cli-ears-'))
  const speech = async (text: string, name: string) => {
    const { pcm } = await speakFlite({ voice: 'flite:rms', text }, new AbortController().signal)
    const quiet = new Int16Array(soundRate / 2).map((_, index) => ((index * 7_919) % 13) - 6)
    const samples = [quiet, pcm, quiet].map((part) =>
      Buffer.from(part.buffer, part.byteOffset, part.byteLength),
    )
    const length = samples.reduce((sum, part) => sum + part.length, 0)
    writeFileSync(join(folder, name), Buffer.concat([wavHeader(soundRate, length), ...samples]))
  }
  await speech('next page', 'next page.wav')
  await speech('The house stood at the end of the road.', 'house.wav')
  writeFileSync(join(folder, 'quiet.wav'), Buffer.concat([wavHeader(16_000, 64_000), Buffer.alloc(64_000)]))
  writeFileSync(join(folder, 'broken.wav'), 'RIFF')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}
function run(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'index.ts'), '--data', 'none', ...args], {
    cwd: tmpdir(),
    env: { ...process.env, INIT_CWD: folder },
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  let out = ''
  let error = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (error += data.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, error })))
}
const linesOf = (out: string) => out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) // prettier-ignore

test('a typed command is answered with its id, and no data folder is made for it', async () => {
  const { code, out } = await run(['command', '--text', 'go to page twelve', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    command: 'go_to_page',
    arguments: { page: '12' },
    heard: 'go to page twelve',
  })
  expect(readdirSync(folder)).not.toContain('none')
})

test('what is no command is told to people and to scripts', async () => {
  const { code, out, error } = await run(['command', '--text', 'the cat sat on the mat'])
  expect([code, out]).toEqual([4, ''])
  expect(error).toContain('nothing that Lectern can do')
})

test('a list of texts gives a line for each, in order, whatever is in it', async () => {
  const { code, out } = await run(
    ['command', '--batch', '-', '--text'],
    `next page\n\n  stop  \nthe cat sat on the mat\n${'x'.repeat(3_000)}\npause`,
  )
  expect(code).toBe(0)
  const lines = linesOf(out)
  expect(lines.map(({ command }) => command)).toEqual(['next_page', 'stop', null, undefined, 'pause'])
  expect(lines[3]).toMatchObject({ error: { code: 'bad-input' } })
  expect(lines[0]).toMatchObject({ text: 'next page' })
})

test('a list may mix texts with recordings, and one that cannot be read does not end the others', async () => {
  writeFileSync(
    join(folder, 'list.txt'),
    '\ufeffnext page.wav\r\nbroken.wav\r\nmissing.wav\r\nlouder\r\nquiet.wav\r\n',
  )
  const { code, out } = await run(['command', '--batch', 'list.txt', ...(packs ? ['--models', models] : [])])
  expect(code).toBe(0)
  const lines = linesOf(out)
  expect(lines).toHaveLength(5)
  expect(lines[0]).toMatchObject({ command: 'next_page', file: 'next page.wav' })
  expect(lines[1]).toMatchObject({ error: { code: 'unsupported-format' }, file: 'broken.wav' })
  expect(lines[2]).toMatchObject({ error: { code: 'not-found' }, file: 'missing.wav' })
  expect(lines[3]).toMatchObject({ command: 'louder', text: 'louder' })
  expect(lines[4]).toMatchObject({ command: null, arguments: {}, alternatives: [] })
})

test('what makes no sense is told before anything is started', async () => {
  for (const args of [
    [],
    ['--text', 'a', 'b.wav'],
    ['a.wav', 'b.wav'],
    ['--text', 'a', '--language', 'es'],
    ['--batch', 'list', 'b.wav'],
  ])
    expect(() => commandRequest(args), args.join(' ')).toThrow(UsageError)
  for (const args of [
    [],
    ['a.wav', 'b.wav'],
    ['a.wav', '--batch', 'b'],
    ['a.wav', '--alternatives', '11'],
    ['a.wav', '--language', 'no such'],
  ])
    expect(() => transcribeRequest(args), args.join(' ')).toThrow(UsageError)
  const { code, out, error } = await run(['transcribe'])
  expect([code, out]).toEqual([2, ''])
  expect(error.trim().split('\n')).toEqual([expect.stringContaining('Name'), 'See: lectern help transcribe'])
})

test('without a recogniser for a language, what there is is offered', async () => {
  const { code, out, error } = await run(['transcribe', 'house.wav', '--language', 'de', '--json'])
  expect(code).toBe(3)
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'not-found' } })
  expect(error).toContain('No recogniser for “de” is ready')
})

test('a folder of packs that is absent or holds none is told, whatever else could listen', async () => {
  for (const models of ['absent', '.']) {
    const { code, out, error } = await run(['transcribe', 'house.wav', '--models', models])
    expect([code, out]).toEqual([3, ''])
    expect(error).toMatch(/there is no folder “absent”|The folder “.” holds no pack/)
  }
})

test.skipIf(!packs)('a recording is written down, with words, times and alternatives', async () => {
  const { code, out } = await run([
    'transcribe',
    'house.wav',
    '--models',
    models,
    '--json',
    '--alternatives',
    '2',
  ])
  expect(code).toBe(0)
  const { text, seconds, recogniser, segments } = JSON.parse(out) as {
    text: string
    seconds: number
    recogniser: string
    segments: {
      start: number
      end: number
      words: { word: string; start: number; end: number }[]
      alternatives: unknown[]
    }[]
  }
  expect(text).toMatch(/^The house .* (end|and) of the road\.?$/)
  expect(recogniser).toBe('zipformer:zipformer-en-3.3m')
  const [first] = segments
  expect(first?.start).toBeGreaterThan(0.3)
  expect(first?.alternatives.length).toBeLessThanOrEqual(2)
  const words = segments.flatMap((segment) => segment.words)
  expect(words.every(({ start, end }) => start >= 0.3 && start <= end && end <= seconds)).toBe(true)
  expect(words.map(({ start }) => start)).toEqual(words.map(({ start }) => start).toSorted((a, b) => a - b))
})

test.skipIf(!packs)(
  'a list of recordings is written down in one start; silence is an empty text',
  async () => {
    const sound = readFileSync(join(folder, 'house.wav'))
    writeFileSync(join(folder, 'cut.wav'), sound.subarray(0, sound.length / 2))
    const list = 'house.wav\nquiet.wav\nnothing.wav\ncut.wav\n'
    const { code, out } = await run(['transcribe', '--batch', '-', '--models', models], list)
    expect(code).toBe(0)
    const [house, quiet, missing, cut] = linesOf(out)
    expect([house, quiet, missing, cut].map((line) => line?.['file'])).toEqual(list.trim().split('\n'))
    expect([house, cut].map((line) => line?.['cutOff'])).toEqual([undefined, true])
    expect(String(house?.['text'])).toContain('road')
    expect(quiet).toMatchObject({ text: '', segments: [], seconds: 2 })
    expect(missing).toMatchObject({ error: { code: 'not-found' } })
  },
)

/** The command line as a user runs it: its own process, its streams, its exit codes, the files it leaves. */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readOgg } from '../app/export/sound-fixture.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-cli-'))
  mkdirSync(join(folder, 'empty-path'))
  writeFileSync(
    join(folder, 'book.md'),
    '# One\n\nHello there, world.\n\n# Two\n\nA second chapter is here.\n',
  )
  writeFileSync(
    join(folder, 'long.txt'),
    `${'This sentence is said again and again. '.repeat(20)}\n\n`.repeat(300),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}
function begin(args: readonly string[], data = 'data'): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'index.ts'), '--data', data, ...args], {
    cwd: tmpdir(), // npm starts us in another folder than the user's own, which it passes on
    env: { ...process.env, INIT_CWD: folder, PATH: join(folder, 'empty-path') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let error = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (error += data.toString()))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, error })))
  return { child, ended }
}
const run = (...args: string[]) => begin(args).ended

test('at speed a file keeps its pauses when one studies, and has next to none when one scans', async () => {
  const seconds = async (pauses: string) => {
    const out = `${pauses}.wav`
    const ended = await run('read', 'book.md', '--speed', '3', '--pauses', pauses, '--out', out, '--json')
    return (JSON.parse(ended.out) as { seconds: number }).seconds
  }
  const [scan, normal, study] = [await seconds('scan'), await seconds('normal'), await seconds('study')]
  expect(scan).toBeLessThan(normal)
  expect(study).toBeGreaterThan(normal + 1) // 0.6 s round each of two headings, and 0.35 s
})

test('wrong use is 2 with a sentence on standard error, and as JSON where that was asked for', async () => {
  for (const [args, sentence] of [
    [['frobnicate', '--json'], 'There is no command “frobnicate”.'],
    [['import', '--json'], 'Name one file.'],
    [['read', 'book.md', '--json', '--speed', '9'], '--speed takes a number from 0.25 to 4.'],
    [['read', 'book.md', '--json', '--out', 'x.wav', '--chapter', '0'], '--chapter takes a number from 1 on'],
    [['read', 'book.md', '--json', '--out', 'none/x.wav'], 'its folder does not exist'],
    [['read', 'book.md', '--json', '--pauses', 'none'], '--pauses takes normal, scan, study.'],
  ] as const) {
    const { code, out, error } = await run(...args)
    expect(code, args.join(' ')).toBe(2)
    expect(JSON.parse(out)).toEqual({
      error: { code: 'bad-input', message: expect.stringContaining(sentence) as string },
    })
    expect(error).toContain(sentence)
  }
}, 60_000)

test('what is spoken follows the skip rules, and the options that change them for once', async () => {
  writeFileSync(
    join(folder, 'paper.md'),
    'It rains [1], says Smith (see Lee, 2020).\n\n| a | b |\n|---|---|\n| c | d |\n',
  )
  const spoken = async (...options: string[]) =>
    (await run('import', 'paper.md', '--spoken', ...options)).out.split('\n')
  expect((await spoken())[0]).toBe('It rains, says Smith.')
  expect((await spoken('--everything'))[0]).toContain('Lee')
  expect(await spoken('--skip', 'citations=announce,tables=announce')).toEqual([
    'It rains citation, says Smith citation.',
    'table with 2 rows',
    '',
  ])
  const { code, error } = await run('import', 'paper.md', '--spoken', '--skip', 'figs=read')
  expect([code, error]).toEqual([2, expect.stringContaining('citations')])
}, 60_000)

test('what cannot be read is 3, a data folder that cannot be used is 1', async () => {
  expect(await run('import', 'nothing.txt')).toEqual({
    code: 3,
    out: '',
    error: 'lectern: There is no file “nothing.txt”.\n',
  })
  const file = join(folder, 'book.md')
  expect(await run('library', '--json', `--data=${file}`)).toMatchObject({ code: 2 }) // --data twice
  const refused = await begin(['library', '--json'], 'book.md').ended
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.out)).toEqual({
    error: { code: 'denied', message: `The data folder ${file} cannot be written.` },
  })
})

test('the data folder, too, is meant from where the user is', async () => {
  expect((await run('import', 'book.md')).code).toBe(0)
  expect(existsSync(join(folder, 'data', 'lectern.db'))).toBe(true)
})

test('a chapter that is missing leaves the file alone that was there before, and nothing beside it', async () => {
  writeFileSync(join(folder, 'kept.wav'), 'precious')
  const { code } = await run('read', 'book.md', '--out', 'kept.wav', '--chapter', '7')
  expect(code).toBe(2)
  expect(readFileSync(join(folder, 'kept.wav'), 'utf8')).toBe('precious')
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('a chapter is written with the times of its words, and nothing but the result goes to standard output', async () => {
  const { code, out, error } = await run(
    'read',
    'book.md',
    '--json',
    ...'--out two.wav --chapter two --timings two.json'.split(' '),
  )
  expect(code).toBe(0)
  expect(error).toContain('speaking 100 %')
  const { seconds } = JSON.parse(out) as { seconds: number }
  const { utterances } = JSON.parse(readFileSync(join(folder, 'two.json'), 'utf8')) as {
    utterances: { spoken: string; start: number; end: number }[]
  }
  expect(utterances.map(({ spoken }) => spoken)).toEqual(['Two', 'A second chapter is here.'])
  const sound = readFileSync(join(folder, 'two.wav'))
  expect(sound.readUInt32LE(4)).toBe(sound.length - 8)
  expect(sound.readUInt32LE(40) / 2 / 24_000).toBeCloseTo(seconds, 2)
  expect(utterances.at(-1)?.end).toBeLessThanOrEqual(seconds)
})

test('Ctrl+C in the middle leaves no half of a file and ends with 130', async () => {
  const { child, ended } = begin(['read', 'long.txt', '--out', 'long.wav'])
  await vi.waitFor(() => expect(existsSync(join(folder, 'long.wav.part'))).toBe(true), { timeout: 10_000 })
  await new Promise((resolve) => setTimeout(resolve, 500))
  child.kill('SIGINT')
  child.kill('SIGINT') // a terminal sends it to us and to npm, which passes it on
  expect((await ended).code).toBe(130)
  expect(readdirSync(folder).filter((name) => name.startsWith('long.wav'))).toEqual([])
})

test('killed in the middle, the same command goes on and leaves nothing of its work behind', async () => {
  const paragraph = `${'The keeper lit the lamp and waited for the others to come. '.repeat(20)}\n\n`
  writeFileSync(join(folder, 'keeper.txt'), paragraph.repeat(14))
  const args = ['read', 'keeper.txt', '--out', 'keeper.opus', '--speed', '3', '--json']
  const first = begin(args, 'killed')
  const checkpoint = join(folder, 'killed', 'exports', '1', 'timings.jsonl')
  await vi.waitFor(() => expect(statSync(checkpoint).size).toBeGreaterThan(0), 60_000)
  first.child.kill('SIGKILL')
  expect((await first.ended).code).toBeNull()
  const { code, out, error } = await begin(args, 'killed').ended
  expect(code).toBe(0)
  expect(error).not.toContain('speaking 0 %')
  const { packets, granule } = readOgg(readFileSync(join(folder, 'keeper.opus')))
  expect(granule / 48_000).toBeCloseTo((JSON.parse(out) as { seconds: number }).seconds, 1)
  expect(packets.length).toBeGreaterThan(granule / 960)
  expect(readdirSync(join(folder, 'killed', 'exports'))).toEqual([])
}, 120_000)

test('subtitles and a file for each chapter go where they were asked for', async () => {
  expect((await run(...'read book.md --out b.mp3 --srt b.srt --vtt b.vtt'.split(' '))).code).toBe(0)
  expect(readFileSync(join(folder, 'b.srt'), 'utf8')).toMatch(/^1\r\n00:00:00,0\d\d --> .*\r\nOne\r\n/)
  expect(readFileSync(join(folder, 'b.vtt'), 'utf8')).toContain('Hello there, world.')
  mkdirSync(join(folder, 'parts'))
  expect((await run(...'read book.md --chapters parts --format mp3'.split(' '))).code).toBe(0)
  expect(readdirSync(join(folder, 'parts')).toSorted()).toEqual(['01 One.mp3', '02 Two.mp3'])
  expect(await run(...'read book.md --chapters none'.split(' '))).toMatchObject({ code: 2 })
  expect(await run(...'read book.md --srt b.srt'.split(' '))).toMatchObject({ code: 2 })
}, 60_000)

test('a reader that has had enough ends the output quietly', async () => {
  const { child, ended } = begin(['import', 'long.txt', '--text'])
  child.stdout?.once('data', () => child.stdout?.destroy())
  const { code, error } = await ended
  expect(code).toBe(0)
  expect(error).not.toMatch(/EPIPE|node:/)
})

test('without a player it says so before it reads anything', async () => {
  const { code, error } = await run('read', 'book.md')
  expect(code).toBe(1)
  expect(error).toBe(
    'lectern: No program that plays sound was found (pw-cat, paplay, aplay, ffplay or play). Write a file instead: --out book.wav or --out book.opus\n',
  )
})

test('the same file by two commands at once is read in once and told to both', async () => {
  writeFileSync(join(folder, 'both.txt'), `${'A sentence of a file for two. '.repeat(20)}\n\n`.repeat(1_000))
  const ended = await Promise.all([run('import', 'both.txt', '--json'), run('import', 'both.txt', '--json')])
  const facts = ended.map(({ code, out }) => ({
    code,
    ...(JSON.parse(out) as { blocks: number; words: number }),
  }))
  expect(facts[0]).toEqual(facts[1])
  expect(facts[0]).toMatchObject({ code: 0, blocks: 1_000, words: 140_000, state: 'ready' })
}, 30_000)

test('the registry of commands is printed with names, keys and the schema of each argument', async () => {
  const { code, out } = await run('commands', '--json')
  expect(code).toBe(0)
  const rows = JSON.parse(out) as { id: string; names: { de: string }; keys: string[]; args: object }[]
  expect(rows.length).toBeGreaterThan(60)
  expect(rows.find(({ id }) => id === 'set_volume')).toMatchObject({
    group: 'voice',
    where: 'reading',
    risk: 'none',
    names: { en: 'Set the volume', de: 'Lautstärke einstellen' },
    args: { type: 'object', required: ['percent'], additionalProperties: false },
  })
  expect((await run('commands')).out).toMatch(
    /^next_sentence +Next sentence {2}\(Alt\+Shift\+K\) {2}count\?$/m,
  )
})

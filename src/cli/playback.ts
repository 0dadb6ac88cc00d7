/** Plays sound through whatever player the system has, since Node itself has no sound output. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { soundRate } from '../contract/inference.ts'
import { AppError } from '../rpc/failure.ts'

const rate = String(soundRate)
/** Programs that take raw 16-bit mono sound on standard input, the most common first. */
const players: readonly (readonly [string, readonly string[]])[] = [
  ['pw-cat', ['--playback', '--raw', '--format=s16', `--rate=${rate}`, '--channels=1', '-']],
  ['paplay', ['--raw', '--format=s16le', `--rate=${rate}`, '--channels=1']],
  ['aplay', ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', rate, '-c', '1']],
  ['ffplay', ['-loglevel', 'error', '-nodisp', '-autoexit', '-f', 's16le', '-ar', rate, '-i', '-']],
  ['play', ['-q', '-t', 'raw', '-e', 'signed', '-b', '16', '-r', rate, '-c', '1', '-']],
]
/** Bytes of the WAV header that the encoder writes first; players get the bare sound. */
const wavHeader = 44

export interface Playback {
  write(bytes: Uint8Array): Promise<void>
  /** Resolves when everything has been heard. */
  end(): Promise<void>
  /** Falls silent at once. */
  stop(): void
}

function installed(name: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe'] : ['']
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    for (const ending of endings)
      if (existsSync(join(folder, name + ending))) return join(folder, name + ending)
  return undefined
}

/** @throws {AppError} `unavailable` if the system has no player that we know */
export function startPlayback(): Playback {
  const found = players.find(([name]) => installed(name))
  if (!found)
    throw new AppError(
      'unavailable',
      'No program that plays sound was found (pw-cat, paplay, aplay, ffplay or play). Write a file instead: --out book.wav or --out book.opus',
      { reason: 'no-player' },
    )
  const [name, args] = found
  const child: ChildProcess = spawn(installed(name) as string, args, { stdio: ['pipe', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (data: Buffer) => {
    said = `${said}${data.toString()}`.slice(0, 500)
  })
  child.stdin?.on('error', () => undefined) // the exit below tells more than the broken pipe
  const exited = new Promise<number>((resolve) => {
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
  const failure = () =>
    new AppError(
      'unavailable',
      `${name} could not play the sound. ${said.trim().split('\n')[0] ?? ''}`.trim(),
      { reason: 'no-player' },
    )
  let skip = wavHeader
  let gone = false
  void exited.then(() => {
    gone = true
  })
  return {
    async write(bytes) {
      const sound = bytes.subarray(Math.min(skip, bytes.length))
      skip -= bytes.length - sound.length
      if (sound.length === 0) return
      if (gone) throw failure()
      if (child.stdin?.write(sound) === false)
        await Promise.race([
          exited,
          new Promise<void>((resolve) => child.stdin?.once('drain', () => resolve())),
        ])
      if (gone) throw failure()
    },
    async end() {
      child.stdin?.end()
      if ((await exited) !== 0) throw failure()
    },
    stop: () => void child.kill(),
  }
}

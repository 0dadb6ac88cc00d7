/** `lectern read`: a document, or a chapter of it, as sound files or an EPUB, or straight to the loudspeakers. */
import { stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { userPath } from '../app/data-folder.ts'
import type { AppClient, AppContract, OpenDocument } from '../contract/app.ts'
import type { ExportFormat, ExportJob } from '../contract/export.ts'
import type { InputOf } from '../rpc/contract.ts'
import { AppError, type ErrorCode } from '../rpc/failure.ts'
import { type Invocation, oneFile } from './commands.ts'
import { importFile } from './documents.ts'
import { modeFrom, modeOptions } from './mode-options.ts'
import { print, progressLine, UsageError } from './output.ts'
import { openOutput, type OutputFile } from './output-file.ts'
import { startPlayback } from './playback.ts'
import { listeningFrom, pausesFrom, skipOptions } from './skip-options.ts'

/** A chapter's number, counted from 1, or words of its title. */
function wantedChapter(given: string): number | string {
  const chosen = given.trim()
  if (chosen === '' || /^-?0*$/.test(chosen) || /^-\d+$/.test(chosen))
    throw new UsageError('--chapter takes a number from 1 on, or words of a chapter’s title.')
  return /^\d{1,9}$/.test(chosen) ? Number(chosen) : chosen
}

const endings: Readonly<Record<string, ExportFormat>> = {
  '.wav': 'wav',
  '.opus': 'opus',
  '.ogg': 'opus',
  '.mp3': 'mp3',
  '.epub': 'epub',
}

interface Wish {
  readonly client: AppClient
  readonly signal: AbortSignal
  readonly request: Omit<InputOf<AppContract, 'export.start'>, 'document' | 'again' | 'format'>
}

/** Straight to the loudspeakers. */
async function play({ client, signal, request }: Wish, load: () => Promise<OpenDocument>): Promise<void> {
  const playback = startPlayback()
  try {
    const { summary } = await load()
    const { speed, voice, chapter, listening } = request
    const sound = client.stream(
      'export.sound',
      {
        document: summary.id,
        ...(speed === undefined ? {} : { speed }),
        ...(voice === undefined ? {} : { voice }),
        ...(chapter === undefined ? {} : { chapter }),
        ...(listening === undefined ? {} : { listening }),
      },
      signal,
    )
    const progress = progressLine('speaking')
    try {
      for await (const { bytes, done } of sound) {
        progress.show(done)
        await playback.write(bytes)
      }
    } finally {
      progress.end()
    }
    await playback.end()
  } finally {
    playback.stop()
  }
}

/** Lets the export work to its end. Stopping here leaves it paused: the same command goes on with it. */
async function made(
  { client, signal, request }: Wish,
  document: string,
  format: ExportFormat,
): Promise<ExportJob> {
  const { id } = await client.call('export.start', { ...request, document, format, again: true }, signal)
  const progress = progressLine('speaking')
  try {
    for await (const change of client.stream('export.watch', { id }, signal)) {
      if (change.type === 'removed') throw new AppError('cancelled', 'The export was removed.')
      const { job } = change
      progress.show(job.done)
      if (job.state === 'done') return job
      if (job.state === 'failed' && job.failure) {
        const { code, message, reason, data } = job.failure
        throw new AppError(code as ErrorCode, message, { data, ...(reason === undefined ? {} : { reason }) })
      }
      if (job.state === 'paused') break
    }
  } finally {
    progress.end()
  }
  throw new AppError('cancelled', 'The export was stopped; the same command goes on with it.')
}

/** Where each file that was made goes. `undefined` for one that nobody asked for. */
type Places = (name: string) => OutputFile | undefined

async function save({ client, signal }: Wish, job: ExportJob, places: Places): Promise<void> {
  for (const { name } of job.made) {
    const out = places(name)
    if (!out) continue
    for await (const bytes of client.stream('export.file', { id: job.id, name }, signal))
      await out.write(bytes)
    await out.finish()
  }
  await client.call('export.remove', { id: job.id })
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000

export async function readCommand({ client, args, signal }: Invocation): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      chapters: { type: 'string' },
      format: { type: 'string' },
      srt: { type: 'string' },
      vtt: { type: 'string' },
      voice: { type: 'string' },
      speed: { type: 'string', default: '1' },
      chapter: { type: 'string' },
      ...skipOptions,
      ...modeOptions,
      pauses: { type: 'string' },
      timings: { type: 'string' },
      json: { type: 'boolean' },
      page: { type: 'boolean' },
      password: { type: 'string' },
    },
  })
  const { out: name, chapters: folder, srt, vtt, timings } = values
  const speed = Number(values.speed)
  if (!(speed >= 0.25 && speed <= 4)) throw new UsageError('--speed takes a number from 0.25 to 4.')
  if (name !== undefined && folder !== undefined) throw new UsageError('Choose one of --out and --chapters.')
  if (name === undefined && (srt ?? vtt ?? timings) !== undefined)
    throw new UsageError('--srt, --vtt and --timings need --out.')
  const ending = name === undefined ? `.${values.format ?? 'opus'}` : extname(name).toLowerCase()
  const format = endings[ending]
  if (format === undefined || (folder !== undefined && format === 'epub'))
    throw new UsageError(
      folder === undefined
        ? '--out takes a name that ends in .opus, .mp3, .wav or .epub.'
        : '--format takes opus, mp3 or wav.',
    )
  if (format === 'epub' && (srt ?? vtt ?? timings) !== undefined)
    throw new UsageError('--srt, --vtt and --timings go with a sound file.')
  const chapter = values.chapter === undefined ? undefined : wantedChapter(values.chapter)
  const file = oneFile(positionals)
  const listening = { ...listeningFrom(values), ...modeFrom(values), ...pausesFrom(values.pauses) }
  const wish: Wish = {
    client,
    signal,
    request: {
      speed,
      files: folder === undefined ? 'whole' : 'chapters',
      subtitles:
        srt !== undefined ? (vtt !== undefined ? 'both' : 'srt') : vtt !== undefined ? 'vtt' : 'none',
      timings: timings !== undefined,
      ...(values.voice === undefined ? {} : { voice: values.voice }),
      ...(chapter === undefined ? {} : { chapter }),
      ...(Object.keys(listening).length > 0 && { listening }),
    },
  }
  const load = () =>
    importFile(client, file, { password: values.password, page: values.page === true, signal })
  // Whether there is anywhere for the result to go is said before a long import, not after it.
  const outputs = new Map<string, OutputFile>()
  const open = async (key: string, path: string | undefined) => {
    if (path !== undefined) outputs.set(key, await openOutput(path))
  }
  try {
    await open('sound', name)
    await open('srt', srt)
    await open('vtt', vtt)
    await open('json', timings)
    if (folder !== undefined) await checkFolder(folder)
    if (name === undefined && folder === undefined) return await play(wish, load)
    const { summary } = await load()
    const job = await made(wish, summary.id, format)
    if (folder !== undefined) for (const each of job.made) await open(each.name, join(folder, each.name))
    await save(wish, job, (each) => {
      const last = extname(each).slice(1)
      if (each.endsWith('.chapters.vtt')) return undefined
      return outputs.get(each) ?? outputs.get(last === format ? 'sound' : last)
    })
    if (values.json)
      await print(
        `${JSON.stringify({ document: summary.id, speed, seconds: round(job.seconds), out: name ?? folder ?? null })}\n`,
      )
  } finally {
    for (const output of outputs.values()) await output.discard()
  }
}

async function checkFolder(folder: string): Promise<void> {
  const there = await stat(userPath(folder)).catch(() => undefined)
  if (!there?.isDirectory())
    throw new AppError('bad-input', `“${folder}” cannot be written: there is no such folder.`)
}

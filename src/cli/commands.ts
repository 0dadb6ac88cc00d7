/** The commands: import, read, voices, library. Their output is documented in docs/CLI.md and kept stable. */
import { createWriteStream, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { AppClient } from '../contract/app.ts'
import type { TocEntry } from '../contract/document.ts'
import { AppError } from '../rpc/failure.ts'
import { allBlocks, importFile, plainBlock } from './documents.ts'
import { print, progressLine, UsageError } from './output.ts'
import { startPlayback } from './playback.ts'

export interface Invocation {
  readonly client: AppClient
  readonly args: readonly string[]
  readonly signal: AbortSignal
}

const password = { type: 'string' } as const
const userPath = (file: string) => resolve(process.env['INIT_CWD'] ?? process.cwd(), file)

function oneFile(positionals: readonly string[]): string {
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError('Name one file.')
  return file
}

export async function importCommand({ client, args, signal }: Invocation): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      text: { type: 'boolean' },
      spoken: { type: 'boolean' },
      page: { type: 'boolean' },
      password,
    },
  })
  if ([values.json, values.text, values.spoken].filter(Boolean).length > 1)
    throw new UsageError('Choose one of --json, --text and --spoken.')
  const document = await importFile(client, oneFile(positionals), {
    password: values.password,
    page: values.page === true,
    signal,
  })
  const { summary, metadata, toc, pages, blockCount, warnings } = document
  if (values.text) {
    for await (const blocks of allBlocks(client, document)) {
      const lines = blocks.map(plainBlock).filter((line) => line.trim() !== '')
      if (lines.length > 0) await print(`${lines.join('\n')}\n`)
    }
  } else if (values.spoken) {
    const from = { document: summary.id, block: 0, offset: 0 }
    for await (const utterances of client.stream('reading.script', { from }, signal))
      if (utterances.length > 0) await print(`${utterances.map(({ spoken }) => spoken).join('\n')}\n`)
  } else if (values.json) {
    const facts = {
      id: summary.id,
      format: summary.format,
      title: metadata.title,
      authors: metadata.authors,
      language: metadata.language ?? null,
      state: summary.state,
      words: summary.words,
      blocks: blockCount,
      pages: pages.length,
      toc,
      warnings,
    }
    await print(`${JSON.stringify(facts)}\n`)
  } else {
    const count = (entries: readonly TocEntry[]): number =>
      entries.reduce((sum, entry) => sum + 1 + count(entry.children), 0)
    const lines = [
      `${metadata.title}${metadata.authors.length > 0 ? ` — ${metadata.authors.join(', ')}` : ''}`,
      `${summary.format}, ${metadata.language ?? 'language unknown'}, ${summary.words} words, ${count(toc)} entries in the table of contents, ${pages.length} pages`,
      ...warnings.map(({ key }) => `note: ${key}`),
    ]
    await print(`${lines.join('\n')}\n`)
  }
}

interface TimedUtterance {
  readonly start: number
  readonly end: number
  readonly block: number
  readonly offset: number
  readonly length: number
  readonly spoken: string
  readonly words: readonly {
    readonly start: number
    readonly end: number
    readonly block: number
    readonly offset: number
    readonly length: number
  }[]
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000

export async function readCommand({ client, args, signal }: Invocation): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      voice: { type: 'string' },
      speed: { type: 'string', default: '1' },
      chapter: { type: 'string' },
      timings: { type: 'string' },
      page: { type: 'boolean' },
      password,
    },
  })
  const speed = Number(values.speed)
  if (!(speed >= 0.25 && speed <= 4)) throw new UsageError('--speed takes a number from 0.25 to 4.')
  const ending = values.out === undefined ? undefined : extname(values.out).toLowerCase()
  if (ending !== undefined && ending !== '.wav' && ending !== '.opus' && ending !== '.ogg')
    throw new UsageError('--out takes a name that ends in .wav or .opus.')
  const file = oneFile(positionals)
  // Whether sound can be played is said before a long import, not after it.
  const playback = values.out === undefined ? startPlayback() : undefined
  const { summary } = await importFile(client, file, {
    password: values.password,
    page: values.page === true,
    signal,
  })
  const chapter =
    values.chapter === undefined
      ? undefined
      : /^\d+$/.test(values.chapter)
        ? Number(values.chapter)
        : values.chapter
  const events = client.stream(
    'export.sound',
    {
      document: summary.id,
      format: ending === undefined || ending === '.wav' ? 'wav' : 'opus',
      speed,
      ...(values.voice === undefined ? {} : { voice: values.voice }),
      ...(chapter === undefined ? {} : { chapter }),
    },
    signal,
  )
  const progress = progressLine('speaking')
  const utterances: TimedUtterance[] = []
  const out = values.out === undefined ? undefined : createWriteStream(userPath(values.out))
  const failed = new Promise<never>((_resolve, reject) =>
    out?.on('error', (cause) =>
      reject(new AppError('denied', `“${values.out}” cannot be written.`, { cause })),
    ),
  )
  failed.catch(() => undefined)
  let seconds = 0
  let head: Uint8Array = new Uint8Array()
  try {
    for await (const event of events) {
      if (event.type === 'bytes') {
        if (playback) await playback.write(event.bytes)
        else if (out && !out.write(event.bytes))
          await Promise.race([failed, new Promise<void>((resolve) => out.once('drain', () => resolve()))])
      } else if (event.type === 'utterance') {
        progress.show(event.done)
        const { position, end, spoken } = event.utterance
        utterances.push({
          start: round(event.start),
          end: round(event.end),
          block: position.block,
          offset: position.offset,
          length: end - position.offset,
          spoken,
          words: event.words.map((word) => ({
            start: round(word.start),
            end: round(word.end),
            block: position.block,
            offset: word.from,
            length: word.to - word.from,
          })),
        })
      } else {
        seconds = event.seconds
        head = event.head
      }
    }
  } finally {
    progress.end()
    if (out) await Promise.race([failed, new Promise<void>((resolve) => out.end(() => resolve()))])
  }
  if (values.out !== undefined && head.length > 0) {
    const handle = await open(userPath(values.out), 'r+')
    await handle.write(head, 0, head.length, 0)
    await handle.close()
  }
  if (values.timings !== undefined)
    writeFileSync(
      userPath(values.timings),
      `${JSON.stringify({ document: summary.id, speed, seconds: round(seconds), utterances })}\n`,
    )
  await playback?.end()
}

export async function voicesCommand({ client, args }: Invocation): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } })
  const voices = await client.call('voices.list', {})
  if (values.json) return print(`${JSON.stringify(voices)}\n`)
  const width = Math.max(...voices.map(({ id }) => id.length))
  await print(
    `${voices.map(({ id, name, language }) => `${id.padEnd(width)}  ${language.padEnd(8)}  ${name}`).join('\n')}\n`,
  )
}

export async function libraryCommand({ client, args }: Invocation): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } })
  const documents = await client.call('library.list', {})
  if (values.json) return print(`${JSON.stringify(documents)}\n`)
  if (documents.length === 0) return print('The library is empty.\n')
  await print(
    `${documents.map(({ title, authors, progress }) => `${String(Math.round(progress * 100)).padStart(3)} %  ${title}${authors.length > 0 ? ` — ${authors.join(', ')}` : ''}`).join('\n')}\n`,
  )
}

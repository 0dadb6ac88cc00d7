/** The commands: import, voices, library (`read` has a file of its own). Their output is documented in docs/CLI.md and kept stable. */
import { parseArgs } from 'node:util'
import type { AppClient } from '../contract/app.ts'
import { isText, type TocEntry } from '../contract/document.ts'
import { allBlocks, importFile, plainBlock } from './documents.ts'
import { modeFrom, modeOptions } from './mode-options.ts'
import { print, UsageError } from './output.ts'
import { listeningFrom, skipOptions } from './skip-options.ts'
import { warningSentences } from './warnings.ts'

export interface Invocation {
  readonly client: AppClient
  readonly args: readonly string[]
  readonly signal: AbortSignal
}

const password = { type: 'string' } as const

export function oneFile(positionals: readonly string[]): string {
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
      ...skipOptions,
      ...modeOptions,
      page: { type: 'boolean' },
      password,
    },
  })
  const listening = { ...listeningFrom(values), ...modeFrom(values) }
  if (Object.keys(listening).length > 0 && !values.spoken)
    throw new UsageError('--skip, --everything, --gist and --mode go with --spoken.')
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
      const lines = blocks
        .filter(isText)
        .map(plainBlock)
        .filter((line) => line.trim() !== '')
      if (lines.length > 0) await print(`${lines.join('\n')}\n`)
    }
  } else if (values.spoken) {
    const from = { document: summary.id, block: 0, offset: 0 }
    for await (const utterances of client.stream('reading.script', { from, listening }, signal))
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
      ...(await warningSentences(warnings)).map((sentence) => `note: ${sentence}`),
    ]
    await print(`${lines.join('\n')}\n`)
  }
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

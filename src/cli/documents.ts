/** Bringing a file on the command line into the library, and its text out of it. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { AppClient, OpenDocument } from '../contract/app.ts'
import type { Block } from '../contract/document.ts'
import { progressLine, unreadable } from './output.ts'
import { userPath } from '../app/data-folder.ts'

/** @throws {AppError} `not-found` for a file that cannot be opened */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(userPath(file))
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    throw unreadable(
      code === 'EISDIR'
        ? `“${file}” is a folder.`
        : code === 'ENOENT' || code === 'ENOTDIR'
          ? `There is no file “${file}”.`
          : code === 'ERR_FS_FILE_TOO_LARGE'
            ? `“${file}” is too large.`
            : `“${file}” cannot be read.`,
      cause,
    )
  }
}

/**
 * Adds `file` to the library and waits until all of it is read.
 * @throws {AppError} `not-found` for a file that cannot be opened, else what the importer says
 */
export async function importFile(
  client: AppClient,
  file: string,
  options: { readonly password?: string | undefined; readonly page?: boolean; readonly signal?: AbortSignal },
): Promise<OpenDocument> {
  const bytes = bytesOf(file)
  const progress = progressLine('reading')
  let document = ''
  try {
    const events = client.stream(
      'library.import',
      {
        name: basename(file),
        bytes,
        ...(options.password === undefined ? {} : { password: options.password }),
        html: options.page ? 'page' : 'article', // said each time: the same command always gives the same text
      },
      options.signal,
    )
    for await (const event of events) {
      document = event.document
      if (event.type === 'progress') progress.show(event.done)
    }
  } finally {
    progress.end()
  }
  return client.call('document.open', { document })
}

const pieceSize = 500

/** The document's blocks, a piece at a time. */
export async function* allBlocks(
  client: AppClient,
  document: OpenDocument,
): AsyncGenerator<readonly Block[]> {
  for (let from = 0; from < document.blockCount; from += pieceSize)
    yield (await client.call('document.blocks', { document: document.summary.id, from, count: pieceSize }))
      .blocks
}

/** A mark that points to a note, set apart from the word it stands at: `word[1]`. */
function noteMark(text: string): string {
  return /^[\p{L}\p{N}]+$/u.test(text.trim()) ? `[${text.trim()}]` : text
}

/** A block as plain text: list items and notes with their mark, note references in brackets, cells apart by tabs. */
export function plainBlock(block: Block): string {
  const text = block.runs
    .map((run) => (run.role === 'note-reference' ? noteMark(run.text) : run.text))
    .join('')
  if (!block.marker || text.trim() === '') return text
  if (block.kind === 'footnote') return `${noteMark(block.marker.replace(/\.$/, ''))} ${text}`
  return block.kind === 'list-item' ? `${block.marker} ${text}` : text
}

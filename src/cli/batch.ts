/** `--batch LIST`: one answer a line for each line of a list, in its order; a line that fails does not end the others. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { userPath } from '../app/data-folder.ts'
import { isAppError } from '../rpc/failure.ts'
import { print, unreadable, UsageError } from './output.ts'

/**
 * @param list a file, or `-` for standard input
 * @returns its lines without the space around them; empty ones, too
 * @throws {AppError} `not-found` for a list that cannot be read
 */
export async function* linesOf(list: string): AsyncGenerator<string> {
  let input: NodeJS.ReadableStream = process.stdin
  if (list !== '-') {
    const path = userPath(list)
    const about = await stat(path).catch((cause: unknown) => {
      throw unreadable(`There is no file “${list}”.`, cause)
    })
    if (about.isDirectory()) throw unreadable(`“${list}” is a folder.`, undefined)
    input = createReadStream(path)
  }
  let first = true
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    yield (first ? line.replace(/^\ufeff/, '') : line).trim()
    first = false
  }
}

/**
 * Prints one JSON line for each line that is not empty.
 *
 * @param answer what to print for a line; what it throws is printed as `{ "error": { code, message } }`
 * @param named what is added to both, so that a line of the answer says which of the list it is for
 * @throws what ends everything: Ctrl+C, and a reader that has left
 */
export async function batch(
  list: string,
  answer: (line: string) => Promise<object>,
  named: (line: string) => object,
  signal: AbortSignal,
): Promise<void> {
  for await (const line of linesOf(list)) {
    if (line === '') continue
    let result: object
    try {
      signal.throwIfAborted()
      result = await answer(line)
    } catch (error) {
      if (signal.aborted || isAppError(error, 'cancelled') || error instanceof UsageError) throw error
      result = { error: isAppError(error) ? { code: error.code, message: error.message } : internal }
    }
    await print(`${JSON.stringify({ ...result, ...named(line) })}\n`)
  }
}

const internal = { code: 'internal', message: 'Something went wrong inside Lectern.' }

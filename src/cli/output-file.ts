/**
 * A file that is written over a long time: under `NAME.part` until it is whole, so that a stop in the middle neither
 * leaves half a file behind nor costs the one that was there before.
 */
import { rmSync } from 'node:fs'
import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../rpc/failure.ts'
import { userPath } from '../app/data-folder.ts'

export interface OutputFile {
  write(bytes: Uint8Array | string): Promise<void>
  /** Puts the file under its name. @param head replaces the first bytes */
  finish(head?: Uint8Array): Promise<void>
  /** Takes away what was written; does nothing after `finish`. */
  discard(): Promise<void>
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

/** @throws {AppError} `bad-input` where no such file can be made; writing throws `denied`, for instance on a full disk */
export async function openOutput(name: string): Promise<OutputFile> {
  const path = userPath(name)
  const part = `${path}.part`
  const refuse = (why: string, cause?: unknown) =>
    new AppError('bad-input', `“${name}” cannot be written: ${why}.`, { cause })
  if ((await stat(path).catch(() => undefined))?.isDirectory()) throw refuse('it is a folder')
  if (!(await stat(dirname(path)).catch(() => undefined))?.isDirectory())
    throw refuse('its folder does not exist')
  let handle: FileHandle
  try {
    handle = await open(part, 'w')
  } catch (cause) {
    throw refuse('the folder may not be written to', cause)
  }
  // Ctrl+C a second time, or an error that nobody expected.
  const sweep = () => rmSync(part, { force: true })
  process.once('exit', sweep)
  let done = false

  async function attempt(step: () => Promise<unknown>): Promise<void> {
    try {
      await step()
    } catch (cause) {
      const why = codeOf(cause) === 'ENOSPC' ? 'there is no space left on the disk' : 'the disk refuses it'
      throw new AppError('denied', `“${name}” cannot be written: ${why}.`, { cause })
    }
  }
  return {
    write: (bytes) => attempt(() => handle.appendFile(bytes)),
    finish: (head) =>
      attempt(async () => {
        if (head && head.length > 0) await handle.write(head, 0, head.length, 0)
        await handle.close()
        await rename(part, path)
        done = true
        process.off('exit', sweep)
      }),
    async discard() {
      if (done) return
      done = true
      await handle.close().catch(() => undefined)
      sweep()
      process.off('exit', sweep)
    },
  }
}

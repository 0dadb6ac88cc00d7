/** Makes sure that what was written lies on the disk itself: after a power failure a file may else hold zeros. */
import { type FileHandle, open } from 'node:fs/promises'

const windows = process.platform === 'win32'

async function sync(opened: FileHandle): Promise<void> {
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

/** @throws what the disk says where the bytes cannot be kept */
export async function flushFile(path: string): Promise<void> {
  // Windows flushes only what is open for writing, and opens so no file that was copied as read-only.
  const opened = await open(path, windows ? 'r+' : 'r').catch((error: unknown) => {
    if (windows) return undefined
    throw error
  })
  if (opened) await sync(opened)
}

/** That files were put into a folder, or renamed there. Windows and some shares of a network have nothing like it. */
export async function flushFolder(path: string): Promise<void> {
  if (windows) return
  try {
    await sync(await open(path, 'r'))
  } catch {
    // The files themselves are kept; at worst they are missing, which is seen.
  }
}

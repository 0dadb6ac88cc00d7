/** Files of an export, handed to the browser or the window to be kept where the user wants them. */
import type { AppClient } from '../../contract/app.ts'
import type { ExportFile, ExportJob } from '../../contract/export.ts'

/** Nobody says when a download has been read; its address must hold until then. */
const keptMs = 10 * 60_000

/** As a download: the browser's own settings say where it goes, and Electron asks. */
export async function saveFile(client: AppClient, id: number, { name, mime }: ExportFile): Promise<void> {
  // Large blobs are kept on disk by the browser, so pieces are put together there and not here.
  let blob = new Blob([], { type: mime })
  for await (const piece of client.stream('export.file', { id, name }))
    blob = new Blob([blob, new Uint8Array(piece)], { type: mime })
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), keptMs)
}

/** All that an export has made: its one file, or one archive of several; so many downloads where that is too large. */
export async function saveAll(client: AppClient, { id, made, archive }: ExportJob): Promise<void> {
  for (const file of archive ? [archive] : made) await saveFile(client, id, file)
}

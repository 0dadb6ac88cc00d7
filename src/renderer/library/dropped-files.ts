/** The files that were dropped; of folders the documents in them, by the ends of their names. */

import { documentEndings } from '../../contract/document.ts'

/** A folder of more documents is taken in part: somebody has dropped their whole disk. */
const mostFiles = 500
const deepest = 8

const isDocument = (name: string) =>
  !name.startsWith('.') && documentEndings.some((ending) => name.toLowerCase().endsWith(ending))

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A reader gives a folder's entries in portions; an empty one is the last. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0 || all.length > mostFiles) return all
    all.push(...some)
  }
}

async function collect(folder: FileSystemDirectoryEntry, into: File[], depth: number): Promise<void> {
  const entries = (await entriesOf(folder)).toSorted((a, b) => a.name.localeCompare(b.name))
  for (const entry of entries) {
    if (into.length >= mostFiles) return
    if (entry.isFile && isDocument(entry.name)) into.push(await fileOf(entry as FileSystemFileEntry))
    else if (entry.isDirectory && depth < deepest)
      await collect(entry as FileSystemDirectoryEntry, into, depth + 1)
  }
}

/** Must be called in the drop event itself: what was dropped cannot be asked for later. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const dropped = [...data.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const files: File[] = []
  for (const { entry, file } of dropped)
    if (entry?.isDirectory) await collect(entry as FileSystemDirectoryEntry, files, 0)
    else if (file) files.push(file) // any file: what it is shows by its bytes
  return files
}

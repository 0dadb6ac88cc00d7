/** What has to be there for a pack, and what of it is there already. */
import { copyFile, link, mkdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { InstalledPack, PackEntry, PackFile } from '../../contract/packs.ts'
import { type Expected, hasChecksum, matches, type Sums, sumsOf } from './checksums.ts'
import { flushFile, flushFolder } from './flush.ts'
import type { Source } from './publisher.ts'

const expected = z.object({
  bytes: z.number().optional(),
  sha256: z.string().optional(),
  crc32c: z.string().optional(),
  gitSha1: z.string().optional(),
})
const fileRecord = z.object({
  bytes: z.number(),
  sha256: z.string(),
  checked: z.enum(['manifest', 'publisher', 'given']),
})
export type FileRecord = z.infer<typeof fileRecord>

/** `state.json` in a pack that is being put together; what it says survives the program. */
export const incomingState = z.object({
  snapshot: z.string(),
  problem: z.string().optional(),
  problemData: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** It failed in a way that going on would not change. */
  failed: z.boolean().default(false),
  /** What the publisher said, so that a later start goes on with the same revision. By path. */
  learnt: z.record(z.string(), z.object({ url: z.string(), expected })).default({}),
  /** Files that are in place and were checked. By path. */
  done: z.record(z.string(), fileRecord).default({}),
})
export type IncomingState = z.infer<typeof incomingState>

/** A pack's files as they come, before anything was asked. */
export function sourcesOf({ files }: PackEntry, { learnt }: IncomingState): Source[] {
  return files.map(({ path, url, bytes, sha256, crc32c, optional }) => {
    const known = learnt[path]
    return known
      ? { path, url: known.url, expected: known.expected, optional, checked: 'publisher' }
      : { path, url, expected: { bytes, sha256, crc32c }, optional, checked: 'manifest' }
  })
}

/** True where neither the file nor all that is taken out of it could be checked without asking the publisher. */
export const uncheckable = (file: PackFile | undefined, { expected: known }: Source): boolean =>
  !hasChecksum(known) && !(file?.members && file.members.every(({ sha256 }) => sha256 !== undefined))

/** What a file of the manifest becomes in the pack's folder. */
export function targetsOf(file: PackFile): { readonly path: string; readonly expected: Expected }[] {
  return file.members
    ? file.members.map(({ path, bytes, sha256 }) => ({ path, expected: { bytes, sha256 } }))
    : [{ path: file.path, expected: { bytes: file.bytes, sha256: file.sha256, crc32c: file.crc32c } }]
}

/** Bytes on the disk that a file still needs: itself, and what is taken out of it. */
export function bytesNeeded(file: PackFile, source: Source, have: number): number {
  const whole = source.expected.bytes ?? file.bytes ?? file.about ?? 0
  const unpacked = file.members?.reduce((sum, { bytes = whole }) => sum + bytes, 0) ?? 0
  return Math.max(0, whole - have) + unpacked
}

/** Moves a file within the disk, making the folders that it needs; what is then counted as there stays there. */
export async function moveTo(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await flushFile(from)
  await rename(from, to)
  await flushFolder(dirname(to))
}

/**
 * Takes a good file over from the installed pack of the same name, for a repair or an update.
 *
 * @returns what it is; undefined where it is missing, or not what it should be
 */
export async function takeOver(
  installed: InstalledPack | undefined,
  from: string,
  to: string,
  target: { readonly path: string; readonly expected: Expected },
  sameSnapshot: boolean,
  signal: AbortSignal,
): Promise<FileRecord | undefined> {
  const record = installed?.files.find(({ path }) => path === target.path)
  const path = join(from, ...target.path.split('/'))
  if (!record || (!sameSnapshot && target.expected.sha256 === undefined)) return undefined
  if ((await stat(path).catch(() => undefined))?.size !== record.bytes) return undefined
  const wanted = { bytes: record.bytes, sha256: record.sha256, ...defined(target.expected) }
  const sums: Sums = await sumsOf(path, wanted, signal)
  if (!matches(sums, wanted)) return undefined
  await mkdir(dirname(to), { recursive: true })
  await link(path, to).catch(() => copyFile(path, to))
  await flushFile(to)
  return { bytes: sums.bytes, sha256: sums.sha256, checked: record.checked }
}

const defined = (known: Expected): Expected =>
  Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))

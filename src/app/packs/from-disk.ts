/**
 * Installs a pack from a folder, an archive or a single file on the disk, for machines without a network.
 *
 * What pack it is, is told by the names and sizes of its files; where several could be meant, by their checksums. Files
 * that the manifest knows a checksum of are held to it. The others are taken as they are, and their checksum is pinned
 * from then on: whoever brought them has decided to trust them.
 */
import { copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { installedPack, type PackEntry } from '../../contract/packs.ts'
import { AppError } from '../../rpc/failure.ts'
import { type Expected, matches, sumsOf } from './checksums.ts'
import { diskFailure } from './download.ts'
import { flushFile, flushFolder } from './flush.ts'
import {
  finish,
  type InstallOptions,
  needSpace,
  openIncoming,
  readState,
  wrongSum,
  writeState,
} from './install.ts'
import { targetsOf } from './plan.ts'
import { entriesInThread, unpackInThread } from './unpack-thread.ts'
import { isArchive } from './unpack.ts'

/** A folder is looked through so deep and so far for a pack's files. */
const deepest = 4
const mostFiles = 5_000
/** How far a file may be from a size that is only known roughly. */
const roughly = 0.1

interface Found {
  /** In the folder or archive, with forward slashes. */
  readonly path: string
  readonly bytes: number
}

interface Place {
  /** Where it is copied to in the pack, and what of it is known. */
  readonly path: string
  readonly expected: Expected
  readonly about: number | undefined
  readonly optional: boolean
  /** The names that it may go by. */
  readonly names: readonly string[]
}

type Choice = ReadonlyMap<Place, Found>

function placesOf({ files }: PackEntry): Place[] {
  return files.flatMap((file) =>
    targetsOf(file).map(({ path, expected }) => ({
      path,
      expected,
      about: file.members ? undefined : file.about,
      optional: file.optional === true,
      names: [path, ...(file.members ?? []).filter((each) => each.path === path).map(({ member }) => member)],
    })),
  )
}

/** The file that stands for a place: by its path's end, then by its name alone, of those whose size fits. */
function lookFor({ names, expected, about }: Place, found: readonly Found[]): Found | undefined {
  const fits = ({ bytes }: Found) =>
    expected.bytes === undefined
      ? about === undefined || about < 100_000 || Math.abs(bytes - about) <= about * roughly
      : bytes === expected.bytes
  const ends = (path: string, name: string) => path === name || path.endsWith(`/${name}`)
  const fitting = found.filter(fits)
  return (
    fitting.find(({ path }) => names.some((name) => ends(path, name))) ??
    fitting.find(({ path }) => names.some((name) => basename(path) === basename(name)))
  )
}

function choose(entry: PackEntry, found: readonly Found[]): { choice: Choice; missing: string[] } {
  const choice = new Map<Place, Found>()
  const missing: string[] = []
  for (const place of placesOf(entry)) {
    const file = lookFor(place, found)
    if (file) choice.set(place, file)
    else if (!place.optional) missing.push(place.path)
  }
  return { choice, missing }
}

/** Paths of all files. A folder inside that cannot be read is left out: it is somebody else's. */
async function walk(folder: string, depth = 0): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (depth === 0) throw unreadable(error)
    return []
  })
  // Hugging Face's cache holds links to files.
  const isFile = (entry: (typeof entries)[number]) => entry.isFile() || entry.isSymbolicLink()
  const files = entries.filter(isFile).map(({ name }) => join(folder, name))
  if (depth === deepest) return files
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue
    files.push(...(await walk(join(folder, entry.name), depth + 1)))
    if (files.length > mostFiles) break
  }
  return files.slice(0, mostFiles)
}

const unreadable = (cause: unknown): AppError =>
  new AppError('not-found', 'There is no such folder or file.', { cause, reason: 'pack-path' })

function filesMissing({ name }: PackEntry, missing: readonly string[]): AppError {
  const file = missing[0] ?? ''
  return new AppError('not-found', `Files of ${name} are missing there, ${file} for one.`, {
    reason: 'pack-files-missing',
    data: { name, file },
  })
}

interface Judged {
  readonly entry: PackEntry
  readonly choice: Choice
  readonly missing: readonly string[]
}

const sizeOf = ({ expected, about = 1 }: Place): number => expected.bytes ?? about

/** The share of a pack's bytes that were found, 0 to 1. The small files of many packs are alike; their networks are not. */
function bytesFound({ entry, choice }: Judged): number {
  const sum = (places: readonly Place[]) => places.reduce((bytes, place) => bytes + sizeOf(place), 0)
  return sum([...choice.keys()]) / Math.max(1, sum(placesOf(entry)))
}

/** The share of a pack's files whose names are there, whatever their size. */
function namesFound({ entry }: Judged, found: readonly Found[]): number {
  const there = new Set(found.map(({ path }) => basename(path)))
  const places = placesOf(entry)
  const named = places.filter(({ names }) => names.some((name) => there.has(basename(name))))
  return named.length / Math.max(1, places.length)
}

/** Why nothing was recognised: a pack that is there for the most part, or the one that comes nearest, or none at all. */
function noneOf(judged: readonly Judged[], found: readonly Found[]): AppError {
  const most = judged
    .map((each) => ({ ...each, bytes: bytesFound(each), names: namesFound(each, found) }))
    .sort((a, b) => b.names - a.names || b.bytes - a.bytes || b.choice.size - a.choice.size)
  const begun = most.filter(({ bytes }) => bytes >= 0.5).sort((a, b) => b.bytes - a.bytes)[0]
  if (begun) return filesMissing(begun.entry, begun.missing)
  const [nearest] = most
  if (!nearest || nearest.names < 0.5)
    return new AppError('not-found', 'No model that Lectern knows was found there.', {
      reason: 'pack-unrecognised',
    })
  const { name } = nearest.entry
  // The largest says most: small files are often left out of a copy, and tell nothing of what it is a copy of.
  const lacking = placesOf(nearest.entry).filter(({ path }) => nearest.missing.includes(path))
  const file = lacking.sort((a, b) => sizeOf(b) - sizeOf(a))[0]?.path ?? ''
  return new AppError(
    'not-found',
    `None of the models that Lectern knows was found there. The nearest is ${name}, but ${file} is missing or has another size.`,
    { reason: 'pack-nearest', data: { name, file } },
  )
}

/** What lies at a path, and how one of its files is brought into a folder. */
export interface Given {
  readonly path: string
  readonly found: readonly Found[]
  bring(files: readonly { readonly from: Found; readonly to: string }[], into: string): Promise<void>
}

async function look(path: string, signal: AbortSignal): Promise<Given> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw unreadable(cause)
  })
  const name = basename(path)
  if (stats.isFile() && isArchive(name)) {
    return {
      path,
      found: await entriesInThread(path, name, signal),
      bring: (files, into) =>
        unpackInThread(
          path,
          name,
          files.map(({ from, to }) => ({ member: from.path, path: to, bytes: from.bytes })),
          into,
          signal,
        ),
    }
  }
  const root = stats.isFile() ? dirname(path) : path
  const paths = stats.isFile() ? [path] : await walk(path)
  const found: Found[] = []
  for (const each of paths) {
    const file = await stat(each).catch(() => undefined) // gone meanwhile, or a link to nowhere
    if (file?.isFile()) found.push({ path: relative(root, each).replaceAll('\\', '/'), bytes: file.size })
  }
  return {
    path,
    found,
    async bring(files, into) {
      for (const { from, to } of files) {
        signal.throwIfAborted()
        const target = join(into, ...to.split('/'))
        await mkdir(dirname(target), { recursive: true })
        await copyFile(join(root, ...from.path.split('/')), target)
      }
    },
  }
}

/**
 * Which pack lies at a path: of those whose files are all there the one that most is known of.
 *
 * The publisher's archive of a pack counts by its members, as their folder would.
 */
export async function recognise(
  path: string,
  entries: readonly PackEntry[],
  id: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly entry: PackEntry; readonly given: Given }> {
  const given = await look(path, signal)
  const { found } = given
  const candidates = entries.filter((entry) => !entry.embedded && (id === undefined || entry.id === id))
  const judged = candidates.map((entry) => ({ entry, ...choose(entry, found) }))
  const whole = judged.filter(({ missing }) => missing.length === 0)
  if (whole.length === 0) {
    // Whoever named a model hears what is missing of it, also where there is nothing of it at all.
    const named = id === undefined ? undefined : judged[0]
    if (named) throw filesMissing(named.entry, named.missing)
    throw noneOf(judged, found)
  }
  // Of several the one that more is known of, by checksums and exact sizes; then the one with more files.
  const known = ({ choice }: (typeof whole)[number]) =>
    [...choice.keys()].filter(({ expected }) => expected.bytes !== undefined || expected.sha256 !== undefined)
      .length
  const named = (each: (typeof whole)[number]) => (path.toLowerCase().includes(each.entry.id) ? 1 : 0)
  whole.sort((a, b) => named(b) - named(a) || known(b) - known(a) || b.choice.size - a.choice.size)
  return { entry: (whole[0] as (typeof whole)[number]).entry, given }
}

export type FromDiskOptions = Omit<InstallOptions, 'network' | 'retries'> & { readonly given: Given }

/** @throws {AppError} `not-found`, `damaged` (`pack-checksum`, `pack-archive`), `too-large` (`pack-space`, `disk-full`) */
export async function installFromDisk(options: FromDiskOptions): Promise<void> {
  const { given, entry, shelf, space, signal, onProgress } = options
  const { choice, missing } = choose(entry, given.found)
  if (missing.length > 0) throw filesMissing(entry, missing)
  // The note of another Lectern tells a copy that went wrong, also for files that the manifest knows no checksum of.
  const noted = await noteIn(given.path, entry.id)
  const folder = shelf.copying(entry.id)
  await rm(folder, { recursive: true, force: true })
  const state = openIncoming(folder, entry)
  const total = [...choice.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  let bytes = 0
  const into = join(folder, 'files')
  try {
    await needSpace(total, folder, space)
    onProgress({ stage: 'unpacking', bytes, total })
    await given.bring(
      [...choice].map(([place, from]) => ({ from, to: place.path })),
      into,
    )
    for (const place of choice.keys()) {
      const wanted: Expected = {
        ...(noted.has(place.path) ? { sha256: noted.get(place.path) } : {}),
        ...Object.fromEntries(Object.entries(place.expected).filter(([, value]) => value !== undefined)),
      }
      const at = join(into, ...place.path.split('/'))
      await flushFile(at)
      const sums = await sumsOf(at, wanted, signal, (more) => {
        bytes += more
        onProgress({ stage: 'checking', bytes, total })
      })
      if (!matches(sums, wanted)) throw wrongSum(place.path)
      await flushFolder(dirname(at))
      const known = place.expected.sha256 !== undefined || place.expected.crc32c !== undefined
      state.done[place.path] = {
        bytes: sums.bytes,
        sha256: sums.sha256,
        checked: known ? 'manifest' : 'given',
      }
    }
    writeState(folder, state)
    signal.throwIfAborted()
    if (!options.mayPlace())
      throw new AppError('busy', 'Another Lectern is working on this model.', { reason: 'pack-busy' })
    await finish(entry, shelf, state, folder)
  } catch (error) {
    // Nothing of it is worth keeping, since it all lies on this disk already; a paused download is.
    const begun = readState(shelf.incoming(entry.id)) !== undefined
    await rm(begun ? folder : shelf.incoming(entry.id), { recursive: true, force: true })
    throw diskFailure(error) ?? error
  }
}

/** The checksums that the `pack.json` of another Lectern gives for the same pack, by path. */
async function noteIn(path: string, id: string): Promise<ReadonlyMap<string, string>> {
  try {
    const note = installedPack.parse(JSON.parse(await readFile(join(path, 'pack.json'), 'utf8')))
    return new Map(note.id === id ? note.files.map((file) => [file.path, file.sha256]) : [])
  } catch {
    return new Map()
  }
}

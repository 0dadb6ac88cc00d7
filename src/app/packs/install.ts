/**
 * Fetches what a pack still needs, checks it, unpacks it and puts the pack in its place.
 *
 * Everything happens in the pack's folder under `.incoming`; what is there and was checked is never fetched again. The
 * installed pack of the same name, if there is one, stays as it is until the last step.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { InstalledPack, PackEntry, PackFile, PackProgress } from '../../contract/packs.ts'
import { AppError } from '../../rpc/failure.ts'
import { matches, sumsOf } from './checksums.ts'
import { diskFailure, fetchFile, type Retries } from './download.ts'
import { flushFolder } from './flush.ts'
import type { Network } from './network.ts'
import {
  bytesNeeded,
  type FileRecord,
  incomingState,
  type IncomingState,
  moveTo,
  sourcesOf,
  takeOver,
  targetsOf,
  uncheckable,
} from './plan.ts'
import { learn, type Source } from './publisher.ts'
import type { Shelf } from './shelf.ts'
import { unpackInThread } from './unpack-thread.ts'

/** Files fetched at the same time: more brings little and costs small servers much. */
const parallel = 3
/** Bytes that stay free on the disk, for all else that writes there. */
const margin = 64 * 1024 * 1024

export interface InstallOptions {
  readonly entry: PackEntry
  readonly shelf: Shelf
  readonly network: Network
  readonly space: (folder: string) => Promise<number | undefined>
  readonly signal: AbortSignal
  /** Asked before the pack is put in place: false where another process has taken the work over. */
  readonly mayPlace: () => boolean
  readonly onProgress: (progress: Pick<PackProgress, 'stage' | 'bytes' | 'total'>) => void
  readonly retries?: Retries | undefined
}

/** What is known of a pack that was begun; undefined for none. */
export function readState(folder: string): IncomingState | undefined {
  try {
    return incomingState.parse(JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')))
  } catch {
    return undefined
  }
}

export function writeState(folder: string, state: IncomingState): void {
  const path = join(folder, 'state.json')
  writeFileSync(`${path}.part`, JSON.stringify(state), { flush: true })
  renameSync(`${path}.part`, path)
}

/** The folder to work in, emptied if what lies there is of another composition. */
export function openIncoming(folder: string, { snapshot }: PackEntry): IncomingState {
  const found = readState(folder)
  const state = found?.snapshot === snapshot ? found : undefined
  if (!state) rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'parts'), { recursive: true })
  mkdirSync(join(folder, 'files'), { recursive: true })
  const next: IncomingState = state
    ? { snapshot, failed: false, learnt: state.learnt, done: state.done }
    : { snapshot, failed: false, learnt: {}, done: {} }
  writeState(folder, next)
  return next
}

export const wrongSum = (name: string): AppError =>
  new AppError('damaged', `${name} is not what it should be: its checksum is another.`, {
    reason: 'pack-checksum',
    data: { name },
  })

export function noteFor(entry: PackEntry, done: Readonly<Record<string, FileRecord>>): InstalledPack {
  return {
    id: entry.id,
    kind: entry.kind,
    architecture: entry.architecture,
    name: entry.name,
    model: entry.model,
    snapshot: entry.snapshot,
    languages: entry.languages,
    licence: entry.licence,
    memoryBytes: entry.memoryBytes,
    ...(entry.wordErrorPercent === undefined ? {} : { wordErrorPercent: entry.wordErrorPercent }),
    files: entry.files.flatMap((file) =>
      targetsOf(file).flatMap(({ path }) => {
        const record = done[path]
        if (!record && !file.optional) throw new Error(`${path} was not put in place`)
        return record ? [{ path, ...record }] : []
      }),
    ),
    damaged: false,
    installedAt: Date.now(),
  }
}

const megabyte = 1_000_000

/** @throws {AppError} `too-large` (`pack-space`) */
export async function needSpace(
  bytes: number,
  folder: string,
  space: InstallOptions['space'],
): Promise<void> {
  const free = await space(folder)
  if (free === undefined || free >= bytes + margin) return
  // Rounded apart, so that a megabyte too little does not read as enough.
  const needed = Math.ceil((bytes + margin) / megabyte)
  const left = Math.floor(free / megabyte)
  throw new AppError(
    'too-large',
    `There is not enough space on the disk: ${needed} MB are needed, ${left} MB are free.`,
    { reason: 'pack-space', data: { needed, free: left } },
  )
}

/**
 * @returns when the pack is in place
 * @throws {AppError} what `fetchFile`, `learn` and `unpack` throw; `damaged` (`pack-checksum`), `too-large` (`pack-space`).
 *   What was fetched stays, but for a file that was wrong
 */
export async function install(options: InstallOptions): Promise<InstalledPack> {
  const { entry, shelf, network, space, signal, onProgress, retries } = options
  const folder = shelf.incoming(entry.id)
  const state = openIncoming(folder, entry)
  const save = () => writeState(folder, state)
  const place = (path: string) => join(folder, 'files', ...path.split('/'))
  const part = (index: number) => join(folder, 'parts', `${index}.part`)
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size
  const complete = (file: PackFile) =>
    targetsOf(file).every(({ path }) => state.done[path]?.bytes === (sizeOf(place(path)) ?? -1))

  const installed = shelf.installed(entry.id)
  const same = installed?.snapshot === entry.snapshot
  for (const target of entry.files.flatMap(targetsOf)) {
    const at = place(target.path)
    if (state.done[target.path] && sizeOf(at) === state.done[target.path]?.bytes) continue
    delete state.done[target.path]
    await rm(at, { force: true })
    const taken = await takeOver(installed, shelf.path(entry.id), at, target, same, signal)
    if (taken) state.done[target.path] = taken
  }
  save()

  const open = (source: Source) => !complete(fileOf(source))
  const fileOf = ({ path }: Source) => entry.files.find((file) => file.path === path) as PackFile
  const sources = await learn(
    network,
    sourcesOf(entry, state),
    (source) => open(source) && uncheckable(fileOf(source), source),
    signal,
    retries,
  )
  for (const { path, url, expected, checked } of sources)
    if (checked === 'publisher') state.learnt[path] = { url, expected }
  save()

  const left = sources.filter(open)
  const index = (source: Source) => entry.files.indexOf(fileOf(source))
  await needSpace(
    left.reduce((sum, each) => sum + bytesNeeded(fileOf(each), each, sizeOf(part(index(each))) ?? 0), 0),
    folder,
    space,
  )

  const here = new Map<string, number>()
  const totals = new Map<string, number>()
  for (const source of sources) {
    const file = fileOf(source)
    const total = source.expected.bytes ?? file.bytes ?? file.about ?? 0
    totals.set(source.path, total)
    here.set(source.path, open(source) ? (sizeOf(part(index(source))) ?? 0) : total)
  }
  const sum = (sizes: ReadonlyMap<string, number>) => [...sizes.values()].reduce((all, each) => all + each, 0)
  let fetching = left.length
  let stage: PackProgress['stage'] = 'fetching'
  const tell = () => {
    const bytes = sum(here)
    const total = sum(totals)
    onProgress({
      stage: fetching > 0 ? 'fetching' : stage,
      bytes,
      ...(total > 0 ? { total: Math.max(total, bytes) } : {}),
    })
  }
  tell()

  /** Fetches and checks; a wrong file is thrown away and fetched once more, since a part may have been of two files. */
  async function bring(source: Source, own: AbortSignal): Promise<void> {
    const at = part(index(source))
    const { expected } = source
    for (let again = false; ; again = true) {
      await fetchFile(
        network,
        {
          url: source.url,
          part: at,
          expected,
          onBytes: (bytes) => {
            here.set(source.path, bytes)
            tell()
          },
          onTotal: (total) => totals.set(source.path, total),
        },
        own,
        retries,
      )
      if (!again) fetching--
      stage = 'checking'
      tell()
      const sums = await sumsOf(at, expected, own)
      if (matches(sums, expected)) {
        const file = fileOf(source)
        if (file.members) await takeOut(file, at, own)
        else {
          await moveTo(at, place(file.path))
          state.done[file.path] = { bytes: sums.bytes, sha256: sums.sha256, checked: source.checked }
        }
        await Promise.all([rm(at, { force: true }), rm(`${at}.json`, { force: true })])
        save()
        return
      }
      await Promise.all([rm(at, { force: true }), rm(`${at}.json`, { force: true })])
      if (again) throw wrongSum(source.path)
    }
  }

  async function takeOut(file: PackFile, archive: string, own: AbortSignal): Promise<void> {
    stage = 'unpacking'
    tell()
    const members = file.members ?? []
    const staging = join(folder, 'unpacked')
    await rm(staging, { recursive: true, force: true })
    try {
      await unpackInThread(archive, file.path, members, staging, own)
      for (const { path, bytes, sha256 } of members) {
        const at = join(staging, ...path.split('/'))
        const sums = await sumsOf(at, { bytes, sha256 }, own)
        if (!matches(sums, { bytes, sha256 })) throw wrongSum(path)
        await moveTo(at, place(path))
        state.done[path] = { bytes: sums.bytes, sha256: sums.sha256, checked: 'manifest' }
      }
    } catch (error) {
      // An archive that is wrong is of no use to the next attempt.
      if (error instanceof AppError && error.code === 'damaged')
        await Promise.all([rm(archive, { force: true }), rm(`${archive}.json`, { force: true })])
      throw error
    } finally {
      await rm(staging, { recursive: true, force: true })
    }
  }

  const stop = new AbortController()
  const own = AbortSignal.any([signal, stop.signal])
  const queue = [...left]
  const workers = Array.from({ length: Math.min(parallel, queue.length) }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await bring(next, own)
  })
  try {
    await Promise.all(workers)
  } catch (error) {
    stop.abort()
    await Promise.allSettled(workers)
    throw diskFailure(error) ?? error
  }

  signal.throwIfAborted()
  if (!options.mayPlace())
    throw new AppError('busy', 'Another Lectern is working on this model.', { reason: 'pack-busy' })
  return await finish(entry, shelf, state)
}

/** The last step: the note, and the rename. What was begun of the pack otherwise is of no use any more. */
export async function finish(
  entry: PackEntry,
  shelf: Shelf,
  state: IncomingState,
  folder = shelf.incoming(entry.id),
): Promise<InstalledPack> {
  const pack = noteFor(entry, state.done)
  shelf.writeNote(join(folder, 'files'), pack)
  await flushFolder(join(folder, 'files'))
  await shelf.place(entry.id, join(folder, 'files'))
  await flushFolder(shelf.folder)
  await rm(shelf.incoming(entry.id), { recursive: true, force: true })
  return pack
}

/** `lectern models …`: what can be installed, and installing it, without a window. */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import english from '../../resources/messages/en.json' with { type: 'json' }
import { userPath } from '../app/data-folder.ts'
import type { AppClient } from '../contract/app.ts'
import { isMirror, isProxy } from '../contract/network.ts'
import type { PackProgress, PackStatus } from '../contract/packs.ts'
import { AppError, type ErrorCode, type ErrorData } from '../rpc/failure.ts'
import type { Invocation } from './commands.ts'
import { exitCodes, print, UsageError } from './output.ts'

const sentences: Readonly<Record<string, string>> = english

function sentence(key: string, data: ErrorData = {}): string {
  return (sentences[key] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (blank, name: string) =>
    String(data[name] ?? blank),
  )
}

/** Bytes as a person reads them. */
export function size(bytes: number): string {
  if (bytes >= 995_000_000) return `${(bytes / 1_000_000_000).toFixed(1)} GB`
  if (bytes >= 995_000) return `${(bytes / 1_000_000).toFixed(bytes < 9_950_000 ? 1 : 0)} MB`
  return `${Math.ceil(bytes / 1_000)} kB`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}

/** What is going on, in a line. */
export function progressWords({ stage, bytes, total, bytesPerSecond, secondsLeft }: PackProgress): string {
  if (stage !== 'fetching')
    return { waiting: 'beginning', checking: 'checking', unpacking: 'unpacking' }[stage]
  return [
    total === undefined ? size(bytes) : `${size(bytes)} of ${size(total)}`,
    bytesPerSecond === undefined ? undefined : `${size(bytesPerSecond)}/s`,
    secondsLeft === undefined ? undefined : `${duration(secondsLeft)} left`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}

/** Milliseconds between two lines where there is no terminal to write over. */
const linesApart = 5_000

function progressTeller(label: string) {
  const terminal = process.stderr.isTTY
  let last = 0
  return {
    tell(progress: PackProgress) {
      const now = Date.now()
      if (!terminal && now - last < linesApart) return
      last = now
      const line = `${label}: ${progressWords(progress)}`
      process.stderr.write(terminal ? `\r\u001b[K${line}` : `${line}\n`)
    },
    end() {
      if (terminal && last > 0) process.stderr.write('\r\u001b[K')
    },
  }
}

/** What an installation ended with, as the failure that the exit code goes by. */
function failure({ problem = 'internal', problemData }: PackStatus): AppError {
  const code: ErrorCode = ['pack-checksum', 'pack-changed', 'pack-archive', 'pack-damaged'].includes(problem)
    ? 'damaged'
    : ['pack-space', 'disk-full'].includes(problem)
      ? 'too-large'
      : 'unavailable'
  return new AppError(code, sentence(`error.${problem}`, problemData), { reason: problem })
}

async function find(client: AppClient, id: string): Promise<PackStatus> {
  const { packs } = await client.call('packs.list', {})
  const found = packs.find(({ entry }) => entry.id === id)
  if (!found) throw new UsageError(`There is no model “${id}”. See: lectern models list`)
  return found
}

const states: Readonly<Record<PackStatus['state'], string>> = {
  absent: '-',
  installing: 'installing',
  paused: 'paused',
  failed: 'failed',
  installed: 'installed',
  damaged: 'damaged',
}

async function list(client: AppClient, json: boolean): Promise<void> {
  const { packs, machine } = await client.call('packs.list', {})
  if (json) {
    await print(`${JSON.stringify({ packs, machine })}\n`)
    return
  }
  const rows = packs.map(({ entry, state, downloadBytes, offered, fits }) => [
    entry.id,
    entry.embedded ? 'comes with Lectern' : states[state],
    entry.embedded ? '' : size(downloadBytes),
    entry.licence.id,
    entry.kind,
    [
      entry.languages.slice(0, 3).join(' ') + (entry.languages.length > 3 ? ' …' : ''),
      ...(offered ? ['suits this machine'] : fits === 'no' ? ['too large for this machine'] : []),
      ...(entry.runs ? [] : ['cannot be run yet']),
      ...(entry.experimental ? ['experimental'] : []),
    ].join('; '),
  ])
  const widths =
    rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  await print(`${lines.join('\n')}\n`)
}

/** Everything that a yes is a yes to. */
export function terms({ entry, downloadBytes }: PackStatus, mirror = '', fromDisk = false): string {
  const hosts =
    mirror === ''
      ? [...new Set(entry.files.map(({ url }) => new URL(url).host))].join(', ')
      : new URL(mirror).host
  return [
    `${entry.name}: ${sentence(`pack.about.${entry.id}`)}`,
    `${fromDisk ? '' : `To fetch: about ${size(downloadBytes)} from ${hosts}. `}On the disk: ${size(entry.diskBytes)}. Memory in use: about ${size(entry.memoryBytes)}.`,
    `Licence ${entry.licence.id}: ${sentence(`pack.licence.${entry.licence.conditions}`)}${entry.licence.url === undefined ? '' : ` ${entry.licence.url}`}`,
    ...(entry.verified
      ? []
      : [
          fromDisk
            ? 'Not all of its checksums are known to us: such files are taken as they are.'
            : 'Not all of its checksums are known to us: those are asked of the publisher and kept from then on.',
        ]),
  ].join('\n')
}

const consentWords = {
  fetch: { done: 'fetched', question: 'Fetch and install it?' },
  copy: { done: 'installed', question: 'Install it?' },
} as const

/** @throws {UsageError} where nobody can be asked; {AppError} `cancelled` for a no */
async function consent(yes: boolean, what: 'fetch' | 'copy', signal: AbortSignal): Promise<void> {
  const { done, question } = consentWords[what]
  if (yes) return
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError(`Nothing is ${done} without your consent: add --yes.`)
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const said = await lines.question(`${question} [y/N] `, { signal })
    if (!/^(y|yes|j|ja)$/i.test(said.trim())) throw new AppError('cancelled', `Nothing was ${done}.`)
  } finally {
    lines.close()
  }
}

async function follow(client: AppClient, id: string, name: string, signal: AbortSignal): Promise<PackStatus> {
  const teller = progressTeller(name)
  const ended = new AbortController()
  const pause = () => void client.call('packs.pause', { id }).catch(() => undefined)
  signal.addEventListener('abort', pause, { once: true })
  try {
    for await (const status of client.stream('packs.watch', {}, ended.signal)) {
      if (status.entry.id !== id) continue
      if (status.state !== 'installing') return status
      if (status.progress) teller.tell(status.progress)
    }
    throw new AppError('unavailable', 'Lectern is closing.')
  } finally {
    teller.end()
    ended.abort()
    signal.removeEventListener('abort', pause)
  }
}

interface InstallOptions {
  readonly yes: boolean
  readonly from: string | undefined
  /** For this installation, in place of the settings; undefined: the settings'. */
  readonly mirror: string | undefined
  readonly proxy: string | undefined
  readonly json: boolean
}

async function install(
  client: AppClient,
  id: string | undefined,
  options: InstallOptions,
  signal: AbortSignal,
): Promise<void> {
  const { yes, from, mirror, proxy, json } = options
  const done = async (status: PackStatus, words: string) =>
    await print(json ? `${JSON.stringify(status)}\n` : `${status.entry.name} ${words}.\n`)
  if (from !== undefined) {
    const path = userPath(from)
    const found = await client.call('packs.recognise', { path, ...(id === undefined ? {} : { id }) }, signal)
    process.stderr.write(`${terms(found, '', true)}\n`)
    await consent(yes, 'copy', signal)
    const status = await client.call('packs.installFrom', { path, id: found.entry.id, yes: true }, signal)
    return await done(status, 'is installed')
  }
  if (id === undefined) throw new UsageError('Name one model, or give a folder or file with --from.')
  const before = await find(client, id)
  if (before.state === 'installed') return await done(before, 'is installed already')
  if (before.entry.runs) {
    process.stderr.write(`${terms(before, mirror)}\n`)
    await consent(yes, 'fetch', signal)
  }
  // One that cannot be run is refused by the core, in its words.
  await client.call(
    'packs.install',
    {
      id,
      yes: true,
      ...(mirror === undefined ? {} : { mirror }),
      ...(proxy === undefined ? {} : { proxy }),
    },
    signal,
  )
  const after = await follow(client, id, before.entry.name, signal)
  if (after.state === 'installed') return await done(after, 'is installed')
  if (signal.aborted) throw new AppError('cancelled', 'Paused. The same command goes on with it.')
  throw failure(after)
}

async function remove(client: AppClient, id: string, json: boolean): Promise<void> {
  const before = await find(client, id)
  if (before.state === 'absent') throw new UsageError(`${before.entry.name} is not installed.`)
  const status = await client.call('packs.remove', { id })
  await print(json ? `${JSON.stringify(status)}\n` : `${status.entry.name} is removed.\n`)
}

async function verify(
  client: AppClient,
  id: string | undefined,
  json: boolean,
  signal: AbortSignal,
): Promise<number> {
  if (id !== undefined && (await find(client, id)).state === 'absent')
    throw new UsageError(`“${id}” is not installed.`)
  const checked = await client.call('packs.verify', id === undefined ? {} : { id }, signal)
  const whole = ({ state }: PackStatus) => state === 'installed'
  if (checked.length === 0) process.stderr.write('No model is installed.\n')
  if (json) await print(`${JSON.stringify(checked)}\n`)
  else
    for (const status of checked)
      await print(
        `${status.entry.id}  ${whole(status) ? 'whole' : `${status.state}: ${sentence(`error.${status.problem ?? 'damaged'}`)}`}\n`,
      )
  return checked.every(whole) ? exitCodes.done : exitCodes.unreadable
}

export async function modelsCommand({ client, args, signal }: Invocation): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      yes: { type: 'boolean' },
      from: { type: 'string' },
      mirror: { type: 'string' },
      proxy: { type: 'string' },
    },
  })
  const [what = 'list', id, ...more] = positionals
  const json = values.json === true
  if (more.length > 0) throw new UsageError('Name one model.')
  const { yes = false, from } = values
  const mirror = values.mirror?.trim()
  const proxy = values.proxy?.trim()
  const given = [values.yes, from, mirror, proxy].some((each) => each !== undefined)
  if (what !== 'install' && given)
    throw new UsageError('--yes, --from, --mirror and --proxy go with install.')
  if (from !== undefined && (mirror !== undefined || proxy !== undefined))
    throw new UsageError('With --from nothing is fetched: --mirror and --proxy have no place there.')
  if (mirror !== undefined && !isMirror(mirror)) throw new UsageError(sentence('error.pack-mirror'))
  if (proxy !== undefined && !isProxy(proxy)) throw new UsageError(sentence('error.pack-proxy'))
  if (what === 'list' && id === undefined) await list(client, json)
  else if (what === 'install') await install(client, id, { yes, from, mirror, proxy, json }, signal)
  else if (what === 'remove' && id !== undefined) await remove(client, id, json)
  else if (what === 'verify') return await verify(client, id, json, signal)
  else throw new UsageError('Say list, install ID, remove ID or verify [ID].')
  return exitCodes.done
}

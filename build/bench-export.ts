/** Exports: times as fast as reading and processor time for each format, and how soon a voice is heard meanwhile. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from '../src/app/start.ts'
import { app as contract, type AppClient } from '../src/contract/app.ts'
import type { ExportFormat, ExportJob } from '../src/contract/export.ts'
import { connect } from '../src/rpc/client.ts'
import { wirePair } from '../src/rpc/wires.ts'
import { prose } from './bench-documents.ts'
import { median, table } from './bench-tools.ts'

/** A file to measure with instead of our own prose: `BENCH_BOOK=/path/to/book.epub`. */
const given = process.env['BENCH_BOOK']
const words = Number(process.env['BENCH_WORDS'] ?? 20_000)
const repeats = 8

function book(): { name: string; bytes: Uint8Array } {
  if (given !== undefined) return { name: given.split('/').at(-1) ?? 'book', bytes: readFileSync(given) }
  const chapters = Array.from(
    { length: 10 },
    (_, index) => `# Chapter ${index + 1}\n\n${prose(words / 10)}\n`,
  )
  return { name: 'book.md', bytes: new TextEncoder().encode(chapters.join('\n')) }
}

/** User and system seconds of this process's children and of itself, where the system tells (Linux). */
function cpuSeconds(): number {
  const ticks = (pid: number | string) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    // Own time, and that of children which have ended and were waited for.
    return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) / 100
  }
  try {
    const own = ticks('self')
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ')
    return children.filter(Boolean).reduce((sum, pid) => sum + ticks(pid), own)
  } catch {
    return Number.NaN
  }
}

async function ended(client: AppClient, id: number): Promise<ExportJob> {
  let last: ExportJob | undefined
  for await (const change of client.stream('export.watch', { id }))
    if (change.type === 'job') last = change.job
  if (last?.state !== 'done') throw new Error(`the export ended as ${last?.state}: ${last?.failure?.message}`)
  return last
}

export async function benchExport(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const app = start({ folder, shell: 'loopback', locale: 'en-US' })
  const [near, far] = wirePair()
  app.attach(far)
  const client = connect(contract, near)
  try {
    let document = ''
    for await (const event of client.stream('library.import', book())) document = event.document
    const { blockCount, summary } = await client.call('document.open', { document })
    let place = 0
    /** Milliseconds until the first sound of a place that was not heard before. */
    const firstSound = async () => {
      const block = (place++ * 7) % blockCount
      const began = performance.now()
      await client.stream('reading.utterances', { from: { document, block, offset: 0 }, unit: 'one' }).next()
      return performance.now() - began
    }
    const latencies = async () => {
      const found: number[] = []
      for (let round = 0; round < repeats; round++) {
        found.push(await firstSound())
        await new Promise((resolve) => void setTimeout(resolve, 300))
      }
      return `${median(found).toFixed(0)} ms, at most ${Math.max(...found).toFixed(0)}`
    }
    await firstSound()
    const idle = await latencies()
    const rows: (string | number)[][] = []
    const formats: ExportFormat[] = ['opus', 'mp3', 'wav', 'epub']
    for (const format of formats) {
      const cpu = cpuSeconds()
      const began = performance.now()
      const { id } = await client.call('export.start', { document, format })
      const job = await ended(client, id)
      const wall = (performance.now() - began) / 1_000
      const used = cpuSeconds() - cpu
      await client.call('export.remove', { id })
      rows.push([
        format,
        `${Math.round(job.seconds)} s`,
        `${(job.bytes / 1e6).toFixed(1)} MB`,
        `${wall.toFixed(1)} s (${Math.round(job.seconds / wall)}x)`,
        `${used.toFixed(1)} s (${Math.round(job.seconds / used)}x)`,
      ])
    }
    const { id } = await client.call('export.start', { document, format: 'mp3' })
    for await (const change of client.stream('export.watch', { id }))
      if (change.type === 'job' && change.job.done > 0.02) break
    const busy = await latencies()
    const still = (await client.call('export.list', {})).find((job) => job.id === id)?.state
    await client.call('export.remove', { id })
    return [
      `### Export (${summary.words} words)\n`,
      table(['format', 'sound', 'file', 'time', 'processor time'], rows),
      `\nFirst sound of a sentence: ${idle} at rest; ${busy} while an MP3 export is ${still ?? 'gone'}.`,
    ].join('\n')
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

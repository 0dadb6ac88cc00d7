import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, test } from 'vitest'
import type { ImportEvent } from '../contract/import.ts'
import { isAppError } from '../rpc/failure.ts'
import { runImport, type ImportLimits } from './import-worker.ts'

const workerUrl = new URL('../importers/worker.ts', import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'lectern-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A thread entry that does `body` instead of importing, with the real one's protocol. */
function entry(name: string, body: string): URL {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(
    path,
    `import { parentPort, workerData } from 'node:worker_threads'
     const post = (event) => parentPort.postMessage({ type: 'event', event })
     const progress = (done) => post({ type: 'progress', done })
     ${body}`,
  )
  return pathToFileURL(path)
}
const source = (text: string, name = 'a.txt') => ({ name, bytes: new TextEncoder().encode(text) })

async function run(url: URL | undefined, text: string, limits: ImportLimits = {}, signal?: AbortSignal) {
  const events: ImportEvent[] = []
  const request = {
    source: source(text),
    limits,
    ...(url ? { entry: url } : {}),
    ...(signal ? { signal } : {}),
  }
  try {
    for await (const event of runImport(request)) events.push(event)
  } catch (error) {
    if (!isAppError(error)) throw error
    return { events, code: error.code, reason: error.reason }
  }
  return { events, code: undefined, reason: undefined }
}

describe('an import in a thread of its own', () => {
  test('reads a text, and leaves the caller his bytes', async () => {
    const given = source('Hello there.\n\nA second paragraph.\n')
    const events: ImportEvent[] = []
    for await (const event of runImport({ source: given })) events.push(event)
    expect(events[0]?.type).toBe('metadata')
    expect(events.flatMap((event) => (event.type === 'blocks' ? event.blocks : []))).toHaveLength(2)
    expect(given.bytes.length).toBeGreaterThan(0)
  })

  test('passes on what the importer refuses', async () => {
    expect(await run(undefined, '')).toMatchObject({ code: 'unsupported-format', reason: 'file-empty' })
  })

  test('an endless loop is killed after the silence that is allowed', async () => {
    const url = entry('loop', 'progress(0.1); for (;;) {}')
    const before = performance.now()
    const result = await run(url, 'x', { silenceMs: 300 })
    expect(result).toMatchObject({ code: 'damaged', reason: 'import-stalled' })
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  test('a file that keeps saying something is killed after the whole time', async () => {
    const url = entry(
      'chatter',
      'parentPort.on("message", () => setTimeout(() => progress(0.5), 20)); progress(0)',
    )
    expect(await run(url, 'x', { totalMs: 400 })).toMatchObject({ code: 'damaged', reason: 'import-time' })
  })

  test('a heap that grows without end is contained', async () => {
    const url = entry('heap', 'const all = []; for (;;) all.push({ a: [1, 2, 3], b: String(Math.random()) })')
    expect(await run(url, 'x', { memoryMb: 64 })).toMatchObject({
      code: 'too-large',
      reason: 'import-memory',
    })
  }, 30_000)

  test('buffers that grow without end are contained, though they lie outside the heap', async () => {
    const url = entry(
      'buffers',
      'const all = []; setInterval(() => { if (all.length < 60) all.push(new Uint8Array(16 << 20).fill(1)) }, 40); setInterval(() => progress(0), 50)',
    )
    expect(await run(url, 'x', { memoryMb: 200 })).toMatchObject({
      code: 'too-large',
      reason: 'import-memory',
    })
  }, 30_000)

  test('a crash of the thread is a damaged file', async () => {
    expect(await run(entry('throws', 'throw new Error("boom")'), 'x')).toMatchObject({ code: 'damaged' })
    expect(await run(entry('exits', 'progress(0); process.exit(3)'), 'x')).toMatchObject({ code: 'damaged' })
  })

  test('aborting ends it at once, even in a loop', async () => {
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 150)
    const before = performance.now()
    expect(await run(entry('loop2', 'for (;;) {}'), 'x', {}, abort.signal)).toMatchObject({
      code: 'cancelled',
    })
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  test('the thread goes no further ahead than its credit', async () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `Paragraph number ${index}.`).join('\n\n')
    const job = { source: source(text), options: {}, credit: 3 }
    const worker = new Worker(workerUrl, { workerData: job })
    let events = 0
    worker.on('message', () => events++)
    await expect.poll(() => events, { timeout: 10_000 }).toBe(3)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(events).toBe(3)
    worker.postMessage('more')
    await expect.poll(() => events).toBe(4)
    await worker.terminate()
  }, 20_000)

  test('nothing in the thread reaches the network', async () => {
    const probe = entry(
      'network',
      `import net from 'node:net'
       import dns from 'node:dns'
       import { forbidNetwork } from ${JSON.stringify(workerUrl.href)}
       forbidNetwork()
       const tries = [
         () => fetch('http://127.0.0.1:9/'), () => net.connect(9, '127.0.0.1'), () => new WebSocket('ws://127.0.0.1:9/'),
         () => dns.lookup('localhost', () => undefined),
       ]
       let refused = 0
       for (const attempt of tries) try { await attempt() } catch (error) { if (error.code === 'denied') refused++ }
       parentPort.postMessage(refused)`,
    )
    const worker = new Worker(probe)
    const refused = await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
    expect(refused).toBe(4)
    await worker.terminate()
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { startThread, threadEntry } from './thread.ts'

interface Echo {
  twice(request: number): Promise<number>
  slow(request: number): Promise<number>
  fail(request: string): Promise<never>
  die(request: null): Promise<never>
}
const file = join(mkdtempSync(join(tmpdir(), 'lectern-thread-')), 'worker.mjs')
writeFileSync(
  file,
  `import { parentPort, workerData } from 'node:worker_threads'
import { answer } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'thread.ts')).href)}
answer(parentPort, {
  twice: async (value) => value * workerData.factor,
  slow: (value) => new Promise((resolve) => setTimeout(resolve, 50, value)),
  fail: async (what) => { throw new Error(what) },
  die: () => process.exit(1),
})`,
)
const entry = pathToFileURL(file)

test('calls are answered in their order, and what is thrown comes back', async () => {
  const thread = startThread<Echo>(entry, { data: { factor: 2 } })
  const order: string[] = []
  await Promise.all([
    thread.call('slow', 1).then(() => order.push('slow')),
    thread.call('twice', 21).then((value) => order.push(`twice ${value}`)),
  ])
  expect(order).toEqual(['slow', 'twice 42'])
  await expect(thread.call('fail', 'no such thing')).rejects.toMatchObject({
    code: 'internal',
    message: 'no such thing',
  })
  await thread.close()
})

test('a thread that dies fails what was in flight, and the next call starts another', async () => {
  let restarts = 0
  const thread = startThread<Echo>(entry, { data: { factor: 2 }, onRestart: () => restarts++ })
  const [died, waited] = await Promise.allSettled([thread.call('die', null), thread.call('twice', 1)])
  for (const each of [died, waited])
    expect(each).toMatchObject({ reason: { code: 'unavailable', reason: 'recogniser-crashed' } })
  expect(restarts).toBe(0)
  expect(await thread.call('twice', 4)).toBe(8)
  expect(restarts).toBe(1)
  await thread.close()
})

test('closing fails what was in flight and everything later', async () => {
  const thread = startThread<Echo>(entry, { data: { factor: 2 } })
  const slow = thread.call('slow', 1)
  const told = expect(slow).rejects.toMatchObject({ code: 'closed' })
  await thread.close()
  await told
  await expect(thread.call('twice', 1)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a thread’s code lies beside its caller from source, and beside the process when bundled', () => {
  const name = (here: string) => threadEntry('worker.ts', 'grammar.js', here).href
  expect(name('file:///app/src/inference/grammar/index.ts')).toBe(
    'file:///app/src/inference/grammar/worker.ts',
  )
  expect(name('file:///app/out/main/host.js')).toBe('file:///app/out/main/grammar.js')
  expect(name('file:///app/out/main/chunks/thread-x.js')).toBe('file:///app/out/main/grammar.js')
})

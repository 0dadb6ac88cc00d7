import { MessageChannel } from 'node:worker_threads'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { connect } from './client.ts'
import { call, type Client, type Handlers, stream, type Wire } from './contract.ts'
import { AppError } from './failure.ts'
import { pack, unpack } from './pack.ts'
import { serve } from './serve.ts'
import { portWire, wirePair } from './wires.ts'

const contract = {
  double: call(z.object({ n: z.number() }), z.number()),
  sound: call(z.object({ pcm: z.instanceof(Int16Array) }), z.object({ pcm: z.instanceof(Int16Array) })),
  fails: call(z.object({ how: z.enum(['known', 'unknown']) }), z.number()),
  waits: call(z.object({}), z.number()),
  counts: stream(z.object({ to: z.int() }), z.number()),
  hurries: stream(z.object({ to: z.int() }), z.number(), { credit: 3 }),
} as const

function joined(wires: [Wire, Wire] = wirePair()) {
  const produced: number[] = []
  const aborted = vi.fn()
  const report = vi.fn()
  async function* counts({ to }: { to: number }) {
    for (let i = 0; i < to; i++) {
      produced.push(i)
      yield i
    }
  }
  const handlers: Handlers<typeof contract> = {
    double: ({ n }) => n * 2,
    sound: ({ pcm }) => ({ pcm: pcm.map((sample) => sample + 1) }),
    fails: ({ how }) => {
      if (how === 'known')
        throw new AppError('protected', 'Locked.', { reason: 'epub-encrypted', data: { name: 'x' } })
      throw new Error('/home/somebody/secret.ts broke')
    },
    waits: (_input, { signal }) =>
      new Promise<number>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted()
          reject(new Error('aborted'))
        })
      }),
    counts,
    hurries: counts,
  }
  serve(contract, handlers, wires[1], { report, checkOutputs: true })
  const client: Client<typeof contract> = connect(contract, wires[0])
  return { client, produced, aborted, report, wires }
}
const later = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms))

test('a call is answered', async () => {
  expect(await joined().client.call('double', { n: 21 })).toBe(42)
})

test('an input that does not fit is refused as bad-input without reaching the handler', async () => {
  const { client } = joined()
  await expect(client.call('double', { n: 'x' as unknown as number })).rejects.toMatchObject({
    code: 'bad-input',
  })
})

test('a method that does not exist is refused, also one of Object.prototype', async () => {
  const { client } = joined()
  for (const name of ['nope', 'constructor', '__proto__'])
    await expect(client.call(name as 'double', { n: 1 })).rejects.toMatchObject({ code: 'bad-input' })
})

test('a known failure arrives with code, reason and data', async () => {
  const failure = await joined()
    .client.call('fails', { how: 'known' })
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AppError)
  expect(failure).toMatchObject({
    code: 'protected',
    reason: 'epub-encrypted',
    data: { name: 'x' },
    message: 'Locked.',
  })
})

test('an unknown failure tells the caller nothing and the log everything', async () => {
  const { client, report } = joined()
  const failure = (await client
    .call('fails', { how: 'unknown' })
    .catch((error: unknown) => error)) as AppError
  expect(failure.code).toBe('internal')
  expect(JSON.stringify(failure) + failure.message).not.toContain('secret')
  expect(report).toHaveBeenCalledOnce()
})

test('aborting a call reaches the handler and rejects with cancelled', async () => {
  const { client, aborted } = joined()
  const abort = new AbortController()
  const answer = client.call('waits', {}, abort.signal)
  await later(5)
  abort.abort()
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
  await later(5)
  expect(aborted).toHaveBeenCalledOnce()
})

test('a stream makes nothing that has not been asked for', async () => {
  const { client, produced } = joined()
  const items = client.stream('counts', { to: 1_000 })
  expect(await items.next()).toEqual({ done: false, value: 0 })
  expect(await items.next()).toEqual({ done: false, value: 1 })
  await later()
  expect(produced).toEqual([0, 1])
})

test('a stream with credit runs ahead by that much and no more', async () => {
  const { client, produced } = joined()
  const items = client.stream('hurries', { to: 1_000 })
  await items.next()
  await later()
  expect(produced).toEqual([0, 1, 2])
})

test('a stream is delivered whole, in order, and ends', async () => {
  const seen: number[] = []
  for await (const item of joined().client.stream('hurries', { to: 50 })) seen.push(item)
  expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => i))
})

test('leaving a stream stops its producer', async () => {
  const { client, produced } = joined()
  for await (const item of client.stream('counts', { to: 1_000 })) if (item === 3) break
  await later()
  expect(produced.length).toBe(4)
})

test('closing the wire ends calls in flight with closed and aborts their handlers', async () => {
  const { client, aborted } = joined()
  const answer = client.call('waits', {})
  await later(5)
  client.close()
  await expect(answer).rejects.toMatchObject({ code: 'closed' })
  expect(aborted).toHaveBeenCalledOnce()
  await expect(client.call('double', { n: 1 })).rejects.toMatchObject({ code: 'closed' })
})

test('malformed frames are dropped and reported, and the peer goes on', async () => {
  const { client, report, wires } = joined()
  for (const bad of [
    null,
    7,
    'x',
    {},
    { type: 'call' },
    { type: 'call', id: -1, method: 'double' },
    { type: 'pull', id: 99 },
  ])
    wires[0].send(bad as never)
  expect(await client.call('double', { n: 2 })).toBe(4)
  expect(report.mock.calls.length).toBe(6)
})

test('sound crosses a real MessagePort and a packed frame unchanged', async () => {
  const { port1, port2 } = new MessageChannel()
  const wire = (port: typeof port1) =>
    portWire({
      post: (frame) => port.postMessage(frame),
      onMessage: (listener) => port.on('message', listener),
      onClose: (listener) => port.on('close', listener),
      close: () => port.close(),
    })
  const { client } = joined([wire(port1), wire(port2)])
  expect((await client.call('sound', { pcm: Int16Array.of(1, 2) })).pcm).toEqual(Int16Array.of(2, 3))
  client.close()

  const value = {
    a: Int16Array.of(1, -2, 3),
    b: [Float32Array.of(0.5)],
    c: new Uint8Array([9]),
    text: '\u0001u8:0:1',
    d: '\u0001\u0001',
  }
  const bytes = pack(value) as Uint8Array<ArrayBuffer>
  expect(unpack(bytes.buffer)).toEqual(value)
  expect(pack({ buffer: Buffer.from('hi') })).toBeInstanceOf(Uint8Array)
  expect(unpack(pack({ plain: 'text' }) as string)).toEqual({ plain: 'text' })
})

test('text that pretends to be an array is refused, and bytes cut short too', () => {
  expect(() => unpack('{"a":"\\u0001i16:0:4"}')).toThrow()
  const bytes = pack({ a: new Int16Array(100) }) as Uint8Array<ArrayBuffer>
  expect(() => unpack(bytes.slice(0, 60).buffer)).toThrow()
  expect(() => unpack(new ArrayBuffer(2))).toThrow()
})

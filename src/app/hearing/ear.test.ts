import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import type { PortLike } from '../../rpc/wires.ts'
import { type EarOptions, type EarProcess, startEar } from './ear.ts'

const ears: EarProcess[] = []
afterEach(async () => {
  await Promise.all(ears.splice(0).map((ear) => ear.close()))
})

/** An ear in a thread that numbers its streams from 0, as the real one does, and knows those it has opened. */
function scripted(): PortLike {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')
     let next = 0
     parentPort.on('message', (frame) => {
       if (frame.type !== 'call') return
       const value = frame.method === 'activity.open' ? { stream: next++ }
         : frame.method === 'activity.hear' ? { probabilities: [frame.input.stream] }
         : frame.method === 'memory' ? { resident: 5 } : {}
       parentPort.postMessage({ type: 'value', id: frame.id, value })
     })`,
    { eval: true },
  )
  return {
    post: (frame) => worker.postMessage(frame),
    onMessage: (listener) => worker.on('message', listener),
    onClose: (listener) => worker.on('exit', listener),
    close: () => void worker.terminate(),
  }
}
function start(options: EarOptions = {}) {
  const ports: PortLike[] = []
  const uses: string[] = []
  const ear = startEar({
    firstDelay: 1,
    spawn: (_entry, _report, use) => {
      const port = scripted()
      ports.push(port)
      uses.push(use)
      return port
    },
    ...options,
  })
  ears.push(ear)
  return { ear, ports, uses }
}
const pcm = new Int16Array(512)
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('the process is started for hearing by the first call, and not before', async () => {
  const { ear, uses } = start()
  ear.hold()
  expect(await ear.memory()).toBe(0)
  expect(uses).toEqual([])
  await ear.ear.call('activity.open', {})
  expect(uses).toEqual(['hearing'])
  expect(await ear.memory()).toBe(5)
})

test('a stream reaches the process under the number that it was given there', async () => {
  const { ear } = start()
  await ear.ear.call('activity.open', {})
  const { stream } = await ear.ear.call('activity.open', {})
  expect(await ear.ear.call('activity.hear', { stream, pcm })).toEqual({ probabilities: [1] })
})

test('a stream of a process that died is not taken for the new one with its number', async () => {
  const { ear, ports } = start()
  const { stream } = await ear.ear.call('activity.open', {})
  ports[0]?.close()
  await later(50)
  await expect(ear.ear.call('activity.hear', { stream, pcm })).rejects.toMatchObject({ code: 'not-found' })
  const { stream: next } = await ear.ear.call('activity.open', {})
  expect(next).not.toBe(stream)
  await expect(ear.ear.call('activity.hear', { stream, pcm })).rejects.toMatchObject({ code: 'not-found' })
  expect(await ear.ear.call('activity.hear', { stream: next, pcm })).toEqual({ probabilities: [0] })
})

test('a call under which the process dies fails as crashed, in words about listening', async () => {
  const { ear } = start({
    spawn: () => {
      const worker = new Worker(
        `require('node:worker_threads').parentPort.on('message', () => process.exit())`,
        {
          eval: true,
        },
      )
      return {
        post: (frame) => worker.postMessage(frame),
        onMessage: (listener) => worker.on('message', listener),
        onClose: (listener) => worker.on('exit', listener),
        close: () => void worker.terminate(),
      }
    },
  })
  const failing = ear.ear.call('activity.open', {})
  await expect(failing).rejects.toMatchObject({ code: 'unavailable', reason: 'ear-crashed' })
})

test('nobody needs it: it ends, that is no crash, and the next call starts it again', async () => {
  const told: string[] = []
  const { ear, uses } = start({ idleAfter: 30, report: (what) => told.push(what) })
  await ear.ear.call('activity.open', {})
  await later(150)
  expect(await ear.memory()).toBe(0)
  expect(told).toEqual([])
  await ear.ear.call('activity.open', {})
  expect(uses).toHaveLength(2)
})

test('held, it stays however long nothing is asked of it', async () => {
  const { ear, uses } = start({ idleAfter: 30 })
  const release = ear.hold()
  await ear.ear.call('activity.open', {})
  await later(150)
  expect(await ear.memory()).toBe(5)
  release()
  await later(150)
  expect(await ear.memory()).toBe(0)
  expect(uses).toHaveLength(1)
})

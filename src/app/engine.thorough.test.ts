import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import type { PortLike } from '../rpc/wires.ts'
import { type Engine, type EngineOptions, startEngine } from './engine.ts'

const engines: Engine[] = []
function start(options: EngineOptions = {}): Engine {
  const engine = startEngine(options)
  engines.push(engine)
  return engine
}
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()))
})
const hello = { voice: 'espeak:en-us', text: 'Hello there.' }

/** An engine in a thread of this process that answers each call as `script` says. */
function scripted(script: string): PortLike {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')
     parentPort.on('message', (frame) => { if (frame.type === 'call') { ${script} } })`,
    { eval: true },
  )
  worker.on('error', () => undefined)
  return {
    post: (frame) => worker.postMessage(frame),
    onMessage: (listener) => worker.on('message', listener),
    onClose: (listener) => worker.on('exit', listener),
    close: () => void worker.terminate(),
  }
}

test('a process is started by the first call, speaks, and is gone within a second of close', async () => {
  const engine = start()
  expect(await engine.memory()).toBe(0)
  const { pcm, words } = await engine.speaker.speak(hello)
  expect(pcm).toBeInstanceOf(Int16Array)
  expect(pcm.length).toBeGreaterThan(12_000)
  expect(words).toHaveLength(2)
  expect(await engine.memory()).toBeGreaterThan(10_000_000)
  const before = performance.now()
  await engine.close()
  expect(performance.now() - before).toBeLessThan(1_000)
  await expect(engine.speaker.voices()).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'engine-closed',
  })
})

test('the same entry serves as a worker thread', async () => {
  const engine = start({
    spawn: (entry) => {
      const worker = new Worker(entry)
      return {
        post: (frame) => worker.postMessage(frame),
        onMessage: (listener) => worker.on('message', listener),
        onClose: (listener) => worker.on('exit', listener),
        close: () => void worker.terminate(),
      }
    },
  })
  expect((await engine.speaker.voices()).length).toBeGreaterThan(100)
})

test('a file that is begun with a dying engine is begun with the next one', async () => {
  let started = 0
  const engine = start({
    firstDelay: 1,
    spawn: () =>
      scripted(
        started++ === 0
          ? 'process.exit()'
          : `parentPort.postMessage({ type: 'value', id: frame.id, value: { encoder: 7 } })`,
      ),
  })
  expect(await engine.client.call('encoder.open', { format: 'wav', speed: 1 })).toEqual({ encoder: 7 })
  expect(started).toBe(2)
})

test('the process ends by itself when its parent goes away', async () => {
  const child = fork(fileURLToPath(new URL('../inference/host.ts', import.meta.url)), [], {
    serialization: 'advanced',
    stdio: 'ignore',
    execArgv: [],
  })
  await new Promise((resolve) => child.once('spawn', resolve))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.disconnect()
  expect(await ended).toBe(0)
})

test('a crash fails the calls in flight as unavailable, and the next call finds a new engine', async () => {
  const ports: PortLike[] = []
  const told: string[] = []
  const answer = `if (frame.method === 'voices') parentPort.postMessage({ type: 'value', id: frame.id, value: [] })`
  const engine = start({
    spawn: () => {
      const port = scripted(answer)
      ports.push(port)
      return port
    },
    firstDelay: 10,
    report: (what) => told.push(what),
  })
  await engine.speaker.voices()
  const speaking = engine.speaker.speak(hello)
  const expected = expect(speaking).rejects.toMatchObject({ code: 'unavailable', reason: 'engine-crashed' })
  setTimeout(() => ports[0]?.close(), 20)
  await expected
  expect(await engine.speaker.voices()).toEqual([])
  expect(ports).toHaveLength(2)
  expect(told).toEqual(['the engine ended'])
})

test('after five crashes the attempts end, each having waited twice as long as the one before', async () => {
  const starts: number[] = []
  const engine = start({
    spawn: () => {
      starts.push(performance.now())
      return scripted('process.exit(1)')
    },
    firstDelay: 40,
  })
  for (let crash = 0; crash < 5; crash++)
    await expect(engine.speaker.voices()).rejects.toMatchObject({ reason: 'engine-crashed' })
  await expect(engine.speaker.voices()).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'engine-gave-up',
  })
  expect(starts).toHaveLength(5)
  const waits = starts.slice(1).map((time, index) => time - (starts[index] ?? 0))
  for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(40 * 2 ** index - 5)
})

test('an engine that falls silent in a call is ended; one that answers pings may take its time', async () => {
  const hung = start({ spawn: () => scripted('for (;;);'), hungAfter: 200, firstDelay: 10 })
  await expect(hung.speaker.speak(hello)).rejects.toMatchObject({ reason: 'engine-crashed' })
  const slow = start({
    spawn: () =>
      scripted(`const value = frame.method === 'memory' ? { resident: 1 } : []
        const after = frame.method === 'memory' ? 0 : 2500
        setTimeout(() => parentPort.postMessage({ type: 'value', id: frame.id, value }), after)`),
    hungAfter: 1_200,
  })
  expect(await slow.speaker.voices()).toEqual([])
})

test('a cancelled call is cancelled, not crashed', async () => {
  const engine = start()
  const abort = new AbortController()
  const speaking = engine.speaker.speak(
    { ...hello, text: 'One sentence of many. '.repeat(400) },
    abort.signal,
  )
  const expected = expect(speaking).rejects.toMatchObject({ code: 'cancelled' })
  setTimeout(() => abort.abort(), 300)
  await expected
  expect((await engine.speaker.speak(hello)).words).toHaveLength(2)
})

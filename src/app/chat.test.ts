import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import type { ChatEvent } from '../contract/chat.ts'
import { type ChatOptions, type ChatProcess, startChat } from './chat.ts'
import { watchProcesses } from './process-fixture.ts'

const packs = fileURLToPath(new URL('../../models/fixtures/language', import.meta.url))
const processes: ChatProcess[] = []
function start(options: ChatOptions = {}): ChatProcess {
  const chat = startChat({ folders: () => [packs], firstDelay: 1, ...options })
  processes.push(chat)
  return chat
}
afterEach(async () => {
  await Promise.all(processes.splice(0).map((chat) => chat.close()))
})
const question = (maxTokens = 20) => ({
  model: 'causal-lm:qwen3-tiny',
  messages: [{ role: 'user' as const, content: 'hello' }],
  maxTokens,
})
async function said(events: AsyncIterable<ChatEvent>): Promise<string> {
  let text = ''
  for await (const event of events) if (event.type === 'text') text += event.text
  return text
}

test('a process is started by the first question, and killed in the middle of an answer it says so and answers again', async () => {
  const processes = watchProcesses()
  const chat = start({ spawn: processes.spawn })
  expect(await chat.memory()).toBe(0)
  const expected = await said(chat.generate(question()))
  expect(await chat.memory()).toBeGreaterThan(10_000_000)
  const broken = (async () => {
    for await (const event of chat.generate({ ...question(900), temperature: 2, seed: 1 }))
      if (event.type === 'text') processes.child()?.kill('SIGKILL')
  })()
  await expect(broken).rejects.toMatchObject({ code: 'unavailable', reason: 'chat-crashed' })
  expect(await said(chat.generate(question()))).toBe(expected)
})

test('leaving an answer interrupts it, and what is asked next is answered at once', async () => {
  const chat = start()
  for await (const event of chat.generate({ ...question(900), temperature: 2, seed: 1 })) {
    expect(event.type).toBe('text')
    break
  }
  const before = performance.now()
  expect(await said(chat.generate(question(8)))).not.toBe('')
  expect(performance.now() - before).toBeLessThan(2_000)
})

test('a process that nobody asks ends, and with it its memory', async () => {
  const chat = start({ idleAfter: 50 })
  expect(await chat.count('causal-lm:qwen3-tiny', 'hello')).toBeGreaterThan(0)
  expect(await chat.memory()).toBeGreaterThan(0)
  await expect.poll(() => chat.memory(), { timeout: 3_000 }).toBe(0)
  await chat.forget('nobody') // starts none
  expect(await chat.memory()).toBe(0)
  expect(await chat.models()).toHaveLength(2)
})

test('an answer that lasts keeps the process', async () => {
  const chat = start({
    idleAfter: 10,
    // Answers with a word each 20 ms, five times.
    spawn: () => {
      const worker = new Worker(
        `const { parentPort } = require('node:worker_threads')
         parentPort.on('message', ({ type, id }) => {
           if (type !== 'call') return
           let left = 5
           const timer = setInterval(() => {
             if (left-- > 0) parentPort.postMessage({ type: 'value', id, value: { type: 'text', text: 'a' } })
             else { clearInterval(timer); parentPort.postMessage({ type: 'done', id }) }
           }, 20)
         })`,
        { eval: true },
      )
      return {
        post: (frame) => worker.postMessage(frame),
        onMessage: (listener) => worker.on('message', listener),
        onClose: (listener) => worker.on('exit', listener),
        close: () => void worker.terminate(),
      }
    },
  })
  expect(await said(chat.generate(question()))).toBe('aaaaa')
})

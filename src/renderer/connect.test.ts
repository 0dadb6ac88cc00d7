import { expect, test, vi } from 'vitest'
import { app, type AppHandlers } from '../contract/app.ts'
import type { Wire } from '../rpc/contract.ts'
import { serve } from '../rpc/serve.ts'
import { wirePair } from '../rpc/wires.ts'
import { createLink, type Dial } from './connect.ts'

/** A core that can go away and come back. */
function restless() {
  let up = true
  const ends: Wire[] = []
  const handlers = {
    hello: () => ({ version: '1', locale: 'en', shell: 'loopback' }),
    'library.watch': async function* () {
      yield { type: 'readable', document: 'a'.repeat(64) }
      yield { type: 'ready', document: 'a'.repeat(64), blocks: 1 }
    },
  } as unknown as AppHandlers
  const dial: Dial = async () => {
    if (!up) throw new Error('nobody is there')
    const [page, core] = wirePair()
    serve(app, handlers, core)
    ends.push(page)
    return page
  }
  return {
    dial,
    goAway() {
      up = false
      ends.at(-1)?.close()
    },
    comeBack() {
      up = true
    },
  }
}

test('a call made before the core is there waits for it', async () => {
  const core = restless()
  core.goAway()
  const link = createLink(core.dial)
  const answer = link.client.call('hello', {})
  setTimeout(() => core.comeBack(), 50)
  expect((await answer).version).toBe('1')
  expect(link.state.get()).toBe('open')
})

test('a lost core is said to be lost, and the same client works when it is back', async () => {
  const core = restless()
  const link = createLink(core.dial)
  await link.client.call('hello', {})
  const states: string[] = []
  link.state.subscribe(() => states.push(link.state.get()))
  core.goAway()
  await vi.waitFor(() => expect(link.state.get()).toBe('lost'))
  core.comeBack()
  expect((await link.client.call('hello', {})).version).toBe('1')
  expect(states).toEqual(['lost', 'open'])
})

test('a stream that was asked for while the core was away comes when it is back', async () => {
  const core = restless()
  core.goAway()
  const link = createLink(core.dial)
  setTimeout(() => core.comeBack(), 50)
  const events: string[] = []
  for await (const event of link.client.stream('library.watch', { document: 'a'.repeat(64) }))
    events.push(event.type)
  expect(events).toEqual(['readable', 'ready'])
})

test('a core that refuses the token is not asked again', async () => {
  let dialled = 0
  const link = createLink(async ({ refused }) => {
    dialled++
    refused()
    throw new Error('no')
  })
  await vi.waitFor(() => expect(link.state.get()).toBe('refused'))
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(dialled).toBe(1)
})

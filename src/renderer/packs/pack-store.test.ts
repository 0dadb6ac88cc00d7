import { expect, test, vi } from 'vitest'
import type { AppClient } from '../../contract/app.ts'
import type { PackStatus } from '../../contract/packs.ts'
import type { LinkState } from '../connect.ts'
import { createStore } from '../ui/store.ts'
import { fakePack } from './pack-fake.ts'
import { createPacks } from './pack-store.ts'

/** A core whose packs are changed by hand. */
function fakeCore(packs: PackStatus[]) {
  const queue: PackStatus[] = []
  let wake: (() => void) | undefined
  let ended = false
  const machine = {
    memoryBytes: 8e9,
    cores: 4,
    platform: 'linux',
    arch: 'x64',
    providers: ['cpu'],
    languages: [],
  }
  const client = {
    call: async () => ({ packs: [...packs], machine }),
    stream: async function* () {
      ended = false
      while (!ended) {
        const next = queue.shift()
        if (next) yield next
        else await new Promise<void>((resolve) => (wake = resolve))
      }
      throw new Error('gone')
    },
  } as unknown as Pick<AppClient, 'call' | 'stream'>
  return {
    client,
    packs,
    tell(pack: PackStatus) {
      queue.push(pack)
      wake?.()
    },
    end() {
      ended = true
      wake?.()
    },
  }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

test('changes are told with what was before, and count when something can be used or no longer can', async () => {
  const core = fakeCore([fakePack()])
  const packs = createPacks(core.client, { state: createStore<LinkState>('open') }, vi.fn())
  expect(packs.list.get()).toBeUndefined()
  await settled()
  expect(packs.find('tones')?.state).toBe('absent')
  expect(packs.machine.get()?.cores).toBe(4)
  const changed = vi.fn()
  packs.listen({ changed })
  core.tell(fakePack({ state: 'installing' }))
  await settled()
  expect(packs.shelf.get()).toBe(0)
  core.tell(fakePack({ state: 'installed' }))
  await settled()
  expect(packs.shelf.get()).toBe(1)
  expect(changed.mock.calls.map(([now, before]) => [before?.state, now.state])).toEqual([
    ['absent', 'installing'],
    ['installing', 'installed'],
  ])
})

test('what happened while the core was away is told when it is back', async () => {
  const core = fakeCore([fakePack()])
  const state = createStore<LinkState>('open')
  const report = vi.fn()
  const packs = createPacks(core.client, { state }, report)
  await settled()
  core.end()
  await settled()
  expect(report).toHaveBeenCalledOnce()
  const changed = vi.fn()
  packs.listen({ changed })
  core.packs[0] = fakePack({ state: 'installed' })
  state.set('lost')
  state.set('open')
  await settled()
  expect(packs.find('tones')?.state).toBe('installed')
  expect(packs.shelf.get()).toBe(1)
  expect(changed).toHaveBeenCalledOnce()
})

test('what is asked before the core has answered is done when it has, once', async () => {
  const core = fakeCore([fakePack()])
  const packs = createPacks(core.client, { state: createStore<LinkState>('open') }, vi.fn())
  const found: unknown[] = []
  packs.whenKnown(() => found.push(packs.find('tones')?.state))
  expect(found).toEqual([])
  await settled()
  expect(found).toEqual(['absent'])
  core.tell(fakePack({ state: 'installing' }))
  await settled()
  expect(found).toEqual(['absent'])
  packs.whenKnown(() => found.push('at once'))
  expect(found).toEqual(['absent', 'at once'])
})

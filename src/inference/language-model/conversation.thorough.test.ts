import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { type ChatMessage, chatRequest } from '../../contract/chat.ts'
import { findPacks } from '../packs.ts'
import { createConversations } from './conversations.ts'
import { generate } from './generate.ts'
import { languageModelLayout } from './layout.ts'
import { loadModel } from './model.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
/** What JavaScript and the networks' values take, after everything unused has gone. */
async function bytesInUse(): Promise<number> {
  for (let times = 0; times < 3; times++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 10)) // native values go after the collection
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const folder = join(import.meta.dirname, '../../../models/fixtures/language')

test.each([
  ['qwen3-tiny', 500],
  ['lfm2-tiny', 300],
] as const)(
  'memory stays flat over the turns of a conversation: %s, %i',
  async (name, turns) => {
    const pack = findPacks([join(folder, name)], [languageModelLayout])[0]
    if (!pack) throw new Error('no pack')
    const model = { ...(await loadModel(pack)), context: 512 } // reached soon
    const conversations = createConversations(2 ** 30)
    const messages: ChatMessage[] = [{ role: 'system', content: 'Be short.' }]
    const bytes: number[] = []
    const inUse: number[] = []
    let dropped = 0
    let read = 0
    for (let turn = 0; turn < turns; turn++) {
      messages.push({ role: 'user', content: `go to page ${turn}` })
      const request = chatRequest.parse({ model: name, messages, maxTokens: 6 })
      const cache = conversations.take(model.key, 'c') ?? model.network.empty()
      let said = ''
      for await (const event of generate(model, { request, cache })) {
        if (event.type === 'text') said += event.text
        if (event.type !== 'end') continue
        dropped = event.dropped
        read += event.usage.prompt - event.usage.cached
      }
      messages.push({ role: 'assistant', content: said })
      conversations.put(model.key, 'c', cache, cache.ids.length * model.network.bytesPerToken)
      bytes.push(conversations.bytes)
      if (turn % 100 === 99) inUse.push(await bytesInUse())
    }
    await model.network.release()
    const most = model.context * model.network.bytesPerToken
    expect(Math.max(...bytes)).toBeLessThanOrEqual(most)
    expect(Math.max(...bytes.slice(turns - 100))).toBeLessThanOrEqual(
      Math.max(...bytes.slice(100, 200)) * 1.05,
    )
    expect(dropped).toBeGreaterThan(2 * turns - 150)
    // Most of a prompt comes from the cache, although the window slides.
    expect(read / turns).toBeLessThan(model.context / 4)
    const growth = Math.min(...inUse.slice(-2)) - Math.min(...inUse.slice(0, 2))
    if (process.env['LECTERN_DEBUG'])
      console.log(name, {
        read: read / turns,
        most,
        last: bytes.at(-1),
        inUse,
        resident: process.memoryUsage.rss(),
      })
    // The turns of a few words each are kept by the caller, and nothing else.
    expect(growth).toBeLessThan(3_000_000)
  },
  60_000,
)

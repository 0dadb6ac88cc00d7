/**
 * The engine of the language model: answers the `chat` contract. One answer is written at a time, and one model is in
 * memory; who comes meanwhile waits, and may stop waiting.
 */
import { statSync } from 'node:fs'
import { chat, type ChatEvent, type ChatRequest, type LanguageModel } from '../contract/chat.ts'
import type { Handlers, Wire } from '../rpc/contract.ts'
import { AppError, isAppError } from '../rpc/failure.ts'
import { serve } from '../rpc/serve.ts'
import { createKeeper, filesBytes, type Lease } from './keeper.ts'
import { createConversations } from './language-model/conversations.ts'
import { generate } from './language-model/generate.ts'
import { languageModelLayout } from './language-model/layout.ts'
import { cacheBytes, type LoadedModel, loadModel, readModelText } from './language-model/model.ts'
import { type FoundPack, findPacks } from './packs.ts'
import { whileAsked } from './while-asked.ts'

const idOf = ({ id }: FoundPack): string => `causal-lm:${id}`

/** Milliseconds for which a reader may rest in the middle of an answer: nobody else gets one meanwhile. */
const readersRest = 60_000

/** @param rest milliseconds without a request after which an answer is given up */
export function chatHandlers(keeper = createKeeper(), rest = readersRest): Handlers<typeof chat> {
  const conversations = createConversations(cacheBytes())
  /** Conversations whose caches are in use, and not forgotten meanwhile. */
  const inUse = new Set<string>()
  /** The end of the answer that is being written, or of the last of those that wait. */
  let last: Promise<unknown> = Promise.resolve()

  const packs = (folders: readonly string[]): FoundPack[] => findPacks(folders, [languageModelLayout])

  function find(model: string, folders: readonly string[]): FoundPack {
    const found = packs(folders).find((pack) => idOf(pack) === model)
    if (found) return found
    throw new AppError('not-found', `There is no language model “${model}”.`, {
      reason: 'language-model-missing',
      data: { name: model },
    })
  }

  const hold = (pack: FoundPack, signal?: AbortSignal): Promise<Lease<LoadedModel>> =>
    keeper.hold(
      {
        key: pack.folder,
        name: pack.name,
        bytes: (pack.installed?.memoryBytes ?? 0) || filesBytes([pack.files['graph'] ?? '']) * 1.2,
        load: () => loadModel(pack),
        release: async (model) => {
          conversations.forgetModel(model.key)
          await model.network.release()
        },
      },
      signal,
    )

  /** Waits until the answers before are written. @returns says that this one is */
  async function myTurn(signal: AbortSignal): Promise<() => void> {
    const before = last
    let done: () => void = () => undefined
    last = new Promise<void>((resolve) => {
      done = resolve
    }).then(() => before)
    const left = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    )
    await Promise.race([before, left])
    if (signal.aborted) {
      done()
      throw new AppError('cancelled', 'The answer was interrupted.')
    }
    return done
  }

  async function* answer(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatEvent> {
    const pack = find(request.model, request.folders)
    const done = await myTurn(signal)
    try {
      const lease = await hold(pack, signal)
      const { model } = lease
      const { conversation } = request
      const cache =
        (conversation === undefined ? undefined : conversations.take(model.key, conversation)) ??
        model.network.empty()
      if (conversation !== undefined) inUse.add(conversation)
      try {
        yield* generate(model, { request, cache, signal })
      } finally {
        if (conversation !== undefined && inUse.delete(conversation)) {
          const { bytesPerToken, bytesBesides } = model.network
          const bytes = cache.ids.length * bytesPerToken + (1 + cache.kept.length) * bytesBesides
          conversations.put(model.key, conversation, cache, bytes)
        }
        lease.release()
      }
    } finally {
      done()
    }
  }

  return {
    models: ({ folders }) => packs(folders).map(described),
    load: async ({ model, folders }) => {
      const lease = await hold(find(model, folders))
      lease.release()
      return {}
    },
    generate: (request, { signal }) =>
      whileAsked(
        (own) => answer(request, own),
        signal,
        rest,
        ({ type }) => type === 'end',
      ),
    count: async ({ model, folders, text }) => {
      const pack = find(model, folders)
      const count = ({ vocabulary }: Pick<LoadedModel, 'vocabulary'>) => vocabulary.encode(text).length
      const lease = keeper.models().some(({ key }) => key === pack.folder) ? await hold(pack) : undefined
      try {
        return { tokens: count(lease?.model ?? readModelText(pack)) }
      } finally {
        lease?.release()
      }
    },
    forget: ({ conversation }) => {
      conversations.forget(conversation)
      inUse.delete(conversation)
      return {}
    },
    memory: () => ({ resident: process.memoryUsage.rss() }),
  }
}

/** What is said of packs, by their files: reading a vocabulary of 150,000 takes a part of a second. */
const known = new Map<string, LanguageModel>()

function described(pack: FoundPack): LanguageModel {
  const stamps = Object.values(pack.files).map((file) => {
    const stat = statSync(file, { throwIfNoEntry: false })
    return `${file} ${stat?.size} ${stat?.mtimeMs}`
  })
  const key = [pack.problem, JSON.stringify(pack.installed), ...stamps].join('|')
  const before = known.get(key)
  if (before) return before
  const now = describe(pack)
  if (known.size > 64) known.clear()
  known.set(key, now)
  return now
}

function describe(pack: FoundPack): LanguageModel {
  const about = {
    id: idOf(pack),
    name: pack.name,
    snapshot: pack.installed?.snapshot ?? pack.id,
    languages: [...pack.languages],
    ...(pack.installed ? { memoryBytes: pack.installed.memoryBytes } : {}),
  }
  try {
    const { config, dialect } = readModelText(pack)
    return { ...about, tools: dialect.native, context: config.context, state: 'ready' }
  } catch (error) {
    const problem = (isAppError(error) ? error.reason : undefined) ?? 'model-damaged'
    return { ...about, tools: false, context: 1, state: 'broken', problem }
  }
}

export function serveChat(wire: Wire): void {
  serve(chat, chatHandlers(), wire, { report: (what, cause) => console.error('chat:', what, cause) })
}

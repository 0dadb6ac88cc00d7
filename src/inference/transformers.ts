/**
 * Transformers.js, offline: the reference that our own runtime of packs is held to, token for token, in tests.
 *
 * Our packs have its layouts, but it does not run them in the app: it cannot choose and prove a processor, cut a cache
 * back, or hold what is written to a schema, and it would be a second place that opens networks. The library is for tests
 * and the bench only, and is not packed (docs/adr/0035-execution-providers-and-memory.md). The only import of it.
 */
import { AppError } from '../rpc/failure.ts'

export type Transformers = typeof import('@huggingface/transformers')

const offline = (): never => {
  throw new AppError('denied', 'Models are never fetched by the library.')
}

/**
 * The library, with all its ways to the network and its caches shut. Models are named by the absolute path of a pack's
 * folder. It wants an array for halves where session.ts wants bits: of both, only one can run 16-bit caches in a process.
 */
export async function transformers(): Promise<Transformers> {
  const library = await import('@huggingface/transformers')
  const { env } = library
  env.allowRemoteModels = false
  env.useFSCache = false
  env.useBrowserCache = false
  env.useCustomCache = false
  env.localModelPath = '' // so that an absolute path stays one
  env.fetch = offline
  return library
}

/** A full disk, a locked or damaged database: told as what it is, whichever method met it. */
import type { AppHandlers } from '../contract/app.ts'
import { storeFailure } from '../store/open.ts'

type Method = (input: unknown, context: unknown) => unknown

function rethrow(error: unknown): never {
  throw storeFailure(error) ?? error
}

export function explained(methods: AppHandlers): AppHandlers {
  const wrapped = Object.entries(methods).map(([name, method]) => [
    name,
    (input: unknown, context: unknown) => {
      try {
        const result = (method as Method)(input, context)
        return result instanceof Promise ? result.catch(rethrow) : result
      } catch (error) {
        return rethrow(error)
      }
    },
  ])
  return Object.fromEntries(wrapped) as AppHandlers // the same names, each with its own method inside
}

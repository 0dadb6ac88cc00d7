/** Joins commands, whoever gives them (key, button, palette, native menu), to the view that can carry them out. */
import { type CommandArgs, type CommandId, commandSchema } from '../../contract/commands.ts'
import { AppError } from '../../rpc/failure.ts'
import { createStore, type ReadableStore } from '../ui/store.ts'

/**
 * What a view does for a command. Called without arguments where none were given: then the handler asks for what it
 * needs, or takes what is usual.
 */
export type CommandHandlers = { readonly [Id in CommandId]?: (args?: CommandArgs<Id>) => void }
/** Why a command cannot be given just now, as a sentence in the user's language. */
export type CommandReasons = Readonly<Partial<Record<CommandId, string>>>

/** `missing`: nothing on screen does it. `resting`: it could, but for a reason. */
export type Availability =
  | { readonly state: 'ready' }
  | { readonly state: 'missing' }
  | { readonly state: 'resting'; readonly reason: string }

export interface CommandBus {
  /** Later providers win while they last. `reasons` is asked each time. @returns a function that withdraws them */
  provide(handlers: CommandHandlers, reasons?: () => CommandReasons): () => void
  /**
   * Carries a command out, or says why that cannot be done now.
   *
   * @param args as JSON; left out, the command asks for what it needs. @returns false where nothing on screen can do it
   * @throws {AppError} `bad-input` where `args` does not suit the command
   */
  run(id: CommandId, args?: unknown): boolean
  /** True if it would be carried out now. */
  can(id: CommandId): boolean
  availability(id: CommandId): Availability
  /** Opens the form that is made from the command's schema; for handlers that were given nothing and have no dialog. */
  readonly ask: (id: CommandId) => void
  /** What the form asks for now. */
  readonly asking: ReadableStore<CommandId | undefined>
  readonly answered: () => void
  /** To be called when reasons have changed. */
  readonly changed: () => void
  /** Told whenever a provider comes or goes, or reasons change. @returns stop telling */
  subscribe(listener: () => void): () => void
}

interface Provider {
  readonly handlers: CommandHandlers
  readonly reasons: () => CommandReasons
}

const ready: Availability = { state: 'ready' }
const missing: Availability = { state: 'missing' }

/** @throws {AppError} `bad-input` */
export function parseArgs<Id extends CommandId>(id: Id, given: unknown): CommandArgs<Id> {
  const parsed = commandSchema(id).safeParse(given)
  if (parsed.success) return parsed.data as CommandArgs<Id>
  const why = parsed.error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join(' ')
  throw new AppError('bad-input', `“${id}” cannot be given like this. ${why}`, {
    reason: 'command-arguments',
    data: { why },
  })
}

/** @param refused told of a command that could not be given, and why */
export function createCommandBus(
  refused: (id: CommandId, reason: string) => void = () => undefined,
): CommandBus {
  const providers: Provider[] = []
  const listeners = new Set<() => void>()
  const asking = createStore<CommandId | undefined>(undefined)
  const find = (id: CommandId) => providers.findLast(({ handlers }) => handlers[id])
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const availability = (id: CommandId): Availability => {
    const provider = find(id)
    if (!provider) return missing
    const reason = provider.reasons()[id]
    return reason === undefined ? ready : { state: 'resting', reason }
  }
  return {
    provide(handlers, reasons = () => ({})) {
      const provider = { handlers, reasons }
      providers.push(provider)
      tell()
      return () => {
        const at = providers.indexOf(provider)
        if (at >= 0) providers.splice(at, 1)
        tell()
      }
    },
    run(id, args) {
      const handler = find(id)?.handlers[id] as ((args?: unknown) => void) | undefined
      const parsed = args === undefined ? undefined : parseArgs(id, args)
      if (!handler) return false
      const now = availability(id)
      if (now.state === 'resting') refused(id, now.reason)
      else handler(parsed)
      return true
    },
    can: (id) => availability(id).state === 'ready',
    availability,
    changed: tell,
    ask: asking.set,
    asking,
    answered: () => asking.set(undefined),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Joins commands, whoever gives them (key, button, native menu), to the view that can carry them out. */
import type { CommandId } from '../../contract/commands.ts'

export type CommandHandlers = Partial<Record<CommandId, () => void>>

export interface CommandBus {
  /** Later providers win while they last. @returns a function that withdraws the handlers */
  provide(handlers: CommandHandlers): () => void
  /** @returns false where nothing on screen can do it */
  run(id: CommandId): boolean
  can(id: CommandId): boolean
}

export function createCommandBus(): CommandBus {
  const providers: CommandHandlers[] = []
  const find = (id: CommandId) => providers.findLast((handlers) => handlers[id])?.[id]
  return {
    provide(handlers) {
      providers.push(handlers)
      return () => {
        const at = providers.indexOf(handlers)
        if (at >= 0) providers.splice(at, 1)
      }
    },
    run(id) {
      const handler = find(id)
      handler?.()
      return handler !== undefined
    },
    can: (id) => find(id) !== undefined,
  }
}

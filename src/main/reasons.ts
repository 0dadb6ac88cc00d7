/** What the page says of commands that rest; a page is not to be trusted with more than that. */
import { type CommandId, isCommandId } from '../contract/commands.ts'

export type Reasons = Readonly<Partial<Record<CommandId, string>>>

const longest = 300

/** Drops whatever is not a short sentence about a command. */
export function readReasons(value: unknown): Reasons {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      ([id, reason]) => isCommandId(id) && typeof reason === 'string' && reason.length <= longest,
    ),
  )
}

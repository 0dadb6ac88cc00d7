/** The commands that the palette gave last, newest first; kept in the browser, because they concern this window only. */
import { type CommandId, isCommandId } from '../../contract/commands.ts'

const key = 'lectern-recent-commands'
const most = 6

export function recentCommands(): readonly CommandId[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string' && isCommandId(id)) : []
  } catch {
    return [] // not ours, or damaged: nothing is lost by beginning anew
  }
}

export function rememberCommand(id: CommandId): void {
  const all = [id, ...recentCommands().filter((other) => other !== id)].slice(0, most)
  localStorage.setItem(key, JSON.stringify(all))
}

/** Which command a key gives, from the defaults and the user's own choices. */
import { type CommandId, commands, isCommandId, keysOf } from '../../contract/commands.ts'
import { normaliseChord } from './chord.ts'
import { isOwned } from './owned-keys.ts'

export type ChosenKeys = Readonly<Record<string, readonly string[]>>

/** Chosen keys come last and so win over another command's default. */
export function keyMap(chosen: ChosenKeys): ReadonlyMap<string, CommandId> {
  const map = new Map<string, CommandId>()
  const add = (id: CommandId) => {
    for (const key of keysOf(id, chosen)) map.set(normaliseChord(key), id)
  }
  for (const { id } of commands) if (!Object.hasOwn(chosen, id)) add(id)
  for (const id of Object.keys(chosen)) if (isCommandId(id)) add(id)
  return map
}

export type Conflict = { readonly kind: 'command'; readonly command: CommandId } | { readonly kind: 'owned' }

/** What stands against giving `command` this key: another command that has it, or a screen reader or browser. */
export function findConflict(chord: string, command: CommandId, chosen: ChosenKeys): Conflict | undefined {
  const holder = keyMap(chosen).get(normaliseChord(chord))
  if (holder && holder !== command) return { kind: 'command', command: holder }
  return isOwned(chord) ? { kind: 'owned' } : undefined
}

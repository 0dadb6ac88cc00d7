/** Gives every component the parts it needs, without passing them down. */
import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import type { CommandId } from '../../contract/commands.ts'
import type { Settings } from '../../contract/settings.ts'
import type { CommandHandlers, CommandReasons } from '../keys/command-bus.ts'
import type { SessionState } from '../reading/session-types.ts'
import type { Words } from '../ui/catalogue.ts'
import { useStore } from '../ui/store.ts'
import type { Lectern } from './lectern.ts'

const Context = createContext<Lectern | undefined>(undefined)

export const LecternProvider = Context.Provider

export function useLectern(): Lectern {
  const lectern = useContext(Context)
  if (!lectern) throw new Error('useLectern needs a LecternProvider')
  return lectern
}

export function useWords(): Words {
  return useStore(useLectern().words)
}

export function useSettings(): Settings {
  return useStore(useLectern().settings)
}

/** One part of the session's state. `select` must give the same value for the same state: numbers, texts, parts. */
export function useSession<T>(select: (state: SessionState) => T): T {
  const { session } = useLectern()
  const subscribe = useCallback((listener: () => void) => session.subscribe(listener), [session])
  return useSyncExternalStore(subscribe, () => select(session.getState()))
}

const noReasons: CommandReasons = {}

/**
 * Offers to carry out commands while the component is on screen; always with its latest handlers.
 *
 * @param reasons why some of them cannot be given just now, in the user's words
 */
export function useCommands(handlers: CommandHandlers, reasons: CommandReasons = noReasons): void {
  const { bus } = useLectern()
  const latest = useRef({ handlers, reasons })
  useEffect(() => {
    latest.current = { handlers, reasons }
  })
  const names = Object.keys(handlers).toSorted().join(' ')
  useEffect(() => {
    const relayed: Record<string, (args?: unknown) => void> = {}
    for (const name of names.split(' '))
      relayed[name] = (args) =>
        (latest.current.handlers[name as CommandId] as ((args?: unknown) => void) | undefined)?.(args)
    return bus.provide(relayed, () => latest.current.reasons)
  }, [bus, names])
  const told = JSON.stringify(reasons)
  useEffect(() => bus.changed(), [bus, told])
}

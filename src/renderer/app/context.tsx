/** Gives every component the parts it needs, without passing them down. */
import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Settings } from '../../contract/settings.ts'
import type { CommandHandlers } from '../keys/command-bus.ts'
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

/** Offers to carry out commands while the component is on screen; always with its latest handlers. */
export function useCommands(handlers: CommandHandlers): void {
  const { bus } = useLectern()
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  const names = Object.keys(handlers).toSorted().join(' ')
  useEffect(() => {
    const relayed: Record<string, () => void> = {}
    for (const name of names.split(' '))
      relayed[name] = () => latest.current[name as keyof CommandHandlers]?.()
    return bus.provide(relayed)
  }, [bus, names])
}

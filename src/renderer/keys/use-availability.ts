/** Which commands can be given now, and why the others cannot. */
import { useMemo, useSyncExternalStore } from 'react'
import { type Command, commands } from '../../contract/commands.ts'
import { useLectern, useWords } from '../app/context.tsx'
import type { Translate } from '../ui/catalogue.ts'
import type { CommandBus } from './command-bus.ts'

/** Why a command cannot be given now, as a sentence; undefined where it can. */
export function reasonAgainst(bus: CommandBus, { id, where }: Command, t: Translate): string | undefined {
  const now = bus.availability(id)
  if (now.state === 'ready') return undefined
  if (now.state === 'resting') return now.reason
  if (where === 'dictation') return t('dictation.noField')
  return t(where === 'reading' ? 'command.needsDocument' : 'command.notHere')
}

let version = 0

/** @returns the reason against each command, undefined for those that can be given */
export function useReasons(): ReadonlyMap<string, string | undefined> {
  const { bus } = useLectern()
  const { t } = useWords()
  const changes = useSyncExternalStore(
    (listener) =>
      bus.subscribe(() => {
        version++
        listener()
      }),
    () => version,
  )
  return useMemo(
    () => new Map(commands.map((command) => [command.id, reasonAgainst(bus, command, t)])),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the bus is asked anew when its providers change
    [bus, t, changes],
  )
}

/**
 * Tells the desktop shell which commands cannot be given now, and why, so that its menus can show it. In a browser
 * nobody listens.
 */
import { commands } from '../../contract/commands.ts'
import type { Translate } from '../ui/catalogue.ts'
import type { CommandBus } from './command-bus.ts'
import { reasonAgainst } from './use-availability.ts'

/** Providers come and go several at a time. */
const settleMs = 50

/** @returns stop telling */
export function tellShell(bus: CommandBus, t: () => Translate): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = ''
  const tell = () => {
    timer = undefined
    const reasons = Object.fromEntries(
      commands.flatMap((command) => {
        const reason = reasonAgainst(bus, command, t())
        return reason === undefined ? [] : [[command.id, reason]]
      }),
    )
    const text = JSON.stringify(reasons)
    if (text === told) return
    told = text
    window.postMessage({ type: 'lectern-reasons', reasons }, location.origin)
  }
  const stop = bus.subscribe(() => {
    timer ??= setTimeout(tell, settleMs)
  })
  tell()
  return () => {
    stop()
    clearTimeout(timer)
  }
}

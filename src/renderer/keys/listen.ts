/** Turns key presses and native menu choices into commands. */
import { type CommandId, isCommandId } from '../../contract/commands.ts'
import { chordOf, typesText } from './chord.ts'
import type { CommandBus } from './command-bus.ts'
import { type ChosenKeys, keyMap } from './key-map.ts'

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
}

/**
 * What keys do while a modal dialog is open, too: it is heard at once, and opens and moves nothing behind the dialog.
 * Stopping the voice and closing the microphone must always be possible.
 */
const throughDialogs: ReadonlySet<CommandId> = new Set<CommandId>([
  'play_or_pause', 'play', 'pause', 'stop', 'mute', 'unmute', 'louder', 'quieter', 'slower', 'faster',
  'start_listening', 'stop_listening', 'start_dictation', 'stop_dictation',
]) // prettier-ignore

const isMac = () => navigator.platform.startsWith('Mac')

export interface KeyTargets {
  readonly bus: CommandBus
  readonly chosen: () => ChosenKeys
  /** Told of a key whose command would act behind the open dialog, and so does nothing. */
  readonly behindDialog: (id: CommandId) => void
}

/** @returns stop listening */
export function listenToKeys({ bus, chosen, behindDialog }: KeyTargets): () => void {
  let known: ChosenKeys | undefined
  let map = keyMap({})
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.getModifierState('AltGraph')) return
    const chord = chordOf(event)
    if (!chord) return
    const keys = chosen()
    if (keys !== known) {
      known = keys
      map = keyMap(keys)
    }
    const id = map.get(chord)
    if (!id) return
    if (isEditable(event.target) && (typesText(chord) || (isMac() && event.altKey && !event.ctrlKey))) return
    if (document.querySelector('dialog:modal') && !throughDialogs.has(id)) {
      event.preventDefault()
      return behindDialog(id)
    }
    if (bus.run(id)) event.preventDefault()
  }
  /** Electron: the preload passes the menu's commands on as messages of this window. */
  const message = (event: MessageEvent) => {
    const data = event.data as { type?: unknown; command?: unknown; args?: unknown } | null
    if (event.source !== window || typeof data?.command !== 'string') return
    if (data.type === 'lectern-command' && isCommandId(data.command)) bus.run(data.command, data.args)
  }
  window.addEventListener('keydown', press)
  window.addEventListener('message', message)
  return () => {
    window.removeEventListener('keydown', press)
    window.removeEventListener('message', message)
  }
}

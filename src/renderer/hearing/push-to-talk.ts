/**
 * The microphone's key: pressed shortly it opens the microphone and, pressed again, closes it; held down, it is open as
 * long as it is held.
 *
 * Works in every view and dialog, in front of the other keys. What was being said when the key is let go is finished.
 */
import { chordOf } from '../keys/chord.ts'

/** Longer than this is held, not pressed. */
export const holdMs = 400

export interface TalkKey {
  /** The keys of the command now, as chords. */
  readonly keys: () => readonly string[]
  readonly isOpen: () => boolean
  /** Opens it to be heard at once. */
  readonly open: () => void
  /** It was only pressed: the microphone stays open, in the user's own way. */
  readonly stay: () => void
  /** Ends what is being said, and closes. */
  readonly close: () => void
  readonly now?: () => number
}

/** @returns stop */
export function listenForTalkKey(
  { keys, isOpen, open, stay, close, now = Date.now }: TalkKey,
  target: Pick<Window, 'addEventListener' | 'removeEventListener'> = window,
): () => void {
  /** When it was pressed, and with which key, while it is down. */
  let down: { readonly at: number; readonly code: string; readonly opened: boolean } | undefined
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const chord = chordOf(event)
    if (chord === undefined || !keys().includes(chord)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.repeat || down) return
    const opened = !isOpen()
    down = { at: now(), code: event.code, opened }
    if (opened) open()
    else close()
  }
  const finish = () => {
    if (!down) return
    const { at, opened } = down
    down = undefined
    if (!opened) return
    if (now() - at >= holdMs) close()
    else stay()
  }
  const release = ({ code, key }: KeyboardEvent) => {
    // Whichever key of the chord goes up first.
    if (down && (code === down.code || ['Control', 'Shift', 'Alt', 'Meta'].includes(key))) finish()
  }
  // A window that loses the focus is not told of the key's release.
  const away = () => finish()
  target.addEventListener('keydown', press, { capture: true })
  target.addEventListener('keyup', release, { capture: true })
  target.addEventListener('blur', away)
  return () => {
    target.removeEventListener('keydown', press, { capture: true })
    target.removeEventListener('keyup', release, { capture: true })
    target.removeEventListener('blur', away)
  }
}

/**
 * A text field that is dictated into, as dictation sees it.
 *
 * What is written goes through the browser's own editing (`execCommand`), because only that is a step of the field's
 * own undo; and it is real input, so that whoever owns the field hears of it. A field that has not got the focus is
 * written without stealing it: then the page's undo takes the words back, and Ctrl+Z does not know of them.
 */
import type { TextEdit, TextRange } from '../../contract/dictation.ts'
import { applyChange } from './text-change.ts'

export type TextField = HTMLInputElement | HTMLTextAreaElement

export interface TextPort {
  /** False where a new line would mean something else. */
  readonly lines: boolean
  readonly text: () => string
  readonly selection: () => TextRange
  readonly select: (range: TextRange) => void
  /** As one step of undo. */
  readonly replace: (change: TextEdit) => void
  /** Steps of the field's own undo back (or forth) to a text. @returns false, with nothing changed, if none lead there */
  readonly step: (way: 'undo' | 'redo', text: string) => boolean
  readonly connected: () => boolean
  readonly focus: () => void
  /** Told of everything that is written, by whomever. @returns stop telling */
  readonly onInput: (listener: (inputType: string) => void) => () => void
}

const textTypes = new Set(['text', 'search', 'url', 'tel'])

/** Passwords are not for speaking aloud; other kinds of fields have no place for text. */
export function isTextField(element: unknown): element is TextField {
  if (element instanceof HTMLTextAreaElement) return !element.readOnly && !element.disabled
  return (
    element instanceof HTMLInputElement &&
    textTypes.has(element.type) &&
    !element.readOnly &&
    !element.disabled
  )
}

/** More steps than an utterance makes; each is a look at the whole text. */
const mostSteps = 40

export function textPort(field: TextField): TextPort {
  const focused = () => document.activeElement === field
  const text = () => field.value
  return {
    lines: field instanceof HTMLTextAreaElement,
    text,
    selection: () => ({ from: field.selectionStart ?? 0, to: field.selectionEnd ?? 0 }),
    select({ from, to }) {
      if (field.selectionStart !== from || field.selectionEnd !== to) field.setSelectionRange(from, to)
    },
    replace(change) {
      const before = field.value
      const { from, to, insert } = change
      if (focused()) {
        // The browser takes what is written without a move of the caret in between for one step with what went before.
        field.setSelectionRange(from === 0 ? before.length : 0, from === 0 ? before.length : 0)
        field.setSelectionRange(from, to)
        const done =
          insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert)
        // A field that takes no more than so many characters has taken what fits.
        if (done && (field.value === applyChange(before, change) || field.maxLength >= 0)) return
        if (field.value !== before) return
      }
      field.setRangeText(insert, from, to, 'end')
      field.dispatchEvent(
        new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText', data: insert }),
      )
    },
    step(way, wanted) {
      if (!focused()) return false
      const back = way === 'undo' ? 'redo' : 'undo'
      let steps = 0
      while (field.value !== wanted && steps < mostSteps) {
        const before = field.value
        if (!document.execCommand(way) || field.value === before) break
        steps++
      }
      if (field.value === wanted) return true
      for (; steps > 0; steps--) document.execCommand(back)
      return false
    },
    connected: () => field.isConnected,
    focus: () => field.focus({ preventScroll: true }),
    onInput(listener) {
      const hear = (event: Event) => listener(event instanceof InputEvent ? event.inputType : '')
      field.addEventListener('input', hear)
      return () => field.removeEventListener('input', hear)
    },
  }
}

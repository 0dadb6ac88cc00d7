/** Undo and redo, by command and by the keys that mean it everywhere. */
import { useEffect } from 'react'
import { useStore } from '../ui/store.ts'
import { useCommands, useLectern, useWords } from './context.tsx'

const textFields = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, [contenteditable]'

export function useUndoCommands(): void {
  const { undo, announcer, toasts, report, bus } = useLectern()
  const { t } = useWords()
  const { undoable, redoable } = useStore(undo)
  const tell = (text: string) => {
    toasts.show({ kind: 'info', text })
    announcer.say(text, { asked: true })
  }
  useCommands(
    {
      undo: () =>
        void undo.undo().then((change) => change && tell(t('undo.done', { what: change.label })), report),
      redo: () =>
        void undo.redo().then((change) => change && tell(t('undo.redone', { what: change.label })), report),
    },
    {
      ...(undoable ? {} : { undo: t('undo.nothing') }),
      ...(redoable ? {} : { redo: t('undo.nothingAgain') }),
    },
  )
  // Ctrl+Z and its companions are every program's; in a text field they stay the field's own.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.altKey || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest(textFields)) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      bus.run(key === 'y' || event.shiftKey ? 'redo' : 'undo')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [bus])
}

/** Hands a file to the user and says so: a download alone is silent. */
import { saveFile } from '../ui/save-file.ts'
import { useLectern, useWords } from './context.tsx'

export function useSaveFile(): (name: string, content: Blob) => void {
  const { toasts, announcer } = useLectern()
  const { t } = useWords()
  return (name, content) => {
    saveFile(name, content)
    const text = t('file.saved', { name })
    toasts.show({ kind: 'info', text })
    announcer.say(text, { asked: true })
  }
}

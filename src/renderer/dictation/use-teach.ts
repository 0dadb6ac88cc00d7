/** Teaches a word: it is expected from now on, when something is dictated. */
import { useLectern, useWords } from '../app/context.tsx'

const mostWords = 2_000

export function useTeach(): (word: string) => void {
  const { settings, announcer, toasts, bus } = useLectern()
  const { t } = useWords()
  return (given) => {
    const word = given.replaceAll(/\s+/g, ' ').trim()
    if (word === '') return
    const { taughtWords } = settings.get()
    if (taughtWords.includes(word)) return announcer.say(t('dictation.knownWord', { word }), { asked: true })
    const label = t('dictation.taught', { word })
    settings.changeUndoably({ taughtWords: [...taughtWords, word].slice(-mostWords) }, label)
    toasts.show({
      kind: 'info',
      text: label,
      action: { label: t('action.undo'), run: () => void bus.run('undo') },
    })
    announcer.say(label, { asked: true })
  }
}

/** Sets the sleep timer and says so. */
import { useCallback } from 'react'
import { useLectern, useWords } from '../app/context.tsx'

/** @returns takes minutes, the end of the chapter, or nothing to switch it off */
export function useSetSleep(): (wanted: number | 'chapter' | undefined) => void {
  const { session, announcer } = useLectern()
  const { t } = useWords()
  return useCallback(
    (wanted) => {
      session.setSleep(wanted)
      const said =
        wanted === undefined
          ? t('sleep.isOff')
          : wanted === 'chapter'
            ? t('sleep.isChapter')
            : t('sleep.isSet', { count: wanted })
      announcer.say(said, { asked: true })
    },
    [announcer, session, t],
  )
}

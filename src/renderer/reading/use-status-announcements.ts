/**
 * Tells, as far as the user wants to be told, what reading does by itself: that it paused, went on, came to the end.
 * Where the voice can be heard it speaks for itself; these are for those who read by braille or without sound.
 */
import { useEffect } from 'react'
import { useLectern, useWords } from '../app/context.tsx'

export function useStatusAnnouncements(): void {
  const { session, announcer } = useLectern()
  const { t } = useWords()
  useEffect(() => {
    let before = session.getState().status
    return session.subscribe(() => {
      const { status, muted } = session.getState()
      if (status === before) return
      const was = before
      before = status
      if (status === 'ended') announcer.say(t('reading.end'), { kind: 'event' })
      else if (status === 'paused' && was === 'playing')
        announcer.say(t('reading.paused'), { kind: muted ? 'feedback' : 'detail' })
      else if (status === 'playing' && muted) announcer.say(t('reading.goesOn'), { kind: 'feedback' })
    })
  }, [announcer, session, t])
}

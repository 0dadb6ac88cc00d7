/** What the sleep timer's button says: how long it still is, or that the chapter's end is the end. */
import { useEffect, useState } from 'react'
import { useSession, useWords } from '../app/context.tsx'

const minuteMs = 60_000
const tickMs = 10_000

export function useSleepText(): string | undefined {
  const { t } = useWords()
  const sleep = useSession((state) => state.sleep)
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    if (sleep?.kind !== 'minutes') return
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [sleep])
  if (!sleep) return undefined
  if (sleep.kind === 'chapter') return t('sleep.untilChapter')
  return t('sleep.left', { count: Math.max(1, Math.ceil((sleep.endsAt - now) / minuteMs)) })
}

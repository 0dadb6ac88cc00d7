/** Says, politely, that the core is away. */
import { useEffect, useState } from 'react'
import { useStore } from '../ui/store.ts'
import { useLectern, useWords } from './context.tsx'

/** Shorter absences are not worth a word. */
const patienceMs = 700

export function LinkBanner() {
  const { link } = useLectern()
  const { t } = useWords()
  const state = useStore(link.state)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(state !== 'open'), state === 'open' ? 0 : patienceMs)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <div className="link-banner" role="status">
      {shown && state !== 'open' && (
        <p>{t(state === 'refused' ? 'link.refused' : state === 'lost' ? 'link.lost' : 'link.connecting')}</p>
      )}
    </div>
  )
}

/**
 * The live regions for announcements. They are in the page from the start, as screen readers need; and once more in
 * each modal dialog, because what is outside of it is taken from screen readers as long as it is open.
 */
import { useState } from 'react'
import { useLectern } from '../app/context.tsx'
import { useStore } from './store.ts'

export function LiveRegions({ inDialog = false }: { readonly inDialog?: boolean }) {
  const { announcer } = useLectern()
  const polite = useStore(announcer.polite)
  const urgent = useStore(announcer.urgent)
  // What was said before the dialog came is no news in it.
  const [politeBefore] = useState(inDialog ? polite.id : 0)
  const [urgentBefore] = useState(inDialog ? urgent.id : 0)
  return (
    <div className="visually-hidden">
      <div role="status" aria-live="polite" data-testid={inDialog ? undefined : 'announcement'}>
        <span key={polite.id}>{polite.id > politeBefore && polite.text}</span>
      </div>
      <div role="alert" aria-live="assertive">
        <span key={urgent.id}>{urgent.id > urgentBefore && urgent.text}</span>
      </div>
    </div>
  )
}

/** The page's only live regions for announcements. They are in the page from the start, as screen readers need. */
import { useLectern } from '../app/context.tsx'
import { useStore } from './store.ts'

export function LiveRegions() {
  const { announcer } = useLectern()
  const polite = useStore(announcer.polite)
  const urgent = useStore(announcer.urgent)
  return (
    <div className="visually-hidden">
      <div role="status" aria-live="polite" data-testid="announcement">
        <span key={polite.id}>{polite.text}</span>
      </div>
      <div role="alert" aria-live="assertive">
        <span key={urgent.id}>{urgent.text}</span>
      </div>
    </div>
  )
}

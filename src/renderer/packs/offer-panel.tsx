/** The first offer of models: a quiet part of the library, below the documents, that comes once. */
import { useEffect, useId, useState } from 'react'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'

export function OfferPanel() {
  const { packs, settings, announcer, toasts } = useLectern()
  const { packsOffered } = useSettings()
  const { t } = useWords()
  const list = useStore(packs.list)
  const label = useId()
  // The settings' defaults are shown until the core has answered: what was declined must not flash up.
  const [known, setKnown] = useState(false)
  const loaded = list !== undefined
  useEffect(() => {
    if (!loaded) return
    let left = false
    void settings.load().then(
      () => left || setKnown(true),
      () => undefined, // no offer, then; the settings have it
    )
    return () => {
      left = true
    }
  }, [loaded, settings])
  const absent = list?.some(({ offered, state }) => offered && state === 'absent') ?? false
  const begun = list?.some(({ entry, state }) => !entry.embedded && state !== 'absent') ?? false
  if (!known || packsOffered || !absent || begun) return null
  const leave = () => {
    settings.change({ packsOffered: true })
    document.querySelector('h1')?.focus()
  }
  return (
    <section className="offer-panel" aria-labelledby={label}>
      <h2 id={label}>{t('packs.offer.title')}</h2>
      <p>{t('packs.offer.text')}</p>
      <div className="mark-actions">
        <button
          type="button"
          className="button"
          data-answer="yes"
          onClick={() => packs.question.set({ ask: 'offer' })}
        >
          {t('packs.offer.look')}
        </button>
        <button
          type="button"
          className="button"
          data-answer="no"
          onClick={() => {
            leave()
            const text = t('packs.offer.later')
            toasts.show({ kind: 'info', text })
            announcer.say(text, { asked: true })
          }}
        >
          {t('packs.agree.no')}
        </button>
      </div>
    </section>
  )
}

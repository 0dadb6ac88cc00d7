/** All that fits this machine, to choose among: what Lectern does without it, what is fetched and from where. */
import { useId, useState } from 'react'
import type { PackStatus } from '../../contract/packs.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { sizeText } from '../ui/wording.ts'
import { LicenceText } from './licence-text.tsx'
import { FromWhere } from './pack-dialogs.tsx'
import { aboutText, tickedAtFirst } from './pack-words.ts'
import { usePackActions } from './use-pack-actions.ts'

export interface OfferDialogProps {
  readonly packs: readonly PackStatus[]
  /** Something was chosen, or all models are to be seen. */
  readonly onDone: () => void
  readonly onClose: () => void
}

function Offer({
  pack,
  chosen,
  onChoose,
}: {
  readonly pack: PackStatus
  readonly chosen: boolean
  readonly onChoose: (chosen: boolean) => void
}) {
  const words = useWords()
  const { t, locale } = words
  const { entry, downloadBytes } = pack
  const id = useId()
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={chosen}
        aria-describedby={`${id}-about`}
        onChange={({ target }) => onChoose(target.checked)}
      />
      <div>
        <label htmlFor={id}>
          {t('packs.offer.one', {
            name: entry.name,
            kind: t(`packs.kind.${entry.kind}`),
            size: sizeText(downloadBytes, locale),
          })}
        </label>
        <p id={`${id}-about`} className="hint">
          {aboutText(entry, words)}
        </p>
        <p className="hint">
          <LicenceText entry={entry} />
        </p>
      </div>
    </div>
  )
}

export function OfferDialog({ packs, onDone, onClose }: OfferDialogProps) {
  const { bus } = useLectern()
  const { t } = useWords()
  const { fetch } = usePackActions()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(packs.filter(tickedAtFirst).map(({ entry }) => entry.id)),
  )
  const wanted = packs.filter(({ entry }) => chosen.has(entry.id))
  const install = () => {
    onDone()
    for (const { entry } of wanted) void fetch(entry.id)
    // Where the progress is shown; the dialog's own focus goes back first.
    requestAnimationFrame(() => bus.run('open_settings', { section: 'models' }))
  }
  return (
    <Dialog title={t('packs.offer.dialog')} onClose={onClose} wide>
      <p>{t('packs.offer.text')}</p>
      {packs.length === 0 ? (
        <p>{t('packs.offer.none')}</p>
      ) : (
        <fieldset className="offers">
          <legend>{t('packs.offer.choose')}</legend>
          {packs.map((pack) => (
            <Offer
              key={pack.entry.id}
              pack={pack}
              chosen={chosen.has(pack.entry.id)}
              onChoose={(yes) => {
                const next = new Set(chosen)
                if (yes) next.add(pack.entry.id)
                else next.delete(pack.entry.id)
                setChosen(next)
              }}
            />
          ))}
        </fieldset>
      )}
      {wanted.length > 0 ? <FromWhere packs={wanted} /> : <p>{t('packs.offer.nothing')}</p>}
      <div className="dialog-actions">
        <button
          type="button"
          className="button"
          onClick={() => {
            onDone()
            requestAnimationFrame(() => bus.run('open_settings', { section: 'models' }))
          }}
        >
          {t('packs.offer.all')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('packs.agree.no')}
        </button>
        <button
          type="button"
          className="button button-primary"
          data-answer="yes"
          disabled={wanted.length === 0}
          onClick={install}
        >
          {t('packs.agree.yes')}
        </button>
      </div>
    </Dialog>
  )
}

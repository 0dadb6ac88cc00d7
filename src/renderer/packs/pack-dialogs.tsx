/** The questions about one pack: whether to fetch it under its conditions, and whether to remove it. */
import type { PackStatus } from '../../contract/packs.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { languageText, listText, sizeText } from '../ui/wording.ts'
import { LicenceText } from './licence-text.tsx'
import { aboutText, chosenFrom, hostsOf } from './pack-words.ts'

interface QuestionProps {
  readonly pack: PackStatus
  readonly onYes: () => void
  readonly onClose: () => void
}

/** Where a download comes from, and what that tells others. */
export function FromWhere({ packs }: { readonly packs: readonly PackStatus[] }) {
  const { packMirror } = useSettings()
  const { t, locale } = useWords()
  const hosts = hostsOf(
    packs.map(({ entry }) => entry),
    packMirror,
  )
  const bytes = packs.reduce((sum, { downloadBytes }) => sum + downloadBytes, 0)
  return (
    <p>
      {t('packs.agree.from', {
        count: hosts.length,
        hosts: listText(hosts, locale),
        size: sizeText(bytes, locale),
      })}
    </p>
  )
}

export function AgreeDialog({
  pack,
  fetched,
  onYes,
  onClose,
}: QuestionProps & { readonly fetched: boolean }) {
  const words = useWords()
  const { t } = words
  const { entry, fits } = pack
  return (
    <Dialog title={t('packs.agree.title', { name: entry.name })} onClose={onClose}>
      <p>{aboutText(entry, words)}</p>
      {fetched && <FromWhere packs={[pack]} />}
      {(fits === 'no' || fits === 'barely') && <p className="pack-problem">{t(`packs.fits.${fits}`)}</p>}
      {entry.experimental && <p className="pack-problem">{t('packs.experimental')}</p>}
      <section>
        <h3>{t('packs.agree.terms', { licence: entry.licence.id })}</h3>
        <p>
          <LicenceText entry={entry} />
        </p>
      </section>
      <div className="dialog-actions">
        <button type="button" className="button" data-first-focus="" onClick={onClose}>
          {t('packs.agree.no')}
        </button>
        <button type="button" className="button button-primary" data-answer="yes" onClick={onYes}>
          {t('packs.agree.yes')}
        </button>
      </div>
    </Dialog>
  )
}

export function RemoveDialog({ pack, onYes, onClose }: QuestionProps) {
  const { settings } = useLectern()
  const { t, locale } = useWords()
  const { name, id, diskBytes } = pack.entry
  const languages = chosenFrom(id, settings.get()).map((tag) => languageText(tag, locale))
  return (
    <Dialog title={t('packs.removeAsk.title', { name })} onClose={onClose}>
      <p>{t('packs.removeAsk.text', { size: sizeText(diskBytes, locale) })}</p>
      {languages.length > 0 && <p>{t('packs.removeAsk.used', { languages: listText(languages, locale) })}</p>}
      <div className="dialog-actions">
        <button type="button" className="button" data-first-focus="" onClick={onClose}>
          {t('packs.removeAsk.keep')}
        </button>
        <button type="button" className="button button-primary" data-answer="yes" onClick={onYes}>
          {t('packs.remove')}
        </button>
      </div>
    </Dialog>
  )
}

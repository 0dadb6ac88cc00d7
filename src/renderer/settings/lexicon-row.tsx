/** One entry of the dictionary as it is listed. */
import type { LexiconEntry } from '../../contract/listening.ts'
import { useWords } from '../app/context.tsx'
import { languageText } from '../ui/wording.ts'

export interface LexiconRowProps {
  readonly entry: LexiconEntry
  readonly book: string | undefined // title of the one it holds for
  readonly onHear: () => void
  readonly onEdit: () => void
  readonly onRemove: (button: HTMLElement) => void
}

export function LexiconRow({ entry, book, onHear, onEdit, onRemove }: LexiconRowProps) {
  const { t, locale } = useWords()
  const { written } = entry
  const facts = [
    ...(entry.alphabet === 'ipa' ? [t('lexicon.sounds')] : []),
    ...(entry.kind === 'words' ? [] : [t(`lexicon.kind.${entry.kind}`)]),
    ...(entry.matchCase ? [t('lexicon.matchCase')] : []),
    ...(entry.language === undefined ? [] : [languageText(entry.language, locale)]),
    ...(book === undefined ? [] : [book]),
  ]
  const buttons = [
    { key: 'hear', label: t('lexicon.hearOf', { written }), text: t('lexicon.hear'), run: onHear },
    { key: 'edit', label: t('lexicon.editOf', { written }), text: t('lexicon.edit'), run: onEdit },
    { key: 'remove', label: t('lexicon.removeOf', { written }), text: t('lexicon.remove'), run: onRemove },
  ]
  return (
    <>
      <div className="profile-text">
        <strong>
          <bdi>{written}</bdi>
        </strong>
        {' → '}
        <bdi>{entry.spoken === '' ? t('lexicon.nothing') : entry.spoken}</bdi>
        {facts.length > 0 && <p className="hint">{facts.join(' · ')}</p>}
      </div>
      <div className="mark-actions">
        {buttons.map(({ key, label, text, run }) => (
          <button
            key={key}
            type="button"
            className="button button-small"
            aria-label={label}
            {...(key === 'edit' && { 'data-edit': '' })}
            onClick={({ currentTarget }) => run(currentTarget)}
          >
            {text}
          </button>
        ))}
      </div>
    </>
  )
}

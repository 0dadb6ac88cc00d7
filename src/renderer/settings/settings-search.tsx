/** Finds a setting by words of its name. */
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { bestMatches } from '../ui/word-match.ts'
import { type IndexEntry, SectionIndex } from './section-index.tsx'

export interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

export function SettingsSearchField({ value, onChange }: SearchFieldProps) {
  const { t } = useWords()
  const id = useId()
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || value === '') return
    // The first Escape leaves the search, the next one the dialog.
    event.preventDefault()
    event.stopPropagation()
    onChange('')
  }
  return (
    <search className="field">
      <label htmlFor={id}>{t('settings.search')}</label>
      <input
        id={id}
        type="search"
        value={value}
        autoComplete="off"
        spellCheck={false}
        onKeyDown={press}
        onChange={({ target }) => onChange(target.value)}
      />
    </search>
  )
}

/** Said when typing has rested for so long, in milliseconds. */
const restMs = 600
const most = 12

export interface SearchResultsProps {
  readonly wanted: string
  readonly onChoose: (entry: IndexEntry) => void
}

export function SettingsSearchResults({ wanted, onChoose }: SearchResultsProps) {
  const { announcer } = useLectern()
  const { t } = useWords()
  const [index, setIndex] = useState<readonly IndexEntry[]>()
  const found = bestMatches(
    index ?? [],
    wanted,
    ({ section, text }) => `${text} ${t(`settings.section.${section}`)}`,
  ).slice(0, most)
  const said = t('search.count', { count: found.length })
  useEffect(() => {
    const timer = setTimeout(() => announcer.say(said, { asked: true }), restMs)
    return () => clearTimeout(timer)
  }, [announcer, said, wanted])
  if (!index) return <SectionIndex onIndex={setIndex} />
  return (
    <section aria-label={t('settings.search.results')} className="settings-found">
      <p className="hint">{said}</p>
      <ul>
        {found.map((entry) => (
          <li key={`${entry.section} ${entry.text}`}>
            <button type="button" className="button" onClick={() => onChoose(entry)}>
              <span>{entry.text}</span> <span className="hint">{t(`settings.section.${entry.section}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The pronunciation dictionary: searched, heard, changed, taken from files and put into them. */
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { LexiconEntry } from '../../contract/listening.ts'
import type { Change } from '../app/undo.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { withEntry, withoutEntry } from '../speech/lexicon-edits.ts'
import { useHear } from '../speech/use-hear.ts'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { SettingsGroup } from './fields.tsx'
import { LexiconEntryForm } from './lexicon-entry-form.tsx'
import { LexiconFiles } from './lexicon-files.tsx'
import { LexiconRow } from './lexicon-row.tsx'
import { UndoLine } from './undo-line.tsx'

/** Rows that are added to the list at once: more would make it slow to go through. */
const page = 50

function useTitles(): ReadonlyMap<string, string> {
  const { client, report } = useLectern()
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    const abort = new AbortController()
    client
      .call('library.list', {}, abort.signal)
      .then((list) => setTitles(new Map(list.map(({ id, title }) => [id, title]))), report)
    return () => abort.abort()
  }, [client, report])
  return titles
}

export function LexiconSettings() {
  const { settings, announcer } = useLectern()
  const { lexicon } = useSettings()
  const { t, locale, language } = useWords()
  const titles = useTitles()
  const hear = useHear()
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState(page)
  const [editing, setEditing] = useState<string>() // an entry's id, or `new`
  const [last, setLast] = useState<Change>()
  const list = useRef<HTMLUListElement>(null)
  const adder = useRef<HTMLButtonElement>(null)
  const field = useId()

  const wanted = useDeferredValue(search.trim().toLocaleLowerCase(locale))
  const found = useMemo(() => {
    const compare = new Intl.Collator(locale, { numeric: true }).compare
    return lexicon
      .filter(({ written, spoken }) =>
        [written, spoken].some((text) => text.toLocaleLowerCase(locale).includes(wanted)),
      )
      .toSorted((a, b) => compare(a.written, b.written))
  }, [lexicon, locale, wanted])
  const number = new Intl.NumberFormat(locale)

  const change = (next: LexiconEntry[], label: string) => {
    setLast(settings.changeUndoably({ lexicon: next }, label))
    announcer.say(label, { asked: true })
  }
  const back = (id: string) => {
    setEditing(undefined)
    requestAnimationFrame(() => {
      const row = list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"] [data-edit]`)
      ;(row ?? adder.current)?.focus()
    })
  }
  const say = (entry: Omit<LexiconEntry, 'id'>) =>
    void hear.say({
      text: entry.alphabet === 'ipa' ? entry.written : entry.spoken,
      ipa: entry.alphabet === 'ipa' ? entry.spoken : undefined,
      language: entry.language ?? language, // where it holds for all, the reader's own voice will do
    })

  return (
    <SettingsGroup title={t('settings.lexicon')}>
      <p>{t('settings.lexicon.text')}</p>
      {editing === 'new' ? (
        <LexiconEntryForm
          unspoken={hear.unspoken}
          onHear={say}
          onCancel={() => back('')}
          onSave={(draft) => {
            change(
              withEntry(lexicon, draft),
              t('lexicon.saved', { written: draft.written, spoken: draft.spoken }),
            )
            back('')
          }}
        />
      ) : (
        <button ref={adder} type="button" className="button" onClick={() => setEditing('new')}>
          {t('lexicon.add')}
        </button>
      )}
      <UndoLine change={last} onUndone={() => setLast(undefined)} />
      <div className="field">
        <label htmlFor={field}>{t('lexicon.search')}</label>
        <input
          id={field}
          type="search"
          value={search}
          autoComplete="off"
          onChange={({ target }) => {
            setSearch(target.value)
            setShown(page)
          }}
        />
      </div>
      <p role="status">{t('lexicon.count', { count: found.length, shown: number.format(found.length) })}</p>
      <ul ref={list} className="profiles" aria-label={t('settings.lexicon')}>
        {found.slice(0, shown).map((entry) => (
          <li key={entry.id} className="profile" data-entry={entry.id}>
            {editing === entry.id ? (
              <LexiconEntryForm
                entry={entry}
                unspoken={hear.unspoken}
                onHear={say}
                onCancel={() => back(entry.id)}
                onSave={(draft) => {
                  change(
                    withEntry(lexicon, draft, entry.id),
                    t('lexicon.saved', { written: draft.written, spoken: draft.spoken }),
                  )
                  back(entry.id)
                }}
              />
            ) : (
              <LexiconRow
                entry={entry}
                book={
                  entry.document === undefined
                    ? undefined
                    : (titles.get(entry.document) ?? t('lexicon.otherBook'))
                }
                onHear={() => say(entry)}
                onEdit={() => setEditing(entry.id)}
                onRemove={(button) => {
                  const goOn = focusNeighbour(button)
                  change(withoutEntry(lexicon, entry.id), t('lexicon.removed', { written: entry.written }))
                  requestAnimationFrame(goOn)
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + page)}>
          {t('lexicon.showMore', { left: number.format(found.length - shown) })}
        </button>
      )}
      <LexiconFiles onChange={change} />
    </SettingsGroup>
  )
}

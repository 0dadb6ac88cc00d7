/** The list of drafts. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftSummary } from '../../contract/dictation.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { routeHash } from '../app/route.ts'
import { CommandButton } from '../ui/command-button.tsx'
import {
  BackIcon,
  CommandsIcon,
  HelpIcon,
  HistoryIcon,
  MicrophoneIcon,
  PlusIcon,
  RemoveIcon,
  SettingsIcon,
} from '../ui/icons.tsx'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { useStore } from '../ui/store.ts'
import { bestMatches } from '../ui/word-match.ts'
import { dayText } from '../ui/wording.ts'
import { useDraftCommands } from './use-draft-commands.ts'

interface DraftRowProps {
  readonly draft: DraftSummary
  readonly onRemove: (draft: DraftSummary, button: Element) => void
}

function DraftRow({ draft, onRemove }: DraftRowProps) {
  const words = useWords()
  const { t } = words
  const title = draft.title === '' ? t('drafts.untitled') : draft.title
  return (
    <li className="draft-row">
      <div className="draft-row-text">
        <h2>
          <a href={routeHash({ view: 'draft', draft: draft.id })}>
            <bdi>{title}</bdi>
          </a>
        </h2>
        {draft.named && draft.excerpt !== '' && (
          <p className="draft-excerpt">
            <bdi>{draft.excerpt}</bdi>
          </p>
        )}
        <p className="hint">
          {t('drafts.words', { count: draft.words })} · {dayText(draft.changedAt, words)}
        </p>
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={t('drafts.remove', { title })}
        title={t('drafts.remove', { title })}
        onClick={({ currentTarget }) => onRemove(draft, currentTarget)}
      >
        <RemoveIcon />
      </button>
    </li>
  )
}

/** Kept while the list is away: what was filtered stays filtered when one comes back from a draft. */
export function DraftsView() {
  const { client, generation, shelf, report } = useLectern()
  const { t } = useWords()
  const [drafts, setDrafts] = useState<readonly DraftSummary[]>()
  const [filter, setFilter] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const { remove } = useDraftCommands()
  const round = useStore(generation)
  const changes = useStore(shelf)

  useEffect(() => {
    document.title = `${t('drafts.title')} – Lectern`
  }, [t])
  useEffect(() => {
    client.call('drafts.list', {}).then(setDrafts, report)
  }, [changes, client, report, round])

  const takeOut = useCallback(
    (draft: DraftSummary, button: Element) => {
      const goOn = focusNeighbour(button)
      void remove(draft).then((done) => {
        if (!done) return
        setDrafts((all) => all?.filter(({ id }) => id !== draft.id))
        requestAnimationFrame(goOn)
      })
    },
    [remove],
  )
  const shown =
    drafts &&
    (filter.trim() === ''
      ? drafts
      : bestMatches(drafts, filter, ({ title, excerpt }) => `${title} ${excerpt}`))

  return (
    <main className="library drafts">
      <header className="library-header">
        <div className="drafts-title">
          <a
            className="icon-button"
            href={routeHash({ view: 'library' })}
            aria-label={t('reading.back')}
            title={t('reading.back')}
          >
            <BackIcon />
          </a>
          <h1 ref={heading} tabIndex={-1}>
            {t('drafts.title')}
          </h1>
        </div>
        <div className="library-tools">
          <CommandButton command="new_draft" label={t('command.new_draft')} icon={<PlusIcon />} primary />
          <CommandButton command="start_dictation" icon={<MicrophoneIcon />} />
          <CommandButton command="dictation_history" icon={<HistoryIcon />} />
          <CommandButton command="command_palette" icon={<CommandsIcon />} />
          <CommandButton command="open_settings" icon={<SettingsIcon />} />
          <CommandButton command="help" icon={<HelpIcon />} />
        </div>
      </header>
      {drafts && drafts.length > 0 && (
        <search className="field drafts-filter">
          <label htmlFor="drafts-filter">{t('drafts.filter')}</label>
          <input
            id="drafts-filter"
            type="search"
            value={filter}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setFilter(target.value)}
          />
        </search>
      )}
      {shown && shown.length > 0 && (
        <ul className="draft-list" aria-label={t('drafts.list')}>
          {shown.map((draft) => (
            <DraftRow key={draft.id} draft={draft} onRemove={takeOut} />
          ))}
        </ul>
      )}
      {shown?.length === 0 && drafts && drafts.length > 0 && <p>{t('drafts.noneFit')}</p>}
      {drafts?.length === 0 && (
        <section className="empty">
          <h2>{t('drafts.empty')}</h2>
          <p>{t('drafts.empty.text')}</p>
        </section>
      )}
      {!drafts && <p className="loading">{t('drafts.loading')}</p>}
    </main>
  )
}

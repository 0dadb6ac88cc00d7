/**
 * "Say it right": a word of the text, and what to say instead. Made to be quick by key: the word is filled in, the
 * cursor is where the answer goes, Enter keeps it, and the sentence is said again.
 */
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { LexiconEntry } from '../../contract/listening.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { CheckField, SelectField } from '../settings/fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EntryFields, usePatternProblem } from './entry-fields.tsx'
import { type EntryDraft, replacedBy, withEntry, withoutEntry } from './lexicon-edits.ts'
import { sayOnce, useHear } from './use-hear.ts'
import { stepped, type Target, written } from './words-of-text.ts'

/** A pause in typing after which what was typed is said, in milliseconds. */
const typingRests = 600

export interface SayAsDialogProps {
  readonly document: string
  readonly target: Target
  /** Whether the document was being read when it was opened: it then goes on. */
  readonly wasPlaying: boolean
  readonly onClose: () => void
}

export function SayAsDialog({ document, target: first, wasPlaying, onClose }: SayAsDialogProps) {
  const { settings, session, client, announcer, report } = useLectern()
  const { lexicon, sayWhileTyping } = useSettings()
  const { t } = useWords()
  const [target, setTarget] = useState(first)
  const [draft, setDraft] = useState<EntryDraft>(() => draftFor(lexicon, first, document))
  const hear = useHear()
  const field = useId()
  const problem = usePatternProblem(draft)
  const said = useRef('')
  const old = replacedBy(lexicon, draft)

  const patch = (change: Partial<EntryDraft>) => setDraft((before) => ({ ...before, ...change }))
  const sayable = (entry: EntryDraft) => ({
    text: entry.alphabet === 'ipa' ? entry.written : entry.spoken,
    ipa: entry.alphabet === 'ipa' ? entry.spoken : undefined,
    language: entry.language ?? target.language,
    document,
  })
  const sample = (entry: EntryDraft) => {
    said.current = JSON.stringify([entry.spoken, entry.alphabet])
    return hear.say(sayable(entry))
  }
  const unheard = () =>
    draft.spoken.trim() !== '' && said.current !== JSON.stringify([draft.spoken, draft.alphabet])

  useEffect(() => {
    if (!sayWhileTyping || !unheard()) return
    const timer = setTimeout(() => void sample(draft), typingRests)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- only what was typed starts the clock
  }, [draft.spoken, draft.alphabet, sayWhileTyping])

  const step = (by: -1 | 1) => {
    const next = stepped(target, by)
    setTarget(next)
    setDraft(draftFor(lexicon, next, document))
    announcer.say(written(next), { asked: true })
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      step(event.key === 'ArrowUp' ? -1 : 1)
    }
  }

  const keep = async (next: LexiconEntry[], label: string) => {
    settings.changeUndoably({ lexicon: next }, label)
    announcer.say(label, { asked: true })
    onClose()
    await settings.settled()
    if (wasPlaying) void session.repeat('sentence')
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const entry = { ...draft, written: draft.written.trim(), spoken: draft.spoken.trim() }
    if (entry.written === '' || entry.spoken === '' || problem) return
    if (!wasPlaying && unheard()) sayOnce(client, sayable(entry)).catch(report)
    said.current = JSON.stringify([entry.spoken, entry.alphabet])
    void keep(withEntry(lexicon, entry), t('lexicon.saved', { written: entry.written, spoken: entry.spoken }))
  }
  const cancel = () => {
    onClose()
    if (wasPlaying) void session.play()
  }

  return (
    <Dialog title={t('sayAs.title')} onClose={cancel}>
      <form onSubmit={save}>
        <div className="field">
          <label htmlFor={`${field}-written`}>{t('lexicon.written')}</label>
          <div className="say-as-word">
            <button type="button" className="button" aria-label={t('sayAs.before')} onClick={() => step(-1)}>
              ‹
            </button>
            <input
              id={`${field}-written`}
              type="text"
              maxLength={500}
              value={draft.written}
              lang={target.language}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target: { value } }) => patch({ written: value })}
            />
            <button type="button" className="button" aria-label={t('sayAs.after')} onClick={() => step(1)}>
              ›
            </button>
          </div>
        </div>
        <div className="field">
          <label htmlFor={field}>{t(draft.alphabet === 'ipa' ? 'lexicon.sounds' : 'sayAs.spoken')}</label>
          <input
            id={field}
            data-first-focus
            type="text"
            maxLength={500}
            value={draft.spoken}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby={`${field}-word ${field}-hint ${field}-note`}
            onKeyDown={onKey}
            onBlur={() => {
              if (unheard()) void sample(draft)
            }}
            onChange={({ target: { value } }) => patch({ spoken: value })}
          />
          {/* The focus begins here, so the field says which word it is about. */}
          <span id={`${field}-word`} lang={target.language} hidden>
            {draft.written}
          </span>
          <span id={`${field}-hint`} className="hint">
            {t('sayAs.hint')}
          </span>
        </div>
        <p id={`${field}-note`} className="problem" role="status">
          {draft.alphabet === 'ipa' && hear.unspoken.length > 0
            ? t('lexicon.unknownSounds', { signs: hear.unspoken.join(' ') })
            : old
              ? t('sayAs.replaces', { spoken: old.spoken })
              : ''}
        </p>
        <div className="choices">
          <button type="button" className="button" onClick={() => void sample(draft)}>
            {t('lexicon.hear')}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => void hear.say({ text: draft.written, language: target.language, document })}
          >
            {t('sayAs.hearBefore')}
          </button>
        </div>
        <SelectField
          label={t('lexicon.scope')}
          value={draft.document ? 'book' : 'all'}
          choices={[
            { value: 'all', label: t('lexicon.scope.all') },
            { value: 'book', label: t('lexicon.scope.book') },
          ]}
          onChange={(scope) => patch({ document: scope === 'book' ? document : undefined })}
        />
        <details className="more">
          <summary>{t('lexicon.more')}</summary>
          <EntryFields draft={draft} problem={problem} onChange={patch} />
          <CheckField
            label={t('sayAs.whileTyping')}
            value={sayWhileTyping}
            onChange={(value) => settings.change({ sayWhileTyping: value })}
          />
        </details>
        <div className="dialog-actions">
          {old && (
            <button
              type="button"
              className="button"
              onClick={() =>
                void keep(withoutEntry(lexicon, old.id), t('lexicon.removed', { written: old.written }))
              }
            >
              {t('lexicon.remove')}
            </button>
          )}
          <button type="button" className="button" onClick={cancel}>
            {t('action.cancel')}
          </button>
          <button
            type="submit"
            className="button button-primary"
            disabled={draft.written.trim() === '' || draft.spoken.trim() === '' || problem !== undefined}
          >
            {t('action.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/**
 * What there is for these words already, the nearest first; else an empty answer for all books in this language, since
 * a respelling means its sounds to the voices of one language only.
 */
function draftFor(lexicon: readonly LexiconEntry[], target: Target, document: string): EntryDraft {
  const word: EntryDraft = {
    written: written(target).replace(/[’']s$/u, ''),
    kind: 'words',
    matchCase: false,
    spoken: '',
    alphabet: 'respelling',
  }
  const local = { ...word, language: target.language.split('-')[0] ?? target.language }
  const known = [{ ...local, document }, { ...word, document }, local, word]
    .map((draft) => replacedBy(lexicon, draft))
    .find(Boolean)
  if (!known) return local
  const { id: _id, ...entry } = known
  return entry
}

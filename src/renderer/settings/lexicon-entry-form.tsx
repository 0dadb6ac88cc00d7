/** Makes or changes an entry of the dictionary. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { LexiconEntry } from '../../contract/listening.ts'
import { useWords } from '../app/context.tsx'
import { EntryFields, usePatternProblem } from '../speech/entry-fields.tsx'
import type { EntryDraft } from '../speech/lexicon-edits.ts'

export interface LexiconEntryFormProps {
  readonly entry?: LexiconEntry
  readonly unspoken: readonly string[] // signs that the voice did not know when it was heard last
  readonly onHear: (draft: EntryDraft) => void
  readonly onSave: (draft: EntryDraft) => void
  readonly onCancel: () => void
}

const empty: EntryDraft = { written: '', kind: 'words', matchCase: false, spoken: '', alphabet: 'respelling' }

export function LexiconEntryForm({ entry, unspoken, onHear, onSave, onCancel }: LexiconEntryFormProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState<EntryDraft>(() => {
    if (!entry) return empty
    const { id: _id, ...rest } = entry
    return rest
  })
  const first = useRef<HTMLInputElement>(null)
  const field = useId()
  const problem = usePatternProblem(draft)
  useEffect(() => first.current?.focus(), [])
  const patch = (change: Partial<EntryDraft>) => setDraft((before) => ({ ...before, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.written.trim() !== '' && !problem) onSave({ ...draft, written: draft.written.trim() })
  }
  return (
    <form className="lexicon-form" onSubmit={submit}>
      <div className="field">
        <label htmlFor={`${field}-written`}>{t('lexicon.written')}</label>
        <input
          id={`${field}-written`}
          ref={first}
          type="text"
          maxLength={500}
          value={draft.written}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => patch({ written: target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={field}>{t(draft.alphabet === 'ipa' ? 'lexicon.sounds' : 'sayAs.spoken')}</label>
        <input
          id={field}
          type="text"
          maxLength={500}
          value={draft.spoken}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby={`${field}-hint`}
          onChange={({ target }) => patch({ spoken: target.value })}
        />
        <span id={`${field}-hint`} className="hint">
          {t('lexicon.emptyHint')}
        </span>
      </div>
      <p className="problem" role="status">
        {draft.alphabet === 'ipa' && unspoken.length > 0
          ? t('lexicon.unknownSounds', { signs: unspoken.join(' ') })
          : ''}
      </p>
      <EntryFields draft={draft} problem={problem} onChange={patch} />
      <div className="mark-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={draft.written.trim() === '' || problem !== undefined}
        >
          {t('action.save')}
        </button>
        <button type="button" className="button" onClick={() => onHear(draft)}>
          {t('lexicon.hear')}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('action.cancel')}
        </button>
      </div>
    </form>
  )
}

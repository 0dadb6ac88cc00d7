/** A rule of the user's own, written or changed; what it would find is counted before it is kept. */
import { type FormEvent, useEffect, useId, useState } from 'react'
import type { AppContract } from '../../contract/app.ts'
import { type OwnRule, patternKind } from '../../contract/listening.ts'
import type { OutputOf } from '../../rpc/contract.ts'
import { useLectern, useSession, useWords } from '../app/context.tsx'
import { CheckField, SelectField } from '../settings/fields.tsx'
import { isCancelled } from '../ui/errors.ts'
import { listText } from '../ui/wording.ts'

type Trial = OutputOf<AppContract, 'reading.tryRule'>

export interface OwnRuleFormProps {
  readonly rule?: OwnRule
  readonly onSave: (rule: OwnRule) => void
  readonly onCancel: () => void
}

/** A pause in typing after which is counted, in milliseconds. */
const typingRests = 350

export function OwnRuleForm({ rule, onSave, onCancel }: OwnRuleFormProps) {
  const { client, report } = useLectern()
  const { t, locale } = useWords()
  const open = useSession(({ document }) => document)
  const [draft, setDraft] = useState<Omit<OwnRule, 'id'>>(
    rule ?? { pattern: '', kind: 'words', matchCase: false, action: 'skip' },
  )
  const [trial, setTrial] = useState<Trial>()
  const [problem, setProblem] = useState('')
  const id = useId()
  const patch = (change: Partial<OwnRule>) => setDraft((before) => ({ ...before, ...change }))
  const { pattern, kind, matchCase } = draft

  useEffect(() => {
    setTrial(undefined)
    setProblem('')
    if (open === undefined || pattern.trim() === '') return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      client.call('reading.tryRule', { document: open, pattern, kind, matchCase }, abort.signal).then(
        (found) => !abort.signal.aborted && setTrial(found),
        (error: unknown) => {
          if (!abort.signal.aborted && !isCancelled(error)) report(error)
        },
      )
    }, typingRests)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, kind, matchCase, open, pattern, report])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (pattern.trim() === '') return setProblem(t('skip.own.empty'))
    // Judged once more: Enter may come before the pause in typing. Without a document the core judges when one is read.
    const found =
      open === undefined
        ? undefined
        : await client.call('reading.tryRule', { document: open, pattern, kind, matchCase })
    if (found?.problem) return setProblem(t(`skip.own.${found.problem}`))
    onSave({ ...draft, id: rule?.id ?? crypto.randomUUID() })
  }
  const state = trial?.problem
    ? t(`skip.own.${trial.problem}`)
    : trial && trial.count > 0
      ? t(trial.more ? 'skip.own.foundMore' : 'skip.own.found', {
          count: trial.count,
          shown: new Intl.NumberFormat(locale).format(trial.count),
          examples: listText(
            trial.examples.map((text) => t('skip.quoted', { text })),
            locale,
          ),
        })
      : trial
        ? t('skip.own.foundNone')
        : ''

  return (
    <form className="mark-form" onSubmit={(event) => void save(event).catch(report)} noValidate>
      <SelectField
        label={t('lexicon.kind')}
        value={kind}
        choices={patternKind.options.map((value) => ({ value, label: t(`lexicon.kind.${value}`) }))}
        onChange={(value) => patch({ kind: value })}
      />
      <div className="field">
        <label htmlFor={id}>{t('skip.own.pattern')}</label>
        <input
          id={id}
          type="text"
          maxLength={500}
          value={pattern}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={problem !== '' || trial?.problem !== undefined}
          aria-describedby={`${id}-hint ${id}-problem`}
          onChange={({ target }) => patch({ pattern: target.value })}
        />
        {kind === 'wildcard' && (
          <p id={`${id}-hint`} className="hint">
            {t('skip.own.wildcardHint')}
          </p>
        )}
        <p role="status" className="hint">
          {state}
        </p>
        <p id={`${id}-problem`} className="problem" role="alert">
          {problem}
        </p>
      </div>
      <CheckField
        label={t('lexicon.matchCase')}
        value={matchCase}
        onChange={(value) => patch({ matchCase: value })}
      />
      <SelectField
        label={t('argument.action')}
        value={draft.action}
        choices={(['skip', 'announce'] as const).map((value) => ({ value, label: t(`choice.${value}`) }))}
        onChange={(action) => patch({ action })}
      />
      {(open !== undefined || draft.document !== undefined) && (
        <SelectField
          label={t('argument.scope')}
          value={draft.document === undefined ? 'all' : 'book'}
          choices={(['all', 'book'] as const).map((value) => ({ value, label: t(`choice.${value}`) }))}
          onChange={(scope) => {
            const { document: _, ...rest } = draft
            const book = rule?.document ?? open
            setDraft(scope === 'book' && book !== undefined ? { ...rest, document: book } : rest)
          }}
        />
      )}
      <div className="mark-actions">
        <button type="submit" className="button button-primary">
          {t('action.save')}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('action.cancel')}
        </button>
      </div>
    </form>
  )
}

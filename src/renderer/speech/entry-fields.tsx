/** The fields of a dictionary entry that are the same wherever one is made or changed. */
import { useEffect, useId, useState } from 'react'
import type { LexiconEntry } from '../../contract/listening.ts'
import type { Voice } from '../../contract/inference.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { CheckField, SelectField } from '../settings/fields.tsx'
import { languageChoices, voiceLanguages } from '../settings/voice-choice.ts'
import type { EntryDraft } from './lexicon-edits.ts'

/** Languages there are voices for, by their names. */
export function useLanguages(): readonly { readonly value: string; readonly label: string }[] {
  const { client, report } = useLectern()
  const { locale } = useWords()
  const [voices, setVoices] = useState<readonly Voice[]>([])
  useEffect(() => {
    const abort = new AbortController()
    client.call('voices.list', {}, abort.signal).then(setVoices, report)
    return () => abort.abort()
  }, [client, report])
  return languageChoices(voiceLanguages(voices), voices, locale)
}

export type PatternProblem = 'empty' | 'invalid' | 'slow'

/** Why the draft's pattern cannot be used, as the core judges it; asked when typing rests. */
export function usePatternProblem({ written, kind, matchCase }: EntryDraft): PatternProblem | undefined {
  const { client } = useLectern()
  const [judged, setJudged] = useState<{
    readonly of: string
    readonly problem: PatternProblem | undefined
  }>()
  const of = JSON.stringify([written, kind, matchCase])
  useEffect(() => {
    if (kind === 'words' || written.trim() === '') return
    const timer = setTimeout(() => {
      client.call('reading.pattern', { pattern: written, kind, matchCase }).then(
        ({ problem }) => setJudged({ of, problem }),
        () => undefined, // a core that is away is told elsewhere
      )
    }, judgeAfter)
    return () => clearTimeout(timer)
  }, [client, kind, matchCase, of, written])
  return kind !== 'words' && judged?.of === of ? judged.problem : undefined
}
/** Milliseconds. */
const judgeAfter = 200

export interface EntryFieldsProps {
  readonly draft: EntryDraft
  readonly problem: PatternProblem | undefined
  readonly onChange: (patch: Partial<EntryDraft>) => void
}

/** What is rarely needed: how the pattern is read, capitals, sounds, language. */
export function EntryFields({ draft, problem, onChange }: EntryFieldsProps) {
  const { t } = useWords()
  const languages = useLanguages()
  const hint = useId()
  return (
    <>
      <SelectField<LexiconEntry['alphabet']>
        label={t('lexicon.alphabet')}
        value={draft.alphabet}
        choices={[
          { value: 'respelling', label: t('lexicon.respelling') },
          { value: 'ipa', label: t('lexicon.ipa') },
        ]}
        onChange={(alphabet) => onChange({ alphabet })}
      />
      <SelectField<LexiconEntry['kind']>
        label={t('lexicon.kind')}
        value={draft.kind}
        choices={[
          { value: 'words', label: t('lexicon.kind.words') },
          { value: 'wildcard', label: t('lexicon.kind.wildcard') },
          { value: 'regex', label: t('lexicon.kind.regex') },
        ]}
        onChange={(kind) => onChange({ kind })}
      />
      {draft.kind !== 'words' && (
        <p id={hint} className="hint">
          {t(draft.kind === 'wildcard' ? 'lexicon.wildcardHint' : 'lexicon.regexHint')}
        </p>
      )}
      <p className="problem" role="alert">
        {problem ? t(`lexicon.problem.${problem}`) : ''}
      </p>
      <CheckField
        label={t('lexicon.matchCase')}
        value={draft.matchCase}
        onChange={(matchCase) => onChange({ matchCase })}
      />
      <SelectField
        label={t('lexicon.language')}
        value={draft.language ?? ''}
        choices={[{ value: '', label: t('lexicon.anyLanguage') }, ...languages]}
        onChange={(language) => onChange({ language: language === '' ? undefined : language })}
      />
    </>
  )
}

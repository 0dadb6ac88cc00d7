/** Asks which language a passage, or the whole document, is in. */
import { type FormEvent, useState } from 'react'
import type { BookSettings } from '../../contract/listening.ts'
import { useWords } from '../app/context.tsx'
import { SelectField } from '../settings/fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useLanguages } from './entry-fields.tsx'

export type LanguageScope = 'selection' | 'paragraph' | 'book'

/** The book's settings with another language; undefined takes back what was said about the place before. */
export function withLanguage(
  book: BookSettings,
  language: string | undefined,
  scope: LanguageScope,
  blocks: { readonly from: number; readonly to: number },
): BookSettings {
  const { language: before, passages = [], ...rest } = book
  if (scope === 'book')
    return {
      ...rest,
      ...(passages.length > 0 && { passages }),
      ...(language !== undefined && { language }),
    }
  // What lies round the passage keeps its language.
  const left = passages.flatMap((passage) => {
    const parts = []
    if (passage.from < blocks.from) parts.push({ ...passage, to: Math.min(passage.to, blocks.from - 1) })
    if (passage.to > blocks.to) parts.push({ ...passage, from: Math.max(passage.from, blocks.to + 1) })
    return parts
  })
  const next = language === undefined ? left : [...left, { ...blocks, language }]
  return {
    ...rest,
    ...(before !== undefined && { language: before }),
    ...(next.length > 0 && { passages: next.slice(-2_000) }),
  }
}

export interface LanguageDialogProps {
  readonly language: string
  /** Of the paragraph that is asked about, or the first of them. */
  readonly text: string
  readonly scope: LanguageScope
  readonly several: boolean // more than one paragraph is selected
  readonly onChoose: (language: string | undefined, scope: LanguageScope) => void
  readonly onClose: () => void
}

/** UTF-16 units of a paragraph that are shown to tell it by. */
const longest = 160

const base = (tag: string): string => tag.split('-')[0] ?? tag

export function LanguageDialog({
  language,
  text,
  scope: first,
  several,
  onChoose,
  onClose,
}: LanguageDialogProps) {
  const { t } = useWords()
  const languages = useLanguages()
  const [chosen, setChosen] = useState(base(language))
  const [scope, setScope] = useState(first)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChoose(chosen === '' ? undefined : chosen, scope)
    onClose()
  }
  return (
    <Dialog title={t('language.title')} onClose={onClose}>
      <p>{t(several ? 'language.ofSelection' : 'language.of')}</p>
      <blockquote className="excerpt" lang={language}>
        {text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text}
      </blockquote>
      <form onSubmit={submit}>
        <SelectField
          label={t('language.which')}
          value={chosen}
          choices={[{ value: '', label: t('language.declared') }, ...languages]}
          onChange={setChosen}
        />
        <SelectField<LanguageScope>
          label={t('language.scope')}
          value={scope}
          choices={[
            ...(several ? [{ value: 'selection' as const, label: t('language.scope.selection') }] : []),
            { value: 'paragraph', label: t('language.scope.paragraph') },
            { value: 'book', label: t('language.scope.book') },
          ]}
          onChange={setScope}
        />
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button button-primary">
            {t('action.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** What understands speech: which recogniser writes which language, how good it is, and where packs lie. */
import { useEffect, useState } from 'react'
import type { Recogniser } from '../../contract/hearing.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { hasMessage, type MessageKey, type Words } from '../ui/catalogue.ts'
import { PackHint } from '../packs/pack-hint.tsx'
import { useHearingLanguage } from '../dictation/use-hearing-language.ts'
import { useStore } from '../ui/store.ts'
import { languageText } from '../ui/wording.ts'
import { SelectField, SettingsGroup } from './fields.tsx'
import { ItemList, LineForm } from './item-list.tsx'
import { choosableLanguages, shownLanguages } from './recogniser-languages.ts'

/** How good it is, as measured, in words that are no advertisement. */
function qualityText(
  { kind, wordErrorPercent, state, problem, dictation }: Recogniser,
  { t }: Words,
): string {
  if (state !== 'ready') {
    const key = `hearing.problem.${problem ?? ''}`
    return hasMessage(key) ? t(key as MessageKey) : t(`recogniser.state.${state}`)
  }
  if (!dictation) return t('recogniser.commandsOnly')
  const measured =
    wordErrorPercent === undefined
      ? t('recogniser.unmeasured')
      : t('recogniser.error', { count: Math.round(wordErrorPercent) })
  return kind === 'system' ? `${measured} ${t('recogniser.better')}` : measured
}

function useRecognisers(folders: readonly string[]): readonly Recogniser[] | undefined {
  const { client, packs, log } = useLectern()
  const shelf = useStore(packs.shelf)
  const [list, setList] = useState<readonly Recogniser[]>()
  const key = JSON.stringify(folders)
  useEffect(() => {
    const abort = new AbortController()
    client.call('hearing.recognisers', {}, abort.signal).then(setList, (error: unknown) => {
      if (abort.signal.aborted) return
      log('recognisers', error)
      setList([])
    })
    return () => abort.abort()
  }, [client, key, log, shelf])
  return list
}

export function RecogniserSettings() {
  const { settings, announcer } = useLectern()
  const { recognisers: chosen, modelFolders } = useSettings()
  const words = useWords()
  const { t, locale } = words
  const list = useRecognisers(modelFolders)
  const spoken = useHearingLanguage()
  const writing = (list ?? []).filter(({ dictation, state }) => dictation && state === 'ready')
  const own = [spoken, ...navigator.languages]
  const languages = choosableLanguages(writing, own, Object.keys(chosen))
  const named = (one: Recogniser): string => {
    const { shown, more } = shownLanguages(one.languages, own)
    const text = shown.map((tag) => languageText(tag, locale)).join(', ')
    return more === 0 ? text : t('recogniser.languages', { languages: text, count: more })
  }

  const add = (folder: string) => {
    if (!modelFolders.includes(folder))
      settings.change({ modelFolders: [...modelFolders, folder].slice(-20) })
    announcer.say(t('recogniser.folder.added', { folder }), { asked: true })
    return true
  }
  const remove = (path: string) => {
    const label = t('recogniser.folder.removed', { folder: path })
    settings.changeUndoably({ modelFolders: modelFolders.filter((other) => other !== path) }, label)
    announcer.say(label, { asked: true })
  }

  return (
    <SettingsGroup title={t('settings.hearing.recognisers')}>
      {list === undefined && <p>{t('recogniser.looking')}</p>}
      {list && writing.length === 0 && <p>{t('recogniser.none')}</p>}
      <PackHint
        kind="recogniser"
        language={spoken}
        {...(list && writing.length > 0 ? { text: t('packs.hint.recognisers') } : {})}
      />
      <ul className="recogniser-list">
        {list?.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong> <span>{named(one)}</span>
            <p className="hint">{qualityText(one, words)}</p>
          </li>
        ))}
      </ul>
      {languages.map((language) => (
        <SelectField
          key={language}
          label={t('recogniser.for', { language: languageText(language, locale) })}
          value={chosen[language] ?? ''}
          choices={[
            { value: '', label: t('recogniser.best') },
            ...writing
              .filter((one) => one.languages.some((tag) => tag.split('-')[0] === language))
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => {
            const rest = Object.fromEntries(Object.entries(chosen).filter(([tag]) => tag !== language))
            settings.change({ recognisers: value === '' ? rest : { ...rest, [language]: value } })
          }}
        />
      ))}
      <h4>{t('settings.hearing.modelFolders')}</h4>
      <p className="hint">{t('recogniser.folder.hint')}</p>
      <ItemList
        items={modelFolders}
        className="recogniser-list"
        remove={t('recogniser.folder.remove')}
        removeNamed={(folder) => t('recogniser.folder.removeNamed', { folder })}
        onRemove={remove}
      />
      <LineForm
        label={t('recogniser.folder')}
        button={t('recogniser.folder.add')}
        maxLength={4_000}
        onSubmit={add}
      />
    </SettingsGroup>
  )
}

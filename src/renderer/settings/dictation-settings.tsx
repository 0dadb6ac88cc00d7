/** What becomes of dictated words: punctuation, the history, and words that were taught. */
import { useId, useRef, useState } from 'react'
import { settingsSchema } from '../../contract/settings.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { CheckField, SelectField, SettingsGroup } from './fields.tsx'

const keeping = settingsSchema.shape.keepDictation.unwrap().options

export function DictationSettings() {
  const { settings, announcer } = useLectern()
  const { spokenPunctuation, autoPunctuation, keepDictation, taughtWords } = useSettings()
  const { t } = useWords()
  const [word, setWord] = useState('')
  const field = useId()
  const input = useRef<HTMLInputElement>(null)
  const add = () => {
    const wanted = word.trim()
    if (wanted === '') return input.current?.focus()
    const label = t('taught.added', { word: wanted })
    if (!taughtWords.includes(wanted))
      settings.changeUndoably({ taughtWords: [...taughtWords, wanted] }, label)
    setWord('')
    announcer.say(label, { asked: true })
  }
  const remove = (wanted: string) => {
    const label = t('taught.removed', { word: wanted })
    settings.changeUndoably({ taughtWords: taughtWords.filter((other) => other !== wanted) }, label)
    announcer.say(label, { asked: true })
  }
  return (
    <SettingsGroup title={t('commands.group.dictation')}>
      <CheckField
        label={t('settings.hearing.spokenPunctuation')}
        hint={t('settings.hearing.spokenPunctuation.hint')}
        value={spokenPunctuation}
        onChange={(value) => settings.change({ spokenPunctuation: value })}
      />
      <CheckField
        label={t('settings.hearing.autoPunctuation')}
        hint={t('settings.hearing.autoPunctuation.hint')}
        value={autoPunctuation}
        onChange={(value) => settings.change({ autoPunctuation: value })}
      />
      <SelectField
        label={t('settings.hearing.keepDictation')}
        value={keepDictation}
        choices={keeping.map((value) => ({ value, label: t(`settings.hearing.keepDictation.${value}`) }))}
        onChange={(value) => settings.change({ keepDictation: value })}
      />
      <p className="hint">{t('settings.hearing.keepDictation.hint')}</p>
      <h4>{t('settings.hearing.taughtWords')}</h4>
      <p className="hint">{taughtWords.length === 0 ? t('taught.none') : t('taught.hint')}</p>
      {taughtWords.length > 0 && (
        <ul className="taught-words">
          {taughtWords.map((one) => (
            <li key={one}>
              <span>{one}</span>{' '}
              <button
                type="button"
                className="button button-small"
                aria-label={t('taught.removeNamed', { word: one })}
                onClick={({ currentTarget }) => {
                  const next = focusNeighbour(currentTarget)
                  remove(one)
                  requestAnimationFrame(next)
                }}
              >
                {t('taught.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="folder-form"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <div className="field">
          <label htmlFor={field}>{t('taught.word')}</label>
          <input
            ref={input}
            id={field}
            type="text"
            value={word}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setWord(target.value)}
          />
        </div>
        <button type="submit" className="button">
          {t('taught.add')}
        </button>
      </form>
    </SettingsGroup>
  )
}

/** What becomes of dictated words: punctuation, the history, and words that were taught. */
import { settingsSchema } from '../../contract/settings.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { CheckField, SelectField, SettingsGroup } from './fields.tsx'
import { ItemList, LineForm } from './item-list.tsx'

const keeping = settingsSchema.shape.keepDictation.unwrap().options

export function DictationSettings() {
  const { settings, announcer } = useLectern()
  const { spokenPunctuation, autoPunctuation, keepDictation, taughtWords } = useSettings()
  const { t } = useWords()
  const add = (word: string) => {
    const label = t('taught.added', { word })
    if (!taughtWords.includes(word)) settings.changeUndoably({ taughtWords: [...taughtWords, word] }, label)
    announcer.say(label, { asked: true })
    return true
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
      <ItemList
        items={taughtWords}
        className="taught-words"
        remove={t('taught.remove')}
        removeNamed={(word) => t('taught.removeNamed', { word })}
        onRemove={remove}
      />
      <LineForm label={t('taught.word')} button={t('taught.add')} maxLength={100} onSubmit={add} />
    </SettingsGroup>
  )
}

/** What screen readers and braille displays are given. */
import { settingsSchema } from '../../contract/settings.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { CheckField, SelectField, SettingsGroup } from './fields.tsx'

const levels = settingsSchema.shape.verbosity.unwrap().options

export function AccessSettings() {
  const { settings } = useLectern()
  const { announceProgress, verbosity, brailleFollows } = useSettings()
  const { t } = useWords()
  return (
    <SettingsGroup title={t('settings.access')}>
      <SelectField
        label={t('settings.verbosity')}
        value={verbosity}
        choices={levels.map((value) => ({ value, label: t(`settings.verbosity.${value}`) }))}
        onChange={(value) => settings.change({ verbosity: value })}
      />
      <p className="hint">{t('settings.verbosity.hint')}</p>
      <CheckField
        label={t('settings.announceProgress')}
        hint={t('settings.announceProgress.hint')}
        value={announceProgress}
        onChange={(value) => settings.change({ announceProgress: value })}
      />
      <CheckField
        label={t('settings.brailleFollows')}
        hint={t('settings.brailleFollows.hint')}
        value={brailleFollows}
        onChange={(value) => settings.change({ brailleFollows: value })}
      />
    </SettingsGroup>
  )
}

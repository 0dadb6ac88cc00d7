import { settingsSchema } from '../../contract/settings.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { SelectField, SettingsGroup } from './fields.tsx'
import { OwnColoursFields } from './own-colours-fields.tsx'
import { Preview } from './preview.tsx'

const languages = settingsSchema.shape.interfaceLanguage.unwrap().options
const themeChoices = settingsSchema.shape.theme.unwrap().options

export function AppearanceSettings() {
  const { settings } = useLectern()
  const { interfaceLanguage, theme } = useSettings()
  const { t } = useWords()
  return (
    <SettingsGroup title={t('settings.appearance')}>
      <Preview />
      <SelectField
        label={t('settings.language')}
        value={interfaceLanguage}
        choices={languages.map((value) => ({ value, label: t(`settings.language.${value}`) }))}
        onChange={(value) => settings.change({ interfaceLanguage: value })}
      />
      <SelectField
        label={t('settings.theme')}
        value={theme}
        choices={themeChoices.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
        onChange={(value) => settings.change({ theme: value })}
      />
      {theme === 'own' && <OwnColoursFields />}
    </SettingsGroup>
  )
}

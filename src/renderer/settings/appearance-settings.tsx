import { settingsSchema } from '../../contract/settings.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { percentText } from '../ui/wording.ts'
import { RangeField, SelectField, SettingsGroup } from './fields.tsx'

const languages = settingsSchema.shape.interfaceLanguage.unwrap().options
const themeChoices = settingsSchema.shape.theme.unwrap().options

export function AppearanceSettings() {
  const { settings } = useLectern()
  const { interfaceLanguage, theme, textSize } = useSettings()
  const { t, locale } = useWords()
  return (
    <SettingsGroup title={t('settings.appearance')}>
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
      <RangeField
        label={t('settings.textSize')}
        value={textSize}
        min={50}
        max={400}
        step={10}
        shown={percentText(textSize / 100, locale)}
        onChange={(value) => settings.change({ textSize: value })}
      />
    </SettingsGroup>
  )
}

/** How the text is set: font, size, spacing, width, and helps for the eye. */
import { settingsSchema } from '../../contract/settings.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { percentText } from '../ui/wording.ts'
import { CheckField, RangeField, SelectField, SettingsGroup } from './fields.tsx'
import { Preview } from './preview.tsx'

const fonts = settingsSchema.shape.font.unwrap().options
const directions = settingsSchema.shape.direction.unwrap().options

export function TextSettings() {
  const { settings } = useLectern()
  const { font, textSize, spacing, columnWidth, syllables, sentencePerLine, direction } = useSettings()
  const { t, locale } = useWords()
  return (
    <SettingsGroup title={t('settings.text')}>
      <Preview />
      <SelectField
        label={t('settings.font')}
        value={font}
        choices={fonts.map((value) => ({ value, label: t(`settings.font.${value}`) }))}
        onChange={(value) => settings.change({ font: value })}
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
      <RangeField
        label={t('settings.spacing')}
        value={spacing}
        min={0}
        max={100}
        step={5}
        shown={percentText(spacing / 100, locale)}
        onChange={(value) => settings.change({ spacing: value })}
      />
      <RangeField
        label={t('settings.columnWidth')}
        value={columnWidth}
        min={20}
        max={120}
        step={2}
        shown={t('settings.columnWidth.value', { count: columnWidth })}
        onChange={(value) => settings.change({ columnWidth: value })}
      />
      <CheckField
        label={t('settings.sentencePerLine')}
        hint={t('settings.sentencePerLine.hint')}
        value={sentencePerLine}
        onChange={(value) => settings.change({ sentencePerLine: value })}
      />
      <CheckField
        label={t('settings.syllables')}
        hint={t('settings.syllables.hint')}
        value={syllables}
        onChange={(value) => settings.change({ syllables: value })}
      />
      <SelectField
        label={t('settings.direction')}
        value={direction}
        choices={directions.map((value) => ({ value, label: t(`settings.direction.${value}`) }))}
        onChange={(value) => settings.change({ direction: value })}
      />
    </SettingsGroup>
  )
}

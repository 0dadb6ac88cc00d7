import { highlightStyle, settingsSchema, speedRange } from '../../contract/settings.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { speedText } from '../ui/wording.ts'
import { CheckField, RangeField, SelectField, SettingsGroup } from './fields.tsx'
import { Preview } from './preview.tsx'

const focuses = settingsSchema.shape.focus.unwrap().options

export function ReadingSettings() {
  const { settings } = useLectern()
  const { speed, sentenceHighlight, wordHighlight, follow, ruler, focus } = useSettings()
  const { t, locale } = useWords()
  const styles = highlightStyle.options.map((value) => ({ value, label: t(`settings.highlight.${value}`) }))
  return (
    <SettingsGroup title={t('settings.reading')}>
      <Preview />
      <RangeField
        label={t('player.speed')}
        value={speed}
        {...speedRange}
        shown={speedText(speed, locale)}
        onChange={(value) => settings.change({ speed: value })}
      />
      <SelectField
        label={t('settings.sentenceHighlight')}
        value={sentenceHighlight}
        choices={styles}
        onChange={(value) => settings.change({ sentenceHighlight: value })}
      />
      <SelectField
        label={t('settings.wordHighlight')}
        value={wordHighlight}
        choices={styles}
        onChange={(value) => settings.change({ wordHighlight: value })}
      />
      <CheckField
        label={t('settings.ruler')}
        hint={t('settings.ruler.hint')}
        value={ruler}
        onChange={(value) => settings.change({ ruler: value })}
      />
      <SelectField
        label={t('settings.focus')}
        value={focus}
        choices={focuses.map((value) => ({ value, label: t(`settings.focus.${value}`) }))}
        onChange={(value) => settings.change({ focus: value })}
      />
      <CheckField
        label={t('settings.follow')}
        value={follow}
        onChange={(value) => settings.change({ follow: value })}
      />
    </SettingsGroup>
  )
}

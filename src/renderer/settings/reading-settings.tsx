import { highlightStyle, speedRange } from '../../contract/settings.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { speedText } from '../ui/wording.ts'
import { CheckField, RangeField, SelectField, SettingsGroup } from './fields.tsx'
import { HighlightSample } from './highlight-sample.tsx'

export function ReadingSettings() {
  const { settings } = useLectern()
  const { speed, sentenceHighlight, wordHighlight, follow, announceProgress } = useSettings()
  const { t, locale } = useWords()
  const styles = highlightStyle.options.map((value) => ({ value, label: t(`settings.highlight.${value}`) }))
  return (
    <SettingsGroup title={t('settings.reading')}>
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
      <HighlightSample />
      <CheckField
        label={t('settings.follow')}
        value={follow}
        onChange={(value) => settings.change({ follow: value })}
      />
      <CheckField
        label={t('settings.announceProgress')}
        hint={t('settings.announceProgress.hint')}
        value={announceProgress}
        onChange={(value) => settings.change({ announceProgress: value })}
      />
    </SettingsGroup>
  )
}

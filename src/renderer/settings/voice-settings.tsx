/** A voice for each language, to be heard before it is chosen; pitch and range of the voices that have them. */
import { useEffect, useId, useRef, useState } from 'react'
import type { Voice } from '../../contract/inference.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { PackHint } from '../packs/pack-hint.tsx'
import { useStore } from '../ui/store.ts'
import { languageText } from '../ui/wording.ts'
import { RangeField, SelectField, SettingsGroup } from './fields.tsx'
import { playSample } from './sample-player.ts'
import { languageChoices, packsFirst, voiceLanguages, voicesFor } from './voice-choice.ts'

function useVoices(): readonly Voice[] {
  const { client, packs, report } = useLectern()
  const shelf = useStore(packs.shelf)
  const [voices, setVoices] = useState<readonly Voice[]>([])
  useEffect(() => {
    const abort = new AbortController()
    client.call('voices.list', {}, abort.signal).then(setVoices, report)
    return () => abort.abort()
  }, [client, report, shelf])
  return voices
}

export function VoiceSettings() {
  const { settings, client, session, report } = useLectern()
  const { voices: chosen, pitch, range, narration } = useSettings()
  const { t, locale, language: own } = useWords()
  const voices = useVoices()
  const [language, setLanguage] = useState<string>(own)
  const stopSample = useRef<() => void>(undefined)
  const select = useId()
  useEffect(() => () => stopSample.current?.(), [])

  const languages = voiceLanguages(voices)
  const fitting = voicesFor(voices, language)
  // A voice whose pack was removed stays in the settings, and comes back with it.
  const current = fitting.find(({ id }) => id === chosen[language])?.id ?? ''
  const hear = async () => {
    const voice = current || fitting[0]?.id
    if (!voice) return
    session.pause()
    stopSample.current?.()
    try {
      const { pcm } = await client.call('voices.sample', { voice })
      stopSample.current = playSample(pcm)
    } catch (error) {
      report(error)
    }
  }
  const choose = (voice: string) => {
    const { [language]: _old, ...others } = chosen
    settings.change({ voices: voice === '' ? others : { ...others, [language]: voice } })
  }

  return (
    <SettingsGroup title={t('settings.voices')}>
      <SelectField
        label={t('field.narration')}
        value={narration}
        choices={[
          { value: 'recorded', label: t('settings.narration.recorded') },
          { value: 'voice', label: t('settings.narration.voice') },
        ]}
        onChange={(value) => settings.change({ narration: value })}
      />
      <p>{t('settings.voices.text')}</p>
      <SelectField
        label={t('settings.voiceLanguage')}
        value={language}
        choices={languageChoices(languages, voices, locale)}
        onChange={setLanguage}
      />
      <div className="field-row">
        <div className="field">
          <label htmlFor={select}>{t('settings.voice')}</label>
          <select id={select} value={current} onChange={({ target }) => choose(target.value)}>
            <option value="">{t('settings.voice.automatic')}</option>
            {packsFirst(fitting).map(({ id, name, language: tag }) => (
              <option key={id} value={id}>
                {`${name} (${languageText(tag, locale)})`}
              </option>
            ))}
          </select>
        </div>
        <button type="button" className="button" disabled={fitting.length === 0} onClick={() => void hear()}>
          {t('settings.voice.hear')}
        </button>
      </div>
      <PackHint kind="voice" language={language} text={t('packs.hint.voices')} />
      <RangeField
        label={t('settings.pitch')}
        value={pitch}
        min={0}
        max={100}
        step={5}
        shown={String(pitch)}
        onChange={(value) => settings.change({ pitch: value })}
      />
      <RangeField
        label={t('settings.range')}
        value={range}
        min={0}
        max={100}
        step={5}
        shown={String(range)}
        onChange={(value) => settings.change({ range: value })}
      />
      <p className="hint">{t('settings.pitch.hint')}</p>
    </SettingsGroup>
  )
}

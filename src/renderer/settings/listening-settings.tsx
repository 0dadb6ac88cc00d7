/** How it is listened to: pauses, tones, slow spans, slower repetitions, and a speed that grows. Each can be heard. */
import { useEffect, useRef } from 'react'
import { pausePreset } from '../../contract/listening.ts'
import { settingsSchema, speedRange } from '../../contract/settings.ts'
import { type Earcon, earcon, earcons as tones } from '../../sound/earcons.ts'
import { tempoOf } from '../../sound/tempo.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { percentText, speedText } from '../ui/wording.ts'
import { CheckField, RangeField, SelectField, SettingsGroup } from './fields.tsx'
import { playTempo } from './hear-tempo.ts'
import { playSample } from './sample-player.ts'
import { voicesFor } from './voice-choice.ts'

const earconChoices = settingsSchema.shape.earcons.unwrap().options
/** Of a voice as loud as most: tones stand beside it as they do in a document. */
const voiceLevel = 3_000
const percents = { min: 40, max: 100, step: 5 } as const

/** Buttons that play something take each other's turn, and stop when the section is left. */
function useHearing() {
  const { client, session, settings, report } = useLectern()
  const { t, language } = useWords()
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const begin = () => {
    session.pause()
    stop.current?.()
  }
  const hear = async (factor?: number) => {
    begin()
    try {
      const fitting = voicesFor(await client.call('voices.list', {}), language)
      const now = settings.get()
      const voice = now.voices[language] ?? fitting[0]?.id
      if (!voice) return
      const sample = await client.call('voices.sample', { voice, text: t('listening.sample') })
      stop.current?.()
      stop.current = playTempo(sample, tempoOf(now.speed, now), factor)
    } catch (error) {
      report(error)
    }
  }
  const hearTone = (kind: Earcon) => {
    begin()
    stop.current = playSample(earcon(kind, voiceLevel))
  }
  return { hear, hearTone }
}

function HearButton({ about, onHear }: { readonly about: string; readonly onHear: () => void }) {
  const { t } = useWords()
  const hear = t('listening.hear')
  return (
    <button type="button" className="button" aria-label={`${hear}: ${about}`} onClick={onHear}>
      {hear}
    </button>
  )
}

export function ListeningSettings() {
  const { settings } = useLectern()
  const { pauses, earcons, slowNumbers, slowQuotations, slowForeign, slowPercent, repeatPercent } =
    useSettings()
  const { t, locale } = useWords()
  const { hear, hearTone } = useHearing()
  return (
    <>
      <SettingsGroup title={t('field.pauses')}>
        <SelectField
          label={t('field.pauses')}
          value={pauses}
          choices={pausePreset.options.map((value) => ({ value, label: t(`field.pauses.${value}`) }))}
          onChange={(value) => settings.change({ pauses: value })}
        />
        <p className="hint">{t(`listening.pauses.hint.${pauses}`)}</p>
        <HearButton about={t(`field.pauses.${pauses}`)} onHear={() => void hear()} />
      </SettingsGroup>
      <SettingsGroup title={t('listening.earcons')}>
        <p className="hint">{t('listening.earcons.hint')}</p>
        <SelectField
          label={t('field.earcons')}
          value={earcons}
          choices={earconChoices.map((value) => ({ value, label: t(`field.earcons.${value}`) }))}
          onChange={(value) => settings.change({ earcons: value })}
        />
        <div className="field-row">
          {tones.map((kind) => (
            <button key={kind} type="button" className="button" onClick={() => hearTone(kind)}>
              {t(`listening.earcon.${kind}`)}
            </button>
          ))}
        </div>
      </SettingsGroup>
      <SettingsGroup title={t('listening.slow')}>
        <p className="hint">{t('listening.slow.hint')}</p>
        <CheckField
          label={t('field.slowNumbers')}
          hint={t('listening.slowNumbers.hint')}
          value={slowNumbers}
          onChange={(value) => settings.change({ slowNumbers: value })}
        />
        <CheckField
          label={t('field.slowQuotations')}
          hint={t('listening.slowQuotations.hint')}
          value={slowQuotations}
          onChange={(value) => settings.change({ slowQuotations: value })}
        />
        <CheckField
          label={t('field.slowForeign')}
          hint={t('listening.slowForeign.hint')}
          value={slowForeign}
          onChange={(value) => settings.change({ slowForeign: value })}
        />
        <RangeField
          label={t('field.slowPercent')}
          value={slowPercent}
          {...percents}
          shown={percentText(slowPercent / 100, locale)}
          onChange={(value) => settings.change({ slowPercent: value })}
        />
        <HearButton about={t('listening.slow')} onHear={() => void hear()} />
      </SettingsGroup>
      <SettingsGroup title={t('listening.repeat')}>
        <p className="hint">{t('listening.repeat.hint')}</p>
        <RangeField
          label={t('field.repeatPercent')}
          value={repeatPercent}
          {...percents}
          shown={percentText(repeatPercent / 100, locale)}
          onChange={(value) => settings.change({ repeatPercent: value })}
        />
        <HearButton about={t('listening.repeat')} onHear={() => void hear(repeatPercent / 100)} />
      </SettingsGroup>
      <RampSettings />
    </>
  )
}

function RampSettings() {
  const { settings } = useLectern()
  const { rampMinutes, rampWords, rampLimit } = useSettings()
  const { t, locale } = useWords()
  return (
    <SettingsGroup title={t('listening.ramp')}>
      <p className="hint">{t('listening.ramp.hint')}</p>
      <RangeField
        label={t('field.rampMinutes')}
        value={rampMinutes}
        min={0}
        max={60}
        step={1}
        shown={
          rampMinutes === 0
            ? t('listening.rampMinutes.never')
            : t('listening.rampMinutes.value', { count: rampMinutes })
        }
        onChange={(value) => settings.change({ rampMinutes: value })}
      />
      <RangeField
        label={t('field.rampWords')}
        value={rampWords}
        min={1}
        max={50}
        step={1}
        shown={t('listening.rampWords.value', { count: rampWords })}
        onChange={(value) => settings.change({ rampWords: value })}
      />
      <RangeField
        label={t('field.rampLimit')}
        value={rampLimit}
        {...speedRange}
        shown={speedText(rampLimit, locale)}
        onChange={(value) => settings.change({ rampLimit: value })}
      />
    </SettingsGroup>
  )
}

/** The microphone, how one is heard, and what understands it. */
import { useEffect, useId, useState } from 'react'
import { commandLanguage, endpointPreset, hearingWay } from '../../contract/hearing.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { LevelMeterView } from '../hearing/level-view.tsx'
import { useMicrophoneTrial } from '../hearing/use-microphone-trial.ts'
import { WakePhraseSetup } from '../hearing/wake-phrase-setup.tsx'
import { percentText } from '../ui/wording.ts'
import { DictationSettings } from './dictation-settings.tsx'
import { CheckField, RangeField, SelectField, SettingsGroup } from './fields.tsx'
import { RecogniserSettings } from './recogniser-settings.tsx'

/** Seconds that the microphone is open to be tried. */
const trySeconds = 8
const { min: leastThreshold, max: mostThreshold } = { min: 0.1, max: 0.9 }

interface Device {
  readonly id: string
  readonly name: string
}

/** The microphones there are. Their names are only told to a page that has been allowed to use one. */
function useDevices(again: unknown): readonly Device[] {
  const [devices, setDevices] = useState<readonly Device[]>([])
  useEffect(() => {
    const media = navigator.mediaDevices as MediaDevices | undefined
    if (!media) return
    let left = false
    const look = () => {
      media.enumerateDevices().then(
        (all) => {
          if (left) return
          const found = all.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
          setDevices(
            found
              .filter(({ deviceId }) => deviceId !== 'default' && deviceId !== 'communications')
              .map(({ deviceId, label }) => ({ id: deviceId, name: label })),
          )
        },
        () => undefined, // the system's own choice is still offered
      )
    }
    look()
    media.addEventListener('devicechange', look)
    return () => {
      left = true
      media.removeEventListener('devicechange', look)
    }
  }, [again])
  return devices
}

function MicrophoneGroup() {
  const { settings } = useLectern()
  const { microphone, echoCancellation, noiseSuppression, autoGain } = useSettings()
  const { t } = useWords()
  const trial = useMicrophoneTrial()
  const devices = useDevices(trial.open)
  const choices = [
    { value: '', label: t('settings.hearing.microphone.system') },
    ...devices.map(({ id, name }, at) => ({
      value: id,
      label: name === '' ? t('settings.hearing.microphone.unnamed', { number: at + 1 }) : name,
    })),
  ]
  if (microphone !== '' && !devices.some(({ id }) => id === microphone))
    choices.push({ value: microphone, label: t('settings.hearing.microphone.gone') })
  return (
    <SettingsGroup title={t('settings.hearing.device')}>
      <SelectField
        label={t('settings.hearing.microphone')}
        value={microphone}
        choices={choices}
        onChange={(value) => settings.change({ microphone: value })}
      />
      <p className="hint">{t('settings.hearing.private')}</p>
      <div className="hearing-try">
        <button
          type="button"
          className="button"
          onClick={() => (trial.open ? trial.stop() : void trial.record(trySeconds))}
        >
          {t(trial.open ? 'settings.hearing.tryStop' : 'settings.hearing.try')}
        </button>
        <LevelMeterView level={trial.level} />
        <p role="status">
          {trial.advice
            ? t(`hearing.advice.${trial.advice}`)
            : trial.open
              ? t('settings.hearing.trySay')
              : ''}
        </p>
      </div>
      <CheckField
        label={t('settings.hearing.echoCancellation')}
        hint={t('settings.hearing.echoCancellation.hint')}
        value={echoCancellation}
        onChange={(value) => settings.change({ echoCancellation: value })}
      />
      <CheckField
        label={t('settings.hearing.noiseSuppression')}
        value={noiseSuppression}
        onChange={(value) => settings.change({ noiseSuppression: value })}
      />
      <CheckField
        label={t('settings.hearing.autoGain')}
        value={autoGain}
        onChange={(value) => settings.change({ autoGain: value })}
      />
    </SettingsGroup>
  )
}

function ListeningGroup() {
  const { settings } = useLectern()
  const chosen = useSettings()
  const { hearingWay: way, endpointing, voiceThreshold, hearingEarcons, sayCommands } = chosen
  const { t, locale } = useWords()
  const hint = useId()
  return (
    <SettingsGroup title={t('settings.hearing.listening')}>
      <SelectField
        label={t('settings.hearing.spokenLanguage')}
        value={chosen.spokenLanguage}
        choices={(['interface', ...commandLanguage.options] as const).map((value) => ({
          value,
          label: t(`settings.hearing.spokenLanguage.${value}`),
        }))}
        onChange={(spokenLanguage) => settings.change({ spokenLanguage })}
      />
      <p className="hint">{t('settings.hearing.spokenLanguage.hint')}</p>
      <SelectField
        label={t('settings.hearing.hearingWay')}
        value={way}
        choices={hearingWay.options.map((value) => ({
          value,
          label: t(`settings.hearing.hearingWay.${value}`),
        }))}
        onChange={(value) => settings.change({ hearingWay: value })}
      />
      <p className="hint">{t('settings.hearing.hearingWay.hint')}</p>
      <SelectField
        label={t('settings.hearing.endpointing')}
        value={endpointing}
        choices={endpointPreset.options.map((value) => ({
          value,
          label: t(`settings.hearing.endpointing.${value}`),
        }))}
        onChange={(value) => settings.change({ endpointing: value })}
      />
      <RangeField
        label={t('settings.hearing.voiceThreshold')}
        value={voiceThreshold}
        min={leastThreshold}
        max={mostThreshold}
        step={0.05}
        shown={percentText(voiceThreshold, locale)}
        onChange={(value) => settings.change({ voiceThreshold: value })}
      />
      <p id={hint} className="hint">
        {t('settings.hearing.voiceThreshold.hint')}
      </p>
      <CheckField
        label={t('settings.hearing.hearingEarcons')}
        value={hearingEarcons}
        onChange={(value) => settings.change({ hearingEarcons: value })}
      />
      <CheckField
        label={t('settings.hearing.sayCommands')}
        hint={t('settings.hearing.sayCommands.hint')}
        value={sayCommands}
        onChange={(value) => settings.change({ sayCommands: value })}
      />
    </SettingsGroup>
  )
}

function WakeGroup() {
  const { settings, announcer } = useLectern()
  const { wakePhrase } = useSettings()
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const forget = () => {
    const label = t('wake.forgotten')
    settings.changeUndoably({ wakePhrase: '', wakeSounds: [] }, label)
    announcer.say(label, { asked: true })
  }
  return (
    <SettingsGroup title={t('settings.hearing.wakePhrase')}>
      <p>
        {wakePhrase === ''
          ? t('settings.hearing.wakePhrase.none')
          : t('wake.current', { phrase: wakePhrase })}
      </p>
      <div className="settings-buttons">
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {t(wakePhrase === '' ? 'wake.choose' : 'wake.change')}
        </button>
        {wakePhrase !== '' && (
          <button type="button" className="button" onClick={forget}>
            {t('wake.forget')}
          </button>
        )}
      </div>
      {open && <WakePhraseSetup onClose={() => setOpen(false)} />}
    </SettingsGroup>
  )
}

export function HearingSettings() {
  return (
    <>
      <MicrophoneGroup />
      <ListeningGroup />
      <WakeGroup />
      <RecogniserSettings />
      <DictationSettings />
    </>
  )
}

import { useId } from 'react'
import { useLectern, useSession, useWords } from '../app/context.tsx'
import { CommandButton } from '../ui/command-button.tsx'
import { MinusIcon, MutedIcon, PlusIcon, VolumeIcon } from '../ui/icons.tsx'
import { percentText } from '../ui/wording.ts'

export function VolumeControl() {
  const { settings } = useLectern()
  const { t, locale } = useWords()
  const volume = useSession((state) => Math.round(state.volume))
  const muted = useSession((state) => state.muted)
  const slider = useId()
  return (
    <div className="player-volume" role="group" aria-label={t('player.volume')}>
      <CommandButton
        command="mute"
        icon={muted ? <MutedIcon /> : <VolumeIcon />}
        name={t('command.mute')}
        pressed={muted}
      />
      <CommandButton command="quieter" icon={<MinusIcon />} />
      <div className="slider">
        <label htmlFor={slider} className="visually-hidden">
          {t('player.volume')}
        </label>
        <input
          id={slider}
          type="range"
          min={0}
          max={100}
          step={5}
          value={volume}
          aria-valuetext={percentText(volume / 100, locale)}
          onChange={({ target }) => settings.change({ volume: Number(target.value), muted: false })}
        />
      </div>
      <CommandButton command="louder" icon={<PlusIcon />} />
    </div>
  )
}

/** How fast: a slider between two buttons, in times and in words a minute. */
import { useId, useState } from 'react'
import { speedRange } from '../../contract/settings.ts'
import { useLectern, useSession, useSettings, useWords } from '../app/context.tsx'
import { CommandButton } from '../ui/command-button.tsx'
import { MinusIcon, PlusIcon } from '../ui/icons.tsx'
import { speedText } from '../ui/wording.ts'

export function SpeedControl() {
  const { settings } = useLectern()
  const { t, locale } = useWords()
  const speed = useSession((state) => state.speed)
  const wordsPerMinute = useSession((state) => Math.round(state.wordsPerMinute))
  const { pauses } = useSettings()
  const slider = useId()
  const times = speedText(speed, locale)
  const shown = wordsPerMinute > 0 ? t('player.speed.value', { speed: times, count: wordsPerMinute }) : times
  // Words a minute as heard vary from sentence to sentence; who stands on the slider is told of them when it is moved.
  const key = `${times} ${pauses} ${wordsPerMinute > 0}`
  const [said, setSaid] = useState({ key, text: shown })
  if (said.key !== key) setSaid({ key, text: shown })
  return (
    <div className="player-speed" role="group" aria-label={t('player.speed')}>
      <CommandButton command="slower" icon={<MinusIcon />} />
      <div className="slider">
        <label htmlFor={slider}>
          <span className="visually-hidden">{t('player.speed')} </span>
          <span aria-hidden="true">{shown}</span>
        </label>
        <input
          id={slider}
          type="range"
          min={speedRange.min}
          max={speedRange.max}
          step={speedRange.step}
          value={speed}
          aria-valuetext={said.key === key ? said.text : shown}
          onChange={({ target }) => settings.change({ speed: Number(target.value) })}
        />
      </div>
      <CommandButton command="faster" icon={<PlusIcon />} />
    </div>
  )
}

/** Everything that steers the voice. The first row is always there; the rest opens under "More" where it is narrow. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CommandId } from '../../contract/commands.ts'
import { useSession, useSettings, useWords } from '../app/context.tsx'
import { modeText } from '../reading/use-mode.ts'
import { CommandButton } from '../ui/command-button.tsx'
import {
  BookmarkIcon,
  FindIcon,
  GoToIcon,
  HereIcon,
  ModeIcon,
  MoonIcon,
  MoreIcon,
  NextIcon,
  NoteIcon,
  PauseIcon,
  PausesIcon,
  PlaceIcon,
  PlayIcon,
  PreviousIcon,
  RepeatIcon,
  SkipBackIcon,
  SkipForwardIcon,
  SlowRepeatIcon,
  StopIcon,
} from '../ui/icons.tsx'
import { SpeedControl } from './speed-control.tsx'
import { VolumeControl } from './volume-control.tsx'
import { useSleepText } from './use-sleep-text.ts'

const units = ['paragraph', 'heading', 'chapter', 'page'] as const

function Pair({ unit, hasPages }: { readonly unit: (typeof units)[number]; readonly hasPages: boolean }) {
  const { t } = useWords()
  if (unit === 'page' && !hasPages) return null
  return (
    <div className="pair" role="group" aria-label={t(`unit.${unit}`)}>
      <CommandButton command={`previous_${unit}`} icon={<PreviousIcon />} />
      <span className="pair-name" aria-hidden="true">
        {t(`unit.${unit}`)}
      </span>
      <CommandButton command={`next_${unit}`} icon={<NextIcon />} />
    </div>
  )
}

interface LabelledProps {
  readonly command: CommandId
  readonly icon: ReactNode
  readonly label: string
}

/** The short word is what one sees; the command's whole name, which has that word in it, is what one hears. */
function Labelled({ command, icon, label }: LabelledProps) {
  const { t } = useWords()
  const name = t(`command.${command}`)
  const state = command === 'sleep_timer' && label !== name ? `${name}: ${label}` : name
  return <CommandButton command={command} icon={icon} label={label} name={state} />
}

/** Says how much is read, and opens the choice. */
function ModeButton() {
  const words = useWords()
  const { readingMode, gist } = useSettings()
  const chosen = modeText(readingMode, gist, words)
  const name = `${words.t('command.set_mode')}: ${chosen}`
  return <CommandButton command="set_mode" icon={<ModeIcon />} label={chosen} name={name} />
}

/** Each press chooses the next preset; the button says which one it is. */
function PausesButton() {
  const { t } = useWords()
  const { pauses } = useSettings()
  const label = t(`player.pauses.${pauses}`)
  const name = `${t('command.set_pauses')}: ${label}`
  return <CommandButton command="set_pauses" icon={<PausesIcon />} label={label} name={name} />
}

/** Tells the style sheet how high the bar is, so that it covers no text and focus never lands beneath it. */
function useBarHeight() {
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = bar.current
    if (!element) return
    const root = document.documentElement
    const observer = new ResizeObserver(() =>
      root.style.setProperty('--player-own', `${Math.ceil(element.getBoundingClientRect().height)}px`),
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      root.style.removeProperty('--player-own')
    }
  }, [])
  return bar
}

export function PlayerBar({ hasPages }: { readonly hasPages: boolean }) {
  const { t } = useWords()
  const status = useSession((state) => state.status)
  const [more, setMore] = useState(false)
  const bar = useBarHeight()
  const sleepText = useSleepText()
  const reading = status === 'playing' || status === 'loading'
  return (
    <section
      ref={bar}
      className={more ? 'player player-open' : 'player'}
      aria-label={t('player.label')}
      data-status={status}
    >
      <div className="player-row">
        <SpeedControl />
        <div className="player-main" role="group" aria-label={t('player.listen')}>
          <CommandButton command="skip_back" icon={<SkipBackIcon />} />
          <CommandButton command="previous_sentence" icon={<PreviousIcon />} />
          <CommandButton
            command="play_or_pause"
            icon={reading ? <PauseIcon /> : <PlayIcon />}
            name={t(reading ? 'command.pause' : 'command.play')}
            primary
          />
          <CommandButton command="next_sentence" icon={<NextIcon />} />
          <CommandButton command="skip_forward" icon={<SkipForwardIcon />} />
          <CommandButton command="stop" icon={<StopIcon />} />
        </div>
        <VolumeControl />
        <button
          type="button"
          className="icon-button player-more"
          aria-expanded={more}
          aria-controls="player-rest"
          aria-label={t('player.more')}
          title={t('player.more')}
          onClick={() => setMore(!more)}
        >
          <MoreIcon />
        </button>
      </div>
      <div className="player-rest" id="player-rest">
        {units.map((unit) => (
          <Pair key={unit} unit={unit} hasPages={hasPages} />
        ))}
        <div className="player-extra" role="group" aria-label={t('player.place')}>
          <Labelled command="repeat" icon={<RepeatIcon />} label={t('player.repeat')} />
          <Labelled command="repeat_slower" icon={<SlowRepeatIcon />} label={t('player.repeatSlower')} />
          <ModeButton />
          <PausesButton />
          <Labelled command="read_from_here" icon={<HereIcon />} label={t('player.here')} />
          <Labelled command="go_to_page" icon={<GoToIcon />} label={t('player.goTo')} />
          <Labelled command="where_am_i" icon={<PlaceIcon />} label={t('player.where')} />
          <Labelled command="find_text" icon={<FindIcon />} label={t('player.find')} />
          <Labelled command="add_bookmark" icon={<BookmarkIcon />} label={t('player.bookmark')} />
          <Labelled command="add_note" icon={<NoteIcon />} label={t('player.note')} />
          <Labelled command="sleep_timer" icon={<MoonIcon />} label={sleepText ?? t('player.sleep')} />
        </div>
      </div>
    </section>
  )
}

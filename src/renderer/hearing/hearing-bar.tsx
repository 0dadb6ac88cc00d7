/**
 * The sign that the microphone is open, at the foot of the window in every view: what speech is for, how one is heard,
 * how loud it is, what was heard last, and the button that closes it. Gone when the microphone is closed. While a modal
 * dialog is open the bar lies in it, since nothing outside of it can be pointed at or reached.
 */
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useLectern, useWords } from '../app/context.tsx'
import type { MessageKey } from '../ui/catalogue.ts'
import { CommandButton } from '../ui/command-button.tsx'
import { MicrophoneIcon, StopIcon } from '../ui/icons.tsx'
import { focusText } from '../ui/kept-focus.ts'
import { openDialogs } from '../ui/open-dialogs.ts'
import { type ReadableStore, useStore } from '../ui/store.ts'
import { showLine } from './caret-view.ts'
import type { HearingState } from './hearing-types.ts'
import { LevelMeterView } from './level-view.tsx'

/** What is said beside the name: what happens now. */
export function hearingStatusKey({ status, awake, speaking, way }: HearingState): MessageKey {
  if (status === 'opening') return 'hearing.status.opening'
  if (!awake) return 'hearing.status.asleep'
  if (speaking) return 'hearing.status.speaking'
  return `hearing.way.${way}`
}

export interface HearingBarProps {
  /** What was heard last, and what became of it. */
  readonly heard: ReadableStore<string>
}

export function HearingBar({ heard }: HearingBarProps) {
  const { hearing, dictation } = useLectern()
  const { t } = useWords()
  const state = useStore(hearing.state)
  const last = useStore(heard)
  const bar = useRef<HTMLElement>(null)
  const dialog = useStore(openDialogs).at(-1)
  const focused = useRef(false)
  const open = state.status === 'opening' || state.status === 'listening'

  // Other bars at the foot of the window stand on this one.
  useEffect(() => {
    const element = bar.current
    if (!element) return
    const root = document.documentElement
    let frame = 0
    const field = () => dictation.field() ?? document.activeElement
    // Once the field has grown with its text.
    const show = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => showLine(field(), element))
    }
    const written = ({ target }: Event) => {
      if (target === field()) show()
    }
    const observer = new ResizeObserver(() => {
      root.style.setProperty('--hearing-height', `${Math.ceil(element.getBoundingClientRect().height)}px`)
      show()
    })
    observer.observe(element)
    document.addEventListener('input', written)
    addEventListener('resize', show)
    let partial = ''
    const stop = dictation.state.subscribe(() => {
      const now = dictation.state.get().partial
      if (now !== partial) show()
      partial = now
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
      document.removeEventListener('input', written)
      removeEventListener('resize', show)
      observer.disconnect()
      root.style.removeProperty('--hearing-height')
    }
  }, [dictation, open, dialog])

  // Who closed it by its own button goes on in the dialog or at the page's heading, not at the beginning of the window.
  useEffect(() => {
    if (!open) return
    return () => {
      if (!focused.current) return
      focused.current = false
      const heading = openDialogs.get().at(-1)?.querySelector('h2') ?? document.querySelector('h1')
      if (heading) focusText(heading)
    }
  }, [open])

  if (!open) return null
  const speaking = state.speaking && state.awake
  const sign = (
    // Not a control: it only remembers whether the focus is in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={bar}
      className="hearing-bar"
      aria-label={t('hearing.bar')}
      data-mode={state.mode}
      onFocus={() => (focused.current = true)}
      onBlur={() => (focused.current = false)}
    >
      <span className="hearing-sign" data-speaking={speaking || undefined}>
        <MicrophoneIcon />
      </span>
      <p className="hearing-mode">
        <strong>{t(`hearing.mode.${state.mode}`)}</strong> <span>{t(hearingStatusKey(state))}</span>
      </p>
      <LevelMeterView level={state.level} />
      <p className="hearing-heard">{state.advice ? t(`hearing.advice.${state.advice}`) : last}</p>
      <div className="hearing-tools">
        <CommandButton command="stop_listening" label={t('hearing.close')} icon={<StopIcon />} primary />
      </div>
    </section>
  )
  return dialog ? createPortal(sign, dialog) : sign
}

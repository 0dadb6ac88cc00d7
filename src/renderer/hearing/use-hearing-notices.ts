/** Tells what the microphone does, by tone and by word: opened, closed, awake, lost, falling behind. */
import { useEffect, useMemo } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import type { HearingNotice } from './hearing.ts'
import { playTone } from './tones.ts'

export function useHearingNotices(): void {
  const { hearing, hearingNotice, announcer, toasts, settings, report, bus } = useLectern()
  const { t } = useWords()
  const toModels = useMemo(
    () => ({
      label: t('packs.hint.all'),
      run: () => void bus.run('open_models'),
    }),
    [bus, t],
  )

  useEffect(() => {
    const wanted = () => settings.get().hearingEarcons
    const tell = (text: string) => {
      toasts.show({ kind: 'info', text })
      announcer.say(text, { asked: true })
    }
    const alarm = (text: string) => {
      toasts.show({ kind: 'error', text })
      announcer.alert(text)
    }
    const hear = (notice: HearingNotice) => {
      switch (notice.what) {
        case 'opened': {
          const { mode, way } = hearing.state.get()
          playTone(mode === 'dictation' ? 'dictation' : 'open', wanted())
          if (notice.substitute) tell(t('hearing.substitute', { device: notice.device }))
          announcer.say(
            t('hearing.opened', { mode: t(`hearing.mode.${mode}`), way: t(`hearing.way.${way}`) }),
            {
              asked: true,
            },
          )
          return
        }
        case 'closed':
          playTone('close', wanted())
          announcer.say(t('hearing.closed'), { asked: true })
          return
        case 'away':
          return alarm(t('hearing.away'))
        case 'back':
          return tell(t('hearing.back'))
        case 'behind':
          return alarm(t('hearing.behind'))
        case 'caughtUp':
          return announcer.say(t('hearing.caughtUp'), { kind: 'event' })
        case 'refused':
          return report(notice.problem)
        case 'failed':
          playTone('close', wanted())
          return report(notice.problem)
        default:
          notice satisfies never
      }
    }
    return hearingNotice.subscribe(() => {
      const notice = hearingNotice.get()
      if (notice) hear(notice)
    })
  }, [announcer, hearing, hearingNotice, report, settings, t, toasts])

  useEffect(
    () =>
      hearing.onEvent((event) => {
        const { hearingEarcons } = settings.get()
        if (event.type === 'awake') {
          playTone('awake', hearingEarcons)
          announcer.say(t('hearing.awake', { seconds: Math.round(event.seconds) }), { kind: 'event' })
        } else if (event.type === 'asleep') {
          playTone('asleep', hearingEarcons)
          announcer.say(t('hearing.status.asleep'), { kind: 'detail' })
        } else if (event.type === 'trouble' && event.what !== 'failed') {
          const text = t(`hearing.trouble.${event.what}`, { recogniser: event.recogniser ?? '' })
          const grave = event.what === 'lost' || event.what === 'unkept'
          toasts.show({
            kind: grave ? 'error' : 'info',
            text,
            ...(event.what === 'wordless' ? { action: toModels } : {}),
          })
          if (grave) announcer.alert(text)
          else announcer.say(text, { kind: 'event' })
        }
      }),
    [announcer, hearing, settings, t, toasts, toModels],
  )

  // Modes are told whoever changes them.
  const { status, mode, way, advice, wordless } = useStore(hearing.state)
  useEffect(() => {
    if (status !== 'listening') return
    let before = hearing.state.get().mode
    return hearing.state.subscribe(() => {
      const now = hearing.state.get().mode
      if (now === before) return
      before = now
      playTone(now, settings.get().hearingEarcons)
      announcer.say(t(`hearing.mode.${now}`), { asked: true })
    })
  }, [announcer, hearing, mode, settings, status, t, way])
  useEffect(() => {
    if (advice) announcer.say(t(`hearing.advice.${advice}`), { kind: 'event' })
  }, [advice, announcer, t])
  // Whoever dictates must know from the start that words are not understood, and what would do it.
  const limited = status === 'listening' && mode === 'dictation' && wordless === true
  useEffect(() => {
    if (!limited) return
    const text = t('dictation.wordless')
    toasts.show({ kind: 'info', text, action: toModels })
    announcer.say(text, { asked: true })
  }, [announcer, limited, t, toModels, toasts])
}

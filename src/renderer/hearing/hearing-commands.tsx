/** The microphone in the window: its commands, its key, its sign, and what is said to it. */
import { useEffect } from 'react'
import { keysOf } from '../../contract/commands.ts'
import type { HearingWay } from '../../contract/hearing.ts'
import { useCommands, useLectern, useSettings, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import { agree, closeTop, decline } from './answers.ts'
import { HearingBar } from './hearing-bar.tsx'
import { needsCare } from './judge.ts'
import { listenForTalkKey } from './push-to-talk.ts'
import { QuestionDialog } from './question-dialog.tsx'
import { useHearingNotices } from './use-hearing-notices.ts'
import { useLibraryNames } from './use-hearing-names.ts'
import { useSpokenCommands } from './use-spoken-commands.ts'

export function HearingCommands() {
  const { hearing, settings, announcer, bus } = useLectern()
  const { hearingWay, wakePhrase } = useSettings()
  const { t } = useWords()
  const { status } = useStore(hearing.state)
  const open = status === 'opening' || status === 'listening'
  const { heard, question, answer } = useSpokenCommands()
  useHearingNotices()
  useLibraryNames()

  const start = (way: HearingWay) => {
    // Without a phrase there would be nothing to wake it.
    if (way === 'wake' && wakePhrase === '') {
      announcer.say(t('hearing.noWakePhrase'), { asked: true })
      return void bus.run('open_settings', { section: 'hearing' })
    }
    void hearing.start({
      mode: hearing.state.get().mode === 'dictation' && open ? 'dictation' : 'command',
      way,
    })
  }
  useCommands(
    {
      start_listening: (args) => {
        if (open && args?.way === undefined) return void hearing.finish()
        start(args?.way ?? hearingWay)
      },
      // Of a command that was begun nothing is done; what was dictated is written.
      stop_listening: () =>
        void (hearing.state.get().mode === 'dictation' ? hearing.finish() : hearing.stop()),
      yes: () => {
        if (question) answer(true)
        else if (!agree()) announcer.say(t('hearing.notAsked'), { asked: true })
      },
      no: () => {
        if (question) answer(false)
        else if (!closeTop() && !decline()) announcer.say(t('hearing.notAsked'), { asked: true })
      },
      cancel: () => {
        if (question) answer(false)
        else if (!closeTop() && !decline()) announcer.say(t('hearing.notAsked'), { asked: true })
      },
    },
    open ? {} : { stop_listening: t('hearing.notOpen') },
  )

  useEffect(() => {
    const isOpen = () => ['opening', 'listening'].includes(hearing.state.get().status)
    return listenForTalkKey({
      keys: () => keysOf('start_listening', settings.get().keys),
      isOpen,
      open: () => void hearing.start({ mode: 'command', way: 'pushed' }),
      stay: () => {
        const { hearingWay: way, wakePhrase: phrase } = settings.get()
        if (way === 'wake' && phrase === '') return
        if (way !== 'pushed') void hearing.change({ way })
      },
      close: () => void hearing.finish(),
    })
  }, [hearing, settings])

  return (
    <>
      <HearingBar heard={heard} />
      {question && (
        <QuestionDialog
          what={question.what}
          heard={question.heard}
          careful={needsCare(question.command)}
          onAnswer={answer}
        />
      )}
    </>
  )
}

/** Carries out what was said: through the command bus, as keys and buttons do, and says what came of it. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { commands, type CommandId } from '../../contract/commands.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { argumentsText } from '../keys/command-names.ts'
import { reasonAgainst } from '../keys/use-availability.ts'
import { rangeFor } from '../reading/text-map.ts'
import { playSample } from '../settings/sample-player.ts'
import type { Translate } from '../ui/catalogue.ts'
import { errorText } from '../ui/errors.ts'
import { createStore, type ReadableStore } from '../ui/store.ts'
import { foldText } from '../ui/word-match.ts'
import { afterDrawing, closeAll, holdsText, topDialog, watchTyping } from './answers.ts'
import { createFeedbackVoice } from './feedback-voice.ts'
import { alwaysDone, type CommandEvent, judge } from './judge.ts'
import { followOwnWords } from './own-words.ts'
import { playTone } from './tones.ts'

/** An answer to a command comes within this time; what is announced later has another reason. */
const answerMs = 3_000
/** A command that has told nothing by then has none to tell, and is confirmed by where it led. */
const silentMs = 600
/** UTF-16 units of a sentence that are said to tell the place. */
const placeLength = 80
/** What they do is seen or heard at once. */
const unconfirmed: ReadonlySet<string> = new Set([...alwaysDone, 'yes', 'no', 'start_listening', 'play'])

/** Commands that a dialog may stay open for. */
const throughDialogs: ReadonlySet<string> = new Set([
  ...alwaysDone,
  'yes',
  'no',
  'play',
  'play_or_pause',
  'unmute',
  'louder',
  'start_listening',
  ...commands.filter(({ group }) => group === 'dictation').map(({ id }) => id),
])

export interface Question {
  readonly command: CommandId
  readonly args: Record<string, unknown>
  readonly heard: string
  readonly what: string
}

export interface SpokenCommands {
  readonly heard: ReadableStore<string>
  readonly question: Question | undefined
  readonly answer: (agreed: boolean) => void
  /** Says something with Lectern's own voice, where that is wanted. */
  readonly say: (text: string) => void
}

export function useSpokenCommands(): SpokenCommands {
  const { hearing, session, bus, announcer, toasts, settings, client, words } = useLectern()
  const current = useWords()
  const [question, setQuestion] = useState<Question>()
  const [heard] = useState(() => createStore(''))
  const own = useMemo(() => followOwnWords(session), [session])
  const voice = useMemo(
    () =>
      createFeedbackVoice({
        client,
        session,
        language: () => words.get().language,
        play: playSample,
      }),
    [client, session, words],
  )
  useEffect(() => () => voice.silence({ rest: true }), [voice])
  useEffect(() => watchTyping(), [])

  const say = useCallback(
    (text: string) => {
      if (settings.get().sayCommands) void voice.say(text)
    },
    [settings, voice],
  )
  const nameOf = useCallback(
    (id: CommandId, args: Record<string, unknown>) => {
      const name = current.t(`command.${id}`)
      const values = argumentsText(id, args as Record<string, string | number>, current)
      return values === '' ? name : current.t('hearing.named', { name, values })
    },
    [current],
  )

  /**
   * Runs it, and says aloud what it announces; else, where nothing is read aloud then, the words it led to, or that it
   * was done. Never the command's own name: the microphone would hear it.
   */
  const carryOut = useCallback(
    (id: CommandId, args: Record<string, unknown>, name: string) => {
      const { t } = words.get()
      let told = false
      const tell = (text: string) => {
        if (text === '') return
        told = true
        say(text)
      }
      const stops = [
        announcer.polite.subscribe(() => tell(announcer.polite.get().text)),
        announcer.urgent.subscribe(() => tell(announcer.urgent.get().text)),
      ]
      setTimeout(() => {
        for (const stop of stops) stop()
      }, answerMs)
      const before = session.getState().sentence
      setTimeout(() => {
        const { status, sentence } = session.getState()
        if (told || status === 'playing' || status === 'loading' || unconfirmed.has(id)) return
        const place = sentence && sentence !== before ? rangeFor(document, sentence)?.toString() : undefined
        say(place?.slice(0, placeLength) || t('hearing.done'))
      }, silentMs)
      try {
        if (!bus.run(id, Object.keys(args).length > 0 ? args : undefined)) {
          const command = commands.find((row) => row.id === id)
          const why = command && reasonAgainst(bus, command, t)
          if (why === undefined) return
          toasts.show({ kind: 'info', text: why })
          announcer.say(why, { asked: true })
          return
        }
      } catch (error) {
        const text = errorText(t, error)
        toasts.show({ kind: 'error', text })
        announcer.alert(text)
        return
      }
      const row = commands.find((command) => command.id === id)
      if (row?.risk === 'changes')
        toasts.show({
          kind: 'info',
          text: t('hearing.did', { what: name }),
          action: { label: t('action.undo'), run: () => void bus.run('undo') },
        })
    },
    [announcer, bus, say, session, toasts, words],
  )

  const tellTyped = useCallback(
    (t: Translate) => {
      const text = t('hearing.dialogOpen')
      announcer.say(text, { asked: true })
      say(text)
    },
    [announcer, say],
  )

  const run = useCallback(
    (id: CommandId, args: Record<string, unknown>, name: string) => {
      const { t } = words.get()
      const dialog = throughDialogs.has(id) ? undefined : topDialog()
      if (!dialog) return carryOut(id, args, name)
      // Speech has no way to the page behind a dialog but through it; what was typed there is not thrown away for that.
      if (holdsText(dialog)) return tellTyped(t)
      closeAll()
      afterDrawing(() => carryOut(id, args, name))
    },
    [carryOut, tellTyped, words],
  )

  const take = useCallback(
    (event: CommandEvent) => {
      const { t } = words.get()
      const tones = settings.get().hearingEarcons
      const what = judge(event, {
        audible: own.audible() || voice.speaking(),
        said: `${own.text()} ${voice.text()}`,
        asked: question !== undefined,
        dialog: topDialog() !== undefined,
      })
      if (what.what === 'echo') return
      if (what.what === 'reject') {
        const text = t(what.heard === '' ? 'hearing.rejectedNothing' : 'hearing.rejected', {
          heard: what.heard,
        })
        heard.set(text)
        playTone('puzzled', tones)
        announcer.say(t('hearing.rejected.hint', { text }), { asked: true })
        say(text)
        return
      }
      const { command, args } = what
      const open = topDialog()
      // “Cancel” means to drop what was typed; “close” may be meant for the document.
      if (command === 'cancel' && event.heard.command === 'close' && open && holdsText(open))
        return tellTyped(t)
      voice.silence({ rest: alwaysDone.has(command) })
      const name = nameOf(command, args)
      if (what.what === 'ask') {
        setQuestion({ command, args, heard: event.heard.heard, what: name })
        heard.set(t('hearing.ask', { what: name }))
        playTone('puzzled', tones)
        say(t('hearing.ask', { what: name }))
        return
      }
      const same = foldText(event.heard.heard) === foldText(name)
      heard.set(
        same
          ? t('hearing.heard.same', { heard: event.heard.heard })
          : t('hearing.heard', { heard: event.heard.heard, what: name }),
      )
      if (!alwaysDone.has(command)) playTone('understood', tones)
      run(command, args, name)
    },
    [announcer, heard, nameOf, own, question, run, say, settings, tellTyped, voice, words],
  )

  // What was heard in an earlier session is no news in a new one.
  useEffect(() => {
    let before = hearing.state.get().status
    return hearing.state.subscribe(() => {
      const { status } = hearing.state.get()
      if (status !== before && (before === 'off' || before === 'failed')) heard.set('')
      before = status
    })
  }, [heard, hearing])

  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(
    () =>
      hearing.onEvent((event) => {
        if (event.type === 'command') latest.current(event)
      }),
    [hearing],
  )

  const answer = useCallback(
    (agreed: boolean) => {
      setQuestion(undefined)
      voice.silence()
      if (!question || !agreed) return
      // The dialog goes first: the command may open one of its own.
      afterDrawing(() => run(question.command, question.args, question.what))
    },
    [question, run, voice],
  )
  return { heard, question, answer, say }
}

/** Dictation in the window: its commands, its dialogs, and the words that are being said. */
import { useEffect, useMemo, useState } from 'react'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { bestMatches } from '../ui/word-match.ts'
import { listText } from '../ui/wording.ts'
import { useStore } from '../ui/store.ts'
import { useHearingLanguage } from './use-hearing-language.ts'
import { playSample } from '../settings/sample-player.ts'
import { CorrectDialog, type Correction } from './correct-dialog.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { PartialBubble } from './partial-text.tsx'
import { createReadBack, type ReadBack } from './read-back.ts'
import type { TextField } from './text-port.ts'
import { TeachDialog } from './teach-dialog.tsx'
import { useDraftCommands } from './use-draft-commands.ts'
import { useTeach } from './use-teach.ts'

/** So many titles are said; more are only counted. */
const titlesSaid = 5

type Open =
  | { readonly dialog: 'history' | 'teach'; readonly field: TextField | undefined }
  | { readonly dialog: 'correct'; readonly correction: Correction }

export function DictationCommands() {
  const { client, dictation, session, router, announcer, report } = useLectern()
  const { t, locale } = useWords()
  const route = useStore(router)
  const { active } = useStore(dictation.state)
  const { create } = useDraftCommands()
  const teach = useTeach()
  const [open, setOpen] = useState<Open>()
  const language = useHearingLanguage()
  const readBack = useMemo(
    () => createReadBack({ client, play: playSample, speaks: dictation.speaks }),
    [client, dictation],
  )
  useEffect(() => readBack.stop, [readBack])

  const start = async (where: 'here' | 'draft' | undefined) => {
    session.pause() // else the book would be written down
    const here = dictation.field() === document.activeElement && dictation.field() !== undefined
    if (where === 'here' && !here) {
      announcer.say(t('dictation.noField'), { asked: true })
      return
    }
    if (!here && router.get().view !== 'draft') {
      await create()
      // The draft's field is there as soon as the draft has been read.
      await untilMain(() => document.querySelector('[data-draft-text]') !== null)
    } else if (where === 'draft' && router.get().view === 'draft') {
      document.querySelector<HTMLElement>('[data-draft-text]')?.focus()
    } else if (where === 'draft') {
      await create()
      await untilMain(() => document.querySelector('[data-draft-text]') !== null)
    }
    await dictation.start()
  }
  const list = async (filter: string) => {
    router.go({ view: 'drafts' })
    const all = await client.call('drafts.list', {})
    const found = filter === '' ? all : bestMatches(all, filter, ({ title }) => title)
    const titles = listText(
      found.slice(0, titlesSaid).map(({ title }) => title || t('drafts.untitled')),
      locale,
    )
    announcer.say(`${t('drafts.count', { count: found.length })} ${titles}`, { asked: true })
  }

  useCommands(
    {
      start_dictation: (args) => {
        if (active && args?.where === undefined) return void dictation.stop()
        void start(args?.where).catch(report)
      },
      stop_dictation: () => {
        readBack.stop()
        void dictation.stop().catch(report)
      },
      list_drafts: (args) => void list(args?.filter ?? '').catch(report),
      new_draft: (args) => void create(args?.title).catch(report),
      dictation_history: () => setOpen({ dialog: 'history', field: dictation.field() }),
      teach_word: (args) => {
        if (args?.word !== undefined) return teach(args.word)
        const field = dictation.field()
        const chosen = field?.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0).trim() ?? ''
        if (chosen !== '' && chosen.length <= 100) teach(chosen)
        else setOpen({ dialog: 'teach', field })
      },
    },
    active ? {} : { stop_dictation: t('dictation.notActive') },
  )
  const close = () => setOpen(undefined)
  return (
    <>
      {(active || route.view === 'draft') && (
        <FieldCommands
          readBack={readBack}
          language={language}
          onCorrect={(correction) => setOpen({ dialog: 'correct', correction })}
        />
      )}
      <PartialBubble />
      {open?.dialog === 'history' && (
        <HistoryDialog
          onInsert={(text) => {
            close()
            // When the dialog has gone and the field has the focus again.
            requestAnimationFrame(() => {
              if (dictation.field()) void dictation.insert(text).catch(report)
              else void create(undefined, text).catch(report)
            })
          }}
          onClose={close}
        />
      )}
      {open?.dialog === 'teach' && <TeachDialog onTeach={teach} onClose={close} />}
      {open?.dialog === 'correct' && (
        <CorrectDialog
          correction={open.correction}
          onChoose={(text, expected) => {
            close()
            const { range } = open.correction
            requestAnimationFrame(() => void dictation.insert(text, range).catch(report))
            if (expected) teach(text)
          }}
          onClose={close}
        />
      )}
    </>
  )
}

/** A view that is being opened is there in a few moments; it is not waited for longer than that. */
async function untilMain(there: () => boolean): Promise<void> {
  for (let left = 100; left > 0 && !there(); left--) await new Promise((resolve) => setTimeout(resolve, 20))
}

interface FieldCommandsProps {
  readonly readBack: ReadBack
  readonly language: string
  readonly onCorrect: (correction: Correction) => void
}

/** Commands on the field that is dictated into, while there is one. */
function FieldCommands({ readBack, language, onCorrect }: FieldCommandsProps) {
  const { dictation, announcer, session, report, bus } = useLectern()
  const { t } = useWords()
  const edit = (command: string, args: Record<string, unknown>) =>
    void dictation.edit(command, args).then((outcome) => {
      if (outcome === undefined) announcer.say(t('dictation.noField'), { asked: true })
    }, report)

  const correct = async (text: string | undefined) => {
    const last = dictation.last()
    const found = await dictation.edit('correct_that', text === undefined ? {} : { text })
    if (found?.type !== 'selected') return
    const field = dictation.field()
    if (!field) return
    const range = { from: field.selectionStart ?? 0, to: field.selectionEnd ?? 0 }
    const whole = last && last.range.from === range.from && last.range.to === range.to
    const alternatives = whole ? await dictation.wordsOf(last) : []
    onCorrect({ text: found.text, range, alternatives })
  }
  const read = async (unit: string) => {
    session.pause()
    const all = dictation.field()?.value ?? ''
    const words = unit === 'all' ? all : await dictation.find({ unit })
    const text = words ?? (unit === 'that' ? all : '')
    if (text.trim() === '') return announcer.say(t('dictation.nothingToRead'), { asked: true })
    await readBack.say(text, language)
  }
  useCommands({
    insert_text: (args) => (args ? void dictation.insert(args.text).catch(report) : bus.ask('insert_text')),
    replace_text: (args) => (args ? edit('replace_text', args) : bus.ask('replace_text')),
    delete_text: (args) => edit('delete_text', args ?? { unit: 'that' }),
    select_text: (args) => (args ? edit('select_text', args) : bus.ask('select_text')),
    change_case: (args) => (args ? edit('change_case', args) : bus.ask('change_case')),
    scratch_that: () => edit('scratch_that', {}),
    correct_that: (args) => void correct(args?.text).catch(report),
    read_back: (args) => void read(args?.unit ?? 'that').catch(report),
    stop: () => {
      // What speaks is stopped first; then what listens.
      if (readBack.speaking()) readBack.stop()
      else if (session.getState().status === 'playing') session.pause()
      else void dictation.stop().catch(report)
    },
  })
  return null
}

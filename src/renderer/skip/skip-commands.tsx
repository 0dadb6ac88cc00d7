/** Commands about what is left out of speech, its style in the text, and the notice of it; notes on demand. */
import { type RefObject, useState } from 'react'
import type { OpenDocument } from '../../contract/app.ts'
import { blockText, type Position } from '../../contract/document.ts'
import { useCommands, useLectern, useSession, useWords } from '../app/context.tsx'
import type { Passage } from '../reading/passage.ts'
import { LeftOutDialog, type LeftOut } from './left-out-dialog.tsx'
import { withAction } from './skip-edits.ts'
import { isRule } from './skip-words.ts'
import { useFirstNotice } from './use-first-notice.ts'
import { useLeftOutLights } from './use-left-out-lights.ts'

export interface SkipCommandsProps {
  readonly opened: OpenDocument
  readonly passage: Passage
  readonly article: RefObject<HTMLElement | null>
  /** Called before the voice is moved: the page follows it again. */
  readonly resume: () => void
}

interface Open {
  readonly here: readonly LeftOut[]
  readonly wasPlaying: boolean
}

/** Longest text of something left out that is shown whole. */
const longest = 1_000

export function SkipCommands({ opened, passage, article, resume }: SkipCommandsProps) {
  const { client, session, settings, announcer, toasts, report } = useLectern()
  const { t } = useWords()
  const { id } = opened.summary
  const [open, setOpen] = useState<Open>()
  const visiting = useSession((state) => state.visiting !== undefined)
  useLeftOutLights(article, passage, id, opened.summary.state === 'importing')
  useFirstNotice(opened)

  const place = (): Position => session.getState().place ?? { document: id, block: 0, offset: 0 }
  const tell = (text: string) => {
    toasts.show({ kind: 'info', text })
    announcer.say(text, { asked: true })
  }
  const leftOutHere = async (): Promise<LeftOut[]> => {
    const at = place()
    const [sentence, [found], { blocks }] = await Promise.all([
      client.call('reading.sentence', at),
      client.call('reading.omissions', { document: id, from: at.block, count: 1 }),
      client.call('document.blocks', { document: id, from: at.block, count: 1 }),
    ])
    const [block] = blocks
    if (!block || !found) return []
    const text = blockText(block)
    const [start, end] =
      sentence?.position.block === at.block ? [sentence.position.offset, sentence.end] : [0, text.length]
    const language = block.language ?? opened.metadata.language
    return found.omissions
      .filter(({ from, to, reason }) => from < end && to > start && isRule(reason))
      .map(({ from, to, reason }) => ({
        from,
        reason,
        text: text.slice(from, to).trim().slice(0, longest),
        language,
      }))
  }
  const readNote = async () => {
    const found = await client.call('reading.note', place())
    if (!found) return tell(t('skip.noNote'))
    resume()
    await session.visit({ from: { document: id, block: found.block, offset: 0 } })
    const { muted, volume } = session.getState()
    // Without sound the note is read by whoever reads the screen.
    if (muted || volume === 0) tell(found.text.slice(0, longest))
  }

  useCommands({
    skip_rule: (args) => {
      if (args === undefined) return show()
      const { what, action, scope = 'all' } = args
      const label = t('skip.changed', {
        what: t(`choice.${what}`),
        action: t(`choice.${action}`),
        scope: t(`choice.${scope}`),
      })
      settings.changeUndoably(withAction(settings.get(), what, action, scope, id), label)
      tell(label)
    },
    what_was_skipped: () => show(),
    read_note: () => {
      if (visiting) return void session.seek(place()) // a second press comes back at once
      void readNote().catch(report)
    },
  })
  const show = () => {
    const wasPlaying = session.getState().status === 'playing'
    leftOutHere().then((here) => setOpen({ here, wasPlaying }), report)
  }
  if (!open) return null
  return <LeftOutDialog document={id} {...open} onClose={() => setOpen(undefined)} />
}

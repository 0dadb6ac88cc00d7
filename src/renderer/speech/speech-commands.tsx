/**
 * Commands about what is heard just now: say it otherwise, in another language, letter by letter; copy it as a
 * quotation.
 *
 * What they are about is what is selected; else, while the voice reads, the word it has come to; else the word at the
 * reader's own place.
 */
import { useEffect, useRef, useState } from 'react'
import type { OpenDocument } from '../../contract/app.ts'
import { blockText } from '../../contract/document.ts'
import { soundRate } from '../../contract/inference.ts'
import { useCommands, useLectern, useSettings, useWords } from '../app/context.tsx'
import type { Passage } from '../reading/passage.ts'
import type { TextRange } from '../reading/session-types.ts'
import { positionAt, type TextPlace } from '../reading/text-map.ts'
import { playSample } from '../settings/sample-player.ts'
import { copyText } from '../ui/copy-text.ts'
import { languageText } from '../ui/wording.ts'
import { LanguageDialog, type LanguageScope, withLanguage } from './language-dialog.tsx'
import { replacedBy, withEntry } from './lexicon-edits.ts'
import { quotation } from './quotation.ts'
import { SayAsDialog } from './say-as-dialog.tsx'
import { type Target, targetIn, written } from './words-of-text.ts'

export interface SpeechCommandsProps {
  readonly opened: OpenDocument
  readonly passage: Passage
  readonly place: () => TextPlace | undefined
  readonly selection: () => TextRange | undefined
}

type Open =
  | { readonly kind: 'say-as'; readonly target: Target; readonly wasPlaying: boolean }
  | {
      readonly kind: 'language'
      readonly language: string
      readonly text: string
      readonly several: boolean
      readonly blocks: Blocks
    }
interface Blocks {
  readonly from: number
  readonly to: number
}

/** Blocks that the page's selection touches, where that is more than one. */
function selectedBlocks(): Blocks | undefined {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  const first = positionAt(range.startContainer, range.startOffset)
  const last = positionAt(range.endContainer, range.endOffset)
  if (!first || !last) return undefined
  // A paragraph that is selected to its end reaches to the beginning of the next.
  const to = last.offset === 0 && last.block > first.block ? last.block - 1 : last.block
  return { from: first.block, to }
}

/** A second press within this time, in milliseconds, spells with a word for each letter. */
const again = 15_000

export function SpeechCommands({ opened, passage, place, selection }: SpeechCommandsProps) {
  const { session, settings, client, announcer, toasts, report } = useLectern()
  const { books } = useSettings()
  const words = useWords()
  const { t, locale } = words
  const id = opened.summary.id
  const own = books[id] ?? {}
  const language = opened.metadata.language ?? 'en'
  const [open, setOpen] = useState<Open>()
  const spelt = useRef<{ readonly key: string; readonly at: number; readonly by: 'letters' | 'alphabet' }>(
    undefined,
  )
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])

  // The page shows, to a screen reader too, which language a passage is in.
  const { language: bookLanguage, passages } = own
  const shown = useRef({ bookLanguage, passages })
  useEffect(() => {
    if (shown.current.bookLanguage === bookLanguage && shown.current.passages === passages) return
    shown.current = { bookLanguage, passages }
    settings
      .settled()
      .then(() => passage.reload())
      .catch(report)
  }, [bookLanguage, passage, passages, report, settings])

  const isReading = () => ['playing', 'loading'].includes(session.getState().status)
  const range = (): TextRange | undefined => {
    const state = session.getState()
    const at = place()
    const caret = at && { block: at.block, start: at.offset, end: at.offset }
    const heard =
      state.word ??
      (state.place && { block: state.place.block, start: state.place.offset, end: state.place.offset })
    return selection() ?? (isReading() ? heard : (caret ?? heard))
  }
  const blockAt = async (number: number) => {
    const { blocks } = await client.call('document.blocks', { document: id, from: number, count: 1 })
    return blocks[0]
  }
  const findTarget = async (): Promise<Target | undefined> => {
    const wanted = range()
    const block = wanted && (await blockAt(wanted.block))
    return block && targetIn(block, wanted.block, wanted, language)
  }
  const tell = (text: string) => {
    toasts.show({ kind: 'info', text })
    announcer.say(text, { asked: true })
  }
  const withTarget = (act: (target: Target) => unknown) =>
    void findTarget()
      .then((target) => (target ? act(target) : tell(t('reading.noWord'))))
      .catch(report)

  const sayAs = (spoken: string, text: string | undefined, scope: 'book' | 'all' | undefined) =>
    withTarget((target) => {
      const { lexicon } = settings.get()
      const draft = {
        written: text ?? written(target),
        kind: 'words' as const,
        matchCase: false,
        spoken,
        alphabet: 'respelling' as const,
        language: target.language.split('-')[0],
        document: scope === 'book' ? id : undefined,
      }
      const entry = { ...replacedBy(lexicon, draft), ...draft }
      const label = t('lexicon.saved', { written: entry.written, spoken })
      settings.changeUndoably({ lexicon: withEntry(lexicon, entry) }, label)
      announcer.say(label, { asked: true })
    })

  const setLanguage = (chosen: string | undefined, scope: LanguageScope, blocks: Blocks) => {
    const next = withLanguage(settings.get().books[id] ?? {}, chosen, scope, blocks)
    const label =
      chosen === undefined
        ? t('language.cleared')
        : t(scope === 'book' ? 'language.setBook' : 'language.set', {
            language: languageText(chosen, locale),
          })
    settings.changeUndoably({ books: { ...settings.get().books, [id]: next } }, label)
    announcer.say(label, { asked: true })
  }
  const blocksHere = (): Blocks => {
    const chosen = selectedBlocks()
    const block = range()?.block ?? 0
    return chosen ?? { from: block, to: block }
  }

  const spell = async (text: string, target: Target | undefined) => {
    const key = `${target?.block} ${target?.start} ${text}`
    const last = spelt.current
    const repeated = last?.key === key && Date.now() - last.at < again && last.by === 'letters'
    const by = repeated ? 'alphabet' : 'letters'
    spelt.current = { key, at: Date.now(), by }
    const wasPlaying = isReading()
    session.pause()
    stop.current?.()
    const { pcm, spoken } = await client.call('reading.say', {
      document: id,
      text: text.slice(0, 200),
      language: target?.language ?? language,
      spell: by,
    })
    const said = `${text}: ${spoken}`
    toasts.show({ kind: 'info', text: said })
    const { muted, volume } = session.getState()
    if (muted || volume === 0) announcer.say(said, { asked: true })
    else {
      const silence = playSample(pcm)
      const goOn = wasPlaying
        ? setTimeout(() => void session.play(), (pcm.length / soundRate) * 1_000)
        : undefined
      stop.current = () => {
        clearTimeout(goOn)
        silence()
      }
    }
  }

  const quote = async (unit: 'word' | 'sentence' | 'paragraph') => {
    const wanted = range()
    const block = wanted && (await blockAt(wanted.block))
    if (!wanted || !block) return tell(t('reading.noWord'))
    const text = blockText(block)
    const at = { document: id, block: wanted.block, offset: wanted.start }
    const sentence = unit === 'sentence' ? await client.call('reading.sentence', at) : null
    const word = unit === 'word' ? targetIn(block, wanted.block, wanted, language) : undefined
    const chosen = selection()
    const passageText =
      unit === 'paragraph'
        ? text
        : chosen && unit === 'sentence'
          ? text.slice(chosen.start, chosen.end)
          : word
            ? text.slice(word.start, word.end)
            : sentence
              ? text.slice(sentence.position.offset, sentence.end)
              : text
    const where = await client.call('document.where', at)
    const made = quotation(passageText, block.language ?? language, opened.metadata, where, words)
    await copyText(made)
    tell(t('quote.copied', { text: made }))
  }

  useCommands({
    say_as: (args) => {
      if (args?.spoken !== undefined) return sayAs(args.spoken, args.written, args.scope)
      const wasPlaying = isReading()
      withTarget((target) => {
        session.pause()
        const text = args?.written
        const asked = text === undefined ? target : { ...target, text, start: 0, end: text.length }
        setOpen({ kind: 'say-as', target: asked, wasPlaying })
      })
    },
    set_language: (args) => {
      const blocks = blocksHere()
      if (args?.language !== undefined) setLanguage(args.language, args.scope ?? 'paragraph', blocks)
      else
        withTarget(async ({ language: spoken, text }) => {
          const several = blocks.to > blocks.from
          const first = several ? await blockAt(blocks.from) : undefined
          setOpen({
            kind: 'language',
            language: spoken,
            text: first ? blockText(first) : text,
            several,
            blocks,
          })
        })
    },
    spell_word: (args) => {
      if (args?.word !== undefined) void spell(args.word, undefined).catch(report)
      else withTarget((target) => spell(written(target), target))
    },
    quote: (args) => void quote(args?.unit ?? 'sentence').catch(report),
  })

  if (open?.kind === 'say-as')
    return (
      <SayAsDialog
        document={id}
        target={open.target}
        wasPlaying={open.wasPlaying}
        onClose={() => setOpen(undefined)}
      />
    )
  if (open?.kind === 'language')
    return (
      <LanguageDialog
        language={open.language}
        text={open.text}
        scope={open.several ? 'selection' : 'paragraph'}
        several={open.several}
        onChoose={(chosen, scope) => setLanguage(chosen, scope, open.blocks)}
        onClose={() => setOpen(undefined)}
      />
    )
  return null
}

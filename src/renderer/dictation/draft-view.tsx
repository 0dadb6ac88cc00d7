/** A draft: its title, its text, and what can be done with it. See docs/adr/0033-drafts-and-history.md. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftFormat } from '../../contract/dictation.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { routeHash } from '../app/route.ts'
import { useSaveFile } from '../app/use-save-file.ts'
import { CommandButton } from '../ui/command-button.tsx'
import { copyText } from '../ui/copy-text.ts'
import {
  BackIcon,
  BookIcon,
  CopyIcon,
  ExportIcon,
  HistoryIcon,
  MicrophoneIcon,
  RemoveIcon,
  SettingsIcon,
  StopIcon,
  UndoIcon,
  VolumeIcon,
} from '../ui/icons.tsx'
import { PackHint } from '../packs/pack-hint.tsx'
import { useStore } from '../ui/store.ts'
import { useHearingLanguage } from './use-hearing-language.ts'
import type { DraftSaver, SaveState } from './draft-saver.ts'
import { ExportDraftDialog } from './export-draft-dialog.tsx'
import { PartialLayer } from './partial-text.tsx'
import { useDraft } from './use-draft.ts'
import { useDraftCommands } from './use-draft-commands.ts'

const wordPattern = /[\p{L}\p{N}]+(?:['’\-.,][\p{L}\p{N}]+)*/gu
const countWords = (text: string) => text.match(wordPattern)?.length ?? 0
/** Counting a long text at each key would be felt. */
const countAfterMs = 300

const stateKeys = {
  saved: 'drafts.saved',
  saving: 'drafts.saving',
  unsaved: 'drafts.unsaved',
} as const satisfies Record<SaveState, string>

function SaveLine({ saver, words }: { readonly saver: DraftSaver; readonly words: number }) {
  const { t } = useWords()
  const state = useStore(saver.state)
  return (
    <p className="draft-facts">
      <span>{t('drafts.words', { count: words })}</span>
      {/* Not told by itself: at each key a screen reader would say it again. */}
      <span data-testid="draft-state">{t(stateKeys[state])}</span>
    </p>
  )
}

/** Stands below the text while dictation hears no words; it was told aloud when the microphone was opened. */
function WordlessNotice() {
  const { hearing } = useLectern()
  const { t } = useWords()
  const language = useHearingLanguage()
  const { status, mode, wordless } = useStore(hearing.state)
  if (status !== 'listening' || mode !== 'dictation' || !wordless) return null
  return (
    <div className="draft-wordless" data-testid="draft-wordless">
      <PackHint kind="recogniser" language={language} text={t('dictation.wordless')} />
    </div>
  )
}

export function DraftView({ id }: { readonly id: number }) {
  const { client, dictation, router, announcer, report, bus } = useLectern()
  const { t } = useWords()
  const { active } = useStore(dictation.state)
  const saveFile = useSaveFile()
  const { remove, toLibrary } = useDraftCommands()
  const [field, setField] = useState<HTMLTextAreaElement | null>(null)
  const titleField = useRef<HTMLInputElement>(null)
  const shown = useRef<HTMLTextAreaElement>(null)
  const [title, setTitle] = useState<string>()
  const [words, setWords] = useState<number>()
  const [exporting, setExporting] = useState(false)
  const counting = useRef<ReturnType<typeof setTimeout>>(undefined)

  const read = useCallback(() => {
    const text = shown.current
    return text
      ? { text: text.value, caret: text.selectionStart, title: titleField.current?.value ?? '' }
      : undefined
  }, [])
  const opened = useDraft(id, read)
  const name = (title ?? (opened?.draft.named ? opened.draft.title : '')) || t('drafts.untitled')

  useEffect(() => {
    document.title = `${name} – Lectern`
  }, [name])
  useEffect(() => {
    if (!field || !opened) return
    const { caret, words: count } = opened.draft
    setWords(count)
    field.setSelectionRange(caret, caret)
    field.focus({ preventScroll: true })
    return dictation.setMain(field, id)
  }, [dictation, field, id, opened])

  const changed = (text: string) => {
    opened?.saver.changed()
    clearTimeout(counting.current)
    counting.current = setTimeout(() => setWords(countWords(text)), countAfterMs)
  }
  const exportAs = (format: DraftFormat) => {
    void opened?.saver
      .flush()
      .then(() => client.call('drafts.export', { id, format }))
      .then(
        ({ name: file, mime, bytes }) => saveFile(file, new Blob([bytes as BlobPart], { type: mime })),
        report,
      )
  }
  const copy = () =>
    void copyText(field?.value ?? '').then(() => announcer.say(t('drafts.copied'), { asked: true }), report)
  useCommands({
    export_draft: (args) => (args?.format ? exportAs(args.format) : setExporting(true)),
    copy_draft: copy,
  })
  const takeAway = async () => {
    await opened?.saver.flush()
    if (await remove({ id, title: title ?? opened?.draft.title ?? '' })) router.go({ view: 'drafts' })
  }

  return (
    <div className="draft">
      <header className="draft-header">
        <a
          className="icon-button"
          href={routeHash({ view: 'drafts' })}
          aria-label={t('drafts.back')}
          title={t('drafts.back')}
        >
          <BackIcon />
        </a>
        <h1 className="visually-hidden" tabIndex={-1}>
          <bdi>{name}</bdi>
        </h1>
        {opened && (
          <input
            ref={titleField}
            className="draft-title"
            type="text"
            maxLength={300}
            defaultValue={opened.draft.named ? opened.draft.title : ''}
            placeholder={t('drafts.titlePlaceholder')}
            aria-label={t('drafts.titleLabel')}
            autoComplete="off"
            onInput={({ currentTarget }) => {
              setTitle(currentTarget.value)
              opened.saver.changed()
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              field?.focus()
            }}
          />
        )}
        <div className="draft-tools" role="group" aria-label={t('drafts.tools')}>
          <CommandButton
            command={active ? 'stop_dictation' : 'start_dictation'}
            label={t(active ? 'command.stop_dictation' : 'command.start_dictation')}
            icon={active ? <StopIcon /> : <MicrophoneIcon />}
            primary
          />
          <CommandButton command="undo" icon={<UndoIcon />} />
          <button
            type="button"
            className="icon-button"
            aria-label={t('dictation.readAll')}
            title={t('dictation.readAll')}
            onClick={() => bus.run('read_back', { unit: 'all' })}
          >
            <VolumeIcon />
          </button>
          <CommandButton command="copy_draft" icon={<CopyIcon />} />
          <CommandButton command="export_draft" icon={<ExportIcon />} />
          <CommandButton command="dictation_history" icon={<HistoryIcon />} />
          <button
            type="button"
            className="icon-button"
            aria-label={t('drafts.toLibrary')}
            title={t('drafts.toLibrary')}
            onClick={() =>
              void opened?.saver
                .flush()
                .then(() => toLibrary({ id }))
                .catch(report)
            }
          >
            <BookIcon />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('drafts.removeThis')}
            title={t('drafts.removeThis')}
            onClick={() => void takeAway()}
          >
            <RemoveIcon />
          </button>
          <CommandButton command="open_settings" icon={<SettingsIcon />} />
        </div>
      </header>
      <main className="draft-main">
        {opened ? (
          <>
            <div className="draft-paper">
              <textarea
                ref={(element) => {
                  setField(element)
                  if (element) shown.current = element
                }}
                className="draft-text"
                defaultValue={opened.draft.text}
                aria-label={t('drafts.text')}
                aria-describedby="draft-hint"
                placeholder={t('drafts.placeholder')}
                data-draft-text=""
                onInput={({ currentTarget }) => changed(currentTarget.value)}
              />
              <PartialLayer field={field} />
            </div>
            <p id="draft-hint" hidden>
              {t('drafts.hint')}
            </p>
            <WordlessNotice />
            <SaveLine saver={opened.saver} words={words ?? opened.draft.words} />
          </>
        ) : (
          <p className="loading">{t('drafts.loading')}</p>
        )}
      </main>
      {exporting && (
        <ExportDraftDialog
          onChoose={(format) => {
            setExporting(false)
            exportAs(format)
          }}
          onClose={() => setExporting(false)}
        />
      )}
    </div>
  )
}

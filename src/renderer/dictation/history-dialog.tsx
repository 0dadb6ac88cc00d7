/** All that was dictated, newest first: heard again, put in again, copied, forgotten. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DictationRecord } from '../../contract/dictation.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { dateText } from '../ui/wording.ts'

const pageSize = 50

interface RecordRowProps {
  readonly record: DictationRecord
  readonly playing: boolean
  readonly onPlay: () => void
  readonly onInsert: () => void
  readonly onForget: (button: Element) => void
}

function RecordRow({ record, playing, onPlay, onInsert, onForget }: RecordRowProps) {
  const { announcer, report } = useLectern()
  const { t, locale } = useWords()
  const { text, at, hasSound, alternatives } = record
  // Buttons of fifty rows must tell which row is theirs.
  const name = text === '' ? dateText(at, locale) : text.slice(0, 60)
  const button = (label: string, run: (button: Element) => void) => (
    <button
      type="button"
      className="button button-small"
      aria-label={`${label}: ${name}`}
      onClick={({ currentTarget }) => run(currentTarget)}
    >
      {label}
    </button>
  )
  return (
    <li className="history-row">
      <p className="history-text" lang={record.language}>
        {text === '' ? <em>{t('dictation.history.wordless')}</em> : <bdi>{text}</bdi>}
      </p>
      <p className="hint">{dateText(at, locale)}</p>
      {alternatives.length > 0 && (
        <details>
          <summary>{t('dictation.history.others', { count: alternatives.length })}</summary>
          <ul className="history-others">
            {alternatives.map((other) => (
              <li key={other} lang={record.language}>
                <bdi>{other}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="history-actions">
        {hasSound && button(t(playing ? 'dictation.history.stop' : 'dictation.history.play'), onPlay)}
        {text !== '' && button(t('dictation.history.insert'), onInsert)}
        {text !== '' &&
          button(t('dictation.history.copy'), () => {
            copyText(text).then(() => announcer.say(t('dictation.history.copied'), { asked: true }), report)
          })}
        {button(t('dictation.history.forget'), onForget)}
      </div>
    </li>
  )
}

export interface HistoryDialogProps {
  readonly onInsert: (text: string) => void
  readonly onClose: () => void
}

export function HistoryDialog({ onInsert, onClose }: HistoryDialogProps) {
  const { client, report, announcer, dictation } = useLectern()
  const { t } = useWords()
  const [records, setRecords] = useState<readonly DictationRecord[]>()
  const [more, setMore] = useState(false)
  const [asking, setAsking] = useState(false)
  const [playing, setPlaying] = useState<number>()
  const sound = useRef<HTMLAudioElement>(undefined)

  const load = useCallback(
    async (before?: number) => {
      const page = await client.call('dictation.history', {
        limit: pageSize,
        ...(before === undefined ? {} : { before }),
      })
      setRecords((all) => [...(before === undefined ? [] : (all ?? [])), ...page])
      setMore(page.length === pageSize)
    },
    [client],
  )
  useEffect(() => {
    load().catch(report)
  }, [load, report])

  const silence = useCallback(() => {
    const playingNow = sound.current
    sound.current = undefined
    if (playingNow) {
      playingNow.pause()
      URL.revokeObjectURL(playingNow.src)
      dictation.speaks(false)
    }
    setPlaying(undefined)
  }, [dictation])
  useEffect(() => silence, [silence])

  const play = async (id: number) => {
    const again = playing === id
    silence()
    if (again) return
    const { bytes, mime } = await client.call('dictation.sound', { id })
    const audio = new Audio(URL.createObjectURL(new Blob([bytes as BlobPart], { type: mime })))
    sound.current = audio
    audio.addEventListener('ended', silence)
    // What is heard now was said before.
    dictation.speaks(true)
    setPlaying(id)
    await audio.play()
  }
  const forget = async (id: number, button: Element) => {
    const goOn = focusNeighbour(button)
    if (playing === id) silence()
    await client.call('dictation.forget', { id })
    setRecords((all) => all?.filter((record) => record.id !== id))
    announcer.say(t('dictation.history.forgotten'), { asked: true })
    requestAnimationFrame(goOn)
  }
  const forgetAll = async () => {
    silence()
    await client.call('dictation.forget', {})
    setRecords([])
    setMore(false)
    setAsking(false)
    announcer.say(t('dictation.history.forgottenAll'), { asked: true })
  }
  const oldest = records?.at(-1)?.id
  return (
    <Dialog title={t('command.dictation_history')} onClose={onClose} wide>
      {records?.length === 0 && <p>{t('dictation.history.empty')}</p>}
      {records && records.length > 0 && (
        <ul className="history" aria-label={t('dictation.history.list')}>
          {records.map((record) => (
            <RecordRow
              key={record.id}
              record={record}
              playing={playing === record.id}
              onPlay={() => void play(record.id).catch((error: unknown) => (silence(), report(error)))}
              onInsert={() => onInsert(record.text)}
              onForget={(button) => void forget(record.id, button).catch(report)}
            />
          ))}
        </ul>
      )}
      {records && records.length > 0 && (
        <div className="dialog-actions">
          {more && (
            <button type="button" className="button" onClick={() => void load(oldest).catch(report)}>
              {t('dictation.history.more')}
            </button>
          )}
          {asking ? (
            <div role="group" aria-label={t('dictation.history.reallyAll')} className="history-ask">
              <p>{t('dictation.history.reallyAll')}</p>
              <button type="button" className="button" onClick={() => setAsking(false)}>
                {t('action.cancel')}
              </button>
              <button
                type="button"
                className="button button-primary"
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- the button that asked is gone
                autoFocus
                onClick={() => void forgetAll().catch(report)}
              >
                {t('dictation.history.forgetAll')}
              </button>
            </div>
          ) : (
            <button type="button" className="button" onClick={() => setAsking(true)}>
              {t('dictation.history.forgetAll')}
            </button>
          )}
        </div>
      )}
    </Dialog>
  )
}

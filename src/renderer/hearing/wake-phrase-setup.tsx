/**
 * Chooses a wake phrase: says what it sounds like by accident, and lets it be said three times, to hear whether it is
 * heard. How the user says it is kept, so that an accent the dictionary does not know is no hindrance.
 */
import { type FormEvent, useId, useState } from 'react'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import type { MessageKey } from '../ui/catalogue.ts'
import { Dialog } from '../ui/dialog.tsx'
import { listText } from '../ui/wording.ts'
import { spokenLanguageOf } from './spoken-language.ts'
import { LevelMeterView } from './level-view.tsx'
import { useMicrophoneTrial } from './use-microphone-trial.ts'

/** Times that the phrase is said. */
const rounds = 3
/** Seconds for one: long enough to begin late. */
const roundSeconds = 3

interface Verdict {
  readonly problem: 'short' | 'common' | 'unknown' | undefined
  readonly like: readonly string[]
}

export function WakePhraseSetup({ onClose }: { readonly onClose: () => void }) {
  const { client, settings, announcer, report } = useLectern()
  const chosen = useSettings()
  const { wakePhrase } = chosen
  const { t, language: own, locale } = useWords()
  const language = spokenLanguageOf(chosen, own)
  const [phrase, setPhrase] = useState(wakePhrase)
  const [verdict, setVerdict] = useState<Verdict>()
  const [recordings, setRecordings] = useState<readonly Int16Array[]>([])
  const [heard, setHeard] = useState<readonly boolean[]>([])
  const [sounds, setSounds] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const trial = useMicrophoneTrial()
  const field = useId()
  const hint = useId()
  const wanted = phrase.trim()
  const ready = heard.length >= rounds

  const say = (text: string) => announcer.say(text, { asked: true })
  const change = (next: string) => {
    setPhrase(next)
    setVerdict(undefined)
    setRecordings([])
    setHeard([])
    setSounds([])
  }
  const verdictText = ({ problem, like }: Verdict) =>
    [
      problem ? t(`wake.problem.${problem}` satisfies MessageKey) : t('wake.good'),
      like.length > 0
        ? t('wake.like', {
            phrases: listText(
              like.map((text) => `“${text}”`),
              locale,
            ),
          })
        : '',
    ]
      .filter(Boolean)
      .join(' ')

  const check = async (event?: FormEvent) => {
    event?.preventDefault()
    if (wanted === '') return
    setBusy(true)
    try {
      const { problem, like } = await client.call('hearing.tryWake', {
        phrase: wanted,
        language,
        recordings: [],
      })
      setVerdict({ problem, like })
      say(verdictText({ problem, like }))
    } catch (error) {
      report(error)
    } finally {
      setBusy(false)
    }
  }
  const recordOne = async () => {
    const pcm = await trial.record(roundSeconds)
    if (!pcm) return
    setBusy(true)
    try {
      const all = [...recordings, pcm].slice(-rounds)
      const answer = await client.call('hearing.tryWake', { phrase: wanted, language, recordings: all })
      setRecordings(all)
      setHeard(answer.heard)
      setSounds(answer.sounds)
      const good = answer.heard.at(-1) === true
      const left = Math.max(0, rounds - answer.heard.length)
      say(
        [
          t(good ? 'wake.heard' : 'wake.notHeard'),
          left > 0 ? t('wake.left', { count: left }) : summary(answer.heard),
        ].join(' '),
      )
    } catch (error) {
      report(error)
    } finally {
      setBusy(false)
    }
  }
  const summary = (rows: readonly boolean[]) =>
    t('wake.summary', { count: rows.filter(Boolean).length, total: rows.length })
  const keep = () => {
    settings.change({
      wakePhrase: wanted,
      wakeSounds: sounds.filter((ipa, at) => ipa !== '' && ipa.length <= 200 && heard[at] === true),
    })
    say(t('wake.kept', { phrase: wanted }))
    onClose()
  }

  return (
    <Dialog title={t('wake.title')} onClose={onClose}>
      <p id={hint}>{t('wake.text')}</p>
      <form onSubmit={(event) => void check(event)}>
        <div className="field">
          <label htmlFor={field}>{t('settings.hearing.wakePhrase')}</label>
          <input
            id={field}
            type="text"
            value={phrase}
            maxLength={60}
            autoComplete="off"
            aria-describedby={hint}
            onChange={({ target }) => change(target.value)}
          />
        </div>
        <div className="dialog-actions">
          <button type="submit" className="button" disabled={busy || wanted === ''}>
            {t('wake.check')}
          </button>
        </div>
      </form>
      {verdict && <p>{verdictText(verdict)}</p>}
      {verdict && verdict.problem !== 'unknown' && (
        <section className="settings-group">
          <h3>{t('wake.say', { phrase: wanted })}</h3>
          <p>{t('wake.say.text', { seconds: roundSeconds })}</p>
          <LevelMeterView level={trial.level} />
          <ol className="wake-rounds">
            {heard.map((good, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- the first time stays the first
              <li key={at}>{t(good ? 'wake.heard' : 'wake.notHeard')}</li>
            ))}
          </ol>
          {ready && <p>{summary(heard)}</p>}
          {trial.advice && <p>{t(`hearing.advice.${trial.advice}`)}</p>}
          <button
            type="button"
            className="button"
            aria-disabled={busy || trial.open}
            onClick={() => {
              if (!busy && !trial.open) void recordOne()
            }}
          >
            {t(trial.open ? 'wake.recording' : busy ? 'wake.checking' : ready ? 'wake.again' : 'wake.record')}
          </button>
        </section>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          className="button button-primary"
          data-answer="yes"
          disabled={!verdict || verdict.problem === 'unknown' || busy || trial.open}
          onClick={keep}
        >
          {t('wake.keep')}
        </button>
      </div>
    </Dialog>
  )
}

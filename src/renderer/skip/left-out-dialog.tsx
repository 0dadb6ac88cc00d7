/** "What was left out?": of the sentence that is read, and of the whole document, each rule with what to do about it. */
import { useEffect, useRef, useState } from 'react'
import type { OmissionReason, OwnRule, SkipAction, SkipWhat } from '../../contract/listening.ts'
import { skipWhat } from '../../contract/listening.ts'
import type { Change } from '../app/undo.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { SelectField } from '../settings/fields.tsx'
import { UndoLine } from '../settings/undo-line.tsx'
import { useHear } from '../speech/use-hear.ts'
import { Dialog } from '../ui/dialog.tsx'
import { isCancelled } from '../ui/errors.ts'
import { percentText } from '../ui/wording.ts'
import { ActionField } from './action-field.tsx'
import { actionFor, type SkipScope, withAction } from './skip-edits.ts'
import { capital, countsText, countText, isRule, ruleText, type Skipped } from './skip-words.ts'

/** Something left out of a sentence. */
export interface LeftOut {
  readonly from: number
  readonly reason: OmissionReason
  readonly text: string
  readonly language: string | undefined
}

export interface LeftOutDialogProps {
  readonly document: string
  readonly here: readonly LeftOut[]
  /** Whether it was being read: that rests while the list is gone through, and goes on afterwards. */
  readonly wasPlaying: boolean
  readonly onClose: () => void
}

export function LeftOutDialog({ document, here, wasPlaying, onClose }: LeftOutDialogProps) {
  const { client, settings, session, announcer, report } = useLectern()
  const { skip, books, ownRules, readingMode } = useSettings()
  const words = useWords()
  const { t, locale } = words
  const [skipped, setSkipped] = useState<Skipped>()
  const [atFirst, setAtFirst] = useState<ReadonlySet<string>>(new Set())
  const [scope, setScope] = useState<SkipScope>('book')
  const [last, setLast] = useState<Change>()
  const hear = useHear()
  const told = useRef(false)

  // Two voices at once, the book's and the one that reads this list, would be no use.
  useEffect(() => {
    if (wasPlaying) session.pause()
  }, [session, wasPlaying])
  useEffect(() => {
    const abort = new AbortController()
    settings
      .settled()
      .then(() => client.call('reading.skipped', { document }, abort.signal))
      .then(
        (found) => {
          if (abort.signal.aborted) return
          setSkipped(found)
          if (!told.current)
            setAtFirst(new Set(found.counts.filter(({ count }) => count > 0).map(({ reason }) => reason)))
          const list = countsText(words, found)
          // Said once, when the dialog has come; afterwards the counts stand in it.
          if (!told.current)
            announcer.say(list === '' ? t('skip.none') : t('skip.summary', { list }), {
              asked: true,
              passing: true,
            })
          told.current = true
        },
        (error: unknown) => {
          if (!abort.signal.aborted && !isCancelled(error)) report(error)
        },
      )
    return () => abort.abort()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- counted again when the rules change
  }, [document, skip, books, ownRules, readingMode])

  const countOf = (reason: OmissionReason, rule?: string): number =>
    skipped?.counts.find((each) => each.reason === reason && each.rule === rule)?.count ?? 0
  const changed = (change: Change) => {
    setLast(change)
    announcer.say(change.label, { asked: true })
  }
  const setRule = (what: SkipWhat, action: SkipAction) =>
    changed(
      settings.changeUndoably(
        withAction(settings.get(), what, action, scope, document),
        t('skip.changed', {
          what: t(`choice.${what}`),
          action: t(`choice.${action}`),
          scope: t(`choice.${scope}`),
        }),
      ),
    )
  const setOwn = (rule: OwnRule, action: SkipAction) => {
    const next =
      action === 'read'
        ? ownRules.filter(({ id }) => id !== rule.id)
        : ownRules.map((each) => (each.id === rule.id ? { ...each, action } : each))
    changed(
      settings.changeUndoably(
        { ownRules: next },
        t(action === 'read' ? 'skip.own.removed' : 'skip.own.saved', { rule: ruleText(words, rule) }),
      ),
    )
  }
  const close = () => {
    onClose()
    if (wasPlaying && session.getState().status === 'paused') void session.play()
  }
  // Rules that do something here come first; the rest is there to be switched on.
  // They stay where they were at first: what is now read counts nothing, and must not jump from under the finger.
  const rules = skipWhat.options.toSorted((a, b) => Number(atFirst.has(b)) - Number(atFirst.has(a)))
  const passedOver = skipped?.counts.filter(({ reason }) => !isRule(reason)) ?? []
  return (
    <Dialog title={t('command.what_was_skipped')} onClose={close} wide>
      <section className="settings-group">
        <h3>{t('skip.here')}</h3>
        {here.length === 0 ? (
          <p>{t('skip.hereNone')}</p>
        ) : (
          <ul className="profiles">
            {here.map(({ from, reason, text, language }) => (
              <li key={from} className="profile">
                <div className="profile-text">
                  <bdi lang={language}>{text}</bdi>
                  <p className="hint">{countText(words, reason, 1)}</p>
                </div>
                <div className="mark-actions">
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={t('skip.hearOf', { text, kind: countText(words, reason, 1) })}
                    onClick={() => void hear.say({ text: text.slice(0, 500), language, document })}
                  >
                    {t('skip.hear')}
                  </button>
                </div>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="settings-group">
        <h3>{t('skip.inDocument')}</h3>
        <p>
          {skipped === undefined
            ? t('skip.counting')
            : t('skip.share', {
                share: percentText(skipped.words === 0 ? 1 : skipped.wordsRead / skipped.words, locale),
                count: skipped.words,
                words: new Intl.NumberFormat(locale).format(skipped.words),
              })}
        </p>
        {passedOver.map(({ reason, count }) => (
          <p key={reason}>{countText(words, reason, count)}</p>
        ))}
        <SelectField
          label={t('skip.scope')}
          value={scope}
          choices={(['book', 'all'] as const).map((value) => ({ value, label: t(`choice.${value}`) }))}
          onChange={setScope}
        />
        <UndoLine change={last} onUndone={() => setLast(undefined)} />
        <div className="skip-rules">
          {ownRules
            .filter((rule) => rule.document === undefined || rule.document === document)
            .map((rule) => (
              <ActionField
                key={rule.id}
                label={`${ruleText(words, rule)}: ${countText(words, 'own', countOf('own', rule.id))}`}
                value={rule.action}
                onChange={(action) => setOwn(rule, action)}
              />
            ))}
          {rules.map((what) => (
            <ActionField
              key={what}
              label={
                countOf(what) > 0
                  ? countText(words, what, countOf(what))
                  : capital(t(`choice.${what}`), locale)
              }
              value={actionFor({ skip, books }, what, document)}
              onChange={(action) => setRule(what, action)}
            />
          ))}
        </div>
      </section>
    </Dialog>
  )
}

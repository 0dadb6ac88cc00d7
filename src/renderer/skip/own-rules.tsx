/** The user's own rules: added, changed, removed; each change can be undone. */
import { useRef, useState } from 'react'
import type { OwnRule } from '../../contract/listening.ts'
import type { Change } from '../app/undo.ts'
import { useLectern, useSession, useSettings, useWords } from '../app/context.tsx'
import { UndoLine } from '../settings/undo-line.tsx'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { listText } from '../ui/wording.ts'
import { OwnRuleForm } from './own-rule-form.tsx'
import { withOwnRule } from './skip-edits.ts'
import { ruleText } from './skip-words.ts'

export function OwnRules() {
  const { settings, announcer } = useLectern()
  const { ownRules } = useSettings()
  const words = useWords()
  const { t, locale } = words
  const open = useSession(({ document }) => document)
  const [editing, setEditing] = useState<string>() // a rule's id, or `new`
  const [last, setLast] = useState<Change>()
  const list = useRef<HTMLUListElement>(null)
  const adder = useRef<HTMLButtonElement>(null)

  const change = (next: OwnRule[], label: string) => {
    setLast(settings.changeUndoably({ ownRules: next }, label))
    announcer.say(label, { asked: true })
  }
  const back = (id: string) => {
    setEditing(undefined)
    requestAnimationFrame(() => {
      const row = list.current?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(id)}"] [data-edit]`)
      ;(row ?? adder.current)?.focus()
    })
  }
  const save = (rule: OwnRule) => {
    change(withOwnRule(settings.get().ownRules, rule), t('skip.own.saved', { rule: ruleText(words, rule) }))
    back(rule.id)
  }
  const facts = ({ kind, matchCase, action, document }: OwnRule) =>
    listText(
      [
        t(`choice.${action}`),
        ...(kind === 'words' ? [] : [t(`lexicon.kind.${kind}`)]),
        ...(matchCase ? [t('lexicon.matchCase')] : []),
        document === undefined
          ? t('choice.all')
          : document === open
            ? t('choice.book')
            : t('skip.own.otherDocument'),
      ],
      locale,
    )
  return (
    <>
      {editing === 'new' ? (
        <OwnRuleForm onSave={save} onCancel={() => back('')} />
      ) : (
        <button ref={adder} type="button" className="button" onClick={() => setEditing('new')}>
          {t('skip.own.add')}
        </button>
      )}
      <UndoLine change={last} onUndone={() => setLast(undefined)} />
      {ownRules.length === 0 && <p>{t('skip.own.none')}</p>}
      <ul ref={list} className="profiles" aria-label={t('skip.own.title')}>
        {ownRules.map((rule) => (
          <li key={rule.id} className="profile" data-rule={rule.id}>
            {editing === rule.id ? (
              <OwnRuleForm rule={rule} onSave={save} onCancel={() => back(rule.id)} />
            ) : (
              <>
                <div className="profile-text">
                  <strong>
                    <bdi>{ruleText(words, rule)}</bdi>
                  </strong>
                  <p className="hint">{facts(rule)}</p>
                </div>
                <div className="mark-actions">
                  <button
                    type="button"
                    className="button button-small"
                    data-edit=""
                    aria-label={t('lexicon.editOf', { written: ruleText(words, rule) })}
                    onClick={() => setEditing(rule.id)}
                  >
                    {t('lexicon.edit')}
                  </button>
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={t('lexicon.removeOf', { written: ruleText(words, rule) })}
                    onClick={({ currentTarget }) => {
                      const goOn = focusNeighbour(currentTarget)
                      change(
                        ownRules.filter(({ id }) => id !== rule.id),
                        t('skip.own.removed', { rule: ruleText(words, rule) }),
                      )
                      requestAnimationFrame(goOn)
                    }}
                  >
                    {t('lexicon.remove')}
                  </button>
                </div>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Corrects words: by one of the other readings (a number, a key, or a click), or by writing or spelling them. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { TextRange } from '../../contract/dictation.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { choiceSaid } from './chooser-words.ts'

export interface Correction {
  readonly text: string
  readonly range: TextRange
  readonly alternatives: readonly string[]
}

export interface CorrectDialogProps {
  readonly correction: Correction
  /** @param expected the words are to be expected from now on */
  readonly onChoose: (text: string, expected: boolean) => void
  readonly onClose: () => void
}

const mostChoices = 9
/** A word or a name can be taught, a sentence cannot. */
const mostTaught = 100

export function CorrectDialog({ correction, onChoose, onClose }: CorrectDialogProps) {
  const { dictation, announcer } = useLectern()
  const { t } = useWords()
  const [expected, setExpected] = useState(false)
  const field = useId()
  const input = useRef<HTMLInputElement>(null)
  const choices = correction.alternatives.slice(0, mostChoices)
  const keep = () => {
    const text = input.current?.value.trim() ?? ''
    if (text === '' || text === correction.text) onClose()
    else onChoose(text, expected && text.length <= mostTaught)
  }
  const choose = (number: number) => {
    const text = choices[number - 1]
    if (text === undefined) announcer.say(t('dictation.noSuchChoice', { number }), { asked: true })
    else onChoose(text, false)
  }
  const write = () => {
    input.current?.focus()
    input.current?.select()
  }

  const latest = useRef({ keep, choose, write })
  useEffect(() => {
    latest.current = { keep, choose, write }
  })
  useEffect(
    () =>
      dictation.intercept((said) => {
        const choice = choiceSaid(said)
        // What is no choice is written into the field for it.
        if (!choice) {
          if (document.activeElement !== input.current) latest.current.write()
          return false
        }
        if (choice.what === 'number') latest.current.choose(choice.number)
        else if (choice.what === 'spell') latest.current.write()
        else if (choice.what === 'keep') latest.current.keep()
        else onClose()
        return true
      }),
    [dictation, onClose],
  )
  useEffect(() => {
    // A dialog is read out by its title and what has the focus; how many there are is said besides.
    announcer.say(t('dictation.choices', { count: choices.length }), { asked: true, passing: true })
  }, [announcer, choices.length, t])

  const press = (event: KeyboardEvent) => {
    const number = Number(event.key)
    if (event.target === input.current || event.ctrlKey || event.altKey || event.metaKey) return
    if (!Number.isInteger(number) || number < 1) return
    event.preventDefault()
    choose(number)
  }
  return (
    <Dialog title={t('command.correct_that')} onClose={onClose}>
      {/* Digits choose wherever the focus is in the dialog. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="correction" onKeyDown={press}>
        <p className="excerpt">
          <bdi>{correction.text}</bdi>
        </p>
        {choices.length > 0 ? (
          <ol className="correction-choices" aria-label={t('dictation.alternatives')}>
            {choices.map((text, index) => (
              <li key={text}>
                <button
                  type="button"
                  className="button"
                  aria-keyshortcuts={String(index + 1)}
                  onClick={() => onChoose(text, false)}
                >
                  <span className="correction-number">{index + 1}</span> <bdi>{text}</bdi>
                </button>
              </li>
            ))}
          </ol>
        ) : (
          <p className="hint">{t('dictation.noAlternatives')}</p>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault()
            keep()
          }}
        >
          <div className="field">
            <label htmlFor={field}>{t('dictation.otherWords')}</label>
            <input
              ref={input}
              id={field}
              type="text"
              maxLength={10_000}
              defaultValue={correction.text}
              // What is said or typed next takes its place.
              onFocus={({ currentTarget }) => currentTarget.select()}
              autoComplete="off"
              aria-describedby={`${field}-hint`}
            />
            <span id={`${field}-hint`} className="hint">
              {t('dictation.otherWordsHint')}
            </span>
          </div>
          <div className="check">
            <input
              id={`${field}-teach`}
              type="checkbox"
              checked={expected}
              onChange={({ target }) => setExpected(target.checked)}
            />
            <label htmlFor={`${field}-teach`}>{t('dictation.expect')}</label>
          </div>
          <div className="dialog-actions">
            <button type="button" className="button" onClick={onClose}>
              {t('action.cancel')}
            </button>
            <button type="submit" className="button button-primary">
              {t('dictation.replace')}
            </button>
          </div>
        </form>
      </div>
    </Dialog>
  )
}

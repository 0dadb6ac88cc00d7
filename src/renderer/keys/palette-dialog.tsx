/**
 * All commands behind one field: type part of a name, with a value where one is wanted, and press Enter.
 *
 * A combobox with a list (WAI-ARIA Authoring Practices, "Editable combobox with list autocomplete"): the focus stays in
 * the field, the arrows choose. A click or tap chooses too, and the button beside the field runs what is chosen, so that
 * no key but Tab and Enter is needed.
 */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { type CommandId, commands, keysOf } from '../../contract/commands.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { showChord } from './chord.ts'
import { useChordWords } from './chord-words.ts'
import { argumentsText, choiceNames, nameables } from './command-names.ts'
import { recentCommands, rememberCommand } from './recent-commands.ts'
import { type Suggestion, suggestCommands } from './typed-command.ts'
import { useReasons } from './use-availability.ts'

/** The count is said only when typing has stopped. */
const announceMs = 700
const page = 8

export function PaletteDialog({ onClose }: { readonly onClose: () => void }) {
  const { bus, announcer, report } = useLectern()
  const { keys: chosenKeys } = useSettings()
  const words = useWords()
  const { t } = words
  const chordWords = useChordWords()
  const reasons = useReasons()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [recent] = useState(recentCommands)
  const list = useRef<HTMLDivElement>(null)

  const named = useMemo(() => nameables(words), [words])
  const found = useMemo((): readonly Suggestion[] => {
    const usable = (command: CommandId) => reasons.get(command) === undefined
    // What cannot be done now comes last, and says why.
    const order = (all: readonly Suggestion[]) => [
      ...all.filter((one) => usable(one.id)),
      ...all.filter((one) => !usable(one.id)),
    ]
    if (typed.trim() !== '') return order(suggestCommands(typed, named, choiceNames(words)))
    const rest = commands.map((command) => command.id).filter((one) => !recent.includes(one))
    return order([...recent, ...rest].map((one) => ({ id: one, args: undefined, score: 1 })))
  }, [named, reasons, recent, typed, words])
  const chosen = found[Math.min(at, found.length - 1)]

  useEffect(() => {
    if (typed === '') return
    const timer = setTimeout(
      () =>
        announcer.say(found.length === 0 ? t('palette.none') : t('palette.count', { count: found.length }), {
          asked: true,
          passing: true,
        }),
      announceMs,
    )
    return () => clearTimeout(timer)
  }, [announcer, found.length, t, typed])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const give = (suggestion: Suggestion | undefined) => {
    if (!suggestion) return
    const reason = reasons.get(suggestion.id)
    if (reason !== undefined) {
      announcer.say(reason, { asked: true })
      return
    }
    rememberCommand(suggestion.id)
    onClose()
    // When the dialog has gone and the place in the page is back: some commands act on it.
    requestAnimationFrame(() => {
      try {
        bus.run(suggestion.id, suggestion.args)
      } catch (error) {
        report(error)
      }
    })
  }
  const press = (event: KeyboardEvent) => {
    const goals: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: Math.min(at + page, found.length - 1),
      PageUp: Math.max(at - page, 0),
    }
    const goal = goals[event.key]
    if (event.key === 'Enter') {
      event.preventDefault()
      give(chosen)
    } else if (goal !== undefined && found.length > 0) {
      event.preventDefault()
      setAt((goal + found.length) % found.length)
    }
  }

  return (
    <Dialog title={t('command.command_palette')} onClose={onClose} wide>
      <div className="inline-form">
        <div className="field">
          <label htmlFor={id}>{t('palette.label')}</label>
          <input
            id={id}
            type="text"
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            aria-expanded={found.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={chosen && `${id}-${chosen.id}`}
            aria-describedby={`${id}-hint`}
            onKeyDown={press}
            onChange={({ target }) => {
              setTyped(target.value)
              setAt(0)
            }}
          />
          <span id={`${id}-hint`} className="hint">
            {t('palette.hint')}
          </span>
        </div>
        <button type="button" className="button button-primary" onClick={() => give(chosen)}>
          {t('form.run')}
        </button>
      </div>
      {found.length === 0 && <p>{t('palette.none')}</p>}
      <div
        ref={list}
        id={`${id}-list`}
        className="palette"
        role="listbox"
        aria-label={t('palette.list')}
        hidden={found.length === 0}
      >
        {found.map((suggestion, index) => {
          const name = t(`command.${suggestion.id}`)
          const reason = reasons.get(suggestion.id)
          const keys = keysOf(suggestion.id, chosenKeys)
          return (
            // The combobox has the keys; a pointer, or a screen reader's click, chooses here.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={suggestion.id}
              id={`${id}-${suggestion.id}`}
              role="option"
              aria-selected={suggestion === chosen}
              aria-disabled={reason !== undefined || undefined}
              data-index={index}
              onClick={() => {
                setAt(index)
                give(suggestion)
              }}
            >
              <span className="palette-name">
                {suggestion.args
                  ? t('palette.with', {
                      command: name,
                      args: argumentsText(suggestion.id, suggestion.args, words),
                    })
                  : name}
                {reason !== undefined && <span className="hint">{` ${t('palette.not', { reason })}`}</span>}
                {typed === '' && recent.includes(suggestion.id) && (
                  <span className="hint">{` ${t('palette.recent')}`}</span>
                )}
              </span>{' '}
              {keys.map((key) => (
                <kbd key={key}>{showChord(key, chordWords)}</kbd>
              ))}
            </div>
          )
        })}
      </div>
      <div className="dialog-actions">
        <button
          type="button"
          className="button"
          onClick={() => {
            onClose()
            requestAnimationFrame(() => bus.run('what_can_i_say'))
          }}
        >
          {t('command.what_can_i_say')}
        </button>
      </div>
    </Dialog>
  )
}

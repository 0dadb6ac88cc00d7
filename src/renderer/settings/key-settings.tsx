/** Every command's key, to be changed by pressing another. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type CommandId, commandGroups, commands, keysOf } from '../../contract/commands.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { chordOf, showChord } from '../keys/chord.ts'
import { useChordWords } from '../keys/chord-words.ts'
import { type Conflict, findConflict } from '../keys/key-map.ts'
import { SettingsGroup } from './fields.tsx'

interface CaptureProps {
  readonly command: CommandId
  readonly onChosen: (chord: string) => void
  readonly onCancel: () => void
}

/** Waits for a key. Escape and Tab are not taken, so that one can always get out. */
function KeyCapture({ command, onChosen, onCancel }: CaptureProps) {
  const { t } = useWords()
  const { keys: chosen } = useSettings()
  const chordWords = useChordWords()
  const [offer, setOffer] = useState<{ readonly chord: string; readonly conflict: Conflict }>()
  const box = useRef<HTMLButtonElement>(null)
  useEffect(() => box.current?.focus(), [])
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onCancel()
    const chord = chordOf(event)
    if (!chord) return
    const conflict = findConflict(chord, command, chosen)
    if (conflict) setOffer({ chord, conflict })
    else onChosen(chord)
  }
  const shown = offer && showChord(offer.chord, chordWords)
  return (
    <div className="key-capture">
      <button type="button" ref={box} className="key-box" onKeyDown={press}>
        {shown ?? t('keys.press', { command: t(`command.${command}`) })}
      </button>
      {offer && (
        <div role="alert">
          <p>
            {offer.conflict.kind === 'owned'
              ? t('keys.owned', { key: offer.chord })
              : t('keys.taken', { key: offer.chord, command: t(`command.${offer.conflict.command}`) })}
          </p>
        </div>
      )}
      <div className="mark-actions">
        {offer && (
          <button type="button" className="button button-small" onClick={() => onChosen(offer.chord)}>
            {t('keys.useAnyway')}
          </button>
        )}
        <button type="button" className="button button-small" onClick={onCancel}>
          {t('action.cancel')}
        </button>
      </div>
    </div>
  )
}

export function KeySettings() {
  const { settings, announcer } = useLectern()
  const { keys: chosen } = useSettings()
  const { t } = useWords()
  const chordWords = useChordWords()
  const [capturing, setCapturing] = useState<CommandId>()
  const button = useRef<Partial<Record<CommandId, HTMLButtonElement | null>>>({})
  const done = (id: CommandId) => {
    setCapturing(undefined)
    requestAnimationFrame(() => button.current[id]?.focus())
  }
  const choose = (id: CommandId, chord: string) => {
    const conflict = findConflict(chord, id, chosen)
    const next: Record<string, readonly string[]> = { ...chosen, [id]: [chord] }
    // The other command gives the key up, so that one key never means two things.
    if (conflict?.kind === 'command')
      next[conflict.command] = keysOf(conflict.command, chosen).filter((key) => key !== chord)
    settings.change({ keys: next as Record<string, string[]> })
    announcer.say(t('keys.set', { command: t(`command.${id}`), key: showChord(chord, chordWords) }), {
      asked: true,
    })
    done(id)
  }
  const remove = (id: CommandId) => settings.change({ keys: { ...chosen, [id]: [] } })
  const reset = (id: CommandId) => {
    const { [id]: _own, ...others } = chosen
    settings.change({ keys: others })
  }

  return (
    <SettingsGroup title={t('settings.keys')}>
      <p>{t('keys.text')}</p>
      {commandGroups.map((group) => (
        <table key={group} className="key-table">
          <caption>{t(`commands.group.${group}`)}</caption>
          <tbody>
            {commands
              .filter((command) => command.group === group)
              .map(({ id }) => {
                const keys = keysOf(id, chosen)
                const command = t(`command.${id}`)
                return (
                  <tr key={id}>
                    <th scope="row">{command}</th>
                    <td>
                      {capturing === id ? (
                        <KeyCapture
                          command={id}
                          onChosen={(chord) => choose(id, chord)}
                          onCancel={() => done(id)}
                        />
                      ) : (
                        <div className="key-actions">
                          {keys.length === 0 ? (
                            <span className="hint">{t('help.noKey')}</span>
                          ) : (
                            keys.map((key) => <kbd key={key}>{showChord(key, chordWords)}</kbd>)
                          )}
                          <button
                            type="button"
                            className="button button-small"
                            aria-label={t('keys.changeOf', { command })}
                            ref={(element) => {
                              button.current[id] = element
                            }}
                            onClick={() => setCapturing(id)}
                          >
                            {t('keys.change')}
                          </button>
                          {keys.length > 0 && (
                            <button
                              type="button"
                              className="button button-small"
                              aria-label={t('keys.removeOf', { command })}
                              onClick={() => remove(id)}
                            >
                              {t('keys.remove')}
                            </button>
                          )}
                          {Object.hasOwn(chosen, id) && (
                            <button
                              type="button"
                              className="button button-small"
                              aria-label={t('keys.resetOf', { command })}
                              onClick={() => reset(id)}
                            >
                              {t('keys.reset')}
                            </button>
                          )}
                        </div>
                      )}
                    </td>
                  </tr>
                )
              })}
          </tbody>
        </table>
      ))}
      <button
        type="button"
        className="button"
        disabled={Object.keys(chosen).length === 0}
        onClick={() => settings.change({ keys: {} })}
      >
        {t('keys.resetAll')}
      </button>
    </SettingsGroup>
  )
}

/**
 * "What can I do here?": what the focus can do, the commands that can be given now with their keys and words, and why
 * others cannot. A short sentence is spoken; the rest is a list to go through. Each command in it is a button: so
 * everything can be done with no more keys than Tab and Enter, or with a switch that steps from stop to stop.
 */
import { useEffect, useState } from 'react'
import { commandGroups, type CommandId, commands, keysOf } from '../../contract/commands.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { alwaysDone } from '../hearing/judge.ts'
import { useSpokenPhrases } from '../hearing/use-spoken-phrases.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useStore } from '../ui/store.ts'
import { matchScore } from '../ui/word-match.ts'
import { showChord } from './chord.ts'
import { useChordWords } from './chord-words.ts'
import { phrasesOf } from './command-names.ts'
import { describeFocus } from './focus-words.ts'
import { useReasons } from './use-availability.ts'

export interface HereDialogProps {
  /** Only what has to do with this. */
  readonly topic: string | undefined
  /** What had the focus when it was asked. */
  readonly focused: Element | null
  readonly onClose: () => void
}

/** Said with their keys in the short sentence, where they can be given. */
const firstOf = [
  'play_or_pause',
  'next_sentence',
  'import_document',
  'search_library',
  'command_palette',
] as const
const mostSaid = 3
/** Phrases shown for a command, and commands whose first phrase is said where the microphone is open. */
const mostPhrases = 2
const mostPhrasesSaid = 8
/** Said first to somebody who speaks: what is needed most, as far as it can be given. */
const spokenFirst: readonly CommandId[] = [
  'play',
  'next_page',
  'next_chapter',
  'go_to_page',
  'open_document',
  'faster',
  'where_am_i',
  'start_dictation',
]

/** The same where something is dictated into. */
const dictatedFirst: readonly CommandId[] = [
  'scratch_that',
  'correct_that',
  'stop_dictation',
  'read_back',
  'select_text',
  'replace_text',
  'start_dictation',
]

export function HereDialog({ topic, focused, onClose }: HereDialogProps) {
  const lectern = useLectern()
  const { announcer, bus, router } = lectern
  const { keys: chosen } = useSettings()
  const { t } = useWords()
  const view = useStore(router).view
  const chordWords = useChordWords()
  const reasons = useReasons()
  const [focus] = useState(() => describeFocus(focused))
  const about = commands.filter(
    ({ id }) =>
      topic === undefined ||
      [t(`command.${id}`), ...phrasesOf(id, t)].some((name) => matchScore(name, topic) > 0),
  )
  const now = about.filter(({ id }) => reasons.get(id) === undefined)
  const dictating = reasons.get('scratch_that') === undefined
  const groups = dictating
    ? ['dictation' as const, ...commandGroups.filter((group) => group !== 'dictation')]
    : commandGroups
  // Who dictates is told what can be said here, not what would be sayable in a book.
  const later = dictating ? [] : about.filter(({ id }) => reasons.get(id) !== undefined)
  const keyText = (id: CommandId) =>
    keysOf(id, chosen)
      .map((key) => showChord(key, chordWords))
      .join(', ')
  const spoken = useSpokenPhrases()
  const hearing = useStore(lectern.hearing.state).status === 'listening'
  const phrases = (id: CommandId) => {
    const known = spoken?.get(id) ?? []
    return known.length > 0 ? known.slice(0, mostPhrases) : phrasesOf(id, t).slice(0, 1)
  }
  const run = (id: CommandId) => {
    onClose()
    requestAnimationFrame(() => bus.run(id)) // when the place in the page is back
  }
  const focusText = focus && t(focus.message, { name: focus.name })

  const ready = !hearing || spoken !== undefined
  useEffect(() => {
    if (!ready) return
    const first = firstOf
      .filter((id) => now.some((command) => command.id === id) && keyText(id) !== '')
      .slice(0, mostSaid)
      .map((id) => `${t(`command.${id}`)}: ${keyText(id)}.`)
    const summary = t('here.summary', {
      view: t(view === 'library' ? 'library.title' : 'reading.text'),
      count: now.length,
    })
    // Who speaks is told what to say, rather than keys.
    const usual: readonly CommandId[] = dictating
      ? dictatedFirst
      : [...spokenFirst, ...now.map(({ id }) => id)]
    const sayable = usual.filter((id) => now.some((row) => row.id === id))
    // A word that always stops is shown only: said aloud, the microphone would hear it. Not so while dictating, which
    // hears nothing while Lectern speaks.
    const toSay = [...new Set(sayable)]
      .filter((id) => (dictating || !alwaysDone.has(id)) && !['yes', 'no'].includes(id))
      .slice(0, mostPhrasesSaid)
      .flatMap((id) => phrases(id).slice(0, 1))
    const text = hearing
      ? [summary, t('here.sayable', { phrases: toSay.join('; ') }), dictating && t('here.marks')]
      : [focusText, summary, ...first]
    announcer.say(text.filter(Boolean).join(' '), { asked: true, passing: true })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when it opens and the phrases are known
  }, [ready])

  return (
    <Dialog title={t('command.what_can_i_say')} onClose={onClose} wide>
      {focusText && <p>{focusText}</p>}
      {now.length === 0 && <p>{t('palette.none')}</p>}
      {dictating && <p>{t('here.marks')}</p>}
      {groups.map((group) => {
        const rows = now.filter((command) => command.group === group)
        if (rows.length === 0) return null
        return (
          <section key={group} className="settings-group">
            <h3>{t(`commands.group.${group}`)}</h3>
            <ul className="here-list">
              {rows.map(({ id }) => (
                <li key={id}>
                  <button type="button" className="button" onClick={() => run(id)}>
                    {t(`command.${id}`)}
                  </button>{' '}
                  {keyText(id) !== '' && <kbd>{keyText(id)}</kbd>}{' '}
                  <span className="hint">
                    {phrases(id)
                      .map((phrase) => t('here.say', { phrase }))
                      .join(' ')}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {later.length > 0 && (
        <section className="settings-group">
          <h3>{t('here.later')}</h3>
          <ul className="here-list">
            {later.map(({ id }) => (
              <li key={id}>
                <span>{t(`command.${id}`)}</span> <span className="hint">{reasons.get(id)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}

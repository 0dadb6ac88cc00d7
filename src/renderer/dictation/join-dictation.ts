/** Joins dictation to the page: what is told of it, and what spoken commands run. */
import type { AppClient } from '../../contract/app.ts'
import { isCommandId } from '../../contract/commands.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Router } from '../app/route.ts'
import type { Undo } from '../app/undo.ts'
import type { Hearing } from '../hearing/hearing-types.ts'
import { topDialog } from '../hearing/answers.ts'
import { spokenLanguageOf } from '../hearing/spoken-language.ts'
import type { CommandBus } from '../keys/command-bus.ts'
import type { Announcer } from '../ui/announcer.ts'
import { hasMessage, type Translate, type Words } from '../ui/catalogue.ts'
import type { ReadableStore } from '../ui/store.ts'
import type { Toasts } from '../ui/toasts.ts'
import { createDictation } from './dictation.ts'
import type { Dictation } from './dictation-types.ts'
import type { Label, Outcome } from './target.ts'

export interface DictationNeeds {
  readonly client: AppClient
  readonly hearing: Hearing
  readonly undo: Undo
  readonly bus: CommandBus
  readonly router: Router
  readonly settings: ReadableStore<Settings>
  readonly words: ReadableStore<Words>
  readonly announcer: Announcer
  readonly toasts: Toasts
  readonly report: (error: unknown) => void
}

/** UTF-16 units of what was written that a step of undo is called by. */
const labelLength = 40

const short = (text: string) => {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= labelLength ? line : `${line.slice(0, labelLength).replace(/\s\S*$/, '')}…`
}

/** Why nothing was done, in the user's words. */
export function refusalText(t: Translate, { reason, text }: Extract<Outcome, { type: 'refused' }>): string {
  const key = `dictation.refused.${reason}`
  return hasMessage(key) ? t(key, { text: text ?? '' }) : t('dictation.refused.unknown')
}

/** What a screen reader is told. What was written is read as it stands; new lines are named. */
export function outcomeText(t: Translate, outcome: Outcome): string {
  switch (outcome.type) {
    case 'wrote':
      return outcome.text
    case 'removed':
      return outcome.text === ''
        ? t('dictation.removed.space')
        : t('dictation.removed', { text: outcome.text })
    case 'selected':
      return t('dictation.selected', { text: outcome.text })
    case 'refused':
      return refusalText(t, outcome)
    case 'nothing':
      return t('dictation.nothing')
    case 'command':
      return ''
    default:
      return outcome satisfies never
  }
}

export function joinDictation(needs: DictationNeeds): Dictation {
  const { client, hearing, undo, bus, router, settings, words, announcer, toasts, report } = needs
  const label: Label = (outcome) => {
    const { t } = words.get()
    if (outcome.type === 'typed') return t('dictation.step.typed')
    if (outcome.type === 'wrote') return t('dictation.step.wrote', { text: short(outcome.text) })
    return t('dictation.step.removed', { text: short('text' in outcome ? (outcome.text ?? '') : '') })
  }
  return createDictation({
    client,
    hearing,
    undo,
    language: () => spokenLanguageOf(settings.get(), words.get().language),
    label,
    news: ({ outcome, by }) => {
      const text = outcomeText(words.get().t, outcome)
      if (outcome.type === 'refused') toasts.show({ kind: 'info', text })
      // Words come by themselves, one utterance after another; what somebody ordered is an answer.
      const said = by === 'said' && outcome.type === 'wrote'
      announcer.say(text, said ? { kind: 'event' } : { asked: true })
    },
    run: (command, args) => {
      if (!isCommandId(command)) return false
      try {
        return bus.run(command, Object.keys(args).length > 0 ? args : undefined)
      } catch (error) {
        report(error)
        return false
      }
    },
    dialog: () => topDialog(),
    unwritten: (said) => {
      const text = words.get().t('dictation.unwritten', { text: said })
      toasts.show({ kind: 'info', text })
      announcer.say(text, { asked: true })
    },
    rescued: (draft) => {
      const { t } = words.get()
      const text = t('dictation.rescued')
      toasts.show({
        kind: 'info',
        text,
        action: { label: t('drafts.openOne'), run: () => router.go({ view: 'draft', draft }) },
      })
      announcer.say(text, { kind: 'event' })
    },
    report,
  })
}

/** The dictation part of the app contract, answered. */
import type { AppHandlers } from '../../contract/app.ts'
import type { dictationMethods } from '../../contract/dictation.ts'
import { correctionsFor } from '../../core/dictation/corrections.ts'
import { editField } from '../../core/dictation/edit.ts'
import { interpret } from '../../core/dictation/interpret.ts'
import type { DictationStore } from '../../store/dictation.ts'
import type { DraftStore } from '../../store/drafts.ts'
import type { SettingsStore } from '../../store/settings.ts'
import { exportDraft } from './export-draft.ts'

export interface DictationHandlerParts {
  readonly drafts: DraftStore
  readonly dictations: DictationStore
  readonly settings: Pick<SettingsStore, 'read'>
}

const soundMimes = { wav: 'audio/wav', ogg: 'audio/ogg; codecs=opus' } as const

export function dictationHandlers({
  drafts,
  dictations,
  settings,
}: DictationHandlerParts): Pick<AppHandlers, keyof typeof dictationMethods> {
  return {
    'drafts.list': () => drafts.list(),
    'drafts.create': ({ text, title }) => drafts.create(text, title),
    'drafts.open': ({ id }) => drafts.open(id),
    'drafts.save': ({ id, text, caret, title }) => drafts.save(id, text, caret, title),
    'drafts.remove': ({ id }) => {
      drafts.remove(id)
      return {}
    },
    'drafts.restore': ({ id }) => drafts.restore(id),
    'drafts.export': ({ id, format }) => exportDraft(drafts.open(id), format),
    'dictation.interpret': (request) => interpret({ ...request, settings: settings.read() }),
    'dictation.edit': (request) => editField({ ...request, settings: settings.read() }),
    'dictation.corrections': (request) => {
      const { taughtWords, spokenPunctuation, autoPunctuation } = settings.read()
      return correctionsFor({ ...request, taughtWords, settings: { spokenPunctuation, autoPunctuation } })
    },
    'dictation.history': ({ limit, draft, before }) => dictations.list(limit, { draft, before }),
    'dictation.sound': ({ id }) => {
      const { kind, bytes } = dictations.sound(id)
      return { mime: soundMimes[kind], bytes }
    },
    'dictation.forget': ({ id }) => {
      if (id === undefined) dictations.forgetAll()
      else dictations.forget(id)
      return {}
    },
  }
}

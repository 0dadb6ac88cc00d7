/** Joins the interface's parts once, when the page starts. */
import type { AppClient } from '../../contract/app.ts'
import { chooseLink, type Link } from '../connect.ts'
import { type CommandBus, createCommandBus } from '../keys/command-bus.ts'
import type { Dictation } from '../dictation/dictation-types.ts'
import { joinDictation } from '../dictation/join-dictation.ts'
import { createExportQueue, type ExportQueue } from '../export/export-queue.ts'
import type { HearingNotice } from '../hearing/hearing.ts'
import { type HearingNames } from '../hearing/hearing-names.ts'
import { joinHearing } from '../hearing/hearing-parts.ts'
import type { Hearing } from '../hearing/hearing-types.ts'
import { createImportQueue, type ImportQueue } from '../library/import-queue.ts'
import { createPacks, type Packs } from '../packs/pack-store.ts'
import { createSession } from '../reading/session.ts'
import { changesTones, keepTempo } from '../reading/keep-tempo.ts'
import type { ReadingSession } from '../reading/session-types.ts'
import { createSettings } from '../settings/settings-store.ts'
import { isAppError } from '../../rpc/failure.ts'
import { type Announcer, createAnnouncer } from '../ui/announcer.ts'
import { systemLanguage, type Words, wordsOf } from '../ui/catalogue.ts'
import { errorText, isCancelled } from '../ui/errors.ts'
import { createStore, type ReadableStore, type Store } from '../ui/store.ts'
import { createToasts, type Toasts } from '../ui/toasts.ts'
import { speedText } from '../ui/wording.ts'
import { keepOneVoice } from './one-voice.ts'
import { createRouter, type Router } from './route.ts'
import { createUndo, type Undo, type UndoableSettings, undoableSettings } from './undo.ts'

export interface Lectern {
  readonly link: Link
  readonly client: AppClient
  readonly settings: UndoableSettings
  readonly session: ReadingSession
  /** The microphone. Closed until it is asked for. */
  readonly hearing: Hearing
  /** Names on screen that may be said; views add theirs. */
  readonly hearingNames: HearingNames
  /** What the microphone's user must be told of; one listener at a time. */
  readonly hearingNotice: Store<HearingNotice | undefined>
  /** Writes what is said into text fields. */
  readonly dictation: Dictation
  readonly router: Router
  readonly bus: CommandBus
  readonly announcer: Announcer
  readonly toasts: Toasts
  /** What can be taken back; commands of risk `changes` put it there. */
  readonly undo: Undo
  readonly imports: ImportQueue
  readonly exports: ExportQueue
  /** Models that can be installed, and those that are. */
  readonly packs: Packs
  readonly words: ReadableStore<Words>
  /** Counts up when the core has come back after it was lost: what was loaded may be old. */
  readonly generation: ReadableStore<number>
  /** Counts up when documents came or went by a command, wherever that was given. */
  readonly shelf: Store<number>
  /** Shows and announces what went wrong, and with what (a file's name), unless it was only cancelled. */
  readonly report: (error: unknown, about?: string) => void
  /** Writes down a failure of the page itself, in the data folder; nothing is sent anywhere. */
  readonly log: (event: string, error: unknown) => void
}

export function createLectern(): Lectern {
  const link = chooseLink()
  const { client } = link
  const toasts = createToasts()
  const words = createStore<Words>(wordsOf(systemLanguage(navigator.languages), navigator.languages))

  const session = createSession({ client })
  keepOneVoice(session)
  const announcer = createAnnouncer({
    isHeard: () => {
      const { status, muted, volume } = session.getState()
      return status === 'playing' && !muted && volume > 0
    },
    verbosity: () => settings.get().verbosity,
  })
  const report = (error: unknown, about?: string) => {
    if (isCancelled(error)) return
    // While the core is away the banner says so, once; nothing is gained by saying it for every request.
    if (isAppError(error, 'closed') && link.state.get() !== 'open') return
    const { t } = words.get()
    const why = errorText(t, error)
    const text = about === undefined ? why : t('import.failedOf', { name: about, why })
    toasts.show({ text, kind: 'error' })
    announcer.alert(text)
  }
  const log = (event: string, error: unknown) => {
    const message = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500)
    client.call('log.write', { level: 'error', event, data: { message } }).catch(() => undefined)
  }
  window.addEventListener('error', ({ error }) => log('the page failed', error))
  window.addEventListener('unhandledrejection', ({ reason }) => log('a promise was forgotten', reason))

  const stored = createSettings(client, report, (patch) => {
    // What is prepared was made by the old voice.
    if (
      [
        'voices',
        'pitch',
        'range',
        'narration',
        'lexicon',
        'books',
        'skip',
        'ownRules',
        'readingMode',
        'gist',
      ].some((field) => field in patch)
    )
      session.renew()
    else if (changesTones(patch, stored.get())) session.renew()
  })
  keepTempo(session, stored, (speed) => {
    const text = words.get().t('ramp.grown', { speed: speedText(speed, words.get().locale) })
    toasts.show({ text, kind: 'info' })
    announcer.say(text, { kind: 'event' })
  })
  const undo = createUndo()
  const settings = undoableSettings(stored, undo)
  const bus = createCommandBus((_id, reason) => {
    toasts.show({ text: reason, kind: 'info' })
    announcer.say(reason, { asked: true })
  })
  const hearingNotice = createStore<HearingNotice | undefined>(undefined)
  const { hearing, names } = joinHearing({
    link,
    settings,
    bus,
    language: () => words.get().language,
    notice: hearingNotice.set,
  })
  const router = createRouter()
  const dictation = joinDictation({
    client,
    hearing,
    undo,
    bus,
    router,
    settings,
    words,
    announcer,
    toasts,
    report,
  })
  const imports = createImportQueue(client)

  settings.subscribe(() => {
    const { interfaceLanguage, speed, volume, muted } = settings.get()
    const language = interfaceLanguage === 'system' ? systemLanguage(navigator.languages) : interfaceLanguage
    if (language !== words.get().language) words.set(wordsOf(language, navigator.languages))
    const state = session.getState()
    if (state.speed !== speed) session.setSpeed(speed)
    if (state.volume !== volume) session.setVolume(volume)
    if (state.muted !== muted) session.setMuted(muted)
  })

  const generation = createStore(0)
  let version: string | undefined
  const greet = async () => {
    const hello = await client.call('hello', {})
    // The core was replaced by another version while this page was open: its page may be another one, too.
    if (version !== undefined && version !== hello.version) return location.reload()
    version = hello.version
    await settings.load()
  }
  link.state.subscribe(() => {
    if (link.state.get() !== 'open') return
    greet().catch(report)
    generation.update((count) => count + 1)
  })

  return {
    link,
    client,
    settings,
    session,
    hearing,
    hearingNames: names,
    hearingNotice,
    dictation,
    router,
    bus,
    announcer,
    toasts,
    undo,
    imports,
    exports: createExportQueue(client, link, report),
    packs: createPacks(client, link, report),
    words,
    generation,
    shelf: createStore(0),
    report,
    log,
  }
}

/** Sessions at the microphone: each joins a listener to the settings, the recognisers and the grammars. */
import type {
  HearingContext,
  HearingEvent,
  HearingMode,
  HearingWay,
  Recogniser,
} from '../../contract/hearing.ts'
import type { Settings } from '../../contract/settings.ts'
import { meantBy } from '../../core/dictation/spoken-grammar.ts'
import { Listener } from '../../core/hearing/listener.ts'
import type { Letter } from '../../core/hearing/letters.ts'
import type { GrammarRole, KeepUtterance } from '../../core/hearing/parts.ts'
import { endpointingFor } from '../../core/hearing/presets.ts'
import type { RecogniserRequest } from '../../core/hearing/transcript.ts'
import type { Told } from '../../core/hearing/parts.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { dictationWords } from './dictation-words.ts'
import type { EarProcess } from './ear.ts'
import type { Grammars } from './grammars.ts'
import type { Knowledge } from './knowledge.ts'
import { chosenRecogniser, type Recognisers, writers } from './recognisers.ts'
import { commandLanguageOf, SessionSense } from './sense.ts'

/** Alternatives of an utterance that a person can choose among. */
const alternatives = 5
/** Milliseconds without sound after which a session counts as forgotten: its window is gone. */
const forgottenAfter = 120_000

export interface HearingParts {
  readonly process: EarProcess
  readonly settings: { read(): Settings }
  /** Folders that packs are looked for in. */
  readonly folders: () => readonly string[]
  readonly recognisers: Recognisers
  readonly grammars: Grammars
  readonly knowledge: Knowledge
  readonly keep?: KeepUtterance | undefined
  readonly report: (what: string, cause: unknown) => void
}

export interface SessionRequest {
  readonly mode: HearingMode
  readonly way: HearingWay
  readonly language: string
  readonly context?: HearingContext | undefined
  readonly draft?: number | undefined
}

/** What may change in a session. */
export type SessionChange = {
  readonly [Name in keyof Omit<SessionRequest, 'language'>]?: SessionRequest[Name] | undefined
}

export const noDictation = (language: string) =>
  new AppError('unavailable', 'Nothing is installed that can write down what is said in this language.', {
    reason: 'no-dictation',
    data: { language },
  })

export class Session {
  readonly #parts: HearingParts
  readonly #language: string
  readonly #listener: Listener
  readonly #sense: SessionSense
  readonly #release: () => void
  #list: readonly Recogniser[]
  heardAt = Date.now()

  static async open(parts: HearingParts, request: SessionRequest): Promise<Session> {
    const release = parts.process.hold()
    try {
      const list = await parts.recognisers.list(parts.folders())
      const session = new Session(parts, request, list, release)
      try {
        session.#check(request.mode)
      } catch (error) {
        session.close()
        throw error
      }
      session.#warm(request.mode, request.way)
      return session
    } catch (error) {
      release()
      throw error
    }
  }

  private constructor(
    parts: HearingParts,
    request: SessionRequest,
    list: readonly Recogniser[],
    release: () => void,
  ) {
    const { settings, process, grammars, knowledge, report, keep } = parts
    this.#parts = parts
    this.#language = request.language
    this.#list = list
    const { prefix, release: giveBack } = grammars.reserve()
    this.#release = () => {
      giveBack()
      release()
    }
    const wake = () => ({ phrase: settings.read().wakePhrase, sounds: settings.read().wakeSounds })
    this.#sense = new SessionSense(
      { knowledge, grammars, language: request.language, wake, report, prefix },
      request.context,
    )
    this.#listener = new Listener(
      {
        ear: process.ear,
        language: request.language,
        sense: this.#sense,
        requests: (mode) => this.#requests(mode),
        endpointing: (mode) => {
          const { endpointing: preset, voiceThreshold: threshold } = settings.read()
          return endpointingFor(mode, { preset, threshold })
        },
        preset: () => settings.read().endpointing,
        keep,
        nameLetter: (pcm) => this.#nameLetter(pcm),
        meant: (text) => meantBy(text, request.language),
        turnComplete: (pcm) => this.#turnComplete(pcm),
        report,
      },
      request,
    )
  }

  async hear(pcm: Int16Array): Promise<HearingEvent[]> {
    this.heardAt = Date.now()
    return [...(await this.#listener.hear(pcm))]
  }
  async flush(): Promise<HearingEvent[]> {
    this.heardAt = Date.now()
    return (await this.#listener.flush()).map(({ event }: Told) => event)
  }
  change({ context, ...change }: SessionChange): void {
    if (change.mode !== undefined) this.#check(change.mode)
    // Its grammar is compiled when somebody speaks: pages turn more often than that.
    if (context !== undefined) this.#sense.context = context
    this.#listener.change(change)
    if (change.mode !== undefined || change.way !== undefined)
      this.#warm(change.mode ?? 'command', change.way ?? 'pushed')
  }
  close(): void {
    this.#listener.close()
    this.#release()
  }

  /** The network is of English letters, and may not be in any folder. */
  async #nameLetter(pcm: Int16Array): Promise<readonly Letter[]> {
    if (!/^en\b/i.test(this.#language)) return []
    const folders = [...this.#parts.folders()]
    try {
      return (await this.#parts.process.ear.call('spelling.decode', { folders, pcm, most: 1 })).letters
    } catch (error) {
      if (isAppError(error, 'not-found')) return []
      throw error
    }
  }

  /** A detector of turns may not be in any folder. */
  async #turnComplete(pcm: Int16Array): Promise<number | undefined> {
    const request = { folders: [...this.#parts.folders()], language: this.#language, pcm }
    try {
      return (await this.#parts.process.ear.call('turn.decide', request)).complete
    } catch (error) {
      if (isAppError(error, 'not-found')) return undefined
      throw error
    }
  }

  #check(mode: HearingMode): void {
    if (mode === 'dictation' && this.wordless && !this.#parts.knowledge.dictationGrammar(this.#language))
      throw noDictation(this.#language)
  }

  /** True where nothing is installed that could write words: dictation hears letters, numbers, marks and commands. */
  get wordless(): boolean {
    return this.#requests('dictation').length === 0
  }

  /** Settings and folders may have changed since: this utterance takes what is known, the next what is found. */
  #requests(mode: HearingMode): readonly RecogniserRequest[] {
    const { settings, recognisers, report, knowledge } = this.#parts
    const current = settings.read()
    const folders = [...this.#parts.folders()]
    recognisers.list(folders).then(
      (list) => {
        this.#list = list
      },
      (error: unknown) => report('the recognisers could not be listed', error),
    )
    const able = writers(this.#list, this.#language, chosenRecogniser(current, this.#language))
    if (mode === 'dictation')
      return able.map(({ id, hotWords }) => ({
        recogniser: id,
        folders,
        language: this.#language,
        hotWords: hotWords ? [...dictationWords(commandLanguageOf(this.#language), current.taughtWords)] : [],
        alternatives,
      }))
    // A recogniser that gets one word in three wrong is no second opinion: the grammar is better alone.
    return able
      .filter(({ kind }) => kind === 'transducer')
      .map(({ id, hotWords }) => ({
        recogniser: id,
        folders,
        language: this.#language,
        hotWords: hotWords ? [...knowledge.hotWords(this.#sense.place)] : [],
        alternatives: 3,
      }))
  }

  /** Loads what the first utterance would otherwise wait for. */
  #warm(mode: HearingMode, way: HearingWay): void {
    const roles: GrammarRole[] = ['stop']
    if (way === 'wake') roles.push('wake')
    if (mode === 'command') roles.push('commands')
    else if (this.wordless) roles.push('dictation')
    this.#sense.prepare(roles)
    if (mode === 'dictation') this.#turnComplete(new Int16Array(0)).catch(() => undefined) // told when it is needed
    const request = this.#requests(mode)[0]
    if (!request || way === 'wake') return
    const { ear } = this.#parts.process
    ear
      .call('recogniser.open', request)
      .then(({ stream }) => ear.call('recogniser.close', { stream }))
      .catch((error: unknown) => this.#parts.report('a recogniser could not be loaded', error))
  }
}

/** The open sessions by number. */
export class Sessions {
  readonly #parts: HearingParts
  readonly #open = new Map<number, Session>()
  #next = 1
  #sweep: NodeJS.Timeout | undefined

  constructor(parts: HearingParts) {
    this.#parts = parts
  }

  async open(request: SessionRequest): Promise<number> {
    const session = await Session.open(this.#parts, request)
    const id = this.#next++
    this.#open.set(id, session)
    this.#sweep ??= setInterval(() => this.#forget(), forgottenAfter / 4).unref()
    return id
  }
  /** @throws {AppError} `not-found` for one that was closed */
  get(id: number): Session {
    const session = this.#open.get(id)
    if (!session)
      throw new AppError('not-found', 'This session at the microphone has ended.', { reason: 'session-gone' })
    return session
  }
  close(id: number): void {
    this.#open.get(id)?.close()
    this.#open.delete(id)
    if (this.#open.size > 0) return
    clearInterval(this.#sweep)
    this.#sweep = undefined
  }

  #forget(): void {
    for (const [id, { heardAt }] of this.#open) if (Date.now() - heardAt > forgottenAfter) this.close(id)
  }
}

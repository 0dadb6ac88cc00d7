/**
 * Listens: one microphone and one session of the core, joined so that no sound is lost between them.
 *
 * The microphone is closed in one place (`#release`), whatever ends the listening: an order, a device that is lost, a
 * core that does not come back. While the core is away for a moment the sound waits in the pump and is heard when it
 * is back. See docs/adr/0032-capture-in-a-worklet.md.
 */
import type { AppClient } from '../../contract/app.ts'
import type { HearingContext, HearingEvent } from '../../contract/hearing.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import type { Microphone, MicrophoneListener, MicrophoneWish, OpenMicrophone } from '../audio/capture.ts'
import { createStore } from '../ui/store.ts'
import { EarlyMicrophone } from './early-microphone.ts'
import type { Hearing, HearingStart, HearingState } from './hearing-types.ts'
import { LevelMeter, silence } from './level.ts'
import { SoundPump } from './sound-pump.ts'

/** What the user should be told of at once, and what is not a state. */
export type HearingNotice =
  | { readonly what: 'opened'; readonly device: string; readonly substitute: boolean }
  | { readonly what: 'closed' }
  /** The core or its ear is away; it is started anew, and what was said is heard then. */
  | { readonly what: 'away' | 'back' }
  | { readonly what: 'behind' | 'caughtUp' }
  | { readonly what: 'failed'; readonly problem: AppError }
  /** A change could not be made, such as dictation without a recogniser: it goes on as before. */
  | { readonly what: 'refused'; readonly problem: AppError }

export interface HearingPorts {
  readonly client: Pick<AppClient, 'call'>
  /** The core can be reached: a call would not wait for it to come back. */
  readonly linked: () => boolean
  readonly openMicrophone: OpenMicrophone
  readonly wish: () => MicrophoneWish
  /** What is spoken, as a language tag. */
  readonly language: () => string
  readonly context: () => HearingContext
  readonly notice: (notice: HearingNotice) => void
  /** Told of what a listener to events failed with. */
  readonly report: (error: unknown) => void
}

export interface HearingParts extends Hearing {
  /** To be called when what is on screen has changed. */
  readonly contextChanged: () => void
  /** To be called when another microphone, or another treatment of its sound, is wished for. */
  readonly microphoneChanged: () => void
}

/** Frames between two looks at the level: about ten a second. */
const levelEvery = 3
/** Providers of commands come and go several at a time. */
const settleMs = 250
/** Sessions that may be lost one after another without a word heard in between. */
const mostLosses = 3
/** What hears is started anew with growing pauses; so is the asking. */
const pauseMs = 300
/** A last utterance that is not understood by then is given up. */
const finishMs = 8_000

const away = (cause: unknown) =>
  isAppError(cause, 'closed') || isAppError(cause, 'not-found') || isAppError(cause, 'unavailable')

/** A lost core has words of its own here: that the microphone was closed for it must be told, too. */
function asProblem(cause: unknown): AppError {
  if (isAppError(cause, 'closed'))
    return new AppError('unavailable', 'The core does not come back.', { reason: 'hearing-core-lost', cause })
  return cause instanceof AppError ? cause : new AppError('internal', 'hearing failed', { cause })
}

interface NextStart {
  options: HearingStart
  readonly microphone: EarlyMicrophone
  done: Promise<void>
}

class MicrophoneHearing implements HearingParts {
  readonly state = createStore<HearingState>({
    status: 'off',
    mode: 'command',
    way: 'pushed',
    speaking: false,
    awake: false,
    level: { speech: silence, noise: silence },
  })
  readonly #ports: HearingPorts
  readonly #listeners = new Set<(event: HearingEvent) => void>()
  #options: HearingStart = { mode: 'command', way: 'pushed' }
  /** Counts up with each start and stop, so that what belongs to an earlier one knows that it is over. */
  #turn = 0
  #microphone: Microphone | undefined
  #pump: SoundPump | undefined
  #session: Promise<number> | undefined
  #meter = new LevelMeter()
  #frames = 0
  #losses = 0
  #late = false
  /** A new session is being opened in place of a lost one. */
  #recovering: Promise<void> | undefined
  /** Another microphone was wished for while one was being opened. */
  #wishedAgain = false
  /** Listening that was asked for while what was said before is being finished. */
  #next: NextStart | undefined
  /** The microphone is closed, and what was said is being finished. */
  #finishing: Promise<void> | undefined
  #sentContext = ''
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(ports: HearingPorts) {
    this.#ports = ports
  }

  onEvent(listener: (event: HearingEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async start(options: HearingStart): Promise<void> {
    if (this.#finishing) return this.#startNext(options)
    if (this.#pump) return this.change(options)
    return this.#begin(options)
  }

  /** The microphone is opened at once; what it hears waits until what was said before is finished. */
  #startNext(options: HearingStart): Promise<void> {
    if (this.#next && !this.#next.microphone.closed) {
      this.#next.options = options
      return this.#next.done
    }
    const before = this.#next?.done ?? this.#finishing
    const microphone = new EarlyMicrophone((listener) =>
      this.#ports.openMicrophone(this.#ports.wish(), listener),
    )
    const next: NextStart = { options, microphone, done: Promise.resolve() }
    this.#next = next
    this.#patch({ status: 'opening' })
    next.done = (async () => {
      await before
      if (this.#next === next) this.#next = undefined
      if (!microphone.closed || microphone.holdsSound) await this.#begin(next.options, microphone)
    })()
    return next.done
  }

  /** Closes a microphone that was opened while what was said before is being finished. @returns false where none was */
  #endNext(keep: boolean): boolean {
    const microphone = this.#next?.microphone
    if (!microphone || microphone.closed) return false
    microphone.close(keep)
    return true
  }

  async #begin(options: HearingStart, early?: EarlyMicrophone): Promise<void> {
    const turn = ++this.#turn
    this.#options = options
    this.#meter = new LevelMeter()
    this.#losses = 0
    this.#late = false
    const { problem: _problem, advice: _advice, ...rest } = this.state.get()
    this.state.set({
      ...rest,
      ...this.#heardWays(),
      status: early?.closed ? 'off' : 'opening',
      speaking: false,
      level: { speech: silence, noise: silence },
    })
    this.#pump = this.#makePump(turn)
    this.#session = this.#openSession()
    try {
      // Both at once; what the microphone gives before there is a session waits in the pump.
      const opening = early ? this.#adopt(early, turn) : this.#openMicrophone(turn)
      const [microphone] = await Promise.all([opening, this.#session])
      if (turn !== this.#turn || this.#finishing) return
      if (early?.closed) return await this.#finishUtterance() // it is closed again, and something was said
      this.#patch({ status: 'listening' })
      this.#ports.notice({ what: 'opened', device: microphone.name, substitute: microphone.substitute })
    } catch (cause) {
      if (turn === this.#turn) this.#fail(asProblem(cause))
    }
  }

  async change(options: Partial<HearingStart>): Promise<void> {
    if (!this.#pump) return
    const former = this.#options
    const { draft: _draft, ...before } = former
    // A draft belongs to dictation: commands after it are not written into its history.
    const kept = (options.mode ?? before.mode) === 'dictation' ? this.#options : before
    this.#options = { ...kept, ...options }
    this.#patch(this.#heardWays(options.way !== undefined))
    const { turn, session } = this.#now()
    try {
      const id = await session
      if (turn !== this.#turn || id === undefined) return
      const { wordless = false } = await this.#ports.client.call('hearing.change', {
        session: id,
        ...options,
      })
      if (turn === this.#turn) this.#patch({ wordless })
    } catch (cause) {
      // A session that is gone is noticed by the pump; the next one begins with these options.
      if (turn !== this.#turn || isAppError(cause, 'closed') || isAppError(cause, 'not-found')) return
      this.#options = former
      this.#patch(this.#heardWays(options.way !== undefined))
      this.#ports.notice({ what: 'refused', problem: asProblem(cause) })
    }
  }

  async flush(): Promise<void> {
    const { turn, pump } = this.#now()
    if (!pump) return
    for (;;) {
      // What was said before the core was lost is heard by the next session; it is flushed then.
      await this.#recovering
      if (turn !== this.#turn) return
      try {
        const id = await this.#session
        await pump.drained()
        if (turn !== this.#turn || id === undefined) return
        if (this.#recovering) continue
        const { events } = await this.#ports.client.call('hearing.flush', { session: id })
        if (turn !== this.#turn) return
        pump.settle(events)
        this.#tell(turn, events)
        return
      } catch (cause) {
        if (turn !== this.#turn) return
        if (!away(cause)) return this.#fail(asProblem(cause))
        pump.hold()
        await this.#lost(turn, cause)
      }
    }
  }

  async finish(): Promise<void> {
    if (this.#endNext(true)) {
      this.#patch({ status: 'off', speaking: false, awake: false })
      this.#ports.notice({ what: 'closed' })
      return this.#next?.done
    }
    if (!this.#pump || this.#finishing) return this.#finishing
    this.#microphone?.close()
    this.#microphone = undefined
    this.#patch({ status: 'off', speaking: false, awake: false })
    this.#ports.notice({ what: 'closed' })
    return this.#finishUtterance()
  }

  /** What was said before a headset is gone is finished, as when the key is let go. */
  #loseMicrophone(problem: AppError): void {
    if (this.#finishing) return
    this.#microphone = undefined
    this.#patch({ status: 'failed', speaking: false, awake: false, problem })
    this.#ports.notice({ what: 'failed', problem })
    void this.#finishUtterance()
  }

  #finishUtterance(): Promise<void> {
    const turn = this.#turn
    let late: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<void>((resolve) => {
      late = setTimeout(resolve, finishMs)
    })
    this.#finishing = Promise.race([this.flush(), patience]).then(() => {
      clearTimeout(late)
      this.#finishing = undefined
      if (turn === this.#turn) this.#release()
    })
    return this.#finishing
  }

  async stop(): Promise<void> {
    if (!this.#pump) return
    const shown = this.#endNext(false) || this.#finishing === undefined
    this.#release()
    this.#patch({ status: 'off', speaking: false, awake: false })
    if (shown) this.#ports.notice({ what: 'closed' })
  }

  readonly contextChanged = (): void => {
    clearTimeout(this.#settling)
    if (!this.#pump) return
    this.#settling = setTimeout(() => {
      const context = this.#ports.context()
      const text = JSON.stringify(context)
      const { turn, session } = this.#now()
      if (text === this.#sentContext || !session) return
      this.#sentContext = text
      session
        .then((id) =>
          turn === this.#turn ? this.#ports.client.call('hearing.change', { session: id, context }) : {},
        )
        .catch(() => undefined) // a lost session is noticed by the pump, and the next one begins with this context
    }, settleMs)
  }

  readonly microphoneChanged = (): void => {
    const { turn, pump } = this.#now()
    if (!pump || this.#finishing) return
    const before = this.#microphone
    if (!before) {
      this.#wishedAgain = true // what is being opened may be the former wish
      return
    }
    this.#microphone = undefined
    before.close()
    this.#openMicrophone(turn).then(
      ({ name, substitute }) => {
        if (turn === this.#turn) this.#ports.notice({ what: 'opened', device: name, substitute })
      },
      (cause: unknown) => {
        if (turn === this.#turn) this.#fail(asProblem(cause))
      },
    )
  }

  #now() {
    return { turn: this.#turn, session: this.#session, pump: this.#pump }
  }

  #heardWays(wayGiven = true): Pick<HearingState, 'mode' | 'way' | 'awake'> {
    const { mode, way } = this.#options
    return { mode, way, awake: wayGiven ? way !== 'wake' : this.state.get().awake }
  }

  #patch(patch: Partial<HearingState>): void {
    this.state.update((before) => ({ ...before, ...patch }))
  }

  #openSession(): Promise<number> {
    const context = this.#ports.context()
    const turn = this.#turn
    this.#sentContext = JSON.stringify(context)
    const opened = this.#ports.client
      .call('hearing.open', { ...this.#options, language: this.#ports.language(), context })
      .then(({ session, wordless = false }) => {
        if (turn === this.#turn) this.#patch({ wordless })
        return session
      })
    opened.catch(() => undefined) // whoever waits for it tells
    return opened
  }

  #listener(turn: number): MicrophoneListener {
    return {
      frame: (pcm) => {
        if (turn === this.#turn) this.#hear(pcm)
      },
      lost: (cause) => {
        if (turn === this.#turn) this.#loseMicrophone(cause)
      },
    }
  }

  async #adopt(early: EarlyMicrophone, turn: number): Promise<Microphone> {
    const microphone = await early.adopt(this.#listener(turn))
    return this.#take(early.closed ? undefined : turn, microphone)
  }

  async #openMicrophone(turn: number): Promise<Microphone> {
    const microphone = await this.#ports.openMicrophone(this.#ports.wish(), this.#listener(turn))
    return this.#take(turn, microphone)
  }

  #take(turn: number | undefined, microphone: Microphone): Microphone {
    // It was closed again while the browser asked the user.
    if (turn !== this.#turn || this.#finishing) microphone.close()
    else {
      this.#microphone = microphone
      const again = this.#wishedAgain
      this.#wishedAgain = false
      if (again) this.microphoneChanged()
    }
    return microphone
  }

  #makePump(turn: number): SoundPump {
    return new SoundPump({
      send: async (pcm) => {
        const session = await this.#session
        if (session === undefined) return []
        // The call would wait for the core, and whoever speaks would be told meanwhile that they are heard.
        if (!this.#ports.linked()) throw new AppError('closed', 'The core is away.')
        const { events } = await this.#ports.client.call('hearing.hear', { session, pcm })
        return events
      },
      events: (events) => {
        this.#losses = 0
        this.#tell(turn, events)
      },
      failed: (cause) => void this.#lost(turn, cause),
      behind: (late) => {
        // While the core is away sound waits for another reason, which has been told.
        if (late === this.#late || (late && this.state.get().status !== 'listening')) return
        this.#late = late
        this.#ports.notice({ what: late ? 'behind' : 'caughtUp' })
      },
    })
  }

  #hear(pcm: Int16Array): void {
    this.#meter.hear(pcm, this.state.get().speaking)
    this.#pump?.push(pcm)
    if (++this.#frames % levelEvery !== 0) return
    const { advice } = this.#meter
    this.state.update(({ advice: before, ...rest }) => {
      // Advice stays until speech was judged again: it could not be read in the moment that it takes to say a word.
      const now = rest.speaking ? advice : before
      return { ...rest, level: this.#meter.level, ...(now ? { advice: now } : {}) }
    })
  }

  #tell(turn: number, events: readonly HearingEvent[]): void {
    for (const event of events) {
      if (turn !== this.#turn) return // a listener may have closed the microphone: what came after is not heard
      if (event.type === 'speech') this.#patch({ speaking: event.speaking && !this.#finishing })
      else if (event.type === 'awake') this.#patch({ awake: !this.#finishing })
      else if (event.type === 'asleep') this.#patch({ awake: false })
      for (const listener of this.#listeners)
        try {
          listener(event)
        } catch (error) {
          this.#ports.report(error)
        }
      if (event.type === 'trouble' && event.what === 'failed' && turn === this.#turn)
        this.#fail(new AppError('unavailable', 'The recogniser failed.', { reason: 'hearing-failed' }))
    }
  }

  /** Once for whoever notices it: the pump, or a flush. */
  #lost(turn: number, cause: unknown): Promise<void> {
    if (turn !== this.#turn) return Promise.resolve()
    this.#recovering ??= this.#recover(turn, cause).then((back) => {
      if (turn !== this.#turn) return
      this.#recovering = undefined
      if (back) this.#pump?.resume()
    })
    return this.#recovering
  }

  /**
   * A new session in place of the lost one. The client waits for the core to come back, and gives up by itself.
   *
   * @returns true where there is one
   */
  async #recover(turn: number, cause: unknown): Promise<boolean> {
    if (turn !== this.#turn) return false
    if (!away(cause) || ++this.#losses > mostLosses) {
      this.#fail(asProblem(cause))
      return false
    }
    if (!this.#finishing) {
      const told = this.state.get().status === 'opening'
      this.#patch({ status: 'opening', speaking: false })
      if (!told) this.#ports.notice({ what: 'away' })
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs * this.#losses))
    if (turn !== this.#turn) return false
    try {
      this.#session = this.#openSession()
      await this.#session
    } catch (error) {
      // A computer that is busy starting the core again may need more than one attempt.
      return this.#recover(turn, error)
    }
    if (turn !== this.#turn) return false
    if (!this.#finishing) {
      this.#patch({ ...this.#heardWays(), status: 'listening' })
      this.#ports.notice({ what: 'back' })
    }
    return true
  }

  #fail(problem: AppError): void {
    this.#release()
    this.#patch({ status: 'failed', speaking: false, awake: false, problem })
    this.#ports.notice({ what: 'failed', problem })
  }

  /** Lets everything go, the device first. */
  #release(): void {
    this.#microphone?.close()
    this.#microphone = undefined
    this.#turn++
    this.#recovering = undefined
    this.#wishedAgain = false
    clearTimeout(this.#settling)
    this.#pump?.end()
    this.#pump = undefined
    const session = this.#session
    this.#session = undefined
    session?.then((id) => this.#ports.client.call('hearing.close', { session: id })).catch(() => undefined) // a session that is gone is closed
  }
}

/** Nothing touches the microphone before `start`. */
export function createHearing(ports: HearingPorts): HearingParts {
  return new MicrophoneHearing(ports)
}

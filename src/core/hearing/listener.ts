/**
 * One session at the microphone: sound in, events out.
 *
 * Sound is judged by voice activity first, in order; where speech begins, a turn is opened that hears the half second
 * before it and all that follows. Turns recognise in the background, so that sound never waits for them: `hear` answers
 * what has come to be known by then. Nothing here reads a clock: time is the sound's.
 */
import {
  hearingFrame,
  hearingRate,
  type HearingEvent,
  type HearingMode,
  type HearingWay,
} from '../../contract/hearing.ts'
import { isAppError } from '../../rpc/failure.ts'
import { Activity } from './activity.ts'
import { CommandTurn } from './command-turn.ts'
import { isLost } from './failures.ts'
import { DictationTurn } from './dictation-turn.ts'
import { Endpointer } from './endpoint.ts'
import { Levels, levelOf } from './level.ts'
import { Advice } from './advice.ts'
import type { KeepUtterance, ListenerChange, ListenerParts, ListenerStart, Told } from './parts.ts'
import { PhraseTurn } from './phrase-turn.ts'
import { SoundTape } from './sound.ts'
import { type Outcome, preRoll, seconds, type Turn } from './turn.ts'
import { WakeTurn } from './wake-turn.ts'

/** Frames judged at once while nothing is said: fewer messages, and the pre-roll makes up for the delay. */
const idleFrames = 4
/** Frames judged at once in recordings: a second. */
const fileFrames = 32
/** Seconds for which one is heard after the wake phrase, and after each thing said then. */
const awakeSeconds = 7
/** Samples within which failures of the ear are one failure. */
const lostOnce = 3 * hearingRate

interface OpenTurn {
  readonly turn: Turn
  readonly from: number
  /** Samples before `from` that it has heard, at most. */
  readonly lead: number
  readonly continued: boolean
  /** What it tells, until the turn before it has told everything. */
  readonly held: Told[]
  released: boolean
}

export class Listener {
  readonly #parts: ListenerParts
  readonly #live: boolean
  readonly #tape = new SoundTape()
  readonly #activity: Activity
  readonly #endpointer: Endpointer
  readonly #levels = new Levels()
  readonly #advice = new Advice()
  #mode: HearingMode
  #way: HearingWay
  #draft: number | undefined
  #judged = 0 // samples that voice activity has been decided for
  #told: Told[] = []
  #turn: OpenTurn | undefined
  #utterance = 0
  #endings: Promise<void> = Promise.resolve()
  #advancing: Promise<void> = Promise.resolve()
  #lostAt = -1
  readonly #broken = new Set<string>()
  #spokenTo = 0 // position after the last utterance that was one
  #breathless = 0 // position before which what begins goes on with what was ended for its length
  readonly #ending = new Set<OpenTurn>() // utterances that are over and not yet told
  #awakeUntil: number | undefined
  #failed = false
  #closed = false
  /** Since when the ear is being started again, as far as is known. */
  #recovering = false
  #stall: () => void = () => undefined

  constructor(parts: ListenerParts, start: ListenerStart) {
    this.#parts = parts.keep ? { ...parts, keep: this.#telling(parts.keep) } : parts
    this.#mode = start.mode
    this.#way = start.way
    this.#draft = start.draft
    this.#live = start.live ?? true
    this.#activity = new Activity(parts.ear, () => this.#onLost())
    this.#endpointer = new Endpointer(parts.endpointing(start.mode))
  }

  /**
   * Takes sound, in order.
   *
   * @param pcm mono, 16 bit, at `hearingRate`; kept, so it must not be changed afterwards
   * @returns what has happened by now; events come in the order of their utterances
   */
  async hear(pcm: Int16Array): Promise<readonly HearingEvent[]> {
    return (await this.listen(pcm)).map(({ event }) => event)
  }

  /** As `hear`, with the place of each event. */
  async listen(pcm: Int16Array): Promise<readonly Told[]> {
    if (this.#failed || this.#closed) return this.#take()
    this.#tape.push(pcm)
    // While the ear is started again, the caller is told so at once, and its sound gathers here.
    const stalled = new Promise<void>((resolve) => {
      this.#stall = resolve
    })
    const advanced = this.#advance(false)
    if (!this.#live) await advanced
    else if (!this.#recovering) await Promise.race([advanced, stalled])
    return this.#take()
  }

  /** Takes what is being said for ended. */
  async flush(): Promise<readonly Told[]> {
    if (!this.#closed) {
      await this.#advance(true)
      this.#boundary(this.#endpointer.finish())
      await this.#endings
    }
    return this.#take()
  }

  /** What is being said goes on in the new mode, from its beginning. */
  change({ mode, way, draft }: ListenerChange): void {
    this.#draft = draft ?? this.#draft
    if (way !== undefined && way !== this.#way) {
      this.#way = way
      this.#awakeUntil = undefined
    }
    const before = this.#mode
    this.#mode = mode ?? before
    if (this.#mode === before) return
    this.#endpointer.settings = this.#parts.endpointing(this.#mode)
    this.#openAgain()
  }

  /** What is being said is taken for something else from its beginning. */
  #openAgain(): void {
    const open = this.#turn
    if (!open) return
    open.turn.drop()
    this.#open(open.from, open.lead, open.continued)
  }

  close(): void {
    const open = this.#turn
    this.#closed = true
    this.#turn = undefined
    this.#told = []
    // A window that is gone in the middle of a sentence has told nobody of it: the history keeps what was dictated.
    if (open && this.#live && isWritten(open.turn)) open.turn.end(this.#tape.end).catch(() => undefined)
    else open?.turn.drop()
    this.#activity.close()
  }

  #take(): readonly Told[] {
    const told = this.#told
    this.#told = []
    return this.#closed ? [] : told
  }
  #tell(event: HearingEvent): void {
    this.#told.push({ event })
  }
  /** Tells once that the history takes nothing, as on a full disk, until it takes something again. */
  #telling(keep: KeepUtterance): KeepUtterance {
    let told = false
    return async (utterance) => {
      try {
        const row = await keep(utterance)
        told = false
        return row
      } catch (error) {
        if (!told) this.#tell({ type: 'trouble', what: 'unkept' })
        told = true
        throw error
      }
    }
  }

  #advance(all: boolean): Promise<void> {
    this.#advancing = this.#advancing
      .then(() => this.#judge(all))
      .catch((error: unknown) => this.#fail(error))
    return this.#advancing
  }

  async #judge(all: boolean): Promise<void> {
    while (!this.#failed && !this.#closed) {
      const waiting = Math.floor((this.#tape.end - this.#judged) / hearingFrame)
      const busy = this.#endpointer.speaking || this.#endpointer.rising
      const least = all || busy ? 1 : idleFrames
      if (waiting < least) return
      const frames = Math.min(waiting, this.#live ? 8 : fileFrames)
      const pcm = this.#tape.slice(this.#judged, this.#judged + frames * hearingFrame)
      const probabilities = await this.#activity.hear(pcm)
      if (this.#recovering) this.#lostAt = this.#tape.end
      this.#recovering = false
      if (this.#closed) return
      for (const [index, probability] of probabilities.entries()) {
        const frame = pcm.slice(index * hearingFrame, (index + 1) * hearingFrame)
        await this.#frame(frame, probability)
      }
    }
  }

  async #frame(pcm: Int16Array, probability: number): Promise<void> {
    const endpointer = this.#endpointer
    if (!endpointer.speaking && !endpointer.rising)
      endpointer.settings = this.#parts.endpointing(this.#turnMode())
    this.#levels.hear(levelOf(pcm), probability)
    endpointer.patience = this.#turn?.turn.patience ?? 0
    const boundary = endpointer.step(probability)
    this.#judged += hearingFrame
    this.#turn?.turn.push(pcm)
    if (boundary?.type === 'end') this.#breathless = this.#judged + this.#missingRest()
    this.#boundary(boundary)
    const open = this.#turn
    if (open && endpointer.speaking) {
      const over = open.turn.rest(endpointer.restMs)
      if (over) this.#boundary(endpointer.finish())
      else if (!this.#live && endpointer.restMs > 0) {
        await open.turn.considered()
        if (open.turn.rest(endpointer.restMs)) this.#boundary(endpointer.finish())
      }
    }
    if (!this.#live) await this.#endings
    if (!endpointer.speaking) this.#fallAsleep()
    if (!endpointer.rising) this.#forget()
  }

  /** Lets go of sound that no utterance needs, neither one that goes on nor one that is still being looked at. */
  #forget(): void {
    const open = this.#turn ? [this.#turn, ...this.#ending] : [...this.#ending]
    const needed = open.map(({ from, lead }) => from - lead)
    this.#tape.forget(Math.min(this.#judged, ...needed) - 2 * preRoll)
  }

  /** What an onset would be for now. */
  #turnMode(): HearingMode {
    return this.#asleep() ? 'command' : this.#mode
  }
  #asleep(): boolean {
    return this.#way === 'wake' && this.#awakeUntil === undefined
  }
  #fallAsleep(): void {
    if (this.#awakeUntil === undefined || this.#judged <= this.#awakeUntil) return
    if (this.#ending.size > 0) return // a command that was said in time keeps the window open
    this.#awakeUntil = undefined
    this.#tell({ type: 'asleep' })
  }

  /** Samples of rest that a long utterance was not given before it was ended. */
  #missingRest(): number {
    const { hangover } = this.#parts.endpointing(this.#turnMode())
    return (Math.max(0, hangover - this.#endpointer.restMs) * hearingRate) / 1_000
  }

  #boundary(boundary: ReturnType<Endpointer['step']>): void {
    if (!boundary) return
    if (boundary.type === 'onset') {
      const from = boundary.from * hearingFrame
      this.#levels.beginUtterance()
      this.#tell({ type: 'speech', speaking: true, at: seconds(from) })
      // What belongs to the utterance before is not heard twice.
      this.#open(from, Math.min(preRoll, Math.max(0, from - this.#spokenTo)), from < this.#breathless)
      return
    }
    const open = this.#turn
    this.#turn = undefined
    if (boundary.type === 'dropped') {
      open?.turn.drop()
      this.#tell({ type: 'speech', speaking: false, at: seconds(this.#judged) })
      return
    }
    if (boundary.type === 'cut') {
      const at = boundary.at * hearingFrame
      if (open) this.#end(open, at, true)
      this.#open(at, 0, true)
      return
    }
    const end = boundary.speechEnd * hearingFrame
    this.#spokenTo = end
    this.#tell({ type: 'speech', speaking: false, at: seconds(end) })
    if (open) this.#end(open, end)
  }

  #open(from: number, lead: number, continued: boolean): void {
    const open = this.#make(from, this.#judged, lead, continued)
    this.#turn = open
    const release = () => {
      open.released = true
      this.#told.push(...open.held.splice(0))
    }
    this.#endings.then(release, release)
  }

  /** A turn, of the kind that is due now, that has heard the utterance from `from` up to `to`. */
  #make(from: number, to: number, lead: number, continued = false): OpenTurn {
    const utterance = ++this.#utterance
    const held: Told[] = []
    const sound = this.#tape.slice(from - lead, to)
    const opened: { current?: OpenTurn } = {}
    const context = {
      parts: this.#parts,
      tape: this.#tape,
      endpointer: this.#endpointer,
      utterance,
      from,
      lead: sound.length - (to - from),
      draft: this.#draft,
      continued,
      tell: (told: Told) => void (opened.current?.released ? this.#told : held).push(told),
      onLost: () => this.#onLost(),
      onSwitched: (recogniser: string) => this.#tell({ type: 'trouble', what: 'switched', recogniser }),
      onBroken: (recogniser: string, cause: unknown) => {
        if (!isLost(cause) || isAppError(cause, 'not-found')) this.#broken.add(recogniser)
        this.#parts.report?.(`${recogniser} failed`, cause)
      },
      broken: this.#broken,
      now: () => this.#tape.end,
    }
    const turn = this.#asleep()
      ? new WakeTurn(context)
      : this.#mode === 'command'
        ? new CommandTurn(context)
        : this.#parts.requests('dictation').length > 0
          ? new DictationTurn(context)
          : new PhraseTurn(context)
    const open: OpenTurn = { turn, from, lead, continued, held, released: false }
    opened.current = open
    turn.push(sound)
    return open
  }

  #end(open: OpenTurn, end: number, cut = false): void {
    const outcome = open.turn.end(end, cut) // at once: it reads the endpointer's figures of now
    const before = this.#endings
    this.#ending.add(open)
    this.#endings = outcome
      .then(async (result) => {
        await before
        const late = result === 'nothing' && open.turn instanceof WakeTurn && !this.#asleep()
        return late ? this.#hearAgain(open, end) : result
      })
      .then((result) => this.#ended(result, end))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#ending.delete(open)
      })
  }

  /** Said while the wake phrase before it was still being looked at: it was meant for us. */
  #hearAgain({ from, lead }: OpenTurn, end: number): Promise<Outcome> {
    const open = this.#make(from, Math.min(end + preRoll, this.#judged), lead)
    open.released = true
    this.#told.push(...open.held.splice(0))
    return open.turn.end(end)
  }

  #ended(outcome: Outcome, end: number): void {
    if (outcome === 'woken') this.#tell({ type: 'awake', seconds: awakeSeconds })
    if (this.#way === 'wake' && (outcome === 'woken' || outcome === 'done' || outcome === 'text'))
      this.#awakeUntil = Math.max(this.#judged, end) + awakeSeconds * hearingRate
    // Whoever goes on at once means what they say now.
    if (outcome === 'woken') this.#openAgain()
    if (this.#advice.isNoisy(outcome, this.#levels.difference, seconds(end)))
      this.#tell({ type: 'trouble', what: 'noisy' })
  }

  #onLost(): void {
    // Streams of one process are lost together, though some notice later: that is told once.
    const again = this.#recovering || (this.#lostAt >= 0 && this.#tape.end - this.#lostAt < lostOnce)
    this.#lostAt = this.#tape.end
    this.#recovering = true
    if (!again) this.#tell({ type: 'trouble', what: 'lost' })
    this.#stall()
  }

  #fail(error: unknown): void {
    if (this.#failed || this.#closed) return
    this.#failed = true
    this.#parts.report?.('a session at the microphone ended', error)
    const open = this.#turn
    this.#turn = undefined
    // Its ending keeps the sound in the history.
    if (open) open.turn.end(this.#tape.end).catch(() => undefined)
    this.#tell({ type: 'trouble', what: 'failed' })
    this.#stall()
  }
}

/** Whether an utterance is dictated, by words or by letters. */
const isWritten = (turn: Turn) => turn instanceof DictationTurn || turn instanceof PhraseTurn

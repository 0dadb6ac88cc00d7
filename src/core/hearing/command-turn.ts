/**
 * An utterance that is taken for a command.
 *
 * Understanding does not wait for the end: at the first short rest both opinions are asked, and where they amount to a
 * command that is complete, it is acted on while the usual rest would still be running. If the speaker goes on, nothing
 * has happened.
 */
import type { Hypothesis } from '../../contract/hearing.ts'
import { isAppError } from '../../rpc/failure.ts'
import { earReasons } from './failures.ts'
import { holdsWords } from './gate.ts'
import { endsOpen } from './open-ending.ts'
import type { Opinions, Verdict } from './parts.ts'
import { openRest } from './presets.ts'
import type { Recognition } from './recognition.ts'
import { stopCommand } from './stop-command.ts'
import { StopWatch } from './stop-watch.ts'
import { margin, type Outcome, recognise, seconds, type Turn, type TurnContext } from './turn.ts'

/** Milliseconds of rest after which both are asked. */
const considerAfter = 64
/** … and after which a command acts that is certain and complete. For `patient`, twice as many. */
const actAfter = 160
/** … and after which “stop” acts. */
const stopAfter = 96
/**
 * Confidence of a transcript, and of its being understood as a command, from which the grammar is not asked: it takes
 * several times as long, and the reader waits.
 */
const plain = { transcript: 0.6, understanding: 0.9 }
/** Seconds of an utterance that is still looked at in each of its rests; longer ones only at their end. */
const considerUpTo = 6
/** Without a transcript: what is shorter, or less like speech, is not worth a “not understood”. */
const worthTelling = { speechMs: 256, certainty: 0.7 }

interface Considered {
  readonly verdict: Verdict
  readonly opinions: Opinions
  readonly text: string
}

export class CommandTurn implements Turn {
  readonly #context: TurnContext
  readonly #recognition: Recognition
  readonly #stop: StopWatch
  #generation = 0
  #considering: Promise<Considered> | undefined
  #considered: Considered | undefined
  #rested = false
  #patience = 0

  constructor(context: TurnContext) {
    this.#context = context
    context.parts.sense.prepare(['commands'])
    this.#recognition = recognise(context, 'command')
    this.#stop = new StopWatch(
      context,
      () => this.#recognition.peek(),
      () => !this.#recognition.able,
    )
  }

  get patience(): number {
    return this.#patience
  }

  push(pcm: Int16Array): void {
    this.#recognition.push(pcm)
  }

  rest(restMs: number): boolean {
    if (restMs === 0) {
      if (this.#rested) this.#resumed()
      return false
    }
    this.#rested = true
    const { now, from, parts, continued } = this.#context
    if (continued) return this.#stop.rest(restMs)
    if (restMs >= considerAfter && !this.#considering && seconds(now() - from) <= considerUpTo) {
      const generation = this.#generation
      this.#considering = this.#consider()
      this.#considering.then(
        (considered) => {
          if (generation === this.#generation) this.#take(considered)
        },
        () => undefined, // told at the end
      )
    }
    if (this.#stop.rest(restMs)) return true
    const verdict = this.#considered?.verdict
    if (verdict?.decision === 'do' && parts.sense.isStop(verdict.heard.heard)) return restMs >= stopAfter
    if (verdict?.decision !== 'do' || parts.sense.canGoOn(verdict.heard.heard)) return false
    return restMs >= actAfter * (parts.preset() === 'patient' ? 2 : 1)
  }

  async considered(): Promise<void> {
    await Promise.all([this.#considering, this.#stop.considered()])
  }

  #resumed(): void {
    this.#rested = false
    this.#generation++
    this.#considering = undefined
    this.#considered = undefined
    this.#patience = 0
    this.#stop.resumed()
  }

  #take(considered: Considered): void {
    this.#considered = considered
    const { parts } = this.#context
    const { decision } = considered.verdict
    const open = decision !== 'do' && endsOpen(considered.text, parts.language)
    this.#patience = open ? openRest('command', parts.preset()) : 0
  }

  /** @param to position after the last sample that counts */
  async #consider(to?: number): Promise<Considered> {
    const { tape, from, lead } = this.#context
    const pcm = tape.slice(from - Math.min(margin, lead), to)
    const transcript = await this.#recognition.peek()
    const alone = this.#judge(undefined, transcript)
    if (
      alone.verdict.decision === 'do' &&
      alone.verdict.heard.confidence >= plain.understanding &&
      (transcript?.confidence ?? 0) >= plain.transcript
    )
      return alone
    return this.#judge(await this.#grammar(pcm), transcript)
  }

  /** Its failure costs one opinion where there is another. @throws where there is none, or the ear does not come back */
  async #grammar(pcm: Int16Array): Promise<Opinions['grammar']> {
    const { sense, report } = this.#context.parts
    try {
      return await sense.decode('commands', pcm)
    } catch (error) {
      const gone = isAppError(error, 'unavailable') && error.reason !== earReasons.thread
      if (gone || !this.#recognition.able) throw error
      report?.('the grammar could not be asked', error)
      return undefined
    }
  }

  #judge(grammar: Opinions['grammar'], transcript: Hypothesis | undefined): Considered {
    const text = transcript?.text.trim() ?? ''
    const opinions: Opinions = {
      ...(grammar === undefined || grammar.text === '' ? {} : { grammar }),
      ...(transcript === undefined || text === '' ? {} : { transcript }),
    }
    return {
      opinions,
      text: text || (grammar?.text ?? ''),
      verdict:
        opinions.grammar || opinions.transcript
          ? this.#context.parts.sense.combine(opinions)
          : {
              decision: 'reject',
              heard: { command: null, arguments: {}, confidence: 0, heard: '', alternatives: [] },
            },
    }
  }

  async end(end: number, cut = false): Promise<Outcome> {
    const { tell, utterance, from, endpointer, now, continued } = this.#context
    const { certainty, speechMs } = endpointer
    if (this.#stop.said) {
      this.#recognition.close()
      tell(stopCommand(this.#context, end))
      return 'done'
    }
    // “… and then she turned to the | next page”: commands act on whole utterances only.
    if (cut || continued) {
      this.#recognition.close()
      return 'nothing'
    }
    try {
      const { verdict, opinions, text } =
        this.#considered ?? (await (this.#considering ?? this.#consider(end + margin)))
      const able = this.#recognition.able
      const worthy = able
        ? verdict.decision !== 'reject' || holdsWords({ hypothesis: opinions.transcript, certainty })
        : opinions.grammar !== undefined &&
          (verdict.decision !== 'reject' ||
            (speechMs >= worthTelling.speechMs && certainty >= worthTelling.certainty))
      if (!worthy) return 'nothing'
      const heard = verdict.heard.heard === '' ? { ...verdict.heard, heard: text } : verdict.heard
      const delay = seconds(Math.max(0, now() - end))
      tell({
        event: { type: 'command', utterance, decision: verdict.decision, heard, delay },
        start: seconds(from),
        end: seconds(end),
      })
      return verdict.decision === 'reject' ? 'rejected' : 'done'
    } finally {
      this.#recognition.close()
    }
  }

  drop(): void {
    this.#generation++
    this.#recognition.close()
  }
}

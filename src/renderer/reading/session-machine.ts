/**
 * All decisions of a reading session: `next(machine, event)` gives the machine after it and what is to be done.
 *
 * Pure: no clock, no player, no wire. Times come with the events; effects are carried out by `session.ts`.
 *
 * Two numbers keep what is late from doing harm: `stream` counts requests for utterances, `run` counts stretches of
 * sound without a jump. What belongs to an earlier one is dropped.
 */
import type { SpokenUtterance } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { speed as speedSchema } from '../../contract/settings.ts'
import { AppError, errorCodes } from '../../rpc/failure.ts'
import type { Tempo } from '../../sound/tempo.ts'
import type { SessionEffect, SessionEvent } from './session-events.ts'
import { arrive, jump, reachFurther, resume, skip } from './session-moves.ts'
import { renew, renewed } from './session-renewal.ts'
import { fadeOver, fellAsleep, setMinutes } from './session-sleep.ts'
import {
  end,
  gainOf,
  initial,
  leaveVisit,
  letGo,
  type Machine,
  save,
  showPace,
  type Turn,
} from './session-state.ts'
import { repeat, repeatSlower, slowlyAt } from './session-repeat.ts'
import { comeBack, visit } from './session-visit.ts'
import { heardUpTo, playerFailed, retryStream, streamFailed, watch } from './session-watch.ts'

/** Milliseconds between two saves of the place while reading. */
const saveEvery = 500

/** Orders that go elsewhere: a sentence is not repeated slower any more, and what was before is left behind. */
const elsewhere: ReadonlySet<SessionEvent['type']> = new Set([
  'open',
  'close',
  'stop',
  'seek',
  'skip',
  'repeat',
])

export function next(before: Machine, event: SessionEvent, now: number): [Machine, readonly SessionEffect[]] {
  const turn: Turn = { m: { ...before }, effects: [], now }
  if (elsewhere.has(event.type)) turn.m.slowly = turn.m.before = undefined
  if ((event.type === 'tick' && turn.m.wants) || (event.type === 'play' && event.from))
    turn.m.before = undefined
  handle(turn, event)
  if (turn.m.visit?.over) comeBack(turn)
  return [turn.m, turn.effects]
}

function handle(turn: Turn, event: SessionEvent): void {
  const { m, effects, now } = turn
  switch (event.type) {
    case 'open': {
      leave(turn)
      m.document = event.document
      m.status = 'idle'
      m.saved = event.place ?? { document: event.document, block: 0, offset: 0 }
      return jump(turn, m.saved)
    }
    case 'close':
      return leave(turn)
    case 'play':
      return play(turn, event.from)
    case 'pause':
      return pause(turn)
    case 'stop':
      return stop(turn)
    case 'seek':
      if (!m.document) return
      fadeOver(turn)
      return jump(turn, event.to)
    case 'visit':
      fadeOver(turn)
      return visit(turn, event.from)
    case 'skip':
      fadeOver(turn)
      leaveVisit(turn)
      return skip(turn, event.seconds)
    case 'repeat':
      return repeat(turn, event.unit)
    case 'repeat-slower':
      return repeatSlower(turn, event.factor, event.unit)
    case 'previous':
      return slowlyAt(turn, event.place, event.end, event.factor)
    case 'speed': {
      m.speed = speedSchema.parse(event.speed)
      return changeTempo(turn, { ...m.tempo, speed: m.speed })
    }
    case 'tempo':
      return changeTempo(turn, { speed: m.speed, pauses: event.pauses, slow: event.slow })
    case 'volume':
      fadeOver(turn)
      m.volume = Math.min(100, Math.max(0, event.percent))
      return void effects.push({ do: 'gain', gain: gainOf(m) })
    case 'muted':
      fadeOver(turn)
      m.muted = event.muted
      return void effects.push({ do: 'gain', gain: gainOf(m) })
    case 'sleep':
      return setMinutes(turn, event.minutes)
    case 'sleep-chapter':
      m.sleep = { kind: 'chapter', block: event.block }
      return
    case 'renew':
      return renew(turn)
    case 'hide':
      return save(turn)
    case 'arrived':
      if (event.stream !== m.stream) return
      m.source = 'open'
      m.lastVoice = event.spoken.voice
      if (m.renewal) renewed(turn, event.spoken)
      else arrive(turn, event.spoken)
      return tellInstead(turn, event.spoken)
    case 'stream-ended':
      if (event.stream !== m.stream) return
      m.source = 'done'
      return m.renewal ? renewed(turn) : arrive(turn)
    case 'stream-failed':
      if (event.stream === m.stream) streamFailed(turn, event.error)
      return
    case 'retry':
      if (event.stream === m.stream) retryStream(turn)
      return
    case 'lit':
      // Too late once sound has come, or another place is meant.
      if (m.heard !== undefined || m.place !== event.at || !event.utterance) return
      m.sentence = {
        block: event.utterance.position.block,
        start: event.utterance.position.offset,
        end: event.utterance.end,
      }
      return
    case 'reached':
      if (event.stream === m.stream) reachFurther(turn, event.from, event.moved)
      return
    case 'order-failed':
      m.error = event.error
      return
    case 'tick':
      if (event.heard.run !== m.run.id) return
      heardUpTo(turn, event.heard)
      if (fellAsleep(turn, event.heard)) return
      if (event.heard.drained && m.wants && m.source === 'done') return end(turn)
      arrive(turn)
      if (now - m.savedAt >= saveEvery) save(turn)
      return
    case 'watch':
      if (fellAsleep(turn)) return
      return watch(turn, event.blocked)
    case 'player-failed':
      return playerFailed(turn, event.cause)
    default:
      event satisfies never
  }
}

/** Another voice speaks than the one that was chosen: said once for each. */
function tellInstead({ m, effects }: Turn, { instead }: SpokenUtterance): void {
  if (!instead || m.replaced === instead.voice) return
  m.replaced = instead.voice
  const code = errorCodes.find((each) => each === instead.code) ?? 'unavailable'
  m.error = new AppError(code, `The voice “${instead.voice}” cannot speak.`, {
    reason: instead.reason,
    data: { name: instead.voice, voice: instead.voice },
  })
  effects.push({ do: 'log', level: 'warning', event: 'voice-replaced', data: { ...instead } })
}

function changeTempo(turn: Turn, tempo: Tempo): void {
  turn.m.tempo = tempo
  turn.effects.push({ do: 'tempo', tempo })
  showPace(turn.m)
  arrive(turn)
}

function play(turn: Turn, from: Position | undefined): void {
  const { m } = turn
  if (!m.document) return
  fadeOver(turn)
  if (from) leaveVisit(turn)
  const anew = !m.wants
  m.wants = true
  m.error = undefined
  m.progressAt = turn.now
  if (anew) m.tries = 0
  if (from) jump(turn, from)
  else if (m.status === 'ended') jump(turn, { document: m.document, block: 0, offset: 0 })
  else if (anew) resume(turn)
}

function pause(turn: Turn): void {
  const { m, effects } = turn
  fadeOver(turn)
  if (!m.wants) return
  m.wants = false
  m.status = 'paused'
  effects.push({ do: 'pause' })
  save(turn)
}

function stop(turn: Turn): void {
  const { m, effects } = turn
  fadeOver(turn)
  if (!m.document) return
  if (m.wants) effects.push({ do: 'pause' })
  m.wants = false
  m.status = 'idle'
  save(turn)
  letGo(turn)
}

function leave(turn: Turn): void {
  const { m } = turn
  if (!m.document) return
  stop(turn)
  const { speed, tempo, volume, muted, stalls, stream, run, broken, lastVoice } = m
  Object.assign(m, initial, { speed, tempo, volume, muted, stalls, stream, run, broken, lastVoice })
}

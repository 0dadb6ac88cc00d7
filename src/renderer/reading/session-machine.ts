/**
 * All decisions of a reading session: `next(machine, event)` gives the machine after it and what is to be done.
 *
 * Pure: no clock, no player, no wire. Times come with the events; effects are carried out by `session.ts`.
 *
 * Two numbers keep what is late from doing harm: `stream` counts requests for utterances, `run` counts stretches of
 * sound without a jump. What belongs to an earlier one is dropped.
 */
import type { Position } from '../../contract/document.ts'
import { speed as speedSchema } from '../../contract/settings.ts'
import type { SessionEffect, SessionEvent } from './session-events.ts'
import { arrive, jump, land, reachFurther, resume, skip } from './session-moves.ts'
import { fadeOver, fellAsleep, setMinutes } from './session-sleep.ts'
import { end, gainOf, initial, letGo, type Machine, save, type Turn } from './session-state.ts'
import { pieceAt, wordStart } from './session-timeline.ts'
import { heardUpTo, playerFailed, retryStream, streamFailed, watch } from './session-watch.ts'

/** Milliseconds between two saves of the place while reading. */
const saveEvery = 500

export function next(before: Machine, event: SessionEvent, now: number): [Machine, readonly SessionEffect[]] {
  const turn: Turn = { m: { ...before }, effects: [], now }
  handle(turn, event)
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
    case 'skip':
      fadeOver(turn)
      return skip(turn, event.seconds)
    case 'repeat':
      return repeat(turn, event.unit)
    case 'speed': {
      m.speed = speedSchema.parse(event.speed)
      m.wordsPerMinute = Math.round(m.baseWordsPerMinute * m.speed)
      effects.push({ do: 'speed', speed: m.speed })
      return arrive(turn)
    }
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
      if (!m.document || !m.place) return
      m.timeline = []
      return jump(turn, m.place)
    case 'hide':
      return save(turn)
    case 'arrived':
      if (event.stream !== m.stream) return
      m.source = 'open'
      return arrive(turn, event.spoken)
    case 'stream-ended':
      if (event.stream !== m.stream) return
      m.source = 'done'
      return arrive(turn)
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

function play(turn: Turn, from: Position | undefined): void {
  const { m } = turn
  if (!m.document) return
  fadeOver(turn)
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
  const { speed, volume, muted, stalls, stream, run, broken } = m
  Object.assign(m, initial, { speed, volume, muted, stalls, stream, run, broken })
}

function repeat(turn: Turn, unit: 'word' | 'sentence' | 'paragraph'): void {
  const { m } = turn
  if (!m.document || !m.place) return
  fadeOver(turn)
  if (!m.wants) {
    m.wants = true
    m.error = undefined
    m.tries = 0
  }
  const piece = m.heard === undefined ? undefined : pieceAt(m.timeline, m.heard)
  if (!piece || m.heard === undefined) {
    const offset = unit === 'word' ? m.place.offset : unit === 'sentence' ? m.sentence?.start : 0
    return jump(turn, { ...m.place, offset: offset ?? m.place.offset })
  }
  if (unit === 'word') return land(turn, wordStart(m.timeline, Math.min(m.heard, piece.soundEnd - 1)))
  if (unit === 'sentence') return land(turn, piece.start)
  const { block } = piece.spoken.utterance.position
  const first = m.timeline.find(({ spoken }) => spoken.utterance.position.block === block)
  if (first?.spoken.utterance.blockStart) return land(turn, first.start)
  jump(turn, { ...m.place, block, offset: 0 })
}

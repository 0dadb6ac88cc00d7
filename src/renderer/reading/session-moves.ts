/** How a session gets from one place to another, and how sound that arrives finds its way to the player. */
import type { SpokenUtterance } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { soundRate } from '../../contract/inference.ts'
import { end, leaveVisit, request, save, silence, standAt, type Turn } from './session-state.ts'
import {
  append,
  comparePlaces,
  cutBefore,
  frameAfter,
  frameOf,
  litAt,
  type Piece,
  pieceAt,
  soundFrom,
  type Timeline,
  wordStart,
} from './session-timeline.ts'

/** Sound kept behind the ear, at speed 1: ten seconds back at 4x, and half as much again. */
const keptBehind = 60 * soundRate
/** Sound wanted before the ear, in seconds as heard and at least at speed 1: an utterance or two. */
const aheadSeconds = 4
/** A guess for reaching back: how long a sentence is, at speed 1. Guessing wrong costs another round. */
const sentenceSeconds = 3
const roundLimit = 4

/** Goes to a place: at once if its sound is at hand, else when it has come. */
export function jump(turn: Turn, to: Position): void {
  const { m, effects } = turn
  leaveVisit(turn)
  m.renewal = undefined
  if (m.sleep?.kind === 'chapter') effects.push({ do: 'find-chapter-end', from: to })
  const frame = frameOf(m.timeline, to)
  if (frame !== undefined) return land(turn, frame)
  const last = m.timeline.at(-1)
  /** It is on its way: a part that is still to come of the sentence that has begun. */
  const coming =
    last?.growing && m.source !== 'none' && comparePlaces(to, endOf(last)) < 0 && !before(m.timeline, to)
  if (!coming) m.timeline = []
  m.aim = { kind: 'place', place: to }
  m.heard = undefined
  m.place = to
  m.word = undefined
  beginWaiting(turn)
  m.retries = 0
  if (coming) pull(turn)
  else request(turn, to)
  effects.push({ do: 'light', at: to })
  if (!m.wants) save(turn)
}

const endOf = ({ spoken: { utterance } }: Piece): Position => ({
  ...utterance.position,
  offset: utterance.end,
})
const before = (timeline: Timeline, to: Position): boolean =>
  timeline[0] !== undefined && comparePlaces(to, timeline[0].spoken.utterance.position) < 0

/** Begins a run at a frame of the timeline. */
export function land(turn: Turn, frame: number): void {
  const { m, effects, now } = turn
  const piece = pieceAt(m.timeline, frame)
  if (!piece) return
  if (m.renewal) {
    m.timeline = [] // what comes belongs to another sound
    return jump(turn, litAt(piece, frame).place)
  }
  m.aim = undefined
  m.heard = frame
  m.run = { id: m.run.id + 1, origin: frame, next: piece.index, upTo: undefined, finished: false }
  m.progressAt = now
  m.error = undefined
  effects.push({ do: 'begin', run: m.run.id })
  standAt(turn, frame)
  fill(turn)
  if (m.wants) {
    m.status = 'playing'
    effects.push({ do: 'play' })
    if (m.source === 'none') goOn(turn)
  } else {
    rest(turn)
    save(turn)
  }
  pull(turn)
}

/** An utterance has come, the stream has ended, or there may be room for more. */
export function arrive(turn: Turn, spoken?: SpokenUtterance): void {
  const { m } = turn
  if (spoken) {
    m.retries = 0
    m.timeline = append(m.timeline, spoken)
  }
  if (m.heard !== undefined) m.timeline = cutBefore(m.timeline, m.heard - keptBehind)
  if (m.renewal) return pull(turn) // session-renewal.ts takes what comes
  if (m.aim) settle(turn)
  else fill(turn)
  pull(turn)
}

/** Reading is wanted again: goes on with what is prepared, or hurries what is under way. */
export function resume(turn: Turn): void {
  const { m, effects } = turn
  const { broken } = m
  if (broken) {
    m.broken = false
    effects.push({ do: 'recover', rebuild: true })
  }
  if (m.aim && m.source !== 'none') {
    m.status = 'loading'
    effects.push({ do: 'play' })
    if (m.aim.kind === 'place' && m.source === 'asked' && m.timeline.length === 0)
      effects.push({
        do: 'stream',
        stream: m.stream,
        from: m.aim.place,
        unit: m.visit ? 'block' : 'rest',
        lazily: false,
      })
    return
  }
  const unplayed = m.heard !== undefined && m.timeline.length > 0 && !m.aim
  if (!unplayed) {
    effects.push({ do: 'play' })
    return jump(turn, m.place ?? { document: m.document ?? '', block: 0, offset: 0 })
  }
  const heard = m.heard ?? 0
  // Who presses play waits for a voice, not for the rest of the pause between two sentences.
  const piece = pieceAt(m.timeline, heard)
  const inPause = piece && heard > piece.start && heard >= piece.soundEnd && piece !== m.timeline.at(-1)
  if (broken || inPause) return land(turn, inPause ? piece.end : heard)
  m.status = 'playing'
  effects.push({ do: 'play' })
  if (m.source === 'none') goOn(turn)
  pull(turn)
}

/** @param seconds as heard at the speed of now; negative goes back. */
export function skip(turn: Turn, seconds: number): void {
  const { m, effects } = turn
  const first = m.timeline[0]
  const last = m.timeline.at(-1)
  if (m.aim?.kind === 'before') {
    m.aim = { ...m.aim, frames: m.aim.frames - seconds * m.speed * soundRate } // pressed again before it got there
    return
  }
  if (m.aim?.kind === 'place' || m.heard === undefined || !first || !last) return
  const target = frameAfter(m.timeline, m.aim ? m.aim.frame : m.heard, seconds, m.tempo)
  if (target < first.start) {
    const anchor = first.spoken.utterance.position
    const frames = first.start - target
    return reach(turn, anchor, frames, Math.ceil(frames / soundRate / sentenceSeconds) + 1, 1)
  }
  if (m.sleep?.kind === 'chapter' && m.place) effects.push({ do: 'find-chapter-end', from: m.place })
  if (target < last.end) return land(turn, wordStart(m.timeline, target))
  if (m.source === 'done') return land(turn, last.start)
  if (m.renewal) {
    m.renewal = undefined
    m.source = 'none'
  }
  m.aim = { kind: 'frame', frame: target }
  beginWaiting(turn)
  if (m.source === 'none') goOn(turn)
  pull(turn)
}

function reach(turn: Turn, anchor: Position, frames: number, sentences: number, round: number): void {
  const { m, effects } = turn
  const from = m.timeline[0]?.spoken.utterance.position ?? anchor
  m.aim = { kind: 'before', anchor, frames, sentences, round }
  m.renewal = undefined
  beginWaiting(turn)
  m.stream++
  m.source = 'asked'
  effects.push({ do: 'cancel' }, { do: 'reach', stream: m.stream, from, sentences })
}

/** The answer to `reach`. */
export function reachFurther(turn: Turn, from: Position, moved: boolean): void {
  const { m } = turn
  const first = m.timeline[0]
  if (m.aim?.kind !== 'before') return
  if (!moved && first) {
    m.source = 'none'
    return land(turn, first.start) // the document begins here
  }
  m.timeline = []
  m.heard = undefined
  request(turn, from)
}

/** Asks for what follows the timeline. */
export function goOn(turn: Turn): void {
  const last = turn.m.timeline.at(-1)
  if (!last) return
  const { position, end: offset } = last.spoken.utterance
  // What has not come all the way is asked for once more; session-parts.ts finds what is missing.
  request(turn, last.growing ? position : { ...position, offset })
}

function beginWaiting(turn: Turn): void {
  const { m } = turn
  silence(turn)
  m.progressAt = turn.now
  m.error = undefined
  if (m.wants) m.status = 'loading'
  else rest(turn)
}

function rest({ m }: Turn): void {
  if (m.status !== 'idle') m.status = 'paused'
}

/** Lands if what is aimed at has come. */
function settle(turn: Turn): void {
  const { m } = turn
  const first = m.timeline[0]
  const last = m.timeline.at(-1)
  const { aim, source, timeline } = m
  if (!aim) return
  if (!first || !last) {
    if (source === 'done') {
      m.aim = undefined
      if (m.wants) end(turn) // nothing is spoken from here on
    }
    return
  }
  switch (aim.kind) {
    case 'place': {
      if (comparePlaces(aim.place, first.spoken.utterance.position) <= 0) return land(turn, first.start)
      const frame = frameOf(timeline, aim.place)
      if (frame !== undefined) return land(turn, frame)
      if (source === 'done') land(turn, last.start)
      return
    }
    case 'frame':
      if (aim.frame < last.end) return land(turn, wordStart(timeline, aim.frame))
      if (source === 'done') land(turn, last.start)
      return
    case 'before': {
      const anchor = timeline.find(({ spoken }) => comparePlaces(spoken.utterance.position, aim.anchor) >= 0)
      if (!anchor && source !== 'done') return
      const target = (anchor?.start ?? last.end) - aim.frames
      if (target >= first.start || aim.round >= roundLimit)
        return land(turn, wordStart(timeline, Math.max(first.start, Math.min(target, last.end - 1))))
      return reach(turn, aim.anchor, aim.frames, aim.sentences * 2, aim.round + 1)
    }
    default:
      aim satisfies never
  }
}

/** Hands the player what it has not had. */
function fill({ m, effects }: Turn): void {
  if (m.heard === undefined || m.run.next === Number.POSITIVE_INFINITY) return
  let { next, upTo, finished } = m.run
  for (const piece of m.timeline) {
    if (piece.index < next) continue
    const from = piece.index === next ? (upTo ?? m.run.origin) : m.run.origin
    if (!piece.growing || piece.end > from) {
      effects.push({ do: 'push', ...soundFrom(piece, from, m.slowly) })
      finished = false
    }
    upTo = piece.growing ? Math.max(from, piece.soundEnd) : undefined
    next = piece.growing ? piece.index : piece.index + 1
  }
  if (m.source === 'done' && !finished) {
    effects.push({ do: 'finish' })
    finished = true
  }
  if (next !== m.run.next || upTo !== m.run.upTo || finished !== m.run.finished)
    m.run = { ...m.run, next, upTo, finished }
}

/** Asks for one more if there is less than enough. At rest, one utterance is enough to begin at once. */
export function pull({ m, effects }: Turn): void {
  if (m.source !== 'open') return
  const last = m.timeline.at(-1)
  const ahead = last && m.heard !== undefined ? last.end - m.heard : 0
  const enough = m.wants ? aheadSeconds * soundRate * Math.max(1, m.speed) : 1
  if (!m.aim && !m.renewal && ahead >= enough) return
  m.source = 'asked'
  effects.push({ do: 'ask', stream: m.stream })
}

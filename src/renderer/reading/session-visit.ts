/**
 * Excursions: a note is read where it stands, then reading is again what it was, at the word it had come to.
 *
 * What was at hand stays at hand, so coming back needs neither the core nor a voice. The place, and what is lit in the
 * text, stay at the word that was left; what is said meanwhile is in `visiting`.
 */
import type { Position } from '../../contract/document.ts'
import { jump, land, resume } from './session-moves.ts'
import { leaveVisit, request, silence, type Turn } from './session-state.ts'
import { wordStart } from './session-timeline.ts'

/** Reads what is left of the block from `from` on. During a visit it takes that one's place. */
export function visit(turn: Turn, from: Position): void {
  const { m, now } = turn
  if (!m.document) return
  m.visit = m.visit
    ? { ...m.visit, over: false }
    : { resume: m.wants, timeline: m.timeline, heard: m.aim ? undefined : m.heard, over: false }
  m.visiting = undefined
  m.renewal = undefined
  m.wants = true
  m.error = undefined
  m.tries = 0
  m.retries = 0
  m.timeline = []
  m.heard = undefined
  m.aim = { kind: 'place', place: from }
  m.progressAt = now
  silence(turn)
  request(turn, from)
  resume(turn)
}

/** Goes on where the visit began, or rests there. */
export function comeBack(turn: Turn): void {
  const { m } = turn
  leaveVisit(turn)
  if (m.heard !== undefined && m.timeline.length > 0) land(turn, wordStart(m.timeline, m.heard))
  else if (m.place) jump(turn, m.place)
}

/**
 * What is read has changed: another voice, another rule, another mode. What was made before goes on being heard until
 * the new sound has come to the word at the ear, so that a change costs no silence.
 */
import type { SpokenUtterance } from '../../contract/app.ts'
import { jump, land, pull } from './session-moves.ts'
import { leaveVisit, request, type Turn } from './session-state.ts'
import { append, comparePlaces, frameOf, goingOn, pieceAt, type Timeline } from './session-timeline.ts'

export function renew(turn: Turn): void {
  const { m } = turn
  const away = m.visit !== undefined
  leaveVisit(turn)
  if (!m.document || !m.place) return
  const last = m.timeline.at(-1)
  if (away || !m.wants || m.aim || m.heard === undefined || !last || m.heard >= last.end - 1) {
    m.timeline = []
    // Who leaves a mode again before anything was heard of it is back at the word, not where the mode began.
    m.before ??= m.place
    return jump(turn, m.before)
  }
  m.retries = 0
  request(turn, m.place)
  m.renewal = []
}

/** More of the new sound has come, or its end. */
export function renewed(turn: Turn, spoken?: SpokenUtterance): void {
  const { m } = turn
  if (!m.renewal || !m.place) return
  if (spoken) m.renewal = append(m.renewal, spoken)
  const fresh = m.renewal
  const first = fresh[0]
  const ended = m.source === 'done'
  if (!first) {
    if (!ended) return pull(turn)
    m.renewal = undefined
    m.timeline = []
    return jump(turn, m.place) // nothing is heard from here on, and that is found out there
  }
  // A word that has been heard to its end is not said again.
  const to = (m.heard === undefined ? undefined : goingOn(m.timeline, m.heard)) ?? m.place
  const frame =
    sameSound(turn, fresh) ??
    (comparePlaces(to, first.spoken.utterance.position) <= 0 ? first.start : frameOf(fresh, to)) ??
    (ended ? fresh.at(-1)?.start : undefined)
  if (frame === undefined) return pull(turn)
  m.renewal = undefined
  m.timeline = fresh
  land(turn, frame)
}

/** Where the new sound goes on exactly as the old one would: the utterance at the ear has not changed. */
function sameSound({ m }: Turn, fresh: Timeline): number | undefined {
  const left = Math.max(m.left, m.heard ?? 0)
  const old = pieceAt(m.timeline, left)
  if (!old || left > old.soundEnd) return undefined
  const { utterance, pcm, voice } = old.spoken
  const same = fresh.find(
    ({ spoken }) =>
      comparePlaces(spoken.utterance.position, utterance.position) === 0 &&
      spoken.utterance.spoken === utterance.spoken &&
      spoken.voice === voice &&
      !spoken.part?.more &&
      spoken.pcm.length === pcm.length,
  )
  return same && same.start + (left - old.start)
}

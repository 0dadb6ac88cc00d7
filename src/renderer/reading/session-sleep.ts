/** The sleep timer: after some minutes it fades out and goes back to the sentence that faded; or it ends with the chapter. */
import type { Position } from '../../contract/document.ts'
import type { Heard } from '../audio/player-types.ts'
import { jump } from './session-moves.ts'
import { gainOf, save, type Turn } from './session-state.ts'
import { pieceAt } from './session-timeline.ts'

const fadeMilliseconds = 5_000
/** The volume comes back slowly, so that not even the last quantum before the pause is heard. */
const restoreSeconds = 0.5

export function setMinutes(turn: Turn, minutes: number | undefined): void {
  fadeOver(turn)
  turn.m.sleep =
    minutes === undefined || !(minutes > 0)
      ? undefined
      : { kind: 'minutes', endsAt: turn.now + minutes * 60_000 }
}

/** Somebody is awake: the volume comes back and the timer is off. */
export function fadeOver({ m, effects }: Turn): void {
  if (!m.fading) return
  m.fading = undefined
  m.sleep = undefined
  effects.push({ do: 'gain', gain: gainOf(m) })
}

/** @returns true if reading has just been ended by the timer. @param heard absent when only time has passed. */
export function fellAsleep(turn: Turn, heard?: Heard): boolean {
  const { m, effects, now } = turn
  if (m.sleep?.kind === 'minutes') {
    const { endsAt } = m.sleep
    if (!m.wants) {
      if (now >= endsAt) m.sleep = undefined
      return false
    }
    if (!m.fading && m.place && now >= endsAt - fadeMilliseconds) {
      m.fading = { ...m.place, offset: m.sentence?.start ?? m.place.offset }
      effects.push({ do: 'gain', gain: 0, seconds: Math.max(100, endsAt - now) / 1_000 })
    }
    if (now < endsAt || !m.fading) return false
    fall(turn, m.fading)
    return true
  }
  if (m.sleep?.kind !== 'chapter' || m.visit || !heard || !m.wants || m.aim || m.heard === undefined)
    return false
  const left = m.run.origin + heard.left
  const piece = pieceAt(m.timeline, left)
  if (!piece) return false
  const at = m.timeline.indexOf(piece)
  const { block } = m.sleep
  const blockOf = (index: number) => m.timeline[index]?.spoken.utterance.position.block
  const following = m.timeline[at + 1]
  if (following && left >= piece.soundEnd && crosses(blockOf(at), blockOf(at + 1), block)) {
    fall(turn, following.spoken.utterance.position)
    return true
  }
  // The gap was shorter than the time between two looks: the chapter's first syllable may be out already.
  if (m.run.origin < piece.start && crosses(blockOf(at - 1), blockOf(at), block)) {
    fall(turn, piece.spoken.utterance.position)
    return true
  }
  return false
}

function crosses(before: number | undefined, after: number | undefined, border: number): boolean {
  return before !== undefined && after !== undefined && before < border && after >= border
}

function fall(turn: Turn, to: Position): void {
  const { m, effects } = turn
  m.wants = false
  m.status = 'paused'
  m.sleep = undefined
  m.fading = undefined
  effects.push({ do: 'pause' }, { do: 'gain', gain: gainOf(m), seconds: restoreSeconds })
  jump(turn, to)
  save(turn)
}

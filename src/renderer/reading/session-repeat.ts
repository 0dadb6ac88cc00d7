/** Hearing something again: the word, the sentence or the paragraph; or the last sentence, slower. */
import type { Position } from '../../contract/document.ts'
import { soundRate } from '../../contract/inference.ts'
import { heardSamples } from '../../sound/tempo.ts'
import { jump, land } from './session-moves.ts'
import { fadeOver } from './session-sleep.ts'
import type { Turn } from './session-state.ts'
import { type Piece, pieceAt, soundFrom, wordStart } from './session-timeline.ts'
import type { RepeatUnit } from './session-types.ts'

/**
 * Who asks for the last sentence so soon after the next one has begun means the one before. In seconds, as heard; at
 * high speeds whole sentences are shorter, and then it is their first half.
 */
const justBegun = 1.5

export function repeat(turn: Turn, unit: RepeatUnit): void {
  const { m } = turn
  if (!m.document || !m.place) return
  want(turn)
  const piece = m.heard === undefined ? undefined : pieceAt(m.timeline, m.heard)
  if (!piece || m.heard === undefined) {
    const offset = unit === 'word' ? m.place.offset : unit === 'sentence' ? m.sentence?.start : 0
    return jump(turn, { ...m.place, offset: offset ?? m.place.offset })
  }
  if (unit === 'word') return land(turn, wordStart(m.timeline, Math.min(m.heard, piece.soundEnd - 1)))
  if (unit === 'sentence') return land(turn, piece.start)
  const { block } = piece.spoken.utterance.position
  const first = m.timeline.find(({ spoken }) => spoken.utterance.position.block === block)
  if (first && (first.spoken.utterance.blockStart || m.visit)) return land(turn, first.start)
  jump(turn, { ...m.place, block, offset: 0 })
}

/** It is to be heard, also if reading rests. */
function want(turn: Turn): void {
  const { m } = turn
  fadeOver(turn)
  if (m.wants) return
  m.wants = true
  m.error = undefined
  m.tries = 0
}

/**
 * The word or the paragraph that is heard; the sentence, or the one before if it has just begun. Pressed again while it
 * is repeated, the same once more.
 */
export function repeatSlower(turn: Turn, factor: number, unit: RepeatUnit): void {
  const { m, effects } = turn
  if (!m.document || !m.place) return
  const { block, offset } = m.place
  if (unit !== 'sentence') {
    const { word, sentence } = m.visiting ?? m
    const here = word?.block ?? (m.visiting ? sentence?.block : undefined) ?? block
    m.slowly =
      unit === 'word'
        ? { block: here, from: word?.start ?? offset, to: word?.end ?? offset + 1, factor }
        : { block: here, from: 0, to: Number.POSITIVE_INFINITY, factor }
    return repeat(turn, unit)
  }
  want(turn)
  const piece = m.heard === undefined ? undefined : pieceAt(m.timeline, m.heard)
  if (!piece || m.heard === undefined) {
    const { start, end } = m.sentence ?? { start: offset, end: offset + 1 }
    return slowlyAt(turn, { ...m.place, offset: start }, end, factor)
  }
  const { position } = piece.spoken.utterance
  if (m.slowly?.block === position.block && m.slowly.from === position.offset)
    return again(turn, piece, factor)
  const sound = soundFrom(piece, piece.start)
  const heard = heardSamples(sound, m.tempo, m.heard - piece.start)
  const early = heard < Math.min(justBegun * soundRate, heardSamples(sound, m.tempo) / 2)
  const before = m.timeline[m.timeline.indexOf(piece) - 1]
  if (!early) return again(turn, piece, factor)
  if (before) return again(turn, before, factor)
  effects.push({ do: 'find-previous', from: position, factor })
}

function again(turn: Turn, piece: Piece, factor: number): void {
  const { position, end } = piece.spoken.utterance
  turn.m.slowly = { block: position.block, from: position.offset, to: end, factor }
  land(turn, piece.start)
}

/** Goes to a sentence that may not be at hand, and reads it slower. @param end of its text, in the block */
export function slowlyAt(turn: Turn, place: Position, end: number, factor: number): void {
  turn.m.slowly = { block: place.block, from: place.offset, to: end, factor }
  jump(turn, place)
}

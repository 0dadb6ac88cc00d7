/** The watchdog, and what is done about streams and players that fail: reading never stands still without a word. */
import { AppError, type ErrorCode } from '../../rpc/failure.ts'
import type { Heard } from '../audio/player-types.ts'
import { goOn, jump, land } from './session-moves.ts'
import { fail, request, type Slowly, standAt, type Turn } from './session-state.ts'

/** How long nothing may be heard before the first, second and third recovery, and before giving up, in milliseconds. */
const patience = [1_500, 2_000, 3_000, 4_000] as const
const recoveries = patience.length - 1
/** A voice may take longer for its first sentence than a sound device for its next quantum. */
const patienceForVoice = 2
/** A large voice on a small machine may take as long for a clause as the clause is; asking anew would only cost more. */
const patienceForPacks = 6
const packVoice = /^(?:kokoro|kitten|piper):/
/** A recovery has worked if reading goes on for so long, in milliseconds. */
const proven = 2_000
/** Waits before a failed stream is asked for again. The engine's own restarts take some of them. */
const retryAfter = [250, 500, 1_000, 2_000, 4_000, 8_000]
const worthRetrying: readonly ErrorCode[] = ['unavailable', 'closed', 'busy']

/** The player's clock has moved on, or not. */
export function heardUpTo(turn: Turn, heard: Heard): void {
  const { m, now } = turn
  if (m.heard === undefined || m.aim) return
  m.left = m.run.origin + heard.left
  if (m.slowly && beyond(turn, m.slowly)) m.slowly = undefined
  const frame = Math.min(m.run.origin + heard.source, m.timeline.at(-1)?.end ?? 0)
  if (frame <= m.heard) return
  m.heard = frame
  m.progressAt = now
  if (m.tries > 0 && now - m.recoveredAt >= proven) m.tries = 0
  if (m.wants && m.status === 'loading') m.status = 'playing'
  standAt(turn, frame)
}

/** All of what is repeated slower has been heard. */
function beyond({ m }: Turn, { block, to }: Slowly): boolean {
  const { place } = m
  return place !== undefined && (place.block > block || (place.block === block && place.offset >= to))
}

/** Called a few times a second while reading is wanted. */
export function watch(turn: Turn, blocked: boolean): void {
  const { m, now } = turn
  if (!m.wants) return
  const waitsForVoice = m.aim !== undefined || m.heard === undefined || nothingLeft(turn)
  const slow = waitsForVoice && packVoice.test(m.lastVoice) ? patienceForPacks : 1
  const limit = (patience[m.tries] ?? 0) * (m.aim ? patienceForVoice : 1) * slow
  // Silence is shown for what it is, though there is no need to do anything yet.
  if (slow > 1 && m.status === 'playing' && now - m.progressAt >= patience[0]) m.status = 'loading'
  if (now - m.progressAt < limit) return
  if (waitsForVoice && m.source === 'none' && m.retries > 0) {
    // A retry is under way and will say how it ends. Until then this is not “playing”.
    if (m.status === 'playing') stalled(turn, 'engine')
    m.status = 'loading'
    return
  }
  if (m.tries >= recoveries) return fail(turn, giveUp(waitsForVoice, blocked))
  m.tries++
  m.recoveredAt = now
  m.progressAt = now
  stalled(turn, waitsForVoice ? 'engine' : blocked ? 'blocked' : 'player')
  if (waitsForVoice) {
    m.status = 'loading'
    askAgain(turn)
  } else recoverPlayer(turn, m.tries > 1)
}

function nothingLeft({ m }: Turn): boolean {
  const last = m.timeline.at(-1)
  return !last || m.heard === undefined || m.heard >= last.end - 1
}

function stalled({ m, effects, now }: Turn, cause: string): void {
  m.stalls++
  effects.push({
    do: 'log',
    level: 'warning',
    event: 'reading-stalled',
    data: { cause, try: m.tries, block: m.place?.block ?? -1, at: now },
  })
}

function giveUp(waitsForVoice: boolean, blocked: boolean): AppError {
  if (waitsForVoice)
    return new AppError('unavailable', 'The voice does not answer.', { reason: 'voice-silent' })
  if (blocked)
    return new AppError('unavailable', 'The browser keeps the sound back.', { reason: 'sound-blocked' })
  return new AppError('unavailable', 'There is no sound device that plays.', { reason: 'sound-lost' })
}

function recoverPlayer(turn: Turn, rebuild: boolean): void {
  const { m, effects } = turn
  effects.push({ do: 'recover', rebuild })
  if (m.aim || m.heard === undefined) effects.push({ do: 'begin', run: m.run.id }, { do: 'play' })
  else land(turn, m.heard)
}

/** Asks anew for what has not come. */
function askAgain(turn: Turn): void {
  const { m } = turn
  const { aim } = m
  if (aim?.kind === 'place' && m.timeline.length === 0) request(turn, aim.place)
  else if (aim?.kind === 'before') {
    const { tries } = m
    jump(turn, aim.anchor)
    m.tries = tries
  } else if (m.timeline.length > 0) goOn(turn)
  else if (m.place) request(turn, m.place)
}

export function streamFailed(turn: Turn, error: AppError): void {
  const { m, effects } = turn
  m.source = 'none'
  if (!m.wants || error.code === 'cancelled') return // what was only prepared is asked for again when it is wanted
  const wait = retryAfter[m.retries]
  if (wait === undefined || !worthRetrying.includes(error.code)) return fail(turn, error)
  m.retries++
  effects.push(
    { do: 'log', level: 'warning', event: 'reading-retried', data: { code: error.code, try: m.retries } },
    { do: 'retry', stream: m.stream, milliseconds: wait },
  )
}

export function retryStream(turn: Turn): void {
  if (turn.m.wants && turn.m.source === 'none') askAgain(turn)
}

export function playerFailed(turn: Turn, cause: string): void {
  const { m, effects, now } = turn
  effects.push({ do: 'log', level: 'error', event: 'player-failed', data: { cause, try: m.tries } })
  if (!m.wants) {
    m.broken = true
    return
  }
  if (m.tries >= recoveries) return fail(turn, giveUp(false, false))
  m.tries++
  m.recoveredAt = now
  stalled(turn, 'player')
  recoverPlayer(turn, true)
}

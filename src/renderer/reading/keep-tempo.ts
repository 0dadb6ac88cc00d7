/** Keeps the session's pauses and slow spans as the settings say, and the speed growing while one listens. */
import type { Settings } from '../../contract/settings.ts'
import { tempoOf } from '../../sound/tempo.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { ReadingSession } from './session-types.ts'
import { listened } from './speed-ramp.ts'

/** So often what was listened is counted, in milliseconds. */
const countEvery = 5_000
/** So often it is kept, in minutes. */
const keepEvery = 1
/** No more than this between two counts: a machine that slept did not listen. */
const longest = 2 * countEvery

type Tempo = Pick<Settings, 'pauses' | 'slowNumbers' | 'slowQuotations' | 'slowForeign' | 'slowPercent'>

/** Fields of which a change is heard in utterances that are made from now on only. */
export function changesTones(patch: object, { earcons }: Settings): boolean {
  return 'earcons' in patch || ('pauses' in patch && earcons === 'scan')
}

/** @param grown told of a speed that has grown by itself */
export function keepTempo(
  session: ReadingSession,
  settings: SettingsStore,
  grown: (speed: number) => void,
): void {
  let before: Tempo | undefined
  const follow = () => {
    const { pauses, slowNumbers, slowQuotations, slowForeign, slowPercent } = settings.get()
    const now: Tempo = { pauses, slowNumbers, slowQuotations, slowForeign, slowPercent }
    if (before && JSON.stringify(now) === JSON.stringify(before)) return
    before = now
    session.setPauses(pauses, tempoOf(1, now).slow)
  }
  settings.subscribe(follow)
  follow()

  // Minutes that have been listened and are not in the settings yet.
  let minutes = 0
  let since: number | undefined
  let { speed, rampListened } = settings.get()
  const count = () => {
    const now = performance.now()
    if (since !== undefined) minutes += Math.min(longest, now - since) / 60_000
    const { status, wordsPerMinute, speed: present } = session.getState()
    since = status === 'playing' ? now : undefined
    const known = settings.get()
    if (known.rampMinutes === 0 || minutes === 0) return void (minutes = 0)
    const after = listened(known, minutes, wordsPerMinute / present)
    if (after.speed === known.speed && minutes < keepEvery && since !== undefined) return
    minutes = 0
    ;({ speed, rampListened } = after)
    settings.change(after)
    if (after.speed !== known.speed) grown(after.speed)
  }
  let timer: ReturnType<typeof setInterval> | undefined
  session.subscribe(() => {
    const playing = session.getState().status === 'playing'
    if (playing === (timer !== undefined)) return
    clearInterval(timer)
    timer = playing ? setInterval(count, countEvery) : undefined
    count()
  })
  // Slower by hand was too fast: the ear gets its whole time at this speed.
  settings.subscribe(() => {
    const now = settings.get()
    const slower = now.speed < speed && now.rampListened === rampListened // both change when settings are loaded
    ;({ speed, rampListened } = now)
    if (!slower || now.rampMinutes === 0) return
    minutes = 0
    rampListened = 0
    if (now.rampListened > 0) settings.change({ rampListened })
  })
}

/**
 * A speed that grows by itself while one listens, to train the ear. Pure: time is what the caller says was listened.
 *
 * A speed has steps of 0.05, mostly more words a minute than are asked for at a time. So the waits between two steps
 * are chosen such that the speed grows as fast as was asked, evenly, rather than by more at once.
 */
import { type Settings, speedRange } from '../../contract/settings.ts'

export type RampSettings = Pick<
  Settings,
  'speed' | 'rampWords' | 'rampMinutes' | 'rampLimit' | 'rampListened'
>

/** A voice that has not been heard yet reads about so many words a minute. */
const usualWords = 170

/** Minutes to listen for one step. @param words a minute at speed 1; 0 if not known */
export function minutesPerStep({ rampWords, rampMinutes }: RampSettings, words: number): number {
  return (rampMinutes * speedRange.step * (words || usualWords)) / rampWords
}

/** What has changed after so many more minutes of listening. At the limit no time is counted any more. */
export function listened(
  settings: RampSettings,
  minutes: number,
  words: number,
): Pick<Settings, 'speed' | 'rampListened'> {
  const wait = minutesPerStep(settings, words)
  let { speed, rampListened } = settings
  if (wait === 0 || speed >= settings.rampLimit) return { speed, rampListened: 0 }
  rampListened += minutes
  while (rampListened >= wait && speed < settings.rampLimit) {
    rampListened -= wait
    speed = Math.min(settings.rampLimit, Math.round((speed + speedRange.step) * 20) / 20)
  }
  return { speed, rampListened: speed >= settings.rampLimit ? 0 : rampListened }
}

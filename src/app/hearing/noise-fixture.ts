/** Sounds for tests that hold no word: noises, tones, music, breathing, keys, coughs. */
import { hearingRate } from '../../contract/hearing.ts'

type Sound = (index: number) => number

/** Numbers between -1 and 1 that are the same in every run: Numerical Recipes' linear congruential generator. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state / 2 ** 32) * 2 - 1
  }
}

const wave = (hertz: number, at: number) => Math.sin(2 * Math.PI * hertz * at)

function sounds(): Readonly<Record<string, Sound>> {
  const next = random(7)
  let brown = 0
  let pink = [0, 0, 0]
  const at = (index: number) => index / hearingRate
  return {
    'digital silence': () => 0,
    'a quiet room': () => next() * 30,
    'white noise': () => next() * 1_000,
    'loud white noise': () => next() * 8_000,
    'brown noise': () => (brown = brown * 0.995 + next() * 400),
    'pink noise': () => {
      const white = next()
      pink = [0.997, 0.96, 0.6].map(
        (keep, index) => keep * (pink[index] ?? 0) + white * ([0.03, 0.1, 0.3][index] ?? 0),
      )
      return pink.reduce((sum, value) => sum + value) * 9_000
    },
    'the hum of the mains': (index) => 4_000 * wave(50, at(index)) + 2_000 * wave(150, at(index)),
    breathing: (index) => {
      const time = at(index) % 4
      const swell =
        time < 1.2
          ? Math.sin((Math.PI * time) / 1.2)
          : time > 2 && time < 3.5
            ? Math.sin((Math.PI * (time - 2)) / 1.5)
            : 0
      return next() * 2_500 * swell
    },
    'a keyboard': (index) => {
      const since = index % 3_300
      return since < 200 ? next() * 12_000 * Math.exp(-since / 40) : next() * 30
    },
    coughing: (index) => {
      const time = at(index) % 2
      return time < 0.25 ? next() * 14_000 * Math.exp(-time * 10) * (1 + wave(180, time)) : next() * 20
    },
    chords: (index) => {
      const time = at(index)
      const root = [220, 261.6, 196, 174.6][Math.floor(time * 2) % 4] ?? 220
      const chord = [1, 1.26, 1.5, 2, 3].reduce((sum, ratio) => sum + wave(root * ratio, time), 0)
      return chord * 2_500 * Math.exp(-((time * 2) % 1) * 2)
    },
    'a siren': (index) => 6_000 * Math.sin(2 * Math.PI * (700 * at(index) + 300 * wave(0.5, at(index)))),
    'a held tone with vibrato': (index) => {
      const time = at(index)
      let sum = 0
      for (let harmonic = 1; harmonic < 9; harmonic++)
        sum += Math.sin(2 * Math.PI * harmonic * (220 * time + 1.2 * wave(5.5, time))) / harmonic
      return sum * 3_000 * (0.6 + 0.4 * wave(0.7, time))
    },
    drums: (index) => {
      const time = at(index) % 0.5
      return (
        wave(60 + 80 * Math.exp(-time * 30), time) * 12_000 * Math.exp(-time * 12) +
        (time > 0.25 ? next() * 6_000 * Math.exp(-(time - 0.25) * 40) : 0)
      )
    },
  }
}

/** @returns name and sound of each, so many seconds long */
export function noises(seconds: number): readonly (readonly [string, Int16Array])[] {
  return Object.entries(sounds()).map(
    ([name, sound]) =>
      [
        name,
        Int16Array.from({ length: seconds * hearingRate }, (_, index) =>
          Math.max(-32_768, Math.min(32_767, Math.round(sound(index)))),
        ),
      ] as const,
  )
}

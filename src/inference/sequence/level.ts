/** Where in a stretch of sound somebody speaks, by its level alone. Sound is at `hearingRate`, −1 to 1. */
import { hearingRate } from '../../contract/hearing.ts'

const frame = 160 // 10 ms

export function joined(parts: readonly Float32Array[], length: number): Float32Array {
  const all = new Float32Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function energies(sound: Float32Array): Float64Array {
  const levels = new Float64Array(Math.floor(sound.length / frame))
  for (let index = 0; index < levels.length; index++)
    for (let at = index * frame; at < (index + 1) * frame; at++) levels[index]! += sound[at]! ** 2
  return levels
}
/** What a twentieth of the frames exceed: a knock at the microphone is no measure of speech. */
const loudness = (levels: Float64Array) => levels.toSorted()[Math.floor(levels.length * 0.95)] ?? 0

/** The first and last second that is not 30 dB below what is loud: between them lies what was said. */
export function spokenPart(sound: Float32Array): [from: number, to: number] {
  const levels = energies(sound)
  const loud = loudness(levels) / 1_000
  const first = levels.findIndex((level) => level > loud)
  const last = levels.findLastIndex((level) => level > loud)
  return first < 0
    ? [0, sound.length / hearingRate]
    : [(first * frame) / hearingRate, ((last + 1) * frame) / hearingRate]
}

/** Samples before `from` that have to be still, too: the end of a word may be as quiet as a rest. */
const before = 1_024
/** 35 dB. */
const stillBelow = 10 ** -3.5
/** Samples of added silence that are believed to be one. */
const longestStill = hearingRate

/**
 * True where what came after `from` samples, and a little before, is far below what is loud: nothing was said that was not
 * heard. In a noisy room it never is, and of more than a second nothing is taken for granted.
 */
export function isStill(sound: Float32Array, from: number): boolean {
  if (from < before || sound.length - from > longestStill) return false
  const levels = energies(sound)
  const limit = loudness(levels) * stillBelow
  const tail = levels.subarray(Math.floor((from - before) / frame))
  return limit > 0 && tail.every((level) => level < limit)
}

/** Samples of a rest in which sound can be cut. */
const rest = 3_200

/** Where sound is quietest in its last two fifths, in samples. */
export function quietest(sound: Float32Array): number {
  let best = Number.POSITIVE_INFINITY
  let place = sound.length
  for (let from = Math.floor(sound.length * 0.6); from + rest <= sound.length; from += rest / 4) {
    let sum = 0
    for (let at = from; at < from + rest; at++) sum += sound[at]! ** 2
    if (sum <= best) {
      best = sum
      place = from + rest / 2
    }
  }
  return place
}

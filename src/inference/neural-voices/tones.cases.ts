/** Reads back what the tiny voices of models/fixtures/voices say: each of their symbols is a tone of its own. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { soundRate } from '../../contract/inference.ts'

export const fixtures = join(import.meta.dirname, '../../../models/fixtures/voices')

/** By sign: Hz and seconds. */
type Tones = Readonly<Record<string, readonly [number, number]>>
const tones = JSON.parse(readFileSync(join(fixtures, 'tones.json'), 'utf8')) as Record<
  'kokoro' | 'kitten' | 'piper',
  Tones
>

export interface HeardTone {
  readonly sign: string
  readonly start: number // seconds
  readonly end: number
}

/** Power of one frequency in a window (Goertzel's algorithm). */
function power(pcm: Int16Array, from: number, to: number, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / soundRate)
  let one = 0
  let two = 0
  for (let at = from; at < to; at++) {
    const next = (pcm[at] as number) + turn * one - two
    two = one
    one = next
  }
  return (one * one + two * two - turn * one * two) / (to - from) ** 2
}

const window = 240 // samples: half on one side of a border
const hop = 120

/** The loudest tone of each window, runs of the same as one; silence and what lasts too short to be one are left out. */
export function heardTones(pcm: Int16Array, voice: keyof typeof tones): HeardTone[] {
  const signs = Object.entries(tones[voice])
  const runs: { sign: string; start: number; end: number }[] = []
  for (let from = 0; from + window <= pcm.length; from += hop) {
    let best = { sign: '', power: 100 } // silence, and the voice's own low tone, are below
    for (const [sign, [hertz]] of signs) {
      const found = power(pcm, from, from + window, hertz)
      if (found > best.power) best = { sign, power: found }
    }
    const at = (from + window / 2) / soundRate
    const open = runs.at(-1)
    if (open?.sign === best.sign) open.end = at
    else runs.push({ sign: best.sign, start: at, end: at })
  }
  return runs.filter(({ sign, start, end }) => sign !== '' && end - start > 0.02)
}

/** The strongest of some low frequencies: which style row, or which speaker, it was. */
export function hum(pcm: Int16Array, frequencies: readonly number[]): number {
  const from = Math.max(0, Math.floor(pcm.length / 2 - soundRate / 10))
  const to = Math.min(pcm.length, from + soundRate / 5)
  const loudness = frequencies.map((hertz) => power(pcm, from, to, hertz))
  return frequencies[loudness.indexOf(Math.max(...loudness))]!
}

export const without = (signs: Iterable<string>, left: RegExp): string =>
  Array.from(signs)
    .filter((sign) => !left.test(sign))
    .join('')

/** A tone that follows itself is heard as one. */
export const once = (signs: string): string => signs.replace(/(.)\1+/gu, '$1')

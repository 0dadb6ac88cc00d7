/** A clause as the symbols of a voice, and what becomes of one that has too many. */
import type { SpeechRequest } from '../../contract/inference.ts'
import type { EspeakModule } from '../espeak-module.ts'
import type { Clause } from './clauses.ts'
import { type Spot, spotsOf } from './spots.ts'
import type { Symbols } from './symbols.ts'

export interface Prepared {
  readonly spots: readonly Spot[]
  /** Of each spot, the first of its symbols and the one after its last. */
  readonly places: readonly (readonly [number, number])[]
  readonly ids: readonly number[]
  readonly unspoken: readonly string[]
}

export function prepare(
  module: EspeakModule,
  of: {
    clause: Clause
    text: string
    language: string
    phonemes: SpeechRequest['phonemes']
    symbols: Symbols
  },
): Prepared {
  const { clause, symbols } = of
  const { spots, unspoken } = spotsOf(module, {
    text: of.text.slice(clause.from, clause.to),
    from: clause.from,
    language: of.language,
    phonemes: of.phonemes,
    has: (sound) => symbols.has(sound),
  })
  const ids: number[] = []
  const places = spots.map((spot, index): readonly [number, number] => {
    const first = ids.length
    const own = symbols.of(spot)
    // Kokoro writes ɚ as əɹ, and eSpeak says a linking ɹ after it: one is meant.
    const linking = spot.kind === 'sound' && spot.ipa === 'ɹ' && spots[index - 1]?.kind === 'sound'
    if (!linking || own[0] !== ids.at(-1)) ids.push(...own)
    return [first, ids.length]
  })
  return { spots, places, ids, unspoken }
}

/**
 * Where a clause is cut in two: between words near its middle, else anywhere but within a stretch whose sounds were told.
 * Undefined where it cannot be cut.
 */
export function middleOf(
  text: string,
  { from, to }: Clause,
  phonemes: SpeechRequest['phonemes'],
): number | undefined {
  const middle = Math.floor((from + to) / 2)
  const before = text.lastIndexOf(' ', middle)
  const at = before > from ? before + 1 : middle
  const told = phonemes?.find((each) => each.from < at && each.to > at)
  return [told ? told.to : at, told?.from].find((place) => place !== undefined && place > from && place < to)
}

/** Without the symbols that are too many. */
export const shortened = ({ spots, places, ids, unspoken }: Prepared, most: number): Prepared => ({
  spots,
  places: places.map(([first, last]) => [Math.min(first, most), Math.min(last, most)]),
  ids: ids.slice(0, most),
  unspoken,
})

/** Every second syllable of each word of a text. Pure. */
import type { Hyphenate } from './hyphenation.ts'

export interface Stretch {
  readonly start: number
  readonly end: number
}

const word = /\p{L}[\p{L}\p{M}\u00ad]*/gu

/** @returns stretches in order, never overlapping; UTF-16 offsets in `text`. Each word begins with a plain syllable. */
export function secondSyllables(text: string, hyphenate: Hyphenate): Stretch[] {
  const result: Stretch[] = []
  for (const { 0: letters, index } of text.matchAll(word)) {
    let start = index
    for (const [number, syllable] of hyphenate(letters).entries()) {
      if (number % 2 === 1) result.push({ start, end: start + syllable.length })
      start += syllable.length
    }
  }
  return result
}

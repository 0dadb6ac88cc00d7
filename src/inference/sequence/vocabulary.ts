/** Tokens as bytes of text, and text as tokens, for vocabularies of merged pieces (byte-pair encoding). */

export interface Vocabulary {
  readonly size: number
  /** UTF-8 of a token, words parted by spaces; undefined for those that are no text. */
  bytes(token: number): Uint8Array | undefined
  /** The tokens that a text is written with, beginning at a word. Undefined where it cannot be written. */
  cut(text: string): number[] | undefined
  /** A token that is no text by its name: `<|startoftranscript|>`. */
  special(name: string): number | undefined
}

/**
 * Joins the pair that was learned first until none is left (Sennrich et al., Neural Machine Translation of Rare Words with
 * Subword Units, 2016). @param rank of a pair, the lowest first; undefined for pairs that are not joined
 */
export function merged(
  symbols: readonly string[],
  rank: (left: string, right: string) => number | undefined,
): string[] {
  const pieces = [...symbols]
  for (;;) {
    let best = Number.POSITIVE_INFINITY
    let place = -1
    for (let at = 0; at + 1 < pieces.length; at++) {
      const value = rank(pieces[at]!, pieces[at + 1]!)
      if (value !== undefined && value < best) {
        best = value
        place = at
      }
    }
    if (place < 0) return pieces
    pieces.splice(place, 2, pieces[place]! + pieces[place + 1]!)
  }
}

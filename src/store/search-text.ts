/**
 * Text as the full-text index sees it.
 *
 * FTS5's unicode61 takes a run of Chinese, Japanese or Thai as one word, which makes it unfindable; each such
 * character becomes a word of its own here, in the index and in queries alike, and a query's run becomes a phrase.
 */
const unspaced =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu

export function indexed(text: string): string {
  return text.replace(unspaced, ' $& ').replaceAll('\u00ad', '')
}

/** An FTS5 query for all words of `text`, the last one open-ended; undefined if there is no word in it. */
export function matchQuery(text: string): string | undefined {
  const terms = text.split(/\s+/).flatMap((term) => {
    const words = indexed(term).match(/[\p{L}\p{N}\p{M}]+/gu)
    return words ? [`"${words.join(' ')}"`] : []
  })
  return terms.length === 0 ? undefined : `${terms.join(' AND ')}*`
}

/** Lower case without accents, character for character as long as the original where that is possible. */
export function folded(text: string): string {
  let result = ''
  for (const character of text) {
    const plain = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    result += plain.length === character.length ? plain : character
  }
  return result
}

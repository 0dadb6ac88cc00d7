/** Words as listeners' speeds count them, in one way everywhere, so that shares and remaining times agree. */

const word = /[\p{L}\p{N}\p{M}]+(?:['’.,-][\p{L}\p{N}\p{M}]+)*/gu
const unspaced = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff]/g

/** In scripts without spaces two characters are about a word. */
export function countWords(text: string): number {
  const characters = text.match(unspaced)?.length ?? 0
  const spaced = characters > 0 ? text.replace(unspaced, ' ') : text
  return (spaced.match(word)?.length ?? 0) + Math.round(characters / 2)
}

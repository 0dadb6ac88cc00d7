/** Speech that came in parts, as one. */
import { soundRate, type Speech, type SpeechPart, type WordTime } from '../contract/inference.ts'

/** Parts count their words from their own first sample; the whole counts them from its own. */
export function joined(parts: readonly Pick<SpeechPart, 'pcm' | 'words' | 'unspoken'>[]): Speech {
  const pcm = new Int16Array(parts.reduce((sum, part) => sum + part.pcm.length, 0))
  const words: WordTime[] = []
  const unspoken = new Set<string>()
  let at = 0
  for (const part of parts) {
    pcm.set(part.pcm, at)
    const offset = at / soundRate
    for (const word of part.words) words.push({ ...word, start: word.start + offset, end: word.end + offset })
    for (const sign of part.unspoken ?? []) unspoken.add(sign)
    at += part.pcm.length
  }
  return { pcm, words, ...(unspoken.size > 0 && { unspoken: [...unspoken] }) }
}

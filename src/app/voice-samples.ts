/** What a voice says when it is tried out: a sentence in its own language where we have one, else its name. */
import type { Voice } from '../contract/inference.ts'

const sentences: Readonly<Record<string, string>> = {
  en: 'The quiet harbour wakes early, and the first boats leave before seven.',
  de: 'Der stille Hafen erwacht früh, und die ersten Boote fahren vor sieben hinaus.',
  fr: 'Le port tranquille s’éveille tôt, et les premiers bateaux partent avant sept heures.',
  es: 'El puerto tranquilo despierta temprano, y los primeros barcos salen antes de las siete.',
  it: 'Il porto tranquillo si sveglia presto, e le prime barche partono prima delle sette.',
  pt: 'O porto tranquilo acorda cedo, e os primeiros barcos saem antes das sete.',
  nl: 'De stille haven ontwaakt vroeg, en de eerste boten vertrekken voor zeven uur.',
  pl: 'Cichy port budzi się wcześnie, a pierwsze łodzie wypływają przed siódmą.',
  sv: 'Den stilla hamnen vaknar tidigt, och de första båtarna går före sju.',
  ru: 'Тихая гавань просыпается рано, и первые лодки уходят до семи.',
}

export function sampleSentence(voice: Voice): string {
  const base = voice.language.split('-')[0] ?? ''
  return sentences[base] ?? voice.name
}

/** Turns written text into the plain words a voice can say, and keeps the map back to what is written. */
import { identityMap, type SpanMap } from './span-map.ts'

export { toSpoken, toWritten, type SpanMap } from './span-map.ts'

export interface SpeakableOptions {
  /** BCP 47 tag of the text. English and German are put into words; other languages are only cleaned. */
  readonly language: string
  /** Where the text stands; 'text' when absent. */
  readonly context?: 'text' | 'heading' | 'cell' | 'code' | 'list-item'
}

export interface Speakable {
  readonly spoken: string
  readonly map: SpanMap
}

/** What is said for `written`. The written text is never changed; `map` leads from each spoken word back to it. */
export function speakable(written: string, _options: SpeakableOptions): Speakable {
  return { spoken: written, map: identityMap(written.length) }
}

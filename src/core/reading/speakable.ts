/**
 * Turns written text into the plain words a voice can say, and keeps the map back to what is written.
 *
 * Two passes: `spoken/tidy.ts` removes what is invisible or only typographic, in any language; the rules of the
 * language put numbers, signs and abbreviations into words. Ordinary words are left as they are. Both passes are
 * linear, and both are lists of replacements, so that the map follows by construction.
 */
import { composeMaps, identityMap, replace, type SpanMap } from './span-map.ts'
import { isShouted } from './spoken/capitals.ts'
import { english } from './spoken/english.ts'
import { german } from './spoken/german.ts'
import { neutral } from './spoken/neutral.ts'
import { scan, type Context, type Scene } from './spoken/scan.ts'
import { tidy } from './spoken/tidy.ts'

export { toSpoken, toWritten, type SpanMap } from './span-map.ts'

export interface SpeakableOptions {
  /** BCP 47 tag of the text. English and German are put into words; other languages are only cleaned. */
  readonly language: string
  /** Where the text stands; 'text' when absent. */
  readonly context?: Context
}

export interface Speakable {
  readonly spoken: string
  readonly map: SpanMap
}

const british = /^en-(?:[a-z]{4}-)?(?:gb|uk|ie|au|nz|za|in|sg|hk|mt|ke|ng|scotland|x-rp)/i
const swiss = /^de-(?:[a-z]{4}-)?(?:ch|li)/i

/** What is said for `written`. The written text is never changed; `map` leads from each spoken word back to it. */
export function speakable(written: string, options: SpeakableOptions): Speakable {
  const tag = options.language.toLowerCase().replaceAll('_', '-')
  const primary = tag.split('-')[0]
  const base = primary === 'en' || primary === 'de' ? primary : 'other'
  const clean = tidy(written)
  const first = clean.length > 0 ? replace(written, clean) : undefined
  const text = first?.text ?? written
  const scene: Scene = {
    text,
    base,
    region: base === 'en' ? (british.test(tag) ? 'gb' : 'us') : swiss.test(tag) ? 'ch' : 'de',
    context: options.context ?? 'text',
    shouted: base !== 'other' && isShouted(text),
  }
  const changes = scan(scene, base === 'en' ? english : base === 'de' ? german : neutral)
  if (changes.length === 0) return { spoken: text, map: first?.map ?? identityMap(text.length) }
  const second = replace(text, changes)
  return { spoken: second.text, map: first ? composeMaps(first.map, second.map) : second.map }
}

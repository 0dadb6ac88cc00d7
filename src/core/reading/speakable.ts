/**
 * Turns written text into the plain words a voice can say, and keeps the map back to what is written.
 *
 * Two passes: `spoken/tidy.ts` removes what is invisible or only typographic, in any language; the rules of the
 * language put numbers, signs and abbreviations into words. Ordinary words are left as they are. Both passes are
 * linear, and both are lists of replacements, so that the map follows by construction.
 */
import { composeMaps, identityMap, replace, type Replacement, type SpanMap, toSpoken } from './span-map.ts'
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
  /** What is said for these stretches of the text is settled: no rule may touch it, but those round it still hold. */
  readonly said?: readonly Replacement[]
}

export interface Speakable {
  readonly spoken: string
  readonly map: SpanMap
  /** Where each of `said` stands in `spoken`, in order; undefined for one that a rule has swallowed. */
  readonly places: readonly (readonly [number, number] | undefined)[]
}

const british = /^en-(?:[a-z]{4}-)?(?:gb|uk|ie|au|nz|za|in|sg|hk|mt|ke|ng|scotland|x-rp)/i
const swiss = /^de-(?:[a-z]{4}-)?(?:ch|li)/i

/** What is said for `written`. The written text is never changed; `map` leads from each spoken word back to it. */
export function speakable(written: string, options: SpeakableOptions): Speakable {
  return options.said?.length
    ? withSaid(written, options, options.said)
    : { ...byRules(written, options), places: [] }
}

/** Two words that no rule knows, for a stretch that begins small or large: they hold its place while the rules work. */
const standIns = ['quizzel', 'Quizzel'] as const

function withSaid(written: string, options: SpeakableOptions, said: readonly Replacement[]): Speakable {
  const holding = replace(
    written,
    said.map(({ from, to }) => ({
      from,
      to,
      say: standIns[/^\p{Lu}/u.test(written.slice(from, to)) ? 1 : 0],
    })),
  )
  const ruled = byRules(holding.text, options)
  const final: Replacement[] = []
  const places: ([number, number] | undefined)[] = []
  let grown = 0
  let next = 0
  for (const { from, to, say } of said) {
    const held = toSpoken(holding.map, from, to)
    const [start, end] = toSpoken(ruled.map, ...held)
    // A rule may have taken it into a larger whole ("3 km"), which still has it as it was.
    const at = ruled.spoken.indexOf(holding.text.slice(...held), Math.max(start, next))
    if (at < 0 || at + held[1] - held[0] > end) {
      places.push(undefined)
      continue
    }
    next = at + held[1] - held[0]
    final.push({ from: at, to: next, say })
    places.push([at + grown, at + grown + say.length])
    grown += say.length - (next - at)
  }
  const last = replace(ruled.spoken, final)
  return { spoken: last.text, map: composeMaps(composeMaps(holding.map, ruled.map), last.map), places }
}

function byRules(written: string, options: SpeakableOptions): Omit<Speakable, 'places'> {
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

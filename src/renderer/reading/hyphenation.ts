/**
 * Where the syllables of a word end, by the hyphenation patterns of TeX (F. M. Liang, "Word Hy-phen-a-tion by
 * Com-put-er", 1983), as the package `hyphen` has them.
 *
 * They mark where a word may be broken at the end of a line: nearly its syllables, but never a single letter at either
 * end. A language's patterns are loaded when its text is first shown with syllables. Only languages whose patterns may
 * be given away with this program are here (build/hyphenation-notices.md has their notices); LPPL, under which some of
 * the others are, does not go with the GPL.
 */
export type Hyphenate = (word: string) => readonly string[]

/** What the package makes of patterns: a function that puts signs into a text. */
type Patterns = readonly unknown[]
interface HyphenModule {
  readonly default: (
    patterns: Patterns,
    options: { readonly hyphenChar: string; readonly minWordLength: number; readonly html: boolean },
  ) => (text: string) => string
}

const patterns = {
  cy: () => import('hyphen/patterns/cy.js'),
  da: () => import('hyphen/patterns/da.js'),
  de: () => import('hyphen/patterns/de-1996.js'),
  el: () => import('hyphen/patterns/el-monoton.js'),
  'en-gb': () => import('hyphen/patterns/en-gb.js'),
  'en-us': () => import('hyphen/patterns/en-us.js'),
  es: () => import('hyphen/patterns/es.js'),
  et: () => import('hyphen/patterns/et.js'),
  fi: () => import('hyphen/patterns/fi-x-school.js'),
  fr: () => import('hyphen/patterns/fr.js'),
  ga: () => import('hyphen/patterns/ga.js'),
  it: () => import('hyphen/patterns/it.js'),
  lt: () => import('hyphen/patterns/lt.js'),
  nl: () => import('hyphen/patterns/nl.js'),
  pl: () => import('hyphen/patterns/pl.js'),
  pt: () => import('hyphen/patterns/pt.js'),
  sk: () => import('hyphen/patterns/sk.js'),
  sl: () => import('hyphen/patterns/sl.js'),
  uk: () => import('hyphen/patterns/uk.js'),
} as const satisfies Record<string, () => Promise<unknown>>
type Hyphenated = keyof typeof patterns

/** English of these places is divided as in America. */
const american = /^en-(us|ca|ph|pr|lr)\b/

/** The patterns for a language tag, if there are any. English without a place is read as American. */
export function patternsFor(tag: string): Hyphenated | undefined {
  const language = tag.toLowerCase().replaceAll('_', '-')
  const main = language.split('-')[0] ?? ''
  if (main === 'en') return language === 'en' || american.test(language) ? 'en-us' : 'en-gb'
  return Object.hasOwn(patterns, main) ? (main as Hyphenated) : undefined
}

/** No text has it. */
const sign = '\u0001'
const loaded = new Map<Hyphenated, Promise<Hyphenate>>()

async function load(name: Hyphenated): Promise<Hyphenate> {
  const [{ default: create }, module] = await Promise.all([
    import('hyphen/hyphen.js') as Promise<HyphenModule>,
    patterns[name]() as Promise<{ readonly default: Patterns }>,
  ])
  const mark = create(module.default, { hyphenChar: sign, minWordLength: 4, html: false })
  // A book that has its own soft hyphens says itself where its words may be broken.
  return (word) => (word.includes('\u00ad') ? word.split(/(?<=\u00ad)/u) : mark(word).split(sign))
}

/** @returns undefined where there are no patterns for the language */
export async function hyphenator(tag: string): Promise<Hyphenate | undefined> {
  const name = patternsFor(tag)
  if (!name) return undefined
  let known = loaded.get(name)
  if (!known) loaded.set(name, (known = load(name)))
  return known
}

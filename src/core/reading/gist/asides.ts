/**
 * Asides inside a sentence that can be left out so that the rest is still a sentence in the author's words and order:
 * brackets, pairs of dashes, English clauses of `, which …,`, and insertions such as `, of course,` and `, so Müller,`.
 *
 * Only what is safe by its form: German relative clauses stay, since commas do not tell whether they restrict, and
 * brackets that give a number or introduce an abbreviation stay, since they are what one looks for. Square brackets
 * stay, too: what an editor puts into them is part of the sentence.
 */
import type { Span } from '../sentences.ts'

/** An aside is no longer than this, in words; what is longer carries its sentence. */
const longest = 28
/** What is left has at least so many words. */
const shortestRest = 4

const bracket = /\s\(([^()]*)\)(?=[\s.,;:!?…]|$)/g
const dashes = /(?:\s[–—―-]{1,3}\s|[—―])([^–—―()"“”„;:!?]*?[^\s–—―()"“”„;:!?])(?:\s[–—―-]{1,3}(?=\s)|[—―])/g
const lonelyDash = /\s[–—―]\s|[—―]|\s-{1,3}\s/g

const abbreviation = /^[\p{Lu}\d][\p{Lu}\p{Ll}\d.&/-]{0,9}$/u
const enumerator = /^(?:\d{1,3}|[a-z]|[ivx]{1,5})$/i
const year = /\b1\d{3}\b|\b20\d\d\b/

const insertions: Readonly<Record<string, RegExp>> = {
  en: /,\s(?:of course|in fact|indeed|for example|for instance|however|moreover|therefore|to be sure|it seems|as it were|in turn|I think|I believe|I suppose|so to speak|incidentally|by the way|of all things|needless to say|as is well known|in any case|at any rate|(?:as|says|said|writes|wrote|notes|noted) (?:\p{Lu}\p{Ll}+ ?){1,3})(?=,)/gu,
  de: /,\s(?:wie gesagt|wie erwähnt|zum Beispiel|beispielsweise|nebenbei bemerkt|nebenbei gesagt|so scheint es|wie es scheint|wie man weiß|wie bekannt|versteht sich|um es so zu sagen|sozusagen|so (?:\p{Lu}\p{Ll}+ ?){1,3}|(?:sagt|sagte|meint|meinte|schreibt|schrieb) (?:\p{Lu}\p{Ll}+ ?){1,3})(?=,)/gu,
}
/** Commas make such a clause an addition. The words after it go on with the main clause. */
const relative =
  /(?<=[\p{L}\p{N})”"’]),\s(?:which|whose|who)\s[^,;:()–—"“”!?]{3,}(?=,\s(?!(?:and|or|but|nor|which|who|whose)\b))/gu

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

function bracketGoes(content: string): boolean {
  const inner = content.trim()
  if (inner === '' || enumerator.test(inner) || abbreviation.test(inner)) return false
  return !/\d/.test(inner) || year.test(inner) || wordsIn(inner) > 6
}

/**
 * Asides of one sentence, in order, apart from each other.
 *
 * @param sentence its text @param language base tag @returns offsets in it; what is left needs no change of its own
 */
export function asides(sentence: string, language: string): Span[] {
  const found: Span[] = []
  const add = (start: number, end: number): void => {
    if (wordsIn(sentence.slice(start, end)) > longest) return
    if (start === 0 || found.some((other) => start < other.end && other.start < end)) return
    found.push({ start, end })
  }
  for (const match of sentence.matchAll(bracket))
    if (bracketGoes(match[1]!)) add(match.index, match.index + match[0].length)
  // With three dashes nobody knows which two belong together.
  if (sentence.match(lonelyDash)?.length === 2)
    for (const match of sentence.matchAll(dashes)) {
      const after = sentence.slice(match.index + match[0].length).trimStart()
      if (/^[\p{Ll}\p{Lu}\p{N}]/u.test(after) && wordsIn(sentence.slice(0, match.index)) > 0)
        add(match.index, match.index + match[0].length)
    }
  const insertion = insertions[language]
  // The comma after it goes too: `He was, of course, late.`
  if (insertion)
    for (const match of sentence.matchAll(insertion)) add(match.index, match.index + match[0].length + 1)
  if (language === 'en')
    for (const match of sentence.matchAll(relative)) add(match.index, match.index + match[0].length + 1)
  const rest =
    wordsIn(sentence) - found.reduce((sum, { start, end }) => sum + wordsIn(sentence.slice(start, end)), 0)
  return rest < shortestRest ? [] : found.toSorted((a, b) => a.start - b.start)
}

/** `However, `, `In addition, `: says how the sentence follows from one that is not read. */
const connectives =
  /^(?:however|moreover|furthermore|in addition|additionally|therefore|thus|hence|consequently|nevertheless|nonetheless|likewise|similarly|accordingly|besides|meanwhile|instead|conversely|on the other hand|in contrast|by contrast|as a result|for this reason|in other words|indeed|in fact|of course|again|finally|also|then|still|for example|for instance),\s(?=\S)/i

/** Length of the connective that an English sentence begins with and can do without; 0 where there is none. */
export function leadingConnective(sentence: string, language: string): number {
  return language === 'en' ? (connectives.exec(sentence)?.[0].length ?? 0) : 0
}

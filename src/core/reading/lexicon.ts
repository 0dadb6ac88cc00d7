/**
 * The user's dictionary: which words of a text are said otherwise, and how.
 *
 * Words and phrases, which are nearly all entries, are found by a hash of their first word, so that thousands cost as
 * little as ten. Wildcards and regular expressions are tried one by one, but only on texts that contain what every
 * match of theirs contains. Where entries overlap, one for this book wins over one for all, then the longer match, the
 * one for a language, the one that minds capitals, words over patterns, and the later one.
 */
import type { LexiconEntry } from '../../contract/listening.ts'
import { baseLanguage } from './languages.ts'
import { type FoldedText, folded } from './folded-text.ts'
import { type CheckedPattern, checkedPattern, matches } from './patterns.ts'

/** A stretch of a text, from..to in UTF-16, and what is said for it. */
export interface Pronunciation {
  readonly from: number
  readonly to: number
  /** The respelling; with `ipa`, the words themselves, for a voice that knows no sounds. */
  readonly say: string
  readonly ipa?: string
}

export interface Lexicon {
  /** In order, without overlaps. @param language BCP 47 tag of the text */
  find(text: string, language: string): readonly Pronunciation[]
}

interface Rule {
  readonly entry: LexiconEntry
  readonly rank: number // of entries with a match of the same length, the greatest wins
}
interface Words extends Rule {
  readonly text: string // folded
  readonly lower: string
  readonly endsInWord: boolean
  readonly name: boolean // one word with a capital: it may take an -s
}
interface Pattern extends Rule {
  readonly checked: CheckedPattern
}
interface Compiled {
  readonly byWord: ReadonlyMap<string, readonly Words[]>
  readonly bySign: ReadonlyMap<string, readonly Words[]>
  readonly patterns: readonly Pattern[]
}
interface Candidate extends Pronunciation {
  readonly rank: number
  readonly book: boolean
}

const word = /[\p{L}\p{M}\p{N}]+/gu
const firstWord = /^[\p{L}\p{M}\p{N}]+/u
const wordSign = /[\p{L}\p{M}\p{N}]/u
/** Patterns beyond these are not used: each is tried on every sentence. */
const mostPatterns = 500
const shortestName = 5

/** `de` holds for `de-at` too, but not the other way round. */
function serves(entry: LexiconEntry, language: string): boolean {
  const own = entry.language?.toLowerCase().replaceAll('_', '-')
  const tag = language.toLowerCase().replaceAll('_', '-')
  return own === undefined || tag === own || tag.startsWith(`${own}-`)
}

function rankOf(entry: LexiconEntry, index: number): number {
  const kind = { words: 2, wildcard: 1, regex: 0 }[entry.kind]
  return (((entry.language ? 1 : 0) * 2 + (entry.matchCase ? 1 : 0)) * 3 + kind) * 1_000_000 + index
}

function compile(entries: readonly LexiconEntry[], language: string): Compiled {
  const byWord = new Map<string, Words[]>()
  const bySign = new Map<string, Words[]>()
  const patterns: Pattern[] = []
  for (const [index, entry] of entries.entries()) {
    if (!serves(entry, language)) continue
    const rank = rankOf(entry, index)
    if (entry.kind !== 'words') {
      const checked = checkedPattern({ ...entry, pattern: entry.written }, 'word')
      if (typeof checked === 'object' && patterns.length < mostPatterns)
        patterns.push({ entry, rank, checked })
      continue
    }
    const { text, lower } = folded(entry.written.trim())
    if (text === '') continue
    const first = firstWord.exec(lower)?.[0]
    const rule: Words = {
      entry,
      rank,
      text,
      lower,
      endsInWord: wordSign.test(text.at(-1) ?? ''),
      name: text.length >= shortestName && /^\p{Lu}[\p{L}\p{M}]*[^sxzß]$/u.test(text),
    }
    const [map, key] = first === undefined ? [bySign, lower[0]!] : [byWord, first]
    const found = map.get(key)
    if (found) found.push(rule)
    else map.set(key, [rule])
  }
  return { byWord, bySign, patterns }
}

/** What of an ending is said after these sounds: English -s; German always has the sound of s. */
function endingSound(ipa: string, language: string): string {
  if (baseLanguage(language) !== 'en') return 's'
  if (/(?:[szʃʒ]|t͡?ʃ|d͡?ʒ)[ˈˌ.ː]*$/u.test(ipa)) return 'ɪz'
  return /[ptkfθ][ʰʼ]*$/u.test(ipa) ? 's' : 'z'
}

/** The entry's words as they are said in this place. @param ending a possessive or plural s that is part of the match */
function said({ entry }: Rule, text: string, language: string, ending = ''): { say: string; ipa?: string } {
  if (entry.alphabet === 'ipa') {
    const ipa = entry.spoken.trim().replace(/^[/[](.*)[\]/]$/su, '$1')
    return ipa === '' ? { say: text } : { say: text, ipa: ending ? ipa + endingSound(ipa, language) : ipa }
  }
  return { say: entry.spoken + ending }
}

function wordsAt(
  { text, lower }: FoldedText,
  at: number,
  rules: readonly Words[] | undefined,
  language: string,
  into: (from: number, to: number, rule: Rule, said: { say: string; ipa?: string }) => void,
): void {
  for (const rule of rules ?? []) {
    if (!lower.startsWith(rule.lower, at)) continue
    if (rule.entry.matchCase && !text.startsWith(rule.text, at)) continue
    let end = at + rule.lower.length
    let ending = ''
    if (rule.endsInWord) {
      const rest = lower.slice(end, end + 3)
      if (rule.entry.alphabet === 'ipa' && /^'s(?![\p{L}\p{M}\p{N}])/u.test(rest)) {
        ending = "'s"
        end += 2
      } else if (wordSign.test(rest[0] ?? '')) {
        // "Siobhans": the genitive of a German name, the plural of an English one.
        if (!rule.name || !/^s(?![\p{L}\p{M}\p{N}])/u.test(rest) || text[at] !== rule.text[0]) continue
        ending = 's'
        end += 1
      }
    }
    into(at, end, rule, said(rule, text.slice(at, end), language, ending))
  }
}

/** The answer of a pattern: groups by their number or name; a wildcard's stars in their order. */
function filled({ entry }: Rule, match: RegExpExecArray): string {
  if (entry.kind === 'wildcard') {
    let group = 0
    return entry.spoken.replace(/\*+|\?/g, (sign) => {
      const taken = match[++group]
      return taken ?? (sign === '?' ? sign : '')
    })
  }
  return entry.spoken.replace(
    /\$(?:(\$)|(\d)|<([^>]*)>)/g,
    (_all, dollar: string | undefined, number: string | undefined, name: string | undefined) =>
      dollar ?? (number === undefined ? match.groups?.[name ?? ''] : match[Number(number)]) ?? '',
  )
}

function candidates(compiled: Compiled, text: FoldedText, language: string): Candidate[] {
  const found: Candidate[] = []
  const into = (from: number, to: number, rule: Rule, spoken: { say: string; ipa?: string }): void => {
    const { rank, entry } = rule
    found.push({ from: text.at(from), to: text.at(to), ...spoken, rank, book: entry.document !== undefined })
  }
  if (compiled.byWord.size > 0)
    for (const match of text.lower.matchAll(word)) {
      const [run] = match
      wordsAt(text, match.index, compiled.byWord.get(run), language, into)
      if (run.endsWith('s')) wordsAt(text, match.index, compiled.byWord.get(run.slice(0, -1)), language, into)
    }
  if (compiled.bySign.size > 0)
    for (let at = 0; at < text.lower.length; at++)
      wordsAt(text, at, compiled.bySign.get(text.lower[at]!), language, into)
  for (const rule of compiled.patterns)
    for (const match of matches(rule.checked, text.text, text.lower)) {
      const spoken = filled(rule, match)
      into(
        match.index,
        match.index + match[0].length,
        rule,
        said({ ...rule, entry: { ...rule.entry, spoken } }, match[0], language),
      )
    }
  return found
}

/** Without overlaps; see the head of this file for who wins. */
function settled(found: Candidate[]): Pronunciation[] {
  if (found.length > 1)
    found.sort(
      (a, b) =>
        Number(b.book) - Number(a.book) ||
        b.to - b.from - (a.to - a.from) ||
        b.rank - a.rank ||
        a.from - b.from,
    )
  const taken: Candidate[] = []
  for (const each of found)
    if (taken.every(({ from, to }) => each.to <= from || each.from >= to)) taken.push(each)
  return taken
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to, say, ipa }) => ({ from, to, say, ...(ipa === undefined ? {} : { ipa }) }))
}

const known = new WeakMap<readonly LexiconEntry[], Map<string, Lexicon | undefined>>()

/**
 * The dictionary as it holds for one document; undefined if nothing in it does. Compiled once for a list and kept as
 * long as the list lives, so the list must be replaced, not changed.
 */
export function lexiconFor(entries: readonly LexiconEntry[], document: string): Lexicon | undefined {
  let documents = known.get(entries)
  if (!documents) known.set(entries, (documents = new Map<string, Lexicon | undefined>()))
  if (!documents.has(document)) {
    const own = entries.filter((entry) => entry.document === undefined || entry.document === document)
    documents.set(document, own.length > 0 ? lexicon(own) : undefined)
  }
  return documents.get(document)
}

function lexicon(entries: readonly LexiconEntry[]): Lexicon {
  const compiled = new Map<string, Compiled>()
  return {
    find(text, language) {
      let own = compiled.get(language)
      if (!own) compiled.set(language, (own = compile(entries, language)))
      const found = candidates(own, folded(text), language)
      return found.length === 0 ? [] : settled(found)
    },
  }
}

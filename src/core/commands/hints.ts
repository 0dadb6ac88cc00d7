/** What a recogniser and a person may expect: hot words, the list of what can be said, and whether more is to come. */
import { commands, isCommandId } from '../../contract/commands.ts'
import type { HotWord } from '../../contract/ear.ts'
import type { CommandLanguage } from '../../contract/hearing.ts'
import type { Place } from './grammar.ts'
import { exactMatches } from './match.ts'
import { phrasesFor } from './phrases/index.ts'
import { sentencesOf } from './template.ts'
import { orders, tokensOf } from './tokens.ts'
import { noContext, sentenceOf } from './understand.ts'
import { saidName } from './values/spoken-values.ts'

/** More would cost the recogniser time and draw ordinary words to them. */
const mostHotWords = 400
const sentencesEach = 6

/** Plain phrases of the available commands up to their slots, and the names on screen. */
export function hotWords({ language, context = noContext }: Place): HotWord[] {
  const found = new Set<string>()
  for (const { command, tree, said, later } of phrasesFor(language).phrases) {
    if (!said || later || (context.commands && !context.commands.includes(command))) continue
    for (const sentence of sentencesOf(tree, () => '\u0000', sentencesEach)) {
      for (const stretch of sentence.split('\u0000')) {
        const words = stretch.trim()
        // single letters and articles would be drawn into everything
        if (words.length > 3) found.add(words)
      }
    }
  }
  const named = [context.profiles, context.bookmarks, context.voices, context.chapters, context.documents]
  const names = named.flatMap((list) => list.slice(0, 60).map((name) => saidName(name, language)))
  const all = new Set([...names.filter((name) => name.length > 3), ...found])
  return [...all].slice(0, mostHotWords).map((text) => ({ text }))
}

const examples: Readonly<Record<CommandLanguage, Readonly<Record<string, string>>>> = {
  en: { few: 'three', count: 'three', page: 'twelve', chapterNumber: 'four', ordinal: 'second', percent: 'fifty percent', level: 'fifty percent', size: 'a hundred percent', share: 'thirty percent', speed: 'one point five', namedSpeed: 'double', rate: 'two hundred words per minute', seconds: 'thirty seconds', minutes: 'twenty minutes', word: '…', pageWord: '…' },
  de: { few: 'drei', count: 'drei', page: 'zwölf', chapterNumber: 'vier', ordinal: 'zweiten', percent: 'fünfzig Prozent', level: 'fünfzig Prozent', size: 'hundert Prozent', share: 'dreißig Prozent', speed: 'eins Komma fünf', namedSpeed: 'doppelte', rate: 'zweihundert Wörter pro Minute', seconds: 'dreißig Sekunden', minutes: 'zwanzig Minuten', word: '…', pageWord: '…' },
  fr: { few: 'trois', count: 'trois', page: 'douze', chapterNumber: 'quatre', ordinal: 'deuxième', percent: 'cinquante pour cent', level: 'cinquante pour cent', size: 'cent pour cent', share: 'trente pour cent', speed: 'un virgule cinq', namedSpeed: 'double', rate: 'deux cents mots par minute', seconds: 'trente secondes', minutes: 'vingt minutes', word: '…', pageWord: '…' },
} // prettier-ignore
const phrasesEach = 4

/** A few phrases of each command that can be given now, in the order of the registry. */
export function phrases({ language, context = noContext }: Place): { command: string; phrases: string[] }[] {
  const example = (kind: string): string => {
    const list = ({ knownChapter: 'chapters', knownBookmark: 'bookmarks', knownDocument: 'documents', knownVoice: 'voices', knownProfile: 'profiles' } as const)[kind] // prettier-ignore
    return (list && context[list][0]) ?? examples[language][kind] ?? '…'
  }
  const known = phrasesFor(language).phrases
  return commands.flatMap(({ id }) => {
    if (context.commands && !context.commands.includes(id)) return []
    const own = known.filter(({ command, said }) => command === id && said)
    const said = own
      .flatMap(({ tree }) => sentencesOf(tree, example, 1))
      .filter((text) => !text.includes('…'))
    return said.length > 0 ? [{ command: id, phrases: [...new Set(said)].slice(0, phrasesEach) }] : []
  })
}

/** Number words after which more of the same number is usual. */
const openNumbers: Readonly<Record<CommandLanguage, RegExp>> = {
  en: /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|and|point)$/,
  de: /(?:hundert|tausend|^und|^komma)$/,
  fr: /^(?:vingt|trente|quarante|cinquante|soixante|cent|cents|mille|et|virgule)$/,
}

/**
 * Whether more words could make another command of it: “go to page” and “go to page twenty” can go on, “next page”
 * cannot. Of plain phrases only, politeness aside.
 */
export function canGoOn(text: string, { language, context = noContext }: Place): boolean {
  const all = phrasesFor(language)
  const said = (phrase: number) => {
    const { command, said: plain, later } = all.phrases[phrase]!
    return (
      plain && !later && (!context.commands || context.commands.includes(command) || !isCommandId(command))
    )
  }
  for (const order of orders(tokensOf(text, language), language)) {
    const sentence = sentenceOf(text, order, language, context)
    const { open } = exactMatches(all, sentence, said)
    if (open.length === 0) continue
    if (open.some((state) => (all.network.states[state]?.arcs.length ?? 0) > 0)) return true
    if (openNumbers[language].test(sentence.words.at(-1) ?? '')) return true
  }
  return false
}

/** What can be said in a slot, as JSGF: closed lists, so that no stretch of any speech fits them. */
import type { CommandLanguage, HearingContext } from '../../../contract/hearing.ts'
import { readNumber } from '../../numerals/index.ts'
import { tokensOf } from '../tokens.ts'
import type { NameKind } from './names.ts'
import { numberWords } from './spoken-numbers.ts'

/** Sized so that a decode stays fast: research/VOICE-LAB.md section 3. */
const mostNames: Readonly<Record<NameKind, number>> = { chapters: 80, bookmarks: 40, documents: 60, voices: 30, profiles: 20 } // prettier-ignore
const mostNameWords = 6
const mostPageWords = 150

const fixed: Readonly<Record<CommandLanguage, Readonly<Record<string, string>>>> = {
  en: {
    few: '<few>', count: '<few>', page: '<n999>', chapterNumber: '<n99>', ordinal: '<ordinal>',
    percent: '(<n99> | a hundred | one hundred) percent', level: '(<n99> | a hundred | one hundred) percent',
    size: '(fifty | sixty | seventy | eighty | ninety | (a | one | two | three | four) hundred) percent | (one | two | three) hundred [and] (twenty | fifty) percent',
    speed: '(zero | one | two | three) point <n9> [five] | one | two | three | four | half | double | normal | one and a half | two and a half',
    namedSpeed: 'double | half | normal | triple',
    rate: '(one | two | three | four | five | six | seven) hundred [[and] (twenty | fifty | seventy | eighty)] words (per | a) minute',
    share: '(ten | twenty | thirty | forty | fifty | sixty) percent',
    seconds: '<n99> seconds | (<few> | fifteen | twenty | thirty) minutes | (a | one) (minute | second) | half a minute',
    minutes: '<n99> minutes | (a | one) minute | half an hour | (a quarter of an | an | one) hour | an hour and a half | (two | three) hours',
  },
  de: {
    few: '<few>', count: '<few>', page: '<n999>', chapterNumber: '<n99>', ordinal: '<ordinal>',
    percent: '(<n99> | hundert) prozent', level: '(<n99> | hundert) prozent',
    size: '(fünfzig | sechzig | siebzig | achtzig | neunzig | [ein | zwei | drei | vier] hundert) prozent | [ein | zwei | drei] hundert (zwanzig | fünfzig) prozent',
    speed: '(null | eins | zwei | drei) komma <n9> [fünf] | eins | zwei | drei | vier | anderthalb | eineinhalb | zweieinhalb',
    namedSpeed: 'doppelte | halbe | normale | doppelter | halber | normaler',
    rate: '[ein | zwei | drei | vier | fünf | sechs] hundert [zwanzig | fünfzig | achtzig] (wörter | worte) (pro | in der) minute',
    share: '(zehn | zwanzig | dreißig | vierzig | fünfzig | sechzig) prozent',
    seconds: '<n99> sekunden | (<few> | fünfzehn | zwanzig | dreißig) minuten | eine (minute | sekunde) | eine halbe minute',
    minutes: '<n99> minuten | eine minute | einer minute | (eine | einer) (halbe | halben) stunde | (eine | einer) (viertelstunde | stunde) | (anderthalb | eineinhalb | zwei | drei) stunden',
  },
  fr: {
    few: '<few>', count: '<few>', page: '<n999>', chapterNumber: '<n99>', ordinal: '<ordinal>',
    percent: '(<n99> | cent) pour cent', level: '(<n99> | cent) pour cent',
    size: '(cinquante | soixante | quatre vingts | [deux | trois] cent | quatre cents | cent (vingt | cinquante)) pour cent',
    speed: '(zéro | un | deux | trois) virgule <n9> [cinq] | un | deux | trois | quatre',
    namedSpeed: 'double | normale',
    rate: '[deux | trois | quatre | cinq | six] cent [vingt | cinquante] mots par minute',
    share: '(dix | vingt | trente | quarante | cinquante | soixante) pour cent',
    seconds: '<n99> secondes | (<few> | quinze | vingt | trente) minutes | une (minute | seconde)',
    minutes: '<n99> minutes | une minute | une demi heure | un quart d\'heure | une heure | une heure et demie | (deux | trois) heures',
  },
} // prettier-ignore

/** The first words of a name as they would be said; empty where they cannot be. */
export function saidName(name: string, language: CommandLanguage): string {
  const said: string[] = []
  for (const { word } of tokensOf(name, language)) {
    if (/^\d+\.?$/.test(word)) {
      const spelled = numberWords(Number.parseInt(word, 10), language)
      if (spelled === undefined) break
      said.push(...spelled.replaceAll('-', ' ').split(' '))
    } else if (/^[\p{Script=Latin}\p{M}']+$/u.test(word)) said.push(word)
    else break
    if (said.length >= mostNameWords) break
  }
  return said.slice(0, mostNameWords).join(' ')
}

const names: Readonly<Record<string, NameKind>> = {
  knownChapter: 'chapters',
  knownBookmark: 'bookmarks',
  knownDocument: 'documents',
  knownVoice: 'voices',
  knownProfile: 'profiles',
}

/** Words that are worth looking for: long enough to be told apart, and none that is a number. */
function pageWords(context: HearingContext, language: CommandLanguage): string[] {
  const found = new Set<string>()
  for (const written of context.words) {
    for (const { word } of tokensOf(written, language)) {
      if (word.length < 4 || !/^[\p{Script=Latin}\p{M}]+$/u.test(word) || readNumber([word], 0, language))
        continue
      found.add(word)
    }
    if (found.size >= mostPageWords) break
  }
  return [...found].slice(0, mostPageWords)
}

/** @returns undefined where nothing can be said there now */
export function spokenValue(
  kind: string,
  language: CommandLanguage,
  context: HearingContext,
): string | undefined {
  const list = names[kind]
  if (list) {
    const said = new Set(context[list].slice(0, 4 * mostNames[list]).map((name) => saidName(name, language)))
    said.delete('')
    return said.size > 0 ? [...said].slice(0, mostNames[list]).join(' | ') : undefined
  }
  if (kind === 'pageWord' || kind === 'word') {
    const said = pageWords(context, language)
    return said.length > 0 ? said.join(' | ') : undefined
  }
  return fixed[language][kind]
}

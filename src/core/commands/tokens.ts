/** An utterance cut into words for matching: lower case, contractions opened, politeness and hesitation taken off. */
import type { CommandLanguage } from '../../contract/hearing.ts'

import { alike } from './similarity.ts'

export interface CommandToken {
  /** In lower case, as templates write it. */
  readonly word: string
  /** Where it stands in the text, UTF-16. The parts of a contraction share it. */
  readonly from: number
  readonly to: number
}

const contractions: Readonly<Record<CommandLanguage, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/^(what|where|who|how|that|it|there|here|when|let|he|she)'s$/, '$1 is'],
    [/^(i|you|we|they|he|she|it|that|who|what)'ll$/, '$1 will'],
    [/^(i|you|we|they|he|she|it)'d$/, '$1 would'],
    [/^(you|we|they|what|how|where)'re$/, '$1 are'],
    [/^(i|you|we|they)'ve$/, '$1 have'],
    [/^i'm$/, 'i am'],
    [/^can't$|^cannot$/, 'can not'],
    [/^won't$/, 'will not'],
    [/^(do|does|did|is|are|was|were|has|have|had|could|would|should)n't$/, '$1 not'],
    [/^dont$/, 'do not'],
    [/^whats$/, 'what is'],
    [/^wheres$/, 'where is'],
    [/^wanna$/, 'want to'],
    [/^gonna$/, 'going to'],
    [/^gimme$/, 'give me'],
    [/^lemme$/, 'let me'],
    [/^till$|^'til$/, 'until'],
    [/^thru$/, 'through'],
    [/^pls$/, 'please'],
    [/^p\.?m\.?$/, 'pm'],
    [/^a\.m\.?$/, 'am'],
    [/^mins$/, 'minutes'],
    [/^secs$/, 'seconds'],
    [/^wpm$/, 'words per minute'],
    [/^pp?\.$/, 'page'],
    [/^chap\.?$|^ch\.$/, 'chapter'],
    [/^re-?read$/, 'reread'],
    [/^(\d+(?:\.\d+)?)x$/, '$1 times'],
    [/^(\d+)(?:min|m)$/, '$1 minutes'],
    [/^(\d+)(?:sec|s)$/, '$1 seconds'],
    [/^(\d+)(?:hrs?|h)$/, '$1 hours'],
  ],
  de: [
    [/^(geh|geht|gib|mach|nimm|lies|wie|war|hab|ist|spiel|bring|such|setz|stell|zeig|schalt|dreh|spring|les|lass)['’]?s$/, '$1 es'],
    [/^'s$/, 'es'],
    [/^'n$/, 'ein'],
    [/^'ne$|^ne$/, 'eine'],
    [/^n$/, 'ein'],
    [/^nen$|^'nen$/, 'einen'],
    [/^nochmal$|^nochmals$/, 'noch mal'],
    [/^s\.$/, 'seite'],
    [/^kap\.?$/, 'kapitel'],
    [/^min\.?$/, 'minuten'],
    [/^sek\.?$/, 'sekunden'],
    [/^std\.?$/, 'stunden'],
    [/^(\d+(?:[.,]\d+)?)(?:-?fach|x)$/, '$1 fach'],
    [/^wpm$/, 'wörter pro minute'],
  ],
  fr: [
    [/^s'il$/, 's\'il'],
    [/^p\.$/, 'page'],
    [/^min\.?$/, 'minutes'],
    [/^(\d+(?:[.,]\d+)?)x$/, '$1 fois'],
  ],
} // prettier-ignore

/** Signs that are said as words. */
const signs: Readonly<Record<CommandLanguage, Readonly<Record<string, string>>>> = {
  en: { '%': 'percent', '+': 'plus', '×': 'times', '*': 'times', '/': 'over', '=': 'equals', '&': 'and', '½': 'half', '°': 'degrees' },
  de: { '%': 'prozent', '+': 'plus', '×': 'mal', '*': 'mal', '/': 'durch', '&': 'und', '½': 'halb', '°': 'grad' },
  fr: { '%': 'pour cent', '+': 'plus', '×': 'fois', '*': 'fois', '/': 'sur', '&': 'et', '½': 'demi', '°': 'degrés' },
} // prettier-ignore

const wordShape =
  /\d+(?:[.,:]\d+)*(?:st|nd|rd|th|er|re|ème|x|-fach|fach|min|sec|hrs?|h|m|s)?(?![\p{L}\d])|[\p{L}\p{M}\d]+(?:['’.][\p{L}\p{M}\d]+)*|['’]\p{L}+|[%+×*/=&½°]/gu

/** What French writes with a hyphen for the sake of an inverted pronoun, and titles for the sake of looks, are words apart. */
export function tokensOf(text: string, language: CommandLanguage): CommandToken[] {
  const tokens: CommandToken[] = []
  for (const match of text.normalize('NFC').matchAll(wordShape)) {
    const from = match.index
    let to = from + match[0].length
    let word = match[0].toLowerCase().replaceAll('’', "'")
    // “p.”, “Kap.”, “3.”: the stop belongs to it where more follows
    if (
      text[to] === '.' &&
      /^(?:p|pp|s|ch|chap|kap|min|sek|std)$/.test(word) &&
      /\S/.test(text.slice(to + 1))
    ) {
      to++
      word += '.'
    }
    if (language === 'de' && text[to] === '.' && /^\d+$/.test(word) && /^\.\s+\p{L}/u.test(text.slice(to))) {
      to++
      word += '.'
    }
    const sign = signs[language][word]
    if (sign) word = sign
    for (const [shape, opened] of contractions[language]) {
      if (!shape.test(word)) continue
      word = word.replace(shape, opened)
      break
    }
    if (language === 'en') word = word.replace(/(\p{L})'s$/u, "$1's").replace(/(?<=\p{L})\.(?=\p{L})/gu, '')
    for (const part of word.split(' ')) tokens.push({ word: part, from, to })
  }
  return tokens
}

/**
 * What says nothing to the matter at the beginning and end of an order. Longest first by construction: each is tried
 * again until none fits, so that “hey lectern, could you please” goes as a whole.
 */
const before: Readonly<Record<CommandLanguage, readonly string[]>> = {
  en: [
    'please', 'hey', 'hi', 'hello', 'ok', 'okay', 'alright', 'all right', 'right', 'well', 'so', 'now', 'um', 'uh', 'er', 'erm', 'hmm', 'ah', 'oh',
    'lectern', 'computer', 'and', 'that', 'just', 'then', 'kindly', 'go ahead and', 'yes please', 'actually', 'wait', 'quickly', 'maybe',
    'can you', 'could you', 'would you', 'will you', 'can we', 'could we', 'may we', 'can i', 'could i', 'may i', 'might i', 'might we', 'can i have you', 'i need you to',
    'would you mind', 'do you mind', 'would you be so kind as to', 'would you be able to', 'are you able to', 'is it possible to', 'be so kind as to', 'you can', 'you could', 'you should', 'you may',
    'i want you to', 'i want to', 'i would like you to', 'i would like to', 'i would love to', 'i need to', 'i wish to', 'we need to', 'we should', 'i would love you to',
    'i would appreciate it if you could', 'it would be nice if you could', 'it would be great if you could', 'i would be happy if you could', 'if you could', 'if you would', 'if you can',
    'let us', 'let me', 'help me to', 'help me', 'try to', 'i think you should', 'make sure to', 'make sure you', 'feel free to', 'do me a favor and', 'do me a favour and', 'time to', 'it is time to', 'how about we', 'how about you', 'why do not you', 'why do not we', 'i have to', 'you need to', 'you have to', 'i think we should', 'i think i would like to',
  ],
  de: [
    'bitte', 'hey', 'hallo', 'ok', 'okay', 'also', 'gut', 'so', 'jetzt', 'nun', 'äh', 'ähm', 'hm', 'ach', 'ja', 'na', 'lectern', 'computer', 'und', 'dann', 'mal', 'doch', 'los', 'schnell', 'vielleicht', 'einfach',
    'kannst du', 'könntest du', 'würdest du', 'kann ich', 'könnte ich', 'können wir', 'könnten wir', 'dürfte ich', 'darf ich', 'kannst', 'können sie', 'könnten sie', 'würden sie', 'wollen wir', 'sollen wir', 'lass uns', 'lassen sie uns', 'lass mich', 'willst du',
    'ich möchte', 'ich will', 'ich würde gern', 'ich würde gerne', 'ich hätte gern', 'ich hätte gerne', 'ich möchte gern', 'ich möchte gerne', 'ich möchte dass du', 'ich möchte dass sie', 'ich will dass du', 'ich brauche', 'ich muss', 'du sollst', 'du kannst', 'du könntest', 'wir sollten', 'wir müssen', 'es wäre schön wenn du', 'es wäre nett wenn du', 'wäre es möglich', 'ist es möglich', 'sei so gut und', 'sei so nett und', 'sei so lieb und', 'hilf mir', 'mir', 'wir können', 'wir könnten', 'ich würde', 'bitte sei so gut und',
  ],
  fr: [
    's\'il te plaît', 's\'il vous plaît', 's\'il te plait', 's\'il vous plait', 'hé', 'bonjour', 'salut', 'ok', 'okay', 'd\'accord', 'alors', 'bon', 'bien', 'donc', 'euh', 'lectern', 'et', 'maintenant', 'puis', 'ensuite', 'allez',
    'peux tu', 'pourrais tu', 'pouvez vous', 'pourriez vous', 'est ce que tu peux', 'est ce que vous pouvez', 'est ce que tu pourrais', 'tu peux', 'tu pourrais', 'vous pouvez', 'vous pourriez', 'veux tu', 'voudrais tu', 'veuillez', 'merci de', 'puis je', 'je peux', 'on peut', 'est ce qu\'on peut', 'est ce que je peux',
    'je veux', 'je voudrais', 'j\'aimerais', 'j\'aimerais bien', 'je souhaite', 'je souhaiterais', 'je veux que tu', 'il faut', 'j\'ai besoin de', 'aide moi à', 'essaie de', 'me', 'il faudrait',
  ],
} // prettier-ignore

const after: Readonly<Record<CommandLanguage, readonly string[]>> = {
  en: ['please', 'now', 'right now', 'right away', 'immediately', 'at once', 'for me', 'for us', 'thanks', 'thank you', 'thank you very much', 'thanks a lot', 'will you', 'would you', 'could you', 'can you', 'will you please', 'would you please', 'if you would', 'if you can', 'if you could', 'if you do not mind', 'if possible', 'lectern', 'computer', 'then', 'ok', 'okay', 'um', 'uh', 'though', 'real quick', 'quickly', 'already', 'would be great', 'would be nice', 'cheers', 'if you please', 'my dear', 'buddy', 'mate', 'next please'],
  de: ['bitte', 'jetzt', 'sofort', 'gleich', 'mal', 'danke', 'danke schön', 'vielen dank', 'bitte schön', 'für mich', 'für uns', 'wenn du kannst', 'wenn möglich', 'wenn es geht', 'lectern', 'computer', 'ok', 'okay', 'ja', 'doch', 'dann', 'äh', 'ähm', 'bitte mal', 'sei so gut', 'kannst du', 'könntest du', 'würdest du', 'kurz', 'schnell', 'endlich'],
  fr: ['s\'il te plaît', 's\'il vous plaît', 's\'il te plait', 's\'il vous plait', 'maintenant', 'tout de suite', 'merci', 'merci beaucoup', 'pour moi', 'si possible', 'lectern', 'd\'accord', 'ok', 'stp', 'svp', 'alors', 'immédiatement', 'si tu veux', 'si vous voulez', 'veux tu'],
} // prettier-ignore

/** Words that may stand anywhere in an order and change nothing. */
const noise: Readonly<Record<CommandLanguage, ReadonlySet<string>>> = {
  en: new Set(['please', 'um', 'uh', 'erm', 'er', 'uhm', 'hmm', 'kindly', 'lectern', 'just', 'maybe', 'ah']),
  de: new Set(['bitte', 'äh', 'ähm', 'hm', 'mal', 'doch', 'eben', 'kurz', 'lectern', 'einfach', 'gerne', 'gern', 'nun', 'bloß']),
  fr: new Set(['euh', 'lectern', 'stp', 'svp', 'donc']),
} // prettier-ignore

const split = (table: typeof before) =>
  Object.fromEntries(
    Object.entries(table).map(([language, rows]) => [language, rows.map((row) => row.split(' '))]),
  ) as Record<CommandLanguage, string[][]>
const heads = split(before)
const tails = split(after)

const courtesy: Readonly<Record<CommandLanguage, ReadonlySet<string>>> = {
  en: new Set(['please', 'thanks', 'lectern']),
  de: new Set(['bitte', 'danke', 'lectern']),
  fr: new Set(['merci', 'stp', 'svp', 'lectern', 'plaît']),
}
/** A word that ends an order politely and names nothing. */
export const isPolite = (word: string, language: CommandLanguage): boolean => courtesy[language].has(word)
const isNoise = (word: string, language: CommandLanguage): boolean => noise[language].has(word)

/** Politeness or hesitation that was misheard or mistyped. */
export function nearNoise(word: string, language: CommandLanguage): boolean {
  if (noise[language].has(word)) return true
  return (
    word.length > 3 &&
    [...noise[language]].some((known) => known.length > 3 && alike(word, known, language) > 0.75)
  )
}

/** Readings of an utterance, the fullest first: as said, without politeness at its ends, without hesitation within. */
export function orders(tokens: readonly CommandToken[], language: CommandLanguage): CommandToken[][] {
  const found: CommandToken[][] = [[...tokens]]
  const add = (next: CommandToken[]) => {
    if (next.length > 0 && !found.some((known) => known.length === next.length)) found.push(next)
  }
  let from = 0
  let to = tokens.length
  const starts = (row: readonly string[]) => row.every((word, index) => tokens[from + index]?.word === word)
  const ends = (row: readonly string[]) =>
    row.every((word, index) => tokens[to - row.length + index]?.word === word)
  const longest = (rows: readonly string[][], fits: (row: readonly string[]) => boolean) =>
    rows.reduce(
      (most, row) => (row.length > most && row.length < to - from && fits(row) ? row.length : most),
      0,
    )
  const tailsOff: CommandToken[][] = []
  for (;;) {
    const less = longest(tails[language], ends)
    // “bitte ja”: what would be left is only polite, so the end was what is meant
    if (less === 0 || tokens.slice(from, to - less).every(({ word }) => isPolite(word, language))) break
    to -= less
    tailsOff.push(tokens.slice(from, to))
  }
  tailsOff.forEach(add)
  const wholeEnd = tokens.length
  for (;;) {
    const less = longest(heads[language], starts)
    if (less === 0) break
    from += less
    add(tokens.slice(from, to))
    if (to < wholeEnd) add(tokens.slice(from))
  }
  const quiet = found.map((each) => each.filter(({ word }) => !isNoise(word, language)))
  quiet.forEach(add)
  return found
}

/** Numbers as they are said, in words: for grammars and for names that hold digits. */
import type { CommandLanguage } from '../../../contract/hearing.ts'

const table = {
  en: {
    ones: 'one two three four five six seven eight nine',
    teens: 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
    ordinals: 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  },
  de: {
    ones: 'eins zwei drei vier fünf sechs sieben acht neun',
    teens: 'zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
    ordinals: 'ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften dreizehnten vierzehnten fünfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten',
  },
  fr: {
    ones: 'un deux trois quatre cinq six sept huit neuf',
    teens: 'dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
    tens: 'vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt',
    ordinals: 'premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième',
  },
} as const // prettier-ignore

const words = (text: string) => text.split(' ')

/** 0 to 9999 in words, parts apart, as a recogniser writes them; undefined beyond that. */
export function numberWords(value: number, language: CommandLanguage): string | undefined {
  if (!Number.isInteger(value) || value < 0 || value > 9999) return undefined
  if (value === 0) return { en: 'zero', de: 'null', fr: 'zéro' }[language]
  const { ones, teens, tens } = table[language]
  const below100 = (small: number): string => {
    const one = words(ones)[(small % 10) - 1] ?? ''
    if (small < 10) return one
    if (small < 20) return words(teens)[small - 10] ?? ''
    const ten = words(tens)[Math.floor(small / 10) - 2] ?? ''
    if (language === 'de') return one ? `${one === 'eins' ? 'ein' : one}und${ten}` : ten
    if (language === 'en') return one ? `${ten} ${one}` : ten
    const rest = small >= 60 && (Math.floor(small / 10) === 7 || Math.floor(small / 10) === 9) ? 10 + (small % 10) : small % 10 // prettier-ignore
    if (rest === 0) return small === 80 ? 'quatre-vingts' : ten
    const joined = (rest === 1 || rest === 11) && small < 80 ? ' et ' : small > 80 ? '-' : ' '
    return `${ten}${joined}${below100(rest)}`
  }
  const hundreds = Math.floor(value / 100) % 10
  const thousands = Math.floor(value / 1000)
  const one = (count: number) => words(ones)[count - 1] ?? ''
  const thousand = { en: 'thousand', de: 'tausend', fr: 'mille' }[language]
  const hundred = { en: 'hundred', de: 'hundert', fr: 'cent' }[language]
  const many = (count: number) => (count === 1 && language === 'fr' ? '' : count === 1 && language === 'de' ? 'ein' : one(count)) // prettier-ignore
  return [
    ...(thousands > 0 ? [many(thousands), thousand] : []),
    ...(hundreds > 0 ? [many(hundreds), hundred] : []),
    ...(value % 100 > 0 ? [below100(value % 100)] : []),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** Hyphens apart, as grammars and texts write the parts of a French numeral. */
const plain = (text: string | undefined) => (text ?? '').replaceAll('-', ' ')
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** Rules of a grammar for numbers, by name, as JSGF bodies. */
export function numberRules(language: CommandLanguage): Readonly<Record<string, string>> {
  const { ones, teens, tens, ordinals } = table[language]
  const list = (from: number, to: number) => range(from, to).map((value) => plain(numberWords(value, language))).join(' | ') // prettier-ignore
  const few = range(2, 10).map((value) => plain(numberWords(value, language))).join(' | ') // prettier-ignore
  const rules = { few, ordinal: words(ordinals).map(plain).join(' | ') }
  switch (language) {
    case 'en':
      return {
        ...rules,
        n9: words(ones).join(' | '),
        n99: `<n9> | ${words(teens).join(' | ')} | (${words(tens).join(' | ')}) [<n9>]`,
        n999: '<n99> | (<n9> | a) hundred [[and] <n99>]',
      }
    case 'de': {
      const und = range(1, 9).flatMap((one) => range(2, 9).map((ten) => numberWords(10 * ten + one, 'de')))
      return {
        ...rules,
        n9: words(ones).join(' | '),
        n99: `<n9> | ${words(teens).join(' | ')} | ${words(tens).join(' | ')} | ${und.join(' | ')}`,
        n999: `<n99> | [ein | ${words(ones).slice(1).join(' | ')}] hundert [[und] <n99>]`,
      }
    }
    case 'fr':
      return {
        ...rules,
        n9: words(ones).join(' | '),
        n99: list(1, 99),
        n999: `<n99> | [${words(ones).slice(1).join(' | ')}] cent [<n99>]`,
      }
  }
}

/** English: which rule is asked, in which order. */
import { capitalsRule } from './capital-words.ts'
import { codeRule } from './codes.ts'
import { abbreviationRule, dottedRule, phraseRule, romanRule } from './english-words.ts'
import {
  dayMonthRule,
  decadeRule,
  monthDayRule,
  numericDateRule,
  shortYearRule,
  timeRule,
  usesAnd,
} from './english-dates.ts'
import { dimensionRule, fractionRule, scientificRule } from './english-fractions.ts'
import { currencyRule, gluedLetterRule, manyRule, ordinalRule, quantityRule, sayPower } from './english-quantities.ts' // prettier-ignore
import { fileRule, linkRule, pathRule, tagRule, type LinkWords } from './links.ts'
import { cardinalEnglish, digitsEnglish, yearEnglish } from './numbers-english.ts'
import { formulaRule, signRule, subscriptRule, superscriptRule } from './formulas.ts'
import { scriptureRule } from './scripture.ts'
import { emojiRule } from './emoji.ts'
import { drawnRule, greekRule, markRule } from './symbols.ts'
import { matchAt, type Rule, type Rules } from './scan.ts'

const links: LinkWords = {
  dot: 'dot',
  at: 'at',
  hyphen: 'dash',
  underscore: 'underscore',
  plus: 'plus',
  slash: 'slash',
  hash: 'hashtag',
  tilde: 'tilde',
  doi: 'D.O.I link',
  number: (digits) => (digits.length > 4 ? digitsEnglish(digits) : cardinalEnglish(digits)),
}

const say = (digits: string) => cardinalEnglish(digits)
const versionMark = /[vV](?=\d+(?:\.\d+|\b))|[vV]\. ?(?=\d+\.\d)/y

/** "v2.0.1": the letter is "version"; the number behind it follows by its own rule. */
const versionRule: Rule = ({ text }, at) => {
  const match = matchAt(versionMark, text, at)
  return match ? { end: at + match[0].length, say: 'version ' } : undefined
}

const sectionMark = /§§? ?/y
const sectionRule: Rule = ({ text }, at) => {
  if (text[at] !== '§') return undefined
  const match = matchAt(sectionMark, text, at)!
  return { end: at + match[0].length, say: match[0].startsWith('§§') ? 'sections ' : 'section ' }
}

const paths = pathRule(links)
const driveRule: Rule = (scene, at) => (scene.text[at + 1] === ':' ? paths(scene, at) : undefined)

const single = /\p{L}(?![\p{L}\p{M}'])/uy
/** "(a)": said as a letter, and set off, because a voice takes a bare "a" for the article. */
const letterRule: Rule = ({ text }, at) => {
  const match = matchAt(single, text, at)
  if (!match || !/^[a-zA-Z]$/.test(match[0])) return undefined
  const lead = text.slice(Math.max(0, at - 60), at)
  const inside = lead.lastIndexOf('(') > lead.lastIndexOf(')')
  const enumerated =
    text[at + 1] === ')' &&
    (at === 0 ||
      (text[at - 1] === '(' && !/\p{L}/u.test(text[at - 2] ?? '')) ||
      (text[at - 1] === ' ' && !inside))
  if (enumerated)
    return { end: at + 2, say: `${match[0].toUpperCase()},${/[\s]|^$/.test(text[at + 2] ?? '') ? '' : ' '}` }
  if (
    match[0] === 'a' &&
    /(?:letter|vowel|option|answer|variable|side|point|vitamin|plan|hepatitis) $/i.test(
      text.slice(Math.max(0, at - 10), at),
    )
  )
    return { end: at + 1, say: 'A' }
  return undefined
}

const marks = markRule({
  plus: 'plus',
  minus: 'minus',
  times: 'times',
  over: 'over',
  less: 'less than',
  greater: 'greater than',
  number: 'number',
  or: 'or',
  lessEqual: 'is less than or equal to',
  greaterEqual: 'is greater than or equal to',
  notEqual: 'is not equal to',
  arrow: 'right arrow',
  about: 'about',
  per: 'per',
  dot: 'dot',
  to: 'to',
  ratio: 'to',
  born: 'born',
  died: 'died',
})

const signs = signRule({ minus: 'minus', plus: 'plus', point: 'point', digits: digitsEnglish, base: 'en' })

const scripture = scriptureRule({
  base: 'en',
  say,
  to: 'to',
  firsts: ['first', 'second', 'third', 'fourth', 'fifth'],
})
const codes = codeRule(digitsEnglish, say, 'point', 'dot')
const months = /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/

export const english: Rules = {
  word: [
    linkRule(links),
    driveRule,
    fileRule(links),
    phraseRule,
    scripture,
    monthDayRule,
    currencyRule,
    versionRule,
    formulaRule('en', cardinalEnglish),
    romanRule,
    abbreviationRule,
    dottedRule,
    capitalsRule('en', (scene, digits) =>
      digits.length === 4 ? yearEnglish(digits, usesAnd(scene)) : cardinalEnglish(digits, usesAnd(scene)),
    ),
    greekRule,
    letterRule,
  ],
  number: [
    linkRule(links),
    manyRule,
    scripture,
    decadeRule,
    dayMonthRule,
    ordinalRule,
    numericDateRule,
    timeRule,
    codes,
    fractionRule,
    scientificRule,
    dimensionRule,
    gluedLetterRule,
    fileRule(links),
    quantityRule,
  ],
  symbol: [
    currencyRule,
    shortYearRule,
    codes,
    signs,
    drawnRule,
    superscriptRule(sayPower),
    subscriptRule(cardinalEnglish),
    tagRule(links),
    sectionRule,
    paths,
    (scene, at) => (/[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]/.test(scene.text[at]!) ? quantityRule(scene, at) : undefined),
    emojiRule,
    marks,
  ],
  plain: (word, next) => {
    if (word.length === 1) return false
    if (next === '.' || next === '/' || next === '@' || next === ':' || next === '_') return false
    if (/\d|[²³₂-₉]/.test(next)) return false
    if (!/^\p{Lu}?[\p{Ll}\p{M}']+$/u.test(word)) return false
    if (word.length > 4 || word === 'with') return !months.test(word)
    return (
      !/^(?:Gen|Exod|Exo|Lev|Deut|Ps|Pss|Prov|Isa|Jer|Matt|Mat|Mk|Lk|Jn|Rom|Cor|Gal|Eph|Phil|Heb|Jas|Rev|vs|eg|Dr|St|et|Mon|Tues?|Wed|Thu|Fri|Sat|Sun|[ivxlc]+|Rs|ca)$/.test(
        word,
      ) && !months.test(word)
    )
  },
}

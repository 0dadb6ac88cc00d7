/** German: which rule is asked, in which order. */
import { capitalsRule } from './capital-words.ts'
import { codeRule } from './codes.ts'
import { formulaRule, signRule, subscriptRule, superscriptRule } from './formulas.ts'
import { decadeRuleGerman, monthRuleGerman, numericDateRuleGerman, timeRuleGerman } from './german-dates.ts'
import { ordinalRuleGerman } from './german-ordinals.ts'
import { compoundRuleGerman, currencyRuleGerman, dimensionRuleGerman, fractionRuleGerman, quantityRuleGerman, sayPowerGerman } from './german-quantities.ts' // prettier-ignore
import { abbreviationRuleGerman, dottedRuleGerman, mixedCaseRuleGerman, romanRuleGerman, sectionRuleGerman } from './german-words.ts' // prettier-ignore
import { fileRule, linkRule, pathRule, tagRule, type LinkWords } from './links.ts'
import { cardinalGerman, digitsGerman, yearGerman } from './numbers-german.ts'
import { scriptureRule } from './scripture.ts'
import { emojiRule } from './emoji.ts'
import { drawnRule, greekRule, markRule } from './symbols.ts'
import { matchAt, type Rule, type Rules } from './scan.ts'

const links: LinkWords = {
  dot: 'Punkt',
  at: 'ät',
  hyphen: 'Bindestrich',
  underscore: 'Unterstrich',
  plus: 'plus',
  slash: 'Schrägstrich',
  hash: 'Hashtag',
  tilde: 'Tilde',
  doi: 'D.O.I-Link',
  number: (digits) => (digits.length > 4 ? digitsGerman(digits) : cardinalGerman(digits)),
}

const versionMark = /[vV](?=\d+(?:\.\d+|\b))/y
const versionRule: Rule = ({ text }, at) => {
  // "Urteil v. 3.5.2020"
  if (text.startsWith('v. ', at) && /\d/.test(text[at + 3] ?? '')) return { end: at + 2, say: 'vom' }
  const match = matchAt(versionMark, text, at)
  return match ? { end: at + match[0].length, say: 'Version ' } : undefined
}

const paths = pathRule(links)
const driveRule: Rule = (scene, at) => (scene.text[at + 1] === ':' ? paths(scene, at) : undefined)

const single = /[a-zA-Z](?![\p{L}\p{M}'])/uy
/** "a)" and "(b)": a letter, set off by a pause. */
const letterRule: Rule = ({ text }, at) => {
  const match = matchAt(single, text, at)
  const lead = match ? text.slice(Math.max(0, at - 60), at) : ''
  const enumerated =
    match &&
    text[at + 1] === ')' &&
    (at === 0 ||
      (text[at - 1] === '(' && !/\p{L}/u.test(text[at - 2] ?? '')) ||
      (text[at - 1] === ' ' && lead.lastIndexOf('(') <= lead.lastIndexOf(')')))
  return enumerated
    ? { end: at + 2, say: `${match[0].toUpperCase()},${/[\s]|^$/.test(text[at + 2] ?? '') ? '' : ' '}` }
    : undefined
}

const yearShort = /'(\d\d)(er)?(?![\p{L}\d])/uy
const shortYearRule: Rule = ({ text }, at) => {
  const match =
    text[at] === "'" && !/[\p{L}\d]/u.test(text[at - 1] ?? '') ? matchAt(yearShort, text, at) : undefined
  return match
    ? { end: at + match[0].length, say: cardinalGerman(match[1]!.replace(/^0/, '')) + (match[2] ?? '') }
    : undefined
}

/** "Schüler*innen", "Schüler:innen", "Schüler/-innen": a short break, no mark is said. */
const genderMark = /(?:[*:_]|\/-?)(?=in(?:nen)?(?!\p{L}))/uy
const genderRule: Rule = ({ text }, at) => {
  if (!/\p{Ll}/u.test(text[at - 1] ?? '')) return undefined
  const match = matchAt(genderMark, text, at)
  return match ? { end: at + match[0].length, say: '-' } : undefined
}

const marks = markRule({
  plus: 'plus',
  minus: 'minus',
  times: 'mal',
  over: 'durch',
  less: 'kleiner als',
  greater: 'größer als',
  number: 'Nummer',
  or: 'oder',
  lessEqual: 'kleiner gleich',
  greaterEqual: 'größer gleich',
  notEqual: 'ungleich',
  arrow: 'Pfeil nach rechts',
  about: 'etwa',
  per: 'pro',
  dot: 'Punkt',
  to: 'bis',
  ratio: 'zu',
  born: 'geboren',
  died: 'gestorben',
})
const signs = signRule({ minus: 'minus', plus: 'plus', point: 'Punkt', digits: digitsGerman, base: 'de' })
const say = (digits: string) => cardinalGerman(digits)
const scripture = scriptureRule({
  base: 'de',
  say,
  to: 'bis',
  firsts: ['erster', 'zweiter', 'dritter', 'vierter', 'fünfter'],
})
const codes = codeRule(digitsGerman, say, 'Punkt', 'Punkt')
const months = /^(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jän)/

export const german: Rules = {
  word: [
    linkRule(links),
    driveRule,
    fileRule(links),
    scripture,
    abbreviationRuleGerman,
    monthRuleGerman,
    currencyRuleGerman,
    versionRule,
    formulaRule('de', cardinalGerman),
    romanRuleGerman,
    dottedRuleGerman,
    mixedCaseRuleGerman,
    capitalsRule('de', (_scene, digits) =>
      /^(?:19|1[1-8])\d\d$/.test(digits) ? yearGerman(digits) : cardinalGerman(digits),
    ),
    greekRule,
    letterRule,
  ],
  number: [
    linkRule(links),
    scripture,
    numericDateRuleGerman,
    decadeRuleGerman,
    timeRuleGerman,
    codes,
    fractionRuleGerman,
    dimensionRuleGerman,
    ordinalRuleGerman,
    compoundRuleGerman,
    fileRule(links),
    quantityRuleGerman,
  ],
  symbol: [
    genderRule,
    currencyRuleGerman,
    shortYearRule,
    codes,
    signs,
    drawnRule,
    superscriptRule((_scene, value) => sayPowerGerman(value)),
    subscriptRule(cardinalGerman),
    tagRule(links),
    sectionRuleGerman,
    paths,
    (scene, at) => (/[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]/.test(scene.text[at]!) ? quantityRuleGerman(scene, at) : undefined),
    emojiRule,
    marks,
  ],
  plain: (word, next) => {
    if (word.length === 1) return false
    if (next === '.' || next === '/' || next === '@' || next === ':' || next === '_') return false
    if (/[\d²³₂-₉]/.test(next)) return false
    if (!/^\p{Lu}?[\p{Ll}\p{M}']+$/u.test(word)) return false
    if (word.length > 3) return !(months.test(word) && word.charCodeAt(0) < 97)
    return (
      !/^(?:Mt|Mk|Lk|Ps|Joh|Röm|Kor|Gal|Eph|Kol|Tim|Apg|Jes|Jer|Mos|Sam|Jak|Mo|Di|Mi|Do|Fr|Sa|So|Nr|Abs|Art|Kap|Abb|Bd|Rn|ff?|Kfz|Lkw|Pkw|et|Fr|ü|ca)$/.test(
        word,
      ) && !months.test(word)
    )
  },
}

/** Signs, powers, indices and chemical formulas, for all languages. */
import { asWord } from './capitals.ts'
import { spell } from './links.ts'
import { markBefore, matchAt, type Rule, type Scene } from './scan.ts'

export interface SignWords {
  readonly minus: string
  readonly plus: string
  readonly point: string
  readonly digits: (text: string) => string
  readonly base: 'en' | 'de'
}

const signed = /[-−–](?= ?[\d.,½¼¾∞√$€£¥πx])|\+(?=\d)/y

/** A minus sign before a number or a letter, and ".5". Not a hyphen, not a dash between words. */
export function signRule(words: SignWords): Rule {
  return ({ text }, at) => {
    const mark = text[at]!
    const before = text[at - 1] ?? ''
    if (mark === '.' && /\d/.test(text[at + 1] ?? '') && !/[\p{L}\d.)]/u.test(before)) {
      const decimals = /^\d+/.exec(text.slice(at + 1, at + 41))![0]
      return {
        end: at + 1 + decimals.length,
        say: `${words.base === 'en' ? '' : 'null '}${words.point} ${words.digits(decimals)}`,
      }
    }
    if (mark === '−') {
      return { end: at + 1, say: /\s/.test(text[at + 1] ?? ' ') ? words.minus : `${words.minus} ` }
    }
    if (mark !== '-' && mark !== '–' && mark !== '+') return undefined
    const match = matchAt(signed, text, at)
    if (!match) return undefined
    const next = text[at + 1]!
    if (mark === '+')
      return before === '' || /[\s(]/.test(before) ? { end: at + 1, say: `${words.plus} ` } : undefined
    if (next === ' ' || !(before === '' || /[\s([{"“„'=<>≤≥≈≠*×÷·/,:;±∈^|~]/.test(before))) return undefined
    if (/[.,]/.test(next) && !/\d/.test(text[at + 2] ?? '')) return undefined
    if (next === 'x' && /\p{L}/u.test(text[at + 2] ?? '')) return undefined
    // "word –5 km" after a word and a space: an en dash that touches the number is a minus sign, as a hyphen is.
    if (mark === '–' && /\d/.test(markBefore(text, at)) && before !== ' ') return undefined
    return { end: at + 1, say: `${words.minus} ` }
  }
}

const power = /\^\(?([-−]?\d{1,3})\)?|([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,4})/y
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** The exponent written at `at`, as plain digits with "-" where negative. */
export function exponentAt(text: string, at: number): { end: number; value: string } | undefined {
  const match = matchAt(power, text, at)
  if (!match) return undefined
  const value =
    match[1]?.replace('−', '-') ??
    Array.from(match[2]!, (mark) => (mark === '⁻' ? '-' : String(raised.indexOf(mark)))).join('')
  return /^-?\d+$/.test(value) ? { end: at + match[0].length, value } : undefined
}

/** "x²", "10⁶", "x^2" behind a letter or bracket. A raised number behind a word of several letters is a note mark. */
export function superscriptRule(sayPower: (scene: Scene, value: string) => string): Rule {
  return (scene, at) => {
    const { text } = scene
    const mark = text[at]!
    if (mark !== '^' && !/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/.test(mark)) return undefined
    const before = text.slice(Math.max(0, at - 3), at)
    if (mark === '^') {
      const letter = matchAt(/\^\(?([a-z])\)?(?!\p{L})/uy, text, at)
      const name = letter && /[\p{L}\d)]$/u.test(before)
      if (name)
        return {
          end: at + letter[0].length,
          say: ` ${scene.base === 'de' ? 'hoch' : 'to the power of'} ${letter[1]} `,
        }
    }
    const exponent = exponentAt(text, at)
    if (!exponent) return undefined
    if (mark !== '^' && /\p{L}{3}$/u.test(before)) {
      const digits = sayPower(scene, exponent.value) && exponent.value
      return { end: exponent.end, say: ` ${sayNote(scene, digits)}` }
    }
    if (!/[\p{L}\d)\]]$/u.test(before)) return { end: exponent.end, say: sayNote(scene, exponent.value) }
    return { end: exponent.end, say: ` ${sayPower(scene, exponent.value)}` }
  }
}

const noteWords: Readonly<Record<string, readonly string[]>> = {
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  de: ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'],
}

function sayNote(scene: Scene, digits: string): string {
  const names = noteWords[scene.base]
  return names ? Array.from(digits.replace('-', ''), (digit) => names[Number(digit)]).join(' ') : digits
}

const lowered = '₀₁₂₃₄₅₆₇₈₉'
const toPlain = (text: string) => text.replace(/[₀-₉]/g, (mark) => String(lowered.indexOf(mark)))

/** "x₂" and "log₂": the index as a number. */
export function subscriptRule(cardinal: (digits: string) => string): Rule {
  return ({ text }, at) => {
    const match = matchAt(/[₀-₉]{1,6}/y, text, at)
    if (!match) return undefined
    return { end: at + match[0].length, say: ` ${cardinal(toPlain(match[0]))}` }
  }
}

const elements =
  'H|He|Li|Be|B|C|N|O|F|Ne|Na|Mg|Al|Si|P|S|Cl|Ar|K|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|As|Se|Br|Kr|Sr|Ag|Cd|Sn|Sb|I|Xe|Cs|Ba|W|Pt|Au|Hg|Pb|Bi|U'
const formula = new RegExp(`(?:(?:${elements})[₀-₉\\d]{0,3}|\\((?:(?:${elements})[₀-₉\\d]{0,2}){1,4}\\)[₂-₉2-9]){1,10}(?:[⁺⁻]|²⁺|³⁺|²⁻)?(?![\\p{L}\\d₀-₉])`, 'uy') // prettier-ignore
/** Written with plain digits these are still formulas; others ("B2", "H1N1", "C4") are not. */
const known =
  /^(?:H2O|CO2|O2|O3|N2|H2|N2O|NO2|SO2|CH4|NH3|H2SO4|HNO3|H2O2|NaHCO3|CaCO3|C6H12O6|C2H5OH|Fe2O3|Al2O3|SiO2|Na2CO3|H3PO4|TiO2|SF6|C2H4|C2H2|CCl4|UF6|SO3|N2O4|C60|Cl2|F2|Br2|MgCl2|CaCl2|FeCl3|KMnO4|CuSO4|BaSO4|CH3COOH|CH3OH|K2O|Na2O|Li2O)$/

/** "H₂O": "H two O". */
export function formulaRule(base: 'en' | 'de', cardinal: (digits: string) => string): Rule {
  return ({ text }, at) => {
    const code = text.charCodeAt(at)
    if (code < 65 || code > 90 || /[\p{L}\d]/u.test(text[at - 1] ?? '')) return undefined
    const match = matchAt(formula, text, at)
    if (!match || !/[₀-₉\d]/.test(match[0])) return undefined
    if (!/[₀-₉]/.test(match[0]) && !known.test(match[0])) return undefined
    const parts = toPlain(match[0]).match(/[A-Z][a-z]?|\d+|[⁺⁻²³]/g)!
    const words = parts.map((part) => {
      if (/\d/.test(part)) return cardinal(part)
      if (part === '⁺') return 'plus'
      if (part === '⁻') return 'minus'
      if (part === '²') return base === 'en' ? 'two' : 'zwei'
      if (part === '³') return base === 'en' ? 'three' : 'drei'
      return part.length > 1 ? spell(part) : asWord(part)
    })
    // Neighbouring letters become one spelled group: "C.O two".
    return {
      end: at + match[0].length,
      say: words.join(' ').replace(/(?<=^| |\.)([A-Z]) (?=[A-Z](?: |$|\.))/g, '$1.'),
    }
  }
}

/** Units and currencies: how they are written, and what they are called in English and German. */
import { currencyRows, germanCurrencyNames } from './currency-names.ts'
import { matchAt } from './scan.ts'
import type { Gender } from './numbers-german.ts'
import { unitRows } from './unit-names.ts'

export interface Unit {
  readonly one: string
  readonly many: string
  readonly gender?: Gender
}

export interface Currency extends Unit {
  readonly cent?: Unit
}

const english = new Map<string, Unit>()
const german = new Map<string, Unit>()
for (const [symbol, row] of Object.entries(unitRows)) {
  const [one, many, eins, viele, gender] = row.split(',') as [string, string, string, string, Gender]
  english.set(symbol, { one, many })
  german.set(symbol, { one: eins, many: viele, gender })
}

const englishMoney = new Map<string, Currency>()
const germanMoney = new Map<string, Currency>()
for (const [symbol, row] of Object.entries(currencyRows)) {
  const [one, many, cent, cents, eins, viele, gender, teil, teile] = row.split(',') as [
    string,
    string,
    string,
    string,
    string,
    string,
    Gender,
    string,
    string,
  ]
  englishMoney.set(symbol, cent ? { one, many, cent: { one: cent, many: cents! } } : { one, many })
  const base = { one: eins, many: viele, gender }
  germanMoney.set(
    symbol,
    teil ? { ...base, cent: { one: teil, many: teile!, gender: teil === 'Kopeke' ? 'f' : 'm' } } : base,
  )
}
germanMoney.set('DM', {
  one: 'Mark',
  many: 'Mark',
  gender: 'f',
  cent: { one: 'Pfennig', many: 'Pfennig', gender: 'm' },
})
for (const [name, symbol] of Object.entries(germanCurrencyNames))
  germanMoney.set(name, germanMoney.get(symbol)!)
englishMoney.delete('ct')

const byLength = (one: string, other: string) => other.length - one.length
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const alternatives = (symbols: Iterable<string>) => [...symbols].sort(byLength).map(escape).join('|')

const unitNames = alternatives(Object.keys(unitRows))
const unitPattern = new RegExp(`(?<gap>[ -]?)(?<unit>${unitNames})(?<power>[²³]|\\^?[23](?!\\d))?(?:(?<slash> ?\\/ ?| p\\. )(?<per>${unitNames})(?<perPower>[²³]|\\^?[23](?!\\d))?|[·⋅ ]?(?<inverse>s|h|min|m)(?:⁻¹|\\^-1)|[·⋅ ]?(?<inverse2>s)⁻²)?(?![\\p{L}\\d°])`, 'uy') // prettier-ignore
const beforePattern = new RegExp(`(${alternatives([...englishMoney.keys()].filter((key) => key !== '¢' && !/^[A-Z]{3}$/.test(key)))}|(?:${alternatives([...englishMoney.keys()].filter((key) => /^[A-Z]{3}$/.test(key)))})(?= ?[\\d-])|Fr\\.(?= ?\\d))`, 'uy') // prettier-ignore
const afterEnglish = new RegExp(` ?(${alternatives(englishMoney.keys())})(?![\\p{L}\\d])`, 'uy')
const afterGerman = new RegExp(` ?(${alternatives(germanMoney.keys())})(?![\\p{L}\\d])`, 'uy')

/** The currency sign or code that begins at `at` and is followed by an amount. */
export function currencyBefore(
  text: string,
  at: number,
  base: 'en' | 'de',
): { end: number; currency: Currency } | undefined {
  const match = matchAt(beforePattern, text, at)
  const currency =
    match && (base === 'de' ? germanMoney : englishMoney).get(match[1] === 'Fr.' ? 'CHF' : match[1]!)
  return currency ? { end: at + match[0].length, currency } : undefined
}

/** The currency sign, code or (in German) name behind an amount that ends at `at`. */
export function currencyAfter(
  text: string,
  at: number,
  base: 'en' | 'de',
): { end: number; currency: Currency } | undefined {
  const match = matchAt(base === 'de' ? afterGerman : afterEnglish, text, at)
  const currency = match && (base === 'de' ? germanMoney : englishMoney).get(match[1]!)
  return currency ? { end: at + match[0].length, currency } : undefined
}

export interface UnitFound {
  readonly end: number
  readonly one: string
  readonly many: string
  readonly gender?: Gender
  readonly symbol: string
}

const britishSpelling: readonly (readonly [RegExp, string])[] = [
  [/meter(s?)\b/g, 'metre$1'],
  [/liter(s?)\b/g, 'litre$1'],
]
const germanOnly = new Set(['Std', 'Min', 'Sek', 'Stk', 'Pfd', 'EL', 'TL', 'qm', 'qkm', 'PS'])
const englishOnly = new Set([
  'in',
  'pt',
  'qt',
  'yr',
  'yrs',
  'wk',
  'wks',
  'hr',
  'hrs',
  'gal',
  'secs',
  'mins',
  'hp',
])
const lengths = new Set(['nm', 'μm', 'mm', 'cm', 'dm', 'm', 'km', 'ft', 'in', 'mi', 'yd', 's'])
const plainlyInches =
  /[.,;:)]|$| ?(?:[x×/]|by |tall|wide|long|high|deep|thick|screen|display|monitor|of (?:rain|snow))/y
/** Letters that are units only when nothing else speaks for a name: "5 A", "Vitamin 12 K". */
const shy = new Set([
  'A',
  'K',
  'N',
  'J',
  'L',
  'W',
  'V',
  't',
  'MP',
  'PS',
  'bit',
  'bar',
  'cal',
  'pc',
  'kn',
  'lm',
  'pt',
  'gal',
])

/** The unit behind a number that ends at `at`, with powers and "per" ("km/h", "m²", "m/s²"). */
export function unitAfter(
  text: string,
  at: number,
  base: 'en' | 'de',
  region: string,
): UnitFound | undefined {
  const match = matchAt(unitPattern, text, at)
  if (!match) return undefined
  const {
    gap,
    unit: symbol,
    power,
    per,
    perPower,
    inverse,
    inverse2,
  } = match.groups as Record<string, string | undefined>
  const table = base === 'de' ? german : english
  const found = table.get(symbol!)
  if (!found || (base === 'en' ? germanOnly : englishOnly).has(symbol!)) return undefined
  let end = at + match[0].length
  if (gap === '-' && (shy.has(symbol!) || !/\p{L}/u.test(symbol!))) return undefined
  if (
    symbol === 'in' &&
    !matchAt(plainlyInches, text, end) &&
    !/(?:ft|foot|feet|')\.? ?\d+$/.test(text.slice(Math.max(0, at - 12), at))
  )
    return undefined
  // “190 A Four-Leaved Clover”: the title behind its number
  if (base === 'en' && symbol === 'A' && gap === ' ' && matchAt(/ \p{Lu}\p{Ll}/uy, text, end))
    return undefined
  if (
    shy.has(symbol!) &&
    gap === '' &&
    symbol !== 'V' &&
    symbol !== 'W' &&
    symbol !== 'L' &&
    symbol !== 'bar' &&
    base === 'en' &&
    symbol!.length < 2 &&
    symbol !== 't'
  )
    return undefined
  // "3h 45m": behind hours an "m" counts minutes.
  const unit =
    symbol === 'm' && !power && !per && /\dh ?\d{1,2}$/.test(text.slice(Math.max(0, at - 6), at))
      ? table.get('min')!
      : found
  if (power && !lengths.has(symbol!)) return undefined
  let { one, many } = unit
  if (power) {
    const square = power.endsWith('2') || power === '²'
    if (base === 'en')
      [one, many] = [one, many].map((name) => `${square ? 'square' : 'cubic'} ${name}`) as [string, string]
    else
      [one, many] = [one, many].map((name) => (square ? 'Quadrat' : 'Kubik') + name.toLowerCase()) as [
        string,
        string,
      ]
  }
  const below = table.get(per ?? inverse ?? inverse2 ?? '')
  if (below) {
    const squared = perPower === '²' || perPower?.endsWith('2') || inverse2 !== undefined
    const cubed = perPower !== undefined && !squared
    const second = (per ?? inverse ?? inverse2) === 's'
    const name =
      base === 'en'
        ? second && squared
          ? 'second squared'
          : `${squared ? 'square ' : cubed ? 'cubic ' : ''}${below.one}`
        : squared || cubed
          ? (squared ? 'Quadrat' : 'Kubik') + below.one.toLowerCase()
          : below.one
    const link = base === 'en' ? 'per' : 'pro'
    one = `${one} ${link} ${name}`
    many = `${many} ${link} ${name}`
  }
  if (base === 'en' && region !== 'us')
    for (const [pattern, say] of britishSpelling) {
      one = one.replace(pattern, say)
      many = many.replace(pattern, say)
    }
  // An abbreviation's own full stop ("5 Std. später") is dropped; one that ends the sentence stays.
  if (
    text[end] === '.' &&
    // In German a noun may follow, in a capital: "4 Std. Fahrzeit".
    (germanOnly.has(symbol!) ? /^\. ?\S/ : /^\. ?[\p{Ll}\d(,;]/u).test(text.slice(end, end + 4))
  )
    end++
  return unit.gender
    ? { end, one, many, gender: unit.gender, symbol: symbol! }
    : { end, one, many, symbol: symbol! }
}

/** English amounts: what stands with digits, other than dates and times. */
import { cardinalEnglish, digitsEnglish, fractionEnglish, ordinalEnglish } from './numbers-english.ts'
import { isYear, sayYear, usesAnd } from './english-dates.ts'
import { exponentAt } from './formulas.ts'
import { spell } from './links.ts'
import { isDesignation, isOne, readFigure, type Figure } from './quantity.ts'
import { markBefore, matchAt, wordAfter, wordBefore, type Rule, type Said, type Scene } from './scan.ts'
import { currencyAfter, currencyBefore, unitAfter, type Currency } from './units.ts'

export const cardinal = (scene: Scene, digits: string) => cardinalEnglish(digits, usesAnd(scene))
/** A figure by itself: "three point one four", "two and a half", "one thousand two hundred". */
export function sayFigure(scene: Scene, figure: Figure): string {
  const { whole, decimals, vulgar, grouped } = figure
  if (vulgar) {
    const part = fractionEnglish(vulgar[0], vulgar[1])!
    if (!whole) return part
    return `${cardinal(scene, whole)} and ${vulgar[0] === 1 ? `a ${part.slice(4)}` : part}`
  }
  const isCode = !grouped && decimals === undefined && whole.length >= 7 && !whole.endsWith('000')
  const integer = isCode
    ? digitsEnglish(whole)
    : /^0\d/.test(whole) && decimals !== undefined
      ? cardinal(scene, whole.replace(/^0+(?=\d)/, ''))
      : cardinal(scene, whole)
  return decimals === undefined ? integer : `${integer} point ${digitsEnglish(decimals)}`
}

const magnitude =
  /( (?:million|billion|trillion|thousand|hundred|bn|mn|m|tn|k)\b|(?:[kKMBmT]|bn|mn|tn)(?![\p{L}\d]))/uy
const magnitudes: Readonly<Record<string, string>> = { k: 'thousand', K: 'thousand', m: 'million', M: 'million', mn: 'million', b: 'billion', B: 'billion', bn: 'billion', T: 'trillion', tn: 'trillion' } // prettier-ignore

function sayMoney(scene: Scene, figure: Figure, currency: Currency, scale: string | undefined): string {
  if (scale) return `${sayFigure(scene, figure)} ${scale} ${currency.many}`
  const { whole, decimals } = figure
  if (decimals?.length === 2 && currency.cent) {
    const cents = Number(decimals)
    const small = `${cardinal(scene, String(cents))} ${cents === 1 ? currency.cent.one : currency.cent.many}`
    const large = `${cardinal(scene, whole)} ${whole === '1' ? currency.one : currency.many}`
    if (cents === 0) return large
    return /^0*$/.test(whole) ? small : `${large} and ${small}`
  }
  return `${sayFigure(scene, figure)} ${isOne(figure) ? currency.one : currency.many}`
}

function readScale(text: string, at: number): { end: number; scale: string } | undefined {
  const match = matchAt(magnitude, text, at)
  if (!match) return undefined
  const name = match[0].trim()
  return { end: at + match[0].length, scale: magnitudes[name] ?? name }
}

const rangeMark = / ?[–—] ?(?=[\d½¼¾⅓⅔])|-(?=[\d½¼¾⅓⅔])|(?: - )(?=\d)/y
const dashMark = / ?[–—-] ?/y
const sign = /[-−–]/

/** "$3.50", "-£5", "$1.2 million", "$5–$10". `at` is the currency sign. */
export const currencyRule: Rule = (scene, at) => {
  const { text } = scene
  const found = currencyBefore(text, at, 'en')
  if (!found) return undefined
  let start = found.end
  if (text[start] === ' ') start++
  const minus = sign.test(text[start] ?? '') ? 'minus ' : ''
  if (minus) start++
  const amount = amountAfter(scene, start, found.currency)
  return amount ? { end: amount.end, say: minus + amount.say } : undefined
}

function amountAfter(scene: Scene, start: number, currency: Currency, isUpper = false): Said | undefined {
  const { text } = scene
  if (!/[\d½¼¾]/.test(text[start] ?? '')) return undefined
  const european = matchAt(/(\d{1,9}),(\d\d)(?![\d,])/y, text, start)
  const figure: Figure = european
    ? { end: start + european[0].length, whole: european[1]!, decimals: european[2]!, grouped: false }
    : readFigure(text, start, 'en')!
  const scaled = readScale(text, figure.end)
  const end = scaled?.end ?? figure.end
  const dash = matchAt(dashMark, text, end)
  if (dash && !isUpper) {
    const behind = end + dash[0].length
    const again = currencyBefore(text, behind, 'en')
    const second = again ? again.end : behind
    if (/\d/.test(text[second] ?? '')) {
      const rest = amountAfter(scene, second, currency, true)!
      const sayFirst =
        again || scaled ? sayMoney(scene, figure, currency, scaled?.scale) : sayFigure(scene, figure)
      return { end: rest.end, say: `${sayFirst} to ${rest.say}` }
    }
  }
  const article =
    /(?:^|\s)an? \S{0,3}$/i.test(text.slice(Math.max(0, start - 8), start)) &&
    /^\p{Ll}/u.test(wordAfter(text, end)) &&
    !/^(?:for|in|to|and|or|on|at|per|a|an|of|off|from|more|less)$/.test(wordAfter(text, end))
  const adjective = article || /^-(?:\p{Ll}{2,}|an?-)/u.test(text.slice(end, end + 4))
  const per = /\/(day|month|year|hour|week|night|person|kg|hr|mo|yr|kWh|unit|user|GB|MB|lb|mile)\b/y
  const rate = matchAt(per, text, end)
  if (rate) {
    const names: Readonly<Record<string, string>> = {
      kg: 'kilogram',
      hr: 'hour',
      mo: 'month',
      yr: 'year',
      kWh: 'kilowatt hour',
      GB: 'gigabyte',
      MB: 'megabyte',
      lb: 'pound',
    }
    return {
      end: end + rate[0].length,
      say: `${sayMoney(scene, figure, currency, scaled?.scale)} per ${names[rate[1]!] ?? rate[1]}`,
    }
  }
  return {
    end,
    say: sayMoney(
      scene,
      figure,
      adjective ? { one: currency.one, many: currency.one } : currency,
      scaled?.scale,
    ),
  }
}

const ordinal = /(\d{1,3}(?:,\d{3})+|\d{1,9})(?:st|nd|rd|th|ST|ND|RD|TH)(?![\p{L}\d])/uy

/** "1st", "22nd", "1,000th". */
export const ordinalRule: Rule = (scene, at) => {
  const match = matchAt(ordinal, scene.text, at)
  return match
    ? { end: at + match[0].length, say: ordinalEnglish(match[1]!.replaceAll(',', ''), usesAnd(scene)) }
    : undefined
}

const many: Readonly<Record<string, string>> = { '10': 'tens', '100': 'hundreds', '1000': 'thousands', '1,000': 'thousands', '10,000': 'tens of thousands', '10000': 'tens of thousands', '100,000': 'hundreds of thousands', '100000': 'hundreds of thousands', '1,000,000': 'millions' } // prettier-ignore
/** "100s of birds". */
export const manyRule: Rule = ({ text }, at) => {
  const match = matchAt(/(10+|1(?:0|00)?(?:,000)+)s(?= (?:of|more)\b)/y, text, at)
  const say = match && many[match[1]!]
  return say ? { end: at + match[0].length, say } : undefined
}

const glued = /(\d{1,3})([A-Z]{1,2})(?![\p{L}\d])|(\d{1,3})([DGK])(?=s\b)/uy
/** "3D", "4K", "5G", "221B": number and letter. */
export const gluedLetterRule: Rule = (scene, at) => {
  const match = matchAt(glued, scene.text, at)
  if (
    !match ||
    (/^(?:V|W|[A-Z]{2})$/.test(match[2] ?? '') &&
      unitAfter(scene.text, at + match[1]!.length, 'en', scene.region))
  )
    return undefined
  if (/^[KM]$/.test(match[2] ?? '') && Number(match[1]) >= 10)
    return {
      end: at + match[0].length,
      say: `${cardinal(scene, match[1]!)} ${match[2] === 'K' ? 'thousand' : 'million'}`,
    }
  return {
    end: at + match[0].length,
    say: `${cardinal(scene, match[1] ?? match[3]!)} ${spell(match[2] ?? match[4]!)}`,
  }
}

/** "half a kilometer", "three quarters of an inch". */
export function ofA(part: string, name: string): string {
  const article = /^[aeiou]|^hour/.test(name) ? 'an' : 'a'
  return part === 'one half' ? `half ${article} ${name}` : `${part} of ${article} ${name}`
}

export function sayPlain(scene: Scene, at: number, end: number, digits: string): string {
  return isYear(scene, at, end, digits) ? sayYear(scene, digits) : cardinal(scene, digits)
}

/** "squared", "cubed", "to the power of six". */
export function sayPower(scene: Scene, value: string): string {
  if (value === '2') return 'squared'
  if (value === '3') return 'cubed'
  return `to the power of ${value.startsWith('-') ? 'minus ' : ''}${cardinal(scene, value.replace('-', ''))}`
}

/** Any other number, with what belongs to it: range, unit, percent, currency, scale. */
export const quantityRule: Rule = (scene, at) => {
  const { text } = scene
  const figure = readFigure(text, at, 'en')
  if (!figure) return undefined
  const plain = figure.decimals === undefined && !figure.vulgar && !figure.grouped
  const raisedTo = exponentAt(text, figure.end)
  if (raisedTo) {
    const unit = unitAfter(text, raisedTo.end, 'en', scene.region)
    const words = `${sayFigure(scene, figure)} ${sayPower(scene, raisedTo.value)}`
    return unit ? { end: unit.end, say: `${words} ${unit.many}` } : { end: raisedTo.end, say: words }
  }
  const dash = matchAt(rangeMark, text, figure.end)
  if (dash) {
    const range = sayRange(scene, at, figure, figure.end + dash[0].length, dash[0] === ' - ')
    if (range) return range
  }
  const own = withUnit(scene, figure, sayFigure(scene, figure), isOne(figure))
  if (own) return own
  if (plain)
    return {
      end: figure.end,
      say:
        sayPlain(scene, at, figure.end, figure.whole) === cardinal(scene, figure.whole)
          ? sayFigure(scene, figure)
          : sayPlain(scene, at, figure.end, figure.whole),
    }
  return { end: figure.end, say: sayFigure(scene, figure) }
}

function withUnit(scene: Scene, figure: Figure, words: string, one: boolean): Said | undefined {
  const { text } = scene
  const feet = matchAt(/(?:'|′|ft) ?(\d{1,2}(?:\.\d+)?)? ?(?:"|″|''|in\b)?/y, text, figure.end)
  if (
    feet &&
    (feet[0][0] === '′' || (feet[0][0] === "'" && feet[1] !== undefined && /["″]|''/.test(feet[0])))
  ) {
    const inches = feet[1] ? ` ${cardinal(scene, feet[1])} ${feet[1] === '1' ? 'inch' : 'inches'}` : ''
    return { end: figure.end + feet[0].trimEnd().length, say: `${words} ${one ? 'foot' : 'feet'}${inches}` }
  }
  if (
    text[figure.end] === "'" &&
    matchAt(
      /'(?:(?=[–-]\d+' )| (?=tall|wide|long|high|deep|by |fence|ladder|ceiling|drop|wave|sub))/y,
      text,
      figure.end,
    )
  ) {
    const dash = /^'[–-]\d/.test(text.slice(figure.end, figure.end + 3))
    return { end: figure.end + (dash ? 2 : 1), say: `${words} ${dash ? 'to ' : one ? 'foot' : 'feet'}` }
  }
  // A straight mark behind a number is inches unless it closes a quotation.
  if (text[figure.end] === '"' && /^" ?[\p{L}x×]/u.test(text.slice(figure.end, figure.end + 3))) {
    const quotes = text.slice(Math.max(0, figure.end - 400), figure.end).match(/"/g)?.length ?? 0
    if (quotes % 2 === 0) return { end: figure.end + 1, say: `${words} inch` }
  }
  if (text[figure.end] === '″') return { end: figure.end + 1, say: `${words} ${one ? 'inch' : 'inches'}` }
  const compass = matchAt(
    / ?° ?(?:(\d{1,2})['′] ?)?(?:(\d{1,2}(?:\.\d+)?)["″] ?)?([NSEW])(?![\p{L}\d])/uy,
    text,
    figure.end,
  )
  if (compass) {
    const names: Readonly<Record<string, string>> = { N: 'north', S: 'south', E: 'east', W: 'west' }
    const minutes = compass[1] ? ` ${cardinal(scene, compass[1])} minutes` : ''
    const seconds = compass[2] ? ` ${sayFigure(scene, readFigure(compass[2], 0, 'en')!)} seconds` : ''
    return {
      end: figure.end + compass[0].length,
      say: `${words} ${one ? 'degree' : 'degrees'}${minutes}${seconds} ${names[compass[3]!]}`,
    }
  }
  const scaled = readScale(text, figure.end)
  const money = currencyAfter(text, scaled?.end ?? figure.end, 'en')
  if (
    money &&
    !(currencyBefore(text, (scaled?.end ?? figure.end) + 1, 'en') && /\d/.test(text[money.end] ?? ''))
  )
    return { end: money.end, say: sayMoney(scene, figure, money.currency, scaled?.scale) }
  if (scaled && text[figure.end] !== ' ' && !/^[mT]$/.test(text.slice(figure.end, scaled.end)))
    return { end: scaled.end, say: `${words} ${scaled.scale}` }
  const unit = unitAfter(text, figure.end, 'en', scene.region)
  if (!unit) return undefined
  if (unit.symbol === '%' && /^[ -]?(?:point|points)\b/.test(text.slice(unit.end, unit.end + 8)))
    return { end: unit.end, say: `${words} percentage` }
  const half = !figure.whole && figure.vulgar
  const singular = one || (half && figure.vulgar![0] === 1)
  // "a 5 km run" and "a 10-kg bag": before a noun the unit has no plural.
  const adjective =
    text[figure.end] === '-' ||
    (/^(?:an?)$/i.test(wordBefore(text, figureStart(scene, figure))) &&
      /^\p{Ll}/u.test(wordAfter(text, unit.end)) &&
      !/^(?:of|in|at|to|from|away|above|below|and|or|per|for|long|wide|tall|high|deep)$/.test(
        wordAfter(text, unit.end),
      ) &&
      /\p{L}/u.test(unit.symbol))
  const turning =
    unit.symbol === '°' &&
    /^(?:angle|angles|turn|turns|rotation|bend|view|arc|heat|slope|incline|camera|panorama)$/.test(
      wordAfter(text, unit.end),
    )
  const name = singular || adjective || turning ? unit.one : unit.many
  if (half && unit.symbol !== '%') return { end: unit.end, say: ofA(words, unit.one) }
  return { end: unit.end, say: `${words} ${name}` }
}

function figureStart(scene: Scene, figure: Figure): number {
  let start = figure.end
  while (start > 0 && /[\d.,' ½¼¾]/.test(scene.text[start - 1]!) && start > figure.end - 24) start--
  return start
}

function sayRange(
  scene: Scene,
  at: number,
  first: Figure,
  second: number,
  spaced: boolean,
): Said | undefined {
  const { text } = scene
  const other = readFigure(text, second, 'en')
  if (!other || /[=+×÷]/.test(markBefore(text, at)) || /^ ?=/.test(text.slice(other.end, other.end + 2)))
    return undefined
  if (/^(?:st|nd|rd|th)\b/.test(text.slice(other.end, other.end + 3)))
    return {
      end: other.end + 2,
      say: `${sayFigure(scene, first)} to ${ordinalEnglish(other.whole, usesAnd(scene))}`,
    }
  if (isDesignation(first, other, text.slice(first.end, second)))
    return { end: other.end, say: `${sayFigure(scene, first)} ${sayFigure(scene, other)}` }
  if (spaced && !(Number(first.whole) < Number(other.whole))) return undefined
  if (/^-[\dA-Z]/.test(text.slice(other.end, other.end + 2))) return undefined
  if (first.whole === other.whole && other.decimals === undefined && !other.vulgar)
    return { end: other.end, say: `${sayFigure(scene, first)} ${sayFigure(scene, other)}` }
  const asYears =
    first.decimals === undefined &&
    !first.grouped &&
    isYear(scene, at, first.end, first.whole) &&
    (other.whole.length === 2 ||
      (isYear(scene, second, other.end, other.whole) && Number(other.whole) >= Number(first.whole)))
  if (asYears) {
    const end =
      other.whole.length === 2
        ? other.whole.startsWith('0')
          ? `oh ${cardinalEnglish(String(Number(other.whole)))}`
          : cardinalEnglish(other.whole)
        : sayYear(scene, other.whole)
    return { end: other.end, say: `${sayYear(scene, first.whole)} to ${end}` }
  }
  const words = `${sayFigure(scene, first)} to ${sayFigure(scene, other)}`
  return withUnit(scene, other, words, false) ?? { end: other.end, say: words }
}

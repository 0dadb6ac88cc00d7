/** English dates and times of day. */
import { cardinalEnglish, ordinalEnglish, pluralEnglish, yearEnglish } from './numbers-english.ts'
import { matchAt, wordAfter, wordBefore, wordsBefore, type Rule, type Scene } from './scan.ts'

export const monthNames = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
] as const // prettier-ignore
const shortMonths = 'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec'
const month = `(${monthNames.join('|')}|(?:${shortMonths})\\b\\.?)`

export const usesAnd = (scene: Scene) => scene.region !== 'us'
const cardinal = (scene: Scene, digits: string) => cardinalEnglish(digits, usesAnd(scene))
export const sayYear = (scene: Scene, digits: string) => yearEnglish(digits, usesAnd(scene))

/** The full name of a month written in full or short ("Sept."). */
export function fullMonth(text: string): string {
  const start = text.slice(0, 3).toLowerCase()
  return monthNames.find((name) => name.toLowerCase().startsWith(start)) ?? text
}

const validDay = (digits: string) => Number(digits) >= 1 && Number(digits) <= 31

/** A year of two digits belongs to the last hundred years or so. */
const longYear = (digits: string) =>
  digits.length === 2 ? (Number(digits) < 50 ? `20${digits}` : `19${digits}`) : digits

function sayDate(scene: Scene, day: string, monthIndex: number, year?: string): string {
  const name = monthNames[monthIndex - 1]!
  const ordinal = ordinalEnglish(day)
  const date = scene.region === 'us' ? `${name} ${ordinal}` : `the ${ordinal} of ${name}`
  return year ? `${date}, ${sayYear(scene, longYear(year))}` : date
}

const dayMonth = new RegExp(`(\\d{1,2})(?:st|nd|rd|th)?(?:(?: ?[–—-] ?| to | and )(\\d{1,2})(?:st|nd|rd|th)?)? (?:of )?${month}(?:(,? )(\\d{4}|'\\d\\d)(?!\\d))?(?!\\p{L})`, 'uy') // prettier-ignore

/** "12 March 2024", "3rd of May", "10–12 June 1990". */
export const dayMonthRule: Rule = (scene, at) => {
  const { text } = scene
  const match = matchAt(dayMonth, text, at)
  if (!match || !validDay(match[1]!) || (match[2] && !validDay(match[2]))) return undefined
  // "the 5 May be late": the verb has no day before it, but "March" may be one too; a short month needs no check.
  const article = /^the$/i.test(wordBefore(text, at)) ? '' : 'the '
  const first = ordinalEnglish(match[1]!)
  const days = match[2]
    ? `${first} to ${match[0].includes(' and ') ? '' : 'the '}${ordinalEnglish(match[2])}`
    : first
  const joined = match[0].includes(' and ') && match[2] ? `${first} and ${ordinalEnglish(match[2])}` : days
  const year = match[5] ? `, ${sayYear(scene, longYear(match[5].replace("'", '')))}` : ''
  return { end: at + match[0].length, say: `${article}${joined} of ${fullMonth(match[3]!)}${year}` }
}

const monthDay = new RegExp(`${month} (\\d{1,2})(?:st|nd|rd|th)?(?!\\d|[.,:]\\d|%)(?: ?[–—-] ?(\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?(?:(,? )(\\d{4})(?!\\d))?`, 'uy') // prettier-ignore
const monthYear = new RegExp(`${month},? (\\d{4})(?!\\d)`, 'uy')

/** "March 12, 2024", "Sept. 3", "May 2024". */
export const monthDayRule: Rule = (scene, at) => {
  const { text } = scene
  const capital = text.charCodeAt(at)
  if (capital < 65 || capital > 83) return undefined
  const match = matchAt(monthDay, text, at)
  if (match && validDay(match[2]!)) {
    const the = scene.region === 'us' ? '' : 'the '
    const to = match[3] ? ` to ${the}${ordinalEnglish(match[3])}` : ''
    const year = match[5] ? `, ${sayYear(scene, match[5])}` : ''
    return {
      end: at + match[0].length,
      say: `${fullMonth(match[1]!)} ${the}${ordinalEnglish(match[2]!)}${to}${year}`,
    }
  }
  const long = matchAt(monthYear, text, at)
  return long
    ? { end: at + long[0].length, say: `${fullMonth(long[1]!)} ${sayYear(scene, long[2]!)}` }
    : undefined
}

const iso =
  /(\d{4})-(\d\d)(?:-(\d\d))?(?:(?:T|(?= \d\d:))(?:(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?(?![\d-])/y
const numeric = /(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/]|[.-]\d)/y
const dayAndMonth = /(\d{1,2})\/(\d{1,2})(?![\d/%]| (?:of|cup|inch|mile|hour|share|stake)s?\b)/y
const monthOfYear = /(0[1-9]|1[0-2])\/((?:19|20)\d\d)(?![\d/])/y

/** "2024-03-12", "12/03/2024" (day first except in American English), "12.03.2024" (day first), "05/2024". */
export const numericDateRule: Rule = (scene, at) => {
  const { text } = scene
  const whole = matchAt(iso, text, at)
  if (
    whole &&
    Number(whole[2]) >= 1 &&
    Number(whole[2]) <= 12 &&
    (whole[3] ? validDay(whole[3]) : whole[2]!.startsWith('0'))
  ) {
    const date = whole[3]
      ? sayDate(scene, whole[3], Number(whole[2]), whole[1])
      : `${monthNames[Number(whole[2]) - 1]} ${sayYear(scene, whole[1]!)}`
    const time = whole[4] ? ` at ${sayTime(scene, whole[4], whole[5]!)}` : ''
    return { end: at + whole[0].length, say: date + time }
  }
  const short = matchAt(numeric, text, at)
  if (
    short &&
    !(short[2] === '.' && short[4]!.length === 2 && !(short[1]!.length === 2 && short[3]!.length === 2))
  ) {
    const [first, second] = [Number(short[1]), Number(short[3])]
    const dayFirst = short[2] === '.' || scene.region !== 'us' ? second <= 12 : first > 12
    const [day, monthIndex] = dayFirst ? [first, second] : [second, first]
    if (
      monthIndex >= 1 &&
      monthIndex <= 12 &&
      day >= 1 &&
      day <= 31 &&
      !(short[2] !== '/' && short[4]!.length === 2 && scene.context === 'code')
    )
      // prettier-ignore
      return { end: at + short[0].length, say: sayDate(scene, String(day), monthIndex, short[4]) }
    if (second >= 1 && second <= 31 && first >= 1 && first <= 12 && short[4]!.length === 4)
      return { end: at + short[0].length, say: sayDate(scene, String(second), first, short[4]) }
  }
  const bare = /^(?:on|since|until|by|dated|from|before|after)$/i.test(wordBefore(text, at))
    ? matchAt(dayAndMonth, text, at)
    : undefined
  if (bare && bare[0] !== '9/11') {
    const [day, monthIndex] =
      scene.region === 'us' ? [bare[2]!, Number(bare[1])] : [bare[1]!, Number(bare[2])]
    if (monthIndex >= 1 && monthIndex <= 12 && validDay(day))
      return { end: at + bare[0].length, say: sayDate(scene, day, monthIndex) }
  }
  const loose = matchAt(monthOfYear, text, at)
  return loose
    ? { end: at + loose[0].length, say: `${monthNames[Number(loose[1]) - 1]} ${sayYear(scene, loose[2]!)}` }
    : undefined
}

/** A time of day: 14:30 "fourteen thirty", 5:05 "five oh five", 9:00 "nine o'clock". */
export function sayTime(scene: Scene, hours: string, minutes: string, half = false): string {
  const hour = cardinal(scene, String(Number(hours)))
  const minute = Number(minutes)
  if (minute === 0 && Number(hours) === 0) return 'midnight'
  if (minute === 0)
    return half ? hour : Number(hours) === 0 || Number(hours) > 12 ? `${hour} hundred` : `${hour} o'clock`
  return `${hour} ${minute < 10 ? 'oh ' : ''}${cardinal(scene, String(minute))}`
}

const halfDay = / ?([ap])(?:\.m\.|m\b|\.m\b)(?![a-z])|(?<= )([AP])\.?M\b\.?| ?([AP])M\b/y
const clock = /([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d:]|\.\d|%)/y
const clockSeconds = /([01]?\d|2[0-4]):([0-5]\d):([0-5]\d)(?:\.\d{1,6})?(?![\d:])/y
const bareHour =
  /(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?(?: ?[–—-] ?(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?)? ?([apAP])(\.m\.|m\b|\.m\b|M\b|\.M\.|\.M\b)/y
const rangeOfTimes = /([01]?\d|2[0-4]):([0-5]\d) ?[–—-] ?([01]?\d|2[0-4]):([0-5]\d)(?![\d:])/y
const colon = /\d{1,3}:\d{1,4}(?![\d:])/y
const timeCue = new Set(['at', 'by', 'until', 'till', 'from', 'around', 'before', 'after', 'since', 'about', 'to', 'and', 'between', 'past', 'am', 'pm', 'time', 'arrives', 'leaves', 'departs', 'starts', 'ends', 'begins']) // prettier-ignore
const ratioCue = /^(?:ratio|ratios|odds|scale|score|scored|scores|won|lost|win|wins|beat|beats|beaten|drew|led|lead|leads|leading|trailing|dilution|diluted|mix|mixed|aspect|gear|proportion|proportions|winning|losing|victory|defeat|draw|contrast)$/i // prettier-ignore
const verseBooks = /^(?:Genesis|Exodus|Leviticus|Numbers|Deuteronomy|Joshua|Judges|Ruth|Samuel|Kings|Chronicles|Ezra|Nehemiah|Esther|Job|Psalms?|Proverbs|Ecclesiastes|Isaiah|Jeremiah|Lamentations|Ezekiel|Daniel|Hosea|Joel|Amos|Obadiah|Jonah|Micah|Matthew|Matt|Mark|Luke|John|Acts|Romans|Corinthians|Galatians|Ephesians|Philippians|Colossians|Thessalonians|Timothy|Titus|Philemon|Hebrews|James|Peter|Jude|Revelation|Gen|Exod|Cor|Rom|Ps|Prov|Isa|Jer|Gal|Eph|Phil|Col|Thess|Tim|Heb|Jas|Pet|Rev|Sam|Kgs|Chr|Deut|Lev)\.?$/ // prettier-ignore

const meridiem = (letter: string) => `${letter.toLowerCase()}.m`

/** Times, durations, scores and ratios: everything with a colon between digits, and "9 a.m.". */
export const timeRule: Rule = (scene, at) => {
  const { text } = scene
  const bare = matchAt(bareHour, text, at)
  if (bare) {
    const start = sayTime(scene, bare[1]!, bare[2] ?? '0', true)
    const to = bare[3] ? ` to ${sayTime(scene, bare[3], bare[4] ?? '0', true)}` : ''
    // The full stop of "p.m." ends the sentence too where nothing or a capital follows.
    let end = at + bare[0].length
    if (text[end - 1] === '.' && /^(?:$| ["'(]?\p{Lu})/u.test(text.slice(end, end + 4))) end--
    const range = matchAt(/ ?[–—-] ?(?=\d)/y, text, at + bare[0].length)
    if (range)
      return { end: at + bare[0].length + range[0].length, say: `${start}${to} ${meridiem(bare[5]!)} to ` }
    return { end, say: `${start}${to} ${meridiem(bare[5]!)}` }
  }
  const range = matchAt(rangeOfTimes, text, at)
  if (range)
    return {
      end: at + range[0].length,
      say: `${sayTime(scene, range[1]!, range[2]!)} to ${sayTime(scene, range[3]!, range[4]!)}`,
    }
  const long = matchAt(clockSeconds, text, at)
  if (long)
    return {
      end: at + long[0].length,
      say: sayLong(scene, long, timeCue.has(wordBefore(text, at).toLowerCase()) || long[1]!.length === 2),
    }
  const scale = matchAt(/(\d{1,3}):(\d{1,3}(?:,\d{3})+)(?![\d,])/y, text, at)
  if (scale) return { end: at + scale[1]!.length + 1, say: `${cardinal(scene, scale[1]!)} to ` }
  const pair = matchAt(colon, text, at)
  if (!pair) return undefined
  const before = wordBefore(text, at)
  const [left, right] = pair[0].split(':') as [string, string]
  const verse =
    verseBooks.test(before) &&
    /^(?:, ?\d|[-–]\d|)/.test(text.slice(at + pair[0].length, at + pair[0].length + 2))
  if (verse && right.length < 3)
    return { end: at + pair[0].length, say: `${cardinal(scene, left)} ${cardinal(scene, right)}` }
  const words = wordsBefore(text, at).slice(-4)
  const isRatio =
    words.some((word) => ratioCue.test(word)) ||
    /^(?:ratio|odds|scale|mix|win|victory|defeat|lead|draw)$/.test(wordAfter(text, at + pair[0].length)) ||
    right.length !== 2 ||
    !matchAt(clock, text, at) ||
    (left === '1' && right.endsWith('0') && right !== '30' && !timeCue.has(before.toLowerCase()))
  const end = at + pair[0].length
  if (isRatio) return { end, say: `${cardinal(scene, left)} to ${cardinal(scene, right)}` }
  return {
    end,
    say: sayTime(
      scene,
      left,
      right,
      matchAt(halfDay, text, end) !== undefined || /^ ?o'clock/.test(text.slice(end, end + 8)),
    ),
  }
}

function counted(scene: Scene, digits: string, name: string): string {
  const value = String(Number(digits))
  return `${cardinal(scene, value)} ${value === '1' ? name : `${name}s`}`
}

function sayLong(scene: Scene, match: RegExpExecArray, ofDay: boolean): string {
  const [hours, minutes, seconds] = [match[1]!, match[2]!, match[3]!]
  if (ofDay) return `${sayTime(scene, hours, minutes, true)} and ${counted(scene, seconds, 'second')}`
  return `${counted(scene, hours, 'hour')}, ${counted(scene, minutes, 'minute')} and ${counted(scene, seconds, 'second')}`
}

const decade = /(\d{4}|\d\d)'?s(?![\p{L}\d])/uy
const decadeShort = /'(\d0)'?s(?![\p{L}\d])/uy
const yearShort = /'(\d\d)(?![\p{L}\d])/uy

/** "the 1980s", "1900s", "in his 30s". */
export const decadeRule: Rule = (scene, at) => {
  const match = matchAt(decade, scene.text, at)
  if (!match || !match[1]!.endsWith('0')) return undefined
  if (match[1]!.length === 2 && match[1] === '00') return undefined
  const words = match[1]!.length === 4 ? sayYear(scene, match[1]!) : cardinalEnglish(match[1]!)
  return { end: at + match[0].length, say: pluralEnglish(words) }
}

/** "'90s" and "summer of '69". */
export const shortYearRule: Rule = (scene, at) => {
  if (scene.text[at] !== "'") return undefined
  const match = matchAt(decadeShort, scene.text, at)
  if (match) return { end: at + match[0].length, say: pluralEnglish(cardinalEnglish(match[1]!)) }
  const year = matchAt(yearShort, scene.text, at)
  if (!year || /[\d"\p{L}]/u.test(scene.text[at - 1] ?? '')) return undefined
  const low = Number(year[1])
  return {
    end: at + year[0].length,
    say: low < 10 ? `oh ${cardinalEnglish(String(low))}` : cardinalEnglish(year[1]!),
  }
}

const yearCue = new Set([
  'in', 'since', 'until', 'till', 'from', 'by', 'before', 'after', 'during', 'year', 'years', 'circa', 'ca.', 'c.', 'ad', 'late', 'early', 'mid', 'spring',
  'summer', 'autumn', 'fall', 'winter', 'class', 'copyright', 'anno', 'season', 'and', 'or', 'to', 'of', 'for', 'election', 'born', 'b.', 'd.', 'died', 'published', 'the', 'through',
]) // prettier-ignore
const amountCue = new Set([
  'over', 'than', 'about', 'nearly', 'approximately', 'almost', 'some', 'least', 'most', 'only', 'exactly', 'another', 'all', 'these', 'those', 'nr.', 'no.', 'number', 'page', 'p.', 'pp.', 'room', 'line', 'total', 'costs', 'cost', 'paid', 'sold', 'has', 'have', 'had', 'with', 'contains', 'up', 'under',
  'bought', 'counted', 'found', 'ate', 'every', 'first', 'last', 'chapter', 'section', 'equals', 'plus', 'minus', 'times',
]) // prettier-ignore
const amountNoun = /^(?:people|men|women|children|persons|points|percent|feet|miles|dollars|euros|pounds|mice|sheep|fish|per|times|of|hundred|thousand|million|billion|\p{Ll}{2,}(?:[^s\W]s|[^aiu']es))$/u // prettier-ignore
const notPlural = new Set(['was', 'is', 'has', 'does', 'as', 'this', 'his', 'its', 'us', 'yes', 'plus', 'thus', 'census', 'across', 'always', 'elections', 'towards', 'afterwards', 'besides', 'perhaps', 'whereas', 'sees', 'saw', 'brings', 'marks', 'comes', 'goes', 'begins', 'ends', 'starts', 'reads', 'series', 'saw', 'less', 'express', 'championships', 'olympics', 'games']) // prettier-ignore

/** Whether a bare number of four digits at `at` is a year, going by its neighbours. */
export function isYear(scene: Scene, at: number, end: number, digits: string): boolean {
  const { text } = scene
  if (digits.length !== 4 || digits.startsWith('0')) return false
  const value = Number(digits)
  if (value < 1000 || value > 2099) return false
  const before = wordBefore(text, at).toLowerCase()
  const after = wordAfter(text, end)
  if (/(?:^|[^\p{L}\d])(?:Q[1-4]|H[12]|FY) $/u.test(text.slice(Math.max(0, at - 5), at))) return true
  if (/^(?:AD|BC|BCE|CE)$/.test(after) || /^ ?[AB]\.(?:D|C)/.test(text.slice(end, end + 5))) return true
  if (/[+=×÷*<>≤≥≈^#]$/.test(text.slice(Math.max(0, at - 2), at).trimEnd())) return false
  if (/^ ?[+=×÷*<>≤≥≈^]/.test(text.slice(end, end + 2))) return false
  const counts = amountNoun.test(after) && !notPlural.has(after)
  if (before === 'in' || before === 'since' || before === 'year')
    return value >= 1000 && !(counts && before !== 'year' && isMeasure(after))
  if (amountCue.has(before) || counts) return false
  if (value >= 1500) return true
  return yearCue.has(before) || (text[at - 1] === '(' && /[)–—-]/.test(text[end] ?? ''))
}

function isMeasure(word: string): boolean {
  return /^(?:people|points|percent|feet|miles|dollars|euros|pounds|meters|metres|words|pages|hours|days|copies|steps|cases|households|schools)$/.test(
    word,
  )
}

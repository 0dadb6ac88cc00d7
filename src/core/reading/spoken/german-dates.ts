/** German dates, times of day, years and decades. */
import { cardinalGerman, countGerman, ordinalStemGerman, yearGerman } from './numbers-german.ts'
import { fullMonthGerman, germanMonths, monthPattern, ordinalEnding } from './german-ordinals.ts'
import { matchAt, wordAfter, wordBefore, wordsBefore, type Rule, type Scene } from './scan.ts'

const validDay = (digits: string) => Number(digits) >= 1 && Number(digits) <= 31
const validMonth = (digits: string) => Number(digits) >= 1 && Number(digits) <= 12
const longYear = (digits: string) =>
  digits.length === 2 ? (Number(digits) < 50 ? `20${digits}` : `19${digits}`) : digits

const numeric = /(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d\d)(?![\d.]*\d)/y
const dayAndMonth = /(\d{1,2})\. ?(\d{1,2})\.(?! ?\d)/y
const iso = /(\d{4})-(\d\d)(?:-(\d\d))?(?:T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])/y
const slashes = /(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\d/])/y
const monthOfYear = /(0[1-9]|1[0-2])\/((?:19|20)\d\d)(?![\d/])/y
const dayRange = /(\d{1,2})\. ?(?:[–—-]|bis(?: zum)?|und|\/) ?(?=(\d{1,2})\. ?(\d{1,2})\.)/y
const dateCue =
  /^(?:v|am|vom|zum|bis|ab|seit|den|dem|der|und|bei|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)\.?$/i

function sayDate(scene: Scene, at: number, day: string, month: string, year?: string): string {
  const date = `${ordinalStemGerman(day)}${ordinalEnding(scene, at, '', true)} ${germanMonths[Number(month) - 1]}`
  return year ? `${date} ${yearGerman(longYear(year))}` : date
}

/** "12.03.2024", "am 3.5.", "2024-03-12", "05/2024". */
export const numericDateRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  if (/[\d.]/.test(text[at - 1] ?? '')) return undefined
  const range = matchAt(dayRange, text, at)
  if (range && validDay(range[1]!) && validDay(range[2]!) && validMonth(range[3]!)) {
    const joint = range[0].includes('und') ? 'und' : range[0].includes('zum') ? 'bis zum' : 'bis'
    return {
      end: at + range[0].length,
      say: `${ordinalStemGerman(range[1]!)}${ordinalEnding(scene, at, '', true)} ${joint} `,
    }
  }
  const full = matchAt(numeric, text, at)
  // "3.3.10" may as well be a chapter: two figures are a year only after "am" and the like, or in full columns.
  const isChapter =
    full &&
    full[3]!.length === 2 &&
    !(full[1]!.length === 2 && full[2]!.length === 2) &&
    !wordsBefore(text, at)
      .slice(-2)
      .some((word) => dateCue.test(word))
  if (full && !isChapter && validDay(full[1]!) && validMonth(full[2]!))
    return { end: at + full[0].length, say: sayDate(scene, at, full[1]!, full[2]!, full[3]) }
  const whole = matchAt(iso, text, at)
  if (whole && validMonth(whole[2]!) && (whole[3] ? validDay(whole[3]) : whole[2]!.startsWith('0'))) {
    const time = whole[4] ? ` um ${sayClock(whole[4], whole[5]!)}` : ''
    const date = whole[3]
      ? sayDate(scene, at, whole[3], whole[2]!, whole[1])
      : `${germanMonths[Number(whole[2]) - 1]} ${yearGerman(whole[1]!)}`
    return { end: at + whole[0].length, say: date + time }
  }
  const other = matchAt(slashes, text, at)
  if (other && validDay(other[1]!) && validMonth(other[2]!))
    return { end: at + other[0].length, say: sayDate(scene, at, other[1]!, other[2]!, other[3]) }
  const loose = matchAt(monthOfYear, text, at)
  if (loose)
    return {
      end: at + loose[0].length,
      say: `${germanMonths[Number(loose[1]) - 1]} ${yearGerman(loose[2]!)}`,
    }
  const short = matchAt(dayAndMonth, text, at)
  if (short && validDay(short[1]!) && validMonth(short[2]!)) {
    const before = wordsBefore(text, at).slice(-2)
    const isRange = /\. ?(?:[–—-]|bis|und) ?$/.test(text.slice(Math.max(0, at - 6), at))
    if (!isRange && !before.some((word) => dateCue.test(word))) return undefined
    const end = at + short[0].length
    // The second full stop also ends the sentence where nothing, or a new sentence, follows.
    const isLast = /^(?:\s*$| ["„(]?\p{Lu})/u.test(text.slice(end, end + 4))
    return { end: isLast ? end - 1 : end, say: sayDate(scene, at, short[1]!, short[2]!) }
  }
  return undefined
}

const monthThenYear = new RegExp(`(${monthPattern})(?: (\\d{4}|'\\d\\d)(?!\\d|\\.\\d))?(?![\\p{L}])`, 'uy')
/** "Mai 1984", "Sept. 2020", "Dez." before or after numbers. */
export const monthRuleGerman: Rule = ({ text }, at) => {
  const code = text.charCodeAt(at)
  if (code < 65 || code > 83) return undefined
  const match = matchAt(monthThenYear, text, at)
  if (!match || (!match[2] && !match[1]!.endsWith('.') && fullMonthGerman(match[1]!) === match[1]))
    return undefined
  if (!match[2] && !match[1]!.endsWith('.') && !/\d\.? $/.test(text.slice(Math.max(0, at - 3), at)))
    return undefined
  const year = match[2] ? ` ${yearGerman(longYear(match[2].replace("'", '')))}` : ''
  const end = at + match[0].length
  const isLast =
    !year && match[0].endsWith('.') && /^\s*$/.test(text.slice(end, end + 4)) && text.length < end + 4
  return { end: isLast ? end - 1 : end, say: fullMonthGerman(match[1]!) + year }
}

/** 14:30 "vierzehn Uhr dreißig", 8:00 "acht Uhr". */
export function sayClock(hours: string, minutes: string): string {
  const minute = Number(minutes)
  return `${countGerman(String(Number(hours)), 'm')} Uhr${minute ? ` ${cardinalGerman(String(minute))}` : ''}`
}

const clock =
  /([01]?\d|2[0-4])[:.]([0-5]\d)(?: ?(?:Uhr|h)(?!\p{L}))|([01]?\d|2[0-4]):([0-5]\d)(?![\d:]|,\d)/uy
const clockRange =
  /([01]?\d|2[0-4])(?:[:.]([0-5]\d))? ?(?:Uhr )?(?:[–—-]|bis|und) ?([01]?\d|2[0-4])(?:[:.]([0-5]\d))? (Uhr)(?!\p{L})|([01]?\d|2[0-4]):([0-5]\d) ?[–—-] ?([01]?\d|2[0-4]):([0-5]\d)(?![\d:])/uy
const hourShort = /([01]?\d|2[0-4]) ?h(?![\p{L}\d])/uy
const hourOnly = /([01]?\d|2[0-4]) Uhr(?: ([0-5]?\d)(?!\d))?/y
const withSeconds = /([01]?\d|2[0-4]):([0-5]\d):([0-5]\d)(?:[.,]\d{1,6})?(?: (Uhr))?(?![\d:])/y
const pair = /(\d{1,5}):(\d{1,6})(?![\d:])/y
const timeCue = new Set(['um', 'ab', 'bis', 'von', 'gegen', 'seit', 'vor', 'nach', 'zwischen', 'und', 'spätestens', 'beginn', 'einlass', 'uhrzeit']) // prettier-ignore
const ratioCue =
  /^(?:Verhältnis|Maßstab|gewann|gewannen|gewinnt|gewonnen|verlor|verloren|verliert|siegte|siegten|Sieg|Niederlage|stand|steht|Stand|führte|führt|Führung|Ergebnis|Quote|Mischung|Mischungsverhältnis|Endstand|Halbzeitstand|Chance|Chancen|Seitenverhältnis|Übersetzung|unentschieden|trennten|schlug|besiegte)$/

function duration(hours: string, minutes: string, seconds: string): string {
  const part = (digits: string, one: string, many: string) => {
    const value = String(Number(digits))
    return `${countGerman(value, 'f')} ${value === '1' ? one : many}`
  }
  return `${part(hours, 'Stunde', 'Stunden')}, ${part(minutes, 'Minute', 'Minuten')} und ${part(seconds, 'Sekunde', 'Sekunden')}`
}

/** "14:30 Uhr", "8 Uhr", "9–17 Uhr", "3:2", "1:10", "2:03:11". */
export const timeRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  const range = matchAt(clockRange, text, at)
  if (range) {
    const joint = /und/.test(range[0]) ? 'und' : 'bis'
    const isPair = range[6] !== undefined
    const [h1, m1, h2, m2] = isPair ? range.slice(6, 10) : range.slice(1, 5)
    const first =
      isPair || m1
        ? sayClock(h1!, m1 ?? '0')
        : /^\d+ Uhr/.test(range[0])
          ? sayClock(h1!, '0')
          : countGerman(String(Number(h1)), undefined)
    return { end: at + range[0].length, say: `${first} ${joint} ${sayClock(h2!, m2 ?? '0')}` }
  }
  const long = matchAt(withSeconds, text, at)
  if (long) {
    const seconds = String(Number(long[3]))
    const ofDay = long[4] !== undefined || timeCue.has(wordBefore(text, at).toLowerCase())
    return {
      end: at + long[0].length,
      say: ofDay
        ? `${sayClock(long[1]!, long[2]!)} und ${countGerman(seconds, 'f')} ${seconds === '1' ? 'Sekunde' : 'Sekunden'}`
        : duration(long[1]!, long[2]!, long[3]!),
    }
  }
  const short = matchAt(hourShort, text, at)
  if (short && /^(?:um|ab|gegen)$/i.test(wordBefore(text, at)))
    return { end: at + short[0].length, say: sayClock(short[1]!, '0') }
  const hour = matchAt(hourOnly, text, at)
  if (hour) return { end: at + hour[0].length, say: sayClock(hour[1]!, hour[2] ?? '0') }
  const scale = matchAt(/(\d{1,3}):(\d{1,3}(?:\.\d{3})+)(?![\d.]*\d)/y, text, at)
  if (scale) return { end: at + scale[1]!.length + 1, say: `${cardinalGerman(scale[1]!)} zu ` }
  const ratio = matchAt(pair, text, at)
  const time = matchAt(clock, text, at)
  if (ratio) {
    const [left, right] = [ratio[1]!, ratio[2]!]
    const words = wordsBefore(text, at).slice(-4)
    const cued = timeCue.has(words.at(-1)?.toLowerCase() ?? '')
    const isRatio =
      !time ||
      (!/Uhr|h$/.test(time[0]) &&
        ((words.some((word) => ratioCue.test(word)) && !cued) ||
          (left === '1' && right.endsWith('0') && right !== '30' && !cued) ||
          /^(?:Sieg|Niederlage|Verhältnis|Führung|Mischung|Stimmen)$/.test(
            wordAfter(text, at + ratio[0].length),
          )))
    if (isRatio)
      return { end: at + ratio[0].length, say: `${cardinalGerman(left)} zu ${cardinalGerman(right)}` }
  }
  return time
    ? { end: at + time[0].length, say: sayClock(time[1] ?? time[3]!, time[2] ?? time[4]!) }
    : undefined
}

const decade = /(\d{4}|\d{2,3}|\d0)er(n?)(?:[- ]?(Jahren?|Jahrzehnte?n?))?(?![\p{L}])/uy
const decadeCompound = /(\d{1,4})er-(?=\p{Lu})/uy

/** "80er-Jahre", "1980er", "100er", "in den 90ern", "5er-Pack". */
export const decadeRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  const match = matchAt(decade, text, at)
  if (match) {
    const digits = match[1]!
    const year = digits.length === 4 ? yearGerman(digits) : cardinalGerman(digits)
    const words = `${year === 'einhundert' ? 'hundert' : year}er${match[2]}`
    return { end: at + match[0].length, say: match[3] ? `${words} ${match[3]}` : words }
  }
  const compound = matchAt(decadeCompound, text, at)
  if (compound) return { end: at + compound[0].length, say: `${cardinalGerman(compound[1]!)}er-` }
  const plain = matchAt(/(\d{1,3}(?:\.\d{3})?)er(n?)(?!\p{L})/uy, text, at)
  return plain
    ? { end: at + plain[0].length, say: `${cardinalGerman(plain[1]!.replace('.', ''))}er${plain[2]}` }
    : undefined
}

const yearCue = new Set(
  'im jahr jahre jahres jahren seit anno sommer winter frühjahr frühling herbst anfang mitte ende saison um ca. circa bis von ab vor nach in und oder zwischen gegen geboren gestorben erschien ostern pfingsten weihnachten geb. gest. der die das auflage'.split(' '), // prettier-ignore
)
const strongCue =
  /^(?:jahr|jahre|jahres|jahren|anno|sommer|winter|frühjahr|frühling|herbst|anfang|mitte|ende|saison|seit|geboren|gestorben|geb\.|gest\.)$/
const amountCue =
  /^(?:mit|über|unter|etwa|rund|fast|knapp|insgesamt|nur|mehr|als|die|alle|diese|kostet|kosten|kostete|hat|haben|hatte|hatten|nr\.|nummer|seite|s\.|zimmer|raum|genau)$/
const months = new RegExp(`^(?:${monthPattern})$`, 'u')

/** Whether a bare number of four digits is a year, going by its neighbours. Only 1100 to 1999 sound different. */
export function isYearGerman(scene: Scene, at: number, end: number, digits: string): boolean {
  const { text } = scene
  if (digits.length !== 4) return false
  const value = Number(digits)
  if (value < 1100 || value > 1999) return false
  const before = wordBefore(text, at).toLowerCase()
  const after = wordAfter(text, end)
  if (/[+=×÷<>≤≥≈^#]$/.test(text.slice(Math.max(0, at - 2), at).trimEnd())) return false
  if (/^ ?[+=×÷*<>≤≥≈^]/.test(text.slice(end, end + 2))) return false
  if (strongCue.test(before) || /^ (?:n|v)\. ?(?:Chr|u)/.test(text.slice(end, end + 6))) return true
  if (months.test(wordBefore(text, at))) return true
  if (amountCue.test(before)) return false
  // A noun behind it is what is counted: "1984 Äpfel", "in 1500 Metern"; a verb or a mark is not.
  const counts = /^\p{Lu}/u.test(after) && text[end] === ' '
  if (counts) return false
  if (value >= 1500) return true
  return yearCue.has(before) || (text[at - 1] === '(' && /[)–—-]/.test(text[end] ?? ''))
}

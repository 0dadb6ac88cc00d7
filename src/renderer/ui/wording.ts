/** Numbers, days and durations as people of a locale write them. */
import type { Words } from './catalogue.ts'

/** @param share 0 to 1 */
export function percentText(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

export function listText(items: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items)
}

const dayMs = 86_400_000
const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0)

/** "today", "yesterday", "3 days ago", and the date when it is longer than a week. */
export function dayText(time: number, { locale }: Words, now = Date.now()): string {
  const days = Math.round((startOfDay(now) - startOfDay(time)) / dayMs)
  if (days < 0 || days > 7) return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time)
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')
}

export function dateText(time: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(time)
}

/** Hours and minutes, in words: "2 hours, 5 minutes". Under a minute it is one minute. */
export function durationText(seconds: number, locale: string): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return unit(rest, 'minute')
  const parts = rest === 0 ? [unit(hours, 'hour')] : [unit(hours, 'hour'), unit(rest, 'minute')]
  return new Intl.ListFormat(locale, { type: 'unit' }).format(parts)
}

/** "47 megabytes", "1.2 gigabytes": rounded, as nobody counts them. */
export function sizeText(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < 999_500
      ? [bytes / 1e3, 'kilobyte']
      : bytes < 999_500_000
        ? [bytes / 1e6, 'megabyte']
        : [bytes / 1e9, 'gigabyte']
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

/** "1.50×", "1,50×" */
export function speedText(speed: number, locale: string): string {
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return `${number.format(speed)}×`
}

/** A language's name in the user's language; the tag itself where there is no name. */
export function languageText(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** For places that know no elements, such as the window's title: keeps a right-to-left text from turning its neighbours round. */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text
}

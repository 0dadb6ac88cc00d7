/** How long: “ten seconds”, “half an hour”, “an hour and a half”, “anderthalb Stunden”, “trois quarts d'heure”. */
import type { CommandLanguage } from '../../../contract/hearing.ts'
import { numberAt, phraseAt } from './numbers.ts'
import type { ReadValue, Sentence } from './value.ts'

const units: Readonly<Record<CommandLanguage, Readonly<Record<string, number>>>> = {
  en: { second: 1, seconds: 1, sec: 1, s: 1, minute: 60, minutes: 60, min: 60, hour: 3600, hours: 3600, day: 86400, days: 86400 },
  de: { sekunde: 1, sekunden: 1, minute: 60, minuten: 60, stunde: 3600, stunden: 3600, tag: 86400, tage: 86400, tagen: 86400, sek: 1, min: 60, std: 3600 },
  fr: { seconde: 1, secondes: 1, minute: 60, minutes: 60, heure: 3600, heures: 3600, jour: 86400, jours: 86400 },
} // prettier-ignore

/** Wholes that are no number with a unit; in seconds. The longest that fits counts. */
const fixed: Readonly<Record<CommandLanguage, readonly (readonly [string, number])[]>> = {
  en: [
    ['half an hour', 1800], ['half a minute', 30], ['half hour', 1800], ['half a second', 0.5], ['a half hour', 1800], ['a half minute', 30], ['half minute', 30],
    ['an hour and a half', 5400], ['a minute and a half', 90], ['one hour and a half', 5400], ['one minute and a half', 90], ['a second and a half', 1.5],
    ['quarter of an hour', 900], ['a quarter of an hour', 900], ['a quarter hour', 900], ['quarter hour', 900], ['three quarters of an hour', 2700], ['three quarter hour', 2700],
    ['an hour', 3600], ['a minute', 60], ['a second', 1], ['one hour', 3600], ['one minute', 60], ['one second', 1],
    ['a couple of minutes', 120], ['a couple minutes', 120], ['couple of minutes', 120], ['a couple of seconds', 2], ['a couple of hours', 7200], ['a few seconds', 3], ['a few minutes', 180], ['a few hours', 10800],
    ['an hour and a quarter', 4500], ['an hour and 15 minutes', 4500],
  ],
  de: [
    ['eine halbe stunde', 1800], ['einer halben stunde', 1800], ['halbe stunde', 1800], ['halben stunde', 1800], ['eine halbe minute', 30], ['einer halben minute', 30], ['halbe minute', 30],
    ['eine viertelstunde', 900], ['einer viertelstunde', 900], ['viertelstunde', 900], ['viertel stunde', 900], ['eine viertel stunde', 900], ['eine dreiviertelstunde', 2700], ['einer dreiviertelstunde', 2700], ['dreiviertelstunde', 2700], ['dreiviertel stunde', 2700],
    ['anderthalb stunden', 5400], ['eineinhalb stunden', 5400], ['anderthalb minuten', 90], ['eineinhalb minuten', 90], ['ein einhalb stunden', 5400],
    ['eine stunde', 3600], ['einer stunde', 3600], ['eine minute', 60], ['einer minute', 60], ['eine sekunde', 1], ['einer sekunde', 1], ['ein paar sekunden', 3], ['ein paar minuten', 180],
  ],
  fr: [
    ['une demi heure', 1800], ['une demie heure', 1800], ['demi heure', 1800], ['une demi minute', 30], ['une heure et demie', 5400], ['une heure et demi', 5400], ['une minute et demie', 90], ['deux heures et demie', 9000], ['deux minutes et demie', 150],
    ['un quart d\'heure', 900], ['quart d\'heure', 900], ['trois quarts d\'heure', 2700], ['une heure', 3600], ['une minute', 60], ['une seconde', 1], ['quelques secondes', 3], ['quelques minutes', 180],
  ],
} // prettier-ignore
const ands: Readonly<Record<CommandLanguage, readonly string[]>> = { en: ['and'], de: ['und'], fr: ['et'] }

interface Span {
  readonly length: number
  readonly seconds: number
  readonly unit: number
}

function spanAt(sentence: Sentence, at: number): Span | undefined {
  const { words, language } = sentence
  let best: Span | undefined
  for (const [phrase, seconds] of fixed[language]) {
    const length = phraseAt(words, at, phrase)
    if (length > (best?.length ?? 0))
      best = { length, seconds, unit: seconds >= 3600 ? 3600 : seconds >= 60 ? 60 : 1 }
  }
  const number = numberAt(sentence, at)
  if (number && number.kind !== 'ordinal' && number.value > 0) {
    let after = at + number.length
    if (language === 'de' && words[after] === 'ganze') after++
    const unit = units[language][words[after] ?? '']
    if (unit !== undefined && after + 1 - at > (best?.length ?? 0)) {
      best = { length: after + 1 - at, seconds: number.value * unit, unit }
      const half = language === 'en' ? phraseAt(words, after + 1, 'and a half') : 0
      const demi =
        language === 'fr'
          ? phraseAt(words, after + 1, 'et demie') || phraseAt(words, after + 1, 'et demi')
          : 0
      if (half + demi > 0)
        best = { length: best.length + half + demi, seconds: best.seconds + unit / 2, unit }
    }
  }
  return best
}

/** In seconds. Parts follow each other from large to small: “one hour [and] fifteen minutes”. */
export const readSeconds: ReadValue = (sentence, at) => {
  let total = spanAt(sentence, at)
  if (!total) return []
  for (;;) {
    const next: number = at + total.length
    const joined: number = ands[sentence.language].includes(sentence.words[next] ?? '') ? 1 : 0
    const more = spanAt(sentence, next + joined)
    if (!more || more.unit >= total.unit) break
    total = {
      length: total.length + joined + more.length,
      seconds: total.seconds + more.seconds,
      unit: more.unit,
    }
  }
  return [{ length: total.length, value: Math.round(total.seconds * 1000) / 1000, cost: 0 }]
}

export const readMinutes: ReadValue = (sentence, at) =>
  readSeconds(sentence, at).map((reading) => ({
    ...reading,
    value: Math.round(((reading.value as number) / 60) * 10_000) / 10_000,
  }))

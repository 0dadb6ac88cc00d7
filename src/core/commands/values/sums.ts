/** Times of day and sums, for commands that a later part of the app carries out: read here, so that they are not taken for others. */
import type { CommandLanguage } from '../../../contract/hearing.ts'
import { numberAt, phraseAt } from './numbers.ts'
import type { ReadValue } from './value.ts'

const two = (value: number) => String(value).padStart(2, '0')
const written = (hour: number, minute: number) => `${two(hour % 24)}:${two(minute)}`

/** “7:30”, “seven thirty am”, “half past six”, “noon”, “halb acht”, “19 Uhr 30”: hours and minutes, 24 hours. */
export const readClock: ReadValue = (sentence, at) => {
  const { words, language } = sentence
  const fixed = { en: { noon: 12, midday: 12, midnight: 0 }, de: { mittag: 12, mitternacht: 0 }, fr: { midi: 12, minuit: 0 } }[language] as Readonly<Record<string, number>> // prettier-ignore
  const named = fixed[words[at] ?? '']
  if (named !== undefined) return [{ length: 1, value: written(named, 0), cost: 0 }]
  let hour: number
  let minute = 0
  let next = at
  const digital = /^(\d{1,2})[:.](\d{2})$/.exec(words[at] ?? '')
  const half =
    language === 'en' ? phraseAt(words, at, 'half past') : language === 'de' ? phraseAt(words, at, 'halb') : 0
  const past =
    language === 'en'
      ? phraseAt(words, at, 'quarter past')
      : language === 'de'
        ? phraseAt(words, at, 'viertel nach')
        : 0
  const to =
    language === 'en'
      ? phraseAt(words, at, 'quarter to')
      : language === 'de'
        ? phraseAt(words, at, 'viertel vor')
        : 0
  if (digital) {
    hour = Number(digital[1])
    minute = Number(digital[2])
    next++
  } else {
    next += half + past + to
    const number = numberAt(sentence, next, false)
    if (!number || !Number.isInteger(number.value)) return []
    next += number.length
    hour = number.value
    if (hour >= 100 && hour < 2400 && hour % 100 < 60) {
      minute = hour % 100
      hour = Math.floor(hour / 100)
    }
    if (half > 0) [hour, minute] = language === 'de' ? [hour - 1, 30] : [hour, 30]
    if (past > 0) minute = 15
    if (to > 0) [hour, minute] = [hour - 1, 45]
    const unit = { en: "o'clock", de: 'uhr', fr: 'heures' }[language]
    if (words[next] === unit) {
      next++
      const more = numberAt(sentence, next, false)
      if (more && more.value < 60 && Number.isInteger(more.value)) {
        minute = more.value
        next += more.length
      }
    }
  }
  if (words[next] === 'am' && language === 'en') {
    hour %= 12
    next++
  } else if (words[next] === 'a' && words[next + 1] === 'm') {
    hour %= 12
    next += 2
  } else if (words[next] === 'pm' || (words[next] === 'p' && words[next + 1] === 'm')) {
    hour = (hour % 12) + 12
    next += words[next] === 'pm' ? 1 : 2
  }
  return hour >= 0 && hour <= 24 && minute < 60
    ? [{ length: next - at, value: written(hour, minute), cost: 0.02 }]
    : []
}

const operators: Readonly<Record<CommandLanguage, readonly (readonly [string, string])[]>> = {
  en: [['divided by', '/'], ['multiplied by', '*'], ['to the power of', '^'], ['percent of', '% *'], ['plus', '+'], ['minus', '-'], ['less', '-'], ['times', '*'], ['over', '/'], ['by', '*'], ['and', '+']],
  de: [['geteilt durch', '/'], ['durch', '/'], ['multipliziert mit', '*'], ['hoch', '^'], ['prozent von', '% *'], ['plus', '+'], ['und', '+'], ['minus', '-'], ['weniger', '-'], ['mal', '*']],
  fr: [['divisé par', '/'], ['multiplié par', '*'], ['pour cent de', '% *'], ['plus', '+'], ['moins', '-'], ['fois', '*'], ['sur', '/']],
} // prettier-ignore
const roots: Readonly<Record<CommandLanguage, readonly string[]>> = {
  en: ['the square root of', 'square root of'],
  de: [
    'die wurzel aus',
    'wurzel aus',
    'die quadratwurzel aus',
    'quadratwurzel aus',
    'die wurzel von',
    'wurzel von',
  ],
  fr: ['la racine carrée de', 'racine carrée de'],
}

/** Numbers with signs between, two at least, or a root; as they would be written. */
export const readExpression: ReadValue = (sentence, at) => {
  const { words, language } = sentence
  for (const root of roots[language]) {
    const length = phraseAt(words, at, root)
    const number = length > 0 ? numberAt(sentence, at + length, false) : undefined
    if (number) return [{ length: length + number.length, value: `sqrt(${number.text})`, cost: 0 }]
  }
  const first = numberAt(sentence, at, false)
  if (!first || first.kind === 'ordinal') return []
  let text = first.text
  let next = at + first.length
  let count = 1
  for (;;) {
    const operator = operators[language].find(([phrase]) => phraseAt(words, next, phrase) > 0)
    if (!operator) break
    const from: number = next + phraseAt(words, next, operator[0])
    const number = numberAt(sentence, from, false)
    if (!number || number.kind === 'ordinal') break
    text += operator[1] === '% *' ? `% * ${number.text}` : ` ${operator[1]} ${number.text}`
    next = from + number.length
    count++
  }
  return count > 1 ? [{ length: next - at, value: text, cost: 0 }] : []
}

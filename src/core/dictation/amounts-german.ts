/** German numbers, dates, times, money and measures in figures, after Duden and DIN 5008. */
import { readNumber, type SpokenNumber } from '../numerals/index.ts'
import { addressReader } from './addresses.ts'
import { firstOf, phraseIn, table, type Amount, type AmountReader, type Place } from './amounts.ts'
import { germanStyle, plain, two } from './written.ts'

const number = (run: readonly string[], at = 0) => readNumber(run, at, 'de')

const months = table<string>(
  [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ].map((name) => [name.toLowerCase(), name] as const),
)
const allMonths = new Map([...months, ['jänner', 'Jänner'] as const, ['feber', 'Feber'] as const])

const units = table<string>([
  ['prozent', '%'],
  ['kilometer', 'km'],
  ['kilometern', 'km'],
  ['kilometer pro stunde|stundenkilometer|kilometern pro stunde|stundenkilometern', 'km/h'],
  ['meter pro sekunde', 'm/s'],
  ['meter|metern', 'm'],
  ['zentimeter|zentimetern', 'cm'],
  ['millimeter|millimetern', 'mm'],
  ['quadratmeter|quadratmetern', 'm²'],
  ['quadratkilometer|quadratkilometern', 'km²'],
  ['kubikmeter|kubikmetern', 'm³'],
  ['kilogramm', 'kg'],
  ['gramm', 'g'],
  ['milligramm', 'mg'],
  ['milliliter|millilitern', 'ml'],
  ['kilobyte', 'kB'],
  ['megabyte', 'MB'],
  ['gigabyte', 'GB'],
  ['terabyte', 'TB'],
  ['hertz', 'Hz'],
  ['kilohertz', 'kHz'],
  ['megahertz', 'MHz'],
  ['gigahertz', 'GHz'],
  ['volt', 'V'],
  ['watt', 'W'],
  ['kilowatt', 'kW'],
  ['kilowattstunden|kilowattstunde', 'kWh'],
  ['millisekunden', 'ms'],
  ['dezibel', 'dB'],
  ['grad celsius', '°C'],
  ['grad fahrenheit', '°F'],
])
/** Nouns whose words stay, with figures before them. */
const measures = new Map(
  ['Grad', 'Liter', 'Litern', 'Hektar', 'Tonnen', 'Pfund', 'Kilo', 'Meilen', 'Zoll', 'Seiten', 'Cent'].map(
    (word) => [word.toLowerCase(), word],
  ),
)
const moneys = table<string>([
  ['euro|euros', '€'],
  ['dollar|dollars', '$'],
  ['pfund sterling', '£'],
  ['franken|schweizer franken', 'CHF'],
  ['yen', '¥'],
])
const labels = new Set(
  'seite seiten kapitel abschnitt abbildung tabelle zimmer raum nummer version band gleis artikel paragraph paragraf absatz schritt teil stufe zeile bus linie platz aufgabe frage lektion hausnummer'.split(
    ' ',
  ),
)
const kings = new Set(
  'ludwig heinrich karl friedrich wilhelm otto elisabeth georg eduard johannes paul pius benedikt gregor leo alexander katharina peter nikolaus franz philipp richard konrad'.split(
    ' ',
  ),
)

const ordinal = (found: SpokenNumber | undefined) => (found?.kind === 'ordinal' ? found : undefined)

/** “dritter März zweitausendsechsundzwanzig”, “dritten dritten zweitausend”. */
const readDate: AmountReader = ({ run }) => {
  const day = ordinal(number(run))
  if (!day || day.value < 1 || day.value > 31) return undefined
  const month = allMonths.get(run[day.words] ?? '')
  const counted = month === undefined ? ordinal(number(run, day.words)) : undefined
  if (month === undefined && (!counted || counted.value > 12)) return undefined
  const end = day.words + (counted?.words ?? 1)
  const year = number(run, end)
  const which =
    year && year.kind === 'cardinal' && /^\d{4}$/.test(year.text) && year.value >= 1000 && year.value < 2200
      ? year
      : undefined
  if (month === undefined) {
    return { text: `${day.value}.${counted?.value}.${which?.text ?? ''}`, words: end + (which?.words ?? 0) }
  }
  return { text: `${day.value}. ${month}${which ? ` ${which.text}` : ''}`, words: end + (which?.words ?? 0) }
}

/** “siebzehn Uhr dreißig”; “halb sechs” and “zehn nach fünf” stay as they are said. */
const readTime: AmountReader = ({ run, before }) => {
  const hour = number(run)
  if (!hour || hour.kind !== 'cardinal') return undefined
  if (
    /^(?:halb|viertel|dreiviertel)$/.test(before.at(-1) ?? '') ||
    (/^(?:nach|vor)$/.test(before.at(-1) ?? '') &&
      /^(?:viertel|fünf|zehn|zwanzig)$/.test(before.at(-2) ?? ''))
  ) {
    return hour.value <= 24 && run[hour.words] !== 'uhr'
      ? { text: run.slice(0, hour.words).join(' '), words: hour.words }
      : undefined
  }
  if (hour.words === 1 && hour.value % 5 === 0 && hour.value <= 20 && /^(?:nach|vor)$/.test(run[1] ?? '')) {
    const next = number(run, 2)
    if ((next && next.value <= 12 && run[2 + next.words] !== 'uhr') || run[2] === 'halb')
      return { text: run[0] ?? '', words: 1 }
  }
  if (run[hour.words] !== 'uhr' || hour.value > 24 || !Number.isInteger(hour.value)) return undefined
  const minute = number(run, hour.words + 1)
  if (
    minute &&
    minute.kind === 'cardinal' &&
    minute.value > 0 &&
    minute.value < 60 &&
    (minute.form === 'words' || minute.form === 'written')
  ) {
    return { text: `${hour.value}:${two(minute.value)} Uhr`, words: hour.words + 1 + minute.words }
  }
  return { text: `${hour.value} Uhr`, words: hour.words + 1 }
}

const isArticle = (word: string) => /^ein(?:e[nrsm]?)?$/.test(word)

function firstCount(run: readonly string[]): SpokenNumber | undefined {
  for (const words of [3, 2, 1]) {
    const found = number(run.slice(0, words))
    if (found && found.words === words && found.form !== 'digits' && found.form !== 'year') return found
  }
  return undefined
}

const versions = /^(?:version|release|ausgabe|kapitel|abschnitt|punkt|ziffer)$/

function likely({ run, before }: Place): SpokenNumber | undefined {
  const found = number(run)
  if (!found) return undefined
  const said = run.slice(0, found.words)
  const previous = before.at(-1) ?? ''
  // “zwischen fünf und zwanzig”; “ich habe drei Punkt Dann …”; “eins Komma zwei Komma drei” is a list
  if (previous === 'zwischen' && said[1] === 'und') return number(run.slice(0, 1))
  const stop = said.indexOf('punkt')
  if (stop > 0 && !versions.test(previous)) return number(run.slice(0, stop))
  const comma = said.indexOf('komma')
  const listed = run[found.words] === 'komma' && number(run, found.words + 1) !== undefined
  if (comma > 0 && (listed || (previous === 'komma' && number([before.at(-2) ?? '']))))
    return number(run.slice(0, comma))
  if (found.form !== 'digits') return found
  if (isArticle(run[0] ?? '') && run[0] !== 'eins') return firstCount(run)
  return found.text.length < 3 ? firstCount(run) : found
}

/** “eins zwei drei” is counting. */
const readCounting: AmountReader = ({ run }) => {
  const found = run.slice(0, 3).join(' ') === 'eins zwei drei' && (number(run)?.words ?? 0) === 3
  return found ? { text: 'eins zwei drei', words: 3 } : undefined
}

const readPhone: AmountReader = ({ run }) => {
  if (run[0] !== 'plus') return undefined
  const found = number(run, 1)
  return found && found.form === 'digits' && found.text.length >= 8
    ? { text: `+${found.text}`, words: found.words + 1 }
    : undefined
}

const readCount: AmountReader = (place) => {
  const { run, before } = place
  const found = likely(place)
  if (!found) return undefined
  const previous = before.at(-1) ?? ''
  const first = run[0] ?? ''
  if (found.kind === 'ordinal') {
    if (kings.has(before.at(-2) ?? '') && /^(?:der|die|den|dem|des)$/.test(previous)) {
      return { text: run.slice(0, found.words).join(' '), words: found.words }
    }
    return found.value > 12 && found.form !== 'written'
      ? { text: `${found.text}.`, words: found.words }
      : undefined
  }
  if (first === 'minus' && number([previous])) return undefined
  const suffix = amountWith(found, run)
  if (found.form === 'written' && found.words === 1) return suffix && suffix.words > 1 ? suffix : undefined
  if (suffix) return suffix
  const range = readRange(found, place)
  if (range) return range
  if (found.kind === 'fraction') {
    if (found.value < 1) return undefined // style guides spell simple fractions out
    // “eineinhalb” and “anderthalb” are words; “zweieinhalb Stunden” may be figures
    if (found.words === 1 && found.value < 2) return undefined
    return { text: plain(found, germanStyle), words: found.words }
  }
  const labelled = labels.has(previous) || /(?:straße|strasse|weg|platz|gasse|allee)$/.test(previous)
  if (isArticle(first) && found.words === 1 && found.kind === 'cardinal') return undefined
  if (/^(?:hundert|tausend)$/.test(first) && found.words === 1) return undefined
  const small =
    found.form === 'words' && Number.isInteger(found.value) && found.value >= 0 && found.value <= 12
  if (small && !labelled) return undefined
  if (found.scaled && isArticle(first)) return undefined
  const dotted = run.slice(0, found.words).includes('punkt')
  return { text: dotted ? found.text : figures(found, labelled), words: found.words }
}

function figures(found: SpokenNumber, labelled = false): string {
  return found.form === 'digits' || found.form === 'year' || labelled
    ? found.text.replace('.', ',')
    : plain(found, germanStyle)
}

function amountWith(found: SpokenNumber, run: readonly string[]): Amount | undefined {
  const at = found.words
  const half = found.fraction !== undefined && found.value < 1 && found.fraction.over === 1
  const article = isArticle(run[0] ?? '') && found.words === 1
  const money = phraseIn(moneys, run, at)
  if (money && !half) {
    if (found.scaled)
      return {
        text: `${figures(found)} ${money.value === '€' ? 'Euro' : money.value === '$' ? 'Dollar' : money.value}`,
        words: at + money.words,
      }
    const joined = run[at + money.words] === 'und' ? 1 : 0
    const rest = number(run, at + money.words + joined)
    const end = at + money.words + joined + (rest?.words ?? 0)
    const named = /^cents?$/.test(run[end] ?? '')
    if (
      found.kind === 'cardinal' &&
      rest &&
      rest.kind === 'cardinal' &&
      rest.form === 'words' &&
      rest.value < 100 &&
      (named || (joined === 0 && rest.value >= 5 && !isArticle(run[end - 1] ?? '')))
    ) {
      return { text: `${figures(found)},${two(rest.value)} ${money.value}`, words: end + (named ? 1 : 0) }
    }
    const text = found.fraction ? found.value.toFixed(2).replace('.', ',') : figures(found)
    return { text: `${/,\d$/.test(text) ? `${text}0` : text} ${money.value}`, words: at + money.words }
  }
  const unit = phraseIn(units, run, at)
  if (unit && !half && !(article && unit.value !== '%')) {
    return { text: `${figures(found)} ${unit.value}`, words: at + unit.words }
  }
  const noun = measures.get(run[at] ?? '')
  if (noun !== undefined && !half && !article) return { text: `${figures(found)} ${noun}`, words: at + 1 }
  return undefined
}

/** “fünf bis fünfzehn”, “zwischen fünf und fünfzehn”. */
function readRange(found: SpokenNumber, { run, before }: Place): Amount | undefined {
  const link = run[found.words] ?? ''
  if (
    !(link === 'bis' || link === 'oder' || (link === 'und' && before.at(-1) === 'zwischen')) ||
    found.kind !== 'cardinal' ||
    found.form !== 'words'
  )
    return undefined
  const rest = run.slice(found.words + 1)
  const other = number(rest)
  if (
    !other ||
    (other.kind !== 'cardinal' && other.kind !== 'decimal') ||
    other.form === 'digits' ||
    found.scaled ||
    isArticle(run[0] ?? '') ||
    isArticle(rest[0] ?? '')
  )
    return undefined
  if (rest[other.words] === 'uhr')
    return { text: `${found.text} ${link} ${other.text} Uhr`, words: found.words + 1 + other.words + 1 }
  const suffix = amountWith(other, rest)
  if (!suffix && !labels.has(before.at(-1) ?? '') && found.value <= 12 && other.value <= 12) return undefined
  const end = suffix ?? { text: figures(other), words: other.words }
  return { text: `${figures(found)} ${link} ${end.text}`, words: found.words + 1 + end.words }
}

export const readGermanAmount = firstOf([
  addressReader('de'),
  readDate,
  readTime,
  readCounting,
  readPhone,
  readCount,
])

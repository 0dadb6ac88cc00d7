/** English numbers, dates, times, money and measures in figures. */
import { readNumber, type SpokenNumber } from '../numerals/index.ts'
import { addressReader } from './addresses.ts'
import { firstOf, phraseIn, table, type Amount, type AmountReader, type Place } from './amounts.ts'
import { englishStyle, grouped, plain, two } from './written.ts'

const number = (run: readonly string[], at = 0) => readNumber(run, at, 'en')

const months = table<string>(
  [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ].map((name) => [name.toLowerCase(), name] as const),
)
/** Months that are words of their own. */
const wordlike = new Set(['may', 'march'])

interface Unit {
  readonly text: string
  readonly space: boolean
}
const unit = (text: string, space = true): Unit => ({ text, space })
const units = table<Unit>([
  ['percent|per cent|percent sign|per cent sign', unit('%', false)],
  ['kilometres|kilometers|kilometre|kilometer', unit('km')],
  ['kilometres per hour|kilometers per hour|kilometres an hour|kilometers an hour', unit('km/h')],
  ['miles per hour|miles an hour', unit('mph')],
  ['metres per second|meters per second', unit('m/s')],
  ['metres|meters|metre|meter', unit('m')],
  ['centimetres|centimeters|centimetre|centimeter', unit('cm')],
  ['millimetres|millimeters|millimetre|millimeter', unit('mm')],
  ['square metres|square meters|square metre|square meter', unit('m²')],
  ['square kilometres|square kilometers', unit('km²')],
  ['cubic metres|cubic meters', unit('m³')],
  ['cubic centimetres|cubic centimeters', unit('cm³')],
  ['kilograms|kilogrammes|kilogram|kilogramme', unit('kg')],
  ['grams|grammes|gram', unit('g')],
  ['milligrams|milligram', unit('mg')],
  ['millilitres|milliliters|millilitre|milliliter', unit('ml')],
  ['kilobytes|kilobyte', unit('kB')],
  ['megabytes|megabyte', unit('MB')],
  ['gigabytes|gigabyte', unit('GB')],
  ['terabytes|terabyte', unit('TB')],
  ['megabits per second', unit('Mbit/s')],
  ['hertz', unit('Hz')],
  ['kilohertz', unit('kHz')],
  ['megahertz', unit('MHz')],
  ['gigahertz', unit('GHz')],
  ['volts|volt', unit('V')],
  ['watts|watt', unit('W')],
  ['kilowatts|kilowatt', unit('kW')],
  ['kilowatt hours|kilowatt hour', unit('kWh')],
  ['milliseconds|millisecond', unit('ms')],
  ['decibels|decibel', unit('dB')],
  ['degrees celsius|degrees centigrade|degree celsius', unit('°C')],
  ['degrees fahrenheit|degree fahrenheit', unit('°F')],
  ['degrees', unit('°', false)],
])
/** Measures whose words stay, with figures before them even if these are small. */
const measures = new Set(
  'miles mile feet foot inches inch yards yard acres acre hectares ounces ounce pounds tons tonnes litres liters litre liter pints gallons kilos megapixels'.split(
    ' ',
  ),
)
interface Money {
  readonly sign: string
  readonly small: readonly string[]
}
const dollars: Money = { sign: '$', small: ['cents', 'cent'] }
const pounds: Money = { sign: '£', small: ['pence', 'p', 'pee'] }
const euros: Money = { sign: '€', small: ['cents', 'cent'] }
const moneys = table<Money>([
  ['dollars|dollar|us dollars', dollars],
  ['pounds|pound|pounds sterling', pounds],
  ['euros|euro', euros],
  ['yen', { sign: '¥', small: [] }],
  ['rupees', { sign: '₹', small: ['paise'] }],
])
/** Nouns that are numbered. Those marked true take even “one”. */
const labels = table<boolean>([
  [
    'page|pages|chapter|chapters|section|sections|figure|table|room|version|volume|platform|gate|appendix|paragraph|step|verse|route|highway',
    true,
  ],
  [
    'number|numbers|part|level|question|item|exercise|unit|flight|bus|grade|phase|act|scene|lesson|apartment|paragraphs|figures|steps|rooms',
    false,
  ],
])
const kings = new Set(
  'henry louis charles edward george william richard james elizabeth john paul pius benedict gregory leo innocent clement urban alexander frederick ferdinand philip peter catherine nicholas francis ludwig wilhelm otto friedrich'.split(
    ' ',
  ),
)
const spans = new Set([
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'year',
  'pound',
  'dollar',
  'foot',
  'metre',
  'meter',
  'mile',
  'page',
  'point',
  'second',
  'inch',
  'storey',
  'man',
])
const pairTimes = new Set([
  'at',
  'by',
  'until',
  'till',
  'around',
  'about',
  'from',
  'before',
  'after',
  'since',
  "it's",
  'for',
])
const yearPrepositions = new Set([
  'in',
  'since',
  'until',
  'till',
  'before',
  'after',
  'by',
  'of',
  'from',
  'year',
  'during',
  'circa',
  'to',
  'early',
  'late',
  'around',
  'summer',
  'spring',
  'autumn',
  'winter',
  'fall',
  'copyright',
  ...months.keys(),
])

const day = (found: SpokenNumber | undefined) =>
  found && Number.isInteger(found.value) && found.value >= 1 && found.value <= 31 && found.form !== 'digits'
    ? found
    : undefined

function year(run: readonly string[], at: number): { text: string; words: number } | undefined {
  const comma = run[at] === 'comma' ? 1 : 0
  const found = number(run, at + comma)
  if (!found || found.kind !== 'cardinal' || found.value < 1000 || found.value > 2199 || found.scaled)
    return undefined
  return /^\d{4}$/.test(found.text) ? { text: found.text, words: found.words + comma } : undefined
}

/** “march third twenty twenty six”, “the third of march”, “fifteen june”, “march twenty twenty six”. */
const readDate: AmountReader = ({ run, before }) => {
  const month = months.get(run[0] ?? '')
  if (month) {
    const ambiguous = wordlike.has(run[0] ?? '')
    const the = run[1] === 'the' ? 1 : 0
    const found = day(number(run, 1 + the))
    if (found && (found.kind === 'ordinal' || (found.kind === 'cardinal' && the === 0))) {
      const end = 1 + the + found.words
      const which = year(run, end)
      const followed = run[end]
      const plausible =
        found.kind === 'ordinal' ||
        which !== undefined ||
        (!ambiguous &&
          (followed === undefined ||
            /^(?:at|and|is|was|to|from|in|on|we|i|the|or|for|with|he|she|they|it|through|until|comma|period|as|by)$/.test(
              followed,
            )))
      // “may second that”: a verb, where a person stands before it
      const verb =
        ambiguous &&
        which === undefined &&
        /^(?:i|you|we|they|he|she|it|to|will|that|who|which)$/.test(before.at(-1) ?? '')
      if (plausible && !verb) {
        return {
          text: `${month} ${found.value}${which ? `, ${which.text}` : ''}`,
          words: end + (which?.words ?? 0),
        }
      }
    }
    const which = year(run, 1)
    if (which && number(run, 1)?.form !== 'words')
      return { text: `${month} ${which.text}`, words: 1 + which.words }
    return which && !ambiguous ? { text: `${month} ${which.text}`, words: 1 + which.words } : undefined
  }
  const the = run[0] === 'the' ? 1 : 0
  const found = day(number(run, the))
  if (!found || (found.kind !== 'ordinal' && (found.kind !== 'cardinal' || the > 0))) return undefined
  const of = run[the + found.words] === 'of' ? 1 : 0
  const name = run[the + found.words + of] ?? ''
  const named = months.get(name)
  if (!named) return undefined
  const end = the + found.words + of + 1
  const which = year(run, end)
  if (found.kind === 'cardinal' && of > 0) return undefined
  if (of === 0 && wordlike.has(name) && which === undefined && found.kind !== 'ordinal') return undefined
  return { text: `${found.value} ${named}${which ? ` ${which.text}` : ''}`, words: end + (which?.words ?? 0) }
}

/** An hour of one or two words, 0 to 23. */
function hourAt(run: readonly string[]): { value: number; words: number }[] {
  const found = [1, 2].map((words) => {
    const read = number(run.slice(0, words))
    return read &&
      read.words === words &&
      read.kind === 'cardinal' &&
      (read.form === 'words' || read.form === 'written') &&
      read.value < 24
      ? { value: read.value, words }
      : undefined
  })
  return found.filter((hour) => hour !== undefined).toReversed()
}

function minuteAt(run: readonly string[], at: number): { value: number; words: number } | undefined {
  if (/^(?:oh|o|zero)$/.test(run[at] ?? '')) {
    const small = number(run.slice(at + 1, at + 2))
    return small && small.value > 0 && small.value < 10 && small.kind === 'cardinal'
      ? { value: small.value, words: 2 }
      : undefined
  }
  for (const words of [2, 1]) {
    const read = number(run.slice(at, at + words))
    if (
      read &&
      read.words === words &&
      read.kind === 'cardinal' &&
      read.form === 'words' &&
      read.value >= 10 &&
      read.value < 60
    ) {
      return { value: read.value, words }
    }
  }
  return undefined
}

function halfOfDay(run: readonly string[], at: number): { text: string; words: number } | undefined {
  const first = run[at] ?? ''
  if (first === 'am' || first === 'pm') return { text: first, words: 1 }
  if ((first === 'a' || first === 'p') && run[at + 1] === 'm') return { text: `${first}m`, words: 2 }
  return undefined
}

const partOfDay =
  /^(?:in the (?:morning|afternoon|evening)|at night|this morning|this afternoon|this evening|tonight|tomorrow|today|sharp|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)/

const toTheHour =
  /^(?:five|ten|twenty|twenty five) to (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![^ ])/

/** “five thirty pm”, “at five thirty”, “five o'clock”. */
const readTime: AmountReader = ({ run, before }) => {
  // “half past ten” and “ten to five” are said so, and written so
  if (
    /^(?:past|to)$/.test(before.at(-1) ?? '') &&
    /^(?:half|quarter|five|ten|twenty)$/.test(before.at(-2) ?? '') &&
    before.at(-1) === 'past'
  ) {
    const hour = hourAt(run)[0]
    return hour && hour.value <= 12
      ? { text: run.slice(0, hour.words).join(' '), words: hour.words }
      : undefined
  }
  if (
    /^(?:at|it's|by|until|around|about|is|was)$/.test(before.at(-1) ?? '') &&
    toTheHour.test(run.join(' '))
  ) {
    const said = toTheHour.exec(run.join(' '))?.[0].trim().split(' ').length ?? 0
    return { text: run.slice(0, said).join(' '), words: said }
  }
  if (/^(?:five|ten|twenty)$/.test(run[0] ?? '') && run[1] === 'past') return { text: run[0] ?? '', words: 1 }
  for (const hour of hourAt(run)) {
    const clock = run[hour.words]
    if (clock === "o'clock" || clock === 'oclock')
      return { text: `${hour.value} o'clock`, words: hour.words + 1 }
    if (clock === 'o' && run[hour.words + 1] === 'clock')
      return { text: `${hour.value} o'clock`, words: hour.words + 2 }
    const minute = minuteAt(run, hour.words)
    const end = hour.words + (minute?.words ?? 0)
    const half = halfOfDay(run, end)
    if (half && hour.value <= 12 && hour.value > 0) {
      return {
        text: `${hour.value}${minute ? `:${two(minute.value)}` : ''} ${half.text}`,
        words: end + half.words,
      }
    }
    if (!minute) continue
    const whole = number(run)
    if (whole && whole.words > end) continue
    const after = run.slice(end).join(' ')
    const previous = before.at(-1) ?? ''
    const told = pairTimes.has(previous) && (hour.value <= 12 || previous === 'at') && hour.value > 0
    const likely =
      hour.value > 0 && hour.value <= 12 && ([15, 30, 45].includes(minute.value) || partOfDay.test(after))
    const counts =
      run[end] !== undefined &&
      (spans.has(run[end] ?? '') ||
        measures.has(run[end] ?? '') ||
        phraseIn(units, run, end) ||
        phraseIn(moneys, run, end) ||
        /^(?:people|percent|minutes|hours|days|years|pages|times|million|thousand|hundred)$/.test(
          run[end] ?? '',
        ))
    const labelled = labels.has(previous)
    if ((told || likely) && !counts && !labelled && !(told && previous === 'for' && !likely)) {
      return { text: `${hour.value}:${two(minute.value)}`, words: end }
    }
  }
  return undefined
}

const decades: Readonly<Record<string, number>> = {
  twenties: 20,
  thirties: 30,
  forties: 40,
  fifties: 50,
  sixties: 60,
  seventies: 70,
  eighties: 80,
  nineties: 90,
}
/** “nineteen eighties”. */
const readDecade: AmountReader = ({ run }) => {
  const century = number(run.slice(0, 1))?.value ?? 0
  const decade = decades[run[1] ?? '']
  return decade !== undefined && century >= 11 && century <= 20
    ? { text: `${century}${decade}s`, words: 2 }
    : undefined
}

/** “twenty four seven”, “fifty fifty”, “nine to five”. */
const idioms = table<string>([
  ['twenty four seven', '24/7'],
  ['fifty fifty', '50-50'],
  ['ten four', 'ten four'],
  ['one two three', 'one two three'],
  ['one two', 'one two'],
])
const readIdiom: AmountReader = ({ run }) => {
  const found = phraseIn(idioms, run, 0)
  const longer = found && number(run)
  return found && (longer?.words ?? 0) <= found.words ? { text: found.value, words: found.words } : undefined
}

/** “plus four four …” and long runs of figures. */
const readPhone: AmountReader = ({ run, before }) => {
  const plus = run[0] === 'plus' ? 1 : 0
  const found = number(run, plus)
  if (!found || found.form !== 'digits') return undefined
  if (plus === 1)
    return before.length === 0 || !number([before.at(-1) ?? ''], 0)
      ? found.text.length >= 8
        ? { text: `+${found.text}`, words: found.words + 1 }
        : undefined
      : undefined
  const spoken = run.slice(0, found.words)
  if (spoken.length < found.text.length - 3) return undefined
  if (found.text.length === 10 && !found.text.startsWith('0')) {
    return { text: found.text.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3'), words: found.words }
  }
  if (
    found.text.length === 7 &&
    /^(?:number|call|dial|phone|at|is|ring|on|me)$/.test(before.at(-1) ?? 'call')
  ) {
    return { text: found.text.replace(/^(\d{3})(\d{4})$/, '$1-$2'), words: found.words }
  }
  return undefined
}

/** The number at the beginning, where figures said by twos are taken only as far as they are likely to be one number. */
function likely({ run, before }: Place): SpokenNumber | undefined {
  const found = number(run)
  if (!found) return undefined
  if (found.form !== 'digits') return found
  const alone = firstCount(run)
  const first = run[0] ?? ''
  if (/^(?:oh|o|nil|zero|nought)$/.test(first) && found.text.length < 3) return alone
  if (found.text.length < 3 && !found.text.startsWith('0')) return alone
  const next = run[found.words] ?? ''
  // “two ten year olds”, “one twenty minute walk”
  if (found.text.length === 3 && spans.has(next) && !/oh|zero/.test(run.slice(0, found.words).join(' ')))
    return alone
  // “ten twenty thirty”
  if (
    alone &&
    alone.value > 9 &&
    found.text.length > 4 &&
    run
      .slice(0, found.words)
      .every((word) => !/^(?:one|two|three|four|five|six|seven|eight|nine|oh|zero)$/.test(word))
  )
    return alone
  return before.at(-1) === 'and' && found.text.length < 3 ? alone : found
}

/** Only what is said as a count. */
function firstCount(run: readonly string[]): SpokenNumber | undefined {
  for (const words of [3, 2, 1]) {
    const found = number(run.slice(0, words))
    if (found && found.words === words && found.form !== 'digits' && found.form !== 'year') return found
  }
  return undefined
}

function ordinalEnding(value: number): string {
  const tens = value % 100
  if (tens >= 11 && tens <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th'
}

/** With what belongs to it: %, €, km, “to fifteen”. */
const readCount: AmountReader = (place) => {
  const { run, before } = place
  const found = likely(place)
  if (!found) return undefined
  const previous = before.at(-1) ?? ''
  const first = run[0] ?? ''
  if (found.kind === 'ordinal') return readOrdinal(found, place)
  if (
    first === 'point' &&
    !/^(?:|is|of|by|about|than|just|only|plus|minus|to|was|equals|are)$/.test(previous)
  )
    return undefined
  if (
    (first === 'minus' || first === 'negative') &&
    (first === 'negative' || readNumber([previous], 0, 'en'))
  )
    return undefined
  if (found.form === 'written' && found.words === 1) {
    const suffix = amountWith(found, run, before)
    return suffix && suffix.words > 1 ? suffix : undefined
  }
  const range = readRange(found, place)
  if (range) return range
  const suffix = amountWith(found, run, before)
  if (suffix) return suffix
  if (first === 'a' || first === 'an') {
    return found.words > 2 && found.kind === 'cardinal' && !found.scaled
      ? { text: written(found, place), words: found.words }
      : undefined
  }
  if (found.kind === 'fraction') {
    // style guides spell simple fractions out, but not of measures
    if (
      found.value < 1 &&
      !/^(?:of an? )?(?:cups?|inch|inches|miles?|teaspoons?|tablespoons?|pints?|gallons?|ounces?)(?: |$)/.test(
        run.slice(found.words).join(' '),
      )
    ) {
      return undefined
    }
    return { text: plain(found, englishStyle), words: found.words }
  }
  const label = labels.get(previous)
  const small = found.form === 'words' && Number.isInteger(found.value) && Math.abs(found.value) < 10
  if (small && found.value >= 0 && !(label !== undefined && (label || found.value > 1))) return undefined
  return { text: written(found, place), words: found.words }
}

function written(found: SpokenNumber, { run, before }: Place): string {
  if (found.form === 'digits' || found.form === 'year') return found.text
  if (labels.has(before.at(-1) ?? '')) return found.text
  if (found.kind === 'cardinal' && !found.scaled && found.value >= 1000 && found.value < 2200) {
    const next = run[found.words] ?? ''
    const asYear =
      yearPrepositions.has(before.at(-1) ?? '') && !/s$|^(?:people|men|women|children)$/.test(next)
    const recent =
      found.value > 2000 && found.value < 2100 && !/[^s]s$|^(?:people|men|women|children)$/.test(next)
    if (asYear || recent) return found.text
  }
  return plain(found, englishStyle)
}

function readOrdinal(found: SpokenNumber, { run, before }: Place): Amount | undefined {
  const previous = before.at(-1) ?? ''
  if (previous === 'the' && kings.has(before.at(-2) ?? '')) {
    return { text: run.slice(0, found.words).join(' '), words: found.words }
  }
  const next = run[found.words]
  // “a thirty second break”
  if (
    run[found.words - 1] === 'second' &&
    found.words === 2 &&
    /^(?:a|every|another|each)$/.test(previous) &&
    next !== undefined
  ) {
    return { text: `${found.value - 2}-second`, words: found.words }
  }
  if (found.value < 10 || found.form === 'written' || run[0] === 'a') return undefined
  if (run[0] === 'one' && found.value === 100 && found.words === 2) return { text: '100th', words: 2 }
  return { text: `${grouped(found.text, englishStyle)}${ordinalEnding(found.value)}`, words: found.words }
}

/** A number with its unit, percent or money, if one follows. */
function amountWith(
  found: SpokenNumber,
  run: readonly string[],
  before: readonly string[],
): Amount | undefined {
  const at = found.words
  const figures = found.scaled
    ? plain(found, englishStyle)
    : found.fraction
      ? plain(found, englishStyle)
      : grouped(found.text, englishStyle)
  const half = found.fraction !== undefined && found.value < 1 && found.fraction.over === 1
  const money = phraseIn(moneys, run, at)
  if (money && !half && !isWeight(money.phrase, run[at + money.words] ?? '', before)) {
    return moneyWith(found, money.value, run, at + money.words)
  }
  const measure = phraseIn(units, run, at)
  if (measure && !half) {
    if (found.value === 1 && found.form === 'words' && /^(?:m|km|g|W|V)$/.test(measure.value.text))
      return undefined
    return {
      text: `${figures}${measure.value.space ? ' ' : ''}${measure.value.text}`,
      words: at + measure.words,
    }
  }
  const noun = run[at] ?? ''
  if ((noun === 'cents' || noun === 'pence') && found.kind === 'cardinal') {
    return { text: `${figures} ${noun}`, words: at + 1 }
  }
  if (noun === 'times' && found.kind === 'decimal') return { text: `${figures} times`, words: at + 1 }
  if (measures.has(noun) && !half && run[0] !== 'a' && !(found.value === 1 && found.kind === 'cardinal')) {
    const more = noun === 'foot' || noun === 'feet' ? readNumber(run, at + 1, 'en') : undefined
    const inches = more && more.kind === 'cardinal' && more.value < 12 ? more : undefined
    return inches
      ? { text: `${figures} ${noun} ${inches.text}`, words: at + 1 + inches.words }
      : { text: `${figures} ${noun}`, words: at + 1 }
  }
  return undefined
}

function isWeight(phrase: string, next: string, before: readonly string[]): boolean {
  if (phrase !== 'pounds' && phrase !== 'pound') return false
  return /^(?:of|heavier|lighter|overweight|ounces|and|baby)$/.test(next) && next !== 'and'
    ? true
    : before
        .slice(-4)
        .some((word) =>
          /^(?:weigh|weighs|weighed|weighing|weight|lost|gained|lose|gain|lift|lifted)$/.test(word),
        )
}

function moneyWith(found: SpokenNumber, money: Money, run: readonly string[], at: number): Amount {
  if (found.scaled) return { text: `${money.sign}${plain(found, englishStyle)}`, words: at }
  const joined = run[at] === 'and' ? 1 : 0
  const rest = readNumber(run, at + joined, 'en')
  if (
    found.kind === 'cardinal' &&
    rest &&
    rest.kind === 'cardinal' &&
    rest.form === 'words' &&
    rest.value < 100
  ) {
    const end = at + joined + rest.words
    const named = money.small.includes(run[end] ?? '')
    // “five pounds fifty”; “five dollars and ten people” is something else
    if (
      named ||
      (joined === 0 &&
        rest.value >= 10 &&
        !/^[a-z]+s$/.test(run[end] ?? '') &&
        !['people', 'percent', 'million', 'thousand'].includes(run[end] ?? ''))
    ) {
      return {
        text: `${money.sign}${grouped(found.text, englishStyle)}.${two(rest.value)}`,
        words: end + (named ? 1 : 0),
      }
    }
  }
  if (found.fraction) return { text: `${money.sign}${found.value.toFixed(2)}`, words: at }
  const figures = grouped(found.text, englishStyle)
  return { text: `${money.sign}${/\.\d$/.test(figures) ? `${figures}0` : figures}`, words: at }
}

/** “five to ten”, “between five and fifteen”, “nine or ten”: both in figures, if one of them is. */
function readRange(found: SpokenNumber, { run, before }: Place): Amount | undefined {
  const link = run[found.words] ?? ''
  const between = before.at(-1) === 'between'
  if (
    !(link === 'to' || link === 'or' || link === 'through' || (link === 'and' && between)) ||
    found.kind !== 'cardinal' ||
    found.form !== 'words'
  ) {
    return undefined
  }
  const rest = run.slice(found.words + 1)
  const other = readNumber(rest, 0, 'en')
  if (
    !other ||
    (other.kind !== 'cardinal' && other.kind !== 'decimal') ||
    other.form === 'digits' ||
    found.scaled ||
    run[0] === 'a'
  )
    return undefined
  if (/^(?:at|it's|is)$/.test(before.at(-1) ?? '') && link === 'to') return undefined // “at ten to five”
  const suffix = amountWith(other, rest, [...before, ...run.slice(0, found.words + 1)])
  const label = labels.has(before.at(-1) ?? '')
  if (!suffix && !label && found.value < 10 && other.value < 10) return undefined
  if (rest[0] === 'one' && link === 'or') return undefined
  const year = other.form === 'year'
  const end = suffix ?? { text: year || label ? other.text : plain(other, englishStyle), words: other.words }
  return {
    text: `${grouped(found.text, englishStyle)} ${link} ${end.text}`,
    words: found.words + 1 + end.words,
  }
}

export const readEnglishAmount = firstOf([
  addressReader('en'),
  readDate,
  readIdiom,
  readTime,
  readDecade,
  readPhone,
  readCount,
])

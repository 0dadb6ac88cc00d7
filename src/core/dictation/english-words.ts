/** English words that numbers go with: months, units, money, what is counted and what is numbered. */
import { readNumber } from '../numerals/index.ts'
import { table } from './amounts.ts'

/** The English number at `at`. */
export const number = (run: readonly string[], at = 0) => readNumber(run, at, 'en')

export const months = table<string>(
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
export const wordlike = new Set(['may', 'march'])

export interface Unit {
  readonly text: string
  readonly space: boolean
}
const unit = (text: string, space = true): Unit => ({ text, space })
export const units = table<Unit>([
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
export const measures = new Set(
  'miles mile feet foot inches inch yards yard acres acre hectares ounces ounce pounds tons tonnes litres liters litre liter pints gallons kilos megapixels'.split(
    ' ',
  ),
)
export interface Money {
  readonly sign: string
  readonly small: readonly string[]
}
const dollars: Money = { sign: '$', small: ['cents', 'cent'] }
const pounds: Money = { sign: '£', small: ['pence', 'p', 'pee'] }
const euros: Money = { sign: '€', small: ['cents', 'cent'] }
export const moneys = table<Money>([
  ['dollars|dollar|us dollars', dollars],
  ['pounds|pound|pounds sterling', pounds],
  ['euros|euro', euros],
  ['yen', { sign: '¥', small: [] }],
  ['rupees', { sign: '₹', small: ['paise'] }],
])
/** Nouns that are numbered. Those marked true take even “one”. */
export const labels = table<boolean>([
  [
    'page|pages|chapter|chapters|section|sections|figure|table|room|version|volume|platform|gate|appendix|paragraph|step|verse|route|highway',
    true,
  ],
  [
    'number|numbers|part|level|question|item|exercise|unit|flight|bus|grade|phase|act|scene|lesson|apartment|paragraphs|figures|steps|rooms',
    false,
  ],
])
export const kings = new Set(
  'henry louis charles edward george william richard james elizabeth john paul pius benedict gregory leo innocent clement urban alexander frederick ferdinand philip peter catherine nicholas francis ludwig wilhelm otto friedrich'.split(
    ' ',
  ),
)
export const spans = new Set([
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
export const pairTimes = new Set([
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
export const yearPrepositions = new Set([
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

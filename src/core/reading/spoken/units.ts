/** Units and currencies: how they are written, and what they are called in English and German. */
import { matchAt } from './scan.ts'
import type { Gender } from './numbers-german.ts'

export interface Unit {
  readonly one: string
  readonly many: string
  readonly gender?: Gender
}

export interface Currency extends Unit {
  readonly cent?: Unit
}

// symbol: English one, many; German one, many, gender. '' as symbol's second name where singular and plural agree.
const rows: Readonly<Record<string, string>> = {
  nm: 'nanometer,nanometers,Nanometer,Nanometer,m',
  μm: 'micrometer,micrometers,Mikrometer,Mikrometer,m',
  mm: 'millimeter,millimeters,Millimeter,Millimeter,m',
  cm: 'centimeter,centimeters,Zentimeter,Zentimeter,m',
  dm: 'decimeter,decimeters,Dezimeter,Dezimeter,m',
  m: 'meter,meters,Meter,Meter,m',
  km: 'kilometer,kilometers,Kilometer,Kilometer,m',
  pc: 'parsec,parsecs,Parsec,Parsec,n',
  ly: 'light-year,light-years,Lichtjahr,Lichtjahre,n',
  ha: 'hectare,hectares,Hektar,Hektar,m',
  ml: 'milliliter,milliliters,Milliliter,Milliliter,m',
  mL: 'milliliter,milliliters,Milliliter,Milliliter,m',
  cl: 'centiliter,centiliters,Zentiliter,Zentiliter,m',
  dl: 'deciliter,deciliters,Deziliter,Deziliter,m',
  dL: 'deciliter,deciliters,Deziliter,Deziliter,m',
  hl: 'hectoliter,hectoliters,Hektoliter,Hektoliter,m',
  μl: 'microliter,microliters,Mikroliter,Mikroliter,m',
  μL: 'microliter,microliters,Mikroliter,Mikroliter,m',
  l: 'liter,liters,Liter,Liter,m',
  L: 'liter,liters,Liter,Liter,m',
  ng: 'nanogram,nanograms,Nanogramm,Nanogramm,n',
  μg: 'microgram,micrograms,Mikrogramm,Mikrogramm,n',
  mg: 'milligram,milligrams,Milligramm,Milligramm,n',
  g: 'gram,grams,Gramm,Gramm,n',
  kg: 'kilogram,kilograms,Kilogramm,Kilogramm,n',
  t: 'tonne,tonnes,Tonne,Tonnen,f',
  kt: 'kiloton,kilotons,Kilotonne,Kilotonnen,f',
  Mt: 'megaton,megatons,Megatonne,Megatonnen,f',
  Gt: 'gigaton,gigatons,Gigatonne,Gigatonnen,f',
  ns: 'nanosecond,nanoseconds,Nanosekunde,Nanosekunden,f',
  μs: 'microsecond,microseconds,Mikrosekunde,Mikrosekunden,f',
  ms: 'millisecond,milliseconds,Millisekunde,Millisekunden,f',
  s: 'second,seconds,Sekunde,Sekunden,f',
  sec: 'second,seconds,Sekunde,Sekunden,f',
  secs: 'second,seconds,Sekunde,Sekunden,f',
  min: 'minute,minutes,Minute,Minuten,f',
  mins: 'minute,minutes,Minute,Minuten,f',
  h: 'hour,hours,Stunde,Stunden,f',
  hr: 'hour,hours,Stunde,Stunden,f',
  hrs: 'hour,hours,Stunde,Stunden,f',
  yr: 'year,years,Jahr,Jahre,n',
  yrs: 'year,years,Jahr,Jahre,n',
  wk: 'week,weeks,Woche,Wochen,f',
  wks: 'week,weeks,Woche,Wochen,f',
  Std: 'hour,hours,Stunde,Stunden,f',
  Min: 'minute,minutes,Minute,Minuten,f',
  Sek: 'second,seconds,Sekunde,Sekunden,f',
  Stk: 'piece,pieces,Stück,Stück,n',
  Pfd: 'pound,pounds,Pfund,Pfund,n',
  EL: 'tablespoon,tablespoons,Esslöffel,Esslöffel,m',
  TL: 'teaspoon,teaspoons,Teelöffel,Teelöffel,m',
  tbsp: 'tablespoon,tablespoons,Esslöffel,Esslöffel,m',
  tsp: 'teaspoon,teaspoons,Teelöffel,Teelöffel,m',
  lb: 'pound,pounds,Pfund,Pfund,n',
  lbs: 'pound,pounds,Pfund,Pfund,n',
  oz: 'ounce,ounces,Unze,Unzen,f',
  'fl oz': 'fluid ounce,fluid ounces,Flüssigunze,Flüssigunzen,f',
  'fl. oz': 'fluid ounce,fluid ounces,Flüssigunze,Flüssigunzen,f',
  'sq. ft': 'square foot,square feet,Quadratfuß,Quadratfuß,m',
  'cu ft': 'cubic foot,cubic feet,Kubikfuß,Kubikfuß,m',
  gal: 'gallon,gallons,Gallone,Gallonen,f',
  pt: 'point,points,Punkt,Punkt,m',
  qt: 'quart,quarts,Quart,Quart,n',
  mi: 'mile,miles,Meile,Meilen,f',
  yd: 'yard,yards,Yard,Yards,n',
  yds: 'yard,yards,Yard,Yards,n',
  ft: 'foot,feet,Fuß,Fuß,m',
  in: 'inch,inches,Zoll,Zoll,m',
  'sq ft': 'square foot,square feet,Quadratfuß,Quadratfuß,m',
  'sq mi': 'square mile,square miles,Quadratmeile,Quadratmeilen,f',
  'sq km': 'square kilometer,square kilometers,Quadratkilometer,Quadratkilometer,m',
  'sq m': 'square meter,square meters,Quadratmeter,Quadratmeter,m',
  qm: 'square meter,square meters,Quadratmeter,Quadratmeter,m',
  qkm: 'square kilometer,square kilometers,Quadratkilometer,Quadratkilometer,m',
  mph: 'mile per hour,miles per hour,Meile pro Stunde,Meilen pro Stunde,f',
  kph: 'kilometer per hour,kilometers per hour,Kilometer pro Stunde,Kilometer pro Stunde,m',
  kmh: 'kilometer per hour,kilometers per hour,Kilometer pro Stunde,Kilometer pro Stunde,m',
  kn: 'knot,knots,Knoten,Knoten,m',
  mpg: 'mile per gallon,miles per gallon,Meile pro Gallone,Meilen pro Gallone,f',
  rpm: 'revolution per minute,revolutions per minute,Umdrehung pro Minute,Umdrehungen pro Minute,f',
  bpm: 'beat per minute,beats per minute,Schlag pro Minute,Schläge pro Minute,m',
  wpm: 'word per minute,words per minute,Wort pro Minute,Wörter pro Minute,n',
  fps: 'frame per second,frames per second,Bild pro Sekunde,Bilder pro Sekunde,n',
  dpi: 'dot per inch,dots per inch,Punkt pro Zoll,Punkte pro Zoll,m',
  ppi: 'pixel per inch,pixels per inch,Pixel pro Zoll,Pixel pro Zoll,n',
  px: 'pixel,pixels,Pixel,Pixel,n',
  MP: 'megapixel,megapixels,Megapixel,Megapixel,n',
  psi: 'pound per square inch,pounds per square inch,Pfund pro Quadratzoll,Pfund pro Quadratzoll,n',
  hp: 'horsepower,horsepower,Pferdestärke,Pferdestärken,f',
  PS: 'horsepower,horsepower,P.S,P.S,n',
  kcal: 'kilocalorie,kilocalories,Kilokalorie,Kilokalorien,f',
  cal: 'calorie,calories,Kalorie,Kalorien,f',
  J: 'joule,joules,Joule,Joule,n',
  kJ: 'kilojoule,kilojoules,Kilojoule,Kilojoule,n',
  MJ: 'megajoule,megajoules,Megajoule,Megajoule,n',
  eV: 'electron volt,electron volts,Elektronenvolt,Elektronenvolt,n',
  keV: 'kiloelectron volt,kiloelectron volts,Kiloelektronenvolt,Kiloelektronenvolt,n',
  MeV: 'megaelectron volt,megaelectron volts,Megaelektronenvolt,Megaelektronenvolt,n',
  GeV: 'gigaelectron volt,gigaelectron volts,Gigaelektronenvolt,Gigaelektronenvolt,n',
  Pa: 'pascal,pascals,Pascal,Pascal,n',
  hPa: 'hectopascal,hectopascals,Hektopascal,Hektopascal,n',
  kPa: 'kilopascal,kilopascals,Kilopascal,Kilopascal,n',
  MPa: 'megapascal,megapascals,Megapascal,Megapascal,n',
  bar: 'bar,bars,Bar,Bar,n',
  mbar: 'millibar,millibars,Millibar,Millibar,n',
  mmHg: 'millimeter of mercury,millimeters of mercury,Millimeter Quecksilbersäule,Millimeter Quecksilbersäule,m',
  atm: 'atmosphere,atmospheres,Atmosphäre,Atmosphären,f',
  dB: 'decibel,decibels,Dezibel,Dezibel,n',
  Hz: 'hertz,hertz,Hertz,Hertz,n',
  kHz: 'kilohertz,kilohertz,Kilohertz,Kilohertz,n',
  MHz: 'megahertz,megahertz,Megahertz,Megahertz,n',
  GHz: 'gigahertz,gigahertz,Gigahertz,Gigahertz,n',
  THz: 'terahertz,terahertz,Terahertz,Terahertz,n',
  W: 'watt,watts,Watt,Watt,n',
  mW: 'milliwatt,milliwatts,Milliwatt,Milliwatt,n',
  kW: 'kilowatt,kilowatts,Kilowatt,Kilowatt,n',
  MW: 'megawatt,megawatts,Megawatt,Megawatt,n',
  GW: 'gigawatt,gigawatts,Gigawatt,Gigawatt,n',
  TW: 'terawatt,terawatts,Terawatt,Terawatt,n',
  Wh: 'watt hour,watt hours,Wattstunde,Wattstunden,f',
  kWh: 'kilowatt hour,kilowatt hours,Kilowattstunde,Kilowattstunden,f',
  MWh: 'megawatt hour,megawatt hours,Megawattstunde,Megawattstunden,f',
  GWh: 'gigawatt hour,gigawatt hours,Gigawattstunde,Gigawattstunden,f',
  TWh: 'terawatt hour,terawatt hours,Terawattstunde,Terawattstunden,f',
  V: 'volt,volts,Volt,Volt,n',
  mV: 'millivolt,millivolts,Millivolt,Millivolt,n',
  kV: 'kilovolt,kilovolts,Kilovolt,Kilovolt,n',
  A: 'amp,amps,Ampere,Ampere,n',
  mA: 'milliamp,milliamps,Milliampere,Milliampere,n',
  mAh: 'milliamp hour,milliamp hours,Milliamperestunde,Milliamperestunden,f',
  Ah: 'amp hour,amp hours,Amperestunde,Amperestunden,f',
  Ω: 'ohm,ohms,Ohm,Ohm,n',
  kΩ: 'kilohm,kilohms,Kiloohm,Kiloohm,n',
  MΩ: 'megohm,megohms,Megaohm,Megaohm,n',
  N: 'newton,newtons,Newton,Newton,n',
  kN: 'kilonewton,kilonewtons,Kilonewton,Kilonewton,n',
  Nm: 'newton meter,newton meters,Newtonmeter,Newtonmeter,m',
  K: 'kelvin,kelvins,Kelvin,Kelvin,n',
  lm: 'lumen,lumens,Lumen,Lumen,n',
  lx: 'lux,lux,Lux,Lux,n',
  mol: 'mole,moles,Mol,Mol,n',
  mmol: 'millimole,millimoles,Millimol,Millimol,n',
  Bq: 'becquerel,becquerels,Becquerel,Becquerel,n',
  mSv: 'millisievert,millisieverts,Millisievert,Millisievert,n',
  μSv: 'microsievert,microsieverts,Mikrosievert,Mikrosievert,n',
  bit: 'bit,bits,Bit,Bit,n',
  kbit: 'kilobit,kilobits,Kilobit,Kilobit,n',
  Mbit: 'megabit,megabits,Megabit,Megabit,n',
  Gbit: 'gigabit,gigabits,Gigabit,Gigabit,n',
  kbps: 'kilobit per second,kilobits per second,Kilobit pro Sekunde,Kilobit pro Sekunde,n',
  Mbps: 'megabit per second,megabits per second,Megabit pro Sekunde,Megabit pro Sekunde,n',
  Gbps: 'gigabit per second,gigabits per second,Gigabit pro Sekunde,Gigabit pro Sekunde,n',
  kB: 'kilobyte,kilobytes,Kilobyte,Kilobyte,n',
  KB: 'kilobyte,kilobytes,Kilobyte,Kilobyte,n',
  MB: 'megabyte,megabytes,Megabyte,Megabyte,n',
  GB: 'gigabyte,gigabytes,Gigabyte,Gigabyte,n',
  TB: 'terabyte,terabytes,Terabyte,Terabyte,n',
  PB: 'petabyte,petabytes,Petabyte,Petabyte,n',
  KiB: 'kibibyte,kibibytes,Kibibyte,Kibibyte,n',
  MiB: 'mebibyte,mebibytes,Mebibyte,Mebibyte,n',
  GiB: 'gibibyte,gibibytes,Gibibyte,Gibibyte,n',
  TiB: 'tebibyte,tebibytes,Tebibyte,Tebibyte,n',
  ppm: 'part per million,parts per million,Teil pro Million,Teile pro Million,m',
  ppb: 'part per billion,parts per billion,Teil pro Milliarde,Teile pro Milliarde,m',
  '°C': 'degree Celsius,degrees Celsius,Grad Celsius,Grad Celsius,n',
  '° C': 'degree Celsius,degrees Celsius,Grad Celsius,Grad Celsius,n',
  '°F': 'degree Fahrenheit,degrees Fahrenheit,Grad Fahrenheit,Grad Fahrenheit,n',
  '° F': 'degree Fahrenheit,degrees Fahrenheit,Grad Fahrenheit,Grad Fahrenheit,n',
  '°K': 'degree Kelvin,degrees Kelvin,Grad Kelvin,Grad Kelvin,n',
  '°': 'degree,degrees,Grad,Grad,n',
  '%': 'percent,percent,Prozent,Prozent,n',
  '‰': 'per mille,per mille,Promille,Promille,n',
}

const english = new Map<string, Unit>()
const german = new Map<string, Unit>()
for (const [symbol, row] of Object.entries(rows)) {
  const [one, many, eins, viele, gender] = row.split(',') as [string, string, string, string, Gender]
  english.set(symbol, { one, many })
  german.set(symbol, { one: eins, many: viele, gender })
}

const money: Readonly<Record<string, string>> = {
  $: 'dollar,dollars,cent,cents,Dollar,Dollar,m,Cent,Cent',
  US$: 'U.S dollar,U.S dollars,cent,cents,U.S-Dollar,U.S-Dollar,m,Cent,Cent',
  USD: 'U.S dollar,U.S dollars,cent,cents,U.S-Dollar,U.S-Dollar,m,Cent,Cent',
  A$: 'Australian dollar,Australian dollars,cent,cents,australischer Dollar,australische Dollar,m,Cent,Cent',
  AUD: 'Australian dollar,Australian dollars,cent,cents,australischer Dollar,australische Dollar,m,Cent,Cent',
  C$: 'Canadian dollar,Canadian dollars,cent,cents,kanadischer Dollar,kanadische Dollar,m,Cent,Cent',
  CAD: 'Canadian dollar,Canadian dollars,cent,cents,kanadischer Dollar,kanadische Dollar,m,Cent,Cent',
  NZ$: 'New Zealand dollar,New Zealand dollars,cent,cents,Neuseeland-Dollar,Neuseeland-Dollar,m,Cent,Cent',
  HK$: 'Hong Kong dollar,Hong Kong dollars,cent,cents,Hongkong-Dollar,Hongkong-Dollar,m,Cent,Cent',
  R$: 'real,reais,centavo,centavos,Real,Real,m,Centavo,Centavos',
  '€': 'euro,euros,cent,cents,Euro,Euro,m,Cent,Cent',
  EUR: 'euro,euros,cent,cents,Euro,Euro,m,Cent,Cent',
  '£': 'pound,pounds,penny,pence,Pfund,Pfund,n,Penny,Pence',
  GBP: 'pound,pounds,penny,pence,Pfund,Pfund,n,Penny,Pence',
  '¥': 'yen,yen,,,Yen,Yen,m,,',
  JPY: 'yen,yen,,,Yen,Yen,m,,',
  CNY: 'yuan,yuan,,,Yuan,Yuan,m,,',
  RMB: 'yuan,yuan,,,Yuan,Yuan,m,,',
  CHF: 'Swiss franc,Swiss francs,centime,centimes,Franken,Franken,m,Rappen,Rappen',
  '₹': 'rupee,rupees,paisa,paise,Rupie,Rupien,f,Paisa,Paise',
  INR: 'rupee,rupees,paisa,paise,Rupie,Rupien,f,Paisa,Paise',
  'Rs.': 'rupee,rupees,paisa,paise,Rupie,Rupien,f,Paisa,Paise',
  '₽': 'ruble,rubles,kopek,kopeks,Rubel,Rubel,m,Kopeke,Kopeken',
  RUB: 'ruble,rubles,kopek,kopeks,Rubel,Rubel,m,Kopeke,Kopeken',
  '₩': 'won,won,,,Won,Won,m,,',
  KRW: 'won,won,,,Won,Won,m,,',
  '₺': 'lira,lira,,,Lira,Lira,f,,',
  TRY: 'lira,lira,,,Lira,Lira,f,,',
  '₪': 'shekel,shekels,,,Schekel,Schekel,m,,',
  ILS: 'shekel,shekels,,,Schekel,Schekel,m,,',
  '₴': 'hryvnia,hryvnias,,,Hrywnja,Hrywnja,f,,',
  '₿': 'bitcoin,bitcoins,,,Bitcoin,Bitcoin,m,,',
  SEK: 'Swedish krona,Swedish kronor,,,schwedische Krone,schwedische Kronen,f,,',
  NOK: 'Norwegian krone,Norwegian kroner,,,norwegische Krone,norwegische Kronen,f,,',
  DKK: 'Danish krone,Danish kroner,,,dänische Krone,dänische Kronen,f,,',
  CZK: 'Czech koruna,Czech korunas,,,tschechische Krone,tschechische Kronen,f,,',
  PLN: 'złoty,złoty,grosz,groszy,Zloty,Zloty,m,Groschen,Groschen',
  HUF: 'forint,forints,,,Forint,Forint,m,,',
  ZAR: 'rand,rand,,,Rand,Rand,m,,',
  BRL: 'real,reais,centavo,centavos,Real,Real,m,Centavo,Centavos',
  MXN: 'peso,pesos,centavo,centavos,Peso,Pesos,m,Centavo,Centavos',
  '¢': 'cent,cents,,,Cent,Cent,m,,',
  ct: 'cent,cents,,,Cent,Cent,m,,',
}
/** Written-out names that German puts behind amounts ("3,50 Euro"), so that cents are said behind them. */
const germanNames: Readonly<Record<string, string>> = {
  Euro: '€', Euros: '€', Dollar: '$', Franken: 'CHF', Pfund: '£', DM: 'DM', Mark: 'DM', Fr: 'CHF', Cent: '¢',
} // prettier-ignore

const englishMoney = new Map<string, Currency>()
const germanMoney = new Map<string, Currency>()
for (const [symbol, row] of Object.entries(money)) {
  const [one, many, cent, cents, eins, viele, gender, teil, teile] = row.split(',') as [string, string, string, string, string, string, Gender, string, string] // prettier-ignore
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
for (const [name, symbol] of Object.entries(germanNames)) germanMoney.set(name, germanMoney.get(symbol)!)
englishMoney.delete('ct')

const byLength = (one: string, other: string) => other.length - one.length
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const alternatives = (symbols: Iterable<string>) => [...symbols].sort(byLength).map(escape).join('|')

const unitNames = alternatives(Object.keys(rows))
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
  const unit = table.get(symbol!)
  if (!unit || (base === 'en' ? germanOnly : englishOnly).has(symbol!)) return undefined
  let end = at + match[0].length
  if (gap === '-' && (shy.has(symbol!) || !/\p{L}/u.test(symbol!))) return undefined
  if (symbol === 'in' && !matchAt(plainlyInches, text, end)) return undefined
  if (shy.has(symbol!) && gap === '' && symbol !== 'V' && symbol !== 'W' && symbol !== 'L' && symbol !== 'bar' && base === 'en' && symbol!.length < 2 && symbol !== 't') return undefined // prettier-ignore
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
  if (text[end] === '.' && /^(?:Std|Min|Sek|Stk|Pfd|min|sec|hr|hrs|yr|yrs|lbs?|oz|ft|mi|in|fl\. oz|sq\. ft)$/.test(symbol!) && /^\. ?[\p{Ll}\d(,;]/u.test(text.slice(end, end + 4))) end++ // prettier-ignore
  return unit.gender
    ? { end, one, many, gender: unit.gender, symbol: symbol! }
    : { end, one, many, symbol: symbol! }
}

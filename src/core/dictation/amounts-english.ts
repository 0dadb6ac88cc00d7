/** English numbers, dates, times, money, measures and addresses in figures: the readers in the order they are asked. */
import { addressReader } from './addresses.ts'
import { firstOf } from './amounts.ts'
import { readCount } from './english-counts.ts'
import { readDate, readDecade } from './english-dates.ts'
import { readIdiom, readPhone } from './english-figures.ts'
import { readTime } from './english-times.ts'

export const readEnglishAmount = firstOf([
  addressReader('en'),
  readDate,
  readIdiom,
  readTime,
  readDecade,
  readPhone,
  readCount,
])

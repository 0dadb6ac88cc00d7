/** English numbers with the unit, percent or money that follows. */
import { readNumber, type SpokenNumber } from '../numerals/index.ts'
import { phraseIn, type Amount } from './amounts.ts'
import { measures, moneys, units, type Money } from './english-words.ts'
import { englishStyle, grouped, plain, two } from './written.ts'

/** A number with its unit, percent or money, if one follows. */
export function amountWith(
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

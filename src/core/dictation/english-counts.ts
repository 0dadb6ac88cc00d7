/** English counts, ordinals and ranges in figures, where style guides write them so. */
import { readNumber, type SpokenNumber } from '../numerals/index.ts'
import type { Amount, AmountReader, Place } from './amounts.ts'
import { likely } from './english-figures.ts'
import { amountWith } from './english-measures.ts'
import { kings, labels, yearPrepositions } from './english-words.ts'
import { englishStyle, grouped, plain } from './written.ts'

function ordinalEnding(value: number): string {
  const tens = value % 100
  if (tens >= 11 && tens <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th'
}

/** With what belongs to it: %, €, km, “to fifteen”. */
export const readCount: AmountReader = (place) => {
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
  const signed =
    previous === 'sign' &&
    /^(?:number|hash|dollar|pound|euro|plus|minus|equals|equal|times)$/.test(before.at(-2) ?? '')
  const label = signed || labels.get(previous)
  const small = found.form === 'words' && Number.isInteger(found.value) && Math.abs(found.value) < 10
  if (small && found.value >= 0 && !(label !== undefined && (label || found.value > 1))) return undefined
  return { text: written(found, place), words: found.words }
}

function written(found: SpokenNumber, { run, before }: Place): string {
  if (found.form === 'digits' || found.form === 'year') return found.text
  if (labels.has(before.at(-1) ?? '')) return found.text
  if (found.kind === 'cardinal' && !found.scaled && found.value >= 1000 && found.value < 2200) {
    const next = run[found.words] ?? ''
    const several =
      /^(?:people|men|women|children)$/.test(next) ||
      /^(?!was$|is$|has$|this$|as$|us$|his$|its$)\w+s$/.test(next)
    const asYear = yearPrepositions.has(before.at(-1) ?? '') && !several
    const recent = found.value > 2000 && found.value < 2100 && !several
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

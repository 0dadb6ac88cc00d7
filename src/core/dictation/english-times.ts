/** English times of day in figures. */
import { phraseIn, type AmountReader } from './amounts.ts'
import { labels, measures, moneys, number, pairTimes, spans, units } from './english-words.ts'
import { two } from './written.ts'

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
export const readTime: AmountReader = ({ run, before }) => {
  // “half past ten” and “ten to five” are said so, and written so
  if (
    /^(?:past|after)$/.test(before.at(-1) ?? '') &&
    /^(?:half|quarter|five|ten|twenty)$/.test(before.at(-2) ?? '')
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
  if (
    /^(?:five|ten|twenty)$/.test(run[0] ?? '') &&
    (run[1] === 'past' || (run[1] === 'after' && hourAt(run.slice(2)).length > 0))
  ) {
    return { text: run[0] ?? '', words: 1 }
  }
  for (const hour of hourAt(run)) {
    const clock = run[hour.words]
    if (clock === "o'clock" || clock === 'oclock')
      return { text: `${hour.value} o'clock`, words: hour.words + 1 }
    if (clock === 'o' && run[hour.words + 1] === 'clock')
      return { text: `${hour.value} o'clock`, words: hour.words + 2 }
    // “from two to three p m”
    if (run[hour.words] === 'to' && hour.value > 0 && hour.value <= 12) {
      const rest = readTime({ run: run.slice(hour.words + 1), before: [] })
      if (rest && / (?:am|pm)$/.test(rest.text)) {
        return { text: `${hour.value} to ${rest.text}`, words: hour.words + 1 + rest.words }
      }
    }
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

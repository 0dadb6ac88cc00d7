/** English figures said one by one or by twos: telephone numbers, idioms, and what is one number and what two. */
import type { SpokenNumber } from '../numerals/index.ts'
import { phraseIn, table, type AmountReader, type Place } from './amounts.ts'
import { number, spans } from './english-words.ts'

/** “twenty four seven”, “fifty fifty”, “nine to five”. */
const idioms = table<string>([
  ['twenty four seven', '24/7'],
  ['fifty fifty', '50-50'],
  ['ten four', 'ten four'],
  ['one two', 'one two'],
  ['three d', '3D'],
  ['two d', '2D'],
  ['mp three', 'MP3'],
  ['mp four', 'MP4'],
  ['covid nineteen', 'COVID-19'],
  ['covid 19', 'COVID-19'],
  ['nine eleven', '9/11'],
])
export const readIdiom: AmountReader = ({ run, before }) => {
  const counting = countingAt(run)
  if (
    counting > 0 &&
    !/^(?:number|code|pin|is|dial|call|account|room|page|on|at|extension|flight)$/.test(before.at(-1) ?? '')
  ) {
    return { text: run.slice(0, counting).join(' '), words: counting }
  }
  const found = phraseIn(idioms, run, 0)
  const longer = found && number(run)
  return found && (longer?.words ?? 0) <= found.words ? { text: found.value, words: found.words } : undefined
}

const figures = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** How many words count up or down one by one: “three two one”. Three of them; more are figures of a number. */
function countingAt(run: readonly string[]): number {
  const values: number[] = []
  for (const word of run) {
    const value = figures.indexOf(word)
    if (value < 0) break
    values.push(value)
  }
  const step = (values[1] ?? 0) - (values[0] ?? 0)
  const even =
    Math.abs(step) === 1 &&
    values.every((value, index) => index === 0 || value - (values[index - 1] ?? 0) === step)
  return even && values.length === 3 ? values.length : 0
}

/** “plus four four …” and long runs of figures. */
export const readPhone: AmountReader = ({ run, before }) => {
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
export function likely({ run, before }: Place): SpokenNumber | undefined {
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

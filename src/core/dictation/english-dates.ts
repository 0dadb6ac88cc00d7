/** English dates and decades in figures. */
import type { SpokenNumber } from '../numerals/index.ts'
import type { AmountReader } from './amounts.ts'
import { months, number, wordlike } from './english-words.ts'

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
export const readDate: AmountReader = ({ run, before }) => {
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
        /^(?:i|you|we|they|he|she|it|to|will|that|who|which)$/.test(before.at(-1) ?? '') &&
        !(before.at(-1) === 'to' && before.some((word) => months.has(word)))
      // “may the best one win”
      const wish =
        ambiguous &&
        the > 0 &&
        which === undefined &&
        !/^(?:on|by|until|till|from|of|before|after|since|is|was|for|to)$/.test(before.at(-1) ?? '')
      if (plausible && !verb && !wish) {
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
export const readDecade: AmountReader = ({ run }) => {
  const century = number(run.slice(0, 1))?.value ?? 0
  if (run[1] === 'hundreds' && century >= 11 && century <= 20) return { text: `${century}00s`, words: 2 }
  const decade = decades[run[1] ?? '']
  return decade !== undefined && century >= 11 && century <= 20
    ? { text: `${century}${decade}s`, words: 2 }
    : undefined
}

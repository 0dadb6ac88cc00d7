/**
 * What somebody means who types (or says) "speed 2", "page 12", "skip citations" or "next par": commands that fit, best
 * first, with the arguments that stand behind the name. Pure.
 */
import { type CommandField, commandFields } from '../../contract/command-fields.ts'
import { type CommandId, commandSchema } from '../../contract/commands.ts'
import { foldText, matchScore } from '../ui/word-match.ts'

export interface Nameable {
  readonly id: CommandId
  /** All that it may be called, in the user's language and in English. */
  readonly names: readonly string[]
}

export interface Suggestion {
  readonly id: CommandId
  readonly args: Readonly<Record<string, string | number>> | undefined
  /** More than 0, up to 1. */
  readonly score: number
}

/** Words for a value that can be chosen, in the user's language. */
export type ChoiceNames = (value: string) => readonly string[]

/** Words that belong to a number or join it to the name, and say nothing else. */
const fillers = new Set(
  (
    'to at by in of the for percent minutes minute seconds second times words a per wpm x ' +
    'auf um zu in von der die das für prozent minuten minute sekunden sekunde mal fach wörter pro'
  )
    .split(' ')
    .map(foldText),
)

/** Finding nothing better than this for the name, no argument is looked for behind it. */
const leastForName = 0.5
/** A choice must be named this clearly. */
const leastForChoice = 0.55
/** An argument of any words fits everything, so a plain name comes before it; a number hardly ever fits by chance. */
const trust = { number: 0.98, refused: 0.975, choice: 0.97, text: 0.88 } as const

interface Tail {
  readonly args: Record<string, string | number>
  readonly kind: keyof typeof trust
}

function readNumber(token: string): number | undefined {
  const match = /^(\d+(?:[.,]\d+)?)(?:%|x|×|wpm)?$/i.exec(token)
  return match?.[1] === undefined ? undefined : Number(match[1].replace(',', '.'))
}

/** The field that a number is for: the one that its sign names, else the first that takes it. */
function numberFields(fields: readonly CommandField[], token: string): readonly CommandField[] {
  const numbers = fields.filter(({ kind }) => kind === 'number')
  const named = token.endsWith('%')
    ? 'percent'
    : /[x×]$/i.test(token)
      ? 'speed'
      : token.toLowerCase().endsWith('wpm')
        ? 'wpm'
        : ''
  const own = numbers.filter(({ name }) => name === named)
  return own.length > 0 ? own : [...numbers, ...fields.filter(({ kind }) => kind === 'text')]
}

/** The choice that tokens begin with, and how many of them name it. */
function readChoice(field: CommandField, tokens: readonly string[], namesOf: ChoiceNames) {
  for (let length = Math.min(4, tokens.length); length > 0; length--) {
    const said = tokens.slice(0, length).join(' ')
    let best: { readonly value: string; readonly length: number; readonly score: number } | undefined
    for (const value of field.choices)
      for (const name of [value, ...namesOf(value)]) {
        const score = matchScore(name, said)
        if (score >= leastForChoice && score > (best?.score ?? 0)) best = { value, length, score }
      }
    if (best) return best
  }
  return undefined
}

function readTail(id: CommandId, tokens: readonly string[], namesOf: ChoiceNames): Tail | undefined {
  const fields = commandFields(id)
  const fits = (args: Record<string, string | number>) => commandSchema(id).safeParse(args).success
  const plain = tokens.filter((token) => !fillers.has(foldText(token)))
  const [only, ...others] = plain
  const number = only === undefined || others.length > 0 ? undefined : readNumber(only)
  if (only !== undefined && number !== undefined)
    for (const { name, kind } of numberFields(fields, only)) {
      const args = { [name]: kind === 'number' ? number : only }
      if (fits(args)) return { args, kind: 'number' }
    }

  const args: Record<string, string | number> = {}
  const left: string[] = []
  let kind: Tail['kind'] = 'choice'
  for (let at = 0; at < tokens.length;) {
    const open = fields.filter(({ name, kind: own }) => own === 'choice' && !(name in args))
    let found: { readonly name: string; readonly value: string; readonly length: number } | undefined
    for (const field of open) {
      const choice = readChoice(field, tokens.slice(at), namesOf)
      if (choice && choice.length > (found?.length ?? 0)) found = { name: field.name, ...choice }
    }
    const value = readNumber(tokens[at] ?? '')
    const [target] = value === undefined ? [] : numberFields(fields, tokens[at] ?? '')
    if (found) {
      args[found.name] = found.value
      at += found.length
    } else {
      if (value !== undefined && target?.kind === 'number' && !(target.name in args))
        args[target.name] = value
      else left.push(tokens[at] ?? '')
      at++
    }
  }
  const text = fields.find((field) => field.kind === 'text' && !(field.name in args))
  if (left.some((token) => !fillers.has(foldText(token)))) {
    if (!text) return undefined
    args[text.name] = left.join(' ')
    kind = 'text'
  }
  return Object.keys(args).length > 0 && fits(args) ? { args, kind } : undefined
}

const bestName = (names: readonly string[], text: string) =>
  names.reduce((best, name) => Math.max(best, matchScore(name, text)), 0)

/** Commands that `typed` may mean, best first; each once. Nothing typed means nothing. */
export function suggestCommands(
  typed: string,
  commands: readonly Nameable[],
  namesOf: ChoiceNames,
): readonly Suggestion[] {
  const tokens = typed.trim().split(/\s+/).filter(Boolean)
  const found: Suggestion[] = []
  for (const { id, names } of commands) {
    let best: Suggestion | undefined
    const whole = bestName(names, typed)
    if (whole > 0) best = { id, args: undefined, score: whole }
    for (let length = tokens.length - 1; length > 0 && commandFields(id).length > 0; length--) {
      const name = bestName(names, tokens.slice(0, length).join(' '))
      if (name < leastForName) continue
      const tail = readTail(id, tokens.slice(length), namesOf)
      const score = tail ? name * trust[tail.kind] : 0
      if (tail && score > (best?.score ?? 0)) best = { id, args: tail.args, score }
      // “speed 9”: the speed was meant, and its form says what it can be, rather than “faster” by 9 steps.
      const [only] = tokens.slice(length)
      const refused = !tail && tokens.length === length + 1 && readNumber(only ?? '') !== undefined
      const takesNumbers = commandFields(id).some(({ kind }) => kind === 'number')
      if (refused && takesNumbers && name * trust.refused > (best?.score ?? 0))
        best = { id, args: undefined, score: name * trust.refused }
    }
    if (best) found.push(best)
  }
  return found.toSorted((a, b) => b.score - a.score)
}

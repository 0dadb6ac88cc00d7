/**
 * What an utterance orders, if it is an order at all.
 *
 * First each reading of it (without politeness, without hesitation) is held against all phrases word for word; then
 * nearly, with a price on every deviation. What is too far from every phrase is no order: a false command is worse than
 * one that has to be said again.
 */
import { commandSchema, commands, isCommandId } from '../../contract/commands.ts'
import type { CommandLanguage, HeardCommand, HearingContext, Understood } from '../../contract/hearing.ts'
import { exactMatches, nearMatches, type Match } from './match.ts'
import { phrasesFor } from './phrases/index.ts'
import { orders, tokensOf, type CommandToken } from './tokens.ts'
import type { Sentence } from './values/value.ts'

export interface UnderstandOptions {
  readonly language: CommandLanguage
  readonly context?: HearingContext
}

/** Below this, a reading is offered as an alternative at most. */
export const leastConfidence = 0.55
/** The longest order is short; only notes and what is looked for may be long. */
const mostWords = 40
const mostAlternatives = 5

export const noContext: HearingContext = {
  chapters: [],
  bookmarks: [],
  documents: [],
  voices: [],
  profiles: [],
  words: [],
}

/** @param text as typed or recognised, at most a few sentences */
export function understandText(
  text: string,
  { language, context = noContext }: UnderstandOptions,
): HeardCommand {
  const phrases = phrasesFor(language)
  const tokens = tokensOf(text, language)
  const heard = text.trim()
  if (tokens.length === 0) return { command: null, arguments: {}, confidence: 0, heard, alternatives: [] }
  const readings = orders(tokens, language).map((order) => sentenceOf(text, order, language, context))
  const found = new Map<string, Understood>()
  const take = (match: Match, confidence: number) => {
    const understood = settled(match, confidence, context)
    if (!understood) return
    const key = JSON.stringify([understood.command, understood.arguments])
    const known = found.get(key)
    if (!known || known.confidence < understood.confidence) found.set(key, understood)
  }
  for (const reading of readings) {
    for (const match of exactMatches(phrases, reading).matches) take(match, surely(match))
  }
  if (![...found.values()].some(({ confidence }) => confidence > 0.85)) {
    const shortest = readings.reduce((least, each) => (each.words.length < least.words.length ? each : least))
    if (shortest.words.length <= mostWords) {
      for (const match of nearMatches(phrases, shortest)) take(match, nearly(match))
    }
  }
  if (![...found.values()].some(({ confidence }) => confidence >= leastConfidence)) {
    const twice = saidTwice(text, { language, context })
    if (twice) return { ...twice, heard }
  }
  const ranked = [...found.values()].toSorted(better)
  const [best, ...others] = ranked
  const alternatives = others.slice(0, mostAlternatives)
  if (best && best.confidence >= leastConfidence) return { ...best, heard, alternatives }
  return {
    command: null,
    arguments: {},
    confidence: best?.confidence ?? 0,
    heard,
    alternatives: ranked.slice(0, mostAlternatives),
  }
}

/** The surer first; of the same command, the one that takes more of what was said. */
function better(a: Understood, b: Understood): number {
  const details =
    a.command === b.command ? Object.keys(b.arguments).length - Object.keys(a.arguments).length : 0
  return b.confidence - a.confidence || details
}

/** “I can't hear you, turn it up”: two sentences that mean the same order. */
function saidTwice(text: string, options: UnderstandOptions): HeardCommand | undefined {
  const parts = text.split(/[,;.!?–]\s+/).filter((part) => /\p{L}/u.test(part))
  if (parts.length !== 2) return undefined
  const [first, second] = parts.map((part) => understandText(part, options))
  if (!first || !second || first.command === null || first.command !== second.command) return undefined
  const fuller = Object.keys(first.arguments).length > Object.keys(second.arguments).length ? first : second
  return { ...fuller, confidence: Math.min(first.confidence, second.confidence) * 0.95 }
}

export function sentenceOf(
  text: string,
  tokens: readonly CommandToken[],
  language: CommandLanguage,
  context: HearingContext,
): Sentence {
  return { text, language, context, tokens, words: tokens.map(({ word }) => word) }
}

/** Word for word: free text in it is the only doubt. */
function surely({ cost, weight }: Match): number {
  return Math.max(0.3, 0.995 - cost - 0.001 * Math.max(0, 3 - weight))
}

/** A command that takes any words fits nearly everything: it must be surer than others. */
const leastFree = 0.7
/** And one that changes something, surer still: “no matter” is no “no back matter”. */
const leastChange = 0.8

/** What changes something is not guessed at; a bookmark too many harms nobody. */
function careful(command: string): boolean {
  const risk = known.get(command)?.risk
  return (risk === 'changes' || risk === 'outside') && command !== 'add_bookmark'
}

/** Nearly: the cost counts the more, the less else was matched. */
function nearly({ command, cost, weight, free }: Match): number {
  if (weight < 0.5) return 0
  // what is only nearly right never counts as certain
  const confidence = Math.max(0, Math.min(0.89, 0.95 - cost / (0.55 + 0.25 * Math.min(4, weight))))
  const least = careful(command) ? leastChange : free ? leastFree : 0
  return confidence < least ? Math.min(confidence, leastConfidence - 0.01) : confidence
}

const known = new Map(commands.map((command) => [command.id as string, command]))

/** With arguments as the command's schema has them, or nothing where they do not fit it. */
function settled(match: Match, confidence: number, context: HearingContext): Understood | undefined {
  const { command } = match
  if (!isCommandId(command)) return { command, arguments: { ...match.args }, confidence }
  const parsed = commandSchema(command).safeParse(match.args)
  if (!parsed.success) return undefined
  // of two that are equally likely, the one that can be given now
  const available = !context.commands || context.commands.includes(command)
  const elsewhere = context.commands === undefined && known.get(command)?.where === 'dictation'
  const rank = available ? (elsewhere ? 0.002 : 0) : 0.08
  return {
    command,
    arguments: parsed.data as Record<string, unknown>,
    confidence: Math.round(Math.min(1, Math.max(0, confidence - rank)) * 1000) / 1000,
  }
}

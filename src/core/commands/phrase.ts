/** A language's phrases as data, and what is built of them once: trees, a network, and how much each word tells. */
import { isCommandId } from '../../contract/commands.ts'
import type { CommandLanguage } from '../../contract/hearing.ts'
import { buildNetwork, type Arc, type Network } from './network.ts'
import { letterShape } from './similarity.ts'
import { parseTemplate, type Node, type TemplateParts } from './template.ts'

export interface PhraseRow {
  readonly command: string
  /** Arguments that the phrase itself settles. */
  readonly args?: Readonly<Record<string, unknown>>
  /** How it is said plainly: the recogniser's grammar and the list of what can be said have these. */
  readonly say?: readonly string[]
  /** How it may be put besides: for the understanding of text only. */
  readonly also?: readonly string[]
}

export interface PhraseTable extends TemplateParts {
  readonly rows: readonly PhraseRow[]
  /** Words that tell hardly anything by themselves: articles, prepositions, auxiliaries. */
  readonly small: ReadonlySet<string>
  /** Words that turn an order into something else: negation, the past, other people. */
  readonly turning: ReadonlySet<string>
  /** Words that begin a question: an order that is nearly one may not skip them. */
  readonly asking: ReadonlySet<string>
}

export interface Phrase {
  readonly command: string
  readonly args: Readonly<Record<string, unknown>>
  readonly tree: Node
  /** Whether the grammar has it. */
  readonly said: boolean
  /** Its command belongs to a later part of the app: understood, never carried out. */
  readonly later: boolean
}

export interface Phrases {
  readonly language: CommandLanguage
  readonly phrases: readonly Phrase[]
  readonly network: Network
  readonly table: PhraseTable
  /** How much each word of the network's vocabulary tells, 0 to 1. */
  readonly weights: Float32Array
  /** Arcs that a sentence can begin with, by the number of their word; those of slots under -1. */
  readonly first: ReadonlyMap<number, readonly Arc[]>
  /** Phrases with a slot for a number of some kind. */
  readonly counting: readonly number[]
  /** Letters of each word, see `letterShape`. */
  readonly shapes: readonly number[]
  /** Phrases that hold a word, by its number. */
  readonly holders: readonly (readonly number[])[]
}

const numeric =
  /^(?:count|few|percent|share|level|size|speed|namedSpeed|timesSpeed|rate|seconds|minutes|page|chapterNumber|ordinal|plain)$/
function takesNumber(node: Node): boolean {
  if (node.type === 'slot') return numeric.test(node.kind)
  return node.type === 'all' || node.type === 'one' ? node.nodes.some(takesNumber) : false
}

export function buildPhrases(language: CommandLanguage, table: PhraseTable): Phrases {
  const phrases = table.rows.flatMap(({ command, args = {}, say = [], also = [] }) => {
    const phrase =
      (said: boolean) =>
      (text: string): Phrase => ({
        command,
        args,
        tree: parseTemplate(text, table),
        said,
        later: !isCommandId(command),
      })
    return [...say.map(phrase(true)), ...also.map(phrase(false))]
  })
  const network = buildNetwork(phrases.map(({ tree }) => tree))
  const commandsOf = network.words.map(() => new Set<string>())
  const holdersOf = network.words.map(() => new Set<number>())
  for (const state of network.states) {
    const phrase = phrases[state.phrase]
    for (const { word } of state.arcs) {
      if (word === undefined || !phrase) continue
      commandsOf[word]?.add(phrase.command)
      holdersOf[word]?.add(state.phrase)
    }
  }
  const all = new Set(phrases.map(({ command }) => command)).size
  // as in document retrieval: what occurs in few commands tells more; 1 for one command, 0 for all
  const weights = Float32Array.from(commandsOf, (commands, word) =>
    table.small.has(network.words[word]!) ? 0.1 : Math.max(0.15, 1 - Math.log(commands.size) / Math.log(all)),
  )
  const first = new Map<number, Arc[]>()
  for (const start of network.starts) {
    for (const arc of network.states[start]?.arcs ?? []) {
      const known = first.get(arc.word ?? -1)
      if (known) known.push(arc)
      else first.set(arc.word ?? -1, [arc])
    }
  }
  const counting = phrases.flatMap(({ tree }, phrase) => (takesNumber(tree) ? [phrase] : []))
  return {
    language,
    counting,
    first,
    shapes: network.words.map(letterShape),
    phrases,
    network,
    table,
    weights,
    holders: holdersOf.map((set) => [...set]),
  }
}

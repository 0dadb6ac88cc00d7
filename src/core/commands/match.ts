/**
 * Ways through the network of phrases that a sentence takes: exactly, or nearly at a cost.
 *
 * Costs add up along a way. 0: word for word. A small word too many or too few costs about 0.1, a word that sounds like
 * the right one 0.1 to 0.5, a telling word that is missing up to 1.2, and one that no phrase has 0.9: an order with one
 * such word too many is about as likely to be no order at all.
 */
import { alike, letterShape, mayBeAlike } from './similarity.ts'
import type { Phrases } from './phrase.ts'
import { nearNoise } from './tokens.ts'
import type { Arc, Settled } from './network.ts'
import type { Node } from './template.ts'
import { kinds, notNamed } from './values/index.ts'
import type { Reading, Sentence } from './values/value.ts'

export interface Match {
  readonly command: string
  readonly args: Readonly<Record<string, unknown>>
  readonly cost: number
  /** Weight of the words that were matched, 1 for a word that only one command has. */
  readonly weight: number
  readonly phrase: number
  /** It holds words that could be any. */
  readonly free: boolean
}

interface Way {
  readonly cost: number
  readonly weight: number
  readonly settled: Settled
}

/** Slot values at each place, read once for a sentence. */
function reader(sentence: Sentence): (kind: string, at: number) => readonly Reading[] {
  const known = new Map<string, readonly Reading[]>()
  return (kind, at) => {
    const key = `${kind} ${at}`
    const before = known.get(key)
    if (before) return before
    const read = kinds[kind]
    if (!read) throw new Error(`no kind of value “${kind}”`)
    const readings = read(sentence, at)
    known.set(key, readings)
    return readings
  }
}

/** Follows all phrases word for word. `only` limits them. */
export function exactMatches(
  phrases: Phrases,
  sentence: Sentence,
  only: (phrase: number) => boolean = () => true,
): { matches: Match[]; open: number[] } {
  const { network } = phrases
  const { words } = sentence
  const read = reader(sentence)
  const numbers = words.map((word) => network.vocabulary.get(word))
  const ways: Map<number, Way>[] = Array.from({ length: words.length + 1 }, () => new Map())
  const take = (at: number, arc: Arc, way: Way) => {
    if (arc.slot) {
      for (const { length, value, cost } of read(arc.slot.kind, at)) {
        const settles = { ...arc.settles, [arc.slot.name]: value }
        keep(ways[at + length]!, arc.to, step(way, cost, 0.3, settles))
      }
    } else if (arc.word !== undefined && arc.word === numbers[at]) {
      keep(ways[at + 1]!, arc.to, step(way, 0, phrases.weights[arc.word]!, arc.settles))
    }
  }
  const nowhere: Way = { cost: 0, weight: 0, settled: {} }
  for (const first of [...(phrases.first.get(numbers[0] ?? -2) ?? []), ...(phrases.first.get(-1) ?? [])]) {
    if (words.length > 0 && only(network.states[first.to]!.phrase)) take(0, first, nowhere)
  }
  for (let at = 1; at < words.length; at++) {
    for (const [number, way] of ways[at]!) for (const arc of network.states[number]!.arcs) take(at, arc, way)
  }
  const last = ways[words.length]!
  return { matches: finals(phrases, last), open: [...last.keys()] }
}

function step(way: Way, cost: number, weight: number, settles: Settled | undefined): Way {
  return {
    cost: way.cost + cost,
    weight: way.weight + weight,
    settled: settles ? { ...way.settled, ...settles } : way.settled,
  }
}

function keep(ways: Map<number, Way>, state: number, way: Way): boolean {
  const known = ways.get(state)
  if (known && (known.cost < way.cost || (known.cost === way.cost && known.weight >= way.weight)))
    return false
  ways.set(state, way)
  return true
}

/** Whether going on at a price is affordable and might be better than what is known. */
function worth(ways: ReadonlyMap<number, Way>, state: number, way: Way, price: number): boolean {
  const cost = way.cost + price
  return cost <= budget && !((ways.get(state)?.cost ?? Infinity) < cost)
}

function finals(phrases: Phrases, ways: ReadonlyMap<number, Way>): Match[] {
  const found: Match[] = []
  for (const [number, { cost, weight, settled }] of ways) {
    const state = phrases.network.states[number]!
    const phrase = phrases.phrases[state.phrase]!
    if (!state.final) continue
    const args = { ...phrase.args, ...settled, ...state.final }
    found.push({
      command: phrase.command,
      args,
      cost,
      weight,
      phrase: state.phrase,
      free: holdsFree(phrase.tree),
    })
  }
  return found.toSorted((a, b) => a.cost - b.cost || b.weight - a.weight)
}

/** More than this is another sentence. */
const budget = 0.75
/** So many phrases are looked at closely. */
const closeLook = 80
/** What a number in a sentence is worth for phrases that take one, when those to look at are chosen. */
const countingBonus = 0.6

const insertion = { small: 0.1, known: 0.7, unknown: 0.85, turning: 9 }
/** A missing word costs this times what it tells, and something for being missing at all. */
const deletion = { least: 0.08, telling: 1.0 }
/** What a slot reads in a sentence that is not quite right is doubted the more if it could be anything. */
export const loose: ReadonlySet<string> = new Set([
  'words',
  'words3',
  'sought',
  'document',
  'chapter',
  'bookmark',
  'voice',
  'profile',
  'word',
  'pageWord',
])

const freeTrees = new WeakMap<Node, boolean>()
function holdsFree(node: Node): boolean {
  const known = freeTrees.get(node)
  if (known !== undefined) return known
  const found =
    node.type === 'slot'
      ? loose.has(node.kind)
      : node.type === 'all' || node.type === 'one'
        ? node.nodes.some(holdsFree)
        : false
  freeTrees.set(node, found)
  return found
}

/** Likeness of each word of a sentence to each word of the phrases, where it is worth anything. */
function likenesses(phrases: Phrases, sentence: Sentence): ReadonlyMap<number, number>[] {
  const { network, language } = phrases
  return sentence.words.map((word) => {
    const found = new Map<number, number>()
    const own = network.vocabulary.get(word)
    if (own !== undefined) found.set(own, 1)
    const shape = letterShape(word)
    if (word.length > 2 && !/^\d/.test(word)) {
      for (const [number, other] of network.words.entries()) {
        if (number === own || other.length < 3) continue
        if (!mayBeAlike(shape, phrases.shapes[number]!, word, other)) continue
        const likeness = alike(word, other, language)
        // a word that is in the vocabulary itself was rarely meant for another
        if (likeness >= (own === undefined ? 0.62 : 0.78))
          found.set(number, own === undefined ? likeness : likeness - 0.15)
      }
    }
    return found
  })
}

/** Ways that deviate a little, cheapest first. */
export function nearMatches(phrases: Phrases, sentence: Sentence): Match[] {
  const { network, weights, table } = phrases
  const { words } = sentence
  const near = likenesses(phrases, sentence)
  const read = reader(sentence)
  const scores = new Map<number, number>()
  for (const found of near) {
    const best = new Map<number, number>()
    for (const [word, likeness] of found) {
      for (const phrase of phrases.holders[word]!) {
        best.set(phrase, Math.max(best.get(phrase) ?? 0, likeness * weights[word]!))
      }
    }
    for (const [phrase, score] of best) scores.set(phrase, (scores.get(phrase) ?? 0) + score)
  }
  if (words.some((_word, at) => read('plain', at).length > 0)) {
    for (const phrase of phrases.counting) scores.set(phrase, (scores.get(phrase) ?? 0) + countingBonus)
  }
  const chosen = new Set(
    [...scores]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, closeLook)
      .map(([phrase]) => phrase),
  )
  const insertions = words.map((word, place) => {
    if (place === 0 && table.asking.has(word)) return insertion.turning
    if (table.turning.has(word)) return insertion.turning
    if (table.small.has(word) || nearNoise(word, phrases.language)) return insertion.small
    return network.vocabulary.has(word) ? insertion.known : insertion.unknown
  })
  const ways: Map<number, Way>[] = Array.from({ length: words.length + 1 }, () => new Map())
  for (const start of network.starts) {
    if (chosen.has(network.states[start]!.phrase)) ways[0]!.set(start, { cost: 0, weight: 0, settled: {} })
  }
  for (let at = 0; at <= words.length; at++) {
    const here = ways[at]!
    const queue = [...here.keys()]
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      const way = here.get(number)!
      for (const arc of network.states[number]!.arcs) {
        if (arc.word !== undefined) {
          const likeness = at < words.length ? near[at]!.get(arc.word) : undefined
          if (likeness !== undefined) {
            const told = weights[arc.word]!
            const next = step(way, (1 - likeness) * (0.6 + told), told * likeness, arc.settles)
            if (next.cost <= budget) keep(ways[at + 1]!, arc.to, next)
          }
          const missing = step(
            way,
            deletion.least + deletion.telling * (weights[arc.word]! - 0.1),
            0,
            arc.settles,
          )
          if (missing.cost <= budget && keep(here, arc.to, missing)) queue.push(arc.to)
        } else if (arc.slot) {
          // “find my keys”: a word that was passed over says that no name follows
          if (loose.has(arc.slot.kind) && notNamed[phrases.language].has(words[at - 1] ?? '')) continue
          for (const { length, value, cost } of read(arc.slot.kind, at)) {
            const doubt = loose.has(arc.slot.kind) && cost > 0.05 ? 0.3 : 0
            const next = step(way, cost + doubt, 0.3, { ...arc.settles, [arc.slot.name]: value })
            if (next.cost <= budget) keep(ways[at + length]!, arc.to, next)
          }
        }
      }
      const over = insertions[at]
      if (over !== undefined && worth(ways[at + 1]!, number, way, over)) {
        keep(ways[at + 1]!, number, step(way, over, 0, undefined))
      }
    }
  }
  return finals(phrases, ways[words.length]!)
}

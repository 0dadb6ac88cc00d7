/** Templates as networks of words: what can come next from each place. All of a language's phrases make one network. */
import type { Node } from './template.ts'

/** Arguments that taking an arc settles. */
export type Settled = Readonly<Record<string, unknown>>

export interface Arc {
  readonly to: number
  /** Number of a word in `vocabulary`, or undefined for a slot. */
  readonly word?: number
  readonly slot?: { readonly name: string; readonly kind: string }
  readonly settles?: Settled
}

export interface State {
  /** Which phrase it belongs to. */
  readonly phrase: number
  readonly arcs: readonly Arc[]
  /** Whether a sentence may end here, and what that settles. */
  readonly final?: Settled
}

export interface Network {
  readonly states: readonly State[]
  /** The first state of each phrase, by its number. */
  readonly starts: readonly number[]
  readonly vocabulary: ReadonlyMap<string, number>
  readonly words: readonly string[]
}

interface Loose {
  readonly steps: { to: number; word?: number; slot?: { name: string; kind: string }; settles?: Settled }[]
}

/** Joins templates, numbered in their order, into a network without empty arcs. */
export function buildNetwork(templates: readonly Node[]): Network {
  const vocabulary = new Map<string, number>()
  const states: State[] = []
  const starts: number[] = []
  for (const [phrase, template] of templates.entries()) {
    const loose: Loose[] = []
    const fresh = () => loose.push({ steps: [] }) - 1
    const numbered = (word: string) => {
      const known = vocabulary.get(word)
      if (known !== undefined) return known
      vocabulary.set(word, vocabulary.size)
      return vocabulary.size - 1
    }
    /** Between two places; alternatives share both, which keeps the network small. */
    const lay = (node: Node, from: number, to: number): void => {
      const steps = loose[from]?.steps
      switch (node.type) {
        case 'word':
          steps?.push({ to, word: numbered(node.word) })
          return
        case 'slot':
          steps?.push({ to, slot: { name: node.name, kind: node.kind } })
          return
        case 'all': {
          let at = from
          node.nodes.forEach((each, index) => {
            const next = index === node.nodes.length - 1 ? to : fresh()
            lay(each, at, next)
            at = next
          })
          if (node.nodes.length === 0) steps?.push({ to })
          return
        }
        case 'one':
          for (const each of node.nodes) lay(each, from, to)
          return
        case 'list':
          for (const [value, each] of node.options) {
            const chosen = fresh()
            lay(each, from, chosen)
            loose[chosen]?.steps.push({ to, settles: { [node.name]: value } })
          }
      }
    }
    const start = fresh()
    const end = fresh()
    lay(template, start, end)
    starts.push(tighten(loose, start, end, phrase, states))
  }
  return { states, starts, vocabulary, words: [...vocabulary.keys()] }
}

/** Takes out empty steps: a state is kept where a word or slot leads to it. @returns the start's number */
function tighten(loose: readonly Loose[], start: number, end: number, phrase: number, into: State[]): number {
  const kept = new Map<number, number>()
  const first = into.length
  const queue = [start]
  const place = (old: number) => {
    const known = kept.get(old)
    if (known !== undefined) return known
    const number = first + kept.size
    kept.set(old, number)
    if (old !== start) queue.push(old)
    return number
  }
  place(start)
  const built: State[] = []
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const arcs: Arc[] = []
    let final: Settled | undefined
    const seen = new Set<string>()
    const follow = (at: number, settled: Settled) => {
      if (at === end) final ??= settled
      for (const step of loose[at]?.steps ?? []) {
        if (step.word === undefined && !step.slot) {
          follow(step.to, step.settles ? { ...settled, ...step.settles } : settled)
          continue
        }
        const key = `${step.to} ${step.word ?? ''} ${JSON.stringify(settled)}`
        if (seen.has(key)) continue
        seen.add(key)
        arcs.push({
          to: place(step.to),
          ...(step.word !== undefined && { word: step.word }),
          ...(step.slot && { slot: step.slot }),
          ...(Object.keys(settled).length > 0 && { settles: settled }),
        })
      }
    }
    follow(next, {})
    built[place(next) - first] = { phrase, arcs, ...(final && { final }) }
  }
  into.push(...built)
  return first
}

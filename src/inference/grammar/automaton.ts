/**
 * A grammar as the smallest automaton that takes the same utterances.
 *
 * SoundSwallower makes a state of every word of every rule, again for each place that the rule is used in, and goes through
 * all states in every frame. The commands of a view have some thousands of states that way and some hundreds as an
 * automaton in which what goes on alike is one: they compile and decode in a fraction of the time and memory.
 */

/** State 0 is where an utterance begins. */
export interface Automaton {
  /** For each state its words and where they lead. */
  readonly arcs: readonly ReadonlyMap<string, number>[]
  readonly accepting: readonly boolean[]
}

const piece =
  /\/\/[^\n]*|\/\*[^]*?\*\/|<[^<>]+>|\{(?:\\.|[^}])*\}|\/\d*(?:\.\d+)?(?:e-?\d+)?\/|"(?:\\.|[^"])*"|[=;|*+()[\]]|[^\s=;|*+<>()[\]{}*/"]+/gu

interface Rule {
  readonly public: boolean
  readonly tokens: readonly string[]
}

function rulesOf(jsgf: string): Map<string, Rule> {
  const header = /^\s*#JSGF[^;]*;\s*(?:\/\/[^\n]*\n\s*)*grammar\s+[^;]+;/u.exec(jsgf)
  const rules = new Map<string, Rule>()
  let tokens: string[] = []
  for (const [text] of jsgf.slice(header?.[0].length ?? 0).matchAll(piece)) {
    if (/^(?:\/\/|\/\*|\{)/.test(text)) continue
    if (text !== ';') {
      tokens.push(text)
      continue
    }
    const open = tokens[0] === 'public'
    const [name = '', equals, ...body] = open ? tokens.slice(1) : tokens
    if (equals !== '=' || !/^<.+>$/.test(name)) throw new Error('A rule of the grammar has no name.')
    rules.set(name, { public: open, tokens: body })
    tokens = []
  }
  if (tokens.length > 0) throw new Error('The last rule of the grammar does not end.')
  return rules
}

/** Arcs without a word are `free`. */
interface Node {
  readonly words: (readonly [word: string, to: number])[]
  readonly free: number[]
}

function nodesOf(rules: ReadonlyMap<string, Rule>, start: string): { nodes: Node[]; end: number } {
  const nodes: Node[] = []
  const node = (): number => nodes.push({ words: [], free: [] }) - 1
  const inside = new Set<string>()

  /** Puts a rule between two nodes. */
  function rule(name: string, from: number, to: number): void {
    if (name === '<NULL>') return void nodes[from]!.free.push(to)
    if (name === '<VOID>') return
    const found = rules.get(name)
    if (!found) throw new Error(`The grammar has no rule ${name}.`)
    if (inside.has(name)) throw new Error(`The rule ${name} contains itself.`)
    inside.add(name)
    const end = alternatives(found.tokens, 0, from, to)
    if (end !== found.tokens.length) throw new Error(`The rule ${name} ends too early.`)
    inside.delete(name)
  }
  function alternatives(tokens: readonly string[], at: number, from: number, to: number): number {
    let next = sequence(tokens, at, from, to)
    while (tokens[next] === '|') next = sequence(tokens, next + 1, from, to)
    return next
  }
  function sequence(tokens: readonly string[], at: number, from: number, to: number): number {
    let here = from
    let next = at
    for (; next < tokens.length && !/^[|)\]]$/.test(tokens[next]!);) {
      if (/^\/.*\/$/.test(tokens[next]!)) throw new Error('Weights are not for an automaton.')
      const [before, after] = [node(), node()]
      nodes[here]!.free.push(before)
      const token = tokens[next]!
      if (token === '(' || token === '[') {
        next = alternatives(tokens, next + 1, before, after)
        if (tokens[next] !== (token === '(' ? ')' : ']'))
          throw new Error('A bracket of the grammar is not closed.')
        if (token === '[') nodes[before]!.free.push(after)
      } else if (token.startsWith('<')) rule(token, before, after)
      else if (/^[=*+;"]/.test(token)) throw new Error(`The grammar has a stray ${token}.`)
      else nodes[before]!.words.push([token, after])
      next++
      if (tokens[next] === '*' || tokens[next] === '+') {
        nodes[after]!.free.push(before)
        if (tokens[next] === '*') nodes[before]!.free.push(after)
        next++
      }
      here = after
    }
    nodes[here]!.free.push(to)
    return next
  }

  const [first, end] = [node(), node()]
  rule(start, first, end)
  return { nodes, end }
}

/** Everything that can be reached from `from` without a word, sorted. */
function reached(nodes: readonly Node[], from: Iterable<number>): number[] {
  const found = new Set(from)
  for (const each of found) for (const next of nodes[each]!.free) found.add(next)
  // Only those that go on by a word, or end, tell one set from another.
  return [...found].toSorted((one, other) => one - other)
}

/** One state for each set of nodes that the same words lead to. */
function determined(nodes: readonly Node[], end: number): Automaton {
  const numbers = new Map<string, number>()
  const sets: number[][] = []
  const arcs: Map<string, number>[] = []
  const stateOf = (set: readonly number[]): number => {
    const telling = set.filter((each) => each === end || nodes[each]!.words.length > 0)
    const key = telling.join(' ')
    let number = numbers.get(key)
    if (number === undefined) {
      number = sets.push(telling) - 1
      numbers.set(key, number)
    }
    return number
  }
  stateOf(reached(nodes, [0]))
  for (let state = 0; state < sets.length; state++) {
    const leads = new Map<string, number[]>()
    for (const each of sets[state]!)
      for (const [word, to] of nodes[each]!.words) {
        const known = leads.get(word)
        if (known) known.push(to)
        else leads.set(word, [to])
      }
    arcs.push(new Map(Array.from(leads, ([word, to]) => [word, stateOf(reached(nodes, to))])))
  }
  return { arcs, accepting: sets.map((set) => set.includes(end)) }
}

/** States that go on alike become one (Moore's refinement of classes). */
function minimised({ arcs, accepting }: Automaton): Automaton {
  let classes = accepting.map(Number)
  for (let count = new Set(classes).size; ;) {
    const numbers = new Map<string, number>()
    const next = arcs.map((leads, state) => {
      const parts = Array.from(leads, ([word, to]) => `${word} ${classes[to]}`).toSorted()
      const key = `${classes[state]}|${parts.join('|')}`
      let number = numbers.get(key)
      if (number === undefined) numbers.set(key, (number = numbers.size))
      return number
    })
    classes = next
    if (numbers.size === count) break
    count = numbers.size
  }
  // Classes are numbered in the order of their first state, so that the first stays the beginning.
  const merged: Map<string, number>[] = []
  const ends: boolean[] = []
  arcs.forEach((leads, state) => {
    const own = classes[state]!
    if (merged[own]) return
    merged[own] = new Map(Array.from(leads, ([word, to]) => [word, classes[to]!]))
    ends[own] = accepting[state]!
  })
  return { arcs: merged, accepting: ends }
}

/**
 * @param jsgf its first public rule counts; tags are passed over
 * @throws {Error} for what is no grammar, for a rule that contains itself, and for weights, which an automaton has no
 *   place for
 */
export function automatonOf(jsgf: string): Automaton {
  const rules = rulesOf(jsgf)
  const start = [...rules].find(([, rule]) => rule.public)?.[0]
  if (start === undefined) throw new Error('The grammar has no public rule.')
  const { nodes, end } = nodesOf(rules, start)
  return minimised(determined(nodes, end))
}

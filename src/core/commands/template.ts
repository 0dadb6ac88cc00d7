/**
 * The language that phrases are written in, as a tree.
 *
 * `go to [the] (next|following) page`: alternatives, optional parts. `<go>` stands for a template of the language's own
 * parts, `{page:page}` for a value: the argument's name, then its kind. Templates hold words in lower case only; the
 * same trees give the understanding of text, the recogniser's grammar, and the list of what can be said.
 */

export type Node =
  | { readonly type: 'word'; readonly word: string }
  | { readonly type: 'all'; readonly nodes: readonly Node[] }
  | { readonly type: 'one'; readonly nodes: readonly Node[] }
  | { readonly type: 'slot'; readonly name: string; readonly kind: string }
  /** One of a closed list, each with the value it gives. */
  | { readonly type: 'list'; readonly name: string; readonly options: readonly (readonly [unknown, Node])[] }

export interface TemplateParts {
  /** Templates by name, for `<name>`. */
  readonly parts: Readonly<Record<string, string>>
  /** Closed lists by kind, for `{argument:kind}`: values with how they are said. */
  readonly lists: Readonly<Record<string, readonly (readonly [unknown, string])[]>>
}

export const nothing: Node = { type: 'all', nodes: [] }

/** @throws {Error} where the template is not one: a mistake in a table of phrases */
export function parseTemplate(template: string, using: TemplateParts): Node {
  const tokens = template.match(/[()[\]|]|<[^>]*>|\{[^}]*\}|[^\s()[\]|<{]+/g) ?? []
  let at = 0
  const wrong = (what: string) => new Error(`${what} in the template “${template}”`)

  function alternatives(end: string | undefined): Node {
    const nodes: Node[] = [sequence(end)]
    while (tokens[at] === '|') {
      at++
      nodes.push(sequence(end))
    }
    if (tokens[at] !== end) throw wrong(`“${end ?? 'the end'}” expected`)
    at++
    return nodes.length === 1 && nodes[0] ? nodes[0] : { type: 'one', nodes }
  }

  function sequence(end: string | undefined): Node {
    const nodes: Node[] = []
    for (let token = tokens[at]; token !== undefined && token !== '|' && token !== end; token = tokens[at]) {
      at++
      if (token === '(') nodes.push(alternatives(')'))
      else if (token === '[') nodes.push({ type: 'one', nodes: [alternatives(']'), nothing] })
      else if (token === ')' || token === ']') throw wrong(`A stray “${token}”`)
      else if (token.startsWith('<')) nodes.push(part(token.slice(1, -1)))
      else if (token.startsWith('{')) nodes.push(value(token.slice(1, -1)))
      else nodes.push({ type: 'word', word: token })
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { type: 'all', nodes }
  }

  function part(name: string): Node {
    const text = using.parts[name]
    if (text === undefined) throw wrong(`No part “${name}”`)
    return parseTemplate(text, using)
  }

  function value(written: string): Node {
    const [name = '', kind = name] = written.split(':')
    const list = using.lists[kind]
    if (!list) return { type: 'slot', name, kind }
    return {
      type: 'list',
      name,
      options: list.map(([option, text]) => [option, parseTemplate(text, using)] as const),
    }
  }

  return alternatives(undefined)
}

/** Some sentences of a template, the plainest first; a slot is given as `example` says. At most `most`. */
export function sentencesOf(
  node: Node,
  example: (kind: string, name: string) => string,
  most: number,
): string[] {
  const spread = (each: Node): string[] => {
    switch (each.type) {
      case 'word':
        return [each.word]
      case 'slot':
        return [example(each.kind, each.name)]
      case 'one':
        return each.nodes.flatMap(spread).slice(0, most)
      case 'list':
        return each.options.flatMap(([, option]) => spread(option)).slice(0, most)
      case 'all':
        return each.nodes.reduce<string[]>(
          (before, next) => {
            const after = spread(next)
            return before
              .flatMap((left) => after.map((right) => (left && right ? `${left} ${right}` : left || right)))
              .slice(0, most)
          },
          [''],
        )
    }
  }
  return spread(node).filter((sentence) => sentence !== '')
}

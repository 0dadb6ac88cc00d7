/** Random sentences of a JSGF grammar as we write it. For tests and for measuring recognisers. */
import { parseTemplate, type Node } from './template.ts'

/** Rules by name, and the name of the public one. */
export function readJsgf(jsgf: string): {
  readonly rules: ReadonlyMap<string, string>
  readonly start: string
} {
  const rules = new Map<string, string>()
  let start = ''
  for (const match of jsgf.matchAll(/^(public )?<(\w+)> = (.*);$/gm)) {
    rules.set(match[2]!, match[3]!)
    if (match[1]) start = match[2]!
  }
  return { rules, start }
}

const read = new Map<string, ReturnType<typeof readJsgf>>()

/** @param random 0 up to 1 */
export function sampleJsgf(jsgf: string, rule: string | undefined, random: () => number): string {
  const known = read.get(jsgf)
  const { rules, start } = known ?? readJsgf(jsgf)
  read.set(jsgf, { rules, start })
  const using = { parts: Object.fromEntries(rules), lists: {} }
  const pick = (node: Node): string => {
    switch (node.type) {
      case 'word':
        return node.word
      case 'all':
        return node.nodes.map(pick).join(' ')
      case 'one':
        return pick(node.nodes[Math.floor(random() * node.nodes.length)]!)
      case 'list':
      case 'slot':
        throw new Error('a grammar has words only')
    }
  }
  return pick(parseTemplate(rules.get(rule ?? start) ?? '', using))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Calls as Python writes them, in LFM2's form: `[go_to_page(page=12), pause()]`. Data only: nothing is evaluated. */

export interface ParsedCall {
  readonly name: string
  readonly arguments: Record<string, unknown>
}

const words: Readonly<Record<string, unknown>> = {
  True: true,
  true: true,
  False: false,
  false: false,
  None: null,
  null: null,
}
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' }

/** @returns the calls; undefined for what is not a list of calls with named arguments */
export function pythonCalls(written: string): ParsedCall[] | undefined {
  let at = 0
  const space = (): void => {
    while (/\s/.test(written[at] ?? '')) at++
  }
  const take = (sign: string): boolean => {
    space()
    if (!written.startsWith(sign, at)) return false
    at += sign.length
    return true
  }
  const need = (sign: string): void => {
    if (!take(sign)) throw new SyntaxError(sign)
  }
  const match = (pattern: RegExp): string => {
    space()
    const found = pattern.exec(written.slice(at))?.[0]
    if (found === undefined) throw new SyntaxError(pattern.source)
    at += found.length
    return found
  }

  /** Items up to `close`, separated by commas; a last comma may stand. */
  function items<Item>(close: string, item: () => Item): Item[] {
    const found: Item[] = []
    while (!take(close)) {
      found.push(item())
      if (take(',')) continue
      need(close)
      break
    }
    return found
  }

  function string(quote: string): string {
    let text = ''
    for (at++; written[at] !== quote; at++) {
      const sign = written[at]
      if (sign === undefined) throw new SyntaxError('string')
      if (sign !== '\\') {
        text += sign
        continue
      }
      const code = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(written.slice(at + 1))
      if (code) {
        text += String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16))
        at += code[0].length
      } else {
        const next = written[++at] ?? ''
        text += escapes[next] ?? next
      }
    }
    at++
    return text
  }

  function value(): unknown {
    space()
    const sign = written[at] ?? ''
    if (sign === '"' || sign === "'") return string(sign)
    if (take('[')) return items(']', value)
    if (take('('))  return items(')', value) // prettier-ignore
    if (take('{')) {
      const members = items('}', () => {
        const name = value()
        need(':')
        return [String(name), value()] as const
      })
      return Object.fromEntries(members)
    }
    if (/[\d.+-]/.test(sign)) {
      const number = Number(match(/^[+-]?(?:\d[\d_]*)?\.?\d*(?:[eE][+-]?\d+)?/).replaceAll('_', ''))
      if (!Number.isFinite(number)) throw new SyntaxError('number')
      return number
    }
    const word = match(/^[A-Za-z]+/)
    if (!Object.hasOwn(words, word)) throw new SyntaxError(word)
    return words[word]
  }

  function call(): ParsedCall {
    const name = match(/^[\w.-]+/)
    need('(')
    const given = items(')', () => {
      const key = match(/^[^\s=,()]+/)
      need('=')
      return [key, value()] as const
    })
    return { name, arguments: Object.fromEntries(given) }
  }

  try {
    need('[')
    const calls = items(']', call)
    space()
    return at === written.length ? calls : undefined
  } catch {
    return undefined
  }
}

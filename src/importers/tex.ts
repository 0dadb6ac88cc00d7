/**
 * TeX's mathematics as MathML, as far as Markdown uses it: so that a formula is spoken and shown in a line.
 *
 * What is not known is kept as text rather than dropped. A formula that is too deep is shown as its TeX.
 */
import { linearMath } from './math.ts'
import { find, parseMarkup } from './markup-tree.ts'
import { accents, functions, large, letters, operators, styles } from './tex-symbols.ts'

const deepest = 40
/** Longest formula that is understood, in UTF-16 units. */
const longest = 5_000
const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

class TooDeep extends Error {}

class TexParser {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(source: string) {
    this.#tokens = source.match(/\\(?:[A-Za-z]+\*?|[\s\S])|\d+(?:[.,]\d+)*|[\s\S]/gu) ?? []
  }

  /** A row up to one of `ends`, which is taken away. */
  row(ends: readonly string[], depth: number): string {
    if (depth > deepest) throw new TooDeep()
    let markup = ''
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      if (ends.includes(token)) {
        this.#at++
        break
      }
      markup += this.#scripted(depth)
    }
    return markup
  }

  #skipSpace(): void {
    while (/^\s$/.test(this.#tokens[this.#at] ?? '')) this.#at++
  }

  /** One element with what hangs on it. */
  #scripted(depth: number): string {
    this.#skipSpace()
    const head = this.#tokens[this.#at]
    if (head === undefined) return ''
    const limits =
      head.startsWith('\\') &&
      (large.has(head.slice(1)) || /^\\(?:lim|max|min|sup|inf|limsup|liminf)$/.test(head))
    let base = head === '^' || head === '_' ? '<mrow></mrow>' : this.#element(depth)
    let sub: string | undefined
    let sup: string | undefined
    let primes = ''
    for (;;) {
      this.#skipSpace()
      const token = this.#tokens[this.#at]
      if (token === "'") {
        this.#at++
        primes += '′'
      } else if (token === '\\limits' || token === '\\nolimits') this.#at++
      else if (token === '_' && sub === undefined) {
        this.#at++
        sub = this.#argument(depth)
      } else if (token === '^' && sup === undefined) {
        this.#at++
        sup = this.#argument(depth)
      } else break
    }
    if (primes !== '') sup = `<mrow>${`<mo>${primes}</mo>`}${sup ?? ''}</mrow>`
    if (sub === undefined && sup === undefined) return base
    if (base === '') base = '<mrow></mrow>'
    const names = limits
      ? (['munder', 'mover', 'munderover'] as const)
      : (['msub', 'msup', 'msubsup'] as const)
    if (sub !== undefined && sup !== undefined) return `<${names[2]}>${base}${sub}${sup}</${names[2]}>`
    return sub === undefined
      ? `<${names[1]}>${base}${sup ?? ''}</${names[1]}>`
      : `<${names[0]}>${base}${sub}</${names[0]}>`
  }

  /** What a command or a script applies to: a group or one token. */
  #argument(depth: number): string {
    this.#skipSpace()
    if (this.#tokens[this.#at] === '{') {
      this.#at++
      return `<mrow>${this.row(['}'], depth + 1)}</mrow>`
    }
    return `<mrow>${this.#element(depth + 1)}</mrow>`
  }

  /** The text of a group, as it stands. */
  #verbatim(): string {
    this.#skipSpace()
    if (this.#tokens[this.#at] !== '{') return ''
    this.#at++
    let text = ''
    for (let level = 1; this.#at < this.#tokens.length; this.#at++) {
      const token = this.#tokens[this.#at] ?? ''
      if (token === '{') level++
      else if (token === '}' && --level === 0) {
        this.#at++
        break
      } else text += token
    }
    return text
  }

  #element(depth: number): string {
    if (depth > deepest) throw new TooDeep()
    const token = this.#tokens[this.#at++]
    if (token === undefined) return ''
    if (token === '{') return `<mrow>${this.row(['}'], depth + 1)}</mrow>`
    if (token === '}' || token === '&' || token === '~') return ''
    if (token.startsWith('\\')) return this.#command(token.slice(1), depth)
    if (/^\d/.test(token)) return `<mn>${token}</mn>`
    if (/^\p{L}/u.test(token)) return `<mi>${escape(token)}</mi>`
    if (/^\s/.test(token)) return ''
    return `<mo>${escape(token === '-' ? '−' : token)}</mo>`
  }

  #command(name: string, depth: number): string {
    const letter = letters.get(name)
    if (letter !== undefined) return `<mi>${letter}</mi>`
    const sign = operators.get(name) ?? large.get(name)
    if (sign !== undefined) return `<mo>${escape(sign)}</mo>`
    if (functions.has(name)) return `<mi>${name}</mi>`
    const accent = accents.get(name)
    if (accent !== undefined) return `<mover accent="true">${this.#argument(depth)}<mo>${accent}</mo></mover>`
    if (styles.has(name)) return this.#delimiter(name)
    switch (name) {
      case 'frac':
      case 'dfrac':
      case 'tfrac':
      case 'cfrac':
        return `<mfrac>${this.#argument(depth)}${this.#argument(depth)}</mfrac>`
      case 'binom':
        return `<mrow><mo>(</mo><mfrac linethickness="0">${this.#argument(depth)}${this.#argument(depth)}</mfrac><mo>)</mo></mrow>`
      case 'sqrt': {
        this.#skipSpace()
        if (this.#tokens[this.#at] !== '[') return `<msqrt>${this.#argument(depth)}</msqrt>`
        this.#at++
        const degree = this.row([']'], depth + 1)
        return `<mroot>${this.#argument(depth)}<mrow>${degree}</mrow></mroot>`
      }
      case 'text':
      case 'textrm':
      case 'textbf':
      case 'textit':
      case 'mbox':
      case 'operatorname':
      case 'operatorname*':
        return name.startsWith('op')
          ? `<mi>${escape(this.#verbatim())}</mi>`
          : `<mtext>${escape(this.#verbatim())}</mtext>`
      case 'underline':
      case 'boxed':
      case 'cancel':
        return this.#argument(depth)
      case 'begin':
        return this.#environment(depth)
      case 'end':
      case 'label':
      case 'tag':
      case 'color':
        this.#verbatim()
        return ''
      case 'not': {
        const next = this.#element(depth)
        return next.replace('</mo>', '\u0338</mo>').normalize('NFC')
      }
      case 'bmod':
      case 'mod':
        return '<mi>mod</mi>'
      case 'pmod':
        return `<mrow><mo>(</mo><mi>mod</mi>${this.#argument(depth)}<mo>)</mo></mrow>`
      case '{':
      case '}':
      case '%':
      case '$':
      case '#':
      case '_':
        return `<mo>${name}</mo>`
      case '|':
        return '<mo>‖</mo>'
      case '&':
        return '<mo>&amp;</mo>'
    }
    // Spaces and line ends say nothing; an unknown name is at least its name.
    return /^[A-Za-z]/.test(name) &&
      !/^(?:q?quad|hspace|vspace|space|nonumber|notag|middle|hline|thinspace)$/.test(name)
      ? `<mi>${name}</mi>`
      : ''
  }

  /** `\left.` shows nothing; `\left(` shows its bracket. */
  #delimiter(name: string): string {
    if (!/^(?:left|right|middle|[bB]igg?[lr]?)$/.test(name)) return ''
    this.#skipSpace()
    if (this.#tokens[this.#at] !== '.') return ''
    this.#at++
    return ''
  }

  #environment(depth: number): string {
    const name = this.#verbatim()
    if (name === 'array') this.#verbatim()
    const rows: string[] = []
    let cells: string[] = []
    let markup = ''
    const endCell = () => {
      cells.push(`<mtd>${markup}</mtd>`)
      markup = ''
    }
    const endRow = () => {
      endCell()
      rows.push(`<mtr>${cells.join('')}</mtr>`)
      cells = []
    }
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      if (token === '\\end') {
        this.#at++
        this.#verbatim()
        break
      }
      if (token === '&' || token === '\\\\') {
        this.#at++
        if (token === '&') endCell()
        else endRow()
      } else markup += this.#scripted(depth + 1)
    }
    if (markup !== '' || cells.length > 0) endRow()
    const [open = '', close = ''] =
      { pmatrix: '()', bmatrix: '[]', vmatrix: '||', Bmatrix: '{}', cases: '{' }[name] ?? ''
    const fence = (sign: string) => (sign === '' ? '' : `<mo>${sign}</mo>`)
    return `<mrow>${fence(open)}<mtable>${rows.join('')}</mtable>${fence(close)}</mrow>`
  }
}

/** A formula in one line and as MathML; the MathML is empty where the TeX was not understood. */
export function texToMath(source: string, display: boolean): { text: string; mathml: string } {
  const plain = source.replace(/\s+/g, ' ').trim()
  if (plain.length > longest) return { text: plain, mathml: '' }
  try {
    const inner = new TexParser(source.replace(/(?<!\\)%.*$/gm, '')).row([], 0)
    const mathml = `<math xmlns="http://www.w3.org/1998/Math/MathML"${display ? ' display="block"' : ''}>${inner}</math>`
    const tree = find(parseMarkup(mathml, 'xml'), 'math')
    const text = tree ? linearMath(tree) : ''
    return text === '' ? { text: plain, mathml: '' } : { text, mathml }
  } catch (error) {
    if (error instanceof TooDeep) return { text: plain, mathml: '' }
    throw error
  }
}

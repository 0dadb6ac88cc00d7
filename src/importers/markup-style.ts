/**
 * What a page hides, as far as its markup says so plainly.
 *
 * Not a style engine: simple selectors (`p`, `.x`, `p.x`, `#y`) and a few properties, because text that nobody sees
 * must not be heard, and lines that stand apart must not run into each other. A rule inside an at-rule is not applied:
 * we are neither print nor a narrow screen.
 */
import type { Element } from './markup-tree.ts'
import { localName } from './markup-tree.ts'

export interface StyleFacts {
  readonly hidden?: boolean
  readonly display?: 'block' | 'inline'
  /** White space is kept: `pre`, `pre-wrap`, `break-spaces`. */
  readonly pre?: boolean
  readonly emphasis?: boolean
  readonly strong?: boolean
  readonly color?: string
  readonly background?: string
  readonly listStyleNone?: boolean
}

export interface StyleSheet {
  facts(element: Element): StyleFacts | undefined
  /** True if the page brings any styles of its own, so that colours cannot be judged from attributes alone. */
  readonly present: boolean
}

/** Longest style text that is read. Real sheets of books have 5 to 200 kB. */
const longestSheet = 2_000_000

/** The rules of one sheet that matter to a reader, by selector. */
export type StyleRules = ReadonlyMap<string, StyleFacts>

/** Reads a style sheet. The result can be used for any number of pages. */
export function readStyles(sheet: string): StyleRules {
  const rules = new Map<string, StyleFacts>()
  readSheet(sheet.slice(0, longestSheet), rules)
  return rules
}

/** Sheets as one; where two speak of the same, the later wins. */
export function joinStyles(sheets: readonly StyleRules[]): StyleSheet {
  const rules = new Map<string, StyleFacts>()
  for (const sheet of sheets)
    for (const [selector, facts] of sheet) rules.set(selector, { ...rules.get(selector), ...facts })
  return {
    present: sheets.length > 0,
    facts(element) {
      if (rules.size === 0) return undefined
      const tag = localName(element)
      let facts = rules.get(tag)
      const add = (more: StyleFacts | undefined) => {
        if (more !== undefined) facts = facts === undefined ? more : { ...facts, ...more }
      }
      const names = element.attribs['class']
      if (names !== undefined)
        for (const name of names.split(/\s+/)) {
          add(rules.get(`.${name}`))
          add(rules.get(`${tag}.${name}`))
        }
      const id = element.attribs['id']
      if (id !== undefined) {
        add(rules.get(`#${id}`))
        add(rules.get(`${tag}#${id}`))
      }
      return facts
    },
  }
}

function readSheet(text: string, rules: Map<string, StyleFacts>): void {
  const sheet = text.replace(/\/\*[^]*?(?:\*\/|$)/g, ' ').replace(/<!--|-->/g, ' ')
  let at = 0
  while (at < sheet.length) {
    const open = sheet.indexOf('{', at)
    if (open < 0) return
    const selectors = sheet
      .slice(at, open)
      .replace(/^[^]*;/, '')
      .trim()
    if (selectors.startsWith('@')) {
      at = afterBlock(sheet, open)
      continue
    }
    const close = sheet.indexOf('}', open)
    const end = close < 0 ? sheet.length : close
    const facts = readDeclarations(
      // What a sheet makes transparent is mostly what a script fades in.
      sheet.slice(open + 1, end).replace(/(^|[;{\s])opacity\s*:[^;]*/gi, '$1'),
    )
    if (Object.keys(facts).length > 0)
      for (const selector of selectors.split(','))
        if (/^\s*(?:[a-z][\w-]*)?(?:[.#][\w-]+)?\s*$/i.test(selector)) {
          const key = selector.trim().replace(/^[a-z][\w-]*/i, (tag) => tag.toLowerCase())
          if (key !== '') rules.set(key, { ...rules.get(key), ...facts })
        }
    at = end + 1
  }
}

function afterBlock(sheet: string, open: number): number {
  let depth = 0
  for (let at = open; at < sheet.length; at++) {
    if (sheet[at] === '{') depth += 1
    else if (sheet[at] === '}' && --depth === 0) return at + 1
  }
  return sheet.length
}

const blockDisplays = new Set([
  'block',
  'list-item',
  'flex',
  'grid',
  'table',
  'flow-root',
  'table-row',
  'table-caption',
])

/** Facts in the value of a `style` attribute or the body of a rule. */
export function readDeclarations(text: string): StyleFacts {
  const facts: { -readonly [Key in keyof StyleFacts]: StyleFacts[Key] } = {}
  let away = false
  let positioned = false
  for (const declaration of text.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important/i, '')
      .trim()
      .toLowerCase()
    switch (property) {
      case 'display':
        facts.hidden = value === 'none'
        if (blockDisplays.has(value)) facts.display = 'block'
        else if (value.startsWith('inline')) facts.display = 'inline'
        break
      case 'visibility':
        if (value === 'hidden' || value === 'collapse') facts.hidden = true
        break
      case 'opacity':
        if (/^0*\.?0*%?$/.test(value)) facts.hidden = true
        break
      case 'font-size':
        if (isTiny(value)) facts.hidden = true
        break
      case 'position':
        positioned = value === 'absolute' || value === 'fixed'
        break
      case 'left':
      case 'right':
      case 'top':
        if (/^-\d{4,}/.test(value)) away = true
        break
      case 'white-space':
        facts.pre = value === 'pre' || value === 'pre-wrap' || value === 'break-spaces'
        break
      case 'font-style':
        facts.emphasis = value === 'italic' || value === 'oblique'
        break
      case 'font-weight':
        facts.strong = value === 'bold' || value === 'bolder' || Number(value) >= 600
        break
      case 'color':
        facts.color = colour(value)
        break
      case 'background':
      case 'background-color':
        facts.background = colour(value.split(/\s+(?![^(]*\))/)[0] ?? '')
        break
      case 'list-style':
      case 'list-style-type':
        facts.listStyleNone = /\bnone\b/.test(value)
        break
    }
  }
  if (away && positioned) facts.hidden = true
  return facts
}

/** Zero, or too small for any eye: up to 1 px or pt. */
function isTiny(value: string): boolean {
  const match = /^(\d*\.?\d+)(px|pt|r?em|%|)$/.exec(value)
  if (match === null) return false
  const size = Number(match[1])
  if (match[2] === 'px' || match[2] === 'pt') return size <= 1
  if (match[2] === '%') return size <= 5
  return match[2] === '' ? size === 0 : size <= 0.05
}

/** A colour in a form that equal colours share; names other than the common two stay as they are. */
export function colour(value: string): string {
  const name = value.trim().toLowerCase()
  if (name === 'white') return '#ffffff'
  if (name === 'black') return '#000000'
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(name)
  if (short !== null) return `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`
  const numbers = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*(?:[,/]\s*([\d.]+)\s*)?\)$/.exec(name)
  if (numbers === null) return name
  if (numbers[4] !== undefined && Number(numbers[4]) === 0) return 'transparent'
  const hex = (part: string | undefined) => Math.min(255, Number(part)).toString(16).padStart(2, '0')
  return `#${hex(numbers[1])}${hex(numbers[2])}${hex(numbers[3])}`
}

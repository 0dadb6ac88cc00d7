/**
 * Mathematics as text that can be shown in a line, and as words.
 *
 * The words come from Speech Rule Engine in its ClearSpeak style. It is loaded only when a formula occurs (it takes
 * 0.3 s and 80 MB), and reads its rules from its own package on disk.
 */
import { attribute, collapse, isElement, localName, type ChildNode, type Element } from './markup-tree.ts'
import type { SpeechRules } from 'speech-rule-engine'
import type { Run } from '../contract/document.ts'

/** A formula as found: its source for speech, and what the author said it sounds like. */
export interface MathSource {
  readonly mathml: string
  readonly language: string | undefined
  readonly alternative: string | undefined
}

/** Languages whose rules Speech Rule Engine brings. */
const spokenLanguages = new Set([
  'af',
  'ca',
  'da',
  'de',
  'en',
  'es',
  'fr',
  'hi',
  'it',
  'ko',
  'nb',
  'nn',
  'sv',
])
/** Beyond this the engine takes seconds for one formula. In elements and levels. */
const mostElements = 1_500
const deepest = 80

/** The source of a formula, or `undefined` where it is too large or too deep to be spoken. */
export function serialiseMath(math: Element): string | undefined {
  let text = ''
  let count = 0
  const stack: (ChildNode | string)[] = [math]
  let depth = 0
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item === 'string') {
      text += item
      depth -= 1
    } else if (item.type === 'text') text += escape(item.data)
    else if (isElement(item)) {
      const name = localName(item)
      if (name === 'annotation' || name === 'annotation-xml' || !/^m[a-z]+$|^(?:semantics|none)$/.test(name))
        continue
      count += 1
      depth += 1
      if (count > mostElements || depth > deepest) return undefined
      text += `<${name}`
      for (const key of [
        'mathvariant',
        'display',
        'intent',
        'open',
        'close',
        'separators',
        'linethickness',
        'notation',
      ]) {
        const value = item.attribs[key]
        if (value !== undefined && value.length < 100) text += ` ${key}="${escape(value)}"`
      }
      text += '>'
      stack.push(`</${name}>`, ...item.children.toReversed())
    }
  }
  return text
}

function escape(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- XML cannot hold these, and the engine's parser would print errors
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}

/**
 * A formula in one line, such as `x = (−b ± √(b^2 − 4ac))/(2a)`: for the eye and for search.
 *
 * Works from the leaves up without recursion; each element's line is made from its children's.
 */
export function linearMath(math: Element): string {
  const lines = new Map<ChildNode, string>()
  const stack: [ChildNode, boolean][] = [[math, false]]
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, done] = top
    if (node.type === 'text') lines.set(node, collapse(node.data))
    else if (!isElement(node)) lines.set(node, '')
    else if (done) lines.set(node, lineOf(node, lines))
    else {
      const name = localName(node)
      if (name === 'annotation' || name === 'annotation-xml' || name === 'script' || name === 'style') {
        lines.set(node, '')
        continue
      }
      stack.push([node, true])
      for (const child of node.children) stack.push([child, false])
    }
  }
  return collapse(lines.get(math) ?? '')
}

const wide = /^[=<>≤≥≠≈≡±∓+−×÷→←↔⇒⇔∈∉⊂⊆∪∩∧∨-]$/

function lineOf(element: Element, lines: ReadonlyMap<ChildNode, string>): string {
  const name = localName(element)
  const parts = element.children.filter(isElement).map((child) => lines.get(child) ?? '')
  const whole = () => element.children.map((child) => lines.get(child) ?? '').join('')
  const [first = '', second = '', third = ''] = parts
  switch (name) {
    case 'mo': {
      const operator = whole()
      if (/^[\u2061-\u2064]$/.test(operator)) return ''
      if (wide.test(operator) && hasOperand(element)) return ` ${operator} `
      return operator === ',' || operator === ';' ? `${operator} ` : operator
    }
    case 'mfrac':
      return `${grouped(first)}/${grouped(second)}`
    case 'msqrt':
      return `√${grouped(whole())}`
    case 'mroot':
      return `${grouped(second)}√${grouped(first)}`
    case 'msup':
    case 'mover':
      return `${grouped(first)}^${grouped(second)}`
    case 'msub':
    case 'munder':
      return `${grouped(first)}_${grouped(second)}`
    case 'msubsup':
    case 'munderover':
      return `${grouped(first)}_${grouped(second)}^${grouped(third)}`
    case 'mtable':
      return `[${parts.join('; ')}]`
    case 'mtr':
    case 'mlabeledtr':
      return parts.join(', ')
    case 'mfenced': {
      const separator = (element.attribs['separators'] ?? ',').trim()[0] ?? ''
      return `${element.attribs['open'] ?? '('}${parts.join(separator === ',' ? ', ' : separator)}${element.attribs['close'] ?? ')'}`
    }
    case 'mspace':
      return ' '
    case 'mphantom':
      return ''
    case 'mtext':
      return ` ${whole()} `
    default:
      return whole()
  }
}

/** False for a sign that stands before its operand, such as a minus at the beginning. */
function hasOperand(element: Element): boolean {
  let before = element.prev
  while (before !== null && !isElement(before)) before = before.prev
  if (before === null) return false
  return localName(before) !== 'mo' || /^[)\]}|!′]$/.test(collapse(textOf(before)))
}

function textOf(element: Element): string {
  return element.children.map((child) => (child.type === 'text' ? child.data : '')).join('')
}

function grouped(line: string): string {
  const text = line.trim()
  return /^[\p{L}\p{M}]$|^[\p{N}.,]+$|^$|^[^\p{L}\p{N}\s]$/u.test(text) ||
    /^[([{][^()[\]{}]*[)\]}]$/.test(text)
    ? text
    : `(${text})`
}

/** What the author gave as the words of a formula, unless it is its TeX. */
export function mathAlternative(math: Element): string | undefined {
  const text = attribute(math, 'alttext') ?? math.attribs['aria-label']
  if (text === undefined || /[\\{}$^_]/.test(text)) return undefined
  return collapse(text) || undefined
}

let engine: Promise<SpeechRules> | undefined
let engineLanguage: string | undefined

async function loadEngine(): Promise<SpeechRules> {
  const { default: rules } = await import('speech-rule-engine')
  return rules
}

/** Gives each formula's run its `spoken` form, where there is one. Never rejects: mathematics unsaid is better than a book unread. */
export async function speakMath(
  formulas: readonly { readonly run: Run; readonly source: MathSource }[],
): Promise<void> {
  for (const { run, source } of formulas) {
    const words = (await mathWords(source)) ?? source.alternative
    if (words !== undefined) run.spoken = words
  }
}

/**
 * Words for a formula in its language; `undefined` where the language has no rules or the formula makes no sense.
 */
export async function mathWords({ mathml, language }: MathSource): Promise<string | undefined> {
  const locale = language?.split('-')[0] ?? 'en'
  if (mathml === '' || !spokenLanguages.has(locale)) return undefined
  try {
    engine ??= loadEngine()
    const rules = await engine
    if (engineLanguage !== locale) {
      await rules.setupEngine({
        locale,
        domain: 'clearspeak',
        style: 'default',
        modality: 'speech',
        markup: 'none',
        speech: 'none',
      })
      await rules.engineReady()
      engineLanguage = locale
    }
    const words = collapse(rules.toSpeech(mathml))
    // A lone "a" would be said as the article: capitalised, every voice says the letter.
    return words === ''
      ? undefined
      : locale === 'en'
        ? words.replace(/(?<![\w'’-])a(?![\w'’-])/g, 'A')
        : words
  } catch {
    return undefined
  }
}

/** Ruby: the base text is written, the reading is kept beside it and is what is said. */
import type { RunStyle } from './block-writer.ts'
import { collapse, isElement, localName, plainText, type ChildNode, type Element } from './markup-tree.ts'

/** Readings in these scripts say how the base sounds; others explain it, or only stress it with dots. */
const soundScripts = /^[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Hangul}ー・ˉˊˇˋ˙\s]+$/u
const hasSound = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Hangul}]/u

const isAside = (element: Element) => /^(?:rp|rt|rtc)$/.test(localName(element))

/** Writes a `ruby` element's base texts, each with its reading. Simple, interleaved (`rb rb rt rt`) and nested forms. */
export function writeRuby(ruby: Element, write: (text: string, style: RunStyle) => void): void {
  let bases: string[] = []
  let readings: string[] = []
  const flush = () => {
    if (bases.length === 0) return
    // One reading over several bases, or as many as bases.
    const pairs =
      readings.length === bases.length || readings.length === 0
        ? bases.map((base, at) => [base, readings[at] ?? ''] as const)
        : [[bases.join(''), readings.join('')] as const]
    for (const [base, reading] of pairs) write(base, styleFor(base, reading))
    bases = []
    readings = []
  }
  const visit = (node: ChildNode) => {
    if (node.type === 'text') {
      if (node.data.trim() === '') return
      if (readings.length > 0) flush()
      bases.push(collapse(node.data))
    } else if (isElement(node)) {
      const name = localName(node)
      if (name === 'rp') return
      if (name === 'rt') readings.push(plainText(node))
      else if (name === 'rtc') {
        if (readings.length === 0) readings.push(plainText(node))
      } else {
        if (readings.length > 0) flush()
        const text = plainText(node, isAside)
        if (text !== '') bases.push(text)
      }
    }
  }
  for (const child of ruby.children) visit(child)
  flush()
}

function styleFor(base: string, reading: string): RunStyle {
  if (reading === '' || base === '') return {}
  return soundScripts.test(reading) && hasSound.test(reading)
    ? { ruby: reading, spoken: reading }
    : { ruby: reading }
}

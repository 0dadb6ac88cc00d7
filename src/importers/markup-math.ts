/** Writes a formula: as a block where it stands alone, else in its line. */
import type { RunStyle } from './block-writer.ts'
import { standsAlone, type MediaScope } from './markup-media.ts'
import { plainText, type Element } from './markup-tree.ts'
import { linearMath, mathAlternative, serialiseMath } from './math.ts'

export function writeMath(element: Element, { writer, survey, context, direction, shape }: MediaScope): void {
  const { style, flat, heading } = context
  const mathml = serialiseMath(element)
  const alternative = mathAlternative(element)
  const line = mathml === undefined ? plainText(element) : linearMath(element)
  const text = line === '' ? alternative : line
  if (text === undefined) return
  const source = { mathml: mathml ?? '', language: style.language, alternative }
  const run: RunStyle = { ...style, role: 'math', math: source }
  const { display, mode } = element.attribs
  if (
    flat ||
    heading !== undefined ||
    !(display === 'block' || mode === 'display' || standsAlone(element, survey))
  ) {
    writer.text(text, run, shape)
    return
  }
  writer.open({ kind: 'math', language: style.language, direction })
  writer.text(text, run, shape)
  writer.close()
}

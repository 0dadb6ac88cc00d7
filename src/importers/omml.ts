/**
 * Office's own mathematics (OMML, ECMA-376 part 1, 22.1) as MathML, which the speech rules know.
 */
import { childElement, childElements, xmlText, type XmlElement } from './xml-stream.ts'

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** Letters, numbers and operators of a run, each in the element that MathML has for it. */
function tokens(text: string, plain: boolean, name: boolean): string {
  if (plain) return `<mtext>${escape(text)}</mtext>`
  if (name) return `<mi>${escape(text.trim())}</mi>`
  let markup = ''
  for (const [token] of text.matchAll(/\d+(?:[.,]\d+)*|[\p{L}\p{M}]|\S/gu)) {
    if (/^\d/.test(token)) markup += `<mn>${token}</mn>`
    else if (/^\p{L}/u.test(token)) markup += `<mi>${escape(token)}</mi>`
    else markup += `<mo>${escape(token === '-' ? '−' : token)}</mo>`
  }
  return markup
}

const property = (element: XmlElement, holder: string, name: string): string | undefined => {
  const found = childElement(childElement(element, holder), name)
  return found ? (found.attributes['val'] ?? '') : undefined
}
const on = (value: string | undefined) => value !== undefined && !['0', 'off', 'false'].includes(value)

function row(element: XmlElement | undefined): string {
  return `<mrow>${content(element)}</mrow>`
}

function content(element: XmlElement | undefined, name = false): string {
  let markup = ''
  for (const child of childElements(element)) markup += convert(child, name)
  return markup
}

const fence = (sign: string) => (sign === '' ? '' : `<mo stretchy="true">${escape(sign)}</mo>`)

function nary(element: XmlElement): string {
  const sign = property(element, 'naryPr', 'chr') || '∫'
  const sub = on(property(element, 'naryPr', 'subHide')) ? undefined : childElement(element, 'sub')
  const sup = on(property(element, 'naryPr', 'supHide')) ? undefined : childElement(element, 'sup')
  const tag =
    property(element, 'naryPr', 'limLoc') === 'undOvr'
      ? ['munder', 'mover', 'munderover']
      : ['msub', 'msup', 'msubsup']
  const base = `<mo>${escape(sign)}</mo>`
  const body = row(childElement(element, 'e'))
  if (sub && sup) return `<${tag[2]}>${base}${row(sub)}${row(sup)}</${tag[2]}>${body}`
  if (sub) return `<${tag[0]}>${base}${row(sub)}</${tag[0]}>${body}`
  if (sup) return `<${tag[1]}>${base}${row(sup)}</${tag[1]}>${body}`
  return base + body
}

function delimited(element: XmlElement): string {
  const begin = property(element, 'dPr', 'begChr') ?? '('
  const end = property(element, 'dPr', 'endChr') ?? ')'
  const between = property(element, 'dPr', 'sepChr') ?? '|'
  const parts = childElements(element, 'e').map(row)
  return `<mrow>${fence(begin)}${parts.join(`<mo>${escape(between)}</mo>`)}${fence(end)}</mrow>`
}

function fraction(element: XmlElement): string {
  const kind = property(element, 'fPr', 'type')
  const [numerator, denominator] = [row(childElement(element, 'num')), row(childElement(element, 'den'))]
  if (kind === 'lin') return `${numerator}<mo>/</mo>${denominator}`
  return `<mfrac${kind === 'noBar' ? ' linethickness="0"' : ''}>${numerator}${denominator}</mfrac>`
}

function radical(element: XmlElement): string {
  const degree = childElement(element, 'deg')
  const body = row(childElement(element, 'e'))
  const plain = on(property(element, 'radPr', 'degHide')) || content(degree) === ''
  return plain ? `<msqrt>${body}</msqrt>` : `<mroot>${body}${row(degree)}</mroot>`
}

function convert(element: XmlElement, name: boolean): string {
  const part = (child: string) => row(childElement(element, child))
  switch (element.name) {
    case 'r': {
      let text = ''
      for (const child of childElements(element)) if (child.name === 't') text += xmlText(child)
      return tokens(text, on(property(element, 'rPr', 'nor')), name && text.trim().length > 1)
    }
    case 'f':
      return fraction(element)
    case 'rad':
      return radical(element)
    case 'sSup':
      return `<msup>${part('e')}${part('sup')}</msup>`
    case 'sSub':
      return `<msub>${part('e')}${part('sub')}</msub>`
    case 'sSubSup':
      return `<msubsup>${part('e')}${part('sub')}${part('sup')}</msubsup>`
    case 'sPre':
      return `<mmultiscripts>${part('e')}<mprescripts/>${part('sub')}${part('sup')}</mmultiscripts>`
    case 'nary':
      return nary(element)
    case 'd':
      return delimited(element)
    case 'func':
      return `<mrow>${content(childElement(element, 'fName'), true)}</mrow><mo>\u2061</mo>${part('e')}`
    case 'limLow':
      return `<munder>${part('e')}${part('lim')}</munder>`
    case 'limUpp':
      return `<mover>${part('e')}${part('lim')}</mover>`
    case 'acc':
      return `<mover accent="true">${part('e')}<mo>${escape(property(element, 'accPr', 'chr') || '\u0302')}</mo></mover>`
    case 'bar':
      return property(element, 'barPr', 'pos') === 'top'
        ? `<mover>${part('e')}<mo>¯</mo></mover>`
        : `<munder>${part('e')}<mo>_</mo></munder>`
    case 'groupChr':
      return `<munder>${part('e')}<mo>${escape(property(element, 'groupChrPr', 'chr') || '⏟')}</mo></munder>`
    case 'eqArr':
      return `<mtable>${childElements(element, 'e')
        .map((line) => `<mtr><mtd>${content(line)}</mtd></mtr>`)
        .join('')}</mtable>`
    case 'm':
      return `<mtable>${childElements(element, 'mr')
        .map(
          (line) =>
            `<mtr>${childElements(line, 'e')
              .map((entry) => `<mtd>${content(entry)}</mtd>`)
              .join('')}</mtr>`,
        )
        .join('')}</mtable>`
    case 'e':
    case 'box':
    case 'borderBox':
    case 'phant':
    case 'oMath':
    case 'ins':
      return content(element, name)
    default:
      // Properties and what we do not know say nothing.
      return element.name.endsWith('Pr') || element.name === 'del' ? '' : content(element, name)
  }
}

/** MathML of an `m:oMath`; empty where there is nothing to say. */
export function ommlToMathml(element: XmlElement): string {
  const inner = content(element)
  return inner === '' ? '' : `<math xmlns="http://www.w3.org/1998/Math/MathML">${inner}</math>`
}

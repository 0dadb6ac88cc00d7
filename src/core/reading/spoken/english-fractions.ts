/** English numbers with a mark between two of them: fractions, products, powers of ten. */
import { fractionEnglish } from './numbers-english.ts'
import { cardinal, ofA, sayFigure, sayPlain } from './english-quantities.ts'
import { isYear, sayYear } from './english-dates.ts'
import { readFigure } from './quantity.ts'
import { markBefore, matchAt, wordBefore, wordsBefore, type Rule } from './scan.ts'
import { unitAfter } from './units.ts'

const slashed = /(\d{1,4})\/(\d{1,4})(?![\d/]|\.\d)/y
const outOf = /^(?:rated|rating|rate|score|scored|scores|grade|got|gave|gives|stars?)$/i
const ofWhole = /^(?:page|slide|part|step|question|chapter|item|photo|image)$/i

/** "3/4" three quarters, "8/10" after "rated" eight out of ten, "24/7", "9/11". */
export const fractionRule: Rule = (scene, at) => {
  const { text } = scene
  const match = matchAt(slashed, text, at)
  if (!match) return undefined
  const end = at + match[0].length
  const [top, bottom] = [match[1]!, match[2]!]
  if (
    match[0] === '24/7' ||
    match[0] === '9/11' ||
    match[0] === '7/11' ||
    match[0] === '50/50' ||
    match[0] === '20/20' ||
    match[0] === '60/40' ||
    match[0] === '80/20'
  )
    return { end, say: `${cardinal(scene, top)} ${cardinal(scene, bottom)}` }
  if (
    top.length === 4 ||
    bottom.length === 4 ||
    (top.startsWith('0') && top !== '0') ||
    bottom.startsWith('0')
  ) {
    if (top.length === 4 && bottom.length <= 2 && isYear(scene, at, end, top))
      return { end, say: `${sayYear(scene, top)} ${cardinal(scene, bottom)}` }
    if (top.length === 4 && bottom.length === 4)
      return { end, say: `${sayPlain(scene, at, at + 4, top)}, ${sayYear(scene, bottom)}` }
    return { end, say: `${cardinal(scene, top)} over ${cardinal(scene, bottom)}` }
  }
  const words = wordsBefore(text, at).slice(-3)
  if (words.some((word) => outOf.test(word)))
    return { end, say: `${cardinal(scene, top)} out of ${cardinal(scene, bottom)}` }
  if (ofWhole.test(wordBefore(text, at)))
    return { end, say: `${cardinal(scene, top)} of ${cardinal(scene, bottom)}` }
  if (top === bottom && top !== '1')
    return { end, say: `${cardinal(scene, top)} out of ${cardinal(scene, bottom)}` }
  const measure = Number(top) < Number(bottom) ? unitAfter(text, end, 'en', scene.region) : undefined
  if (measure && measure.symbol !== '%' && measure.symbol !== '″')
    return {
      end: measure.end,
      say: `${ofA(fractionEnglish(Number(top), Number(bottom)) ?? `${cardinal(scene, top)} over ${cardinal(scene, bottom)}`, measure.one)}`,
    }
  const said = Number(top) <= 20 ? fractionEnglish(Number(top), Number(bottom)) : undefined
  const suffix = said && /^ ?%/.test(text.slice(end, end + 2)) ? ' percent' : ''
  return {
    end: suffix ? end + (text[end] === ' ' ? 2 : 1) : end,
    say: said ? said + suffix : `${cardinal(scene, top)} over ${cardinal(scene, bottom)}`,
  }
}

const times = /(\d+(?:\.\d+)?(?: ?[½¼¾⅓⅔⅛⅜⅝⅞])?)( ?)[×xX]( ?)(?=\d)/y
const fold = /(\d+(?:\.\d+)?)[×x](?![\p{L}\d])/uy

const scientific = /(\d+(?:\.\d+)?)[eE]([+−-]?\d{1,3})(?![\p{L}\d])/uy
/** "1e6" one times ten to the power of six. */
export const scientificRule: Rule = (scene, at) => {
  const match = matchAt(scientific, scene.text, at)
  if (!match || /[\p{L}\d-]/u.test(scene.text[at - 1] ?? '')) return undefined
  const value = match[2]!.replace('+', '').replace('−', '-')
  if (scene.base === 'de') return undefined
  return {
    end: at + match[0].length,
    say: `${sayFigure(scene, readFigure(scene.text, at, 'en')!)} times ten to the power of ${value.startsWith('-') ? 'minus ' : ''}${cardinal(scene, value.replace('-', ''))}`,
  }
}

/** "3x4" three by four, "1920×1080", "3 × 4 = 12" three times four, "2x faster" two times. */
export const dimensionRule: Rule = (scene, at) => {
  const { text } = scene
  const many = matchAt(fold, text, at)
  if (
    many &&
    (/[+=*/(^−-]/.test(markBefore(text, at)) ||
      /^ ?[+=²³^)−]/.test(text.slice(at + many[0].length, at + many[0].length + 2)) ||
      (/^ [-–] /.test(text.slice(at + many[0].length, at + many[0].length + 3)) && many[0].endsWith('x')))
  )
    return { end: at + many[1]!.length, say: `${sayFigure(scene, readFigure(text, at, 'en')!)} ` }
  if (many) return { end: at + many[0].length, say: `${sayFigure(scene, readFigure(text, at, 'en')!)} times` }
  const match = matchAt(times, text, at)
  if (!match) return undefined
  const next = readFigure(text, at + match[0].length, 'en')!
  const first = sayFigure(scene, readFigure(text, at, 'en')!)
  const isProduct =
    /^ ?(?:=|\^|\d)/.test(text.slice(next.end, next.end + 2)) ||
    (match[0].includes('×') &&
      match[2] === ' ' &&
      !unitAfter(text, next.end, 'en', scene.region) &&
      !/^ ?[×x] ?\d/.test(text.slice(next.end, next.end + 4)))
  return { end: at + match[0].length, say: `${first} ${isProduct ? 'times' : 'by'} ` }
}

/** French number words, in their French, Belgian and Swiss forms. */
import { digitParts, type Part, type WordLexer } from './tokens.ts'

const units: readonly (readonly [string, number])[] = [
  ['zéro', 0],
  ['zero', 0],
  ['un', 1],
  ['une', 1],
  ['deux', 2],
  ['trois', 3],
  ['quatre', 4],
  ['cinq', 5],
  ['six', 6],
  ['sept', 7],
  ['huit', 8],
  ['neuf', 9],
]
const teens: readonly (readonly [string, number])[] = [
  ['dix', 10],
  ['onze', 11],
  ['douze', 12],
  ['treize', 13],
  ['quatorze', 14],
  ['quinze', 15],
  ['seize', 16],
]
const tens: readonly (readonly [string, number])[] = [
  ['vingt', 20],
  ['vingts', 20],
  ['trente', 30],
  ['quarante', 40],
  ['cinquante', 50],
  ['soixante', 60],
  ['septante', 70],
  ['huitante', 80],
  ['octante', 80],
  ['nonante', 90],
]
const table = new Map<string, Part>()
for (const [word, value] of units) table.set(word, { kind: 'unit', value })
for (const [word, value] of teens) table.set(word, { kind: 'teen', value })
for (const [word, value] of tens) table.set(word, { kind: 'tens', value })
for (const [word, part] of [
  ['cent', { kind: 'hundred', value: 100 }],
  ['cents', { kind: 'hundred', value: 100 }],
  ['mil', { kind: 'scale', value: 1e3, text: 'mille' }],
  ['mille', { kind: 'scale', value: 1e3, text: 'mille' }],
  ['million', { kind: 'scale', value: 1e6, text: 'million' }],
  ['millions', { kind: 'scale', value: 1e6, text: 'millions' }],
  ['milliard', { kind: 'scale', value: 1e9, text: 'milliard' }],
  ['milliards', { kind: 'scale', value: 1e9, text: 'milliards' }],
  ['et', { kind: 'and', value: 0 }],
  ['virgule', { kind: 'point', value: 0 }],
  ['point', { kind: 'point', value: 0 }],
  ['demi', { kind: 'half', value: 2 }],
  ['demie', { kind: 'half', value: 2 }],
  ['quart', { kind: 'part', value: 4 }],
  ['quarts', { kind: 'part', value: 4, plural: true }],
  ['tiers', { kind: 'part', value: 3, plural: true }],
  ['double', { kind: 'repeat', value: 2 }],
  ['moins', { kind: 'minus', value: -1 }],
] as const) {
  table.set(word, part)
}
/** Ordinals are the cardinals with “-ième”, less a mute e. */
const cardinals = Array.from(table)
for (const [word, part] of cardinals) {
  if (!['unit', 'teen', 'tens', 'hundred', 'scale'].includes(part.kind)) continue
  const stem =
    word === 'cinq' ? 'cinqu' : word === 'neuf' ? 'neuv' : word.endsWith('e') ? word.slice(0, -1) : word
  if (word !== 'une' && !word.endsWith('ts')) table.set(`${stem}ième`, { ...part, ordinal: true })
}
for (const word of ['premier', 'première']) table.set(word, { kind: 'unit', value: 1, ordinal: true })
for (const word of ['second', 'seconde']) table.set(word, { kind: 'unit', value: 2, ordinal: true })

/** “quatre-vingt-dix-sept” as four parts. */
export const lexFrench: WordLexer = (word) => {
  const written = digitParts(word, 'fr')
  if (written) return written
  const found = word.split('-').map((part) => table.get(part))
  return found.every((part) => part !== undefined) ? found : undefined
}

/** English number words. */
import { digitParts, type Part, type WordLexer } from './tokens.ts'

const units = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const teens = [
  'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
] // prettier-ignore
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const scales: readonly (readonly [string, number])[] = [
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]
const unitOrdinals = [
  'zeroth',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
]
const parts: readonly (readonly [string, number])[] = [
  ['third', 3],
  ['quarter', 4],
  ['fourth', 4],
  ['fifth', 5],
  ['sixth', 6],
  ['seventh', 7],
  ['eighth', 8],
  ['ninth', 9],
  ['tenth', 10],
  ['twelfth', 12],
  ['sixteenth', 16],
  ['hundredth', 100],
]

const table = new Map<string, Part>()
units.forEach((word, value) => table.set(word, { kind: 'unit', value }))
unitOrdinals.forEach((word, value) => table.set(word, { kind: 'unit', value, ordinal: true }))
teens.forEach((word, index) => {
  table.set(word, { kind: 'teen', value: 10 + index })
  table.set(word === 'twelve' ? 'twelfth' : `${word}th`, { kind: 'teen', value: 10 + index, ordinal: true })
})
tens.forEach((word, index) => {
  table.set(word, { kind: 'tens', value: 20 + 10 * index })
  table.set(`${word.slice(0, -1)}ieth`, { kind: 'tens', value: 20 + 10 * index, ordinal: true })
})
for (const [word, value] of scales) {
  table.set(word, { kind: 'scale', value, text: word })
  table.set(`${word}th`, { kind: 'scale', value, text: word, ordinal: true })
}
for (const [word, under] of parts) {
  table.set(`${word}s`, { kind: 'part', value: under, plural: true })
}
for (const [word, part] of [
  ['oh', { kind: 'unit', value: 0 }],
  ['o', { kind: 'unit', value: 0 }],
  ['nought', { kind: 'unit', value: 0 }],
  ['naught', { kind: 'unit', value: 0 }],
  ['nil', { kind: 'unit', value: 0 }],
  ['fourty', { kind: 'tens', value: 40 }],
  ['hundred', { kind: 'hundred', value: 100 }],
  ['hundredth', { kind: 'hundred', value: 100, ordinal: true }],
  ['and', { kind: 'and', value: 0 }],
  ['a', { kind: 'article', value: 1 }],
  ['an', { kind: 'article', value: 1 }],
  ['point', { kind: 'point', value: 0 }],
  ['half', { kind: 'half', value: 2 }],
  ['halves', { kind: 'half', value: 2, plural: true }],
  ['quarter', { kind: 'part', value: 4 }],
  ['double', { kind: 'repeat', value: 2 }],
  ['triple', { kind: 'repeat', value: 3 }],
  ['treble', { kind: 'repeat', value: 3 }],
  ['minus', { kind: 'minus', value: -1 }],
  ['negative', { kind: 'minus', value: -1 }],
] as const) {
  table.set(word, part)
}

/** `twenty-five` as two parts, `half` as one. */
export const lexEnglish: WordLexer = (word) => {
  const written = digitParts(word, 'en')
  if (written) return written
  const found = word.split('-').map((part) => table.get(part))
  return found.every((part) => part !== undefined) ? found : undefined
}

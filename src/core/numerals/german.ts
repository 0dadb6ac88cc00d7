/** German number words, glued as they are written or split as recognisers split them. */
import { digitParts, type Part, type WordLexer } from './tokens.ts'

const stems: readonly (readonly [string, Part])[] = [
  ...(
    [
      ['null', 0],
      ['ein', 1],
      ['eins', 1],
      ['zwei', 2],
      ['zwo', 2],
      ['drei', 3],
      ['vier', 4],
      ['fünf', 5],
      ['fuenf', 5],
      ['sechs', 6],
      ['sieben', 7],
      ['acht', 8],
      ['neun', 9],
    ] as const
  ).map(([word, value]): [string, Part] => [word, { kind: 'unit', value }]),
  ...(
    [
      ['zehn', 10],
      ['elf', 11],
      ['zwölf', 12],
      ['zwoelf', 12],
      ['dreizehn', 13],
      ['vierzehn', 14],
      ['fünfzehn', 15],
      ['fuenfzehn', 15],
      ['sechzehn', 16],
      ['siebzehn', 17],
      ['achtzehn', 18],
      ['neunzehn', 19],
    ] as const
  ).map(([word, value]): [string, Part] => [word, { kind: 'teen', value }]),
  ...(
    [
      ['zwanzig', 20],
      ['dreißig', 30],
      ['dreissig', 30],
      ['vierzig', 40],
      ['fünfzig', 50],
      ['fuenfzig', 50],
      ['sechzig', 60],
      ['siebzig', 70],
      ['achtzig', 80],
      ['neunzig', 90],
    ] as const
  ).map(([word, value]): [string, Part] => [word, { kind: 'tens', value }]),
  ['hundert', { kind: 'hundred', value: 100 }],
  ['tausend', { kind: 'scale', value: 1e3, text: 'Tausend' }],
]

const ending = '(?:e[nrsm]?)'
const irregular: readonly (readonly [string, number])[] = [
  ['erst', 1],
  ['dritt', 3],
  ['siebt', 7],
  ['siebent', 7],
  ['acht', 8],
]
const table = new Map<string, Part>(stems)
for (const [stem, part] of stems) {
  if (['ein', 'eins', 'drei', 'sieben', 'acht'].includes(stem)) continue
  const ordinal = { ...part, ordinal: true }
  const suffix = part.kind === 'unit' || part.kind === 'teen' ? 't' : 'st'
  for (const last of ['e', 'en', 'er', 'es', 'em']) table.set(`${stem}${suffix}${last}`, ordinal)
}
for (const [stem, value] of irregular) {
  for (const last of ['e', 'en', 'er', 'es', 'em'])
    table.set(`${stem}${last}`, { kind: 'unit', value, ordinal: true })
}
for (const [word, part] of [
  ['und', { kind: 'and', value: 0 }],
  ['einhalb', { kind: 'half', value: 2, plural: true }], // of “zweieinhalb”: 2 and this
  ['einviertel', { kind: 'part', value: 4, plural: true }],
] as const) {
  table.set(word, part)
}
const inside = [...table.keys()].toSorted((one, other) => other.length - one.length)

/** Words that are never glued to others. */
const alone = new Map<string, readonly Part[]>()
for (const last of ['e', 'en', 'er', 'em', 'es']) {
  alone.set(`ein${last}`, [{ kind: 'unit', value: 1 }])
}
for (const [word, part] of [
  ['ein', { kind: 'unit', value: 1 }],
  ['million', { kind: 'scale', value: 1e6, text: 'Million' }],
  ['millionen', { kind: 'scale', value: 1e6, text: 'Millionen' }],
  ['milliarde', { kind: 'scale', value: 1e9, text: 'Milliarde' }],
  ['milliarden', { kind: 'scale', value: 1e9, text: 'Milliarden' }],
  ['billion', { kind: 'scale', value: 1e12, text: 'Billion' }],
  ['billionen', { kind: 'scale', value: 1e12, text: 'Billionen' }],
  ['komma', { kind: 'point', value: 0 }],
  ['punkt', { kind: 'point', value: 1 }], // only “drei Punkt fünf”, where digits follow
  ['halb', { kind: 'half', value: 2 }],
  ['minus', { kind: 'minus', value: -1 }],
  ['doppel', { kind: 'repeat', value: 2 }],
] as const) {
  alone.set(word, [part])
}
for (const last of ['e', 'en', 'er', 'es', 'em']) alone.set(`halb${last}`, [{ kind: 'half', value: 2 }])
for (const [word, under] of [
  ['drittel', 3],
  ['viertel', 4],
  ['fünftel', 5],
  ['sechstel', 6],
  ['siebtel', 7],
  ['achtel', 8],
  ['neuntel', 9],
  ['zehntel', 10],
  ['hundertstel', 100],
] as const) {
  alone.set(word, [{ kind: 'part', value: under }])
}
alone.set('anderthalb', [
  { kind: 'unit', value: 1 },
  { kind: 'half', value: 2, plural: true },
])
alone.set('dreiviertel', [
  { kind: 'unit', value: 3 },
  { kind: 'part', value: 4 },
])
alone.set('einhalb', [
  { kind: 'unit', value: 1 },
  { kind: 'half', value: 2 },
])

/** A word cut into number morphemes from left to right, longest first, taking back where that fails. */
function cut(word: string): readonly Part[] | undefined {
  if (word === '') return []
  for (const piece of inside) {
    const part = table.get(piece)
    if (!part || !word.startsWith(piece)) continue
    const rest = word.slice(piece.length)
    if (part.ordinal && rest !== '') continue
    const more = cut(rest)
    if (more) return [part, ...more]
  }
  return undefined
}

/** “zweihundertfünfundzwanzig” as five parts; “zweieinhalb” as two. */
export const lexGerman: WordLexer = (word) => {
  const written = digitParts(word, 'de')
  if (written) return written
  const known = alone.get(word)
  if (known) return known
  const half = new RegExp(`^(.+)einhalb${ending}?$`).exec(word)
  const whole = half ? cut(half[1] ?? '') : undefined
  if (whole && whole.length > 0) return [...whole, { kind: 'half', value: 2, plural: true }]
  if (word.startsWith('doppel') && word.length > 6) {
    const rest = cut(word.slice(6))
    if (rest?.length === 1 && rest[0]?.kind === 'unit') return [{ kind: 'repeat', value: 2 }, ...rest]
  }
  return word.length > 80 ? undefined : cut(word.replaceAll('-', ''))
}

import { expect, test } from 'vitest'
import { numberRanges } from './number-words.ts'

const wordsOf = (text: string) =>
  [...text.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}’'-]|[,.:/](?=\p{N}))*/gu)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
const found = (text: string) => numberRanges(text, wordsOf(text)).map(({ from, to }) => text.slice(from, to))

test.each([
  ['It was 1989 when 3 of them left.', ['1989', '3']],
  ['It cost $1,234.50 in all, or 12 % more.', ['1,234.50', '12']],
  ['Some 3.5 million people and 40 percent of them', ['3.5 million', '40 percent']],
  ['Call +49 (30) 123-4567 before noon.', ['49 (30) 123-4567']],
  ['On March 12, 2024 it began.', ['March 12, 2024']],
  ['Am 12. März 2024 um 14:30 Uhr begann es.', ['12. März 2024', '14:30 Uhr']],
  ['Das sind 2,5 Milliarden Euro oder 30 Prozent.', ['2,5 Milliarden Euro', '30 Prozent']],
  ['No numbers here, not one of two; and one more.', []],
  [
    'Some two hundred and forty-two of them in nineteen eighty-four',
    ['two hundred and forty-two', 'nineteen eighty-four'],
  ],
  ['A twenty-first birthday is not a twenty-one.', ['twenty-one']],
  [
    'Es waren dreihundertzweiundvierzig, nicht einundzwanzig.',
    ['dreihundertzweiundvierzig', 'einundzwanzig'],
  ],
  ['Achtung, der Einzige und sein Eigentum: vier Hunde.', []],
])('%s', (text, wanted) => {
  expect(found(text)).toEqual(wanted)
})

import { expect, test } from 'vitest'
import { type Block, blockText } from '../../contract/document.ts'
import type { Omission } from '../../contract/listening.ts'
import { type Gist, gistOf } from './gist.ts'
import { paceWith } from './gist/pace.ts'
import { heading, paragraph } from './text-fake.ts'
import { countWords } from './word-count.ts'

const subjects = [
  'The bridge',
  'A keeper',
  'The old harbour',
  'Every ship',
  'The town council',
  'A merchant',
  'The river',
  'Winter',
]
const verbs = [
  'was built of',
  'paid for',
  'carried',
  'looked after',
  'needed more',
  'stored',
  'was known for',
  'brought',
]
const objects = [
  'grey stone from the hills',
  'salt and timber',
  'the iron gates',
  'many small boats',
  'ropes, nails and tar',
  'cold rain and fog',
  'the yearly market',
  'letters from abroad',
]

/** A chapter of different sentences, the same for the same `seed`. */
function chapter(sentences: number, seed = 1): Block[] {
  let state = seed
  const pick = (list: readonly string[]): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return list[(state >>> 8) % list.length]!
  }
  const blocks: Block[] = [heading('The harbour')]
  for (let count = 0; count < sentences;) {
    const size = 3 + (count % 4)
    const own = Array.from({ length: size }, (_, index) => {
      const tail =
        index % 3 === 2 ? ` when ${pick(subjects).toLowerCase()} ${pick(verbs)} ${pick(objects)}` : ''
      return `${pick(subjects)} ${pick(verbs)} ${pick(objects)}${tail}.`
    })
    blocks.push(paragraph(own.join(' ')))
    count += size
  }
  return blocks
}

const nothing = (blocks: readonly Block[]): readonly Omission[][] => blocks.map(() => [])
const ask = (blocks: readonly Block[], share: number, language = 'en'): Gist =>
  gistOf({ blocks, omitted: nothing(blocks), language, budget: { share } })

function left(blocks: readonly Block[], { omissions }: Gist): string[] {
  return blocks.map((block, index) => {
    const text = blockText(block)
    let rest = ''
    let at = 0
    for (const { from, to } of omissions[index]!) {
      rest += text.slice(at, from)
      at = Math.max(at, to)
    }
    return (rest + text.slice(at)).replace(/\s+/g, ' ').trim()
  })
}
const read = (blocks: readonly Block[], gist: Gist): string => left(blocks, gist).filter(Boolean).join(' | ')

test.each([10, 15, 20, 30, 45, 60])(
  '%i %% of a chapter is that share of its words, within two points',
  (percent) => {
    for (const seed of [1, 2, 3]) {
      const blocks = chapter(60, seed)
      const gist = ask(blocks, percent / 100)
      const all = countWords(blocks.map(blockText).join(' '))
      const heard = countWords(left(blocks, gist).join(' '))
      expect(all).toBeGreaterThan(300)
      expect(gist.words).toBe(all)
      expect(Math.abs((100 * heard) / all - percent)).toBeLessThanOrEqual(2)
      expect(Math.abs(heard - gist.wordsRead)).toBeLessThanOrEqual(4) // a connective more or less
    }
  },
)

test('a gist in seconds is as long as asked for, within five percent', () => {
  const blocks = chapter(80)
  const pace = paceWith(1, 0.35, { speed: 2, pauses: 'normal', slow: {} }, 'en')
  for (const seconds of [30, 60, 90]) {
    const gist = gistOf({ blocks, omitted: nothing(blocks), language: 'en', budget: { seconds, pace } })
    let total = 0
    for (const [index, block] of blocks.entries())
      for (const sentence of blockText(block).match(/[^.]+\.?/g) ?? []) {
        const from = blockText(block).indexOf(sentence.trim())
        if (gist.omissions[index]!.some((omission) => omission.from <= from && omission.to > from)) continue
        const last = blockText(block).trimEnd().endsWith(sentence.trim())
        total += pace.seconds({
          text: sentence.trim(),
          kind: block.kind === 'heading' ? 'heading' : 'sentence',
          place: last ? 1 : 0,
          paragraphSize: 2,
        })
      }
    expect(Math.abs(total / seconds - 1)).toBeLessThan(0.05)
  }
})

test('the author’s words stay in order, and headings are always read', () => {
  const blocks = [...chapter(40, 5), heading('The lighthouse', 2), ...chapter(40, 6).slice(1)]
  const gist = ask(blocks, 0.1)
  const rest = left(blocks, gist)
  expect(rest[0]).toBe('The harbour')
  expect(rest).toContain('The lighthouse')
  for (const list of gist.omissions)
    for (const [index, { from, to }] of list.entries()) {
      expect(to).toBeGreaterThan(from)
      if (index > 0) expect(from).toBeGreaterThanOrEqual(list[index - 1]!.to)
    }
})

test('a longer gist is not the first sentences only', () => {
  const blocks = chapter(80, 9)
  const kept = left(blocks, ask(blocks, 0.3)).map((text) => text !== '')
  expect(kept.slice(Math.floor(kept.length * 0.6)).some(Boolean)).toBe(true)
})

test('a sentence that hangs on the one before is read with it or not at all', () => {
  for (let seed = 1; seed < 8; seed++) {
    const blocks = chapter(30, seed)
    blocks.splice(
      4,
      0,
      paragraph('Nobody paid for the iron gates. This made the old harbour unsafe for every ship.'),
    )
    for (const share of [0.15, 0.3, 0.5]) {
      const text = read(blocks, ask(blocks, share))
      if (text.includes('This made')) expect(text).toContain('Nobody paid for the iron gates. This made')
    }
  }
})

const item = (text: string): Block => ({ kind: 'list-item', level: 1, marker: '•', runs: [{ text }] })

test('what leads to a list is read with items of it or not at all', () => {
  for (let seed = 1; seed < 8; seed++) {
    const filler = chapter(40, seed)
    const list = [
      paragraph('Three things were needed in the harbour:'),
      item('ropes'),
      item('nails and tar'),
      item('small boats'),
    ]
    const blocks = [...filler.slice(0, 5), ...list, ...filler.slice(5)]
    for (const share of [0.1, 0.3, 0.5]) {
      const rest = left(blocks, ask(blocks, share))
      const lead = rest[5] !== ''
      expect([rest[6] !== '', rest[7] !== '', rest[8] !== '']).toEqual([lead, lead, lead])
    }
  }
})

test('tables, code and notes are left out whole, and so is what only leads to them', () => {
  const blocks: Block[] = [
    ...chapter(30, 3),
    paragraph('The numbers of the harbour are given in the following table:'),
    { kind: 'table', runs: [{ text: 'ships\t12\nboats\t40' }] },
    { kind: 'code', runs: [{ text: 'print(ships)' }] },
    { kind: 'footnote', note: 'n1', runs: [{ text: 'A note on the harbour.' }] },
  ]
  const rest = left(blocks, ask(blocks, 0.6))
  expect(rest.slice(-4)).toEqual(['', '', '', ''])
})

test('what the rules leave out is neither counted nor left out twice', () => {
  const blocks = chapter(40, 4)
  const omitted = blocks.map((block, index): Omission[] =>
    index === 2 ? [{ from: 0, to: blockText(block).length, reason: 'own', rule: 'x' }] : [],
  )
  const gist = gistOf({ blocks, omitted, language: 'en', budget: { share: 0.3 } })
  expect(gist.omissions[2]).toEqual([])
  expect(gist.words).toBe(ask(blocks, 0.3).words - countWords(blockText(blocks[2]!)))
})

test('lists of sources are no part of a gist; their heading is', () => {
  const blocks = [
    ...chapter(30, 2),
    heading('References'),
    paragraph('Lee, A. (2001). The harbour. Stone Press.'),
  ]
  const rest = left(blocks, ask(blocks, 0.6))
  expect(rest.slice(-2)).toEqual(['References', ''])
})

test('German: the share holds, and pronouns keep their sentences', () => {
  const text =
    'Der Hafen wurde 1820 gebaut. Die Hafenmauer bestand aus grauem Stein. Er machte die Stadt reich. Viele Schiffe brachten Salz und Holz. ' +
    'Dadurch wuchs der Handel in der Stadt. Die Kaufleute bauten Häuser am Fluss. Im Winter lag Eis auf dem Hafen. Ein Wärter hielt das Feuer wach. '
  const blocks = [heading('Der Hafen'), ...Array.from({ length: 8 }, () => paragraph(text.trim()))]
  for (const share of [0.2, 0.4]) {
    const gist = ask(blocks, share, 'de')
    expect(Math.abs(gist.wordsRead / gist.words - share)).toBeLessThan(0.02)
    const heard = read(blocks, gist)
    for (const match of heard.matchAll(/(.{0,40})Dadurch wuchs/g))
      expect(match[1]).toMatch(/Salz und Holz\. $/)
  }
})

test('languages without a table, and scripts without spaces, have a gist too', () => {
  const french =
    'Le port fut construit en pierre grise. Les marchands payaient le sel et le bois. Chaque navire apportait des lettres. '
  const blocks = [
    heading('Le port'),
    ...Array.from({ length: 12 }, (_, index) =>
      paragraph(`${french}En ${1800 + index}, le conseil acheta un bateau.`),
    ),
  ]
  const gist = ask(blocks, 0.3, 'fr')
  expect(Math.abs(gist.wordsRead / gist.words - 0.3)).toBeLessThan(0.02)
  const chinese = Array.from({ length: 20 }, (_, index) =>
    paragraph(`港口建于第${index}年。商人买卖盐和木材。冬天河上结冰。每艘船都带来信件。`),
  )
  const short = ask(chinese, 0.3, 'zh')
  expect(Math.abs(short.wordsRead / short.words - 0.3)).toBeLessThan(0.03)
})

test('a chapter of a sentence or two, or of none, is no trouble', () => {
  for (const blocks of [
    [],
    [heading('Only a heading')],
    [paragraph('One sentence stands here alone.')],
    [paragraph('***')],
  ])
    expect(() => ask(blocks, 0.1)).not.toThrow()
})

test('a chapter of a thousand sentences takes a fraction of a second', () => {
  const blocks = chapter(1_000, 7)
  ask(blocks.slice(0, 60), 0.3) // compiled
  const began = performance.now()
  ask(blocks, 0.3)
  const first = performance.now() - began
  ask(blocks, 0.4)
  expect(first).toBeLessThan(1_000) // 100 ms on a free machine; tests run beside others
})

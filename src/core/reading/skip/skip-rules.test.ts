import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block } from '../../../contract/document.ts'
import { blockText } from '../../../contract/document.ts'
import { type Omission, skipDefaults, skipWhat } from '../../../contract/listening.ts'
import { skipped, type SkipActions, type SkippedOf } from '../skip-rules.ts'
import { blockUtterances } from '../utterances.ts'
import {
  addressCases,
  citationCases,
  noteCases,
  parenthesisCases,
  type SkipCase,
  trapCases,
} from './cases.ts'
import { nothingKnown } from './found.ts'

const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] })
const withActions = (actions: Partial<SkipActions>): SkipActions => ({ ...skipDefaults, ...actions })
const everything = Object.fromEntries(
  skipWhat.options.map((what) => [what, 'skip']),
) as unknown as SkipActions
const addressesToo = withActions({ urls: 'skip', emails: 'skip' })

const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+|[*†‡]/gu) ?? []
const without = (text: string, omissions: readonly Omission[]): string => {
  let left = ''
  let at = 0
  for (const { from, to } of omissions) {
    left += `${text.slice(at, from)} `
    at = to
  }
  return left + text.slice(at)
}

function check({ text, language }: SkipCase, actions: SkipActions): void {
  const plain = text.replaceAll(/[⟦⟧]/g, '')
  const gold = text.replaceAll(/⟦[^⟧]*⟧/g, ' ')
  expect(words(without(plain, skipped(paragraph(plain), actions, { language })))).toEqual(words(gold))
}

test.each(citationCases)('citations: $text', (each) => check(each, addressesToo))
test.each(noteCases)('note marks: $text', (each) => check(each, addressesToo))
test.each(addressCases)('addresses: $text', (each) => check(each, addressesToo))
test.each(trapCases)('read whole: $text', (each) => check(each, addressesToo))
test.each(parenthesisCases)('parentheses: $text', (each) => check(each, withActions({ parentheses: 'skip' })))

const spoken = (text: string, actions: Partial<SkipActions> = {}, more: SkippedOf = {}): string => {
  const block = paragraph(text)
  return blockUtterances(block, more.language ?? 'en', skipped(block, withActions(actions), more))
    .map((each) => each.spoken)
    .join(' | ')
}

test('a citation that is a word of the sentence leaves a word in its place', () => {
  const heard = (text: string, language: string): string =>
    blockUtterances(paragraph(text), language, skipped(paragraph(text), skipDefaults, { language }))
      .map(({ spoken }) => spoken)
      .join(' ')
  expect(heard('In [9], the policy is local, as shown by [3] and [4].', 'en')).toBe(
    'In a source, the policy is local, as shown by a source.',
  )
  expect(heard('It holds, as defined in [2, 5], but [7] is not needed [8].', 'en')).toContain(
    'defined in sources',
  )
  expect(heard('Nach [9] gilt das, wie in [3] gezeigt; das weist er nach [4].', 'de')).toBe(
    'Nach einer Quelle gilt das, wie in einer Quelle gezeigt; das weist er nach.',
  )
  expect(heard('The method works [9], and it stays.', 'en')).toBe('The method works, and it stays.')
})

test('what is left is a clean line', () => {
  expect(spoken('It works [1], [2] and [3], too [4].')).toBe('It works, too.')
  expect(spoken('So, (Smith, 2020), it is. (Jones, 2019)')).toBe('So, it is.')
  expect(spoken('One word [1]–[3]. Another (ibid.)!')).toBe('One word. | Another!')
  expect(spoken('[2] (Smith, 2020) However, it was.')).toBe('two However, it was.')
  expect(spoken('The house (which was old), fell (and broke).', { parentheses: 'skip' })).toBe(
    'The house, fell.',
  )
})

test('an announcement says in the document’s language what stood there, once', () => {
  expect(spoken('It works [1, 2]. So (Smith, 2020).', { citations: 'announce' })).toBe(
    'It works citation. | So citation.',
  )
  expect(spoken('Das gilt (Müller 2015).', { citations: 'announce' }, { language: 'de' })).toBe(
    'Das gilt Quelle.',
  )
  expect(spoken('Écrit ici [1].', { citations: 'announce' }, { language: 'fr' })).toBe('Écrit ici citation.')
})

const table: Block = {
  kind: 'table',
  runs: [{ text: 'Table 1: Sizes\n', role: 'caption' }, { text: '\tSize\nCat\t3' }],
  cells: [
    { row: 0, column: 0, start: 15, end: 15, header: true },
    { row: 0, column: 1, start: 16, end: 20, header: true },
    { row: 1, column: 0, start: 21, end: 24 },
    { row: 1, column: 1, start: 25, end: 26 },
  ],
  columns: 2,
}
const said = (block: Block, actions: Partial<SkipActions>): string[] =>
  blockUtterances(block, 'en', skipped(block, withActions(actions))).map((each) => each.spoken)

test('a table is skipped or announced with its rows; its caption has a rule of its own', () => {
  expect(said(table, { tables: 'skip' })).toEqual(['Table one: Sizes'])
  expect(said(table, { tables: 'announce', captions: 'skip' })).toEqual(['table with 2 rows'])
  expect(said(table, { tables: 'read', captions: 'skip' })[0]).toContain('Size')
})

test('code, notes and figures go as wholes; an announced note of several sentences is announced once', () => {
  expect(said({ kind: 'code', runs: [{ text: 'a = 1\nb = 2\n' }] }, { code: 'announce' })).toEqual([
    'code with 2 lines',
  ])
  const note: Block = {
    kind: 'footnote',
    note: 'n3',
    runs: [{ text: 'First sentence here. Second one. Third.' }],
  }
  expect(said(note, { 'note-texts': 'announce' })).toEqual(['note'])
  expect(said(note, { 'note-texts': 'skip' })).toEqual([])
  const figure: Block = {
    kind: 'figure',
    runs: [
      { text: 'A cat on a mat', role: 'alternative' },
      { text: '\n' },
      { text: 'Figure 3. Our cat.', role: 'caption' },
    ],
  }
  expect(said(figure, { figures: 'skip' })).toEqual(['Figure three.', 'Our cat.'])
  expect(said(figure, { captions: 'skip' })).toEqual(['Figure: A cat on a mat'])
  expect(said(figure, { captions: 'skip', figures: 'announce' })).toEqual(['picture'])
})

test('paragraphs that are captions are known by their label, not by its mention', () => {
  const captions = { captions: 'skip' } as const
  for (const text of [
    'Figure 3: A cat.',
    'Fig. 2a. The cat.',
    'Table IV',
    'Abbildung 3: Eine Katze.',
    'Tab. 1 – Werte',
  ])
    expect(said(paragraph(text), captions)).toEqual([])
  for (const text of [
    'Figure 3 shows a cat.',
    'Figure 3, which is old, is here.',
    'Table 2 and Table 3 differ.',
    'Abb. 3 zeigt es.',
  ])
    expect(said(paragraph(text), captions)).not.toEqual([])
})

test('raised numbers by their run: marks after words and stops, never exponents and ordinals', () => {
  const raised = (before: string, mark: string, after = ' more.'): boolean => {
    const block: Block = {
      kind: 'paragraph',
      runs: [{ text: before }, { text: mark, script: 'superscript' }, { text: after }],
    }
    return skipped(block, skipDefaults).length > 0
  }
  for (const [before, mark] of [
    ['the word', '1'],
    ['It ended.', '12'],
    ['he said,”', '3'],
    ['a study', '1,2'],
    ['many', '3–5'],
    ['word', '*'],
    ['the word', 'a'],
  ])
    expect(raised(before!, mark!), `${before}^${mark}`).toBe(true)
  for (const [before, mark] of [
    ['5 m', '2'],
    ['10', '6'],
    ['the 1', 'st'],
    ['x', '2'],
    ['(a + b)', '2'],
    ['Na', '+'],
    ['12 km', '2'],
    ['the n', 'th'],
    ['R', '2'],
    ['10', '−6'],
  ])
    expect(raised(before!, mark!), `${before}^${mark}`).toBe(false)
  expect(raised('', '14', 'C dating')).toBe(false)
})

test('code and mathematics inside a paragraph hold no citations', () => {
  const block: Block = {
    kind: 'paragraph',
    runs: [
      { text: 'Call ' },
      { text: 'rows [3]', role: 'code' },
      { text: ' or ' },
      { text: 'M [2]', role: 'math', spoken: 'M two' },
      { text: ' [4].' },
    ],
  }
  expect(skipped(block, skipDefaults).map(({ from, to }) => blockText(block).slice(from, to))).toEqual([
    ' [4]',
  ])
  expect(skipped(block, withActions({ code: 'skip' })).length).toBe(2)
})

test('brackets that hold a citation to be read are not skipped as an aside', () => {
  expect(
    spoken('So it is (Smith, 2020), he said (in private).', { citations: 'read', parentheses: 'skip' }),
  ).toContain('Smith')
  expect(
    spoken('So it is (Smith, 2020), he said (in private).', { citations: 'read', parentheses: 'skip' }),
  ).not.toContain('private')
})

test('a place and a year, or a name that heads no entry, are read where the document has a list of sources', () => {
  const evidence = {
    ...nothingKnown,
    complete: true,
    full: true,
    authors: new Set(['smith', 'jones 2019', 'jones', 'lee', 'kim', 'park', 'rossi']),
  }
  const left = (text: string): string => spoken(text, {}, { around: { evidence } })
  expect(left('It rained (Smith, 2020).')).toBe('It rained.')
  expect(left('It rained (Mozart, 1788).')).not.toBe('It rained.')
  expect(left('Then Jones (2019) was wrong.')).toBe('Then Jones was wrong.')
  expect(left('Then Waterloo (1815) was lost.')).not.toBe('Then Waterloo was lost.')
})

test('a source of the list is known by its initials', () => {
  const evidence = {
    ...nothingKnown,
    complete: true,
    full: true,
    authors: new Set(['world', 'who', 'who 2019', 'collins', 'collins 2003']),
  }
  const text = 'The rule (WHO, 2019) is that of Collins [2003] alone, not of [1998] others.'
  expect(
    skipped(paragraph(text), skipDefaults, { around: { evidence } }).map(({ from, to }) =>
      text.slice(from, to).trim(),
    ),
  ).toEqual(['(WHO, 2019)', '[2003]'])
})

test('in a list of sources nothing is a citation', () => {
  const matter = { from: 0, to: 9, matter: 'references' } as const
  const evidence = { ...nothingKnown, authors: new Set(['smith']) }
  expect(
    skipped(paragraph('[12] Smith (2020): A Book (Jones, 2019).'), skipDefaults, {
      around: { evidence, matter },
    }),
  ).toEqual([])
})

test('own rules find words, wildcards and expressions, and leave the rest', () => {
  const own = [{ from: 4, to: 9, rule: 'r1', action: 'skip' as const }]
  expect(skipped(paragraph('The great house.'), skipDefaults, { own })).toEqual([
    { from: 3, to: 9, reason: 'own', rule: 'r1' },
  ])
})

const sound = (text: string, omissions: readonly Omission[]): void => {
  let at = 0
  for (const { from, to } of omissions) {
    expect(from).toBeGreaterThanOrEqual(at)
    expect(to).toBeGreaterThan(from)
    at = to
  }
  expect(at).toBeLessThanOrEqual(text.length)
}

const snippets = fc.constantFrom(
  '[',
  ']',
  '(',
  ')',
  '1',
  '12',
  ', ',
  '; ',
  '–',
  'Smith',
  ' & ',
  ' et al.',
  ' 2020',
  'a',
  ' ',
  '. ',
  'vgl. ',
  'https://',
  'x.org',
  '@',
  '²',
  '*',
  '\n',
  'S. 12 f.',
  'ebd.',
  'de la ',
  'J. ',
  'Figure 3: ',
  'https://x.org/(',
  '\ue000',
)

test('omissions are in order, inside the text and apart from one another, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(snippets, fc.string({ maxLength: 4 })), { maxLength: 60 }), (parts) => {
      const text = parts.join('')
      sound(text, skipped(paragraph(text), everything))
      sound(text, skipped(paragraph(text), { ...everything, citations: 'announce', parentheses: 'announce' }))
    }),
    { numRuns: 400 },
  )
})

test('text without brackets, signs, raised digits and addresses loses nothing', () => {
  const plain = fc.array(fc.stringMatching(/^[\p{L}\d,.;:!?'’“”-]{1,12}$/u), { maxLength: 40 })
  fc.assert(
    fc.property(plain, (parts) => {
      const text = parts
        .map((part) => part.replaceAll(/[a-z]\.[a-z]|\.\w|www|[²³¹⁰-⁹]|[\p{No}]/giu, 'x'))
        .join(' ')
      expect(skipped(paragraph(text), addressesToo)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('texts made to stall are gone through in time', () => {
  const many = (part: string, count: number): string => part.repeat(count)
  const traps = [
    many('(', 50_000),
    many('[', 50_000),
    many('()', 30_000),
    many('[1', 30_000),
    many('(Smith ', 8_000) + many(')', 8_000),
    `(${many('de la ', 95)}2020)`,
    `(${many('Aa ', 190)})`,
    `(${many('Aa, ', 140)})`,
    `(${many('A. ', 190)}2020`,
    `(${many('A. B. ', 95)}x)`,
    `(${many('Aa & Bb ', 70)}x)`,
    `(${many('see ', 140)}x 2)`,
    `(${many('vgl. auch ', 55)}2x)`,
    `(Aa ${many('2020, ', 95)}x)`,
    `(Aa 2020, ${many('S. 1, ', 90)}x)`,
    `[${many('1, ', 60)}x]`,
    `[${many('1 and ', 30)}]`,
    `[${many('Ab12, ', 30)}x]`,
    many('a@', 20_000),
    many('a.', 30_000),
    many('a-', 30_000),
    many('http://', 10_000),
    `www.${many('a', 60_000)}`,
    many('¹,', 20_000),
    many('x*', 20_000),
    `(${many('Aa-', 190)}2020)`,
    `(${many("O'", 250)} 2020)`,
    many('(2020) ', 8_000),
    many('Smith (2020) and ', 4_000),
    `(Hrsg. ${many('Aa/', 180)})`,
    `(${many('Aa et al. ', 55)})`,
    `(${many('of the ', 80)} 2020)`,
    `(Aa ${many('of the ', 70)} 2020x)`,
    many('doi 10.1', 9_000),
    many('1–', 30_000),
  ]
  for (const trap of traps) {
    const begun = performance.now()
    skipped(paragraph(trap), everything)
    expect(performance.now() - begun, trap.slice(0, 30)).toBeLessThan(2_000)
  }
})

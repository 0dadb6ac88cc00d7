import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LexiconEntry, lexiconEntry } from '../../contract/listening.ts'
import type { Run } from '../../contract/document.ts'
import { lexiconFor } from './lexicon.ts'
import { fakeDocument } from './text-fake.ts'
import { blockUtterances } from './utterances.ts'

const here = fakeDocument
const elsewhere = 'e'.repeat(64)
let ids = 0
const entry = (written: string, spoken: string, more: Partial<LexiconEntry> = {}): LexiconEntry =>
  lexiconEntry.parse({ id: `e${ids++}`, written, spoken, ...more })
function find(text: string, entries: readonly LexiconEntry[], language = 'en'): [string, string][] {
  const found = lexiconFor(entries, here)?.find(text, language) ?? []
  return found.map(({ from, to, say, ipa }) => [text.slice(from, to), ipa === undefined ? say : `/${ipa}/`])
}
const said = (runs: readonly Run[] | string, entries: readonly LexiconEntry[], language = 'en') =>
  blockUtterances(
    { kind: 'paragraph', runs: typeof runs === 'string' ? [{ text: runs }] : [...runs] },
    language,
    undefined,
    lexiconFor(entries, here),
  )

test('an entry is found as a word of its own, in whatever letters, with apostrophe and hyphen after it', () => {
  const name = [entry('Siobhan', 'shivawn')]
  for (const text of [
    'Siobhan',
    'SIOBHAN!',
    '“siobhan”',
    'Siobhan’s',
    "Siobhan's",
    'Siobhan-like',
    '(Siobhan)',
  ])
    expect(find(text, name), text).toEqual([[text.match(/siobhan/i)![0], 'shivawn']])
  expect(find('Siobhanesque and aSiobhan', name)).toEqual([])
  expect(find('Frau Siobhans Buch', name, 'de')).toEqual([['Siobhans', 'shivawns']])
  expect(find('the worms', [entry('worm', 'werm')])).toEqual([])
  expect(find('worm WORM Worm', [entry('Worm', 'werm', { matchCase: true })])).toEqual([['Worm', 'werm']])
})

test('a phrase goes over line ends, fixed spaces and soft hyphens, and letters may be composed or not', () => {
  expect(find('in Baton\n  Rouge now', [entry('Baton Rouge', 'batten roozh')])).toEqual([
    ['Baton\n  Rouge', 'batten roozh'],
  ])
  expect(find('Baton\u00a0Rouge', [entry('Baton Rouge', 'x')])).toEqual([['Baton\u00a0Rouge', 'x']])
  expect(find('Sio\u00adb\u00adhan said', [entry('Siobhan', 'x')])).toEqual([['Sio\u00adb\u00adhan', 'x']])
  expect(find('Cafe\u0301 Muse\u0301e', [entry('musée', 'x')])).toEqual([['Muse\u0301e', 'x']])
  expect(find('O’Brien', [entry("O'Brien", 'x')])).toEqual([['O’Brien', 'x']])
})

test('entries that begin with a sign are found too', () => {
  expect(
    find('the .NET way, C++ and @home', [entry('.net', 'dot net'), entry('C++', 'see plus plus')]),
  ).toEqual([
    ['.NET', 'dot net'],
    ['C++', 'see plus plus'],
  ])
})

test('a wildcard is a part of a word, and what it takes can be said', () => {
  expect(find('Chiantiwein, Chianti', [entry('Chianti*', 'Kianti*', { kind: 'wildcard' })], 'de')).toEqual([
    ['Chiantiwein', 'Kiantiwein'],
    ['Chianti', 'Kianti'],
  ])
  expect(find('see p?ge', [entry('p?ge', 'p?ge', { kind: 'wildcard' })])).toEqual([['p?ge', 'p?ge']])
})

test('a regular expression gives its groups by number and by name', () => {
  const rule = entry(String.raw`\b(?<letter>[A-Z])-(\d+)`, '$<letter> dash $2', {
    kind: 'regex',
    matchCase: true,
  })
  expect(find('the B-52 flew', [rule])).toEqual([['B-52', 'B dash 52']])
  expect(find('costs 5$', [entry(String.raw`(\d)\$`, '$1 $$', { kind: 'regex' })])).toEqual([['5$', '5 $']])
})

test('patterns that cannot be used are left out, and so is what matches nothing', () => {
  for (const written of ['(a+)+b', '(a|ab)*c', '[', '(?:\\w+\\s?)*$', 'x*'])
    expect(
      find('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', [entry(written, 'x', { kind: 'regex' })]),
      written,
    ).toEqual([])
})

test('the book wins over all, the longer over the shorter, then language, capitals, words, and the later', () => {
  const york = entry('York', 'a')
  expect(find('New York', [york, entry('New York', 'b')])).toEqual([['New York', 'b']])
  expect(find('New York', [entry('York', 'c', { document: here }), entry('New York', 'b')])).toEqual([
    ['York', 'c'],
  ])
  expect(find('York', [york, entry('york', 'd')])).toEqual([['York', 'd']])
  expect(find('York', [entry('York', 'e', { matchCase: true }), entry('york', 'd')])).toEqual([['York', 'e']])
  expect(find('York', [entry('York', 'f', { language: 'en' }), york])).toEqual([['York', 'f']])
  expect(find('York', [york, entry('Yor?', 'g', { kind: 'wildcard' })])).toEqual([['York', 'a']])
  expect(find('York', [entry('York', 'h', { document: elsewhere })])).toEqual([])
})

test('an entry for German holds in Austria, one for Austria not in Germany', () => {
  const german = [entry('Chianti', 'Kianti', { language: 'de' })]
  expect(find('Chianti', german, 'de-AT')).toHaveLength(1)
  expect(find('Chianti', german, 'en')).toHaveLength(0)
  expect(find('Chianti', [entry('Chianti', 'x', { language: 'de-at' })], 'de')).toHaveLength(0)
})

test('sounds take the s of a possessive as a voice would', () => {
  expect(find("Siobhan's", [entry('Siobhan', 'ʃɪˈvɔːn', { alphabet: 'ipa' })])).toEqual([
    ["Siobhan's", '/ʃɪˈvɔːnz/'],
  ])
  expect(find("Mark's", [entry('Mark', '/mɑːk/', { alphabet: 'ipa' })])).toEqual([["Mark's", '/mɑːks/']])
  expect(find("Rose's", [entry('Rose', 'ɹəʊz', { alphabet: 'ipa' })])).toEqual([["Rose's", '/ɹəʊzɪz/']])
  expect(find('Siobhans Buch', [entry('Siobhan', 'ʃɪˈvɔːn', { alphabet: 'ipa' })], 'de')).toEqual([
    ['Siobhans', '/ʃɪˈvɔːns/'],
  ])
})

test('rules for numbers and abbreviations hold round a word that is said otherwise, and leave it alone', () => {
  const [first] = said('Dr. Siobhan Nguyen paid $3.50 on 12 May.', [
    entry('Siobhan', 'shi-vawn 3'),
    entry('Nguyen', 'win'),
  ])
  expect(first?.spoken).toBe(
    'doctor shi-vawn 3 win paid three dollars and fifty cents on the twelfth of May.',
  )
  expect(said('It is 3 km off.', [entry('km', 'klicks')])[0]?.spoken).toBe('It is three klicks off.')
  expect(said('Die 3. Rede von Nguyen, z. B. am 3. Mai', [entry('Nguyen', 'Wen')], 'de')[0]?.spoken).toBe(
    'Die dritte Rede von Wen, zum Beispiel am dritten Mai',
  )
  expect(said('The <St.> of 3 Nguyen.', [entry('Nguyen', '')])[0]?.spoken).not.toContain('uizzel')
})

test('the map leads from what is said to the word that is written, also across runs of the source', () => {
  const text = 'Ask Siobhan O’Brien at 3 pm.'
  const [first] = said(
    [{ text: 'Ask ' }, { text: 'Siob', emphasis: 'emphasis' }, { text: 'han O’Brien at 3 pm.' }],
    [entry("Siobhan O'Brien", 'shivawn oh bryan', { alphabet: 'respelling' })],
  )
  const [part] = first!.parts
  const atom = part!.map.pieces.find(({ spoken }) => part!.spoken.slice(...spoken).includes('shivawn'))!
  expect(text.slice(...atom.written)).toBe('Siobhan O’Brien')
  expect(part!.spoken.slice(...atom.spoken)).toBe('shivawn oh bryan')
})

test('sounds are given for the place that their word has in the spoken text, behind a prefix too', () => {
  const rules = lexiconFor([entry('Nguyen', 'wɪn', { alphabet: 'ipa' })], here)
  const [item] = blockUtterances(
    { kind: 'list-item', marker: '3.', runs: [{ text: '12 km to Nguyen and Nguyen’s' }] },
    'en',
    undefined,
    rules,
  )
  const [part] = item!.parts
  expect(part!.phonemes?.map(({ from, to, ipa }) => [part!.spoken.slice(from, to), ipa])).toEqual([
    ['Nguyen', 'wɪn'],
    ["Nguyen's", 'wɪnz'],
  ])
})

test('whatever is said otherwise, the map covers text and speech, and no stand-in is heard', () => {
  const words = fc.constantFrom(
    'Siobhan',
    'Nguyen',
    '3 km',
    'Dr.',
    'z. B.',
    '§ 5',
    'NATO',
    '€5',
    'x²',
    '12.05.2024',
    'and',
    '“quoted”',
    'Sio\u00adbhan',
    "O'Brien",
    '—',
    '🙂',
  )
  const entries = fc.array(
    fc.record({
      written: fc.oneof(words, fc.constantFrom('km', '3', 'Dr', '5', '*b*')),
      spoken: fc.constantFrom('', 'x', '3 foo', 'ʃɪ'),
      ipa: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 12 }),
      entries,
      fc.constantFrom('en', 'de'),
      (parts, rules, language) => {
        const text = parts.join(' ')
        const list = rules.map(({ written, spoken, ipa }) =>
          entry(written, spoken, {
            alphabet: ipa ? 'ipa' : 'respelling',
            kind: written.includes('*') ? 'wildcard' : 'words',
          }),
        )
        for (const { parts: spokenParts, start, end } of said(text, list, language))
          for (const part of spokenParts) {
            expect(part.spoken).not.toMatch(/quizzel/i)
            let [atWritten, atSpoken] = [part.map.pieces[0]!.written[0], 0]
            for (const { written, spoken } of part.map.pieces) {
              expect([written[0], spoken[0]]).toEqual([atWritten, atSpoken])
              ;[atWritten, atSpoken] = [written[1], spoken[1]]
            }
            expect(atSpoken).toBe(part.spoken.length)
            expect(atWritten).toBeLessThanOrEqual(end)
            expect(part.map.pieces[0]!.written[0]).toBeGreaterThanOrEqual(start)
            for (const { to } of part.phonemes ?? []) expect(to).toBeLessThanOrEqual(part.spoken.length)
          }
      },
    ),
    { numRuns: 300 },
  )
})

test('five thousand entries cost a sentence next to nothing', () => {
  const sentence =
    'The keeper asked Siobhan whether the harbour would freeze, and she answered that it never had.'
  const many = Array.from({ length: 5_000 }, (_, index) => entry(`Name${index} Family${index % 7}`, 'x'))
  const rules = lexiconFor([...many, entry('Siobhan', 'shivawn')], here)!
  expect(rules.find(sentence, 'en')).toHaveLength(1)
  const begun = performance.now()
  for (let round = 0; round < 1_000; round++) rules.find(sentence, 'en')
  // 20 µs each on an idle machine; a sentence takes 20 ms to synthesise.
  expect((performance.now() - begun) / 1_000).toBeLessThan(1)
})

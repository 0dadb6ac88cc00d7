import { expect, test } from 'vitest'
import { readLexicon, writeLexiconJson, writeLexiconTable } from './lexicon-file.ts'
import { type LexiconEntry, lexiconEntry } from './listening.ts'

const entries: LexiconEntry[] = [
  { written: 'Siobhan', spoken: 'shivawn' },
  { written: 'Nguyen', spoken: 'wɪn', alphabet: 'ipa', language: 'en' },
  { written: 'a, "b"', spoken: '=1+1', matchCase: true, document: 'f'.repeat(64) },
  { written: String.raw`(\d)\sm`, spoken: '$1 metres', kind: 'regex' },
  { written: 'über*', spoken: '', kind: 'wildcard' },
].map((entry, index) => lexiconEntry.parse({ id: `i${index}`, ...entry }))
const plain = entries.map(({ id: _id, ...entry }) => entry)

test('what is written can be read again, in every format of our own', () => {
  for (const text of [
    writeLexiconJson(entries),
    writeLexiconTable(entries, ','),
    writeLexiconTable(entries, '\t'),
  ])
    expect(readLexicon(text)).toEqual({ entries: plain, refused: [] })
})

test('a plain table of two columns, with commas, semicolons or a head in German', () => {
  const expected = [expect.objectContaining({ written: 'Goethe', spoken: 'Göte' })]
  for (const text of [
    'Goethe,Göte',
    'Goethe;Göte\r\n',
    'Wort\tAussprache\nGoethe\tGöte',
    '\uFEFFGoethe\tGöte',
  ])
    expect(readLexicon(text).entries, text).toEqual(expected)
})

test('a pronunciation lexicon of the W3C: sounds, aliases, several spellings; other alphabets are named', () => {
  const { entries: found, refused } = readLexicon(`<?xml version="1.0"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
 <!-- <lexeme><grapheme>no</grapheme><phoneme>no</phoneme></lexeme> -->
 <lexeme><grapheme>judgment</grapheme><grapheme>judgement</grapheme><phoneme>ˈdʒʌdʒ.mənt</phoneme></lexeme>
 <lexeme><grapheme>W3C</grapheme><alias>World Wide Web &amp; Consortium</alias></lexeme>
 <lexeme><grapheme>bead</grapheme><phoneme alphabet="x-sampa">bi:d</phoneme></lexeme>
 <lexeme><grapheme>bow</grapheme><phoneme>baʊ</phoneme><phoneme prefer="true">boʊ</phoneme></lexeme>
</lexicon>`)
  expect(found.map(({ written, spoken, alphabet }) => [written, spoken, alphabet])).toEqual([
    ['judgment', 'ˈdʒʌdʒ.mənt', 'ipa'],
    ['judgement', 'ˈdʒʌdʒ.mənt', 'ipa'],
    ['W3C', 'World Wide Web & Consortium', 'respelling'],
    ['bow', 'boʊ', 'ipa'],
  ])
  expect(found[0]?.language).toBe('en-us')
  expect(refused).toEqual([{ what: 'bead', why: 'sounds' }])
})

test('a speech dictionary of NVDA: words, parts of words, regular expressions with groups', () => {
  const { entries: found, refused } = readLexicon(
    [
      '#a comment',
      'JAWS\tjaws the reader\t1\t2',
      String.raw`(\d+)px` + '\t' + String.raw`\1 pixels $` + '\t0\t1',
      'C++\tsee plus plus\t0\t0',
      'pre\tpree\t0\t4',
      'bad\tline\t0\t9x',
    ].join('\r\n'),
  )
  expect(found.map(({ written, spoken, kind, matchCase }) => [written, spoken, kind, matchCase])).toEqual([
    ['JAWS', 'jaws the reader', 'words', true],
    [String.raw`(\d+)px`, '$1 pixels $$', 'regex', false],
    [String.raw`C\+\+`, 'see plus plus', 'regex', false],
    [String.raw`(?<![\p{L}\p{M}\p{N}])pre(?=[\p{L}\p{M}\p{N}])`, 'pree', 'regex', false],
  ])
  expect(refused).toEqual([{ what: 'bad\tline\t0\t9x', why: 'shape' }])
})

test('a list of words and what they are replaced by', () => {
  const { entries: found } = readLexicon('; Balabolka\nHermione=her my oh nee\nMc*=mack *\n\nx=')
  expect(found.map(({ written, spoken, kind }) => [written, spoken, kind])).toEqual([
    ['Hermione', 'her my oh nee', 'words'],
    ['Mc*', 'mack *', 'wildcard'],
    ['x', '', 'words'],
  ])
})

test('what is no dictionary gives no entries and says so, and cannot take long', () => {
  for (const text of [
    '',
    'just some prose without any table',
    '{"a": 5}',
    '<html><body>no</body></html>',
    '[1, 2]',
  ])
    expect(readLexicon(text).entries, text).toEqual([])
  expect(readLexicon('just some prose without any table').refused).toHaveLength(1)
  expect(readLexicon(`${'w'.repeat(600)},x`).refused[0]?.why).toBe('long')
  const begun = performance.now()
  readLexicon('<lexeme><grapheme>'.repeat(20_000))
  readLexicon('"'.repeat(200_000))
  expect(performance.now() - begun).toBeLessThan(3_000)
})

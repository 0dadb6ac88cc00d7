import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dictionary } from './dictionary.ts'
import { pronunciations } from './pronunciations.ts'

const path = join(mkdtempSync(join(tmpdir(), 'lectern-dictionary-')), 'dict.txt')
writeFileSync(
  path,
  ';; a comment\nhey HH EY\nlectern L EH K T ER N\nread R EH D\nread(2) R IY D\nwell W  EH L\n(a) AH\n',
)
const own = () => dictionary('en-us', path)

test('the dictionary gives all pronunciations of a word, and is read once for each new word', async () => {
  const words = own()
  expect(await words.lookUp(['read', 'well', 'absent'])).toEqual(
    new Map([
      ['read', ['R EH D', 'R IY D']],
      ['well', ['W EH L']],
      ['absent', []],
    ]),
  )
  const gone = dictionary('en-us', join(path, '..', 'no-such-file'))
  await expect(gone.lookUp(['read'])).rejects.toThrow('ENOENT')
})

test('a word is said as the dictionary has it, else by the sounds given, else by its parts', async () => {
  const { entries, unknown } = await pronunciations(
    new Set(['Read', 'siobhán', 'hey_lectern', 'well-known', 'xyzzy']),
    [
      { written: 'siobhán', ipa: 'ʃɪvˈɔːn' },
      { written: 'elsewhere', ipa: 'ɛls' },
    ],
    'en-us',
    'en',
    own(),
  )
  expect(entries.filter(([word]) => !unknown.includes(word))).toEqual([
    ['Read', 'R EH D'],
    ['Read(2)', 'R IY D'],
    ['siobhán', 'SH IH V AO N'],
    ['siobhán(2)', 'SH IH V AA N'],
    ['hey_lectern', 'HH EY L EH K T ER N'],
  ])
  expect(unknown).toEqual(['well-known', 'xyzzy'])
  // They stand in the dictionary nevertheless, with sounds that never come.
  expect(entries.find(([word]) => word === 'xyzzy')?.[1]).toMatch(/^(?:ZH OY ?){20}$/)
})

test('sounds of one’s own come on top, each once', async () => {
  const given = ['hˈeɪ lˈɛktɚn', 'hæ lɛktɚ', 'hˈeɪ lˈɛktɚn'].map((ipa) => ({ written: 'hey_lectern', ipa }))
  const { entries } = await pronunciations(new Set(['hey_lectern']), given, 'en-us', 'en', own())
  expect(entries).toEqual([
    ['hey_lectern', 'HH EY L EH K T ER N'],
    ['hey_lectern(2)', 'HH AE L EH K T ER'],
  ])
})

/** Tidying, by cases of what is said and what is written; and that words are never changed where nothing is asked for. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { germanCases } from './tidy.cases.de.ts'
import { englishCases } from './tidy.cases.en.ts'
import { tidyTranscript } from './tidy.ts'

const pairs = (cases: string) =>
  cases
    .trim()
    .split('\n')
    .map((line) => line.split(' => ') as [string, string])
    .map(([said, written]) => [said, written.replaceAll('\\n', '\n').replaceAll('\\t', '\t')] as const)

for (const [language, cases] of [
  ['en', englishCases],
  ['de', germanCases],
] as const) {
  test.each(pairs(cases))(`${language}: “%s”`, (said, written) => {
    expect(tidyTranscript(said, { language, spokenPunctuation: true, autoPunctuation: true })).toBe(written)
  })

  test.each(pairs(cases))(`${language}: with everything off, “%s” stays as it is`, (said) => {
    const shouted = said === said.toUpperCase() && said.length > 20
    const off = { language, spokenPunctuation: false, autoPunctuation: false, numbers: false }
    expect(tidyTranscript(said, off)).toBe(shouted ? said.toLowerCase() : said)
  })

  test.each(pairs(cases))(`${language}: stops and capitals alone never change a word of “%s”`, (said) => {
    const off = { language, spokenPunctuation: false, autoPunctuation: true, numbers: false }
    const bare = (text: string) => text.toLowerCase().replaceAll(/[.,?]/g, '')
    expect(bare(tidyTranscript(said, off))).toBe(bare(said))
  })
}

describe('options', () => {
  const base = { language: 'en', spokenPunctuation: true, autoPunctuation: true }
  test('spoken marks stay words where the user does not say them', () => {
    expect(tidyTranscript('hello comma you', { ...base, spokenPunctuation: false })).toBe('Hello comma you.')
  })
  test('without automatic punctuation nothing is raised or ended', () => {
    expect(tidyTranscript('i said hello comma world', { ...base, autoPunctuation: false })).toBe(
      'i said hello, world',
    )
  })
  test('numbers stay words if asked for', () => {
    expect(tidyTranscript('twenty five people came', { ...base, numbers: false })).toBe(
      'Twenty five people came.',
    )
  })
  test('in one line there are no breaks and no added stop', () => {
    expect(tidyTranscript('one fine day new line in may', { ...base, lines: false })).toBe(
      'One fine day in may',
    )
  })
  test('a sentence that is begun goes on in small letters', () => {
    expect(tidyTranscript('the dog and the cat', { ...base, before: 'I saw ' })).toBe('the dog and the cat.')
  })
  test('a language without rules keeps its words', () => {
    expect(tidyTranscript('bonjour virgule monde', { ...base, language: 'fr' })).toBe('Bonjour virgule monde')
  })
  test('words taught with capitals are written so, as whole words, wherever they stand', () => {
    const taughtWords = ['Dashwood', 'macOS', 'The Who', 'Žižek', 'apple']
    const taught = (said: string, more = {}) => tidyTranscript(said, { ...base, taughtWords, ...more })
    expect(taught("miss dashwood and dashwood's sister heard the who today")).toBe(
      "Miss Dashwood and Dashwood's sister heard The Who today.",
    )
    expect(taught('macos dashwoods an apple žižek žižeks')).toBe('macOS dashwoods an apple Žižek žižeks.')
    expect(taught('virgule dashwood', { language: 'fr' })).toBe('Virgule Dashwood')
    expect(taught('dashwood', { autoPunctuation: false })).toBe('Dashwood')
    expect(taught('all caps dashwood')).toBe('DASHWOOD')
  })
  test('nothing comes of nothing', () => {
    expect(tidyTranscript('   ', base)).toBe('')
  })
})

const prose = join(
  import.meta.dirname,
  '../../../../shared/testdata/documents/text/nltk_genesis_english-web.txt',
)
test.skipIf(!existsSync(prose))('no word of ordinary prose is taken for a mark (testdata/documents)', () => {
  const words = readFileSync(prose, 'latin1')
    .toLowerCase()
    .replaceAll(/[^a-z'\s]/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
  expect(words.length).toBeGreaterThan(10_000)
  const options = { language: 'en', spokenPunctuation: true, autoPunctuation: false, numbers: false }
  const changed: string[] = []
  for (let at = 0; at < 10_000; at += 25) {
    const said = words.slice(at, at + 25).join(' ')
    if (tidyTranscript(said, options) !== said) changed.push(said)
  }
  expect(changed).toEqual([])
})

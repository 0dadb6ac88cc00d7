import { expect, test } from 'vitest'
import type { HearingContext } from '../../contract/hearing.ts'
import { combine, ratios } from './combine.ts'

const place = { language: 'en' } as const
const grammar = (text: string, ratio: number) => ({ text, ratio, confidence: 0.9 })
const transcript = (text: string, confidence = 0.9) => ({ text, confidence })

test('a grammar that fits well is done, one that fits less is asked for, one that does not is refused', () => {
  expect(combine({ grammar: grammar('go to the next page', -2) }, place)).toMatchObject({
    decision: 'do',
    heard: { command: 'next_page' },
  })
  expect(combine({ grammar: grammar('go to the next page', -11) }, place).decision).toBe('ask')
  expect(combine({ grammar: grammar('go to the next page', -16) }, place).decision).toBe('reject')
})

test('a single word, and what changes something, must be heard more surely', () => {
  const ratio = (ratios.do + ratios.sure) / 2
  expect(combine({ grammar: grammar('next page', ratio) }, place).decision).toBe('do')
  expect(combine({ grammar: grammar('faster', ratio) }, place).decision).toBe('ask')
  expect(combine({ grammar: grammar('remove this book', ratio) }, place).decision).toBe('ask')
  expect(combine({ grammar: grammar('stop', ratio) }, place).decision).toBe('do')
})

test('agreement makes sure, contradiction makes unsure', () => {
  expect(combine({ grammar: grammar('faster', -8), transcript: transcript('faster') }, place).decision).toBe(
    'do',
  )
  expect(
    combine({ grammar: grammar('next page', -6), transcript: transcript('the weather is nice') }, place)
      .decision,
  ).toBe('ask')
  expect(
    combine(
      { grammar: grammar('next page', -10), transcript: transcript('we talked about the weather') },
      place,
    ).decision,
  ).toBe('reject')
})

test('free speech is refused by the transcript alone', () => {
  for (const said of [
    'what a lovely morning',
    'she turned the page and went to bed',
    'i think so too my friend',
  ]) {
    expect(combine({ transcript: transcript(said) }, place).decision).toBe('reject')
  }
  expect(combine({ transcript: transcript('turn the page') }, place)).toMatchObject({
    decision: 'do',
    heard: { command: 'next_page' },
  })
})

test('a transcript that its recogniser doubts does not win over a grammar that fits', () => {
  expect(
    combine(
      {
        grammar: grammar('go to chapter four', 1.5),
        transcript: transcript('so go to chapter for the', 0.48),
      },
      place,
    ),
  ).toMatchObject({ decision: 'do', heard: { command: 'go_to_chapter', arguments: { chapter: '4' } } })
  expect(
    combine(
      { grammar: grammar('list my books', 4), transcript: transcript('list my bookmarks', 0.13) },
      place,
    ),
  ).toMatchObject({
    decision: 'do',
    heard: { command: 'list_documents' },
  })
})

test('a doubted transcript by itself is asked for at most', () => {
  expect(combine({ transcript: transcript('next page', 0.1) }, place).decision).not.toBe('do')
})

test('another hypothesis is taken where the first means nothing', () => {
  const words = { words: [], stable: 0 }
  const alternatives = [{ text: 'go to the next page', confidence: 0.7, ...words }]
  const verdict = combine({ transcript: { ...transcript('goat of the necks page'), alternatives } }, place)
  expect(verdict.heard.command).toBe('next_page')
})

test('“do it” alone is no yes, since “undo” sounds like it', () => {
  expect(combine({ transcript: transcript('and do it') }, place).decision).not.toBe('do')
  expect(
    combine({ grammar: grammar('undo', -1), transcript: transcript('and do it', 0.5) }, place),
  ).toMatchObject({
    heard: { command: 'undo' },
  })
})

test('what a later part of the app will do is named but not done', () => {
  expect(combine({ transcript: transcript('set a timer for ten minutes') }, place)).toMatchObject({
    decision: 'reject',
    heard: { command: 'set_timer' },
  })
})

test('what cannot be given now is not done', () => {
  const context: HearingContext = {
    commands: ['undo'],
    chapters: [],
    bookmarks: [],
    documents: [],
    voices: [],
    profiles: [],
    words: [],
  }
  expect(combine({ transcript: transcript('next page') }, { language: 'en', context }).decision).toBe(
    'reject',
  )
})

test('nothing heard is nothing', () => {
  expect(combine({}, place)).toMatchObject({ decision: 'reject', heard: { command: null } })
  expect(combine({ grammar: grammar('', -100), transcript: transcript('') }, place).decision).toBe('reject')
})

test('agreement with a transcript that its recogniser does not believe counts for nothing', () => {
  const heard = { grammar: grammar('sound off', -5.09), transcript: transcript('sound off', 0.01) }
  expect(combine(heard, place).decision).toBe('do') // two words above the grammar's own threshold
  const word = { grammar: grammar('mute', -5.09), transcript: transcript('mute', 0.01) }
  expect(combine(word, place).decision).toBe('ask')
})

test('a transcript that is another command word for word is believed, or asked about, unless the grammar is clear', () => {
  const both = (ratio: number, trust: number) =>
    combine({ grammar: grammar('system mode', ratio), transcript: transcript('gist mode', trust) }, place)
  expect(both(-4.3, 0.05).decision).toBe('ask')
  expect(both(-3.95, 0.51)).toMatchObject({ decision: 'do', heard: { command: 'set_mode' } })
  expect(both(1, 0.3)).toMatchObject({ decision: 'do', heard: { command: 'set_theme' } })
})

test('in noise, a doubted transcript that is a whole phrase is asked about before a poor grammar is done', () => {
  const heard = {
    grammar: grammar('open the settings', -7.4),
    transcript: transcript('previous heading', 0.2),
  }
  expect(combine(heard, place)).toMatchObject({ decision: 'ask', heard: { command: 'previous_heading' } })
  const nonsense = { grammar: grammar('open the settings', -7.4), transcript: transcript('the old man', 0.3) }
  expect(combine(nonsense, place).decision).not.toBe('do')
})

test('what is no command tells how sure its words are, and never the nearest phrase in their place', () => {
  const said = { transcript: transcript('we talked about the weather', 0.82) }
  expect(combine(said, place).heard).toMatchObject({ command: null, confidence: 0.82 })
  const near = combine({ ...said, grammar: grammar('next page', -13) }, place)
  expect(near).toMatchObject({
    decision: 'reject',
    heard: { command: null, heard: 'we talked about the weather', confidence: 0.82 },
  })
  expect(near.heard.alternatives[0]).toMatchObject({ command: 'next_page' })
  expect(combine({ transcript: transcript('than ex pay', 0.2) }, place).heard.confidence).toBe(0.2)
})

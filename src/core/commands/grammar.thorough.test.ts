import { expect, test } from 'vitest'
import { commands } from '../../contract/commands.ts'
import type { CommandLanguage, HearingContext } from '../../contract/hearing.ts'
import { commandGrammar, stopGrammar, wakeGrammar } from './grammar.ts'
import { readJsgf, sampleJsgf } from './jsgf-sample.ts'
import { stopWords } from './stop.ts'
import { understandText } from './understand.ts'

const context: HearingContext = {
  chapters: ['Chapter 1: The Ledger', 'Chapter 2: A Storm at Sea', 'Kapitel 3. Der Brief', 'L’hiver'],
  bookmarks: ['lighthouse', 'the quarrel'],
  documents: ['The Keeper of the Lamp', 'Moby Dick', 'Die Verwandlung', 'Nineteen Eighty-Four'],
  voices: ['Bella', 'Anna Karen', 'Thomas'],
  profiles: ['train', 'study evening'],
  words: ['lantern', 'harbour', 'the', 'Sturm', 'bateau'],
}
const languages: readonly CommandLanguage[] = ['en', 'de', 'fr']

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

test.each(languages)(
  'what the grammar can hear is understood as the command it was written for (%s)',
  (language) => {
    const { jsgf } = commandGrammar({ language, context })
    const random = randomFrom(7)
    const wrong: string[] = []
    for (const rule of readJsgf(jsgf).rules.keys()) {
      if (!rule.startsWith('c_')) continue
      for (let time = 0; time < 12; time++) {
        const said = sampleJsgf(jsgf, rule, random)
        const heard = understandText(said, { language, context })
        if (heard.command !== rule.slice(2))
          wrong.push(`${rule}: ${said} -> ${heard.command} ${JSON.stringify(heard.arguments)}`)
      }
    }
    expect([...new Set(wrong)]).toEqual([])
  },
)

test.each(languages)('politeness around a command does not change it (%s)', (language) => {
  const { jsgf } = commandGrammar({ language, context })
  const random = randomFrom(11)
  for (let time = 0; time < 300; time++) {
    const said = sampleJsgf(jsgf, undefined, random)
    expect(understandText(said, { language, context }).command, said).not.toBeNull()
  }
})

test.each(languages)('every command that needs no free text can be spoken (%s)', (language) => {
  const { rules } = readJsgf(commandGrammar({ language, context }).jsgf)
  // what is written or replaced is anything at all, and no grammar holds that
  const free = new Set(['insert_text', 'replace_text'])
  const missing = commands.map(({ id }) => id).filter((id) => !free.has(id) && !rules.has(`c_${id}`))
  expect(missing).toEqual([])
})

test.each(languages)('no number and no single letter is a command by itself (%s)', (language) => {
  const { jsgf } = commandGrammar({ language, context })
  const random = randomFrom(3)
  for (let time = 0; time < 500; time++) {
    const said = sampleJsgf(jsgf, 'command', random)
    expect(said, 'too short').toMatch(/..../u.test(said) ? /./ : /^(?:no|yes|oui|non|nein|ja)$/)
  }
  const { rules } = readJsgf(jsgf)
  for (const rule of ['few', 'n9', 'n99', 'n999']) expect(rules.get('command')).not.toContain(`<${rule}>`)
})

test('commands that cannot be given now are not in the grammar, and its key tells grammars apart', () => {
  const all = commandGrammar({ language: 'en', context })
  const few = commandGrammar({ language: 'en', context: { ...context, commands: ['stop', 'next_page'] } })
  expect([...readJsgf(few.jsgf).rules.keys()].filter((rule) => rule.startsWith('c_'))).toEqual([
    'c_stop',
    'c_next_page',
  ])
  expect(few.key).not.toBe(all.key)
  expect(commandGrammar({ language: 'en', context }).key).toBe(all.key)
  expect(sampleJsgf(few.jsgf, undefined, randomFrom(1))).not.toBe('')
})

test('commands of later parts are understood but never in the grammar', () => {
  const { rules } = readJsgf(commandGrammar({ language: 'en', context }).jsgf)
  expect(rules.has('c_set_timer')).toBe(false)
  expect(understandText('set a timer for ten minutes', { language: 'en' })).toMatchObject({
    command: 'set_timer',
    arguments: { seconds: 600 },
  })
})

test('without names on screen there is nothing to name', () => {
  const { jsgf } = commandGrammar({ language: 'en' })
  expect(jsgf).not.toContain('v_knownDocument')
  expect(jsgf).not.toContain('<>')
})

test.each(languages)('the grammar is small enough to be decoded fast (%s)', (language) => {
  const many: HearingContext = {
    ...context,
    chapters: Array.from(
      { length: 2000 },
      (_, index) => `Chapter number ${index} with a long title of many words`,
    ),
    documents: Array.from({ length: 2000 }, (_, index) => `Document ${index}`),
    words: Array.from(
      { length: 1000 },
      (_, index) => `word${'abcdefghij'[index % 10]}${'klmnopqrst'[Math.floor(index / 10) % 10]}`,
    ),
  }
  expect(commandGrammar({ language, context: many }).jsgf.length).toBeLessThan(120_000)
})

test.each(languages)('the stop grammar holds the stop words and nothing else (%s)', (language) => {
  const { jsgf } = stopGrammar({ language })
  const random = randomFrom(5)
  const allowed = stopWords(language)
  for (let time = 0; time < 50; time++) {
    const said = sampleJsgf(jsgf, undefined, random)
    expect(
      allowed.some((word) => said.includes(word)),
      said,
    ).toBe(true)
    expect(understandText(said, { language }).command).toBe('stop')
  }
})

test('a wake phrase is one word, said as its user said it', () => {
  const grammar = wakeGrammar('Hey Lectern', ['heɪ lɛktən', 'heɪ lɛktən', ''], { language: 'en' })
  expect(grammar?.jsgf).toContain('public <wake> = hey_lectern;')
  expect(grammar?.words).toEqual([{ written: 'hey_lectern', ipa: 'heɪ lɛktən' }])
  expect(wakeGrammar('…', [], { language: 'en' })).toBeUndefined()
  expect(wakeGrammar('Hey Lectern', [], { language: 'en' })?.key).not.toBe(grammar?.key)
})

import { expect, test } from 'vitest'
import { createHearingNames, hearingContextOf, wordsIn } from './hearing-names.ts'

const bus = (missing: readonly string[] = []) => ({
  availability: (id: string) => ({ state: missing.includes(id) ? 'missing' : 'ready' }) as never,
})
const settings = { profiles: [{ name: 'Train', settings: {} }] } as never

test('names of views are joined, and go with their view', () => {
  const names = createHearingNames()
  const forget = names.provide({ chapters: ['The Lamp'] })
  names.provide({ documents: ['Dracula'] })
  expect(names.get()).toEqual({ chapters: ['The Lamp'], documents: ['Dracula'] })
  forget()
  expect(names.get()).toEqual({ documents: ['Dracula'] })
})

test('what the contract allows is kept to: no empty names, none twice, none too long, a thousand words', () => {
  const page = Array.from({ length: 1_500 }, (_, i) => `w${'abcdefghij'[i % 10]}${'x'.repeat(i % 97)}`).join(
    ' ',
  )
  const context = hearingContextOf(
    bus(),
    { chapters: ['One', ' ', 'One', 'x'.repeat(900)], bookmarks: [''] },
    settings,
    page,
    false,
  )
  expect(context.chapters.map((title) => title.length)).toEqual([3, 500])
  expect(context.bookmarks).toEqual([])
  expect(context.profiles).toEqual(['Train'])
  expect(context.words.length).toBeLessThanOrEqual(1_000)
  expect(Math.max(...context.words.map((word) => word.length))).toBeLessThanOrEqual(100)
})

test('commands that need a document are listed in the library, too: the answer says what is missing', () => {
  const { commands } = hearingContextOf(bus(['next_page']), {}, settings, '', false)
  expect(commands).toContain('next_page')
})

test('commands of a dictated text are left out where nothing is dictated into', () => {
  const nothing = hearingContextOf(bus(['scratch_that']), {}, settings, '', false)
  expect(nothing.commands).not.toContain('scratch_that')
  expect(hearingContextOf(bus(), {}, settings, '', false).commands).toContain('scratch_that')
})

test('yes and no are only expected where something is asked', () => {
  expect(hearingContextOf(bus(), {}, settings, '', false).commands).not.toContain('yes')
  expect(hearingContextOf(bus(), {}, settings, '', true).commands).toContain('no')
})

test('words are words: without figures and signs, with their accents and apostrophes', () => {
  expect(wordsIn('Don’t — it’s 42 café-au-lait, Straße!')).toEqual([
    'Don’t',
    'it’s',
    'café-au-lait',
    'Straße',
  ])
})

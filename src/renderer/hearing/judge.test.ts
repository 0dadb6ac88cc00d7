import { expect, test } from 'vitest'
import { type CommandEvent, judge, needsCare, wasSaid } from './judge.ts'

const quiet = { audible: false, said: '', asked: false, dialog: false }
const event = (
  command: string | null,
  words: string,
  decision: CommandEvent['decision'] = 'do',
  confidence = 0.95,
): CommandEvent => ({
  type: 'command',
  utterance: 1,
  decision,
  heard: { command, arguments: {}, confidence, heard: words, alternatives: [] },
  delay: 0.1,
})

test('in silence the core’s decision stands', () => {
  expect(judge(event('next_page', 'next page'), quiet).what).toBe('do')
  expect(judge(event('next_page', 'next cage', 'ask', 0.5), quiet).what).toBe('ask')
  expect(judge(event(null, 'necks page', 'reject', 0.8), quiet)).toEqual({
    what: 'reject',
    heard: 'necks page',
  })
})

test('a command that this version does not know is not understood', () => {
  expect(judge(event('launch_rocket', 'launch the rocket'), quiet).what).toBe('reject')
})

test('what the voice has just read is no command', () => {
  const reading = { ...quiet, audible: true, said: 'He turned to the Next Chapter, and sighed.' }
  expect(judge(event('next_chapter', 'next chapter'), reading).what).toBe('echo')
  expect(judge(event('next_page', 'next page'), reading).what).toBe('do')
})

test('while a book is read aloud, what is not sure is left alone, and no question is asked', () => {
  const reading = { ...quiet, audible: true, said: 'Something else.' }
  expect(judge(event('next_page', 'next page', 'do', 0.5), reading).what).toBe('echo')
  expect(judge(event('next_page', 'next page', 'ask', 0.9), reading).what).toBe('echo')
  expect(judge(event(null, 'mumble', 'reject', 0), reading).what).toBe('echo')
})

test('stop always works: while reading, unsure, even where the book says so, even over an answer', () => {
  const loud = { ...quiet, audible: true, said: 'Stop, said the guard.' }
  expect(judge(event('stop', 'stop', 'do', 0.4), loud).what).toBe('do')
  expect(judge(event('stop', 'stop', 'ask', 0.4), loud).what).toBe('do')
  expect(judge(event('stop_listening', 'stop listening', 'do', 0.4), loud).what).toBe('do')
})

test('Lectern’s own answer is not taken for a command, but may be spoken into', () => {
  const answering = { ...quiet, audible: true, said: 'Next page' }
  expect(judge(event('next_page', 'next page'), answering).what).toBe('echo')
  expect(judge(event('faster', 'faster'), answering).what).toBe('do')
})

test('yes and no answer an open question, however unsure and however loud', () => {
  const asked = { audible: true, said: 'Did you mean “Next page”?', asked: true, dialog: true }
  expect(judge(event('yes', 'yes', 'ask', 0.4), asked).what).toBe('do')
  expect(judge(event('no', 'no', 'do', 0.4), { ...asked, audible: false }).what).toBe('do')
  expect(judge(event('yes', 'yes', 'ask', 0.4), { ...asked, asked: false, dialog: false }).what).toBe('echo')
})

test('a dialog is agreed to by a certain yes only, and closed by any no', () => {
  const open = { ...quiet, dialog: true }
  expect(judge(event('yes', 'yes', 'do', 0.6), open).what).toBe('do')
  expect(judge(event('yes', 'yes', 'ask', 0.5), open)).toEqual({ what: 'reject', heard: 'yes' })
  expect(judge(event('no', 'no', 'ask', 0.5), open).what).toBe('do')
})

test('words are compared whole, without case, accents and punctuation', () => {
  expect(wasSaid('next page', 'On the next page. Then')).toBe(true)
  expect(wasSaid('age', 'On the next page')).toBe(false)
  expect(wasSaid('nachste seite', 'Die Nächste Seite!')).toBe(true)
  expect(wasSaid('', 'anything')).toBe(false)
})

test('“close” closes the dialog that is open, and the document where none is', () => {
  const close = event('close', 'close')
  expect(judge(close, quiet)).toMatchObject({ what: 'do', command: 'close' })
  expect(judge(close, { ...quiet, dialog: true })).toEqual({ what: 'do', command: 'cancel', args: {} })
  expect(judge(event('close', 'close', 'ask', 0.5), { ...quiet, asked: true })).toMatchObject({
    what: 'do',
    command: 'cancel',
  })
})

test('a phrase that was only the nearest one is not said to have been heard', () => {
  expect(judge(event('set_theme', 'dark on light theme please', 'reject', 0.1), quiet)).toEqual({
    what: 'reject',
    heard: '',
  })
  expect(judge(event('set_theme', 'dark theme', 'reject', 0.9), quiet)).toEqual({
    what: 'reject',
    heard: 'dark theme',
  })
})

test('care is needed for what changes things or writes elsewhere, not for moving and telling', () => {
  expect(needsCare('add_bookmark')).toBe(true)
  expect(needsCare('export_draft')).toBe(true)
  expect(needsCare('next_chapter')).toBe(false)
  expect(needsCare('where_am_i')).toBe(false)
})

test('words that are no command are quoted only where the recogniser is sure of them', () => {
  expect(judge(event(null, 'the weather is nice', 'reject', 0.8), quiet)).toMatchObject({
    heard: 'the weather is nice',
  })
  expect(judge(event(null, 'than ex pay', 'reject', 0.2), quiet)).toEqual({ what: 'reject', heard: '' })
})

import { expect, test } from 'vitest'
import type { HeardCommand } from '../../contract/hearing.ts'
import { answered, oneCommand } from './file-command.ts'

const heard = (command: string | null, confidence = 0, given: Partial<HeardCommand> = {}): HeardCommand => ({
  command,
  arguments: {},
  confidence,
  heard: command ?? 'a word',
  alternatives: [],
  ...given,
})
const page = heard('go_to_page', 0.7, { arguments: { page: '106' } })
const guess = { command: 'go_to_page', arguments: { page: '106' } }

test('what the microphone would reject is no command; its guess is an alternative', () => {
  expect(answered({ decision: 'reject', heard: page })).toEqual({
    command: null,
    arguments: {},
    confidence: 0,
    heard: 'go_to_page',
    alternatives: [{ ...guess, confidence: 0.49 }],
  })
  expect(answered({ decision: 'reject', heard: heard(null) })).toEqual(heard(null))
})

test('what it would ask about is below the threshold, what it would do is not', () => {
  expect(answered({ decision: 'ask', heard: page })).toEqual({ ...page, confidence: 0.49 })
  expect(answered({ decision: 'ask', heard: { ...page, confidence: 0.113 } }).confidence).toBe(0.113)
  expect(answered({ decision: 'do', heard: page })).toEqual(page)
  expect(answered({ decision: 'do', heard: { ...page, confidence: 0.3 } }).confidence).toBe(0.5)
})

test('guesses that were rejected do not make a command together', () => {
  const rejected = answered({ decision: 'reject', heard: page })
  const whole = heard('next_page', 1, { heard: 'next page' })
  expect(oneCommand([rejected, heard(null)], whole)).toMatchObject({
    command: null,
    arguments: {},
    confidence: 0,
    heard: 'next page',
    alternatives: [guess],
  })
})

test('a command that was said in pieces is found, no surer than they are', () => {
  const whole = heard('go_to_page', 1, { arguments: { page: '12' } })
  expect(oneCommand([heard(null), heard(null)], whole)).toMatchObject({
    command: 'go_to_page',
    arguments: { page: '12' },
    confidence: 0.49,
  })
  expect(oneCommand([heard('sleep_timer', 0.8), heard(null)], whole)).toMatchObject({
    command: 'go_to_page',
    confidence: 0.8,
    alternatives: [{ command: 'sleep_timer' }],
  })
})

test('of several commands the surest is given, and the others beside it', () => {
  const pieces = [heard('stop', 0.6), heard('louder', 0.9)]
  expect(oneCommand(pieces, heard(null, 0, { heard: 'stop louder' }))).toMatchObject({
    command: 'louder',
    confidence: 0.9,
    heard: 'stop louder',
    alternatives: [{ command: 'stop', confidence: 0.6 }],
  })
})

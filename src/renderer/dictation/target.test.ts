import { expect, test, vi } from 'vitest'
import type { Dictated, DictatedField, TextRange } from '../../contract/dictation.ts'
import type { Change } from '../app/undo.ts'
import { plainEdit } from './plain-edit.ts'
import { DictationTarget } from './target.ts'
import { applyChange } from './text-change.ts'
import type { TextPort } from './text-port.ts'

/** A field without undo of its own. */
function fakeField(initial: string, { lines = true, most = Infinity } = {}) {
  let text = initial
  let selection: TextRange = { from: initial.length, to: initial.length }
  let tell: (inputType: string) => void = () => undefined
  const port: TextPort = {
    lines,
    text: () => text,
    selection: () => selection,
    select: (range) => (selection = range),
    replace(change) {
      text = applyChange(text, change).slice(0, most)
      const caret = Math.min(text.length, change.from + change.insert.length)
      selection = { from: caret, to: caret }
      tell('insertText')
    },
    step: () => false,
    connected: () => true,
    focus: () => undefined,
    onInput(listener) {
      tell = listener
      return () => undefined
    },
  }
  const type = (from: number, to: number, insert: string) => {
    port.replace({ from, to, insert })
  }
  return { port, type, get: () => text, select: port.select, selection: () => selection }
}

function targetOn(field: ReturnType<typeof fakeField>) {
  const changes: Change[] = []
  const target = new DictationTarget({
    port: field.port,
    push: (change) => changes.push(change),
    label: (outcome) => ('text' in outcome ? `${outcome.type} ${outcome.text}` : outcome.type),
  })
  const newest = () => changes.findLast(({ can }) => can?.())
  return { target, changes, newest }
}

const say = (words: string) => async (field: DictatedField) => plainEdit(field, words)

test('speech goes where the caret was when it began, and the caret stays where the user has put it', async () => {
  const field = fakeField('one two')
  const { target } = targetOn(field)
  field.select({ from: 3, to: 3 })
  const anchor = target.mark()
  field.select({ from: 0, to: 0 })
  field.type(0, 0, 'Now ')
  expect(await target.act(say('and a half'), anchor)).toEqual({ type: 'wrote', text: 'and a half' })
  expect(field.get()).toBe('Now one and a half two')
  expect(field.selection()).toEqual({ from: 4, to: 4 })
})

test('speech never overwrites what is typed over the words that were selected', async () => {
  const field = fakeField('one two three')
  const { target } = targetOn(field)
  field.select({ from: 4, to: 7 })
  const anchor = target.mark()
  field.type(4, 7, 'TYPED')
  await target.act(say('spoken'), anchor)
  expect(field.get()).toBe('one TYPED spoken three')
})

test('words that are typed while an utterance is interpreted are kept, and it is interpreted anew', async () => {
  const field = fakeField('')
  const { target } = targetOn(field)
  const seen: string[] = []
  await target.act(async (given) => {
    seen.push(given.text)
    if (seen.length === 1) field.type(0, 0, 'Typed.')
    return plainEdit(given, 'said')
  })
  expect(seen).toEqual(['', 'Typed.'])
  expect(field.get()).toBe('Typed. said')
})

test('a second utterance that began before the first was written follows it', async () => {
  const field = fakeField('')
  const { target } = targetOn(field)
  const first = target.mark()
  const second = target.mark()
  await target.act(say('one'), first)
  await target.act(say('two'), second)
  expect(field.get()).toBe('one two')
})

test('each utterance is one step back and forth, whatever number of edits it makes', async () => {
  const field = fakeField('i saw it on monday')
  const { target, newest } = targetOn(field)
  const edits = [
    { from: 12, to: 13, insert: 'M' },
    { from: 0, to: 1, insert: 'I' },
  ]
  await target.act(async () => ({ type: 'edit', edits, selection: { from: 18, to: 18 } }))
  await target.act(say('again'))
  expect(field.get()).toBe('I saw it on Monday again')
  const second = newest()
  await second?.undo()
  expect(field.get()).toBe('I saw it on Monday')
  const first = newest()
  await first?.undo()
  expect(field.get()).toBe('i saw it on monday')
  await first?.redo()
  await second?.redo()
  expect(field.get()).toBe('I saw it on Monday again')
})

test('a step is not offered while something newer stands on it, and typing is a step of its own', async () => {
  const field = fakeField('')
  const { target, changes, newest } = targetOn(field)
  await target.act(say('spoken'))
  field.type(6, 6, ' t')
  field.type(8, 8, 'yped')
  expect(changes.map(({ label }) => label)).toEqual(['wrote spoken', 'typed'])
  expect(newest()?.label).toBe('typed')
  await newest()?.undo()
  expect(field.get()).toBe('spoken')
  expect(newest()?.label).toBe('wrote spoken')
})

test('what was dictated last is known until somebody changes it, and then what was dictated before', async () => {
  const field = fakeField('')
  const { target } = targetOn(field)
  await target.act(say('one'))
  await target.act(say('two'))
  expect(target.last?.range).toEqual({ from: 4, to: 7 })
  field.type(0, 0, 'Ah: ')
  expect(target.last?.range).toEqual({ from: 8, to: 11 })
  field.type(9, 10, 'ww')
  expect(target.last?.range).toEqual({ from: 4, to: 7 })
})

test('taking back names what went, and the field is asked with what was dictated last', async () => {
  const field = fakeField('')
  const { target } = targetOn(field)
  await target.act(say('hello'))
  const scratch = vi.fn(async ({ last }: DictatedField): Promise<Dictated> => ({
    type: 'edit',
    edits: [{ ...(last ?? { from: 0, to: 0 }), insert: '' }],
    selection: { from: 0, to: 0 },
  }))
  expect(await target.act(scratch)).toEqual({ type: 'removed', text: 'hello' })
  expect(scratch.mock.calls[0]?.[0].last).toEqual({ from: 0, to: 5 })
  expect(target.last).toBeUndefined()
})

test('what was taken back and came back can be taken back again', async () => {
  const field = fakeField('')
  const { target, newest } = targetOn(field)
  await target.act(say('one'))
  await target.act(say('two'))
  await newest()?.undo()
  expect(target.last?.range).toEqual({ from: 0, to: 3 })
  const second = newest()
  await second?.undo()
  expect(target.last).toBeUndefined()
  await second?.redo()
  expect(target.last?.range).toEqual({ from: 0, to: 3 })
})

test('a change inside a word is told as the whole word', async () => {
  const field = fakeField('the colour')
  const { target } = targetOn(field)
  const result: Dictated = {
    type: 'edit',
    edits: [{ from: 8, to: 9, insert: '' }],
    selection: { from: 9, to: 9 },
  }
  expect(await target.act(async () => result)).toEqual({ type: 'removed', text: 'colour' })
  const back: Dictated = {
    type: 'edit',
    edits: [{ from: 8, to: 8, insert: 'u' }],
    selection: { from: 9, to: 9 },
  }
  expect(await target.act(async () => back)).toEqual({ type: 'wrote', text: 'colour' })
})

test('a field that is full takes what fits and loses nothing that was there', async () => {
  const field = fakeField('12345678', { most: 10 })
  const { target } = targetOn(field)
  await target.act(say('abc'))
  expect(field.get()).toBe('12345678 a')
  expect(await target.act(say('abc'))).toEqual({ type: 'nothing' })
})

test('commands and refusals change nothing', async () => {
  const field = fakeField('one')
  const { target, changes } = targetOn(field)
  expect(await target.act(async () => ({ type: 'command', command: 'undo', arguments: {} }))).toEqual({
    type: 'command',
    command: 'undo',
    arguments: {},
  })
  expect(await target.act(async () => ({ type: 'refused', reason: 'not-found', text: 'x' }))).toEqual({
    type: 'refused',
    reason: 'not-found',
    text: 'x',
  })
  expect([field.get(), changes.length]).toEqual(['one', 0])
})

test('words put in plainly get the gaps that they need, and no new lines where there are no lines', async () => {
  const at = (text: string, from: number, words: string, lines = true) => {
    const result = plainEdit({ text, selection: { from, to: from }, lines }, words)
    return result.type === 'edit' ? result.edits.reduce(applyChange, text) : ''
  }
  expect(at('one', 3, 'two')).toBe('one two')
  expect(at('(', 1, 'two')).toBe('(two')
  expect(at('onethree', 3, 'two')).toBe('one two three')
  expect(at('one', 3, ', two')).toBe('one, two')
  expect(at('', 0, 'one\ntwo', false)).toBe('one two')
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DictatedField } from '../../contract/dictation.ts'
import type { HearingEvent, Hypothesis } from '../../contract/hearing.ts'
import type { Change } from '../app/undo.ts'
import type { Hearing, HearingState } from '../hearing/hearing-types.ts'
import { createStore } from '../ui/store.ts'
import { createDictation } from './dictation.ts'
import type { DictationNews } from './dictation-types.ts'
import { plainEdit } from './plain-edit.ts'

/** As much of a text field as dictation touches. */
class FakeField extends EventTarget {
  value = ''
  selectionStart = 0
  selectionEnd = 0
  readOnly = false
  disabled = false
  maxLength = -1
  isConnected = true
  setSelectionRange(from: number, to: number) {
    this.selectionStart = from
    this.selectionEnd = to
  }
  setRangeText(insert: string, from: number, to: number) {
    this.value = this.value.slice(0, from) + insert + this.value.slice(to)
    this.setSelectionRange(from + insert.length, from + insert.length)
  }
}

const page = { activeElement: null as FakeField | null, execCommand: () => false }
beforeEach(() => {
  page.activeElement = null
  vi.stubGlobal('document', page)
  vi.stubGlobal('HTMLTextAreaElement', FakeField)
  vi.stubGlobal('HTMLInputElement', class {})
  vi.stubGlobal('InputEvent', Event)
})
afterEach(() => void vi.unstubAllGlobals())

const hypothesis = (text: string): Hypothesis => ({ text, words: [], stable: 0, confidence: 1 })
const field = (connected = true) => Object.assign(new FakeField(), { isConnected: connected })
const asField = (fake: FakeField) => fake as unknown as HTMLTextAreaElement

function dictating(
  interpret: (given: { hypothesis: Hypothesis; field: DictatedField }) => unknown = (given) =>
    plainEdit(given.field, given.hypothesis.text),
) {
  const listeners: ((event: HearingEvent) => void)[] = []
  const state = createStore<HearingState>({
    status: 'off',
    mode: 'command',
    way: 'pushed',
    speaking: false,
    awake: true,
    level: { speech: -96, noise: -96 },
  })
  const orders: string[] = []
  const hearing: Hearing = {
    state,
    async start(options) {
      orders.push(`start ${options.mode} ${options.way} ${options.draft ?? ''}`.trim())
      state.update((now) => ({ ...now, ...options, status: 'listening' }))
    },
    async change(options) {
      orders.push(`change ${options.mode ?? ''} ${options.way ?? ''} ${options.draft ?? ''}`.trim())
      state.update((now) => ({ ...now, ...options }))
    },
    flush: async () => void orders.push('flush'),
    async finish() {
      orders.push('finish')
      state.update((now) => ({ ...now, status: 'off' }))
    },
    async stop() {
      orders.push('stop')
      state.update((now) => ({ ...now, status: 'off' }))
    },
    onEvent(listener) {
      listeners.push(listener)
      return () => undefined
    },
  }
  const news: DictationNews[] = []
  const ran: string[] = []
  const forgotten: number[] = []
  const unwritten: string[] = []
  const open: { dialog?: { contains: (node: unknown) => boolean } } = {}
  const rescued: number[] = []
  const created: string[] = []
  const reported: unknown[] = []
  const changes: Change[] = []
  const dictation = createDictation({
    client: {
      call: (async (name: string, input: never) => {
        if (name === 'dictation.interpret') return interpret(input)
        if (name === 'drafts.create') {
          created.push((input as { text: string }).text)
          return { id: 7 }
        }
        if (name === 'dictation.forget') return forgotten.push((input as { id: number }).id)
        if (name === 'hearing.understand') {
          const { text } = input as { text: string }
          const known = ['cancel', 'close', 'yes', 'no', 'stop_dictation', 'next'].includes(text)
          return { command: known ? text : null, confidence: known ? 0.99 : 0.4 }
        }
        throw new Error(name)
      }) as never,
    },
    hearing,
    undo: { push: (change) => changes.push(change) },
    language: () => 'en',
    label: ({ type }) => type,
    news: (one) => news.push(one),
    run: (command) => ran.push(command) > 0 && command !== 'nothing_does_this',
    dialog: () => open.dialog as never,
    unwritten: (text) => unwritten.push(text),
    rescued: (draft) => rescued.push(draft),
    report: (error) => reported.push(error),
  })
  const tell = (event: HearingEvent) => {
    for (const listener of listeners) listener(event)
  }
  /** Turns of the loop, not time: nothing here waits for a clock. */
  const settle = async () => {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve, 0))
  }
  let utterance = 0
  const begin = () => tell({ type: 'speech', speaking: true, at: 0 })
  const partial = (text: string) =>
    tell({ type: 'partial', utterance: utterance + 1, hypothesis: hypothesis(text) })
  const final = async (text: string) => {
    utterance++
    const said = { hypothesis: hypothesis(text), alternatives: [], seconds: 1 }
    tell({ type: 'final', utterance, ...said, recording: 100 + utterance })
    await settle()
  }
  const say = async (text: string) => {
    begin()
    partial(text)
    await final(text)
  }
  return {
    dictation,
    hearing,
    orders,
    news,
    ran,
    forgotten,
    unwritten,
    open,
    rescued,
    created,
    reported,
    changes,
    begin,
    partial,
    final,
    say,
  }
}

test('speech goes to the field with the focus, else to the draft, else to where it went before', async () => {
  const { dictation, say } = dictating()
  const [draft, note] = [field(), field()]
  const leave = dictation.setMain(asField(draft), 3)
  await dictation.start()
  await say('one')
  page.activeElement = note
  await say('two')
  page.activeElement = null
  await say('three')
  page.activeElement = note
  await say('four')
  page.activeElement = null
  leave()
  await say('five')
  expect([draft.value, note.value]).toEqual(['one three', 'two four five'])
})

test('what is being said is shown where it will go, is not in the field, and goes when it is written or taken back', async () => {
  const { dictation, begin, partial, final } = dictating()
  const draft = field()
  dictation.setMain(asField(draft), 3)
  await dictation.start()
  begin()
  partial('one')
  expect(dictation.state.get()).toMatchObject({ partial: 'one', at: { from: 0, to: 0 } })
  expect(draft.value).toBe('')
  partial('')
  expect(dictation.state.get().partial).toBe('')
  begin()
  partial('two')
  await final('two')
  expect([dictation.state.get().partial, draft.value]).toEqual(['', 'two'])
})

test('words whose field is gone become a draft, and are never lost', async () => {
  const { dictation, begin, partial, final, created, rescued } = dictating()
  const note = field()
  page.activeElement = note
  await dictation.start()
  begin()
  partial('kept')
  note.isConnected = false
  page.activeElement = null
  await final('kept in any case')
  expect([created, rescued]).toEqual([['kept in any case'], [7]])
})

test('words whose field goes while they are interpreted become a draft, too', async () => {
  const note = field()
  const { dictation, say, created, rescued } = dictating((given) => {
    note.isConnected = false
    page.activeElement = null
    return plainEdit(given.field, given.hypothesis.text)
  })
  page.activeElement = note
  await dictation.start()
  await say('kept all the same')
  expect([created, rescued, note.value]).toEqual([['kept all the same'], [7], ''])
})

test('words are written though somebody types without a rest', async () => {
  const note = field()
  const { dictation, say, news } = dictating((given) => {
    note.value += 'x'
    return plainEdit(given.field, given.hypothesis.text)
  })
  page.activeElement = note
  await dictation.start()
  await say('said meanwhile')
  expect(note.value).toContain('said meanwhile')
  expect(note.value.match(/x/g)).toHaveLength(4)
  expect(news).toMatchObject([{ outcome: { type: 'wrote' } }])
})

test('words that cannot be interpreted are written as they were recognised', async () => {
  const { dictation, say, reported } = dictating(() => {
    throw new Error('the core is away')
  })
  const draft = field()
  dictation.setMain(asField(draft), 3)
  await dictation.start()
  await say('as it was')
  expect([draft.value, reported.length]).toEqual(['as it was', 1])
})

test('a command is run and not written', async () => {
  const { dictation, say, ran, news } = dictating(() => ({ type: 'command', command: 'undo', arguments: {} }))
  const draft = field()
  dictation.setMain(asField(draft), 3)
  await dictation.start()
  await say('undo that')
  expect([ran, draft.value, news]).toEqual([['undo'], '', []])
})

test('what is heard while Lectern speaks is not written, and what is said after it is', async () => {
  const { dictation, begin, partial, final, say } = dictating()
  const draft = field()
  dictation.setMain(asField(draft), 3)
  await dictation.start()
  dictation.speaks(true)
  begin()
  partial('the voice')
  dictation.speaks(false)
  await final('the voice itself')
  await say('the user')
  expect(draft.value).toBe('the user')
})

test('a chooser takes what it understands; the rest is written', async () => {
  const { dictation, say } = dictating()
  const draft = field()
  dictation.setMain(asField(draft), 3)
  await dictation.start()
  const taken: string[] = []
  const stop = dictation.intercept((text) => text === 'two' && taken.push(text) > 0)
  await say('two')
  await say('words')
  stop()
  await say('two')
  expect([taken, draft.value]).toEqual([['two'], 'words two'])
})

test('stopping closes a microphone that was closed, and gives back one that was open, after what is being said', async () => {
  const closed = dictating()
  closed.dictation.setMain(asField(field()), 3)
  await closed.dictation.start()
  await closed.dictation.stop()
  expect(closed.orders).toEqual(['start dictation pushed 3', 'finish'])
  const open = dictating()
  await open.hearing.start({ mode: 'command', way: 'wake' })
  await open.dictation.start()
  await open.dictation.stop()
  expect(open.orders).toEqual([
    'start command wake',
    'start dictation always',
    'flush',
    'change command wake',
  ])
})

test('nothing is written behind a dialog: what answers it is carried out, and the rest is told', async () => {
  const { dictation, say, open, ran, unwritten, forgotten, created } = dictating()
  const [draft, inside] = [field(), field()]
  dictation.setMain(asField(draft), 3)
  page.activeElement = draft
  await dictation.start()
  open.dialog = { contains: (node) => node === inside }
  for (const words of ['cancel', 'close', 'yes', 'no', 'stop_dictation', 'next', 'some words'])
    await say(words)
  expect(ran).toEqual(['cancel', 'cancel', 'yes', 'no', 'stop_dictation'])
  expect(unwritten).toEqual(['next', 'some words'])
  expect(forgotten).toEqual([101, 102, 103, 104, 105])
  expect([draft.value, created]).toEqual(['', []])
  page.activeElement = inside
  await say('cancel')
  page.activeElement = draft
  delete open.dialog
  await say('words again')
  expect([inside.value, draft.value, ran.length]).toEqual(['cancel', 'words again', 5])
})

test('words that were begun before a dialog opened are not written behind it either, and its words are not shown there', async () => {
  const { dictation, begin, partial, final, open, unwritten } = dictating()
  const draft = field()
  dictation.setMain(asField(draft), 3)
  await dictation.start()
  begin()
  partial('one')
  open.dialog = { contains: () => false }
  await final('one two')
  begin()
  partial('three')
  expect(dictation.state.get().partial).toBe('')
  await final('three')
  expect([draft.value, unwritten]).toEqual(['', ['one two', 'three']])
})

test('the history keeps words, and no commands that were carried out', async () => {
  const { dictation, say, forgotten } = dictating((given) => {
    const { text } = given.hypothesis
    if (text === 'no such words') return { type: 'refused', reason: 'not-found' }
    return text.includes('_')
      ? { type: 'command', command: text, arguments: {} }
      : plainEdit(given.field, text)
  })
  dictation.setMain(asField(field()), 3)
  await dictation.start()
  for (const words of ['hello', 'scratch_that', 'no such words', 'nothing_does_this', 'stop_dictation'])
    await say(words)
  expect(forgotten).toEqual([102, 105])
})

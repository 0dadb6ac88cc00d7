import { expect, test, vi } from 'vitest'
import { hearingFrame, type HearingEvent, type HearingMode, type HearingWay } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import { FakeEar, FakeSense, quiet, said, together } from './ear-fake.ts'
import { Listener } from './listener.ts'
import type { KeptUtterance } from './parts.ts'
import { endpointingFor } from './presets.ts'
import { SoundTape } from './sound.ts'

interface Setup {
  readonly mode?: HearingMode
  readonly way?: HearingWay
  readonly recognisers?: readonly string[]
  readonly commands?: readonly string[]
  readonly wake?: readonly string[]
  readonly live?: boolean
  readonly draft?: number
  readonly preset?: 'normal' | 'patient'
  /** What a detector of turns would say, by the seconds of sound that it is given. */
  readonly complete?: (seconds: number) => number | Error
  readonly turnComplete?: () => Promise<number>
  /** Thrown where an utterance is to be kept. */
  readonly full?: () => Error | undefined
}

const answers =
  (complete: (seconds: number) => number | Error) =>
  (pcm: Int16Array): Promise<number> => {
    const answer = complete(pcm.length / 16_000)
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }

function setUp(given: Setup = {}) {
  const ear = new FakeEar()
  const sense = new FakeSense(given.commands ?? ['next page', 'stop', 'go to page twenty'], given.wake)
  const kept: KeptUtterance[] = []
  const reports: unknown[] = []
  const listener = new Listener(
    {
      ear,
      language: 'en',
      sense,
      requests: () =>
        (given.recognisers ?? ['first']).map((recogniser) => ({
          recogniser,
          folders: [],
          language: 'en',
        })),
      endpointing: (mode) => endpointingFor(mode, { preset: given.preset ?? 'normal', threshold: 0.5 }),
      preset: () => given.preset ?? 'normal',
      ...(given.complete ? { turnComplete: answers(given.complete) } : {}),
      ...(given.turnComplete ? { turnComplete: given.turnComplete } : {}),
      keep: (utterance) => {
        const full = given.full?.()
        if (full) return Promise.reject(full)
        kept.push(utterance)
        return Promise.resolve(kept.length)
      },
      report: (_what, cause) => reports.push(cause),
    },
    {
      mode: given.mode ?? 'dictation',
      way: given.way ?? 'always',
      draft: given.draft,
      live: given.live ?? true,
    },
  )
  const told: { readonly event: HearingEvent; readonly at: number }[] = []
  let position = 0
  /** Frame by frame, as from a microphone; what is under way may come to its end between frames. */
  async function hear(...parts: readonly Int16Array[]): Promise<void> {
    const pcm = together(...parts)
    for (let at = 0; at < pcm.length; at += hearingFrame) {
      position += hearingFrame
      for (const event of await listener.hear(pcm.slice(at, at + hearingFrame)))
        told.push({ event, at: position / 16_000 })
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const texts = (type: 'partial' | 'final') =>
    told.flatMap(({ event }) => (event.type === type ? [event.hypothesis.text] : []))
  const commands = () =>
    told.flatMap(({ event, at }) =>
      event.type === 'command'
        ? [{ decision: event.decision, command: event.heard.command, heard: event.heard.heard, at }]
        : [],
    )
  const troubles = () => told.flatMap(({ event }) => (event.type === 'trouble' ? [event.what] : []))
  const types = () => told.map(({ event }) => event.type)
  return { ear, sense, kept, reports, listener, told, hear, texts, commands, troubles, types }
}

/** Until all that was asked of the fake is answered: it takes no time but turns of the loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

test('silence opens no recogniser and tells nothing', async () => {
  const { ear, told, hear } = setUp()
  await hear(quiet(5_000))
  expect(told).toEqual([])
  expect(new Set(ear.calls)).toEqual(new Set(['activity.open', 'activity.hear']))
})

test('while nothing is said, several frames cross in one message', async () => {
  const { ear, hear } = setUp()
  await hear(quiet(3_200))
  expect(ear.calls.length).toBeLessThan(40)
})

test('what is dictated comes in growing partials, then as a final with its row in the history', async () => {
  const { told, texts, kept, hear } = setUp({ draft: 7 })
  await hear(quiet(960), said('the quick brown fox'), quiet(960))
  expect(texts('final')).toEqual(['the quick brown fox'])
  expect(texts('partial').length).toBeGreaterThan(1)
  for (const partial of texts('partial')) expect('the quick brown fox').toContain(partial)
  const final = told.find(({ event }) => event.type === 'final')?.event
  expect(final).toMatchObject({ utterance: 1, recording: 1 })
  expect(kept).toMatchObject([{ draft: 7, recogniser: 'first', language: 'en' }])
  expect(kept[0]?.pcm.length).toBe(4_000 + 4 * 5 * hearingFrame + 4_000)
})

test('word times count from the first sound of speech, not from the pre-roll', async () => {
  const { told, hear } = setUp()
  await hear(quiet(960), said('one two'), quiet(960))
  const final = told.find(({ event }) => event.type === 'final')?.event
  const starts = final?.type === 'final' ? final.hypothesis.words.map(({ start }) => start) : []
  expect(starts).toHaveLength(2)
  expect(starts[0]).toBeLessThan(0.05)
  expect(starts[1]).toBeCloseTo(0.16, 1)
})

test('a final comes within 400 ms of the end of speech', async () => {
  const { told, hear } = setUp()
  await hear(quiet(960), said('this is finished now'), quiet(1_600))
  const at = told.find(({ event }) => event.type === 'final')?.at ?? Infinity
  expect(at - (0.96 + 0.64)).toBeLessThanOrEqual(0.4)
})

test('after a word that ends nothing the speaker is waited for', async () => {
  const { texts, hear } = setUp()
  await hear(quiet(960), said('i went to the'), quiet(640), said('old station'), quiet(1_600))
  expect(texts('final')).toEqual(['i went to the old station'])
})

test('where a detector of turns hears the end of one, it ends sooner than by its rest', async () => {
  const end = async (complete?: (seconds: number) => number) => {
    const { told, texts, hear } = setUp(complete ? { complete } : {})
    await hear(quiet(960), said('we met at noon'), quiet(1_600))
    expect(texts('final')).toEqual(['we met at noon'])
    return told.find(({ event }) => event.type === 'final')?.at ?? Infinity
  }
  const seconds: number[] = []
  const sooner = await end((heard) => {
    seconds.push(heard)
    return 0.9
  })
  expect(sooner).toBeLessThanOrEqual((await end()) - 0.064)
  expect(seconds).toHaveLength(1)
  expect(seconds[0]).toBeGreaterThan(0.64 + 0.192)
})

test('where it hears that more is to come, the speaker is waited for, within the bounds', async () => {
  const { texts, hear } = setUp({ complete: (heard) => (heard < 1.5 ? 0.1 : 0.9) })
  await hear(quiet(960), said('we met on monday'), quiet(704), said('and tuesday'), quiet(1_600))
  expect(texts('final')).toEqual(['we met on monday and tuesday'])
  const waiting = setUp({ complete: () => 0.1 })
  await waiting.hear(quiet(960), said('we met at noon'), quiet(1_600))
  const at = waiting.told.find(({ event }) => event.type === 'final')?.at ?? Infinity
  expect(at - 1.6).toBeGreaterThan(0.7)
  expect(at - 1.6).toBeLessThan(0.9)
})

test('an answer of a slow machine is waited for, but not for long', async () => {
  const slowly = (turns: number) => async () => {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
    return 0.1
  }
  // A frame of 32 ms is a turn or more of the loop here: it answers after the usual rest of 320 ms, or never.
  const late = setUp({ turnComplete: slowly(8) })
  await late.hear(quiet(960), said('we met on monday'), quiet(704), said('and tuesday'), quiet(1_600))
  expect(late.texts('final')).toEqual(['we met on monday and tuesday'])
  const never = setUp({ turnComplete: slowly(10_000) })
  await never.hear(quiet(960), said('we met at noon'), quiet(1_600))
  const at = never.told.find(({ event }) => event.type === 'final')?.at ?? Infinity
  expect(at - 1.6).toBeLessThan(0.7)
})

test('who asked for patience is not cut short by it, and one that fails changes nothing', async () => {
  const patient = setUp({ preset: 'patient', complete: () => 0.99 })
  await patient.hear(quiet(960), said('we met'), quiet(960), said('at noon'), quiet(2_400))
  expect(patient.texts('final')).toEqual(['we met at noon'])
  const failing = setUp({ complete: () => new AppError('damaged', 'It cannot be used.') })
  await failing.hear(quiet(960), said('we met at noon'), quiet(1_600))
  expect(failing.texts('final')).toEqual(['we met at noon'])
  expect(failing.reports).toHaveLength(1)
})

test('two utterances come in their order', async () => {
  const { texts, told, hear } = setUp()
  await hear(quiet(640), said('first one'), quiet(800), said('second one'), quiet(960))
  expect(texts('final')).toEqual(['first one', 'second one'])
  const numbers = told.flatMap(({ event }) => (event.type === 'final' ? [event.utterance] : []))
  expect(numbers).toEqual([1, 2])
})

test('words before a short rest are not heard again with those after it', async () => {
  const { texts, hear } = setUp()
  await hear(quiet(960), said('one two'), quiet(352), said('three four'), quiet(1_600))
  expect(texts('final')).toEqual(['one two', 'three four'])
  const words = Array.from({ length: 180 }, (_, at) => `word${at % 9}`).join(' ')
  await hear(said(words), quiet(128), said('the end'), quiet(1_600))
  expect(texts('final').slice(2)).toEqual([words, 'the end'])
})

test('a cough is taken back without a word', async () => {
  const { texts, kept, types, hear } = setUp()
  await hear(quiet(640), said('h', 96), quiet(1_600))
  expect(texts('final')).toEqual([])
  expect(texts('partial').filter((text) => text !== '')).toEqual(texts('partial').slice(0, -1))
  expect(kept).toEqual([])
  expect(types().filter((type) => type === 'speech')).toHaveLength(2)
})

test('letting the key go ends the utterance at once', async () => {
  const { listener, texts, hear } = setUp({ way: 'pushed' })
  await hear(quiet(320), said('keep this'))
  const events = await listener.flush()
  expect(events.at(-1)?.event).toMatchObject({ type: 'final', hypothesis: { text: 'keep this' } })
  expect(texts('final')).toEqual([])
  expect(await listener.flush()).toEqual([])
})

test('a monologue without a rest is cut, and no word is lost or doubled', async () => {
  const { texts, hear } = setUp()
  const words = Array.from({ length: 260 }, (_, index) => `w${index}`).join(' ')
  await hear(quiet(640), said(words), quiet(1_600))
  expect(texts('final').length).toBeGreaterThan(1)
  expect(texts('final').join(' ')).toBe(words)
})

test('a complete command acts within 300 ms of its end', async () => {
  const { commands, hear } = setUp({ mode: 'command' })
  await hear(quiet(960), said('next page'), quiet(960))
  expect(commands()).toMatchObject([{ decision: 'do', command: 'next_page' }])
  expect((commands()[0]?.at ?? Infinity) - (0.96 + 0.32)).toBeLessThanOrEqual(0.3)
})

test('a command that could go on is waited for', async () => {
  const setup = { mode: 'command', commands: ['go to page', 'go to page twenty'] } as const
  const { commands, hear } = setUp(setup)
  await hear(quiet(960), said('go to page'), quiet(288), said('twenty'), quiet(960))
  expect(commands().map(({ command }) => command)).toEqual(['go_to_page_twenty'])
})

test('a command is understood by its grammar alone where there is no recogniser', async () => {
  const { commands, hear } = setUp({ mode: 'command', recognisers: [] })
  await hear(quiet(960), said('next page'), quiet(960))
  expect(commands()).toMatchObject([{ decision: 'do', command: 'next_page' }])
})

test('what fits no command is rejected with what was heard, and nothing is written', async () => {
  const { commands, texts, kept, hear } = setUp({ mode: 'command' })
  await hear(quiet(960), said('what a lovely day'), quiet(1_600))
  expect(commands()).toMatchObject([{ decision: 'reject', command: null, heard: 'what a lovely day' }])
  expect([...texts('partial'), ...texts('final'), ...kept]).toEqual([])
})

test.each(['command', 'dictation'] as const)('“stop” acts within 250 ms in %s mode', async (mode) => {
  const { commands, texts, hear } = setUp({ mode, commands: ['next page'] })
  await hear(quiet(960), said('stop', 320), quiet(960))
  expect(commands()).toMatchObject([{ decision: 'do', command: 'stop' }])
  expect((commands()[0]?.at ?? Infinity) - (0.96 + 0.32)).toBeLessThanOrEqual(0.25)
  expect(texts('final')).toEqual([])
})

test('“stop” acts while only the wake phrase is live', async () => {
  const { commands, hear } = setUp({ mode: 'command', way: 'wake', wake: ['hey lectern'] })
  await hear(quiet(960), said('stop', 320), quiet(960))
  expect(commands()).toMatchObject([{ decision: 'do', command: 'stop' }])
})

test('a sentence that begins with “stop” is not one', async () => {
  const { commands, texts, hear } = setUp()
  await hear(quiet(960), said('stop the car'), quiet(960))
  expect(commands()).toEqual([])
  expect(texts('final')).toEqual(['stop the car'])
})

test('only the wake phrase opens the window, which closes after seven seconds', async () => {
  const { commands, types, hear } = setUp({ mode: 'command', way: 'wake', wake: ['hey lectern'] })
  await hear(quiet(960), said('next page'), quiet(1_280))
  expect(commands()).toEqual([])
  await hear(said('hey lectern'), quiet(1_280), said('next page'), quiet(960))
  expect(commands()).toMatchObject([{ decision: 'do', command: 'next_page' }])
  expect(types()).not.toContain('asleep')
  await hear(quiet(8_000), said('next page'), quiet(960))
  expect(commands()).toHaveLength(1)
  expect(types().filter((type) => type === 'awake' || type === 'asleep')).toEqual(['awake', 'asleep'])
})

test('each command keeps the window open for another seven seconds', async () => {
  const { commands, hear } = setUp({ mode: 'command', way: 'wake', wake: ['hey lectern'] })
  await hear(quiet(960), said('hey lectern'), quiet(5_000))
  await hear(said('next page'), quiet(5_000), said('next page'), quiet(960))
  expect(commands()).toHaveLength(2)
})

test('a command that goes on past the end of the window is heard before it is said that the window has closed', async () => {
  const { commands, types, hear } = setUp({ mode: 'command', way: 'wake', wake: ['hey lectern'] })
  await hear(quiet(960), said('hey lectern'), quiet(7_200), said('go to page twenty'), quiet(960))
  expect(commands()).toMatchObject([{ decision: 'do', command: 'go_to_page_twenty' }])
  expect(types().filter((type) => type === 'awake' || type === 'asleep')).toEqual(['awake'])
  await hear(quiet(8_000))
  expect(types().at(-1)).toBe('asleep')
})

test('what is said before the wake phrase has been made out is heard as well', async () => {
  const { sense, listener, commands, told, hear } = setUp({
    mode: 'command',
    way: 'wake',
    wake: ['hey lectern'],
  })
  sense.slow = 120 // all that follows is over by then
  await hear(quiet(960), said('hey lectern'), quiet(640), said('next page'), quiet(1_600))
  told.push(...(await listener.flush()).map(({ event }) => ({ event, at: 0 })))
  expect(told.map(({ event }) => event.type)).toContain('awake')
  expect(commands()).toMatchObject([{ decision: 'do', command: 'next_page' }])
})

test('a change of mode in mid-utterance loses nothing', async () => {
  const { listener, texts, commands, hear } = setUp({ mode: 'command' })
  await hear(quiet(960), said('dear sir'))
  listener.change({ mode: 'dictation' })
  await hear(said('or madam'), quiet(1_600))
  expect(texts('final')).toEqual(['dear sir or madam'])
  expect(commands()).toEqual([])
})

test('a recogniser that cannot be used gives way to the next, which hears everything', async () => {
  const { ear, told, texts, kept, hear } = setUp({ recognisers: ['first', 'second'] })
  ear.broken.set('first', new AppError('damaged', 'half a pack'))
  await hear(quiet(960), said('not a word lost'), quiet(1_600))
  expect(texts('final')).toEqual(['not a word lost'])
  expect(told.map(({ event }) => event)).toContainEqual({
    type: 'trouble',
    what: 'switched',
    recogniser: 'second',
  })
  expect(kept).toMatchObject([{ recogniser: 'second' }])
})

test('a recogniser that failed is not tried again in every utterance', async () => {
  const { ear, texts, troubles, hear } = setUp({ recognisers: ['first', 'second'] })
  ear.broken.set('first', new AppError('damaged', 'half a pack'))
  await hear(quiet(960), said('one two'), quiet(1_600), said('three four'), quiet(1_600))
  expect(texts('final')).toEqual(['one two', 'three four'])
  expect(troubles()).toEqual(['switched'])
})

test('without any recogniser that works the sound is kept and the user told', async () => {
  const { ear, texts, troubles, kept, hear } = setUp()
  ear.broken.set('first', new AppError('damaged', 'half a pack'))
  await hear(quiet(960), said('do not lose me'), quiet(1_600))
  expect(texts('final')).toEqual([])
  expect(troubles()).toEqual(['failed'])
  expect(kept).toMatchObject([{ hypothesis: { text: '' } }])
  expect(kept[0]?.pcm.length).toBeGreaterThan(16_000 * 0.6)
})

test('a history that takes nothing costs no text, and is told once until it takes something again', async () => {
  let full: Error | undefined = new Error('database or disk is full')
  const { told, texts, troubles, kept, reports, hear } = setUp({ full: () => full })
  await hear(quiet(960), said('one two'), quiet(1_600), said('three four'), quiet(1_600))
  expect(texts('final')).toEqual(['one two', 'three four'])
  expect(told.map(({ event }) => event.type === 'final' && event.recording).filter(Boolean)).toEqual([])
  expect(troubles()).toEqual(['unkept'])
  expect(reports).toEqual([full, full])
  full = undefined
  await hear(said('five six'), quiet(1_600))
  expect(kept).toMatchObject([{ hypothesis: { text: 'five six' } }])
  full = new Error('full again')
  await hear(said('seven'), quiet(1_600))
  expect(texts('final')).toEqual(['one two', 'three four', 'five six', 'seven'])
  expect(troubles()).toEqual(['unkept', 'unkept'])
})

test('the ear dies in mid-utterance: that is told once, nothing is lost, and the next utterance works', async () => {
  const { ear, texts, troubles, hear } = setUp()
  await hear(quiet(960), said('before the crash'))
  ear.crash()
  await hear(said('and after it'), quiet(1_600), said('next one'), quiet(1_600))
  expect(troubles()).toEqual(['lost'])
  expect(texts('final')).toEqual(['before the crash and after it', 'next one'])
})

test.each(['recogniser.hear', 'recogniser.end', 'recogniser.open', 'activity.hear'])(
  'the ear dies under %s: the words still come',
  async (name) => {
    const { ear, texts, troubles, hear } = setUp()
    ear.crashAt = name
    await hear(quiet(960), said('still here'), quiet(1_600))
    expect(texts('final')).toEqual(['still here'])
    expect(troubles()).toEqual(['lost'])
    expect(ear.crashes).toBe(1)
  },
)

test('an ear that does not come back is told, and the sound of what was said is kept', async () => {
  const { ear, texts, troubles, kept, hear } = setUp()
  await hear(quiet(960), said('so far so good'))
  ear.gone = true
  await hear(said('lost words'), quiet(1_600))
  expect(troubles()).toEqual(['failed'])
  expect(texts('final')).toEqual([])
  expect(kept).toMatchObject([{ hypothesis: { text: 'so far so good' } }])
})

test('the rest of a sentence that was cut for its length is no command', async () => {
  const { commands, hear } = setUp({ mode: 'command' })
  const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at % 9}`).join(' ')
  await hear(quiet(960), said(words(60)), quiet(128), said('next page'), quiet(1_600))
  await hear(said(words(90)), said('next page'), quiet(1_600))
  expect(commands().filter(({ decision }) => decision === 'do')).toEqual([])
  await hear(said('next page'), quiet(1_600))
  expect(commands().filter(({ decision }) => decision === 'do')).toHaveLength(1)
})

test('a session that is closed in the middle of a sentence leaves it in the history', async () => {
  const { listener, kept, hear } = setUp({ draft: 3 })
  await hear(quiet(960), said('half a sentence'))
  listener.close()
  await expect.poll(() => kept).toMatchObject([{ draft: 3, hypothesis: { text: 'half a sentence' } }])
})

test('of a command that was begun nothing is kept', async () => {
  const { listener, kept, hear } = setUp({ mode: 'command' })
  await hear(quiet(960), said('next page'))
  listener.close()
  await settled()
  expect(kept).toEqual([])
})

test('a grammar that cannot be used leaves the recogniser’s opinion', async () => {
  const { sense, commands, troubles, reports, hear } = setUp({ mode: 'command' })
  sense.decode = () => Promise.reject(new AppError('bad-input', 'no grammar', { reason: 'grammar-broken' }))
  sense.combine = ({ transcript }) => ({
    decision: 'do',
    heard: {
      command: transcript?.text === 'next page' ? 'next_page' : null,
      arguments: {},
      confidence: 0.8, // not so sure that the grammar would not be asked
      heard: transcript?.text ?? '',
      alternatives: [],
    },
  })
  await hear(quiet(960), said('next page'), quiet(1_600))
  expect(commands()).toMatchObject([{ decision: 'do', command: 'next_page' }])
  expect(troubles()).toEqual([])
  expect(reports.length).toBeGreaterThan(0)
})

test('closing gives every stream back', async () => {
  const { ear, listener, hear } = setUp()
  await hear(quiet(960), said('half a'))
  listener.close()
  await settled()
  expect(ear.streams).toBe(0)
  expect(await listener.hear(quiet(320))).toEqual([])
})

test('a recording is heard in large pieces, with the place of each utterance', async () => {
  const { listener, ear } = setUp({ live: false })
  const sound = together(quiet(992), said('one two'), quiet(1_600), said('three four'), quiet(320))
  const told = [...(await listener.listen(sound)), ...(await listener.flush())]
  const finals = told.filter(({ event }) => event.type === 'final')
  expect(finals.map(({ start, end }) => [start, end])).toEqual([
    [0.992, 1.312],
    [2.912, 3.232],
  ])
  expect(ear.calls.filter((name) => name === 'activity.hear').length).toBeLessThan(10)
})

test('what a recogniser failed with takes its stream along', async () => {
  const { ear, listener, hear } = setUp({ recognisers: ['first', 'second'] })
  ear.failing.set('recogniser.hear', new AppError('damaged', 'broken'))
  await hear(quiet(960), said('one two'), quiet(1_600))
  await settled()
  expect(ear.opened).toEqual(['first', 'second'])
  expect(ear.streams).toBe(1) // that of voice activity
  listener.close()
})

test('who speaks without a rest does not fill the memory', async () => {
  const forget = vi.spyOn(SoundTape.prototype, 'forget')
  const { hear, texts } = setUp()
  await hear(quiet(960), said(Array.from({ length: 500 }, (_, at) => `w${at % 50}`).join(' ')))
  const [position = 0] = forget.mock.lastCall ?? []
  expect(position / 16_000).toBeGreaterThan(80 - 39) // the longest utterance is 37.5 s
  expect(texts('final').length).toBeGreaterThan(0)
  forget.mockRestore()
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HearingEvent } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import type { MicrophoneListener } from '../audio/capture.ts'
import { createHearing, type HearingNotice } from './hearing.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const loud = () => new Int16Array(512).fill(3_000)
const gone = () => new AppError('closed', 'gone')

/** A core with one answer for each method, a microphone that a test speaks into, and what was told. */
function world(
  options: {
    refuse?: () => AppError | undefined
    refuseChange?: AppError
    hold?: boolean
    holdFlush?: () => boolean
    wordless?: boolean
    linked?: () => boolean
  } = {},
) {
  const calls: { name: string; input: Record<string, unknown> }[] = []
  const notices: HearingNotice[] = []
  const reports: unknown[] = []
  const microphones: { listener: MicrophoneListener; close: ReturnType<typeof vi.fn> }[] = []
  let next: HearingEvent[] = []
  let broken: AppError | undefined
  let sessions = 0
  let letIn: (() => void) | undefined
  let letFlush: (() => void) | undefined
  let context = { chapters: ['One'] }
  const call = vi.fn(async (name: string, input: Record<string, unknown>) => {
    calls.push({ name, input })
    if (name === 'hearing.open') {
      const refused = options.refuse?.()
      if (refused) throw refused
      return { session: ++sessions, wordless: options.wordless ?? false }
    }
    if (name === 'hearing.change' && options.refuseChange) throw options.refuseChange
    if (name === 'hearing.flush' && options.holdFlush?.())
      await new Promise<void>((resolve) => (letFlush = resolve))
    if (name === 'hearing.hear' || name === 'hearing.flush') {
      if (broken) {
        const cause = broken
        broken = undefined
        throw cause
      }
      const events = next
      next = []
      return { events }
    }
    return {}
  })
  const hearing = createHearing({
    client: { call } as never,
    linked: options.linked ?? (() => true),
    openMicrophone: async (_wish, listener) => {
      if (options.hold) await new Promise<void>((resolve) => (letIn = resolve))
      const microphone = { listener, close: vi.fn() }
      microphones.push(microphone)
      return { substitute: false, name: 'Fake', close: microphone.close }
    },
    wish: () => ({ device: '', echoCancellation: true, noiseSuppression: true, autoGain: true }),
    language: () => 'en',
    context: () => context as never,
    notice: (notice) => notices.push(notice),
    report: (error) => reports.push(error),
  })
  const settle = () => vi.advanceTimersByTimeAsync(0)
  return {
    hearing,
    calls,
    notices,
    reports,
    microphones,
    settle,
    names: () => calls.map(({ name }) => name.replace('hearing.', '')),
    answers: (events: HearingEvent[]) => (next = events),
    breakOnce: (cause: AppError) => (broken = cause),
    letIn: () => letIn?.(),
    letFlush: () => letFlush?.(),
    rename: (chapters: string[]) => (context = { chapters }),
    say: async (count = 1) => {
      for (let i = 0; i < count; i++) microphones.at(-1)?.listener.frame(loud())
      await settle()
    },
  }
}
const command = { mode: 'command', way: 'always' } as const

test('it begins with what is on screen, and sends what the microphone gives', async () => {
  const { hearing, say, names, calls, notices } = world()
  await hearing.start(command)
  expect(hearing.state.get()).toMatchObject({ status: 'listening', awake: true, mode: 'command' })
  await say(2)
  expect(names()).toEqual(['open', 'hear', 'hear'])
  expect(calls[0]?.input).toMatchObject({ language: 'en', context: { chapters: ['One'] }, way: 'always' })
  expect(notices).toEqual([{ what: 'opened', device: 'Fake', substitute: false }])
})

test('stopping lets the microphone go before anything else, and nothing is told any more', async () => {
  const { hearing, say, answers, microphones, names, notices, settle } = world()
  await hearing.start(command)
  const heard = vi.fn()
  hearing.onEvent(heard)
  answers([{ type: 'speech', speaking: true, at: 0 }])
  microphones[0]?.listener.frame(loud())
  void hearing.stop()
  expect(microphones[0]?.close).toHaveBeenCalledTimes(1)
  expect(hearing.state.get().status).toBe('off')
  await settle()
  await say()
  expect(heard).not.toHaveBeenCalled()
  expect(names().at(-1)).toBe('close')
  expect(notices.at(-1)).toEqual({ what: 'closed' })
})

test('a microphone that the browser hands out too late is closed at once', async () => {
  const { hearing, letIn, microphones, settle } = world({ hold: true })
  void hearing.start(command)
  await settle()
  await hearing.stop()
  letIn()
  await settle()
  expect(microphones[0]?.close).toHaveBeenCalledTimes(1)
  expect(hearing.state.get().status).toBe('off')
})

test('a core that cannot listen closes the microphone, and says why', async () => {
  const problem = new AppError('unavailable', 'no recogniser', { reason: 'hearing-failed' })
  const { hearing, microphones, notices } = world({ refuse: () => problem })
  await hearing.start(command)
  expect(hearing.state.get()).toMatchObject({ status: 'failed', problem })
  expect(microphones[0]?.close).toHaveBeenCalled()
  expect(notices).toEqual([{ what: 'failed', problem }])
})

test('a microphone that is unplugged ends it, and says so', async () => {
  const { hearing, microphones, names, settle } = world()
  await hearing.start(command)
  const lost = new AppError('unavailable', 'lost', { reason: 'microphone-lost' })
  microphones[0]?.listener.lost(lost)
  await settle()
  expect(hearing.state.get()).toMatchObject({ status: 'failed', problem: lost })
  expect(names()).toEqual(['open', 'flush', 'close'])
})

test('what was said before the microphone was unplugged is still heard', async () => {
  const { hearing, microphones, answers, notices, settle } = world()
  await hearing.start({ mode: 'dictation', way: 'always' })
  const heard: string[] = []
  hearing.onEvent((event) => heard.push(event.type))
  microphones[0]?.listener.frame(loud())
  microphones[0]?.listener.lost(new AppError('unavailable', 'lost', { reason: 'microphone-lost' }))
  answers([{ type: 'speech', speaking: false, at: 1 }])
  await settle()
  expect(heard).toEqual(['speech'])
  expect(notices.map(({ what }) => what)).toEqual(['opened', 'failed'])
  expect(hearing.state.get().status).toBe('failed')
})

test('a core that is lost in mid-utterance comes back to the sound of that utterance', async () => {
  const { hearing, say, answers, breakOnce, calls, notices, microphones } = world()
  await hearing.start(command)
  answers([{ type: 'speech', speaking: true, at: 0 }])
  await say()
  await say()
  breakOnce(gone())
  await say()
  await say()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(microphones[0]?.close).not.toHaveBeenCalled()
  expect(notices.map(({ what }) => what)).toEqual(['opened', 'away', 'back'])
  const last = calls.at(-1)
  expect(last?.name).toBe('hearing.hear')
  expect(last?.input).toMatchObject({ session: 2 })
  expect(last?.input['pcm']).toHaveLength(4 * 512)
  expect(hearing.state.get().status).toBe('listening')
})

test('a core that goes between two frames is known to be away, and hears them when it is back', async () => {
  let linked = true
  const { hearing, say, calls, notices } = world({ linked: () => linked })
  await hearing.start(command)
  linked = false
  await say()
  expect(hearing.state.get()).toMatchObject({ status: 'opening', speaking: false })
  expect(notices.map(({ what }) => what)).toEqual(['opened', 'away'])
  expect(calls.map(({ name }) => name)).not.toContain('hearing.hear')
  linked = true
  await vi.advanceTimersByTimeAsync(2_000)
  expect(hearing.state.get().status).toBe('listening')
  expect(calls.at(-1)).toMatchObject({ name: 'hearing.hear', input: { session: 2 } })
})

test('a core that fails again and again is given up, and the microphone closed', async () => {
  const { hearing, say, breakOnce, microphones } = world()
  await hearing.start(command)
  for (let i = 0; i < 5; i++) {
    breakOnce(gone())
    await say()
    await vi.advanceTimersByTimeAsync(5_000)
  }
  // Each time it was heard in between, so it went on; now it is not.
  expect(hearing.state.get().status).toBe('listening')
  const dead = world({ refuse: () => (dead.calls.length > 1 ? gone() : undefined) })
  await dead.hearing.start(command)
  dead.breakOnce(gone())
  await dead.say()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(dead.hearing.state.get().status).toBe('failed')
  expect(dead.microphones[0]?.close).toHaveBeenCalled()
  expect(microphones[0]?.close).not.toHaveBeenCalled()
})

test('the mode changes without a new session, and commands do not go into a draft’s history', async () => {
  const { hearing, calls } = world()
  await hearing.start({ mode: 'dictation', way: 'always', draft: 4 })
  await hearing.change({ mode: 'command' })
  expect(calls.at(-1)).toMatchObject({ name: 'hearing.change', input: { session: 1, mode: 'command' } })
  expect(hearing.state.get().mode).toBe('command')
})

test('a change that cannot be made leaves everything as it was, and says why', async () => {
  const problem = new AppError('unavailable', 'nothing writes', { reason: 'no-dictation' })
  const { hearing, notices, microphones } = world({ refuseChange: problem })
  await hearing.start(command)
  await hearing.change({ mode: 'dictation' })
  expect(hearing.state.get()).toMatchObject({ status: 'listening', mode: 'command' })
  expect(notices.at(-1)).toEqual({ what: 'refused', problem })
  expect(microphones[0]?.close).not.toHaveBeenCalled()
})

test('a flush comes after all that was said, and its events are told before it settles', async () => {
  const { hearing, answers, microphones, names } = world()
  await hearing.start(command)
  const heard: string[] = []
  hearing.onEvent((event) => heard.push(event.type))
  microphones[0]?.listener.frame(loud())
  const flushed = hearing.flush()
  answers([{ type: 'speech', speaking: false, at: 1 }])
  await flushed
  expect(names()).toEqual(['open', 'hear', 'flush'])
  expect(heard).toEqual(['speech'])
})

test('finishing closes the microphone first, and tells what was being said after', async () => {
  const { hearing, answers, microphones, names, notices, settle } = world()
  await hearing.start(command)
  const heard: string[] = []
  hearing.onEvent((event) => heard.push(event.type))
  microphones[0]?.listener.frame(loud())
  const finished = hearing.finish()
  expect(microphones[0]?.close).toHaveBeenCalledTimes(1)
  expect(hearing.state.get().status).toBe('off')
  answers([{ type: 'speech', speaking: false, at: 1 }])
  await finished
  await settle()
  expect(heard).toEqual(['speech'])
  expect(names()).toEqual(['open', 'hear', 'flush', 'close'])
  expect(notices.map(({ what }) => what)).toEqual(['opened', 'closed'])
  expect(hearing.state.get().status).toBe('off')
})

test('listening that begins while the last utterance is finished waits for it', async () => {
  const { hearing, names, settle } = world()
  await hearing.start(command)
  void hearing.finish()
  await hearing.start(command)
  await settle()
  expect(names()).toEqual(['open', 'flush', 'close', 'open'])
  expect(hearing.state.get().status).toBe('listening')
})

test('a core that does not answer is not waited for without end', async () => {
  const { hearing, breakOnce, names } = world({ refuse: () => (names().length > 1 ? gone() : undefined) })
  await hearing.start(command)
  breakOnce(gone())
  const finished = hearing.finish()
  await vi.advanceTimersByTimeAsync(20_000)
  await finished
  expect(['off', 'failed']).toContain(hearing.state.get().status)
})

test('waiting for the wake phrase is not being awake; the phrase opens a window', async () => {
  const { hearing, say, answers } = world()
  await hearing.start({ mode: 'command', way: 'wake' })
  expect(hearing.state.get().awake).toBe(false)
  answers([{ type: 'awake', seconds: 7 }])
  await say()
  expect(hearing.state.get().awake).toBe(true)
  answers([{ type: 'asleep' }])
  await say()
  expect(hearing.state.get().awake).toBe(false)
})

test('a recogniser that does not come back closes the microphone', async () => {
  const { hearing, say, answers, microphones } = world()
  await hearing.start(command)
  answers([{ type: 'trouble', what: 'failed' }])
  await say()
  expect(hearing.state.get()).toMatchObject({ status: 'failed', problem: { reason: 'hearing-failed' } })
  expect(microphones[0]?.close).toHaveBeenCalled()
})

test('names on screen are told when they change, and not when they do not', async () => {
  const { hearing, names, rename, calls } = world()
  await hearing.start(command)
  hearing.contextChanged()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(names()).toEqual(['open'])
  rename(['Two'])
  hearing.contextChanged()
  hearing.contextChanged()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(names()).toEqual(['open', 'change'])
  expect(calls.at(-1)?.input).toMatchObject({ context: { chapters: ['Two'] } })
})

test('another microphone takes over in the same session', async () => {
  const { hearing, microphones, say, names, settle } = world()
  await hearing.start(command)
  hearing.microphoneChanged()
  await settle()
  expect(microphones.map(({ close }) => close.mock.calls.length)).toEqual([1, 0])
  await say()
  expect(names()).toEqual(['open', 'hear'])
})

test('a change while another microphone is being opened is not forgotten', async () => {
  const { hearing, letIn, microphones, settle } = world({ hold: true })
  void hearing.start(command)
  await settle()
  hearing.microphoneChanged()
  letIn()
  await settle()
  letIn()
  await settle()
  expect(microphones.map(({ close }) => close.mock.calls.length)).toEqual([1, 0])
  hearing.microphoneChanged()
  hearing.microphoneChanged() // the second while the first is carried out
  letIn()
  await settle()
  letIn()
  await settle()
  expect(microphones.map(({ close }) => close.mock.calls.length)).toEqual([1, 1, 1, 0])
})

test('a listener that fails costs no other its event, and no sound is sent again', async () => {
  const { hearing, answers, say, names, reports } = world()
  await hearing.start(command)
  const heard: string[] = []
  hearing.onEvent(() => {
    throw new Error('a mistake')
  })
  hearing.onEvent((event) => heard.push(event.type))
  answers([{ type: 'speech', speaking: true, at: 0 }])
  await say()
  expect(heard).toEqual(['speech'])
  expect(reports).toHaveLength(1)
  expect(names()).toEqual(['open', 'hear'])
  expect(hearing.state.get().status).toBe('listening')
})

test('what was said before the core was lost is heard by the next session, also where the key is let go', async () => {
  const { hearing, say, breakOnce, answers, names, calls } = world()
  await hearing.start(command)
  const heard: string[] = []
  hearing.onEvent((event) => heard.push(event.type))
  breakOnce(gone())
  await say(2) // the first is refused, the second waits
  const finished = hearing.finish()
  await vi.advanceTimersByTimeAsync(200)
  answers([{ type: 'speech', speaking: false, at: 1 }])
  await vi.advanceTimersByTimeAsync(2_000)
  await finished
  expect(names()).toEqual(['open', 'hear', 'open', 'hear', 'flush', 'close'])
  const pcm = calls[3]?.input['pcm'] as Int16Array
  expect(pcm.length).toBe(2 * 512)
  expect(heard).toEqual(['speech'])
})

test('a core that is lost while it finishes an utterance hears it again', async () => {
  const { hearing, say, breakOnce, names } = world()
  await hearing.start(command)
  await say(2)
  breakOnce(gone()) // the flush
  const finished = hearing.finish()
  await vi.advanceTimersByTimeAsync(2_000)
  await finished
  expect(names()).toEqual(['open', 'hear', 'hear', 'flush', 'open', 'hear', 'flush', 'close'])
})

test('who speaks again at once is heard while the last utterance is still being finished', async () => {
  let slow = true
  const { hearing, letFlush, microphones, say, names, notices, settle } = world({ holdFlush: () => slow })
  await hearing.start(command)
  await say()
  void hearing.finish()
  await settle()
  const again = hearing.start(command)
  await settle()
  expect(microphones).toHaveLength(2)
  expect(hearing.state.get().status).toBe('opening')
  await say(2)
  expect(names()).toEqual(['open', 'hear', 'flush'])
  slow = false
  letFlush()
  await again
  await settle()
  expect(names()).toEqual(['open', 'hear', 'flush', 'close', 'open', 'hear', 'hear'])
  expect(hearing.state.get().status).toBe('listening')
  expect(notices.map(({ what }) => what)).toEqual(['opened', 'closed', 'opened'])
  await hearing.stop()
  expect(microphones.map(({ close }) => close.mock.calls.length > 0)).toEqual([true, true])
})

test('… and what they said is finished, too, where they end before that', async () => {
  let slow = true
  const { hearing, letFlush, microphones, say, names, settle } = world({ holdFlush: () => slow })
  await hearing.start(command)
  void hearing.finish()
  await settle()
  void hearing.start(command)
  await settle()
  await say(2)
  const finished = hearing.finish()
  expect(microphones[1]?.close).toHaveBeenCalledTimes(1)
  expect(hearing.state.get().status).toBe('off')
  slow = false
  letFlush()
  await finished
  await settle()
  expect(names()).toEqual(['open', 'flush', 'close', 'open', 'hear', 'hear', 'flush', 'close'])
  expect(hearing.state.get().status).toBe('off')
})

test('… and nothing is heard any more where they stop', async () => {
  let slow = true
  const { hearing, letFlush, microphones, say, names, settle } = world({ holdFlush: () => slow })
  await hearing.start(command)
  void hearing.finish()
  await settle()
  void hearing.start(command)
  await settle()
  await say(2)
  await hearing.stop()
  expect(microphones[1]?.close).toHaveBeenCalledTimes(1)
  slow = false
  letFlush()
  await settle()
  expect(names().filter((name) => name === 'hear')).toEqual([])
  expect(hearing.state.get().status).toBe('off')
})

test('where nothing writes words, the state says so from the beginning', async () => {
  const { hearing } = world({ wordless: true })
  await hearing.start({ mode: 'dictation', way: 'always' })
  expect(hearing.state.get()).toMatchObject({ status: 'listening', wordless: true })
  await hearing.change({ way: 'pushed' }) // a recogniser was installed meanwhile
  expect(hearing.state.get().wordless).toBe(false)
})

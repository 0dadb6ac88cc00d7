/** The session with a synthetic book and a player that only counts: time is moved by hand. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { playing, setUp } from '../../../e2e/player/session-fake.ts'
import { bookId, type createBook } from '../../../e2e/player/synthetic-book.ts'
import { AppError } from '../../rpc/failure.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('reading', () => {
  test('the word being heard is lit, in its sentence', async () => {
    const { session, pass, lit } = await playing()
    await pass(1_000)
    expect(lit()).toBe('word3') // 0.9 s to 1.2 s
    expect(session.getState().sentence).toEqual({ block: 0, start: 0, end: 36 })
    await pass(1_400)
    expect(lit()).toBe('word6')
  })

  test('in a pause the last word stays lit', async () => {
    const { pass, lit } = await playing()
    await pass(2_000)
    expect(lit()).toBe('word5')
  })

  test('only a few seconds are prepared ahead, more of them when it is faster', async () => {
    const { session, book, pass } = await playing()
    await pass(200)
    expect(book.made).toBeLessThanOrEqual(3)
    session.setSpeed(4)
    await pass(100)
    expect(book.made).toBeGreaterThanOrEqual(7)
    expect(book.made).toBeLessThanOrEqual(9)
  })

  test('while it rests only the first utterance is made', async () => {
    const { session, book, pass } = setUp()
    session.open(bookId, book.place(3, 1, 2))
    await pass(1_000)
    expect(book.made).toBe(1)
    expect(session.getState()).toMatchObject({ status: 'idle', place: book.place(3, 1, 2) })
    expect(session.getState().sentence).toMatchObject({ block: 3 })
  })

  test('it begins at the word of the place, not at its sentence', async () => {
    const { session, book, pass, lit } = setUp()
    session.open(bookId, book.place(3, 1, 2))
    void session.play()
    await pass(60)
    const word = (3 * 3 + 1) * 6 + 2
    expect(lit()).toBe(`word${word}`)
    await pass(300)
    expect(lit()).toBe(`word${word + 1}`)
  })

  test('at the end it has ended, and play begins the document anew', async () => {
    const { session, pass, lit } = await playing({ blocks: 1, sentences: 2 })
    await pass(5_000)
    expect(session.getState().status).toBe('ended')
    expect(lit()).toBe('word11')
    void session.play()
    await pass(100)
    expect(lit()).toBe('word0')
    expect(session.getState().status).toBe('playing')
  })

  test('words per minute are those of the voice, times the speed', async () => {
    const { session } = await playing()
    expect(session.getState().wordsPerMinute).toBe(180)
    session.setSpeed(1.5)
    expect(session.getState().wordsPerMinute).toBe(270)
    session.setSpeed(9)
    expect(session.getState().speed).toBe(4)
  })

  test('volume and mute reach the player', async () => {
    const { session, player } = await playing()
    session.setVolume(50)
    expect(player.volume).toBe(0.25)
    session.setMuted(true)
    expect(player.volume).toBe(0)
    session.setMuted(false)
    expect(player.volume).toBe(0.25)
  })

  test('listeners hear of words, not of every report', async () => {
    const { session, pass } = await playing()
    let told = 0
    session.subscribe(() => told++)
    await pass(1_500)
    expect(told).toBe(5)
  })
})

describe('the place', () => {
  test('what was heard is saved, at most twice a second, and at a pause at once', async () => {
    const { session, book, pass, saved } = await playing()
    await pass(2_000)
    expect(saved().length).toBeGreaterThanOrEqual(3)
    expect(saved().length).toBeLessThanOrEqual(5)
    await pass(700)
    session.pause()
    expect(saved().at(-1)).toEqual(session.getState().place)
    expect(session.getState().place).toEqual(book.place(0, 1, 1))
  })

  test('stop keeps the place and lets go of the sound; play goes on at the word', async () => {
    const { session, book, player, pass, lit } = await playing()
    await pass(1_000)
    session.stop()
    expect(session.getState()).toMatchObject({ status: 'idle', place: book.place(0, 0, 3) })
    expect(player.playing).toBe(false)
    void session.play()
    await pass(60)
    expect(lit()).toBe('word3')
  })

  test('a pause keeps what is prepared: going on asks for nothing', async () => {
    const { session, book, pass } = await playing()
    await pass(500)
    session.pause()
    await pass(500)
    const streams = book.calls.filter(({ name }) => name === 'reading.utterances').length
    void session.play()
    expect(session.getState().status).toBe('playing')
    await pass(500)
    expect(book.calls.filter(({ name }) => name === 'reading.utterances').length).toBe(streams)
  })

  test('a pause between two sentences is not waited for again: going on begins with the next', async () => {
    const { session, pass, lit } = await playing()
    await pass(1_900)
    session.pause()
    void session.play()
    await pass(40)
    expect(lit()).toBe('word6')
  })

  test('opening another document saves the place in the first', async () => {
    const { session, book, pass, saved } = await playing()
    await pass(1_000)
    session.open('c'.repeat(64), undefined)
    expect(saved().at(-1)).toEqual(book.place(0, 0, 3))
    expect(session.getState()).toMatchObject({ status: 'idle', document: 'c'.repeat(64), word: undefined })
  })
})

describe('moving', () => {
  test('goes on reading there if it was reading', async () => {
    const { session, pass, lit } = await playing()
    await pass(500)
    await session.move('paragraph', 2)
    await pass(60)
    expect(lit()).toBe('word36')
    expect(session.getState().status).toBe('playing')
  })

  test('at rest it only lights the sentence', async () => {
    const { session, book, pass } = setUp()
    session.open(bookId, undefined)
    await pass(500)
    await session.move('paragraph', 1)
    await pass(500)
    expect(session.getState()).toMatchObject({ status: 'idle', place: book.place(1) })
    expect(session.getState().sentence).toMatchObject({ block: 1, start: 0 })
  })

  test('quick presses add up', async () => {
    const { session, book, pass } = await playing()
    void session.move('sentence', 1)
    void session.move('sentence', 1)
    void session.move('sentence', 1)
    await session.move('sentence', 1)
    await pass(60)
    expect(session.getState().place).toEqual(book.place(1, 1))
  })

  test('a seek overtakes moves that wait', async () => {
    const { session, book, pass } = await playing()
    void session.move('paragraph', 5)
    void session.move('paragraph', 5)
    await session.seek(book.place(2, 1))
    await pass(60)
    expect(session.getState().place).toEqual(book.place(2, 1))
  })

  test('at the end of the document a move changes nothing', async () => {
    const { session, book, pass } = await playing({ blocks: 2 })
    await session.seek(book.place(1, 2, 1))
    await pass(100)
    await session.move('paragraph', 1)
    await pass(100)
    expect(session.getState().place).toEqual(book.place(1, 2, 1))
    expect(session.getState().status).toBe('playing')
  })

  test('at rest, quick moves do not wake the voice', async () => {
    const { session, book, pass } = setUp()
    session.open(bookId, undefined)
    await pass(500)
    const made = book.made
    for (let i = 0; i < 8; i++) {
      await session.move('paragraph', 1)
      await pass(60)
    }
    expect(book.made - made).toBeLessThanOrEqual(1)
    await pass(400)
    expect(session.getState().place).toEqual(book.place(8))
  })
})

describe('skipping and repeating', () => {
  test('ten seconds back come from memory, at the start of a word', async () => {
    const { session, book, pass, lit } = await playing()
    await pass(15_000)
    const streams = book.calls.filter(({ name }) => name === 'reading.utterances').length
    await session.skip(-10)
    await pass(60)
    // 15 s and a step are six sentences of 2.2 s and 1.8 s; 5 s are two and 0.6 s.
    expect(lit()).toBe('word14')
    expect(book.calls.filter(({ name }) => name === 'reading.utterances').length).toBe(streams)
  })

  test('seconds are as heard: at twice the speed twice the text', async () => {
    const { session, pass, lit } = await playing()
    session.setSpeed(2)
    await pass(7_500)
    await session.skip(-5)
    await pass(60)
    expect(lit()).toBe('word14')
  })

  test('forward beyond what is prepared', async () => {
    const { session, pass, lit } = await playing()
    await session.skip(20)
    expect(session.getState().status).toBe('playing')
    await pass(60)
    // 20.0 s: nine sentences of 2.2 s, and 0.2 s
    expect(lit()).toBe('word54')
  })

  test('three presses before anything comes go three times as far', async () => {
    const { session, pass, lit } = await playing({ delay: 50 })
    await pass(200)
    void session.skip(10)
    void session.skip(10)
    void session.skip(10)
    await pass(1_500)
    expect(Number(lit()?.slice(4))).toBeGreaterThanOrEqual(80)
  })

  test('back beyond what is remembered asks for what was before', async () => {
    const { session, book, pass, lit } = await playing()
    await session.seek(book.place(10))
    await pass(1_000)
    await session.skip(-10)
    await pass(60)
    expect(session.getState().status).toBe('playing')
    // 9 s before block 10: four sentences are 8.8 s, and 0.2 s of the pause before them: their first word.
    const sentence = 10 * 3 - 4
    expect(lit()).toBe(`word${sentence * 6}`)
  })

  test('back beyond the beginning is the beginning', async () => {
    const { session, book, pass } = await playing()
    await session.seek(book.place(0, 1))
    await pass(500)
    await session.skip(-10)
    await pass(60)
    expect(session.getState().place).toEqual(book.place(0))
  })

  test('forward beyond the end is the last sentence', async () => {
    const { session, book, pass } = await playing({ blocks: 2 })
    await session.skip(100)
    await pass(60)
    expect(session.getState().place).toEqual(book.place(1, 2))
  })

  test('the word, the sentence and the paragraph can be heard again', async () => {
    const { session, book, pass } = await playing()
    await pass(5_700) // third sentence, word 4
    expect(session.getState().place).toEqual(book.place(0, 2, 4))
    await session.repeat('word')
    expect(session.getState().place).toEqual(book.place(0, 2, 4))
    await session.repeat('sentence')
    expect(session.getState().place).toEqual(book.place(0, 2, 0))
    await pass(500)
    await session.repeat('paragraph')
    expect(session.getState().place).toEqual(book.place(0))
    await pass(350)
    expect(session.getState().place).toEqual(book.place(0, 0, 1))
  })

  test('repeating starts reading that was paused', async () => {
    const { session, pass, lit } = await playing()
    await pass(1_000)
    session.pause()
    await session.repeat('sentence')
    expect(session.getState().status).toBe('playing')
    await pass(350)
    expect(lit()).toBe('word1')
  })
})

describe('the sleep timer', () => {
  test('after the minutes it fades, pauses, and goes back to the sentence that faded', async () => {
    const { session, player, book, pass } = await playing()
    session.setSleep(0.25)
    await pass(9_000)
    expect(player.volume).toBe(1)
    await pass(1_500)
    expect(player.volume).toBe(0)
    expect(session.getState().status).toBe('playing')
    await pass(5_000)
    expect(session.getState()).toMatchObject({ status: 'paused', sleep: undefined })
    expect(session.getState().place).toEqual(book.place(1, 1)) // 10 s: the fifth sentence, 8.8 s to 11 s
    expect(player.volume).toBe(1)
  })

  test('a key during the fade means that somebody is awake', async () => {
    const { session, player, pass } = await playing()
    session.setSleep(0.25)
    await pass(12_000)
    await session.move('sentence', 1)
    expect(player.volume).toBe(1)
    expect(session.getState().sleep).toBeUndefined()
    await pass(10_000)
    expect(session.getState().status).toBe('playing')
  })

  test('the end of the chapter is the end, with nothing cut and the next chapter ready', async () => {
    const { session, book, pass, player } = await playing({ chapter: 2 })
    session.setSpeed(4)
    session.setSleep('chapter')
    await pass(100)
    expect(session.getState().sleep).toEqual({ kind: 'chapter', block: 2 })
    await pass(5_000)
    expect(session.getState()).toMatchObject({ status: 'paused', place: book.place(2), sleep: undefined })
    expect(player.playing).toBe(false)
    void session.play()
    await pass(1_000)
    expect(session.getState().place?.block).toBe(2)
  })

  test('who leaves the chapter sleeps at the end of the other', async () => {
    const { session, book, pass } = await playing()
    session.setSleep('chapter')
    await pass(100)
    await session.seek(book.place(7))
    await pass(100)
    expect(session.getState().sleep).toEqual({ kind: 'chapter', block: 10 })
  })
})

describe('the watchdog', () => {
  const logged = (book: ReturnType<typeof createBook>) =>
    book.calls
      .filter(({ name }) => name === 'log.write')
      .map(({ input }) => (input as { event: string; data: { cause: string } }).data.cause)

  test('a player that consumes nothing is woken after 1.5 s, and goes on at the word', async () => {
    const { session, book, player, pass, lit } = await playing()
    await pass(1_000)
    player.stuck = true
    await pass(1_400)
    expect(session.getState().stalls).toBe(0)
    await pass(400)
    expect(session.getState().stalls).toBe(1)
    expect(logged(book)).toEqual(['player'])
    player.stuck = false
    await pass(60)
    expect(session.getState().status).toBe('playing')
    expect(lit()).toBe('word3')
  })

  test('if waking does not help the device is opened anew', async () => {
    const { session, player, pass, lit } = await playing()
    await pass(1_000)
    player.stuck = true
    await pass(3_400)
    expect(player.rebuilt).toBe(0)
    await pass(700)
    expect(player.rebuilt).toBe(1)
    expect(session.getState()).toMatchObject({ status: 'playing', stalls: 2 })
    expect(Number(lit()?.slice(4))).toBeLessThanOrEqual(6)
  })

  test('after three tries it says that there is no sound, and play tries again', async () => {
    const { session, player, pass } = await playing()
    player.stuck = true
    player.recoverable = false
    await pass(30_000)
    const { status, error, stalls } = session.getState()
    expect({ status, reason: error?.reason, stalls }).toEqual({
      status: 'failed',
      reason: 'sound-lost',
      stalls: 3,
    })
    player.stuck = false
    void session.play()
    await pass(500)
    expect(session.getState()).toMatchObject({ status: 'playing', error: undefined })
  })

  test('a voice that does not answer is asked again, and then given up', async () => {
    const { session, book, pass } = await playing()
    book.silent = true
    await pass(10_000)
    expect(session.getState().status).toBe('loading')
    expect(logged(book)[0]).toBe('engine')
    await pass(20_000)
    const { status, error } = session.getState()
    expect({ status, reason: error?.reason }).toEqual({ status: 'failed', reason: 'voice-silent' })
  })

  test('a voice that comes back is heard from where it stopped', async () => {
    const { session, book, pass } = await playing()
    book.silent = true
    await pass(9_000)
    const { place } = session.getState()
    book.silent = false
    await pass(8_000)
    expect(session.getState().status).toBe('playing')
    expect(session.getState().place?.block).toBeGreaterThanOrEqual(place?.block ?? 0)
    expect(session.getState().stalls).toBeGreaterThan(0)
  })

  test('an engine that restarts is waited for, while what is prepared is heard', async () => {
    const { session, book, pass, lit } = await playing()
    const unavailable = () => new AppError('unavailable', 'The engine is being restarted.')
    book.failures.push(unavailable(), unavailable())
    await pass(9_000)
    expect(session.getState()).toMatchObject({ status: 'playing', stalls: 0 })
    expect(Number(lit()?.slice(4))).toBeGreaterThan(20)
  })

  test('an error that trying again cannot help is said at once', async () => {
    const { session, book, pass } = setUp()
    book.failures.push(new AppError('voice-missing', 'There is no such voice.'))
    session.open(bookId, undefined)
    void session.play()
    await pass(100)
    expect(session.getState()).toMatchObject({ status: 'failed', error: { code: 'voice-missing' } })
  })

  test('what fails while it rests is asked for again when it is wanted', async () => {
    const { session, book, pass } = setUp()
    book.failures.push(new AppError('internal', 'Something went wrong.'))
    session.open(bookId, undefined)
    await pass(500)
    expect(session.getState()).toMatchObject({ status: 'idle', error: undefined })
    void session.play()
    await pass(100)
    expect(session.getState().status).toBe('playing')
  })
})

test('a new voice goes on from the word', async () => {
  const { session, book, pass, lit } = await playing()
  await pass(1_000)
  const made = book.made
  session.renew()
  await pass(60)
  expect(book.made).toBeGreaterThan(made)
  expect(lit()).toBe('word3')
  expect(session.getState().status).toBe('playing')
})

/** Excursions, and changes of what is read, with a synthetic book and a player that only counts. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { playing, setUp } from '../../../e2e/player/session-fake.ts'
import { bookId } from '../../../e2e/player/synthetic-book.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a visit', () => {
  test('reads the block, then goes on at the word it left', async () => {
    const { session, book, pass, lit } = await playing()
    await pass(1_000)
    expect(lit()).toBe('word3')
    await session.visit({ from: book.place(7) })
    await pass(1_000)
    expect(session.getState()).toMatchObject({ status: 'playing', place: book.place(0, 0, 3) })
    expect(lit()).toBe('word3')
    expect(session.getState().visiting?.word).toMatchObject({ block: 7 })
    await pass(5_400) // three sentences of 2.2 s are 6.6 s
    expect(session.getState().visiting?.word).toMatchObject({ block: 7 })
    await pass(400)
    expect(session.getState()).toMatchObject({ status: 'playing', visiting: undefined })
    expect(lit()).toBe('word3')
    await pass(500)
    expect(lit()).toBe('word5')
  })

  test('is never the place that is kept', async () => {
    const { session, book, pass, saved } = await playing()
    await pass(1_000)
    await session.visit({ from: book.place(7) })
    await pass(9_000)
    expect(saved().every(({ block }) => block < 7)).toBe(true)
  })

  test('comes back from memory: no voice is asked, and nothing is lost behind the word', async () => {
    const { session, book, pass, lit } = await playing()
    await pass(1_000)
    await session.visit({ from: book.place(7) })
    await pass(6_000)
    book.silent = true
    await pass(2_000)
    expect(session.getState().status).toBe('playing')
    expect(Number(lit()?.slice(4))).toBeGreaterThan(3)
  })

  test('from rest it reads the note and rests again at the word', async () => {
    const { session, book, player, pass, lit } = await playing()
    await pass(1_000)
    session.pause()
    await session.visit({ from: book.place(7) })
    await pass(3_000)
    expect(session.getState().status).toBe('playing')
    await pass(5_000)
    expect(session.getState()).toMatchObject({ status: 'paused', visiting: undefined })
    expect(player.playing).toBe(false)
    expect(lit()).toBe('word3')
    void session.play()
    await pass(400)
    expect(lit()).toBe('word4')
  })

  test('before anything was read it rests at the beginning', async () => {
    const { session, book, pass } = setUp()
    session.open(bookId, undefined)
    await pass(500)
    await session.visit({ from: book.place(7) })
    await pass(8_000)
    expect(session.getState()).toMatchObject({ visiting: undefined, place: book.place(0) })
    expect(session.getState().status).not.toBe('playing')
  })

  test('what is repeated slower in it is that of the note, and only now', async () => {
    const { session, player, book, pass } = await playing()
    await session.visit({ from: book.place(7) })
    await pass(4_000) // its second sentence
    await session.repeatSlower(0.5, 'word')
    expect(player.sounds[0]).toMatchObject({ factor: 0.5 })
    await session.repeatSlower(0.7)
    expect(player.sounds[0]).toMatchObject({ factor: 0.7 })
    await pass(9_000)
    expect(session.getState().visiting).toBeUndefined()
    await session.seek(book.place(7))
    await pass(100)
    expect(player.sounds.every(({ factor }) => factor === undefined)).toBe(true)
  })

  test('pause and play pause it', async () => {
    const { session, book, pass } = await playing()
    await session.visit({ from: book.place(7) })
    await pass(1_000)
    session.pause()
    await pass(5_000)
    expect(session.getState().visiting?.sentence).toMatchObject({ block: 7 })
    void session.play()
    await pass(1_500)
    expect(session.getState().visiting?.sentence.start).toBeGreaterThan(0)
  })

  test('a move ends it, and is counted from the word that was left', async () => {
    const { session, book, pass } = await playing()
    await session.visit({ from: book.place(7) })
    await pass(1_000)
    await session.move('sentence', 1)
    await pass(60)
    expect(session.getState()).toMatchObject({ visiting: undefined, place: book.place(0, 1) })
  })

  test('a skip ends it, and a stop keeps the word that was left', async () => {
    const { session, book, pass, lit } = await playing()
    await pass(3_000)
    await session.visit({ from: book.place(7) })
    await pass(1_000)
    await session.skip(-2)
    await pass(60)
    expect(session.getState().visiting).toBeUndefined()
    expect(lit()).toBe('word3')
    await session.visit({ from: book.place(7) })
    await pass(500)
    session.stop()
    await pass(500)
    expect(session.getState()).toMatchObject({
      status: 'idle',
      visiting: undefined,
      place: book.place(0, 0, 3),
    })
  })

  test('a note with nothing to say is over at once', async () => {
    const { session, book, pass, lit } = await playing()
    await pass(1_000)
    for (const sentence of [21, 22, 23]) book.omitted.add(sentence)
    await session.visit({ from: book.place(7) })
    await pass(400)
    expect(session.getState()).toMatchObject({ status: 'playing', visiting: undefined })
    expect(lit()).toBe('word4')
  })
})

describe('what is read has changed', () => {
  test('the old sound is heard until the new one has come, and goes on at the word', async () => {
    const { session, player, pass, lit } = await playing({ delay: 300 })
    await pass(1_000)
    session.renew()
    const { run } = player
    await pass(200)
    expect(player.run).toBe(run)
    expect(lit()).toBe('word4')
    await pass(200)
    expect(player.run).toBe(run + 1)
    expect(session.getState().status).toBe('playing')
    expect(lit()).toBe('word4')
    await pass(200)
    expect(lit()).toBe('word5')
  })

  test('an utterance that has stayed the same is not heard twice', async () => {
    const { session, player, pass } = await playing({ delay: 100 })
    await pass(1_000)
    session.renew()
    await pass(120)
    const before = player.pushed
    expect(before).toBeLessThan(24_000 * 1.2) // 2.2 s less what was heard of them
  })

  test('where the present sentence is left out, the next one that is read is begun', async () => {
    const { session, book, pass, lit } = await playing({ delay: 40 })
    await pass(1_000)
    book.omitted.add(0)
    session.renew()
    await pass(100)
    expect(lit()).toBe('word6')
    expect(session.getState().place).toEqual(book.place(0, 1))
  })

  test('at rest, a mode that is left again before anything was heard leaves the word where it was', async () => {
    const { session, book, pass } = await playing({ delay: 40 })
    await pass(1_000)
    session.pause()
    const word = session.getState().place
    book.omitted.add(0)
    session.renew()
    await pass(500)
    expect(session.getState().place).toEqual(book.place(0, 1))
    book.omitted.clear()
    session.renew()
    await pass(500)
    expect(session.getState().place).toEqual(word)
  })

  test('once the mode has been heard, leaving it goes on from there', async () => {
    const { session, book, pass } = await playing({ delay: 40 })
    await pass(1_000)
    session.pause()
    book.omitted.add(0)
    session.renew()
    await pass(500)
    void session.play()
    await pass(600)
    session.pause()
    book.omitted.clear()
    session.renew()
    await pass(500)
    expect(session.getState().place?.offset).toBeGreaterThanOrEqual(book.place(0, 1).offset)
  })

  test('a new sound that comes after the old has ended is waited for', async () => {
    const { session, book, pass, lit } = await playing({ delay: 40 })
    await pass(1_000)
    book.silent = true
    session.renew()
    await pass(12_000)
    expect(session.getState().status).toBe('loading')
    book.silent = false
    await pass(5_000)
    expect(session.getState().status).toBe('playing')
    expect(Number(lit()?.slice(4))).toBeGreaterThan(5)
  })

  test('a repetition while it is awaited reads the sentence in the new way', async () => {
    const { session, book, pass, lit } = await playing({ delay: 100 })
    await pass(1_000)
    session.renew()
    const made = book.made
    void session.repeat('sentence')
    await pass(200)
    expect(book.made).toBeGreaterThan(made)
    expect(lit()).toBe('word0')
    await pass(2_500)
    expect(lit()).toBe('word7')
  })
})

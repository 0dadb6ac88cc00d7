/** Hearing something again, slower; and seconds and words a minute as they are heard. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { playing } from '../../../e2e/player/session-fake.ts'
import { soundRate } from '../../contract/inference.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the last sentence, slower', () => {
  test('is the one that is heard; after it the speed is the old one', async () => {
    const { session, player, book, pass } = await playing()
    await pass(4_000) // the second sentence, 1.8 s of it
    const made = book.made
    await session.repeatSlower(0.7)
    expect(session.getState().place).toEqual(book.place(0, 1))
    expect(book.made).toBe(made)
    expect(player.sounds[0]).toMatchObject({ factor: 0.7, until: Math.round(2.2 * soundRate) })
    expect(player.sounds.slice(1).every(({ factor }) => factor === undefined)).toBe(true)
    expect(session.getState().speed).toBe(1)
  })

  test('is the one before, where one has just begun', async () => {
    const { session, player, book, pass } = await playing()
    await pass(2_800) // 0.6 s into the second
    await session.repeatSlower(0.7)
    expect(session.getState().place).toEqual(book.place(0, 0))
    expect(player.sounds.map(({ factor }) => factor).slice(0, 2)).toEqual([0.7, undefined])
  })

  test('is the one that is heard in its second half, however short it is', async () => {
    const { session, book, pass } = await playing()
    session.setSpeed(4)
    await pass(960) // 0.41 s of the second, which takes 0.55 s
    await session.repeatSlower(0.7)
    expect(session.getState().place).toEqual(book.place(0, 1))
  })

  test('pressed again it is read once more, not the one before it', async () => {
    const { session, book, pass } = await playing()
    await pass(4_000)
    await session.repeatSlower(0.7)
    await pass(600)
    await session.repeatSlower(0.7)
    expect(session.getState().place).toEqual(book.place(0, 1))
    await pass(2_400) // it has been heard, and the third has begun
    expect(session.getState().place).toEqual(book.place(0, 2, 0))
    await session.repeatSlower(0.7)
    expect(session.getState().place).toEqual(book.place(0, 1))
  })

  test('is found where it is not at hand', async () => {
    const { session, player, book, pass } = await playing()
    await session.seek(book.place(5))
    await pass(500)
    await session.repeatSlower(0.7)
    await pass(100)
    expect(session.getState().sentence).toMatchObject({ block: 4 })
    expect(player.sounds.map(({ factor }) => factor).slice(0, 2)).toEqual([0.7, undefined])
  })

  test('starts reading that was paused', async () => {
    const { session, player, pass } = await playing()
    await pass(2_000)
    session.pause()
    await session.repeatSlower(0.5)
    expect(session.getState().status).toBe('playing')
    expect(player.sounds[0]?.factor).toBe(0.5)
  })

  test('is over when one goes elsewhere', async () => {
    const { session, player, book, pass } = await playing()
    await pass(4_000)
    await session.repeatSlower(0.7)
    await session.seek(book.place(0, 1))
    expect(player.sounds.every(({ factor }) => factor === undefined)).toBe(true)
  })
})

test('a word is slower up to the next one, a paragraph in all its sentences', async () => {
  const { session, player, pass } = await playing()
  await pass(5_700) // third sentence, word 4 of 6
  await session.repeatSlower(0.6, 'word')
  expect(player.sounds[0]).toMatchObject({ factor: 0.6 })
  expect(player.sounds[0]?.until).toBeCloseTo(0.3 * soundRate, -3)
  await session.repeatSlower(0.6, 'paragraph')
  expect(player.sounds.map(({ factor }) => factor).slice(0, 4)).toEqual([0.6, 0.6, 0.6, undefined])
})

describe('a preset', () => {
  test('reaches the player at once, and no sound is made anew', async () => {
    const { session, player, book, pass } = await playing()
    await pass(1_000)
    const { made } = book
    session.setSpeed(2)
    session.setPauses('study', { number: 0.75 })
    expect(player.tempo).toEqual({ speed: 2, pauses: 'study', slow: { number: 0.75 } })
    session.setSpeed(3)
    expect(player.tempo).toEqual({ speed: 3, pauses: 'study', slow: { number: 0.75 } })
    expect(book.made - made).toBeLessThanOrEqual(2)
  })

  test('words a minute are those that are heard, pauses and all', async () => {
    const { session, pass } = await playing()
    await pass(14_000)
    expect(session.getState().wordsPerMinute).toBe(Math.round((6 / 2.2) * 60))
    session.setSpeed(3)
    expect(session.getState().wordsPerMinute).toBe(Math.round((6 / 2.2) * 3 * 60))
    session.setPauses('study', {})
    expect(session.getState().wordsPerMinute).toBe(Math.round((6 / (1.8 / 3 + 0.4)) * 60))
  })

  test('the speed for so many words a minute takes the pauses into account', async () => {
    const { session, pass } = await playing()
    expect(session.speedFor(300)).toBeUndefined()
    await pass(14_000)
    session.setPauses('study', {})
    const speed = session.speedFor(300) ?? 0
    session.setSpeed(speed)
    // A sentence of six words is 1.8 s at 1x, and 0.4 s of pause that is kept.
    expect(Math.abs(session.getState().wordsPerMinute - 300)).toBeLessThan(4)
    expect(session.getState().pace).toBeCloseTo(session.getState().wordsPerMinute / 180, 5)
  })

  test('seconds back are as heard: pauses that are kept take their part of them', async () => {
    const { session, pass, lit } = await playing()
    await pass(10_900) // four sentences of 2.2 s, and 2.1 s of the fifth
    session.setSpeed(3)
    session.setPauses('study', {})
    await session.skip(-2)
    // 0.3 s of pause and 0.6 s of words, a pause of 0.4 s, 0.6 s of words, and 0.1 s of the pause before.
    expect(lit()).toBe('word18')
  })
})

/** Utterances whose sound comes in parts: each sample tells which word it is of, so that what is heard can be read back. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { playing, setUp } from '../../../e2e/player/session-fake.ts'
import { bookId, type BookOptions } from '../../../e2e/player/synthetic-book.ts'
import { AppError } from '../../rpc/failure.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Sentences of twelve words of 0.3 s, in parts of four. */
const inParts: Partial<BookOptions> = { words: 12, partWords: 4, numbered: true, blocks: 4, sentences: 2 }
type Setup = ReturnType<typeof setUp>

/** The word of the sample at the ear; `undefined` in a pause. */
function sounding({ player }: Setup): number | undefined {
  let left = Math.floor(player.source)
  for (const { pcm, silence } of player.sounds) {
    if (left < pcm.length) return pcm[left]! - 100
    left -= pcm.length
    if (left < silence) return undefined
    left -= silence
  }
  return undefined
}

/** Words as they are heard, one after the other; each look also asks whether the lit word is the sounding one. */
async function listen(all: Setup, milliseconds: number, heard: number[] = []): Promise<number[]> {
  for (let gone = 0; gone < milliseconds; gone += 20) {
    await all.pass(20)
    const word = sounding(all)
    if (word === undefined) continue
    if (heard.at(-1) !== word) heard.push(word)
    // A word is lit up to 10 ms before it sounds, and 20 ms pass between two looks.
    const lit = Number(all.lit()?.slice(4))
    expect([word, word + 1]).toContain(lit)
  }
  return heard
}
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

test('the first part is heard before the sentence is done', async () => {
  const all = setUp({ ...inParts, delay: 500 })
  all.session.open(bookId, undefined)
  void all.session.play()
  await all.pass(600)
  expect(all.session.getState().status).toBe('playing')
  expect(await listen(all, 300)).toEqual([0, 1])
})

test('every word is heard once, in order, and the pause comes after the last part only', async () => {
  const all = await playing({ ...inParts, delay: 100 })
  expect(await listen(all, 11_800)).toEqual(upTo(36))
  const silences = all.player.sounds.filter(({ silence }) => silence > 0)
  // Every third part ends its sentence.
  expect(all.player.sounds.length).toBeGreaterThanOrEqual(9)
  expect(silences.length).toBe(Math.floor(all.player.sounds.length / 3))
})

test('a voice that breaks off in mid-sentence goes on with the next word, also where it speaks slower then', async () => {
  const all = await playing({ ...inParts, delay: 100 })
  const heard = await listen(all, 300)
  all.book.stretch = 1.37
  all.book.failures.push(new AppError('unavailable', 'The voices stopped working.'))
  await listen(all, 9_000, heard)
  expect(heard).toEqual(upTo(heard.length))
  expect(heard.length).toBeGreaterThan(20)
  expect(all.session.getState().status).toBe('playing')
})

test('going to a word that is still to come of the sentence waits for it, and asks for nothing anew', async () => {
  const all = await playing({ ...inParts, delay: 1_000 })
  const streams = () => all.book.calls.filter(({ name }) => name === 'reading.utterances').length
  const before = streams()
  void all.session.seek(all.book.place(0, 0, 10))
  const heard = await listen(all, 4_000)
  expect(heard.slice(0, 3)).toEqual([10, 11, 12])
  expect(streams()).toBe(before)
})

test('skipping ahead into what is still to come waits for it, and skipping back is at once', async () => {
  const all = await playing({ ...inParts, delay: 800 })
  await listen(all, 400)
  void all.session.skip(2)
  await all.pass(1_700)
  const after = await listen(all, 700)
  expect(after[0]).toBeGreaterThanOrEqual(7)
  expect(after).toEqual(after.map((_, index) => after[0]! + index))
  void all.session.skip(-1.5)
  expect((await listen(all, 200))[0]).toBeLessThan(after.at(-1)! - 2)
})

test('a pause in mid-sentence goes on where it was', async () => {
  const all = await playing({ ...inParts, delay: 700 })
  const heard = await listen(all, 1_000)
  all.session.pause()
  await all.pass(3_000)
  void all.session.play()
  await listen(all, 7_000, heard)
  expect(heard).toEqual(upTo(heard.length))
})

test.each([
  ['while a part sounds', 500],
  ['where its sound has run out', 1_300],
])('another voice %s neither repeats nor leaves out a word', async (_, after) => {
  const all = await playing({ ...inParts, delay: 600 })
  const heard = await listen(all, after)
  all.book.stretch = 1.4
  all.session.renew()
  await listen(all, 9_000, heard)
  expect(heard).toEqual(upTo(heard.length))
  expect(heard.length).toBeGreaterThan(16)
})

test('repeating the sentence begins at its first part', async () => {
  const all = await playing({ ...inParts, delay: 100 })
  await listen(all, 2_000)
  void all.session.repeat('sentence')
  expect(await listen(all, 4_400)).toEqual(upTo(14))
})

test('that another voice speaks is told once, while it goes on', async () => {
  const all = setUp({ ...inParts })
  all.book.instead = { voice: 'Heart (Kokoro)', code: 'damaged', reason: 'voice-damaged' }
  all.session.open(bookId, undefined)
  void all.session.play()
  await all.pass(300)
  expect(all.session.getState()).toMatchObject({
    status: 'playing',
    error: { code: 'damaged', reason: 'voice-damaged', data: { name: 'Heart (Kokoro)' } },
  })
  await all.session.seek(all.book.place(1))
  await all.pass(300)
  expect(all.session.getState()).toMatchObject({ status: 'playing', error: undefined })
})

test('a large voice may take its time for a clause, and is not asked anew meanwhile', async () => {
  const all = setUp({ ...inParts, delay: 2_600, voice: 'kokoro:pack:af_heart' })
  all.session.open(bookId, undefined)
  void all.session.play()
  await all.pass(2_700)
  // A part lasts 1.2 s, and the next one is 1.4 s late.
  const heard = await listen(all, 9_000)
  expect(heard).toEqual(upTo(heard.length))
  expect(heard.length).toBeGreaterThan(12)
  expect(all.session.getState()).toMatchObject({ status: 'playing', stalls: 0 })
  expect(all.book.calls.filter(({ name }) => name === 'reading.utterances')).toHaveLength(1)
})

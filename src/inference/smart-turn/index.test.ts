/** The detector of turns, with the fixture: the highest of its tones (“three”, “seven”) is the middle of a sentence. */
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createKeeper } from '../keeper.ts'
import { tones } from '../sequence/tones.cases.ts'
import { createTurnDetector } from './index.ts'

const fixtures = join(import.meta.dirname, '../../../models/fixtures/recognisers')
const keeper = createKeeper()
afterAll(() => keeper.close())
const detector = createTurnDetector(keeper)
const decide = async (pcm: Int16Array, language = 'en', folders = [fixtures]) =>
  (await detector.decide({ folders, language, pcm })).complete

test('it tells a turn that is complete from one that is not, by its end', async () => {
  expect(await decide(tones('seven three one'))).toBeGreaterThan(0.9)
  expect(await decide(tones('one two three'))).toBeLessThan(0.1)
})

test('of long sound the last eight seconds count, and short sound lies at their end', async () => {
  const long = tones('three three three three one', { gap: 2.5, tail: 0.2 })
  expect(long.length).toBeGreaterThan(10 * 16_000)
  expect(await decide(long)).toBeCloseTo(await decide(long.subarray(-128_000)), 6)
  expect(await decide(tones('three', { lead: 0, tail: 0 }))).toBeLessThan(0.1)
})

test('how loud somebody speaks does not matter', async () => {
  const loud = tones('one two three', { noise: 0 })
  expect(await decide(loud.map((value) => value / 16))).toBeCloseTo(await decide(loud), 3)
})

test('silence and no sound at all are answered', async () => {
  for (const pcm of [new Int16Array(0), new Int16Array(16_000)])
    expect(await decide(pcm)).toEqual(expect.any(Number))
})

test('without it, and for a language that it was not trained on, it is not found', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'lectern-turns-'))
  await expect(decide(tones('one'), 'en', [empty])).rejects.toMatchObject({
    code: 'not-found',
    reason: 'turn-detector-missing',
  })
  await expect(decide(tones('one'), 'eo')).rejects.toMatchObject({ code: 'not-found' })
  expect(await decide(tones('one'), 'nb-NO')).toBeGreaterThan(0.5)
})

test('a network of another kind is told as damaged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-turns-'))
  const foreign = join(fixtures, 'whisper-tiny/onnx/encoder_model.onnx')
  cpSync(foreign, join(folder, 'smart-turn-v3.2-cpu.onnx'))
  await expect(decide(tones('one'), 'en', [folder])).rejects.toMatchObject({ code: 'damaged' })
})

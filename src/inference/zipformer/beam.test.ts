/** The search over networks that are tables: what they answer depends on the frame and on the last token. */
import { expect, test } from 'vitest'
import { agreed, beginPaths, type Path, step, unroll } from './beam.ts'
import { createBias } from './bias.ts'
import type { Networks } from './networks.ts'
import { applied, settle } from './settle.ts'

const vocabulary = 5
const bias = createBias([], { size: vocabulary, begins: () => true, isSilent: (token) => token === 0 })

/** Probabilities of the tokens for a frame; a token that was just written is not written again. */
function networks(frames: readonly (readonly number[])[]): Networks {
  return {
    vocabulary,
    context: 2,
    width: 1,
    predict: (context: readonly number[]) => Promise.resolve(Float32Array.from(context)),
    join: (rows: Float32Array, predicted: readonly Float32Array[]) => {
      const logits = new Float32Array(predicted.length * vocabulary)
      predicted.forEach((context, row) => {
        const shares = frames[rows[row] as number] ?? []
        for (let token = 0; token < vocabulary; token++) {
          const again = token !== 0 && context[1] === token
          logits[row * vocabulary + token] = again ? -50 : Math.log((shares[token] ?? 0) + 1e-9)
        }
      })
      return Promise.resolve(logits)
    },
  } as unknown as Networks
}
async function search(
  frames: readonly (readonly number[])[],
  width: number,
  spread = 15,
): Promise<readonly Path[]> {
  let paths = beginPaths(bias)
  for (let frame = 0; frame < frames.length; frame++)
    paths = await step(networks(frames), bias, (token) => token === 0, paths, Float32Array.of(frame), frame, {
      width,
      spread,
    })
  return paths
}
const said = (paths: readonly Path[]) => paths.map((path) => unroll(path).tokens.join(''))

test('ways of writing the same thing at different times are one path, with the sum of their probabilities', async () => {
  // Token 1 at the first or at the second frame: 0.5 + 0.5 × 0.5; nothing at all: 0.25.
  const paths = await search(
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    4,
  )
  const [best, ...rest] = paths
  expect(said(paths)).toEqual(['1', ''])
  // After the first 1, only blank is left: certain.
  expect(Math.exp(best?.score ?? 0)).toBeCloseTo(0.75, 5)
  expect(Math.exp(rest[0]?.score ?? 0)).toBeCloseTo(0.25, 5)
  expect(unroll(best as Path).written[0]?.frame).toBe(0)
})

test('what begins worse may win in the end, if the beam is wide enough', async () => {
  const frames = [[0, 0.6, 0.4], [0.3, 0.3, 0.3, 0.1], [1]]
  const only = await search(frames, 1)
  expect(only).toHaveLength(1)
  expect((await search(frames, 4)).length).toBeGreaterThan(1)
})

test('paths far behind the best are given up', async () => {
  const frames = [[0, 0.999, 0.001]]
  expect(said(await search(frames, 4, 99))).toContain('2')
  expect(said(await search(frames, 4, 5))).toEqual(['1'])
})

test('what all paths wrote is agreed on, and what is older than the horizon is settled', async () => {
  const frames = [[0, 1], [1], [0, 0, 0.7, 0.3], [1], [0, 0, 0, 0, 1]]
  const paths = await search(frames, 4)
  expect(said(paths).slice(0, 2)).toEqual(['124', '134'])
  expect(agreed(paths)).toBe(1)
  const young = settle(paths, 2)
  expect(young.exchanges).toEqual([])
  const old = settle(paths, 4)
  expect(said(old.paths)).toEqual(['124'])
  expect(old.exchanges[0]).toMatchObject({ from: 1, said: [2], instead: [3] })
  expect(agreed(old.paths)).toBe(3)
})

test('an exchange is made in a final text that still says what it is for', () => {
  const exchange = { from: 1, said: [2], instead: [3, 3], worse: 1 }
  expect(applied([1, 2, 4], [exchange]).map(({ tokens }) => tokens)).toEqual([[1, 3, 3, 4]])
  expect(applied([1, 4, 2], [exchange])).toEqual([])
})

import { expect, test } from 'vitest'
import type { Endpointing } from '../../contract/hearing.ts'
import { type Boundary, Endpointer, frameMs } from './endpoint.ts'
import { endpointingFor } from './presets.ts'

const settings: Endpointing = {
  threshold: 0.5,
  release: 0.35,
  onset: 64,
  hangover: 320,
  minimumSpeech: 160,
  maximum: 10_000,
}
interface Heard {
  readonly at: number
  readonly boundary: Boundary
}

/** Runs stretches of [milliseconds, probability] through. */
function run(
  stretches: readonly (readonly [number, number])[],
  endpointer = new Endpointer(settings),
): Heard[] {
  const heard: Heard[] = []
  let frame = 0
  for (const [ms, probability] of stretches)
    for (let left = Math.round(ms / frameMs); left > 0; left--, frame++) {
      const boundary = endpointer.step(probability)
      if (boundary) heard.push({ at: frame, boundary })
    }
  return heard
}
const kinds = (heard: readonly Heard[]) => heard.map(({ boundary }) => boundary.type)

test('silence is nothing', () => {
  expect(run([[60_000, 0.02]])).toEqual([])
})

test('a click of one frame is no onset', () => {
  expect(
    run([
      [320, 0.01],
      [32, 0.95],
      [640, 0.01],
    ]),
  ).toEqual([])
})

test('a cough of 96 ms begins, and is dropped at its end', () => {
  expect(
    kinds(
      run([
        [320, 0],
        [96, 0.9],
        [640, 0],
      ]),
    ),
  ).toEqual(['onset', 'dropped'])
})

test('an utterance is told from its first frame to the one after its last', () => {
  const heard = run([
    [320, 0],
    [640, 0.9],
    [640, 0],
  ])
  expect(heard).toEqual([
    { at: 11, boundary: { type: 'onset', from: 10 } },
    { at: 39, boundary: { type: 'end', speechEnd: 30 } },
  ])
})

test('a pause shorter than the hangover does not end it', () => {
  expect(
    kinds(
      run([
        [640, 0.9],
        [288, 0],
        [640, 0.9],
        [640, 0],
      ]),
    ),
  ).toEqual(['onset', 'end'])
})

test('between the two thresholds speech goes on, and a rest goes on being one', () => {
  const speaking = run([
    [640, 0.9],
    [960, 0.4],
    [32, 0.9],
    [640, 0],
  ])
  expect(kinds(speaking)).toEqual(['onset', 'end'])
  const resting = run([
    [640, 0.9],
    [32, 0.1],
    [320, 0.4],
  ])
  expect(resting.at(-1)).toEqual({ at: 29, boundary: { type: 'end', speechEnd: 20 } })
})

test('a long monologue is cut at the first short rest after its longest', () => {
  const heard = run([
    [9_600, 0.9],
    [128, 0.05],
    [960, 0.9],
    [640, 0],
  ])
  expect(kinds(heard)).toEqual(['onset', 'end', 'onset', 'end'])
  expect(heard[1]?.boundary).toEqual({ type: 'end', speechEnd: 300 })
})

test('the same short rest does not cut it at its beginning', () => {
  expect(
    kinds(
      run([
        [960, 0.9],
        [128, 0.05],
        [960, 0.9],
        [640, 0],
      ]),
    ),
  ).toEqual(['onset', 'end'])
})

test('without any rest it is cut where it is least like speech, and goes on from there', () => {
  const heard = run([
    [11_200, 0.9],
    [32, 0.6],
    [2_400, 0.9],
    [640, 0],
  ])
  expect(kinds(heard)).toEqual(['onset', 'cut', 'end'])
  expect(heard[1]?.boundary).toEqual({ type: 'cut', at: 350 })
})

test('a lower threshold hears whispering', () => {
  const whisper = [
    [320, 0.02],
    [640, 0.3],
    [1_280, 0.02],
  ] as const
  const normal = new Endpointer(endpointingFor('dictation', { preset: 'normal', threshold: 0.5 }))
  const low = new Endpointer(endpointingFor('dictation', { preset: 'normal', threshold: 0.2 }))
  expect(kinds(run(whisper, normal))).toEqual([])
  expect(kinds(run(whisper, low))).toEqual(['onset', 'end'])
})

test('who pauses between words is waited for with the patient preset, and not with the quick one', () => {
  const slow = [
    [640, 0.9],
    [800, 0.02],
    [640, 0.9],
    [2_400, 0.02],
  ] as const
  const kindsWith = (preset: 'quick' | 'patient') =>
    kinds(run(slow, new Endpointer(endpointingFor('command', { preset, threshold: 0.5 }))))
  expect(kindsWith('patient')).toEqual(['onset', 'end'])
  expect(kindsWith('quick')).toEqual(['onset', 'end', 'onset', 'end'])
})

test('patience outlasts the hangover, for this utterance only', () => {
  const endpointer = new Endpointer(settings)
  run([[640, 0.9]], endpointer)
  endpointer.patience = 800
  expect(kinds(run([[640, 0]], endpointer))).toEqual([])
  expect(kinds(run([[160, 0]], endpointer))).toEqual(['end'])
  expect(
    kinds(
      run(
        [
          [640, 0.9],
          [320, 0],
        ],
        endpointer,
      ),
    ),
  ).toEqual(['onset', 'end'])
})

test('finishing ends what is being said, at the end of its speech', () => {
  const endpointer = new Endpointer(settings)
  expect(endpointer.finish()).toBeUndefined()
  run(
    [
      [640, 0.9],
      [128, 0],
    ],
    endpointer,
  )
  expect(endpointer.finish()).toEqual({ type: 'end', speechEnd: 20 })
  expect(endpointer.finish()).toBeUndefined()
})

test('what is known of the utterance: its speech without rests, and how certain it is', () => {
  const endpointer = new Endpointer(settings)
  run(
    [
      [640, 0.8],
      [192, 0],
      [320, 0.8],
      [96, 0.1],
    ],
    endpointer,
  )
  expect(endpointer.speechMs).toBe(960)
  expect(endpointer.certainty).toBeCloseTo(0.8)
  expect(endpointer.restMs).toBe(96)
})

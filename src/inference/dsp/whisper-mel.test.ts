import { expect, test } from 'vitest'
import { whisperMel } from './whisper-mel.ts'

/** Rising tone and noise, without a random number. */
const sound = Float32Array.from(
  { length: 20_000 },
  (_, at) => 0.4 * Math.sin(at * at * 1e-5) + 0.2 * (((at * 0.618034) % 1) - 0.5),
)

test('the bands are those of the definition, computed with numpy’s real transform', () => {
  // np.pad(…, mode='reflect'), np.hanning(401)[:-1], np.fft.rfft, Slaney's filters; 300 frames of a sound of 1.25 s.
  const mel = whisperMel(sound, 300)
  const golden = [
    [0, 0, 0.41396],
    [3, 1, 0.383473],
    [10, 10, 0.11104],
    [40, 77, 0.255458],
    [60, 124, 0.690524],
    [79, 125, 0.396541], // where the sound ends
    [79, 126, -0.289614],
    [20, 299, -0.596551],
  ] as const
  for (const [band, frame, value] of golden) expect(mel[band * 300 + frame]).toBeCloseTo(value, 5)
  expect(mel.reduce((sum, value) => sum + value, 0)).toBeCloseTo(-4_647.2416, 2)
})

test('an odd number of frames, silence and another number of bands are no trouble', () => {
  const odd = whisperMel(sound, 299)
  expect(odd).toHaveLength(80 * 299)
  expect(odd[60 * 299 + 124]).toBeCloseTo(0.690524, 5)
  expect(new Set(whisperMel(new Float32Array(0), 10))).toEqual(new Set([-1.5]))
  expect(whisperMel(sound, 100, 128)).toHaveLength(12_800)
})

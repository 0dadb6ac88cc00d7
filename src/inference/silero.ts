/**
 * Silero VAD v6: how likely it is that a frame of sound holds speech.
 *
 * The network wants the last 64 samples of the frame before in front of each frame, 576 in all. Bare frames fit as well
 * and score near zero without any error (research/SPEECH-LAB.md section 5), so this file owns the framing.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { hearingFrame, hearingRate } from '../contract/hearing.ts'
import { openSession, type Session, type Value } from './session.ts'

const context = 64
const input = new Float32Array(context + hearingFrame)
const full = 32_768

export interface Activity {
  /**
   * Probability of speech for each whole frame of `hearingFrame` samples, 0 to 1; what is left over is kept for the next
   * call. Sound must come in order, and one call must have answered before the next.
   */
  hear(pcm: Int16Array): Promise<number[]>
}

export interface ActivityModel {
  /** For one recording. */
  start(): Activity
  release(): Promise<void>
}

function startOn(session: Session): Activity {
  const before = new Float32Array(context)
  const kept = new Int16Array(hearingFrame)
  let filled = 0
  let state: Value = { type: 'float32', data: new Float32Array(2 * 128), dims: [2, 1, 128] }
  const sr: Value = { type: 'int64', data: BigInt64Array.of(BigInt(hearingRate)), dims: [] }

  async function probability(): Promise<number> {
    input.set(before)
    for (let at = 0; at < hearingFrame; at++) input[context + at] = (kept[at] ?? 0) / full
    before.set(input.subarray(hearingFrame))
    const { output, stateN } = await session.run({
      input: { type: 'float32', data: input.slice(), dims: [1, input.length] },
      state,
      sr,
    })
    if (!output || !stateN) throw new Error('Silero’s outputs have other names.')
    state = stateN
    return Number(output.data[0])
  }

  return {
    async hear(pcm) {
      const probabilities: number[] = []
      let at = 0
      while (at < pcm.length) {
        const taken = Math.min(hearingFrame - filled, pcm.length - at)
        kept.set(pcm.subarray(at, at + taken), filled)
        filled += taken
        at += taken
        if (filled < hearingFrame) break
        filled = 0
        probabilities.push(await probability())
      }
      return probabilities
    },
  }
}

/** @throws {AppError} `unavailable` where networks cannot be run */
export async function openSilero(): Promise<ActivityModel> {
  // Read here: in a packed app the file lies in an archive that the runtime cannot look into.
  const file = createRequire(import.meta.url).resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx')
  const session = await openSession(readFileSync(file), { name: 'Silero VAD' })
  return { start: () => startOn(session), release: () => session.release() }
}

/** One sonic stream: 16-bit samples in, floats out at another speed with the pitch kept. Lives in the worklet and in tests. */
import type { SonicModule } from '@echogarden/sonic-wasm'

/** Samples that fit into one `write` or `read`; a quantum at 4x needs 512. */
export const chunkLimit = 2_048
/** The lowest voice that sonic looks for, in Hz; its buffers are sized by it (SONIC_MIN_PITCH in sonic.h). */
const lowestPitch = 65
/** The highest, in Hz (SONIC_MAX_PITCH). */
const highestPitch = 400

export class Stretcher {
  readonly #sonic: SonicModule
  readonly #rate: number
  readonly #input: number
  readonly #output: number
  #stream: number
  #speed = 1

  /** @param rate samples per second of both sides, mono. */
  constructor(sonic: SonicModule, rate: number) {
    this.#sonic = sonic
    this.#rate = rate
    this.#input = sonic._malloc(chunkLimit * 2)
    this.#output = sonic._malloc(chunkLimit * 4)
    this.#stream = sonic._sonicCreateStream(rate, 1)
  }

  get speed(): number {
    return this.#speed
  }

  /** Acts on whatever sonic has not yet turned into output. */
  set speed(speed: number) {
    this.#speed = speed
    this.#sonic._sonicSetSpeed(this.#stream, speed)
  }

  /** Output samples that can be read now. */
  get available(): number {
    return this.#sonic._sonicSamplesAvailable(this.#stream)
  }

  /**
   * Input samples that sonic keeps back, on average, between a write and the output made of it: two of its longest
   * pitch periods, less half a step of its shortest. At speed 1 it copies and keeps nothing. The true figure moves by
   * about 2 ms with the sound's own pitch; `playback.test.ts` checks it with a ramp.
   */
  get held(): number {
    return this.#speed === 1 ? 0 : 2 * Math.floor(this.#rate / lowestPitch) - this.#rate / highestPitch
  }

  /** @param count at most `chunkLimit`. */
  write(samples: Int16Array, from: number, count: number): void {
    const heap = this.#sonic.HEAP16
    const base = this.#input >> 1
    for (let i = 0; i < count; i++) heap[base + i] = samples[from + i] as number
    this.#sonic._sonicWriteShortToStream(this.#stream, this.#input, count)
  }

  /** @param count at most `chunkLimit`. */
  writeSilence(count: number): void {
    const base = this.#input >> 1
    this.#sonic.HEAP16.fill(0, base, base + count)
    this.#sonic._sonicWriteShortToStream(this.#stream, this.#input, count)
  }

  /** @returns how many samples were there, at most `count`, which is at most `chunkLimit`. */
  read(target: Float32Array, at: number, count: number): number {
    const got = this.#sonic._sonicReadFloatFromStream(this.#stream, this.#output, count)
    const heap = this.#sonic.HEAPF32
    const base = this.#output >> 2
    for (let i = 0; i < got; i++) target[at + i] = heap[base + i] as number
    return got
  }

  /** Turns what was kept back into output, as if silence followed. */
  flush(): void {
    this.#sonic._sonicFlushStream(this.#stream)
  }

  /** Forgets all sound; the speed stays. */
  reset(): void {
    this.#sonic._sonicDestroyStream(this.#stream)
    this.#stream = this.#sonic._sonicCreateStream(this.#rate, 1)
    this.#sonic._sonicSetSpeed(this.#stream, this.#speed)
  }
}

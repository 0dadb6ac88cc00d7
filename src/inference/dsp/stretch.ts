/** Speed without a change of pitch, for files: the same sonic that the player runs in its worklet (sonic-wasm). */

interface Sonic {
  readonly HEAP16: Int16Array
  _malloc(bytes: number): number
  _free(pointer: number): void
  _sonicCreateStream(rate: number, channels: number): number
  _sonicDestroyStream(stream: number): void
  _sonicSetSpeed(stream: number, speed: number): void
  _sonicWriteShortToStream(stream: number, samples: number, count: number): number
  _sonicReadShortFromStream(stream: number, samples: number, count: number): number
  _sonicFlushStream(stream: number): number
}

let sonic: Promise<Sonic> | undefined
function load(): Promise<Sonic> {
  sonic ??= import('@echogarden/sonic-wasm').then(({ default: create }) => create() as Promise<Sonic>)
  return sonic
}

export interface Stretcher {
  /** Takes sound and gives what is ready; sonic keeps about 30 ms back. */
  write(pcm: Int16Array): Int16Array
  /** The rest. The whole is round(input / speed) samples long. */
  flush(): Int16Array
  /** Must be called once: the memory is not the garbage collector's. */
  free(): void
}

const blockSamples = 4_096
/** Sonic keeps two periods of its lowest pitch, 65 Hz, until more sound comes. */
const heldSeconds = 2 / 65
/** Output seconds in which a deviation from the exact length is made good. */
const correctionSeconds = 1
const largestCorrection = 0.02

/** @param speed 0.25 to 4; at 1 the sound passes untouched. */
export async function createStretcher(rate: number, speed: number): Promise<Stretcher> {
  if (speed === 1) {
    const empty = new Int16Array(0)
    return { write: (pcm) => pcm, flush: () => empty, free: () => undefined }
  }
  const wasm = await load()
  const stream = wasm._sonicCreateStream(rate, 1)
  wasm._sonicSetSpeed(stream, speed)
  const block = wasm._malloc(blockSamples * 2)
  let received = 0
  let given = 0

  /**
   * Sonic cuts at pitch periods and so drifts by up to 0.4 % at 0.25x and 4x, 14 s in an hour. Setting its speed a
   * little off, by what it is ahead or behind, keeps every moment of a long file within some 20 ms of its place.
   */
  function steer(): void {
    const ahead = given - Math.max(0, received - heldSeconds * rate) / speed
    const correction = Math.min(
      Math.max(ahead / (correctionSeconds * rate), -largestCorrection),
      largestCorrection,
    )
    wasm._sonicSetSpeed(stream, speed * (1 + correction))
  }

  function read(limit: number): Int16Array {
    const parts: Int16Array[] = []
    let length = 0
    for (;;) {
      const count = wasm._sonicReadShortFromStream(stream, block, blockSamples)
      if (count <= 0) break
      const part = wasm.HEAP16.slice(block >> 1, (block >> 1) + count)
      parts.push(part)
      length += count
    }
    const out = new Int16Array(Math.min(length, Math.max(0, limit - given)))
    let at = 0
    for (const part of parts) {
      if (at >= out.length) break
      out.set(part.subarray(0, out.length - at), at)
      at += part.length
    }
    given += out.length
    return out
  }

  return {
    write(pcm) {
      const parts: Int16Array[] = []
      for (let from = 0; from < pcm.length; from += blockSamples) {
        const part = pcm.subarray(from, from + blockSamples)
        wasm.HEAP16.set(part, block >> 1)
        wasm._sonicWriteShortToStream(stream, block, part.length)
        received += part.length
        parts.push(read(Number.POSITIVE_INFINITY))
        steer()
      }
      if (parts.length === 1) return parts[0] as Int16Array
      const out = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
      let at = 0
      for (const part of parts) {
        out.set(part, at)
        at += part.length
      }
      return out
    },
    flush() {
      wasm._sonicFlushStream(stream)
      const whole = Math.round(received / speed)
      const rest = read(whole)
      if (given >= whole) return rest
      const padded = new Int16Array(rest.length + whole - given)
      padded.set(rest)
      given = whole
      return padded
    },
    free() {
      wasm._free(block)
      wasm._sonicDestroyStream(stream)
    },
  }
}

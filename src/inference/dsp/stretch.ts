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
  /** Takes sound and gives what is ready; sonic keeps about 30 ms back. @param speed of this sound, if another */
  write(pcm: Int16Array, speed?: number): Int16Array
  /** The rest. The whole is as long as the input at its speeds, rounded. */
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

/** @param usual 0.25 to 4; sound at 1 passes untouched, as long as there has been none at another speed. */
export async function createStretcher(rate: number, usual: number): Promise<Stretcher> {
  const wasm = await load()
  const stream = wasm._sonicCreateStream(rate, 1)
  wasm._sonicSetSpeed(stream, usual)
  const block = wasm._malloc(blockSamples * 2)
  let speed = usual
  /** Samples that what was received comes to at its speeds. */
  let due = 0
  let given = 0
  let untouched = true

  /**
   * Sonic cuts at pitch periods and so drifts by up to 0.4 % at 0.25x and 4x, 14 s in an hour. Setting its speed a
   * little off, by what it is ahead or behind, keeps every moment of a long file within some 20 ms of its place.
   */
  function steer(): void {
    if (speed === 1) return wasm._sonicSetSpeed(stream, 1) // nothing is kept back, nothing drifts
    const ahead = given - Math.max(0, due - (heldSeconds * rate) / speed)
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
    write(pcm, own = usual) {
      if (untouched && own === 1) {
        due += pcm.length
        given += pcm.length
        return pcm
      }
      untouched = false
      if (own !== speed) {
        speed = own
        steer()
      }
      const parts: Int16Array[] = []
      for (let from = 0; from < pcm.length; from += blockSamples) {
        const part = pcm.subarray(from, from + blockSamples)
        wasm.HEAP16.set(part, block >> 1)
        wasm._sonicWriteShortToStream(stream, block, part.length)
        due += part.length / speed
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
      if (untouched) return new Int16Array(0)
      wasm._sonicFlushStream(stream)
      const whole = Math.round(due)
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

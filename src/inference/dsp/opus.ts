/**
 * The Opus codec (libopus 1.4, compiled, from opusscript): frames of mono speech to packets and back.
 *
 * opusscript's own wrapper is bypassed: it passes a byte pointer as an index of 16-bit words, so that every frame is
 * written outside what it allocated, and it copies each packet once more.
 */
import { createRequire } from 'node:module'
import { AppError } from '../../rpc/failure.ts'

interface Handler {
  _encode(input: number, bytes: number, output: number, frame: number): number
  _decode(input: number, bytes: number, output: number): number
  _encoder_ctl(request: number, value: number): number
}
interface Native {
  readonly HEAPU16: Uint16Array
  readonly HEAP16: Int16Array
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _free(pointer: number): void
  OpusScriptHandler: {
    new (rate: number, channels: number, application: number): Handler
    destroy_handler(handler: Handler): void
  }
}

/** Requests of opus_defines.h. */
const request = { bitrate: 4002, complexity: 4010, signal: 4024 } as const
const signalVoice = 3001
/**
 * CELT alone, without SILK's linear prediction: 3.7 times faster than the voice modes at this bit rate, and nearer to
 * the original than they are at this complexity (figures in docs/adr/0015-native-rate-or-stretching.md).
 */
const restrictedLowDelay = 2051
/** Bytes: 48 frames of 2.5 ms, each as long as can be, and what says so (RFC 6716, 3.2.5). */
const longestPacket = 61_298
const longestFrame = 2_880 // samples: 60 ms at 48 kHz, 120 ms at 24 kHz

let native: Native | undefined
function load(): Native {
  native ??= (createRequire(import.meta.url)('opusscript/build/opusscript_native_wasm.js') as () => Native)()
  return native
}

/** Samples at 48 kHz by which decoded sound lags; what `OpusHead` calls the pre-skip. 2.5 ms, measured by the test. */
export const opusDelay = 120

export interface OpusCodec {
  /** @param pcm one frame: 2.5, 5, 10, 20, 40 or 60 ms of mono samples. @returns the packet; a copy. */
  encode(pcm: Int16Array): Uint8Array
  decode(packet: Uint8Array): Int16Array
  /** Must be called once: the memory is not the garbage collector's. */
  free(): void
}

export function createOpus(rate: number, bitrate: number): OpusCodec {
  const codec = load()
  const handler = new codec.OpusScriptHandler(rate, 1, restrictedLowDelay)
  const set = (name: keyof typeof request, value: number) => {
    if (handler._encoder_ctl(request[name], value) < 0)
      throw new AppError('internal', `Opus refuses a ${name} of ${value}.`)
  }
  set('bitrate', bitrate)
  set('complexity', 0)
  set('signal', signalVoice)
  // The binding reads samples as pairs of 16-bit words, each holding one byte.
  const input = codec._malloc(longestFrame * 4)
  const output = codec._malloc(longestFrame * 4)
  const packet = codec._malloc(longestPacket)
  return {
    encode(pcm) {
      const words = codec.HEAPU16
      let at = input >> 1
      for (let index = 0; index < pcm.length; index++) {
        const sample = pcm[index] as number
        words[at++] = sample & 0xff
        words[at++] = (sample >> 8) & 0xff
      }
      const length = handler._encode(input, pcm.length * 2, packet, pcm.length)
      if (length < 0) throw new AppError('internal', `Opus could not encode a frame (${length}).`)
      return codec.HEAPU8.slice(packet, packet + length)
    },
    decode(bytes) {
      // A recording may hold anything; behind the packet lies the memory of every other codec.
      if (bytes.length > longestPacket) throw new AppError('damaged', 'The packet is no Opus.')
      codec.HEAPU8.set(bytes, packet)
      const length = handler._decode(packet, bytes.length, output)
      if (length < 0) throw new AppError('damaged', `Opus could not decode a packet (${length}).`)
      const words = codec.HEAPU16
      const pcm = new Int16Array(length)
      for (let index = 0; index < length; index++)
        pcm[index] =
          (words[(output >> 1) + 2 * index] as number) |
          ((words[(output >> 1) + 2 * index + 1] as number) << 8)
      return pcm
    },
    free() {
      codec.OpusScriptHandler.destroy_handler(handler)
      for (const pointer of [input, output, packet]) codec._free(pointer)
    },
  }
}

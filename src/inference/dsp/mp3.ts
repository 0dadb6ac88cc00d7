/** MP3 (LAME 3.100, compiled, from wasm-media-encoders): MPEG-2 Layer III, mono, at a constant bit rate. */
import type { WasmMediaEncoder } from 'wasm-media-encoders'

/** Samples of a frame at sample rates of 24 kHz and below. */
export const mp3FrameSamples = 576
/** Bytes of a frame: 48 kbit/s at 24 kHz need no padding, so that time and place in the file are in proportion. */
export const mp3FrameBytes = 144
const kilobits = 48
/** Samples by which decoded sound lags: 576 by the encoder, 529 by every decoder; nothing in the stream takes them off. */
export const mp3Delay = 1_105
/** Samples given to the encoder at once; more would only make its memory grow. */
const blockSamples = 24_000

export interface Mp3Codec {
  /** @param pcm mono samples at 24 kHz, any number. @returns whole frames; LAME keeps the last ones back */
  encode(pcm: Int16Array): Uint8Array[]
  /** The rest, filled up with silence to a whole frame. */
  flush(): Uint8Array
  /** Must be called once: the memory is not the garbage collector's. */
  free(): void
}

type Encoder = WasmMediaEncoder<'audio/mpeg'>
/** The library cannot free an encoder; one that is done with is used again. */
const idle: Encoder[] = []

export async function createMp3(): Promise<Mp3Codec> {
  const { createMp3Encoder } = await import('wasm-media-encoders')
  const encoder = idle.pop() ?? (await createMp3Encoder())
  encoder.configure({ channels: 1, sampleRate: 24_000, outputSampleRate: 24_000, bitrate: kilobits })
  return {
    encode(pcm) {
      const parts: Uint8Array[] = []
      for (let from = 0; from < pcm.length; from += blockSamples) {
        const part = pcm.subarray(from, from + blockSamples)
        const samples = new Float32Array(part.length)
        for (let index = 0; index < part.length; index++) samples[index] = (part[index] as number) / 32_768
        parts.push(encoder.encode([samples]).slice())
      }
      return parts
    },
    flush: () => encoder.finalize().slice(),
    free: () => void idle.push(encoder),
  }
}

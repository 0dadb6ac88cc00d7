/**
 * The microphone's thread: an AudioWorkletProcessor that hands on frames of `hearingFrame` samples at `hearingRate`.
 *
 * Emitted as a file of its own, as player-worklet.ts is. Nothing is kept here but what half a filter and a frame need.
 */
import { hearingFrame, hearingRate } from '../../contract/hearing.ts'
import { HearingResampler } from '../../sound/hearing-resampler.ts'

// The worklet's globals; TypeScript's DOM library does not have them.
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: unknown): void

class CaptureProcessor extends AudioWorkletProcessor {
  readonly #resampler = new HearingResampler(sampleRate, hearingRate)
  #frame = new Int16Array(hearingFrame)
  #filled = 0
  #mono = new Float32Array(0)

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0]
    const first = channels?.[0]
    if (!channels || !first) return true
    if (this.#mono.length !== first.length) this.#mono = new Float32Array(first.length)
    for (let i = 0; i < first.length; i++) {
      let sum = 0
      for (const channel of channels) sum += channel[i] as number
      this.#mono[i] = sum / channels.length
    }
    for (const sample of this.#resampler.write(this.#mono)) {
      this.#frame[this.#filled++] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))
      if (this.#filled === hearingFrame) this.#send()
    }
    return true
  }

  #send(): void {
    const frame = this.#frame
    this.port.postMessage(frame, [frame.buffer as ArrayBuffer])
    this.#frame = new Int16Array(hearingFrame)
    this.#filled = 0
  }
}

registerProcessor('lectern-capture', CaptureProcessor)

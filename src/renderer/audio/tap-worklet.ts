/** For tests only: hands on what passes, stamped with the context's frame, because quanta are missed when a graph changes. */
declare const currentFrame: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: unknown): void

const quantaPerBlock = 8

class TapProcessor extends AudioWorkletProcessor {
  #samples = new Float32Array(0)
  #filled = 0
  #frame = 0

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0]
    if (!output) return true
    const input = inputs[0]?.[0]
    if (input) output.set(input)
    if (this.#filled > 0 && currentFrame !== this.#frame + this.#filled) this.#send()
    if (this.#filled === 0) {
      this.#samples = new Float32Array(output.length * quantaPerBlock)
      this.#frame = currentFrame
    }
    this.#samples.set(output, this.#filled)
    this.#filled += output.length
    if (this.#filled === this.#samples.length) this.#send()
    return true
  }

  #send(): void {
    this.port.postMessage({ frame: this.#frame, samples: this.#samples.subarray(0, this.#filled) })
    this.#filled = 0
  }
}

registerProcessor('lectern-tap', TapProcessor)

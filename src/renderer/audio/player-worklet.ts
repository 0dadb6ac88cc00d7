/**
 * The player's thread: an AudioWorkletProcessor around `Playback`.
 *
 * Nothing here may fetch, and there is no URL and no TextDecoder: the page compiles sonic and sends the module along.
 * Emitted as a file of its own; what the bundler must do for that is written in `player.ts`.
 */
import Sonic from '@echogarden/sonic-wasm'
import { Playback } from './playback.ts'
import type { PlayerOptions, PlayerOrder } from './player-messages.ts'
import { Stretcher } from './stretcher.ts'

// The worklet's globals; TypeScript's DOM library does not have them.
declare const sampleRate: number
declare const currentFrame: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: unknown): void

/** Quanta between two reports: 32 ms at 24 kHz. */
const reportEvery = 6

class PlayerProcessor extends AudioWorkletProcessor {
  #playback: Playback | undefined
  #early: PlayerOrder[] = []
  #quanta = 0
  #silentReports = 0

  constructor({ processorOptions }: { processorOptions: PlayerOptions }) {
    super()
    this.port.onmessage = ({ data }: MessageEvent<PlayerOrder>) => {
      if (!this.#playback) return void this.#early.push(data)
      this.#playback.obey(data)
      this.#silentReports = 0
      if (data.type !== 'push') this.port.postMessage(this.#playback.report(currentFrame))
    }
    Sonic({
      instantiateWasm: (imports, done) =>
        done(new WebAssembly.Instance(processorOptions.module, imports), processorOptions.module),
    }).then(
      (sonic) => {
        this.#playback = new Playback(new Stretcher(sonic, sampleRate), sampleRate)
        for (const order of this.#early.splice(0)) this.#playback.obey(order)
      },
      // An error thrown in process() reaches the page as `processorerror`, which is how it learns of this one.
      (cause: unknown) => {
        this.process = () => {
          throw cause
        }
      },
    )
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0]
    if (!output || !this.#playback) return true
    this.#playback.render(output)
    if (++this.#quanta % reportEvery !== 0 || this.#silentReports > 1) return true
    const report = this.#playback.report(currentFrame + output.length)
    // At rest two more reports follow the last change, then none.
    this.#silentReports = report.playing && !report.drained ? 0 : this.#silentReports + 1
    this.port.postMessage(report)
    return true
  }
}

registerProcessor('lectern-player', PlayerProcessor)

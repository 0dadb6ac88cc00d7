/** A microphone that is opened while what was said before is still being finished: what it hears waits for its turn. */
import type { AppError } from '../../rpc/failure.ts'
import type { Microphone, MicrophoneListener } from '../audio/capture.ts'

export class EarlyMicrophone {
  readonly #opening: Promise<Microphone>
  #frames: Int16Array[] = []
  #microphone: Microphone | undefined
  #lost: AppError | undefined
  #sink: MicrophoneListener | undefined
  #closed = false

  constructor(open: (listener: MicrophoneListener) => Promise<Microphone>) {
    this.#opening = open({
      frame: (pcm) => {
        if (this.#closed) return
        if (this.#sink) this.#sink.frame(pcm)
        else this.#frames.push(pcm)
      },
      lost: (cause) => {
        this.#lost = cause
        this.#sink?.lost(cause)
      },
    })
    this.#opening.then(
      (microphone) => {
        if (this.#closed) microphone.close()
        else this.#microphone = microphone
      },
      () => undefined, // told to whoever adopts it
    )
  }

  get closed(): boolean {
    return this.#closed
  }
  /** True where it heard something that nobody has taken yet. */
  get holdsSound(): boolean {
    return this.#frames.length > 0
  }

  /** Closes the device at once. @param keep what was heard is still given to whoever adopts it */
  close(keep: boolean): void {
    this.#closed = true
    this.#microphone?.close()
    if (!keep) this.#frames = []
  }

  /** Gives everything heard so far to `sink`, and from now on each frame as it comes. @throws as opening it does */
  async adopt(sink: MicrophoneListener): Promise<Microphone> {
    this.#sink = sink
    for (const pcm of this.#frames.splice(0)) sink.frame(pcm)
    const microphone = await this.#opening
    if (this.#lost) sink.lost(this.#lost)
    return microphone
  }
}

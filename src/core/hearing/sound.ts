/** Sound that is kept: what was heard last, and all of an utterance. Mono, 16 bit; positions count samples of a session. */

/** Sound from some position on, with the older part let go once it is not needed. */
export class SoundTape {
  #chunks: { readonly at: number; readonly pcm: Int16Array }[] = []
  #end = 0

  /** The position after the last sample. */
  get end(): number {
    return this.#end
  }

  /** @param pcm kept as it is: it must not be changed afterwards */
  push(pcm: Int16Array): void {
    if (pcm.length === 0) return
    this.#chunks.push({ at: this.#end, pcm })
    this.#end += pcm.length
  }

  /** Lets go of what lies before `position`. */
  forget(position: number): void {
    while (this.#chunks[0] && this.#chunks[0].at + this.#chunks[0].pcm.length <= position)
      this.#chunks.shift()
  }

  /** A copy of the samples from `from` up to `to`, as far as they are kept. */
  slice(from: number, to: number = this.#end): Int16Array {
    const first = Math.max(from, this.#chunks[0]?.at ?? this.#end)
    const last = Math.min(to, this.#end)
    const result = new Int16Array(Math.max(0, last - first))
    for (const { at, pcm } of this.#chunks) {
      const start = Math.max(first, at)
      const end = Math.min(last, at + pcm.length)
      if (start < end) result.set(pcm.subarray(start - at, end - at), start - first)
    }
    return result
  }
}

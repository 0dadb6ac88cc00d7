/** How fast bytes come, over the last seconds, so that neither a burst nor a short rest makes the figure jump. */

/** Milliseconds that are looked at, and how much of them must have passed before there is a figure. */
const span = 8_000
const least = 500

export class Speed {
  readonly #now: () => number
  readonly #seen: { readonly time: number; readonly bytes: number }[] = []

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** @param bytes that there are by now; fewer than before begins anew. @returns bytes a second; undefined at first */
  at(bytes: number): number | undefined {
    const time = this.#now()
    const last = this.#seen.at(-1)
    if (last && bytes < last.bytes) this.#seen.length = 0
    // A look every tenth of a second is enough.
    if (!last || time - last.time >= 100 || this.#seen.length === 0) this.#seen.push({ time, bytes })
    while ((this.#seen[1]?.time ?? time) < time - span) this.#seen.shift()
    const first = this.#seen[0]
    if (!first || time - first.time < least) return undefined
    return ((bytes - first.bytes) * 1_000) / (time - first.time)
  }
}

/**
 * What is at the ear now, from reports that are a little old about sound that is not yet heard.
 *
 * The ear is behind the worklet by the device's latency, so what it hears lies between two reports and is
 * interpolated; only with less latency than a report's interval, or when the page was busy, is it carried on from the
 * last report, and never for longer than `carryFrames`, so that a dead worklet does not seem to play.
 */
import type { PlayerReport } from './player-messages.ts'
import type { Heard } from './player-types.ts'

/** Reports kept: 1 s, more than the latency of any Bluetooth device. */
const kept = 32
/** Half a second at 24 kHz: longer than a busy page, shorter than the watchdog's patience. */
const carryFrames = 12_000

export class PlayerClock {
  #run = -1
  #reports: PlayerReport[] = []
  #furthest = 0

  begin(run: number): void {
    this.#run = run
    this.#reports = []
    this.#furthest = 0
  }

  report(report: PlayerReport): void {
    if (report.run !== this.#run) return
    this.#reports.push(report)
    if (this.#reports.length > kept) this.#reports.shift()
  }

  /**
   * @param frame the context's frame that is being rendered now
   * @param latency frames from there to the ear
   */
  heard(frame: number, latency: number): Heard | undefined {
    const last = this.#reports.at(-1)
    if (!last) return undefined
    const source = Math.max(this.#furthest, this.#sourceAt(frame - latency))
    this.#furthest = source
    const left = this.#sourceAt(frame)
    return {
      run: this.#run,
      source,
      left: Math.max(left, source),
      drained: last.drained && frame - latency >= last.frame,
      starved: last.starved,
    }
  }

  #sourceAt(frame: number): number {
    const reports = this.#reports
    const last = reports.at(-1)
    if (!last) return 0
    if (frame >= last.frame) {
      if (!last.playing || last.starved || last.drained) return last.source
      const carried = Math.min(frame - last.frame, carryFrames) * last.pace
      return last.source + Math.min(carried, last.queued)
    }
    for (let i = reports.length - 2; i >= 0; i--) {
      const before = reports[i] as PlayerReport
      if (before.frame > frame) continue
      const after = reports[i + 1] as PlayerReport
      if (after.frame === before.frame) return after.source
      return (
        before.source +
        ((frame - before.frame) / (after.frame - before.frame)) * (after.source - before.source)
      )
    }
    // Before the first report of the run: carried backwards.
    const first = reports[0] as PlayerReport
    return Math.max(0, first.source - (first.frame - frame) * first.pace)
  }
}

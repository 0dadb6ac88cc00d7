/** What a session asks of a player. Tests bring a player without sound. */
import type { Sound, Tempo } from '../../sound/tempo.ts'

export interface Heard {
  /** The run that is being heard; what is heard of an earlier run is not reported. */
  readonly run: number
  /** Source samples of the run that have reached the ear. */
  readonly source: number
  /** Source samples that have left for the ear: ahead of `source` by the device's latency. */
  readonly left: number
  /** Everything has reached the ear, and `finish` had been asked for. */
  readonly drained: boolean
  /** Playing, but the queue was empty at the last report. */
  readonly starved: boolean
}

export interface PlayerListener {
  /** Something new can be read from `heard`; about 31 times a second while playing, also in a hidden window. */
  reported(): void
  /** No sound will come any more until `rebuild`. */
  failed(cause: unknown): void
}

export interface Player {
  /** Loads all that is needed, so that the first sound is quick. Rejects if there is no way to make sound. */
  prepare(): Promise<void>
  /** Forgets all sound and begins a run, which goes on playing or resting as before. */
  begin(run: number): void
  /** Mono at `soundRate`; copied. */
  push(sound: Sound): void
  /** Nothing will be pushed in this run any more. */
  finish(): void
  play(): void
  pause(): void
  setTempo(tempo: Tempo): void
  /** @param volume 0 to 1, of the amplitude @param seconds how long the change takes; 20 ms if absent. */
  setVolume(volume: number, seconds?: number): void
  /** `undefined` before the first sound. */
  heard(): Heard | undefined
  /** The browser or the system keeps the sound back. */
  blocked(): boolean
  /** Writes an entry beside the captured sound; nothing unless the page has `?tap`. */
  note(entry: unknown): void
  /** Throws the sound device away and opens it anew, empty: a run must be begun and filled again. */
  rebuild(): void
  close(): void
}

export type CreatePlayer = (listener: PlayerListener) => Player

export interface Tap {
  /** @param frame the context's frame at the ear */
  note(frame: number, entry: unknown): void
}

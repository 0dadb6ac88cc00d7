/** Plays a piece of speech once through a player of its own, with the pauses and slow spans of the settings. */
import type { TempoSpan } from '../../contract/tempo.ts'
import { sampleSpans, type Tempo } from '../../sound/tempo.ts'
import { createPlayer } from '../audio/player.ts'

export interface TempoSample {
  readonly pcm: Int16Array
  readonly tempo: readonly TempoSpan[]
}

/** @param factor of the speed, for all of it @returns stop */
export function playTempo({ pcm, tempo: spans }: TempoSample, tempo: Tempo, factor = 1): () => void {
  let stopped = false
  const stop = () => {
    if (stopped) return
    stopped = true
    player.close()
  }
  const player = createPlayer({
    reported: () => {
      if (player.heard()?.drained) stop()
    },
    failed: stop,
  })
  player.setTempo(tempo)
  player.begin(1)
  player.push({ pcm, silence: 0, spans: sampleSpans(spans), factor })
  player.finish()
  player.play()
  return stop
}

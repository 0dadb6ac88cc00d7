/** Plays a short piece of sound once, apart from the reading. */
import { soundRate } from '../../contract/inference.ts'

let context: AudioContext | undefined

/** @param pcm mono at `soundRate`. @returns stop */
export function playSample(pcm: Int16Array): () => void {
  context ??= new AudioContext({ sampleRate: soundRate })
  void context.resume()
  const buffer = context.createBuffer(1, Math.max(1, pcm.length), soundRate)
  const samples = buffer.getChannelData(0)
  for (let at = 0; at < pcm.length; at++) samples[at] = (pcm[at] ?? 0) / 32_768
  const source = context.createBufferSource()
  source.buffer = buffer
  source.connect(context.destination)
  source.start()
  return () => source.stop()
}

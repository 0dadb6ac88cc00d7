/**
 * For tests: with `?tap` in the page's address, `window.lecternTap` holds what is played and what is lit. Without it
 * this file is not even loaded.
 */
import type { Tap } from './player-types.ts'
// oxlint-disable-next-line import/default -- the bundler makes the default export
import tapUrl from './tap-worklet.ts?worker&url'

interface TapBlock {
  /** The context's frame of the first sample; the sound device plays it `outputLatency` later. */
  readonly frame: number
  readonly samples: Float32Array
}

/** What `window.lecternTap` offers to a test. */
interface LecternTap {
  readonly sampleRate: number
  /** What came out behind the gain, in order. Frames are missing where the graph was changed. */
  readonly blocks: TapBlock[]
  /**
   * What was lit, and from which frame on. The frame is that of the sample at the ear at that moment (the device's
   * latency is taken off), so it can be looked up in `blocks`. `entry` is `{ word, sentence }` of the session's state.
   */
  readonly notes: { readonly frame: number; readonly entry: unknown }[]
  /** The context's frame now. */
  now(): number
  /** Samples from one frame to another; those that were not captured are 0. */
  pcm(from: number, to: number): Float32Array
  clear(): void
}

declare global {
  interface Window {
    lecternTap?: LecternTap
  }
}

/** Puts the tap between `from` and the destination. */
export async function attachTap(context: AudioContext, from: AudioNode): Promise<Tap> {
  await context.audioWorklet.addModule(tapUrl)
  const node = new AudioWorkletNode(context, 'lectern-tap', { outputChannelCount: [1], channelCount: 1 })
  from.disconnect()
  from.connect(node).connect(context.destination)
  const blocks: TapBlock[] = []
  const notes: { frame: number; entry: unknown }[] = []
  node.port.onmessage = ({ data }: MessageEvent<TapBlock>) => {
    blocks.push(data)
  }
  window.lecternTap = {
    sampleRate: context.sampleRate,
    blocks,
    notes,
    now: () => context.currentTime * context.sampleRate,
    pcm(first, last) {
      const samples = new Float32Array(Math.max(0, last - first))
      for (const block of blocks) {
        const begin = Math.max(first, block.frame)
        const end = Math.min(last, block.frame + block.samples.length)
        if (begin < end)
          samples.set(block.samples.subarray(begin - block.frame, end - block.frame), begin - first)
      }
      return samples
    },
    clear() {
      blocks.length = 0
      notes.length = 0
    },
  }
  return { note: (frame, entry) => void notes.push({ frame, entry }) }
}

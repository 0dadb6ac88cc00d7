/** Opus in WebM and Matroska, decoded to mono at 24 kHz by libopus itself, from the beginning to the end. */
import { AppError, isAppError } from '../../rpc/failure.ts'
import { granuleRate } from '../dsp/ogg.ts'
import { createOpus } from '../dsp/opus.ts'
import { packetSamples } from './decode-opus.ts'
import type { SoundRun } from './sound-run.ts'
import { readWebm } from './webm.ts'

const rate = 24_000
const perGranule = granuleRate / rate
const anyBitrate = 32_000
/** Packets decoded at a time: two seconds of 20 ms. */
const batch = 100
/** Packets that cannot be decoded, or hold nothing, after which a file is given up. */
const mostDamaged = 1_000

/** @returns undefined where it is no EBML */
export function openWebm(bytes: Uint8Array): SoundRun | undefined {
  const webm = readWebm(bytes)
  if (!webm) return undefined
  const { head } = webm
  const view =
    head && head.length >= 19 ? new DataView(head.buffer, head.byteOffset, head.byteLength) : undefined
  if (view && view.getUint8(18) !== 0)
    throw new AppError('unsupported-format', 'Opus of more than two channels is not decoded.', {
      reason: 'sound-format',
    })
  const gain = 10 ** ((view?.getInt16(16, true) ?? 0) / 256 / 20)
  let skip = Math.round((view?.getUint16(10, true) ?? 0) / perGranule)
  const codec = createOpus(rate, anyBitrate)
  const packets = webm.packets()
  let damaged = 0
  let decodedAny = false

  function decode(packet: Uint8Array): Int16Array {
    const length = packetSamples(packet)
    try {
      if (length === 0) throw new AppError('damaged', 'A packet of the recording is empty.')
      const pcm = codec.decode(packet)
      decodedAny = true
      return pcm
    } catch (error) {
      if (!isAppError(error, 'damaged') || ++damaged > mostDamaged)
        throw new AppError('damaged', 'The recording is damaged.', { cause: error, reason: 'sound-damaged' })
      return new Int16Array(Math.round(length / perGranule)) // a packet that was lost is silence
    }
  }

  return {
    rate,
    seconds: webm.seconds,
    async next() {
      const parts: Int16Array[] = []
      let total = 0
      let count = 0
      while (count++ < batch) {
        const { value, done } = packets.next()
        if (done) break
        const pcm = decode(value.packet)
        const dropped = Math.min(skip, pcm.length)
        skip -= dropped
        const end = pcm.length - Math.round((value.discard * rate) / 1e9)
        const part = pcm.subarray(dropped, Math.max(dropped, end))
        if (gain !== 1)
          for (const [index, sample] of part.entries())
            part[index] = Math.max(-32_768, Math.min(32_767, Math.round(sample * gain)))
        parts.push(part)
        total += part.length
      }
      if (count === 1 || (parts.length === 0 && count <= batch)) {
        if (!decodedAny)
          throw new AppError('damaged', 'The recording holds no sound.', { reason: 'sound-damaged' })
        return undefined
      }
      const whole = new Int16Array(total)
      let at = 0
      for (const part of parts) {
        whole.set(part, at)
        at += part.length
      }
      return whole
    },
    close: () => codec.free(),
  }
}

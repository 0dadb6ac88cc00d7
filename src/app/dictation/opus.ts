/** An utterance's sound as an Opus file, encoded in the engine's process. */
import { hearingRate } from '../../contract/hearing.ts'
import { type inference, soundRate } from '../../contract/inference.ts'
import { lastPage, OggStream, opusHead, opusTags } from '../../inference/dsp/ogg.ts'
import { opusDelay } from '../../inference/dsp/opus.ts'
import { resample } from '../../inference/dsp/resample.ts'
import type { Client } from '../../rpc/contract.ts'

export type EncoderClient = Pick<Client<typeof inference>, 'call'>

/** @param pcm mono at `hearingRate` @returns a whole file: Opus in Ogg. Rejects as the engine does */
export async function opusFile(engine: EncoderClient, pcm: Int16Array): Promise<Uint8Array> {
  const serial = 1
  const ogg = new OggStream(serial)
  const head = [
    ogg.page([opusHead(opusDelay, hearingRate)], 0, 'first'),
    ...ogg.header(opusTags('Lectern', [])),
  ]
  const { encoder } = await engine.call('encoder.open', {
    format: 'opus',
    speed: 1,
    start: { samples: 0, pages: ogg.sequence, serial },
  })
  const { bytes } = await engine.call('encoder.write', {
    encoder,
    pcm: resample(pcm, hearingRate, soundRate),
  })
  const end = await engine.call('encoder.close', { encoder })
  const file = Buffer.concat([...head, bytes, end.bytes])
  const at = file.length - end.lastPage
  file.set(lastPage(file.subarray(at)), at)
  return file
}

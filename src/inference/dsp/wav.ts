/** WAV files: PCM, 16 bit, mono (RIFF/WAVE, Microsoft "Multimedia Programming Interface and Data Specifications 1.0"). */

const wavHeaderBytes = 44
/** RIFF counts bytes in 32 bits; longer sounds get the largest count, which players read as "to the end of the file". */
const largest = 0xffff_ffff

/** @param dataBytes length of the samples that follow; unknown while a file is still being written. */
export function wavHeader(sampleRate: number, dataBytes: number): Uint8Array {
  const header = new Uint8Array(wavHeaderBytes)
  const view = new DataView(header.buffer)
  const word = (at: number, text: string) => header.set(new TextEncoder().encode(text), at)
  word(0, 'RIFF')
  view.setUint32(4, Math.min(largest, wavHeaderBytes - 8 + dataBytes), true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true) // bytes of the format chunk
  view.setUint16(20, 1, true) // PCM
  view.setUint16(22, 1, true) // channels
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true) // bytes per sample
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, Math.min(largest, dataBytes), true)
  return header
}

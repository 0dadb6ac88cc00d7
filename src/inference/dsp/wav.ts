/** WAV files: PCM, 16 bit, mono (RIFF/WAVE, Microsoft "Multimedia Programming Interface and Data Specifications 1.0"). */

export const wavHeaderBytes = 44
/** RIFF counts bytes in 32 bits; longer sounds get the largest count, which players read as "to the end of the file". */
const largest = 0xffff_ffff

/**
 * @param dataBytes length of the samples that follow; unknown while a file is still being written
 * @param behind bytes that follow the samples
 */
export function wavHeader(sampleRate: number, dataBytes: number, behind = 0): Uint8Array {
  const header = new Uint8Array(wavHeaderBytes)
  const view = new DataView(header.buffer)
  const word = (at: number, text: string) => header.set(new TextEncoder().encode(text), at)
  word(0, 'RIFF')
  view.setUint32(4, Math.min(largest, wavHeaderBytes - 8 + dataBytes + behind), true)
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

/** A mark in a WAV file: `at` counts samples. */
export interface WavMark {
  readonly at: number
  readonly title: string
}

const text = new TextEncoder()

function chunk(id: string, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const whole = new Uint8Array(8 + length + (length % 2)) // chunks begin at even places
  whole.set(text.encode(id))
  new DataView(whole.buffer).setUint32(4, length, true)
  let at = 8
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
function numbers(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value, true)
  return bytes
}
const fourCharacters = (id: string) => new DataView(text.encode(id).buffer).getUint32(0, true)
const ended = (value: string) => text.encode(`${value}\0`)

/**
 * What stands behind the samples: a LIST of INFO texts (ids such as `INAM`), and the marks as `cue ` points whose names
 * are in a LIST of `adtl` labels. Empty without either. Texts are UTF-8, which the format leaves open.
 */
export function wavTail(info: Readonly<Record<string, string>>, marks: readonly WavMark[]): Uint8Array {
  const texts = Object.entries(info).map(([id, value]) => chunk(id, [ended(value)]))
  const parts = texts.length > 0 ? [chunk('LIST', [text.encode('INFO'), ...texts])] : []
  if (marks.length > 0)
    parts.push(
      chunk('cue ', [
        numbers(marks.length),
        ...marks.map(({ at }, index) => numbers(index + 1, at, fourCharacters('data'), 0, 0, at)),
      ]),
      chunk('LIST', [
        text.encode('adtl'),
        ...marks.map(({ title }, index) => chunk('labl', [numbers(index + 1), ended(title)])),
      ]),
    )
  const tail = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    tail.set(part, at)
    at += part.length
  }
  return tail
}

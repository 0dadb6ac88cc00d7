/** Reads fields of protocol buffers, as far as ONNX and SentencePiece files need it (protobuf.dev, “Encoding”). */

export interface Field {
  readonly number: number
  /** A varint (below 2^53), the bits of a 32-bit value, or the place of what has a length. */
  readonly value: number
  /** Bytes of what has a length; −1 for other kinds. */
  readonly length: number
}

/** Where bytes come from, so that a large file need not be read whole. */
export interface Bytes {
  readonly length: number
  /** @throws when the place is beyond the end */
  byte(at: number): number
}

/** @throws {RangeError} for what is no protocol buffer or is cut off */
export function* fields(bytes: Bytes, from: number, to: number): Generator<Field> {
  let at = from
  function varint(): number {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      if (at >= to || shift > 2 ** 63) throw new RangeError('A number is cut off.')
      const byte = bytes.byte(at++)
      value += (byte & 127) * shift
      if (byte < 128) return value
    }
  }
  while (at < to) {
    const tag = varint()
    const number = Math.floor(tag / 8)
    const kind = tag % 8
    if (kind === 0) yield { number, value: varint(), length: -1 }
    else if (kind === 1 || kind === 5) {
      const size = kind === 1 ? 8 : 4
      if (at + size > to) throw new RangeError('A value is cut off.')
      let value = 0
      for (let byte = 3; byte >= 0; byte--) value = value * 256 + bytes.byte(at + byte)
      at += size
      yield { number, value, length: -1 }
    } else if (kind === 2) {
      const length = varint()
      if (at + length > to) throw new RangeError('A field is cut off.')
      yield { number, value: at, length }
      at += length
    } else throw new RangeError(`There is no kind ${kind} of field.`)
  }
}

export function textOf(bytes: Bytes, { value, length }: Field): string {
  return new TextDecoder().decode(Uint8Array.from({ length }, (_, at) => bytes.byte(value + at)))
}

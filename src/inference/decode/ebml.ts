/**
 * Elements of EBML (RFC 8794), the form of Matroska and WebM: one after the other, opened only where asked to.
 *
 * Sizes may be unknown, as in what a browser records: such an element ends where one begins that cannot lie in it.
 */

export interface Element {
  readonly id: number
  /** First byte of the content. */
  readonly at: number
  /** Byte behind the content; the end of what holds it, where the size is unknown. */
  readonly end: number
  readonly sized: boolean
}

/** A number with its length in its first byte. @returns undefined at the end, or for what is no number */
function variable(
  bytes: Uint8Array,
  at: number,
  most: number,
  keep: boolean,
): [value: number, length: number] | undefined {
  const first = bytes[at]
  if (first === undefined || first === 0) return undefined
  const length = Math.clz32(first) - 23
  if (length > most || at + length > bytes.length) return undefined
  let value = keep ? first : first & (0xff >> length)
  let ones = (first & (0xff >> length)) === 0xff >> length
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index] as number
    value = value * 256 + byte
    ones &&= byte === 0xff
  }
  return [!keep && ones ? Infinity : value, length]
}

/** A number without a sign in the form of sizes, as lacing has it; `Infinity` where all its bits are set. */
export function size(bytes: Uint8Array, at: number): [value: number, length: number] | undefined {
  return variable(bytes, at, 8, false)
}

/** The element at `at`; undefined where none begins. */
export function elementAt(bytes: Uint8Array, at: number, limit: number): Element | undefined {
  const id = variable(bytes, at, 4, true)
  const length = id && size(bytes, at + id[1])
  if (!length) return undefined
  const content = at + id[1] + length[1]
  if (content > limit) return undefined
  return {
    id: id[0],
    at: content,
    end: Math.min(limit, content + length[0]),
    sized: length[0] !== Infinity,
  }
}

export function unsigned(bytes: Uint8Array, { at, end }: Element): number {
  let value = 0
  for (let index = at; index < Math.min(end, at + 8); index++) value = value * 256 + (bytes[index] as number)
  return value
}

export function float(bytes: Uint8Array, { at, end }: Element): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return end - at === 4 ? view.getFloat32(at) : end - at === 8 ? view.getFloat64(at) : 0
}

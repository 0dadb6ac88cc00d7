/** Writes protocol buffers, so that tests can make small models of their own. */

function number(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}
const framed = (field: number, bytes: Uint8Array): Uint8Array =>
  Uint8Array.from([...number(field * 8 + 2), ...number(bytes.length), ...bytes])

export function message(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}
message.field = (field: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  framed(field, message(...parts))

export const text = (field: number, value: string): Uint8Array =>
  framed(field, new TextEncoder().encode(value))
export const varint = (field: number, value: number): Uint8Array =>
  Uint8Array.from([...number(field * 8), ...number(value)])
export const raw = framed

export function float(field: number, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4))
  view.setFloat32(0, value, true)
  return Uint8Array.from([...number(field * 8 + 5), ...new Uint8Array(view.buffer)])
}

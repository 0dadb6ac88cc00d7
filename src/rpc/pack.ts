/**
 * Frames as bytes, for wires that only carry text and bytes (WebSocket).
 *
 * A frame without typed arrays is plain JSON text. With typed arrays it is
 * `[u32 length of JSON, little endian][JSON][padding to 8][the arrays' bytes, each padded to 8]`,
 * and each array stands in the JSON as a marker string. Real strings that begin with the marker character get
 * one more of it, so no text can pass for an array. Decoding makes views on the message, no copies.
 */
const mark = '\u0001'
const kinds = {
  f32: Float32Array,
  i16: Int16Array,
  u8: Uint8Array,
} as const
type View = Float32Array | Int16Array | Uint8Array

const align = (n: number) => (n + 7) & ~7

function kindOf(value: unknown): keyof typeof kinds | undefined {
  if (value instanceof Float32Array) return 'f32'
  if (value instanceof Int16Array) return 'i16'
  if (value instanceof Uint8Array) return 'u8'
  return undefined
}

/** @returns text if `value` holds no typed array, else bytes. Other typed arrays than f32, i16, u8 become plain objects. */
export function pack(value: unknown): string | Uint8Array<ArrayBuffer> {
  const views: View[] = []
  let at = 0
  const json = JSON.stringify(value, function (this: Record<string, unknown>, key: string, seen: unknown) {
    // Node's Buffer has toJSON, which has already run on `seen`; the holder still has the bytes themselves.
    const held = this[key]
    const kind = kindOf(held)
    if (kind) {
      const view = held as View
      const marker = `${mark}${kind}:${at}:${view.length}`
      views.push(view)
      at += align(view.byteLength)
      return marker
    }
    return typeof seen === 'string' && seen.startsWith(mark) ? mark + seen : seen
  })
  if (views.length === 0) return json
  const head = new TextEncoder().encode(json)
  const base = align(4 + head.length)
  const bytes = new Uint8Array(base + at)
  new DataView(bytes.buffer).setUint32(0, head.length, true)
  bytes.set(head, 4)
  let offset = base
  for (const view of views) {
    bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), offset)
    offset += align(view.byteLength)
  }
  return bytes
}

/** @throws on bytes or text that `pack` did not write; the wire then closes. */
export function unpack(message: string | ArrayBuffer): unknown {
  const text = typeof message === 'string' ? message : undefined
  let base = 0
  let json = text
  if (json === undefined) {
    const buffer = message as ArrayBuffer
    const length = new DataView(buffer).getUint32(0, true)
    base = align(4 + length)
    json = new TextDecoder().decode(new Uint8Array(buffer, 4, length))
  }
  return JSON.parse(json, (_key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(mark)) return value
    if (value.startsWith(mark + mark)) return value.slice(1)
    const [kind, at, length] = value.slice(1).split(':')
    if (text !== undefined || !kind || !Object.hasOwn(kinds, kind)) throw new Error('not a packed array')
    return new kinds[kind as keyof typeof kinds](message as ArrayBuffer, base + Number(at), Number(length))
  })
}

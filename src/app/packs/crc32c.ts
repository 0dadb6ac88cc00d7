/** CRC-32C (Castagnoli), which Google's storage gives for its objects: RFC 3720, appendix B.4. */

/** The reversed polynomial. */
const polynomial = 0x82_f6_3b_78

/** Eight tables, so that eight bytes are taken at a time ("slicing by 8", Kounavis and Berry, 2005). */
const tables = Array.from({ length: 8 }, () => new Uint32Array(256))
for (let byte = 0; byte < 256; byte++) {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
  ;(tables[0] as Uint32Array)[byte] = value >>> 0
}
for (let slice = 1; slice < 8; slice++)
  for (let byte = 0; byte < 256; byte++) {
    const before = tables[slice - 1]?.[byte] ?? 0
    ;(tables[slice] as Uint32Array)[byte] = ((tables[0]?.[before & 0xff] ?? 0) ^ (before >>> 8)) >>> 0
  }
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
]

/** Goes on with a checksum. @param crc of the bytes before; 0 for none. @returns 32 bits, unsigned */
export function crc32c(bytes: Uint8Array, crc = 0): number {
  const at = (table: Uint32Array, index: number) => table[index & 0xff] as number
  const byte = (index: number) => bytes[index] as number
  let state = ~crc
  let index = 0
  for (const end = bytes.length - 7; index < end; index += 8) {
    const low =
      state ^ (byte(index) | (byte(index + 1) << 8) | (byte(index + 2) << 16) | (byte(index + 3) << 24))
    state =
      at(t7, low) ^
      at(t6, low >>> 8) ^
      at(t5, low >>> 16) ^
      at(t4, low >>> 24) ^
      at(t3, byte(index + 4)) ^
      at(t2, byte(index + 5)) ^
      at(t1, byte(index + 6)) ^
      at(t0, byte(index + 7))
  }
  for (; index < bytes.length; index++) state = at(t0, state ^ byte(index)) ^ (state >>> 8)
  return ~state >>> 0
}

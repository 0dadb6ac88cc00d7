import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readNpz } from './npz.ts'
import { fixtures } from './tones.cases.ts'

const whole = readFileSync(join(fixtures, 'kitten-tones/voices.npz'))

/** A ZIP with one member, as NumPy would write it. */
function archive(header: string, data: Uint8Array, deflated = false): Buffer {
  const padded = header.padEnd(117) + '\n'
  const array = Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([padded.length, 0]),
    Buffer.from(padded, 'latin1'),
    data,
  ])
  const packed = deflated ? deflateRawSync(array) : array
  const name = Buffer.from('one.npy')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(deflated ? 8 : 0, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(array.length, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, entry, name, end])
}
const header = (kind: string, shape: string) =>
  `{'descr': '${kind}', 'fortran_order': False, 'shape': ${shape}, }`

test("arrays of NumPy's own archives are read", () => {
  const { names, read } = readNpz(whole)
  expect(names).toEqual(['expr-voice-2-f', 'expr-voice-2-m'])
  const { data, shape } = read('expr-voice-2-f')
  expect(shape).toEqual([400, 256])
  expect([data[0], data[1], data[256 + 1]]).toEqual([Math.fround(0.9), 2, 3])
})

test.each([false, true])('single and double precision, stored or deflated (%s)', (deflated) => {
  const floats = Float32Array.of(1, -2.5, 3)
  const doubles = Float64Array.of(1, -2.5, 3)
  for (const [kind, values] of [
    ['<f4', floats],
    ['<f8', doubles],
  ] as const) {
    const { data, shape } = readNpz(
      archive(header(kind, '(3,)'), new Uint8Array(values.buffer), deflated),
    ).read('one')
    expect([shape, data]).toEqual([[3], floats])
  }
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('These are no voices, and they have no end of a ZIP either.')],
  ['an archive that was cut off', whole.subarray(0, whole.length - 40)],
  ['whole numbers', archive(header('<i4', '(1,)'), new Uint8Array(4))],
  ['fewer numbers than are said', archive(header('<f4', '(900,)'), new Uint8Array(8))],
  ['an immense array', archive(header('<f4', '(99999999999, 99999999999)'), new Uint8Array(8))],
])('%s is told as damaged', (_, bytes) => {
  expect(() => {
    const { names, read } = readNpz(bytes)
    for (const name of names) read(name)
  }).toThrow(expect.objectContaining({ code: 'damaged', reason: 'voice-damaged' }))
})

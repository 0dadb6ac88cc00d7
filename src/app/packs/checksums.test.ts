import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { matches, sumsOf } from './checksums.ts'
import { crc32c } from './crc32c.ts'
import { someBytes } from './server-fixture.ts'

// The vectors of RFC 3720, appendix B.4, read as numbers of 32 bits.
test('CRC-32C gives what the standard says', () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a_91_36_aa)
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62_a8_ab_43)
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46_dd_79_4e)
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => 31 - index))).toBe(0x11_3f_db_5c)
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3_06_92_83)
  expect(crc32c(new Uint8Array())).toBe(0)
})

test('CRC-32C in pieces of any size is that of the whole', () => {
  const bytes = someBytes(1_000)
  const whole = crc32c(bytes)
  for (const size of [1, 3, 7, 8, 9, 64, 999]) {
    let crc = 0
    for (let at = 0; at < bytes.length; at += size) crc = crc32c(bytes.subarray(at, at + size), crc)
    expect(crc, String(size)).toBe(whole)
  }
})

test('a file is held to its size and to each checksum that is known', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-sums-'))
  const path = join(folder, 'file')
  writeFileSync(path, 'hello world\n')
  // What `sha256sum`, `git hash-object` and Google's `gsutil hash -h` print for these bytes.
  const right = {
    bytes: 12,
    sha256: 'a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447',
    gitSha1: '3b18e512dba79e4c8300dd08aeb37f8e728b8dad',
    crc32c: crc32c(Buffer.from('hello world\n')).toString(16).padStart(8, '0'),
  }
  const never = new AbortController().signal
  expect(matches(await sumsOf(path, right, never), right)).toBe(true)
  for (const [kind, other] of [
    ['bytes', 13],
    ['sha256', '0'.repeat(64)],
    ['gitSha1', '0'.repeat(40)],
    ['crc32c', '00000000'],
  ] as const) {
    const wrong = { ...right, [kind]: other }
    expect(matches(await sumsOf(path, wrong, never), wrong), kind).toBe(false)
  }
  rmSync(folder, { recursive: true })
})

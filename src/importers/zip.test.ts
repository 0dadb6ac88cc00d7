import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isAppError } from '../rpc/failure.ts'
import { makeArchive } from './archive-fixture.ts'
import { isSafeName, openArchive } from './zip.ts'

const security = '../shared/testdata/security/epub/'

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    return isAppError(error) ? error.code : `not an AppError: ${String(error)}`
  }
  return 'no failure'
}

test('files are listed in their order and read by name', async () => {
  const archive = await openArchive(
    await makeArchive({ 'a.txt': 'alpha', 'd/b.txt': '\uFEFFbeta', 'd/': '' }),
  )
  expect(archive.names()).toEqual(['a.txt', 'd/b.txt'])
  expect(await archive.text('a.txt')).toBe('alpha')
  expect(await archive.text('d/b.txt')).toBe('beta')
  expect(await archive.read('missing')).toBeUndefined()
  expect(archive.size('a.txt')).toBe(5)
})

test('names that lead out of the archive do not exist', async () => {
  for (const name of ['../x', 'a/../../x', '/etc/passwd', 'C:/x', 'c:x', '..\\x', 'a\\b', 'a\0b', ''])
    expect(isSafeName(name), name).toBe(false)
  for (const name of ['a', 'a/b.xhtml', 'a..b', '...', 'é/ß']) expect(isSafeName(name), name).toBe(true)
  const archive = await openArchive(await makeArchive({ '../out.txt': 'x', 'in.txt': 'y' }))
  expect(archive.names()).toEqual(['in.txt'])
})

test('an archive cut anywhere is refused as damaged, and so is one that is none', async () => {
  const whole = await makeArchive({ a: 'alpha '.repeat(500), b: 'beta' })
  for (const share of [0.1, 0.5, 0.9, 0.99])
    expect(
      await failure(openArchive(whole.subarray(0, Math.floor(whole.length * share)))),
      String(share),
    ).toBe('damaged')
  expect(await failure(openArchive(new Uint8Array()))).toBe('damaged')
  expect(await failure(openArchive(new TextEncoder().encode('PK\u0003\u0004 but no more')))).toBe('damaged')
})

test('flipped bits in an entry are noticed when it is read, not before', async () => {
  const bytes = await makeArchive({ a: 'alpha '.repeat(500), b: 'beta' })
  bytes[45] = (bytes[45] ?? 0) ^ 0x10
  const archive = await openArchive(bytes)
  expect(await failure(archive.read('a'))).toBe('damaged')
  expect(await archive.text('b')).toBe('beta')
})

test('two entries of one name are harmless if they are the same, damage if they differ', async () => {
  const rename = (bytes: Uint8Array) => {
    // The writer refuses duplicates, so another name of the same length is made into one.
    const text = new TextDecoder('latin1').decode(bytes).replaceAll('twin2', 'twin1')
    return Uint8Array.from(text, (character) => character.charCodeAt(0))
  }
  const same = await openArchive(rename(await makeArchive({ twin1: 'x', twin2: 'x' })))
  expect(same.names()).toEqual(['twin1'])
  expect(await failure(openArchive(rename(await makeArchive({ twin1: 'x', twin2: 'y' }))))).toBe('damaged')
})

test('an entry that inflates beyond reason is stopped while it inflates', async () => {
  const bomb = await makeArchive({ bomb: new Uint8Array(40_000_000), fine: 'x' })
  expect(bomb.length).toBeLessThan(100_000)
  const archive = await openArchive(bomb)
  expect(await failure(archive.read('bomb'))).toBe('too-large')
  expect(await archive.text('fine')).toBe('x')
})

test('the limit on all reads together counts what was inflated', async () => {
  const archive = await openArchive(await makeArchive({ a: 'a'.repeat(600), b: 'b'.repeat(600) }), {
    totalBytes: 1_000,
  })
  expect((await archive.read('a'))?.length).toBe(600)
  expect(await failure(archive.read('b'))).toBe('too-large')
})

test('too many entries are refused before they are listed', async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, 'x']))
  expect(await failure(openArchive(await makeArchive(files), { entries: 29 }))).toBe('too-large')
  expect((await openArchive(await makeArchive(files), { entries: 30 })).names()).toHaveLength(30)
})

test('an encrypted entry is protected', async () => {
  const archive = await openArchive(await makeArchive({ secret: 'x' }, { password: 'p' }))
  expect(await failure(archive.read('secret'))).toBe('protected')
})

describe.skipIf(!existsSync(security))('hostile archives', () => {
  const open = (name: string) => openArchive(new Uint8Array(readFileSync(`${security}${name}.epub`)))
  test('end as their manifest says', async () => {
    expect(await failure(open('zip-truncated-half'))).toBe('damaged')
    expect(await failure(open('zip-bitflips'))).toBe('damaged')
    expect(await failure(open('empty'))).toBe('damaged')
    expect(await failure(open('zip-50000-entries'))).toBe('too-large')
    for (const name of ['zip-slip-dotdot', 'zip-slip-backslash'])
      expect((await open(name)).names().filter((entry) => /pwned/i.test(entry))).toEqual([])
  })
})

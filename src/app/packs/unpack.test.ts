import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { pack as tarPack } from 'tar-stream'
import { afterAll, expect, test } from 'vitest'
import { entriesInThread, unpackInThread } from './unpack-thread.ts'
import { entriesOf, unpack } from './unpack.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-unpack-'))
afterAll(() => rmSync(folder, { recursive: true }))
let number = 0
const never = new AbortController().signal

/** Made with Python's tarfile: release/encoder.onnx ("encoder " 400 times), release/test/README, release/tokens.txt. */
const bz2 = Buffer.from(
  'QlpoOTFBWSZTWZfBetcABurfgMuQQAH3gCYHEAB+DZ7CCAgwANmgw0MmQMjEGJk0NMEaSNNNAA0Bo0AARSJlT1PEjDUyA9RiZ6p6mts+2xuhgx0kAZXoAU4cP1zdg51NzDeqwhEOceE360mqgO2O0ubvb3HCQBPBumK/OmiQA1WCgayWZVWIQDQDTWsPX5yOSTjcY+9YGBvYIEGVkBB9mzX4fVVAcMrdEBBr44AiDFZfeVkBBr3nc0QEHvrfSjTV/sd4V8zHV3XeXFB/xdyRThQkJfBetcA=',
  'base64',
)

interface Item {
  readonly name: string
  readonly text?: string
  readonly link?: string
}

async function tarGz(items: readonly Item[]): Promise<Buffer> {
  const tar = tarPack()
  for (const { name, text = '', link } of items)
    if (link === undefined) tar.entry({ name }, text)
    else tar.entry({ name, type: 'symlink', linkname: link })
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return gzipSync(Buffer.concat(chunks))
}

async function zip(items: readonly Item[]): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const { name, text = '', link } of items)
    await writer.add(
      name,
      new TextReader(link ?? text),
      link === undefined ? {} : { externalFileAttributes: (0o120_777 << 16) >>> 0 },
    )
  return Buffer.from(await writer.close())
}

async function taken(name: string, archive: Buffer, members: Parameters<typeof unpack>[2], signal = never) {
  const path = join(folder, `${++number}-${name}`)
  writeFileSync(path, archive)
  const into = join(folder, `${number}-out`)
  await unpack(path, name, members, into, signal)
  return { into, read: (file: string) => readFileSync(join(into, file), 'utf8') }
}

const both = [
  { member: 'encoder.onnx', path: 'encoder.onnx', bytes: 3_200 },
  { member: 'tokens.txt', path: 'data/tokens.txt' },
]
const release: Item[] = [
  { name: 'release/encoder.onnx', text: 'encoder '.repeat(400) },
  { name: 'release/test/README', text: 'not wanted' },
  { name: 'release/tokens.txt', text: 'a 0\nb 1\n' },
]

test('the named members are taken out of each kind of archive, and nothing else', async () => {
  const archives = { 'a.tar.bz2': bz2, 'a.tar.gz': await tarGz(release), 'a.zip': await zip(release) }
  for (const [name, archive] of Object.entries(archives)) {
    const { into, read } = await taken(name, archive, both)
    expect(read('encoder.onnx'), name).toBe('encoder '.repeat(400))
    expect(read('data/tokens.txt'), name).toBe('a 0\nb 1\n')
    expect(readdirSync(into).sort(), name).toEqual(['data', 'encoder.onnx'])
  }
})

test('an archive tells what is in it', async () => {
  const path = join(folder, 'list.zip')
  writeFileSync(path, await zip(release))
  expect(await entriesOf(path, 'list.zip', never)).toEqual([
    { path: 'release/encoder.onnx', bytes: 3_200 },
    { path: 'release/test/README', bytes: 10 },
    { path: 'release/tokens.txt', bytes: 8 },
  ])
  const packed = join(folder, 'list.tar.bz2')
  writeFileSync(packed, bz2)
  expect(await entriesOf(packed, 'list.tar.bz2', never)).toHaveLength(3)
})

test('a name that leads out of the folder is no member, whatever it is called', async () => {
  for (const name of [
    '../tokens.txt',
    '/tokens.txt',
    'release/../../tokens.txt',
    'C:\\tokens.txt',
    '..\\tokens.txt',
  ])
    for (const make of [tarGz, zip]) {
      const kind = make === zip ? 'a.zip' : 'a.tar.gz'
      const archive = await make([{ name, text: 'evil' }]).catch(() => undefined)
      if (!archive) continue // the writer refuses to make it
      await expect(
        taken(kind, archive, [{ member: 'tokens.txt', path: 'tokens.txt' }]),
        name,
      ).rejects.toMatchObject({
        reason: 'pack-archive',
      })
      expect(existsSync(join(folder, 'tokens.txt'))).toBe(false)
    }
})

test('a link in a member’s place is refused', async () => {
  const links: Item[] = [{ name: 'release/tokens.txt', link: '/etc/passwd' }]
  const members = [{ member: 'tokens.txt', path: 'tokens.txt' }]
  await expect(taken('a.tar.gz', await tarGz(links), members)).rejects.toMatchObject({
    reason: 'pack-archive',
  })
  await expect(taken('a.zip', await zip(links), members)).rejects.toMatchObject({ reason: 'pack-archive' })
})

test('a member that is longer than it should be is refused before it fills the disk', async () => {
  const bomb: Item[] = [{ name: 'release/encoder.onnx', text: '0'.repeat(5_000_000) }]
  const members = [{ member: 'encoder.onnx', path: 'encoder.onnx', bytes: 3_200 }]
  for (const [kind, archive] of [
    ['a.tar.gz', await tarGz(bomb)],
    ['a.zip', await zip(bomb)],
  ] as const) {
    expect(archive.length).toBeLessThan(10_000)
    await expect(taken(kind, archive, members)).rejects.toMatchObject({ reason: 'pack-archive' })
    const written = join(folder, `${number}-out`, 'encoder.onnx')
    expect(existsSync(written) ? readFileSync(written).length : 0).toBeLessThanOrEqual(3_200)
  }
})

test('a member that is missing, or comes twice, makes the archive a broken one', async () => {
  const members = [{ member: 'encoder.onnx', path: 'encoder.onnx' }]
  await expect(taken('a.tar.gz', await tarGz(release.slice(1)), members)).rejects.toMatchObject({
    reason: 'pack-archive',
  })
  const twice = [...release.slice(0, 1), { name: 'other/encoder.onnx', text: 'another' }, ...release.slice(2)]
  await expect(taken('a.tar.gz', await tarGz(twice), both)).rejects.toMatchObject({ reason: 'pack-archive' })
})

test('an archive that is cut off, of another kind, or no archive at all is a broken one', async () => {
  const gz = await tarGz(release)
  const zipped = await zip(release)
  for (const [kind, bytes] of [
    ['a.tar.bz2', bz2.subarray(0, bz2.length - 40)],
    ['a.tar.bz2', Buffer.concat([bz2.subarray(0, 60), Buffer.alloc(100, 9), bz2.subarray(160)])],
    ['a.tar.gz', gz.subarray(0, gz.length - 30)],
    ['a.zip', zipped.subarray(0, zipped.length - 30)],
    ['a.zip', gz],
    ['a.tar.gz', zipped],
    ['a.tar.bz2', Buffer.from('<html>Please sign in</html>')],
    ['a.tar.bz2', Buffer.alloc(0)],
  ] as const)
    await expect(taken(kind, Buffer.from(bytes), both), `${kind}, ${bytes.length}`).rejects.toMatchObject({
      code: 'damaged',
      reason: 'pack-archive',
    })
})

test('in its thread it does the same, leaves the core its time, and can be stopped', async () => {
  const path = join(folder, 'thread.tar.bz2')
  writeFileSync(path, bz2)
  expect(await entriesInThread(path, 'thread.tar.bz2', never)).toHaveLength(3)
  const into = join(folder, 'thread-out')
  await unpackInThread(path, 'thread.tar.bz2', both, into, never)
  expect(readFileSync(join(into, 'data/tokens.txt'), 'utf8')).toBe('a 0\nb 1\n')
  await expect(unpackInThread(path, 'a.zip', both, join(folder, 'x'), never)).rejects.toMatchObject({
    code: 'damaged',
    reason: 'pack-archive',
    data: { name: 'a.zip' },
  })
  const abort = new AbortController()
  const stopped = unpackInThread(path, 'thread.tar.bz2', both, join(folder, 'stopped'), abort.signal)
  abort.abort()
  await expect(stopped).rejects.toThrow('abort')
})

/** A publisher of small models on this machine, and a manifest that names them: real downloads, held up on demand. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const fixtures = join(import.meta.dirname, '..', '..', 'models', 'fixtures')
const voice = join(fixtures, 'voices', 'kitten-tones')
/** The files of `Writer`, for an installation from a folder. */
export const writer = join(fixtures, 'recognisers', 'moonshine-tiny-en')
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const mebibyte = 2 ** 20

/** 24 MiB that are nothing in particular, so that there are quarters to tell. */
const ballast = Buffer.alloc(24 * mebibyte, 'lectern ')

export interface Publisher {
  /** For `LECTERN_MANIFEST`. */
  readonly manifest: string
  /** For the mirror's field. */
  readonly address: string
  /** What was asked for, as `GET path [range]`. */
  readonly asked: string[]
  /** Files are sent up to so many bytes; the rest waits until this is called again. */
  upTo(bytes: number): void
  close(): Promise<void>
}

export async function startPublisher(): Promise<Publisher> {
  const files = new Map<string, Buffer>()
  const listed = (pack: string, path: string, bytes: Buffer, sum = sha256(bytes)) => {
    files.set(`/${pack}/${path}`, bytes)
    return { path, url: `https://models.example/${pack}/${path}`, bytes: bytes.length, sha256: sum }
  }
  const entry = (id: string, name: string, given: object) => ({
    id,
    name,
    model: `example/${id}`,
    snapshot: `lectern-${id}-2026-11-22`,
    languages: ['en-US'],
    diskBytes: 1_000_000,
    memoryBytes: 1_000_000,
    verified: true,
    licence: { id: 'MIT', url: 'https://models.example/licence', conditions: 'notice' },
    ...given,
  })
  const packs = [
    entry('tones', 'Tones', {
      kind: 'voice',
      architecture: 'kitten',
      diskBytes: ballast.length + mebibyte,
      files: [
        ...['config.json', 'kitten_tts_nano_v0_8.onnx', 'voices.npz'].map((path) =>
          listed('tones', path, readFileSync(join(voice, path))),
        ),
        listed('tones', 'ballast.bin', ballast),
      ],
    }),
    entry('writer', 'Writer', {
      kind: 'recogniser',
      architecture: 'moonshine',
      languages: ['en'],
      files: readdirSync(writer).map((path) => listed('writer', path, readFileSync(join(writer, path)))),
    }),
    entry('talker', 'Talker', {
      kind: 'language-model',
      architecture: 'causal-lm',
      licence: { id: 'LFM-1.0', url: 'https://models.example/terms', conditions: 'lfm' },
      files: [listed('talker', 'config.json', Buffer.from('{}'), sha256(Buffer.from('something else')))],
    }),
  ]
  const folder = mkdtempSync(join(tmpdir(), 'lectern-publisher-'))
  const manifest = join(folder, 'manifest.json')
  writeFileSync(manifest, JSON.stringify({ dated: '2026-11-22', packs }))

  let allowed = Number.POSITIVE_INFINITY
  let waiting: (() => void)[] = []
  const asked: string[] = []
  const server = createServer((request, response) => {
    const bytes = files.get(request.url ?? '')
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
    asked.push(`GET ${request.url}${range ? ` from ${range[1]}` : ''}`)
    if (!bytes) return void response.writeHead(404).end()
    const from = Number(range?.[1] ?? 0)
    response.writeHead(range ? 206 : 200, {
      'content-length': bytes.length - from,
      etag: `"${sha256(bytes)}"`,
      'accept-ranges': 'bytes',
      ...(range ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    })
    let at = from
    const send = () => {
      while (at < bytes.length && !response.destroyed) {
        const end = Math.min(bytes.length, at + mebibyte / 4)
        if (end > allowed) return void waiting.push(send)
        const more = response.write(bytes.subarray(at, end))
        at = end
        if (!more) return void response.once('drain', send)
      }
      response.end()
    }
    send()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    manifest,
    address: `http://127.0.0.1:${port}`,
    asked,
    upTo(bytes) {
      allowed = bytes
      const held = waiting
      waiting = []
      for (const send of held) send()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** First sentence and whole import of large files, beside the command-line tools that only extract text. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { largeEpub, largePdf } from './bench-documents.ts'
import { installed, median, table, timed, withApp } from './bench-tools.ts'
import { root } from './interface.ts'

const repeats = Number(process.env['BENCH_REPEATS'] ?? 5)

interface Measured {
  readonly firstMs: number
  readonly wholeMs: number
  readonly words: number
}

/** From the moment a file is handed to the core to its first sentence as sound, and to its last block in the library. */
function measure(name: string, bytes: Uint8Array): Promise<Measured> {
  return withApp(async (client) => {
    // When a user chooses a file the engine has been running for a while, and has warmed itself up (app/warm-up.ts).
    for (let round = 0; round < 4; round++) await client.call('voices.sample', { voice: 'espeak:en-us' })
    const began = performance.now()
    let firstMs = 0
    let heard: Promise<void> | undefined
    let document = ''
    for await (const event of client.stream('library.import', { name, bytes: bytes.slice() })) {
      document = event.document
      if (event.type === 'readable')
        heard = (async () => {
          await client
            .stream('reading.utterances', { from: { document, block: 0, offset: 0 }, unit: 'one' })
            .next()
          firstMs = performance.now() - began
        })()
    }
    const wholeMs = performance.now() - began
    await heard
    const { summary } = await client.call('document.open', { document })
    return { firstMs, wholeMs, words: summary.words }
  })
}

function largest(kind: string): string | undefined {
  const folder = join(root, '..', 'shared', 'testdata', 'documents', kind)
  if (!existsSync(folder)) return undefined
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .sort((a, b) => statSync(b).size - statSync(a).size)[0]
}

export async function benchImport(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-files-'))
  const files: { readonly path: string; readonly unit: string; readonly units: number }[] = []
  const pdf = join(folder, 'made-350-pages.pdf')
  writeFileSync(pdf, largePdf(350))
  files.push({ path: pdf, unit: 'page', units: 350 })
  const epub = join(folder, 'made-10-MB.epub')
  writeFileSync(epub, await largeEpub(10, 60))
  files.push({ path: epub, unit: 'MB of text', units: 10 })
  for (const kind of ['epub', 'pdf']) {
    const path = largest(kind)
    if (path) files.push({ path, unit: '', units: 0 })
  }
  const rows: (string | number)[][] = []
  for (const { path, unit, units } of files) {
    const bytes = readFileSync(path)
    const runs: Measured[] = []
    for (let i = 0; i < repeats; i++) runs.push(await measure(basename(path), bytes))
    const whole = median(runs.map(({ wholeMs }) => wholeMs))
    const [peer, ...args] = path.endsWith('.pdf') ? ['pdftotext', path, '-'] : ['pandoc', '-t', 'plain', path]
    const peerRuns = installed(peer as string)
      ? Array.from({ length: 1 }, () => timed(peer as string, ...args))
      : []
    const peerMs = median(peerRuns.flatMap((run) => (run ? [run.wallSeconds * 1000] : [])))
    rows.push([
      basename(path),
      runs[0]?.words ?? 0,
      median(runs.map(({ firstMs }) => firstMs)).toFixed(0),
      whole.toFixed(0),
      units > 0 ? `${(whole / units).toFixed(1)} a ${unit}` : '–',
      Number.isNaN(peerMs) ? 'not installed' : `${peer} ${peerMs.toFixed(0)}`,
    ])
  }
  rmSync(folder, { recursive: true })
  return `### Import\n\nMedians of ${repeats}, an empty library each. First sentence: from the file handed to the core to its first sentence as sound. The peers only write text.\n\n${table(['file', 'words', 'first sentence ms', 'whole ms', 'whole', 'peer ms'], rows)}`
}

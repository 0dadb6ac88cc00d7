/**
 * `npm start`: the desktop window where Electron's binary is present or the user lets it be fetched, else the same app
 * in an installed browser. It says which it did and why.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { hasDisplay } from '../src/loopback/browser.ts'
import { buildInterface, root } from './interface.ts'

const electronFolder = join(createRequire(import.meta.url).resolve('electron/package.json'), '..')

function electronBinary(): string | undefined {
  try {
    const name = readFileSync(join(electronFolder, 'path.txt'), 'utf8')
    const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electronFolder, 'dist'), name)
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** Asks before anything is fetched; Electron's own installer checks the archive against checksums shipped with the package. */
async function offerElectron(): Promise<string> {
  if (!process.stdin.isTTY || process.env['CI']) return 'Electron’s binary is not here'
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(
    'The desktop window needs Electron’s binary (about 120 MB, from GitHub, checked against a checksum).\nFetch it now? Without it Lectern opens in your browser. [y/N] ',
  )
  terminal.close()
  if (!/^(y|yes|j|ja)$/i.test(answer.trim())) return 'Electron’s binary is not here and was not asked for'
  const result = spawnSync(process.execPath, [join(electronFolder, 'install.js')], { stdio: 'inherit' })
  return result.status === 0 ? '' : 'Electron’s binary could not be fetched'
}

async function main(): Promise<void> {
  const wanted = process.env['LECTERN_SHELL'] // electron | browser
  let why = ''
  if (wanted === 'browser') why = 'LECTERN_SHELL=browser'
  else if (process.argv.includes('--no-window')) why = 'No window was asked for'
  else if (!hasDisplay()) why = 'There is no display here'
  else if (!electronBinary()) why = await offerElectron()
  const electron = electronBinary()
  if (!why && electron) {
    console.log('Opening Lectern’s desktop window (Electron is here).')
    const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: 'inherit',
    })
    if (built.status !== 0) throw new Error('The desktop app could not be built.')
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const result = spawnSync(electron, [...asRoot, root, ...process.argv.slice(2)], { stdio: 'inherit' })
    process.exitCode = result.status ?? 1
    return
  }
  buildInterface()
  process.argv.push('--reason', `${why}: Lectern is served on this machine instead.`)
  await import('../src/loopback/index.ts')
}

await main()

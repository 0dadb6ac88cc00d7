/**
 * `npm run dev`: the interface rebuilt on change, shown by electron-vite's Electron where its binary is (main and
 * preload are rebuilt, too, and Electron is started again), else by loopback in a browser. Reload the page to see it.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildInterface, root } from './interface.ts'

const run = (script: string, ...args: string[]) =>
  spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' })

// Both shells serve the page from out/renderer under the policy that users get; a development server would need a laxer one.
buildInterface()
const watcher = run(
  'vite/bin/vite.js',
  'build',
  '--watch',
  '--config',
  join('build', 'vite.renderer.ts'),
  '--logLevel',
  'warn',
)
process.on('exit', () => watcher.kill())
if (existsSync(join(root, 'node_modules', 'electron', 'path.txt')))
  run('electron-vite/bin/electron-vite.js', 'dev', '--watch').on('exit', (code) => process.exit(code ?? 0))
else {
  console.log('Electron’s binary is not here: serving on loopback. Reload the page to see a change.')
  await import('../src/loopback/index.ts')
}

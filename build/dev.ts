/** `npm run dev`: electron-vite with reload where Electron's binary is; else the interface rebuilt on change, served on loopback. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildInterface, root } from './interface.ts'

const run = (script: string, ...args: string[]) =>
  spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' })

if (existsSync(join(root, 'node_modules', 'electron', 'path.txt'))) {
  run('electron-vite/bin/electron-vite.js', 'dev').on('exit', (code) => process.exit(code ?? 0))
} else {
  console.log(
    'Electron’s binary is not here: serving on loopback, rebuilding the interface on change. Reload the page to see it.',
  )
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
  await import('../src/loopback/index.ts')
}

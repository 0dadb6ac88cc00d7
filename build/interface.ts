/** Builds the interface for a browser when its sources are newer than what was built last. */
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const interfaceFolder = join(root, 'out', 'renderer')

function newest(folder: string): number {
  let time = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) time = Math.max(time, statSync(join(entry.parentPath, entry.name)).mtimeMs)
  return time
}

function built(): number {
  try {
    return statSync(join(interfaceFolder, 'index.html')).mtimeMs
  } catch {
    return 0
  }
}

/** @throws if the build fails; its output has been shown then */
export function buildInterface(options: { readonly force?: boolean } = {}): void {
  const sources = ['src/renderer', 'src/contract', 'src/sound', 'src/rpc', 'resources'].map((folder) =>
    newest(join(root, folder)),
  )
  const config = statSync(join(root, 'build', 'vite.renderer.ts')).mtimeMs
  const lock = statSync(join(root, 'package-lock.json')).mtimeMs
  if (!options.force && built() > Math.max(...sources, config, lock)) return
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const result = spawnSync(
    process.execPath,
    [vite, 'build', '--config', join('build', 'vite.renderer.ts'), '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  if (result.status !== 0) throw new Error('The interface could not be built.')
}

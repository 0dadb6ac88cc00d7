/**
 * Starts one of our TypeScript scripts, or says plainly why it cannot.
 *
 * Plain JavaScript that every Node since 12.20 can parse, so without `await` at the top level, because its one job is to
 * be understood by a Node that is too old: with `npm run` the pinned Node 24 from node_modules runs this file, but nobody is kept from calling `node`
 * directly, and the native modules crash an older one without a word.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const needed = 24
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [script, ...rest] = process.argv.slice(2)
const major = Number(process.versions.node.split('.')[0])

function pinned() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const folder = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  return [join(root, 'node_modules', folder, 'bin', name), join(root, 'node_modules', folder, name)].find(
    existsSync,
  )
}

async function runHere() {
  if (script === 'build/start.ts' && process.platform === 'linux') {
    const { coreEnvironment } = await import('../src/loopback/environment.ts')
    const missing = Object.keys(coreEnvironment).some((name) => !(name in process.env))
    // Begins again in the same process: memory limits are read when a program is loaded.
    if (missing && typeof process.execve === 'function')
      process.execve(
        process.execPath,
        [process.execPath, ...process.execArgv, fileURLToPath(import.meta.url), script, ...rest],
        { ...coreEnvironment, ...process.env },
      )
  }
  process.argv = [process.argv[0], join(root, script), ...rest]
  const { enableCompileCache } = await import('node:module')
  const compiled = join(root, 'node_modules', '.cache', 'lectern-compile')
  enableCompileCache(compiled)
  if (!process.env.NODE_COMPILE_CACHE) process.env.NODE_COMPILE_CACHE = compiled // for the processes of voices and ears
  await import(new URL(`../${script}`, import.meta.url).href)
}

if (!existsSync(join(root, 'node_modules', 'zod'))) {
  console.error('Lectern is not set up yet. In its folder, run:  npm ci')
  process.exitCode = 2
} else if (major >= needed) {
  runHere().catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
} else if (pinned()) {
  const child = spawn(pinned(), [fileURLToPath(import.meta.url), script, ...rest], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
  })
} else {
  console.error(
    `Lectern needs Node ${needed} or newer; this is Node ${process.versions.node}.\n` +
      `Install Node ${needed} from your system or from nodejs.org, then run the command again.`,
  )
  process.exitCode = 2
}

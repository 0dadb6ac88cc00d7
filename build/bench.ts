/** `npm run bench [-- PART …]`: measures and prints Markdown for docs/BENCHMARKS.md. Parts: see `parts`; ears: EARS=words,noise,commands,false,time chooses among its own. */
import { machine } from './bench-tools.ts'

const parts: Record<string, () => Promise<string>> = {
  import: async () => (await import('./bench-import.ts')).benchImport(),
  voices: async () => (await import('./bench-voices.ts')).benchVoices(),
  player: async () => (await import('./bench-player.ts')).benchPlayer(),
  tempo: async () => (await import('./bench-tempo.ts')).benchTempo(),
  export: async () => (await import('./bench-export.ts')).benchExport(),
  gist: async () => (await import('./bench-gist.ts')).benchGist(),
  skip: async () => (await import('./bench-skip.ts')).benchSkip(),
  ears: async () => (await import('./bench-ears.ts')).benchEars(),
  memory: async () => (await import('./bench-memory.ts')).benchMemory(),
  packs: async () => (await import('./bench-packs.ts')).benchPacks(),
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`There is no part “${unknown.join('”, “')}”. Parts: ${Object.keys(parts).join(', ')}.`)
  process.exitCode = 2
} else {
  console.log(`Measured on ${machine()}\n`)
  for (const [name, run] of Object.entries(parts))
    if (chosen.length === 0 || chosen.includes(name)) console.log(`${await run()}\n`)
}

/**
 * What is heard, how well and how soon: `npm run bench -- ears`. `EARS=words,noise,commands,false,time` chooses parts,
 * `EARS_VERBOSE=1` tells each error on standard error.
 */
import { benchEar } from './bench-ears-tools.ts'

type Part = (ear: ReturnType<typeof benchEar>, verbose: boolean) => Promise<string>
const parts: Record<string, Part> = {
  words: async (...given) => (await import('./bench-ears-words.ts')).benchWordError(...given),
  noise: async (ear) => (await import('./bench-ears-words.ts')).benchFalseWords(ear),
  commands: async (...given) => (await import('./bench-ears-commands.ts')).benchCommands(...given),
  false: async (...given) => (await import('./bench-ears-commands.ts')).benchFalseCommands(...given),
  time: async (ear) => (await import('./bench-ears-time.ts')).benchTime(ear),
}

export async function benchEars(): Promise<string> {
  const chosen = process.env['EARS']?.split(',')
  const verbose = Boolean(process.env['EARS_VERBOSE'])
  const told: string[] = ['## Ears']
  for (const [name, part] of Object.entries(parts)) {
    if (chosen && !chosen.includes(name)) continue
    const ear = benchEar() // each part has its own, so that memory and time are its own
    const release = ear.hold()
    try {
      told.push(await part(ear, verbose))
    } finally {
      release()
      await ear.close()
    }
  }
  return told.join('\n\n')
}

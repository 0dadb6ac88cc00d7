/** What networks may be computed on: the choice in the settings, and what there is on which system. */
import { z } from 'zod'

/** Names as onnxruntime's documentation has them; `cpu` is always there. */
export const provider = z.enum(['cpu', 'webgpu', 'cuda', 'directml', 'coreml'])
export type Provider = z.infer<typeof provider>

/** `auto`: what computes the same as the processor, and sooner; else it is tried first, and the processor after it. */
export const processor = z.enum(['auto', ...provider.options])
export type Processor = z.infer<typeof processor>

/**
 * Providers that onnxruntime-node 1.30 is built with for a system, best first. CUDA's libraries are not in the package:
 * it is there where somebody has put them beside the runtime.
 */
export function providersFor(platform: string, arch: string): Provider[] {
  if (platform === 'win32') return ['directml', 'webgpu', 'cpu']
  if (platform === 'darwin') return arch === 'arm64' ? ['webgpu', 'coreml', 'cpu'] : []
  if (platform === 'linux') return arch === 'x64' ? ['cuda', 'webgpu', 'cpu'] : ['webgpu', 'cpu']
  return []
}

/** Files through which the core and the engine's processes tell each other, in one folder of the data folder. */
export const processorFiles = {
  /** The setting, written by the core: a `Processor` as bare text. */
  choice: 'processor.txt',
  /** What came of trying, written by the engine's processes. See inference/verdicts.ts. */
  verdicts: 'processors.json',
} as const

/** What came of trying a network on a provider. */
export const verdict = z.enum([
  'trying', // left behind by a process that died of it
  'works',
  'fails',
  'differs', // computes something else than the processor
  'slower', // than the processor
])
export type Verdict = z.infer<typeof verdict>

export const verdictFile = z.object({
  /** The runtime's version: another one may do better. */
  runtime: z.string(),
  /** What the last large network ran on. */
  last: provider.optional(),
  /** By `<provider> <folder>/<file> <bytes>`. */
  verdicts: z.record(z.string(), z.object({ verdict, at: z.number() })).default({}),
})
export type VerdictFile = z.infer<typeof verdictFile>

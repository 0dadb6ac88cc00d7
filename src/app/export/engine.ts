/**
 * Voices and an encoder for exports: two processes, so that a second core is used where there is one, at a low priority,
 * so that a reading that is heard never waits for them.
 */
import { type EngineOptions, startEngine } from '../engine.ts'
import type { ExportEngine } from './jobs.ts'

export function startExportEngine(
  options: Pick<EngineOptions, 'spawn' | 'entry' | 'report' | 'folders' | 'environment'>,
): ExportEngine {
  const voices = startEngine({ ...options, use: 'export' })
  const encoder = startEngine({ ...options, use: 'encode' })
  return {
    speaker: voices.speaker,
    encoder: encoder.client,
    close: async () => {
      await Promise.all([voices.close(), encoder.close()])
    },
  }
}

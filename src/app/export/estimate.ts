/** What an export would come to, judged by its words, its voice and what this machine has done before. */
import type { ExportEstimate, ExportRequest } from '../../contract/export.ts'
import { countSkipped } from '../../core/reading/count-skipped.ts'
import { documentLanguage } from '../../core/reading/reader.ts'
import { chooseVoice, findVoice } from '../../core/reading/voice-choice.ts'
import { readerPorts } from '../reader-ports.ts'
import { freeSpace } from './job-folder.ts'
import { bytesPerSecond, soundFormatOf } from './job-parts.ts'
import type { ExportParts } from './jobs.ts'
import { planOf } from './plan.ts'

/** @param pace seconds of speech that are made in a second */
export async function estimateExport(
  parts: Pick<ExportParts, 'texts' | 'log' | 'voices' | 'settings' | 'folder' | 'space' | 'recordings'>,
  pace: number,
  request: ExportRequest,
  signal: AbortSignal,
): Promise<ExportEstimate> {
  const { texts, log, voices, settings, folder, recordings, space = freeSpace } = parts
  const ports = await readerPorts({
    texts,
    log,
    speaker: voices,
    settings,
    document: request.document,
    recordings: recordings,
    listening: { ...request.listening, speed: request.speed },
  })
  const plan = await planOf(ports.text, request, signal)
  const { words, wordsRead } = ports.hearing
    ? await countSkipped(ports.text, ports.hearing, signal)
    : { words: 0, wordsRead: 0 }
  const all = await voices.voices()
  const language = documentLanguage(ports.text)
  const voice =
    (request.voice === undefined ? undefined : findVoice(request.voice, all)) ??
    chooseVoice(language, all, settings.read().voices, language)
  const whole = await planOf(ports.text, { files: 'whole', format: request.format }, signal)
  const part = request.chapter === undefined ? 1 : plan.characters / whole.characters
  const spoken = ((wordsRead || words) / (voice?.wordsPerMinute ?? 175)) * 60 * part
  const seconds = spoken / request.speed
  return {
    seconds,
    bytes: seconds * bytesPerSecond[soundFormatOf(request.format)],
    work: spoken / pace,
    chapters: plan.chapters.length,
    ...((free) => (free === undefined ? {} : { space: free }))(await space(folder)),
  }
}

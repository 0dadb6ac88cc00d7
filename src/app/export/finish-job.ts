/** The last step of an export, when all sound is there: subtitles, word times, or one EPUB out of everything. */
import { writeFile } from 'node:fs/promises'
import { type Block, blockText } from '../../contract/document.ts'
import type { ExportFile } from '../../contract/export.ts'
import { soundRate } from '../../contract/inference.ts'
import { type Cue, cues } from '../../writers/cues.ts'
import { srtText, vttText } from '../../writers/subtitles.ts'
import type { BegunFile } from './checkpoint.ts'
import type { Plan } from './plan.ts'
import { type JobParts, timingsName } from './job-parts.ts'
import { readTimings, type Timing } from './timings.ts'
import { writeEpub } from './write-epub.ts'

export interface FinishParts extends JobParts {
  readonly plan: Plan
  readonly files: readonly BegunFile[]
  readonly signal: AbortSignal
}

export const mimeTypes: Readonly<Record<string, string>> = {
  opus: 'audio/ogg; codecs=opus',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  epub: 'application/epub+zip',
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
  json: 'application/json',
}
const stemOf = ({ name }: BegunFile) => name.replace(/\.[a-z0-9]+$/, '')

/** The timings of one file. */
async function timingsOf({ folder }: FinishParts, file: number): Promise<Timing[]> {
  const found: Timing[] = []
  for await (const timing of readTimings(folder.of(timingsName))) if (timing.file === file) found.push(timing)
  return found
}

/** Blocks by number, the last ones kept: timings name them in order, many times each. */
export function blocksOf({
  ports,
}: Pick<FinishParts, 'ports'>): (number: number) => Promise<Block | undefined> {
  let from = 0
  let kept: readonly Block[] = []
  return async (number) => {
    if (number < from || number >= from + kept.length) {
      from = number
      kept = await ports.text.blocks(from, 200)
    }
    return kept[number - from]
  }
}

async function cuesOf(parts: FinishParts, timings: readonly Timing[]): Promise<Cue[]> {
  const block = blocksOf(parts)
  const utterances = []
  for (const timing of timings) {
    const found = await block(timing.block)
    if (found) utterances.push({ ...timing, text: blockText(found) })
  }
  return cues(utterances)
}

/** The file that `lectern read --timings` gives; its form is documented in docs/CLI.md. */
function timingsJson(parts: FinishParts, file: BegunFile, timings: readonly Timing[]): string {
  const { document, speed } = parts.request
  return `${JSON.stringify({
    document,
    speed,
    seconds: Math.round((file.samples / soundRate) * 1_000) / 1_000,
    utterances: timings.map(({ start, end, block, from, to, spoken, words }) => ({
      start,
      end,
      block,
      offset: from,
      length: to - from,
      spoken,
      words: words.map((word) => ({
        start: word.start,
        end: word.end,
        block,
        offset: word.from,
        length: word.to - word.from,
      })),
    })),
  })}\n`
}

/** @returns what can be saved, sounds first */
export async function finishJob(parts: FinishParts): Promise<ExportFile[]> {
  const { request, folder, files, plan } = parts
  const names: string[] = []
  if (request.format === 'epub') {
    const name = await writeEpub(parts)
    await folder.keepOnly([name])
    names.push(name)
  } else {
    const wished = (ending: 'srt' | 'vtt') => request.subtitles === ending || request.subtitles === 'both'
    const subtitles = request.subtitles !== 'none'
    for (const file of files) {
      parts.signal.throwIfAborted()
      names.push(file.name)
      if (!subtitles && !request.timings) continue
      const timings = await timingsOf(parts, file.file)
      const write = async (ending: string, text: string) => {
        names.push(`${stemOf(file)}.${ending}`)
        await writeFile(folder.of(`${stemOf(file)}.${ending}`), text)
      }
      const found = subtitles ? await cuesOf(parts, timings) : []
      if (wished('srt')) await write('srt', srtText(found))
      if (wished('vtt')) {
        await write('vtt', vttText(found, { language: parts.ports.text.metadata.language }))
        if (file.chapters.length > 1) {
          const end = file.samples / soundRate
          const chapters = file.chapters.map(({ chapter, start }, index) => ({
            start,
            end: file.chapters[index + 1]?.start ?? end,
            lines: [plan.chapters[chapter]?.title ?? ''],
          }))
          await write('chapters.vtt', vttText(chapters, { language: parts.ports.text.metadata.language }))
        }
      }
      if (request.timings) await write('json', timingsJson(parts, file, timings))
    }
    await folder.keepOnly(names)
  }
  const sizes = await Promise.all(names.map((name) => folder.size(name)))
  return names.map((name, index) => ({
    name,
    mime: mimeTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    bytes: sizes[index] ?? 0,
  }))
}

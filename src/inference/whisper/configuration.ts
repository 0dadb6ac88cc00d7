/** What a Whisper's `generation_config.json` says: its tokens for languages and tasks, and what it must not write. */
import { z } from 'zod'
import { AppError } from '../../rpc/failure.ts'
import type { Vocabulary } from '../sequence/vocabulary.ts'

const ids = z.array(z.int()).nullish()
const file = z.object({
  decoder_start_token_id: z.int().optional(),
  eos_token_id: z.union([z.int(), z.array(z.int())]).optional(),
  lang_to_id: z.record(z.string(), z.int()).nullish(),
  task_to_id: z.record(z.string(), z.int()).nullish(),
  no_timestamps_token_id: z.int().nullish(),
  suppress_tokens: ids,
  begin_suppress_tokens: ids,
  alignment_heads: z.array(z.tuple([z.int(), z.int()])).nullish(),
  max_length: z.int().positive().optional(),
})

export interface WhisperConfiguration {
  readonly start: number
  readonly end: number
  /** By the language's tag: `en`, `yue`. Empty for a model of English alone. */
  readonly languages: ReadonlyMap<string, number>
  readonly transcribe?: number | undefined
  readonly noTimestamps?: number | undefined
  /** What goes before: `<|startofprev|>`. */
  readonly before?: number | undefined
  readonly noSpeech?: number | undefined
  /** Never written: signs and sounds that are no words, other special tokens, times. */
  readonly never: readonly number[]
  readonly notFirst: readonly number[]
  /** Layer and head of those that follow the words. */
  readonly heads?: readonly (readonly [layer: number, head: number])[]
  readonly most: number
}

/** @throws {AppError} `damaged` for what is no such file */
export function readWhisperConfiguration(text: string, vocabulary: Vocabulary): WhisperConfiguration {
  try {
    const read = file.parse(JSON.parse(text))
    const special = (...names: readonly string[]) =>
      names.map((name) => vocabulary.special(name)).find((token) => token !== undefined)
    const start = read.decoder_start_token_id ?? special('<|startoftranscript|>')
    const eos = read.eos_token_id
    const end = (Array.isArray(eos) ? eos[0] : eos) ?? special('<|endoftext|>')
    if (start === undefined || end === undefined) throw new Error('It has no tokens for start and end.')
    // All that is no text but the end: the decoder knows them, and none is ever a word.
    const tokens = Array.from({ length: vocabulary.size }, (_, token) => token)
    const noText = tokens.filter((token) => token !== end && vocabulary.bytes(token) === undefined)
    const noTimestamps = read.no_timestamps_token_id ?? special('<|notimestamps|>')
    const times = noTimestamps === undefined ? [] : tokens.slice(noTimestamps + 1)
    const heads = read.alignment_heads
    return {
      start,
      end,
      languages: new Map(
        Object.entries(read.lang_to_id ?? {}).map(([name, token]) => [
          name.replace(/^<\|(.*)\|>$/, '$1').toLowerCase(),
          token,
        ]),
      ),
      transcribe:
        read.task_to_id?.['transcribe'] ?? (read.lang_to_id ? special('<|transcribe|>') : undefined),
      noTimestamps,
      before: special('<|startofprev|>'),
      noSpeech: special('<|nospeech|>', '<|nocaptions|>'),
      never: [...new Set([...(read.suppress_tokens ?? []), ...noText, ...times])],
      notFirst: read.begin_suppress_tokens ?? [],
      ...(heads && heads.length > 0 ? { heads } : {}),
      most: read.max_length ?? 448,
    }
  } catch (cause) {
    throw new AppError('damaged', 'The recogniser’s generation_config.json cannot be used.', {
      reason: 'recogniser-damaged',
      cause,
    })
  }
}

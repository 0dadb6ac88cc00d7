/**
 * What crosses between the app core and the engine's process: schemas only.
 *
 * All sound that crosses is mono, 16 bit, at `soundRate`, whatever the voice's own rate: one rate for the cache, the
 * player's AudioContext and Opus.
 */
import { z } from 'zod'
import { call } from '../rpc/contract.ts'
import { languageTag } from './document.ts'
import { bytesSchema, pcmSchema } from './typed-arrays.ts'

/** Samples per second of all sound between processes. */
export const soundRate = 24_000

export const voice = z.object({
  id: z.string(), // `espeak:en-us+f3`, `flite:slt`
  name: z.string(), // as a person would call it
  engine: z.enum(['espeak', 'flite']),
  language: languageTag, // the language it is for
  languages: z.array(languageTag), // all tags it serves, best first
  gender: z.enum(['female', 'male', 'neutral']).optional(),
  wordsPerMinute: z.number(), // at speed 1, measured; see docs/BENCHMARKS.md
  adjustable: z.boolean(), // pitch and range have an effect
})
export type Voice = z.infer<typeof voice>

/** When a word of the spoken text is heard. Times in seconds from the first sample; from..to in UTF-16 of `text`. */
export const wordTime = z.object({
  start: z.number(),
  end: z.number(),
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
})
export type WordTime = z.infer<typeof wordTime>

export const speechRequest = z.object({
  voice: z.string(),
  text: z.string().max(20_000), // spoken form: no markup, all characters literal
  language: languageTag.optional(), // where the voice serves several
  pitch: z.int().min(0).max(100).optional(),
  range: z.int().min(0).max(100).optional(),
})
export type SpeechRequest = z.infer<typeof speechRequest>

/** Silence at both ends is trimmed to a few milliseconds; pauses between utterances are the reader's business. */
export const speech = z.object({
  pcm: pcmSchema, // mono at soundRate
  words: z.array(wordTime), // ascending, not overlapping, one per written word of `text` at least
})
export type Speech = z.infer<typeof speech>

/** How exported sound is written. */
export const soundFormat = z.enum(['wav', 'opus'])

export const inference = {
  voices: call(z.object({}), z.array(voice)),
  speak: call(speechRequest, speech),
  /** Opens an encoder; sound written to it comes back stretched to `speed` and encoded, in pieces of a file. */
  'encoder.open': call(
    z.object({ format: soundFormat, speed: z.number().min(0.25).max(4), title: z.string().optional() }),
    z.object({ encoder: z.int() }),
  ),
  'encoder.write': call(z.object({ encoder: z.int(), pcm: pcmSchema }), z.object({ bytes: bytesSchema })),
  /** Ends the file. `head` replaces the file's first bytes (a WAV header knows its length only now); empty if nothing needs replacing. */
  'encoder.close': call(
    z.object({ encoder: z.int() }),
    z.object({ bytes: bytesSchema, head: bytesSchema, seconds: z.number() }),
  ),
  /** Memory of the engine's process in bytes, for the developer's overlay and the bench. */
  memory: call(z.object({}), z.object({ resident: z.number() })),
} as const

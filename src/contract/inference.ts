/**
 * What crosses between the app core and the engine's process: schemas only.
 *
 * All sound that crosses is mono, 16 bit, at `soundRate`, whatever the voice's own rate: one rate for the cache, the
 * player's AudioContext and Opus.
 */
import { z } from 'zod'
import { call, stream } from '../rpc/contract.ts'
import { languageTag } from './document.ts'
import { bytesSchema, pcmSchema } from './typed-arrays.ts'

/** Samples per second of all sound between processes. */
export const soundRate = 24_000

export const voice = z.object({
  id: z.string(), // `espeak:en-us+f3`, `flite:slt`, `kokoro:<folder>:af_heart`
  name: z.string(), // as a person would call it
  engine: z.enum(['espeak', 'flite', 'kokoro', 'kitten', 'piper']),
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

/** Sounds for a stretch of the text, from..to in UTF-16, in the International Phonetic Alphabet without brackets. */
export const phonemes = z.object({
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
  ipa: z.string().max(500),
})
export type Phonemes = z.infer<typeof phonemes>

export const speechRequest = z.object({
  voice: z.string(),
  text: z.string().max(20_000), // spoken form: no markup, all characters literal
  language: languageTag.optional(), // where the voice serves several
  pitch: z.int().min(0).max(100).optional(),
  range: z.int().min(0).max(100).optional(),
  /** In order, without overlaps. A voice that cannot say them says the words of the text. */
  phonemes: z.array(phonemes).max(1_000).optional(),
})
export type SpeechRequest = z.infer<typeof speechRequest>

/** Silence at both ends is trimmed to a few milliseconds; pauses between utterances are the reader's business. */
export const speech = z.object({
  pcm: pcmSchema, // mono at soundRate
  words: z.array(wordTime), // ascending, not overlapping, one per written word of `text` at least
  /** Signs of the phonemes asked for that the voice cannot say; they were left out. */
  unspoken: z.array(z.string()).optional(),
})
export type Speech = z.infer<typeof speech>

/** Speech of `text` from..to; `words` count seconds from the part's first sample, from..to in the whole text. */
export const speechPart = speech.extend({ from: z.int().nonnegative(), to: z.int().nonnegative() })
export type SpeechPart = z.infer<typeof speechPart>

/** How exported sound is written. */
export const soundFormat = z.enum(['wav', 'opus', 'mp3'])
export type SoundFormat = z.infer<typeof soundFormat>

/** So many samples that are stretched at one speed. */
export const soundRun = z.object({ samples: z.int().nonnegative(), speed: z.number().min(0.25).max(4) })
export type SoundRun = z.infer<typeof soundRun>

/** Folders that hold packs. */
const folders = z.array(z.string()).default([])

export const inference = {
  /** The embedded voices and those of packs. */
  voices: call(z.object({ folders }), z.array(voice)),
  speak: call(speechRequest.extend({ folders }), speech),
  /**
   * The same, in parts that begin to come before all of it is done: clauses for voices that are slow, else one part. The
   * parts' texts follow each other without gap or overlap; `words` count seconds from their part's first sample and from..to
   * in the whole text.
   */
  speakParts: stream(speechRequest.extend({ folders }), speechPart, { credit: 1 }),
  /** How words are said, in the International Phonetic Alphabet; empty where nothing would be. */
  phonemes: call(
    z.object({ language: languageTag, words: z.array(z.string().max(200)).max(5_000) }),
    z.object({ ipa: z.array(z.string()) }),
  ),
  /** Opens a segment of a sound file; sound written to it comes back stretched to `speed` and encoded, in pieces. */
  'encoder.open': call(
    z.object({
      format: soundFormat,
      speed: z.number().min(0.25).max(4),
      /** What of the file lies before the segment; nothing, if absent. */
      start: z
        .object({
          samples: z.int().nonnegative(),
          pages: z.int().nonnegative(),
          serial: z.int().nonnegative(),
        })
        .optional(),
    }),
    z.object({ encoder: z.int() }),
  ),
  /** Without `runs` all of it is at the segment's speed; they say, in order, of how many samples each speed holds. */
  'encoder.write': call(
    z.object({ encoder: z.int(), pcm: pcmSchema, runs: z.array(soundRun).optional() }),
    z.object({ bytes: bytesSchema }),
  ),
  /** Ends the segment at a whole frame. `samples` and `pages` are what it adds to the file, `lastPage` is in bytes. */
  'encoder.close': call(
    z.object({ encoder: z.int() }),
    z.object({ bytes: bytesSchema, samples: z.int(), pages: z.int(), lastPage: z.int() }),
  ),
  /**
   * A stretch of a recorded sound that lies in a file, `size` bytes from `at` on: MP3, Opus in Ogg or WAV. To the sound's
   * end where `end` is absent. `bad-input` for one behind it, `unsupported-format` for other kinds.
   */
  'sound.clip': call(
    z.object({
      file: z.string(),
      at: z.int().nonnegative(),
      size: z.int().nonnegative(),
      start: z.number().nonnegative(), // seconds
      end: z.number().nonnegative().optional(),
    }),
    z.object({ pcm: pcmSchema }),
  ),
  /** Memory of the engine's process in bytes, for the developer's overlay and the bench. */
  memory: call(z.object({}), z.object({ resident: z.number() })),
} as const

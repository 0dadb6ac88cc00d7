/**
 * What crosses between the app core and the process that hears: schemas only. All sound is mono, 16 bit, at
 * `hearingRate`; streams are numbered, live in that process, and are gone when it ends.
 */
import { z } from 'zod'
import { call } from '../rpc/contract.ts'
import { languageTag } from './document.ts'
import { hypothesis, recogniser } from './hearing.ts'
import { bytesSchema, pcmSchema } from './typed-arrays.ts'

/** A word or phrase that is likely to be said. `boost` in nats a piece; see inference/zipformer. */
export const hotWord = z.object({
  text: z.string().min(1).max(200),
  boost: z.number().min(0).max(10).optional(),
})
export type HotWord = z.infer<typeof hotWord>

/** A word of a grammar that the recogniser's own dictionary may lack, with its sounds (IPA, without brackets). */
export const pronounced = z.object({ written: z.string().max(100), ipa: z.string().max(200) })
export type Pronounced = z.infer<typeof pronounced>

export const grammarHypothesis = hypothesis.extend({
  /**
   * Logarithm of the likelihood ratio of the grammar to a loop of any sounds, per frame of 10 ms: near 0 where the
   * grammar fits, far below where something else was said (research/VOICE-LAB.md section 3d).
   */
  ratio: z.number(),
})
export type GrammarHypothesis = z.infer<typeof grammarHypothesis>

const stream = z.int().nonnegative()

export const ear = {
  /** All recognisers there could be, those that need a pack or a package included. `folders` hold packs. */
  recognisers: call(z.object({ folders: z.array(z.string()) }), z.array(recogniser)),

  'activity.open': call(z.object({}), z.object({ stream })),
  /** One probability of speech for each whole frame of `hearingFrame` samples; what is left over is kept for the next call. */
  'activity.hear': call(
    z.object({ stream, pcm: pcmSchema }),
    z.object({ probabilities: z.array(z.number()) }),
  ),
  'activity.close': call(z.object({ stream }), z.object({})),

  /**
   * Begins an utterance. @throws `not-found` for an unknown recogniser, `damaged` for files that cannot be used.
   */
  'recogniser.open': call(
    z.object({
      recogniser: z.string(),
      folders: z.array(z.string()),
      language: languageTag,
      hotWords: z.array(hotWord).max(5_000).default([]),
      alternatives: z.int().min(0).max(10).default(0),
    }),
    z.object({ stream }),
  ),
  /** The hypothesis so far; null from recognisers that only know it at the end. */
  'recogniser.hear': call(
    z.object({ stream, pcm: pcmSchema }),
    z.object({ hypothesis: hypothesis.nullable() }),
  ),
  /**
   * What it would be if the utterance ended here, without ending it. Later sound may follow.
   */
  'recogniser.peek': call(z.object({ stream }), z.object({ hypothesis })),
  /** Ends the utterance and the stream; best first, at least one. */
  'recogniser.end': call(z.object({ stream }), z.object({ hypotheses: z.array(hypothesis).min(1) })),
  'recogniser.close': call(z.object({ stream }), z.object({})),

  /** Compiles a JSGF grammar under a name, replacing the one of that name. @returns words that cannot be said in it */
  'grammar.set': call(
    z.object({
      grammar: z.string(),
      language: languageTag,
      jsgf: z.string().max(2_000_000),
      words: z.array(pronounced).max(20_000).default([]),
    }),
    z.object({ unknown: z.array(z.string()) }),
  ),
  /** A whole utterance, cut by voice activity. The text is empty where nothing in the grammar fits at all. */
  'grammar.decode': call(
    z.object({ grammar: z.string(), pcm: pcmSchema }),
    z.object({ hypothesis: grammarHypothesis }),
  ),
  /** Which sounds were said, as the phone loop hears them; for the wake phrase's set-up. IPA. */
  'grammar.sounds': call(z.object({ language: languageTag, pcm: pcmSchema }), z.object({ ipa: z.string() })),

  /**
   * A single letter or digit, cut by voice activity, by the network for letters in one of `folders`: likeliest first.
   * @throws `not-found` where there is none
   */
  'spelling.decode': call(
    z.object({ folders: z.array(z.string()), pcm: pcmSchema, most: z.int().min(1).max(36).optional() }),
    z.object({ letters: z.array(z.object({ text: z.string(), probability: z.number() })) }),
  ),

  /**
   * Whether a turn that rests is complete, 0 to 1, by the detector in one of `folders`; of long sound the last 8 seconds.
   * @throws `not-found` where there is none for the language
   */
  'turn.decide': call(
    z.object({ folders: z.array(z.string()), language: languageTag, pcm: pcmSchema }),
    z.object({ complete: z.number().min(0).max(1) }),
  ),

  /** Sound from a file's bytes (WAV, FLAC, MP3, Ogg and WebM Opus), made ready for the calls above. */
  /** `cutOff`: it ends before it says it does. */
  'sound.open': call(
    z.object({ bytes: bytesSchema }),
    z.object({ stream, seconds: z.number(), cutOff: z.boolean() }),
  ),
  'sound.read': call(
    z.object({ stream, samples: z.int().min(1).max(960_000) }),
    z.object({ pcm: pcmSchema, ended: z.boolean() }),
  ),
  'sound.close': call(z.object({ stream }), z.object({})),

  /** Memory of the process in bytes. */
  memory: call(z.object({}), z.object({ resident: z.number() })),
} as const

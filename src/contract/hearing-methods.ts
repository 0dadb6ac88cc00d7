/** The part of the app contract that hears: sessions at the microphone, and files. */
import { z } from 'zod'
import { call, stream } from '../rpc/contract.ts'
import { languageTag } from './document.ts'
import {
  commandLanguage,
  endpointPreset,
  heardCommand,
  hearingContext,
  hearingEvent,
  hearingMode,
  hearingWay,
  hypothesis,
  recogniser,
} from './hearing.ts'
import { bytesSchema, pcmSchema } from './typed-arrays.ts'

const nothing = z.object({})
const session = z.int().nonnegative()
const events = z.object({ events: z.array(hearingEvent) })

export const hearingMethods = {
  /** Those of the settings' folders of packs, or of others, and the system's. */
  'hearing.recognisers': call(z.object({ folders: z.array(z.string()).optional() }), z.array(recogniser)),
  /** Loads a recogniser, from `folders` or those of the settings. @throws `not-found`, `damaged` for one that cannot be used */
  'hearing.tryRecogniser': call(
    z.object({ recogniser: z.string(), folders: z.array(z.string()).default([]), language: languageTag }),
    nothing,
  ),
  /** Begins to listen: one session for each open microphone. Endpointing, recogniser and wake phrase are settings. */
  'hearing.open': call(
    z.object({
      mode: hearingMode,
      way: hearingWay,
      language: languageTag,
      context: hearingContext.optional(),
      /** The draft that is dictated into, for the history. */
      draft: z.int().optional(),
    }),
    /** `wordless`: nothing is installed that could write words; dictation hears letters, numbers, marks and commands. */
    z.object({ session, wordless: z.boolean().optional() }),
  ),
  /** Sound of the microphone at `hearingRate`, in order; whole frames are best. Answers what has happened by now. */
  'hearing.hear': call(z.object({ session, pcm: pcmSchema }), events),
  /** Changes what speech is for, or what is on screen, without losing what is being said. */
  'hearing.change': call(
    z.object({
      session,
      mode: hearingMode.optional(),
      way: hearingWay.optional(),
      context: hearingContext.optional(),
      draft: z.int().optional(),
    }),
    z.object({ wordless: z.boolean().optional() }), // as in `hearing.open`
  ),
  /** Takes the utterance for ended, as when the key is let go, and answers with what it was. */
  'hearing.flush': call(z.object({ session }), events),
  /**
   * Ends the session. What is being said is told to nobody (`hearing.flush` first does that); what is being dictated goes
   * into the history.
   */
  'hearing.close': call(z.object({ session }), nothing),

  /** Understands a command that was typed or transcribed. */
  'hearing.understand': call(
    z.object({ text: z.string().max(2_000), language: commandLanguage, context: hearingContext.optional() }),
    heardCommand,
  ),
  /** One or more spoken commands from a recording; each utterance apart. */
  'hearing.understandFile': call(
    z.object({ bytes: bytesSchema, language: commandLanguage, context: hearingContext.optional() }),
    z.object({ commands: z.array(heardCommand) }),
  ),
  /** Transcribes a recording, utterance by utterance as they come. */
  'hearing.transcribe': stream(
    z.object({
      bytes: bytesSchema,
      recogniser: z.string().optional(), // the best that is ready for the language, if absent
      language: languageTag.optional(), // English, if absent
      hotWords: z.array(z.string().min(1).max(200)).max(5_000).default([]),
      folders: z.array(z.string()).default([]), // packs, before those of the settings
      endpointing: endpointPreset.optional(),
      alternatives: z.int().min(0).max(10).default(0),
    }),
    z.object({
      start: z.number(), // seconds of the recording
      end: z.number(),
      text: z.string(), // tidied: punctuation, capitals, numbers
      hypothesis, // as recognised; word times count from `start`
      alternatives: z.array(hypothesis),
      recogniser: z.string(),
    }),
    { credit: 2 },
  ),
  /** Seconds of a recording. One that does not say so is decoded for it. */
  'hearing.soundLength': call(
    z.object({ bytes: bytesSchema }),
    z.object({ seconds: z.number(), cutOff: z.boolean() }), // `cutOff`: it ends before it says it does
  ),
  /** What can be said now, by group: a few phrases for each command, as words. */
  'hearing.phrases': call(
    z.object({ language: commandLanguage, context: hearingContext.optional() }),
    z.array(z.object({ command: z.string(), phrases: z.array(z.string()) })),
  ),
  /**
   * How well a phrase would do as wake phrase: what it sounds like by accident (commands, common words), and whether
   * recordings of the user saying it were heard.
   */
  'hearing.tryWake': call(
    z.object({
      phrase: z.string().min(1).max(60),
      language: commandLanguage,
      recordings: z.array(pcmSchema).max(5).default([]),
    }),
    z.object({
      problem: z.enum(['short', 'common', 'unknown']).optional(),
      like: z.array(z.string()), // sound-alikes
      heard: z.array(z.boolean()), // for each recording, by the written phrase and the sounds of the others
      sounds: z.array(z.string()), // how each recording sounds, IPA; empty where nothing was said. For `wakeSounds`
    }),
  ),
} as const

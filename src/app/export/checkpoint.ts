/** Where an export goes on: what of its files counts. All else in its folder is cut off or written anew. */
import { z } from 'zod'

const begunFile = z.object({
  /** Index in the plan. */
  file: z.int(),
  name: z.string(),
  bytes: z.number(),
  samples: z.number(), // at soundRate
  pages: z.number(),
  lastPage: z.number(),
  serial: z.number(),
  room: z.number(), // of the head
  headBytes: z.number(),
  chapters: z.array(z.object({ chapter: z.int(), start: z.number() })), // those that are heard, in seconds of the file
  finished: z.boolean(),
})
export type BegunFile = z.infer<typeof begunFile>

const checkpoint = z.object({
  plan: z.string(),
  /** The segment to make next. */
  segment: z.int(),
  /** Bytes of the list of timings. */
  timings: z.number(),
  /** Seconds of speech so far, as at speed 1, and seconds of sound in the files. */
  spoken: z.number(),
  seconds: z.number(),
  files: z.array(begunFile),
})
export type Checkpoint = z.infer<typeof checkpoint>

/** @returns the beginning, if there is none or it is of another plan */
export function checkpointOf(stored: unknown, plan: string): Checkpoint {
  const parsed = checkpoint.safeParse(stored)
  if (parsed.success && parsed.data.plan === plan) return parsed.data
  return { plan, segment: 0, timings: 0, spoken: 0, seconds: 0, files: [] }
}

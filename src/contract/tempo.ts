/** How fast each stretch of an utterance's sound is heard: words at the speed, pauses by the preset, hard spans slower. */
import { z } from 'zod'

/** `tone`: an earcon, never stretched. The last three are the hard spans that may be read slower. */
export const tempoKind = z.enum(['pause', 'tone', 'number', 'quotation', 'foreign'])
export type TempoKind = z.infer<typeof tempoKind>

/**
 * A stretch of an utterance's sound, in seconds of its `pcm`. In order, never overlapping; what lies between them is
 * ordinary speech. A pause and a tone are nothing else; the others may coincide (a number in a quotation).
 */
export const tempoSpan = z.object({
  from: z.number().nonnegative(),
  to: z.number().nonnegative(),
  what: z.array(tempoKind).min(1),
})
export type TempoSpan = z.infer<typeof tempoSpan>

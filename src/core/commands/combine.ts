/**
 * Two opinions on one utterance made one decision: what the grammar heard, and what the transcript says.
 *
 * A false command is worse than one that has to be said again. The grammar hears a command in everything, so its
 * likelihood ratio decides; a transcript may hold anything, so what it is understood to mean decides.
 */
import { commands, isCommandId } from '../../contract/commands.ts'
import type { HeardCommand, Hypothesis } from '../../contract/hearing.ts'
import type { Place } from './grammar.ts'
import { orders, tokensOf } from './tokens.ts'
import { understandText } from './understand.ts'

export interface Opinions {
  readonly grammar?: { readonly text: string; readonly ratio: number; readonly confidence: number }
  readonly transcript?: Pick<Hypothesis, 'text' | 'confidence'> & {
    readonly alternatives?: readonly Hypothesis[]
  }
}
export interface Verdict {
  readonly decision: 'do' | 'ask' | 'reject'
  readonly heard: HeardCommand
}

/**
 * Log likelihood ratios per frame of the grammar against any sounds: above `do` a command is carried out, above `sure`
 * one of a word or one that changes something, above `ask` it is asked for.
 *
 * `ask` is operating point 3 of research/VOICE-LAB.md, section 3d; the others are stricter than its −9.6 and −4.8, since
 * a stray word that is done costs more than a command that is asked about. Measured in November 2026, at those and now:
 * of 69 recordings of words that are no command 9 and 2 were done with Pocket English, 16 and 5 without; of 344 clean
 * commands of two Flite voices 331 and 330, 330 and 322; at 20 dB over pink noise 287 and 277, 268 and 252, with 13 and
 * 11, 34 and 24 taken for another.
 */
export const ratios = {
  do: -7,
  sure: -3.5,
  ask: -14,
  /** What agreement of the transcript with the grammar is worth, and what its contradiction costs. */
  agreement: 6,
  contradiction: 5,
  /** Above, the grammar is believed although the transcript is another command, word for word. */
  clear: 0,
  /** Below, nothing is done against a transcript, however little that is worth. */
  against: -3,
  /** Below, a transcript that is a command word for word is believed rather than another grammar. */
  weak: -2,
} as const

/**
 * A transcript's own confidence, as its recogniser gives it. Measured on 90 commands of a Flite voice (November 2026):
 * of 13 that were not done, 8 had a right grammar (-1.2 to 17) against a wrong transcript of 0.03 to 0.48.
 */
const transcripts = {
  /** Below, a transcript alone is asked about at most. */
  least: 0.25,
  /** Below, it agrees by chance: both expect the same phrases. */
  agreeing: 0.2,
  /** From here, two words or more that are a command word for word are asked about rather than the grammar's. */
  phrase: 0.18,
  /** From here, a command word for word counts against a grammar that is not clear. */
  exact: 0.4,
  /** Below, a grammar that is sure wins over it. */
  doubted: 0.6,
} as const

/** Confidence of understanding, 0 to 1, from which a transcript alone is carried out, or asked for. */
export const understandings = {
  do: 0.75,
  /** For one word, and for what changes something. */
  sure: 0.85,
  ask: 0.55,
} as const

/** Confidence of understanding that only a phrase word for word reaches. */
const wordForWord = 0.9

const nothing = (heard: string): HeardCommand => ({
  command: null,
  arguments: {},
  confidence: 0,
  heard,
  alternatives: [],
})
const risks = new Map<string, string>(commands.map(({ id, risk }) => [id, risk]))

/** Without politeness: “can you slower” is one word, and noise before it. */
const words = ({ heard }: HeardCommand, { language }: Place): number =>
  Math.min(...orders(tokensOf(heard, language), language).map(({ length }) => length))

/** Whether a command needs more certainty: said in a word, or changing what is kept. */
function needsMore(heard: HeardCommand, place: Place): boolean {
  const risk = risks.get(heard.command ?? '')
  if (heard.command === 'stop') return false // it must always work, and harms nothing
  return risk === 'changes' || risk === 'outside' || words(heard, place) < 2
}

/** What a transcript is understood to mean: the best of its hypotheses, at the price of being a later one. */
function fromTranscript(
  { text, alternatives = [] }: NonNullable<Opinions['transcript']>,
  place: Place,
): HeardCommand {
  let best = understandText(text, options(place))
  for (const [rank, { text: other }] of alternatives.slice(0, 4).entries()) {
    if (best.command !== null && best.confidence > 0.9) break
    const heard = understandText(other, options(place))
    const worth = heard.confidence - 0.08 * (rank + 1)
    if (heard.command !== null && worth > (best.command === null ? understandings.ask : best.confidence)) {
      best = { ...heard, confidence: worth }
    }
  }
  return looseAnswer(best, place) ? { ...best, confidence: Math.min(best.confidence, 0.6) } : best
}

/** “do it”, which “undo” is easily taken for: an answer that does not begin with yes or no. */
function looseAnswer({ command, heard }: HeardCommand, { language }: Place): boolean {
  if (command !== 'yes' && command !== 'no') return false
  return !/^(?:yes|yeah|yep|no|nope|ja|jawohl|nein|nee|oui|non|ok|okay)$/.test(
    tokensOf(heard, language)[0]?.word ?? '',
  )
}

const options = ({ language, context }: Place) => ({ language, ...(context && { context }) })

const same = (a: HeardCommand, b: HeardCommand): boolean =>
  a.command !== null && a.command === b.command && JSON.stringify(a.arguments) === JSON.stringify(b.arguments)

export function combine({ grammar, transcript }: Opinions, place: Place): Verdict {
  const written = transcript && transcript.text.trim() !== '' ? fromTranscript(transcript, place) : undefined
  const spoken =
    grammar && grammar.text.trim() !== '' ? understandText(grammar.text, options(place)) : undefined
  const verdict = judge(
    written,
    spoken?.command ? spoken : undefined,
    grammar?.ratio ?? ratios.ask,
    transcript?.confidence ?? 0,
    place,
  )
  const { decision, heard } = possible(verdict, place)
  // Of what is no command, the certainty of its words: whether they are worth telling.
  return {
    decision,
    heard: heard.command === null ? { ...heard, confidence: transcript?.confidence ?? 0 } : heard,
  }
}

/** Commands of a later part of the app, and those that cannot be given now, are heard but not done. */
function possible({ decision, heard }: Verdict, { context }: Place): Verdict {
  const known = heard.command !== null && isCommandId(heard.command)
  const now = known && (!context?.commands || context.commands.includes(heard.command ?? ''))
  return { decision: known && now ? decision : 'reject', heard }
}

function judge(
  written: HeardCommand | undefined,
  spoken: HeardCommand | undefined,
  ratio: number,
  trust: number,
  place: Place,
): Verdict {
  if (written && spoken) {
    if (same(written, spoken)) {
      const agreement =
        trust < transcripts.agreeing ? 0 : ratios.agreement * Math.min(1, trust / transcripts.doubted)
      return byRatio(both(written, spoken), ratio + agreement, place)
    }
    if (written.command !== null && written.confidence >= wordForWord && trust < transcripts.doubted) {
      if (ratio > ratios.clear) return byRatio(merged(spoken, written), ratio, place)
      const alone = byUnderstanding(merged(written, spoken), place)
      if (ratio < ratios.weak && trust >= transcripts.exact) return alone
      if (ratio < ratios.weak && trust >= transcripts.phrase && words(written, place) > 1) {
        return { ...alone, decision: 'ask' }
      }
      return contradicted(merged(spoken, written), ratio, place)
    }
    if (trust < transcripts.doubted) return contradicted(merged(spoken, written), ratio, place)
    if (written.command !== null) {
      const alone = byUnderstanding(written, place)
      // the grammar fits better than the transcript is understood: neither is sure
      if (alone.decision === 'do' && (ratio < ratios.sure || written.confidence > 0.9)) return alone
      const heard = merged(written, spoken)
      return {
        decision:
          alone.decision === 'reject'
            ? byRatio(spoken, ratio - ratios.contradiction * trust, place).decision
            : 'ask',
        heard,
      }
    }
    // the transcript says something that is no command: free speech, or misheard beyond recognition
    const verdict = byRatio(merged(spoken, written), ratio - ratios.contradiction * trust, place)
    // What was said is what the transcript has; the grammar's nearest phrase nobody need have said.
    return verdict.decision === 'reject' ? { ...verdict, heard: merged(written, verdict.heard) } : verdict
  }
  if (spoken) return byRatio(spoken, ratio, place)
  if (written) {
    const verdict = byUnderstanding(written, place)
    return trust < transcripts.least && verdict.decision === 'do' ? { ...verdict, decision: 'ask' } : verdict
  }
  return { decision: 'reject', heard: nothing('') }
}

/** What the grammar heard against a doubted transcript: done only where it fits better than most of what is right does. */
function contradicted(heard: HeardCommand, ratio: number, place: Place): Verdict {
  const verdict = byRatio(heard, ratio, place)
  return verdict.decision === 'do' && ratio < ratios.against ? { ...verdict, decision: 'ask' } : verdict
}

function byRatio(heard: HeardCommand, ratio: number, place: Place): Verdict {
  const confidence =
    Math.round(Math.min(heard.confidence, 1 / (1 + Math.exp(-(ratio - ratios.do) / 2))) * 1000) / 1000
  const least = needsMore(heard, place) ? ratios.sure : ratios.do
  if (ratio > least) return { decision: 'do', heard: { ...heard, confidence: Math.max(confidence, 0.5) } }
  return { decision: ratio > ratios.ask ? 'ask' : 'reject', heard: { ...heard, confidence } }
}

function byUnderstanding(heard: HeardCommand, place: Place): Verdict {
  if (heard.command === null) return { decision: 'reject', heard }
  const least = needsMore(heard, place) ? understandings.sure : understandings.do
  if (heard.confidence >= least) return { decision: 'do', heard }
  return { decision: heard.confidence >= understandings.ask ? 'ask' : 'reject', heard }
}

/** The transcript's words, which are what was said; the surer of the two. */
const both = (written: HeardCommand, spoken: HeardCommand): HeardCommand => ({
  ...written,
  confidence: Math.max(written.confidence, spoken.confidence),
})

/** The first with the second as an alternative. */
function merged(first: HeardCommand, second: HeardCommand): HeardCommand {
  if (second.command === null) return first
  const { command, arguments: given, confidence } = second
  return { ...first, alternatives: [{ command, arguments: given, confidence }, ...first.alternatives] }
}

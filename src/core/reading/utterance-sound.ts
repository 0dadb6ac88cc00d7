/** One sound from the parts of an utterance: with its tone before it, the times of its written words, and its tempo. */
import { type Block, blockText } from '../../contract/document.ts'
import { type Speech, soundRate, type WordTime } from '../../contract/inference.ts'
import type { TempoSpan } from '../../contract/tempo.ts'
import { type Earcon, earcon } from '../../sound/earcons.ts'
import { frameLevels, speechLevel } from '../../sound/loudness.ts'
import { baseLanguage } from './languages.ts'
import type { SpokenPart } from './parts.ts'
import { quotations, type TextRange } from './quotations.ts'
import { type Pause, pausesIn } from './silence.ts'
import { tempoSpans } from './tempo-spans.ts'
import { writtenWordTimes } from './written-words.ts'

export interface SaidPart {
  readonly part: SpokenPart
  readonly speech: Speech
}

export interface UtteranceSound {
  readonly pcm: Int16Array
  readonly words: WordTime[]
  readonly tempo: TempoSpan[]
}

export interface SoundOf {
  readonly block: Block
  /** The block's text as it is heard (`Layout.heard`). */
  readonly heard: string
  /** The document's. */
  readonly language: string
  readonly said: readonly SaidPart[]
  /** Heard before the words. */
  readonly earcon?: Earcon | undefined
}

/** Silence between two languages of one sentence, in seconds. */
const betweenParts = 0.04

export function utteranceSound({ block, heard, language, said, earcon: kind }: SoundOf): UtteranceSound {
  const gap = Math.round(betweenParts * soundRate)
  const total = said.reduce((sum, { speech }) => sum + speech.pcm.length, gap * (said.length - 1))
  const tone = kind && earcon(kind, speechLevel(frameLevels(said[0]!.speech.pcm)))
  const single = said.length === 1 && !tone ? said[0]!.speech.pcm : undefined
  const pcm = single ?? new Int16Array((tone?.length ?? 0) + total)
  const words: WordTime[] = []
  const pauses: Pause[] = []
  const foreign: { from: number; to: number }[] = []
  if (tone) pcm.set(tone)
  let at = tone?.length ?? 0
  for (const { part, speech } of said) {
    if (!single) pcm.set(speech.pcm, at)
    const offset = at / soundRate
    const end = offset + speech.pcm.length / soundRate
    for (const word of writtenWordTimes(heard, part, speech.words, speech.pcm.length / soundRate))
      words.push({ ...word, start: word.start + offset, end: word.end + offset })
    for (const { from, to } of pausesOf(speech, part.spoken))
      pauses.push({ from: from + offset, to: to + offset })
    if (baseLanguage(part.language) !== baseLanguage(language)) foreign.push({ from: offset, to: end })
    at += speech.pcm.length + gap
  }
  const tempo = tempoSpans({ text: heard, words, quotations: quotationsOf(block), foreign, pauses })
  return {
    pcm,
    words,
    tempo: tone ? [{ from: 0, to: tone.length / soundRate, what: ['tone'] }, ...tempo] : tempo,
  }
}

/** Kept as long as the sound is: what is in the cache of speech is looked at once. */
const knownPauses = new WeakMap<Speech, readonly Pause[]>()
function pausesOf(speech: Speech, spoken: string): readonly Pause[] {
  const known = knownPauses.get(speech)
  if (known) return known
  const found = pausesIn(speech.pcm, speech.words, spoken)
  knownPauses.set(speech, found)
  return found
}

const knownQuotations = new WeakMap<Block, readonly TextRange[]>()
function quotationsOf(block: Block): readonly TextRange[] {
  const known = knownQuotations.get(block)
  if (known) return known
  const text = blockText(block)
  const found = block.kind === 'quote' ? [{ from: 0, to: text.length }] : quotations(text)
  knownQuotations.set(block, found)
  return found
}

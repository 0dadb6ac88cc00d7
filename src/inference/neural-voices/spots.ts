/**
 * A text as the sequence of what is said: sounds in IPA, the spaces between words, and the marks that a neural voice
 * reads as pauses and melody. Sounds come from eSpeak NG, with the time that eSpeak itself would give them.
 */
import type { Phonemes } from '../../contract/inference.ts'
import { type EspeakModule, espeakRate, type Said } from '../espeak-module.ts'
import { within } from '../espeak-phonemes.ts'
import { escapeMarkup } from '../espeak-text.ts'
import { transcription } from '../ipa.ts'

export type Spot =
  /** `ipa`: one sound, led by its stress mark; `word`: counts the words as they are said; `at`: UTF-16 in the whole text. */
  | {
      readonly kind: 'sound'
      readonly ipa: string
      readonly at: number
      readonly word: number
      readonly seconds: number
    }
  | { readonly kind: 'mark'; readonly sign: string; readonly seconds: number }
  | { readonly kind: 'space'; readonly seconds: number }

export interface SpotsOf {
  readonly text: string
  /** Offset of `text` in the whole text. */
  readonly from: number
  /** eSpeak's identifier of the language. */
  readonly language: string
  /** Of the whole text; those that lie within `text` are said instead of its words. */
  readonly phonemes: readonly Phonemes[] | undefined
  /** True for sounds that the voice has. */
  readonly has: (sound: string) => boolean
}

export interface Spots {
  readonly spots: readonly Spot[]
  /** Signs of the phonemes asked for that the voice cannot say. */
  readonly unspoken: readonly string[]
}

/** How long a sound takes of which only the name is known: about the mean of English at 175 words a minute. In seconds. */
const usualSound = 0.075
/** Words a minute. */
const rate = 175
const markSeconds: Readonly<Record<string, number>> = {
  ',': 0.15,
  ';': 0.2,
  ':': 0.2,
  '—': 0.2,
  '.': 0.3,
  '!': 0.3,
  '?': 0.3,
  '…': 0.3,
}
/**
 * Marks that always part what is said. A period, comma or colon does so before a space or the end only: not in "3.5"; and
 * a period not before a small letter, where it ends an abbreviation.
 */
const mark =
  /[;!?¡¿…"“”«»„()[\]{}]|\s[–—-](?=\s)|—|[.,:](?=["'”’»)\]]*(?:\s|$))(?!\s+\p{Ll}(?<=\.\s+\p{Ll}))|[、。，！？；：]/gu
/** What neural voices know of them. */
const known: Readonly<Record<string, string>> = {
  '–': '—', '-': '—', '„': '“', '[': '(', ']': ')', '{': '(', '}': ')', '、': ',', '，': ',', '。': '.', '！': '!', '？': '?', '；': ';', '：': ':',
} // prettier-ignore

class Builder {
  readonly spots: Spot[] = []
  #word = -1
  #spaced = true

  space(): void {
    if (!this.#spaced) this.spots.push({ kind: 'space', seconds: 0 })
    this.#spaced = true
  }

  mark(sign: string): void {
    const plain = known[sign] ?? sign
    if (this.spots.at(-1)?.kind === 'space') this.spots.pop()
    this.spots.push({ kind: 'mark', sign: plain, seconds: markSeconds[plain] ?? 0 })
    this.#spaced = false
  }

  word(): void {
    this.space()
    this.#word++
  }

  sound(ipa: string, at: number, seconds: number): void {
    this.spots.push({ kind: 'sound', ipa, at, word: this.#word, seconds })
    this.#spaced = false
  }
}

function sayRun(builder: Builder, module: EspeakModule, text: string, from: number): void {
  const { markup, origin } = escapeMarkup(text, from)
  const events = module.said(markup)
  let at = from
  let begun = false
  for (const [index, event] of events.entries()) {
    if (event.kind === 'word') {
      at = origin[Math.min(event.point, origin.length - 1)] ?? at
      begun = false
    } else if (event.kind === 'sound' && !/^\([a-z-]+\)$/.test(event.name)) {
      // eSpeak names the language that a foreign word is said in; that is no sound.
      if (!begun) builder.word()
      begun = true
      const after: Said | undefined = events[index + 1]
      const seconds = ((after?.sample ?? event.sample + espeakRate * usualSound) - event.sample) / espeakRate
      builder.sound(event.name, at, seconds)
    }
  }
}

/** What stands in `text` from..to as it is written: runs of words, and the marks between them. */
function sayWritten(
  builder: Builder,
  module: EspeakModule,
  request: SpotsOf,
  from: number,
  to: number,
): void {
  const written = request.text.slice(from, to)
  const run = (begin: number, end: number): void => {
    const words = written.slice(begin, end)
    if (/[\p{L}\p{N}\p{S}]/u.test(words)) sayRun(builder, module, words, request.from + from + begin)
    if (/\s$/.test(words)) builder.space()
  }
  let at = 0
  for (const match of written.matchAll(mark)) {
    run(at, match.index)
    builder.mark(match[0].trim())
    at = match.index + match[0].length
  }
  run(at, written.length)
}

/** @param request in a language that eSpeak has */
export function spotsOf(module: EspeakModule, request: SpotsOf): Spots {
  const { text, from } = request
  const builder = new Builder()
  const unspoken = new Set<string>()
  module.setVoice(request.language)
  module.setRate(rate)
  let at = 0
  for (const told of within(request.phonemes, from, text.length)) {
    if (told.from - from < at || told.to <= told.from) continue
    const { words, unknown } = transcription(told.ipa, request.has)
    for (const sign of unknown) unspoken.add(sign)
    if (words.length === 0) continue // said as it is written
    sayWritten(builder, module, request, at, told.from - from)
    for (const sounds of words) {
      builder.word()
      for (const { name, stress } of sounds)
        builder.sound((['', 'ˈ', 'ˌ'][stress] ?? '') + name, told.from, usualSound)
    }
    at = told.to - from
  }
  sayWritten(builder, module, request, at, text.length)
  while (builder.spots.at(-1)?.kind === 'space') builder.spots.pop()
  return { spots: builder.spots, unspoken: [...unspoken] }
}

/**
 * How much a sentence says about its chapter, from several kinds of evidence that are simply added up, as Edmundson
 * (1969, "New methods in automatic extracting") did: what it has in common with the other sentences, what it shares
 * with headings, captions and the title, where it stands, words that announce what matters, names and numbers.
 */
import { baseLanguage } from '../languages.ts'
import { centrality, type Vector } from './centrality.ts'
import type { Passage } from './passages.ts'

export interface Evidence {
  readonly centrality: number
  readonly titles: number
  readonly opening: number
  readonly closing: number
  readonly leading: number
  readonly cue: number
  readonly facts: number
  /** Sections that say what the others are about: introduction, summary, conclusion. */
  readonly summing: number
  /** How far openings and closings reach, as a share of the chapter's sentences. */
  readonly reach: number
  /** Relevance grows with the words of a sentence to this power. */
  readonly length: number
}

/** Chosen by `npm run bench -- gist` on the half of the documents that is not reported. */
export const evidence: Evidence = {
  centrality: 0.7,
  titles: 0.2,
  opening: 2,
  closing: 0.4,
  leading: 0.1,
  cue: 0.1,
  facts: 0.1,
  summing: 2,
  reach: 0.06,
  length: 0.7,
}

const cues: Readonly<Record<string, RegExp>> = {
  en: /\b(?:in this (?:paper|article|chapter|work|study|book|vignette|section)|this (?:paper|article|chapter|work|study|book|vignette) |we (?:present|propose|show|introduce|describe|find|found|demonstrate|argue|conclude|develop|discuss|suggest|have shown|report)|(?:our|the) (?:main|key|central|principal|primary|results?|findings?|contribution|conclusion|aim|goal|purpose)|in (?:summary|conclusion|short|sum|brief)|to (?:summari[sz]e|conclude|sum up)|(?:results?|data|findings|evidence) (?:show|indicate|suggest|demonstrate)|most important|importantly|significant(?:ly)?|it is (?:important|essential|crucial)|is (?:called|known as|defined as)|the (?:problem|reason|point|question|idea) is|allows? (?:the )?users? to|provides?|implements?)\b/giu,
  de: /(?<!\p{L})(?:in diese[rm] (?:arbeit|artikel|kapitel|aufsatz|beitrag|abschnitt|buch|studie)|diese[rs]? (?:arbeit|artikel|kapitel|beitrag|aufsatz|studie) |wir (?:zeigen|stellen|schlagen|beschreiben|untersuchen|finden|fanden|entwickeln|haben gezeigt)|(?:das|unser|die|unsere) (?:wichtigste[ns]?|zentrale[ns]?|ergebnisse?|ziel|schluss|hauptsache|kern)|zusammenfassend|kurz gesagt|insgesamt|im ergebnis|schließlich zeigt|es zeigt sich|besonders wichtig|entscheidend|wesentlich|grundlegend|bedeutet|bezeichnet man|heißt|nennt man|versteht man|dient dazu|ermöglicht|der grund|das problem)(?!\p{L})/giu,
}
/** Headings of sections that sum up, and of those that only support. */
const summing =
  /^[\d.\s:IVX]*(?:introduction|overview|summary|conclu(?:sions?|ding remarks)|discussion|outlook|einleitung|einführung|überblick|zusammenfassung|fazit|schluss(?:folgerung(?:en)?|wort|betrachtung)?|ausblick|diskussion|resümee)(?!\p{L})/iu
const supporting =
  /^[\d.\s:IVX]*(?:acknowledge?ments?|references|bibliography|appendix|computational details|session info(?:rmation)?|software used|notation|danksagung|literatur(?:verzeichnis)?|quellen|anhang|verzeichnis)(?!\p{L})/iu
const numbers = /\d[\d.,]*/g
const midName = /(?<=[\p{Ll},;:]\s)\p{Lu}[\p{L}\p{M}’'-]+/gu
/** German capitalises every noun; what names there have is an inner capital, or no article before two of them. */
const germanName = /(?<=\p{L}\s)(?:\p{Lu}{2,}\d*|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+)(?!\p{L})/gu

function share(terms: readonly string[], wanted: ReadonlySet<string>): number {
  if (terms.length === 0 || wanted.size === 0) return 0
  const hit = new Set(terms.filter((term) => wanted.has(term)))
  return hit.size / Math.sqrt(terms.length * Math.min(wanted.size, 6))
}

/** Signs of a sentence that is a remnant of layout or a formula rather than something to listen to. */
function soundness({ text, words, kind }: Passage): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const others = text.match(/[^\p{L}\s.,;:!?'"’“”„()\u2060-]/gu)?.length ?? 0
  let factor = letters > 0 ? Math.max(0.1, 1 - 3 * Math.max(0, others / (letters + others) - 0.08)) : 0
  if (kind === 'sentence' && words < 6) factor *= 0.25 + words / 8
  if (kind === 'item' && words < 4) factor *= 0.4
  if (words > 45) factor *= 0.85
  if (aside.test(text) || label.test(text)) factor *= 0.4
  return factor
}
/** A sentence in brackets; the words of a figure that came in as a paragraph; a line of code. */
const aside = /^\s*[([].*[)\]][.!?]?\s*$/u
const label =
  /^\s*(?:(?:fig(?:ure|\.)|tab(?:le|\.|elle)|abb(?:ildung|\.)|listing|algorithm)\s*[\d.]+\s*[:.]|[>$#+]\s)/iu
/** Tells where things stand instead of telling them. */
const roadmap = /\b(?:sections?|chapters?|abschnitte?|kapitel)\s+(?:\d|[ivx]+\b)/iu
const pointsAway =
  /\b(?:see|cf\.|shown in|given in|listed in|siehe|vgl\.|vergleiche)\s+(?:also\s+|auch\s+)?(?:the\s+)?(?:fig|tab|sec|eq|chap|appendix|abb|abschn|kap|anhang|page|seite|p\.|S\.)/iu
const isQuestion = /[?？]["'”’“«»)\s]*$/u

export interface Context {
  readonly language: string
  /** Terms of the document's title, and of the captions in the chapter. */
  readonly title: ReadonlySet<string>
  readonly captions: ReadonlySet<string>
}

/** @returns for each passage, 0 or more; headings and what is barred have 0 */
export function relevance(
  passages: readonly Passage[],
  vectors: readonly Vector[],
  termCount: number,
  { language, title, captions }: Context,
  weights: Evidence = evidence,
): Float64Array {
  const base = baseLanguage(language)
  const rank = centrality(vectors, termCount)
  const top = Math.max(
    1e-9,
    ...[...rank].toSorted((a, b) => b - a).slice(0, Math.max(1, passages.length >> 4)),
  )
  const chapterHeading = new Set(passages.find(({ kind }) => kind === 'heading')?.terms ?? [])
  const headings = new Map<number, ReadonlySet<string>>()
  const sums = new Map<number, number>()
  for (const { kind, section, terms, text } of passages)
    if (kind === 'heading') {
      headings.set(section, new Set([...(headings.get(section) ?? []), ...terms]))
      if (summing.test(text)) sums.set(section, 1)
      else if (supporting.test(text)) sums.set(section, -1)
    }
  const sectionSizes = new Map<number, number>()
  for (const { kind, section } of passages)
    if (kind !== 'heading') sectionSizes.set(section, (sectionSizes.get(section) ?? 0) + 1)
  const total = passages.filter(({ kind }) => kind !== 'heading').length
  const seen = new Map<number, number>()
  let count = 0
  return Float64Array.from(passages, (passage, index) => {
    if (passage.kind === 'heading') return 0
    const inChapter = count++
    const inSection = seen.get(passage.section) ?? 0
    seen.set(passage.section, inSection + 1)
    if (passage.barred) return 0
    const { text, terms } = passage
    const size = sectionSizes.get(passage.section) ?? 1
    const titles =
      0.5 * share(terms, headings.get(passage.section) ?? none) +
      0.3 * share(terms, chapterHeading) +
      0.3 * share(terms, title) +
      0.2 * share(terms, captions)
    const far = Math.max(1.5, weights.reach * total)
    const opening = 0.7 * Math.exp(-inChapter / far) + 0.3 * Math.exp(-inSection / 3)
    const closing =
      0.7 * Math.exp(-(total - 1 - inChapter) / (far / 2)) + 0.3 * Math.exp(-(size - 1 - inSection) / 2)
    const leading = passage.place === 0 ? 1 : passage.place === passage.paragraphSize - 1 ? 0.3 : 0
    const cue = Math.min(2, text.match(cues[base] ?? never)?.length ?? 0) / 2
    const facts =
      Math.min(
        3,
        (text.match(numbers)?.length ?? 0) + (text.match(base === 'de' ? germanName : midName)?.length ?? 0),
      ) / 3
    let value =
      weights.centrality * Math.min(1.2, rank[index]! / top) +
      weights.titles * titles +
      weights.opening * opening +
      weights.closing * closing +
      weights.leading * leading +
      weights.cue * cue +
      weights.facts * facts +
      weights.summing * (sums.get(passage.section) ?? 0)
    value = Math.max(0, value)
    value *= soundness(passage)
    if (pointsAway.test(text) || roadmap.test(text)) value *= 0.5
    if (isQuestion.test(text)) value *= 0.7
    if (passage.place === 0 && passage.dangling !== 'none')
      value *= passage.dangling === 'strong' ? 0.6 : passage.dangling === 'person' ? 0.8 : 0.9
    if (passage.kind === 'item') value *= 0.8
    return value * (Math.min(40, passage.words) / 20) ** weights.length
  })
}
const none: ReadonlySet<string> = new Set()
const never = /(?!)/g

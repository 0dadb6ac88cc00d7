/** The methods that read: utterances with and without sound, moving about, finding, exporting. */
import type { AppHandlers, Utterance } from '../contract/app.ts'
import type { Listening } from '../contract/listening.ts'
import type { Text } from '../core/ports.ts'
import { amountAt } from '../core/reading/amount.ts'
import { countSkipped, skippedKey } from '../core/reading/count-skipped.ts'
import { find } from '../core/reading/find.ts'
import { type Hearing, hearing } from '../core/reading/hearing.ts'
import { lastNote } from '../core/reading/notes.ts'
import { move, sentenceAt } from '../core/reading/navigate.ts'
import { atPercent, findPage, where } from '../core/reading/place.ts'
import { documentLanguage, read, type ReaderPorts } from '../core/reading/reader.ts'
import { tryRule } from '../core/reading/skip/try-rule.ts'
import { SpeechCache } from '../core/reading/speech-cache.ts'
import { blockUtterances } from '../core/reading/utterances.ts'
import { plainTempoSpans } from '../core/reading/tempo-spans.ts'
import { chooseVoice } from '../core/reading/voice-choice.ts'
import { walk } from '../core/reading/walk.ts'
import { sentenceStarts } from '../core/reading/sentence-starts.ts'
import type { HandlerParts } from './handlers.ts'
import { namedVoice } from './named-voice.ts'
import { readerPorts } from './reader-ports.ts'
import { sampleSentence } from './voice-samples.ts'

type ReadingMethods = Pick<
  AppHandlers,
  | 'document.find'
  | 'document.at'
  | 'document.page'
  | 'document.where'
  | 'reading.utterances'
  | 'reading.script'
  | 'reading.omissions'
  | 'reading.skipped'
  | 'reading.tryRule'
  | 'reading.note'
  | 'reading.move'
  | 'reading.amount'
  | 'reading.sentence'
  | 'reading.sentences'
  | 'reading.heard'
  | 'voices.list'
  | 'voices.sample'
>

/** Utterances that one answer of `reading.script` holds at least, unless it is the last. */
const scriptBatch = 200

/** Makes ports for reading in the window, with speech that was spoken just now kept. */
export function livePorts(
  parts: HandlerParts,
): (document: string, listening?: Listening) => Promise<ReaderPorts> {
  const { texts, engine, settings, log, recordings } = parts
  const cache = new SpeechCache()
  return (document, listening) =>
    readerPorts({ texts, log, speaker: engine.speaker, settings, cache, document, recordings, listening })
}

export function readingHandlers(parts: HandlerParts, portsFor: ReturnType<typeof livePorts>): ReadingMethods {
  const { library, texts, engine, settings } = parts
  const heardOf = (text: Text, document: string, listening?: Listening): Hearing =>
    hearing({ text, document, settings: settings.read(), listening, speaker: engine.speaker })
  const paceOf = async (text: Text): Promise<number> => {
    const language = documentLanguage(text)
    const voices = await engine.speaker.voices()
    return (
      chooseVoice(language, voices, settings.read().voices, language)?.wordsPerMinute ?? usualWordsPerMinute
    )
  }

  return {
    'reading.utterances': async function* ({ from, unit, listening, parts }, { signal }) {
      const ports = await portsFor(from.document, listening)
      yield* read(ports, from, signal, {
        parts,
        ...(unit === 'one' && { limit: 1 }),
        ...(unit === 'block' && { until: { ...from, block: from.block + 1, offset: 0 } }),
      })
    },
    'reading.script': async function* ({ from, listening }, { signal }) {
      const text = await texts.open(from.document)
      const heard = heardOf(text, from.document, listening)
      const language = documentLanguage(text)
      let batch: Utterance[] = []
      for await (const { block, number } of walk(text, from.block, signal)) {
        const omissions = await heard.omissions(block, number, signal)
        for (const { start, end, kind, blockStart, spoken } of blockUtterances(
          block,
          language,
          omissions,
          heard.lexicon,
        ))
          if (number > from.block || end > from.offset)
            batch.push({
              position: { document: from.document, block: number, offset: start },
              end,
              kind,
              blockStart,
              spoken,
            })
        if (batch.length < scriptBatch) continue
        yield batch
        batch = []
      }
      if (batch.length > 0) yield batch
    },
    'reading.omissions': async ({ document, from, count }, { signal }) => {
      const text = await texts.open(document)
      const heard = heardOf(text, document)
      const blocks = await text.blocks(
        from,
        Math.max(0, Math.min(count, text.extent().blocks - from)),
        signal,
      )
      const found = []
      for (const [index, block] of blocks.entries()) {
        const omissions = await heard.omissions(block, from + index, signal)
        if (omissions.length > 0) found.push({ block: from + index, omissions: [...omissions] })
      }
      return found
    },
    'reading.skipped': async ({ document }, { signal }) => {
      const text = await texts.open(document)
      return countSkipped(text, heardOf(text, document), signal, skippedKey(settings.read(), document))
    },
    'reading.tryRule': async ({ document, ...rule }, { signal }) => {
      const { examples, ...trial } = await tryRule(await texts.open(document), rule, signal)
      return { ...trial, examples: [...examples] }
    },
    'reading.note': async (at, { signal }) => lastNote(await texts.open(at.document), at, signal),
    'reading.move': async ({ from, unit, count }, { signal }) => {
      const text = await texts.open(from.document)
      return move(text, from, unit, count, signal, heardOf(text, from.document))
    },
    'reading.amount': async ({ at, listening }, { signal }) => {
      const text = await texts.open(at.document)
      return amountAt(text, heardOf(text, at.document, listening), at, await paceOf(text), signal)
    },
    'reading.sentence': async (at, { signal }) => sentenceAt(await texts.open(at.document), at, signal),
    'reading.sentences': async ({ document, from, count }, { signal }) => {
      const text = await texts.open(document)
      const language = documentLanguage(text)
      const known = Math.max(0, Math.min(count, text.extent().blocks - from))
      const blocks = known > 0 ? await text.blocks(from, known, signal) : []
      return blocks
        .map((block, index) => ({ block: from + index, starts: sentenceStarts(block, language) }))
        .filter(({ starts }) => starts.length > 0)
    },
    'reading.heard': (place) => {
      library.setPlace(place)
      parts.onHeard?.()
      return {}
    },

    'document.find': async ({ from, text, direction }, { signal }) =>
      find(await texts.open(from.document), from, text, direction, signal),
    'document.at': async ({ document, percent }, { signal }) =>
      atPercent(await texts.open(document), document, percent, signal),
    'document.page': async ({ document, label }) => findPage(await texts.open(document), document, label),
    'document.where': async (at, { signal }) => {
      const text = await texts.open(at.document)
      return where(text, at, await paceOf(text), signal, heardOf(text, at.document))
    },

    'voices.list': async () => [...(await engine.speaker.voices())],
    'voices.sample': async ({ voice, text }, { signal }) => {
      const found = await namedVoice(voice, engine.speaker, signal)
      const { pitch, range } = settings.read()
      const said = text ?? sampleSentence(found)
      const { pcm, words } = await engine.speaker.speak({ voice, text: said, pitch, range }, signal)
      return { pcm, words, tempo: plainTempoSpans(said, pcm, words) }
    },
  }
}

/** Where no voice is at hand to be asked: eSpeak NG's own default rate. */
const usualWordsPerMinute = 175

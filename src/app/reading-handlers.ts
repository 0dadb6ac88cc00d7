/** The methods that read: utterances with and without sound, moving about, finding, exporting. */
import type { AppHandlers, Utterance } from '../contract/app.ts'
import type { Position } from '../contract/document.ts'
import type { Text } from '../core/ports.ts'
import { find } from '../core/reading/find.ts'
import { move, sentenceAt } from '../core/reading/navigate.ts'
import { outlineOf } from '../core/reading/outline.ts'
import { atPercent, findPage, where } from '../core/reading/place.ts'
import { documentLanguage, read, type ReaderPorts } from '../core/reading/reader.ts'
import { SpeechCache } from '../core/reading/speech-cache.ts'
import { blockUtterances } from '../core/reading/utterances.ts'
import { chooseVoice, findVoice } from '../core/reading/voice-choice.ts'
import { walk } from '../core/reading/walk.ts'
import { AppError } from '../rpc/failure.ts'
import { exportSound } from './export.ts'
import type { HandlerParts } from './handlers.ts'
import { sampleSentence } from './voice-samples.ts'

type ReadingMethods = Pick<
  AppHandlers,
  | 'document.find'
  | 'document.at'
  | 'document.page'
  | 'document.where'
  | 'reading.utterances'
  | 'reading.script'
  | 'reading.move'
  | 'reading.sentence'
  | 'reading.heard'
  | 'voices.list'
  | 'voices.sample'
  | 'export.sound'
>

/** Utterances that one answer of `reading.script` holds at least, unless it is the last. */
const scriptBatch = 200

function missingVoice(voice: string): AppError {
  return new AppError('voice-missing', `There is no voice “${voice}”.`, {
    reason: 'voice-missing',
    data: { voice },
  })
}

/** Where a chapter begins and the next one does. @param chosen its number from 1, or words of its title */
async function chapterRange(
  text: Text,
  document: string,
  chosen: number | string,
  signal: AbortSignal,
): Promise<{ from: Position; until?: Position }> {
  const chapters = (await outlineOf(text, signal)).chapters()
  const wanted = typeof chosen === 'string' ? chosen.toLocaleLowerCase() : ''
  const index =
    typeof chosen === 'number'
      ? chosen - 1
      : chapters.findIndex(({ title }) => title.toLocaleLowerCase().includes(wanted))
  const chapter = chapters[index]
  if (!chapter)
    throw new AppError(
      'bad-input',
      `There is no chapter “${chosen}”; this document has ${chapters.length}.`,
      {
        reason: 'chapter-missing',
        data: { chapter: chosen, count: chapters.length },
      },
    )
  const next = chapters[index + 1]
  return {
    from: { document, block: chapter.block, offset: 0 },
    ...(next === undefined ? {} : { until: { document, block: next.block, offset: 0 } }),
  }
}

export function readingHandlers(parts: HandlerParts): ReadingMethods {
  const { library, texts, engine, settings, log } = parts
  const cache = new SpeechCache()

  async function portsFor(document: string): Promise<ReaderPorts> {
    return {
      text: await texts.open(document),
      speaker: engine.speaker,
      settings,
      document,
      cache,
      skipped: (error, { position }) => {
        log.report('an utterance could not be said', error)
        log.write('warning', 'an utterance was left out', { block: position.block, offset: position.offset })
      },
    }
  }

  return {
    'reading.utterances': async function* ({ from, unit }, { signal }) {
      const ports = await portsFor(from.document)
      yield* read(ports, from, signal, unit === 'one' ? { limit: 1 } : {})
    },
    'reading.script': async function* ({ from }, { signal }) {
      const text = await texts.open(from.document)
      const language = documentLanguage(text)
      let batch: Utterance[] = []
      for await (const { block, number } of walk(text, from.block, signal)) {
        for (const { start, end, kind, blockStart, spoken } of blockUtterances(block, language))
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
    'reading.move': async ({ from, unit, count }, { signal }) =>
      move(await texts.open(from.document), from, unit, count, signal),
    'reading.sentence': async (at, { signal }) => sentenceAt(await texts.open(at.document), at, signal),
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
      const voice = chooseVoice(
        documentLanguage(text),
        await engine.speaker.voices(),
        settings.read().voices,
        documentLanguage(text),
      )
      return where(text, at, voice?.wordsPerMinute ?? usualWordsPerMinute, signal)
    },

    'voices.list': async () => [...(await engine.speaker.voices())],
    'voices.sample': async ({ voice, text }, { signal }) => {
      const found = findVoice(voice, await engine.speaker.voices())
      if (!found) throw missingVoice(voice)
      const { pitch, range } = settings.read()
      return engine.speaker.speak({ voice, text: text ?? sampleSentence(found), pitch, range }, signal)
    },

    'export.sound': async function* ({ document, format, speed, voice, chapter }, { signal }) {
      const ports = await portsFor(document)
      if (voice !== undefined && !findVoice(voice, await engine.speaker.voices())) throw missingVoice(voice)
      const range =
        chapter === undefined
          ? { from: { document, block: 0, offset: 0 } }
          : await chapterRange(ports.text, document, chapter, signal)
      const outline = await outlineOf(ports.text, signal)
      const first = outline.charactersBefore(range.from.block, range.from.offset)
      const until = 'until' in range ? range.until : undefined
      const last = until ? outline.charactersBefore(until.block, until.offset) : outline.characters
      yield* exportSound(engine.client, {
        format,
        speed,
        title: ports.text.metadata.title,
        utterances: read(ports, range.from, signal, {
          ...(until === undefined ? {} : { until }),
          ...(voice === undefined ? {} : { voice }),
        }),
        done: ({ utterance }) =>
          (outline.charactersBefore(utterance.position.block, utterance.end) - first) /
          Math.max(1, last - first),
      })
    },
  }
}

/** Where no voice is at hand to be asked: eSpeak NG's own default rate. */
const usualWordsPerMinute = 175

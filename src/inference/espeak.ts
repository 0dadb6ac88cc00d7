/** eSpeak NG as a voice: text in, sound at `soundRate` and word times out, interruptible between its pieces. */
import type { Speech, SpeechRequest } from '../contract/inference.ts'
import { AppError } from '../rpc/failure.ts'
import { type EspeakEvents, type EspeakModule, espeakRate, pauseEvent, wordEvent } from './espeak-module.ts'
import { escapeMarkup } from './espeak-text.ts'
import { type EspeakSounds, within } from './espeak-phonemes.ts'
import type { EspeakVoice } from './espeak-voices.ts'
import { finishSpeech } from './finish.ts'
import { piecesOf } from './pieces.ts'
import type { SpokenWord } from './word-times.ts'

/** eSpeak's own default: the words per minute that speed 1 stands for. */
const normalRate = 175
/** UTF-16 units synthesised without a look at the signal: about 30 s of sound, 60 ms of work. */
const longestPiece = 500

/** The events of one piece as words in seconds, appended to `words`. */
function collect(
  events: EspeakEvents,
  origin: Int32Array,
  startSample: number,
  endSample: number,
  words: SpokenWord[],
): void {
  const seconds = (sample: number) => (startSample + sample) / espeakRate
  let open: { at: number; start: number; sounds: number[]; paused: number | undefined } | undefined
  const close = (end: number) => {
    if (open) words.push({ at: open.at, start: open.start, end: open.paused ?? end, sounds: open.sounds })
    open = undefined
  }
  for (let index = 0; index < events.count; index++) {
    const time = seconds(events.sample[index] ?? 0)
    const kind = events.kind[index]
    if (kind === wordEvent) {
      close(time)
      const point = Math.max(0, (events.position[index] ?? 1) - 1)
      open = {
        at: origin[Math.min(point, origin.length - 1)] ?? 0,
        start: time,
        sounds: [],
        paused: undefined,
      }
    } else if (!open) continue
    else if (kind === pauseEvent) {
      if (open.sounds.length > 0) open.paused ??= time
    } else {
      open.sounds.push(time)
      open.paused = undefined // a pause inside a word, as before a plosive, does not end it
    }
  }
  close(seconds(endSample))
}

export async function speakEspeak(
  module: EspeakModule,
  { identifier, voice }: EspeakVoice,
  { text, pitch = 50, range = 50, phonemes }: SpeechRequest,
  signal: AbortSignal,
  sounds: EspeakSounds,
): Promise<Speech> {
  const unspoken = new Set<string>()
  const pieces: Int16Array[] = []
  const spoken: SpokenWord[] = []
  let samples = 0
  const parts = piecesOf(text, longestPiece)
  for (const piece of parts) {
    if (pieces.length > 0) await new Promise((resolve) => setImmediate(resolve)) // lets a cancel in
    if (signal.aborted) throw new AppError('cancelled', 'The synthesis was cancelled.')
    if (!module.setVoice(identifier))
      throw new AppError('voice-missing', `The voice “${voice.id}” is not installed.`, {
        data: { voice: voice.id },
      })
    module.setPitch(pitch, range)
    const spelt = within(phonemes, piece.from, piece.text.length).map(({ from, to, ipa }) => {
      const { mnemonics, unknown } = sounds.spell(ipa, identifier)
      for (const sign of unknown) unspoken.add(sign)
      return { from, to, mnemonics }
    })
    module.setRate(normalRate)
    const { markup, origin } = escapeMarkup(
      piece.text,
      piece.from,
      spelt.filter(({ mnemonics, from, to }) => mnemonics !== '' && to > from),
    )
    const raw = module.synthesize(markup)
    collect(raw.events, origin, samples, raw.pcm.length, spoken)
    samples += raw.pcm.length
    // The module's buffer serves the next call; a text in one piece is finished before that.
    pieces.push(parts.length === 1 ? raw.pcm : raw.pcm.slice())
  }
  const speech = finishSpeech(text, pieces, espeakRate, spoken)
  return unspoken.size === 0 ? speech : { ...speech, unspoken: [...unspoken] }
}

/**
 * Whisper, as Optimum exports it (huggingface.co/onnx-community/whisper-tiny): an encoder of 30 s of log-mel bands and a
 * decoder of text in about a hundred languages.
 *
 * The prompt is that of openai/whisper, decoding.py (MIT): words that are likely to be said as text that went before, then
 * the start, the language, the task and no times; nothing that was heard earlier is told to it, which is how it comes to
 * repeat itself. Without a language the likeliest after the start is taken (`detect_language`).
 */
import { readFileSync } from 'node:fs'
import { hearingRate } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import { whisperMel } from '../dsp/whisper-mel.ts'
import { memoryOf, mergedDecoder } from '../sequence/merged-decoder.ts'
import { openAll } from '../sequence/open-all.ts'
import { readVocabulary } from '../sequence/read-vocabulary.ts'
import type { Intake, Memory, Opening, SequenceNetwork } from '../sequence/network.ts'
import { floats } from '../sequence/rows.ts'
import { probabilityOf } from '../sequence/search.ts'
import { readWhisperConfiguration, type WhisperConfiguration } from './configuration.ts'

export interface WhisperFiles {
  readonly encoder: string
  readonly decoder: string
  readonly tokenizer: string
  readonly generation: string
}

/** Frames of 10 ms that the encoder is given, whatever was said. */
const frames = 3_000
/** Seconds of them, less a rest so that the end of the sound is heard as one. */
const longest = 29
/** Tokens of the prompt that words may take. Half of the decoder's places is the publisher's own limit. */
const mostWords = 100

/** Heads as indexes among those of all layers. */
function headsOf({ heads }: WhisperConfiguration, perLayer: number | null | undefined): number[] | undefined {
  return heads && perLayer ? heads.map(([layer, head]) => layer * perLayer + head) : undefined
}

/** `de` of `de-AT`, `zh` of `cmn`; Norwegian and Filipino as Whisper calls them. */
function tagOf(language: string, languages: ReadonlyMap<string, number>): string | undefined {
  const [primary = ''] = language.toLowerCase().split('-')
  const called: Readonly<Record<string, string>> = { nb: 'no', fil: 'tl', cmn: 'zh', iw: 'he', jv: 'jw' }
  return [primary, called[primary] ?? ''].find((tag) => languages.has(tag))
}

/** @param name as a person calls it, for errors */
export async function openWhisper(files: WhisperFiles, name: string): Promise<SequenceNetwork> {
  const vocabulary = readVocabulary(files.tokenizer)
  const about = readWhisperConfiguration(readText(files.generation), vocabulary)
  const { sessions, release } = await openAll({ encoder: files.encoder, decoder: files.decoder }, name)
  const { encoder } = sessions
  const decoder = mergedDecoder(sessions.decoder)
  const [input] = encoder.inputs
  const [output] = encoder.outputs
  if (!input || !output) throw new AppError('damaged', 'This is no encoder of sound.')
  const bands = input.dims[1] ?? 80
  const perLayer = sessions.decoder.inputs.find(({ name: each }) => each === 'past_key_values.0.decoder.key')
    ?.dims[1]
  const heads = headsOf(about, perLayer)

  function begin(): Intake {
    let parts: Float32Array[] = []
    return {
      hear(more) {
        parts.push(more)
        return Promise.resolve()
      },
      async memory() {
        const sound = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
        let at = 0
        for (const part of parts) {
          sound.set(part, at)
          at += part.length
        }
        parts = [sound]
        const data = whisperMel(sound, frames, bands)
        const values = await encoder.run({
          [input!.name]: { type: 'float32', data, dims: [1, bands, frames] },
        })
        const hidden = floats(values, output!.name)
        const places = hidden.dims[1] ?? 1
        const frame = frames / 100 / places
        const heard = Math.max(2, Math.min(places, Math.ceil(sound.length / hearingRate / frame)))
        return memoryOf(decoder, hidden, { frame, frames: heard })
      },
    }
  }

  async function open(memory: Memory, language: string, words: readonly string[]): Promise<Opening> {
    const { rows } = await memory.prompt([about.start])
    const logits = rows.subarray(0, decoder.vocabulary || rows.length)
    const noSpeech = about.noSpeech === undefined ? undefined : probabilityOf(logits, about.noSpeech)
    const tokens = [...spoken(words), about.start]
    if (about.languages.size > 0) {
      const tag = tagOf(language, about.languages)
      const wanted = language === 'und' || language === 'mul'
      if (tag === undefined && !wanted)
        throw new AppError('unavailable', `“${name}” does not know this language.`, {
          reason: 'recogniser-language',
          data: { name, language },
        })
      const token = tag === undefined ? likeliest(logits, about.languages.values()) : about.languages.get(tag)
      tokens.push(token as number)
      if (about.transcribe !== undefined) tokens.push(about.transcribe)
    }
    if (about.noTimestamps !== undefined) tokens.push(about.noTimestamps)
    const { never, notFirst } = about
    return { tokens, never, notFirst, ...(noSpeech === undefined ? {} : { noSpeech }) }
  }

  /** Words as text that went before. */
  function spoken(words: readonly string[]): number[] {
    if (about.before === undefined || words.length === 0) return []
    const tokens: number[] = []
    for (const word of words) {
      const cut = vocabulary.cut(tokens.length === 0 ? word : `, ${word}`.trimStart())
      if (!cut || tokens.length + cut.length > mostWords) break
      tokens.push(...cut)
    }
    return tokens.length === 0 ? [] : [about.before, ...tokens]
  }

  return {
    vocabulary,
    end: about.end,
    most: about.most,
    longest,
    ...(heads ? { heads } : {}),
    begin,
    open,
    release,
  }
}

function likeliest(logits: Float32Array, tokens: Iterable<number>): number {
  let best = -1
  for (const token of tokens) if (best < 0 || logits[token]! > logits[best]!) best = token
  return best
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AppError('damaged', 'The recogniser’s generation_config.json cannot be read.', {
      reason: 'recogniser-damaged',
      cause,
    })
  }
}

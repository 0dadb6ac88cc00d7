/**
 * Piper: `<name>.onnx` with `<name>.onnx.json` beside it, one or several to a folder.
 *
 * Inputs as in rhasspy/piper, src/python/piper_train/export_onnx.py: `input` [1,T], `input_lengths` [1], `scales` [3] (noise,
 * length, noise of the lengths) and, for several speakers, `sid` [1]; `output` [1,1,1,N]. Symbols as in piper-phonemize,
 * src/phoneme_ids.hpp: `^` first, `$` last, `_` after each but the last.
 */
import { z } from 'zod'
import { languageTag } from '../../contract/document.ts'
import { bytesOf, type FoundPack, type Layout } from '../packs.ts'
import { realValues } from '../proof.ts'
import { openSession, type Session, type Value } from '../session.ts'
import {
  damaged,
  estimatedWordsPerMinute,
  type NeuralVoice,
  readJson,
  titled,
  type VoicesOf,
} from './model.ts'
import { symbols } from './symbols.ts'

/** It has no limit of its own; attention over more takes much memory. */
const most = 600
/** Collections of hundreds of speakers would bury the other voices; the first ones are offered. */
const speakersListed = 12

const config = z.object({
  audio: z.object({ sample_rate: z.int().min(8_000).max(48_000) }),
  espeak: z.object({ voice: languageTag }),
  phoneme_type: z.literal('espeak').default('espeak'),
  phoneme_id_map: z.record(z.string(), z.array(z.int().nonnegative())),
  /** Signs that were written otherwise in training. */
  phoneme_map: z.record(z.string(), z.array(z.string())).default({}),
  num_speakers: z.int().default(1),
  speaker_id_map: z.record(z.string(), z.int().nonnegative()).default({}),
  inference: z
    .object({
      noise_scale: z.number().default(0.667),
      length_scale: z.number().min(0.1).max(10).default(1), // ten times as slow is ten times the work
      noise_w: z.number().default(0.8),
    })
    .default({ noise_scale: 0.667, length_scale: 1, noise_w: 0.8 }),
  language: z.object({ code: languageTag }).optional(),
})
type Config = z.infer<typeof config>

export const piperLayout: Layout = {
  kind: 'voice',
  architecture: 'piper',
  lay(names) {
    const described = names.filter((name) => name.endsWith('.onnx.json'))
    if (described.length === 0) return undefined
    const whole = described.filter((name) => names.includes(name.slice(0, -5)))
    return {
      files: Object.fromEntries(
        whole.flatMap((name) => [
          [`config:${name.slice(0, -10)}`, name],
          [`model:${name.slice(0, -10)}`, name.slice(0, -5)],
        ]),
      ),
      missing: whole.length === 0 ? ['model'] : [],
    }
  },
}

function readConfig(pack: FoundPack, name: string): Config {
  const { success, data, error } = config.safeParse(readJson(pack, `config:${name}`))
  if (!success) throw damaged(pack, error)
  return data
}

async function openVits(pack: FoundPack, name: string, { audio, inference, phoneme_id_map }: Config) {
  const session: Session = await openSession(pack.files[`model:${name}`] ?? '', {
    name: pack.name,
    size: 'large',
    proof: 'level',
  })
  const names = new Set(session.inputs.map((input) => input.name))
  if (!['input', 'input_lengths', 'scales'].every((each) => names.has(each))) {
    await session.release()
    throw damaged(pack)
  }
  const sign = (each: string): readonly number[] => phoneme_id_map[each] ?? []
  return {
    as: (speaker: string) => ({
      rate: audio.sample_rate,
      async speak(ids: readonly number[]) {
        const pad = sign('_')
        const all = [...sign('^'), ...pad, ...ids.flatMap((id) => [id, ...pad]), ...sign('$')]
        const values: Record<string, Value> = {
          input: { type: 'int64', data: BigInt64Array.from(all, BigInt), dims: [1, all.length] },
          input_lengths: { type: 'int64', data: BigInt64Array.of(BigInt(all.length)), dims: [1] },
          scales: {
            type: 'float32',
            data: Float32Array.of(inference.noise_scale, inference.length_scale, inference.noise_w),
            dims: [3],
          },
        }
        if (names.has('sid'))
          values['sid'] = { type: 'int64', data: BigInt64Array.of(BigInt(speaker || 0)), dims: [1] }
        const [sound] = Object.values(await session.run(values))
        const samples = sound && realValues(sound)
        if (!samples) throw damaged(pack)
        return { samples }
      },
    }),
    release: () => session.release(),
  }
}

export const piperVoices: VoicesOf = (pack) =>
  Object.keys(pack.files).flatMap((role): NeuralVoice[] => {
    if (!role.startsWith('config:')) return []
    const name = role.slice(7)
    let about: Config
    try {
      about = readConfig(pack, name)
    } catch {
      return [] // one of several; whoever asks for it is told
    }
    const numbers = new Map<string, readonly number[]>(Object.entries(about.phoneme_id_map))
    for (const [sign, others] of Object.entries(about.phoneme_map))
      numbers.set(
        sign,
        others.flatMap((other) => about.phoneme_id_map[other] ?? []),
      )
    let made: ReturnType<typeof symbols> | undefined
    const source: NeuralVoice['source'] = {
      key: pack.files[`model:${name}`] ?? pack.folder,
      name: pack.name,
      bytes: pack.installed?.memoryBytes ?? bytesOf(pack, [`model:${name}`]) * 1.2,
      load: () => openVits(pack, name, about),
      release: (model) => model.release(),
    }
    const tag = (about.language?.code ?? about.espeak.voice).toLowerCase().replace('_', '-')
    // `en_US-amy-medium`: language, dataset, quality.
    const dataset = titled(name.split('-').slice(1, -1).join('-') || name)
    const speakers =
      about.num_speakers > 1
        ? Object.entries(about.speaker_id_map)
            .toSorted((one, other) => one[1] - other[1])
            .slice(0, speakersListed)
        : []
    const listed = speakers.length > 0 ? speakers : [['', 0] as const]
    return listed.map(([speaker, number]) => ({
      voice: {
        id: `piper:${pack.id}:${name}${speaker === '' ? '' : `:${number}`}`,
        name: `${dataset}${speaker === '' ? '' : ` ${titled(speaker)}`} (Piper)`,
        engine: 'piper',
        language: tag,
        languages: [...new Set([tag, tag.split('-')[0]!])],
        wordsPerMinute: Math.round(estimatedWordsPerMinute / about.inference.length_scale),
        adjustable: false,
      },
      espeak: about.espeak.voice,
      most,
      symbols: () => (made ??= symbols({ numbers, form: 'NFD' })),
      source,
    }))
  })

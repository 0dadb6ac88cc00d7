/**
 * KittenTTS nano, micro and mini: one .onnx and `voices.npz`, or the voices as `voices/<name>.bin` (onnx-community).
 * Symbols, ends, style rows and paces as in KittenML/KittenTTS, kittenml/kittentts_legacy/onnx_model.py. English only.
 */
import { readFileSync } from 'node:fs'
import { bytesOf, chooseFile, type FoundPack, type Layout } from '../packs.ts'
import {
  damaged,
  estimatedWordsPerMinute,
  type NeuralVoice,
  readJson,
  readVocabulary,
  titled,
  type VoicesOf,
} from './model.ts'
import { type FloatArray, readNpz } from './npz.ts'
import { openStyleNetwork, styleRate, styleSize } from './style-network.ts'
import { symbols } from './symbols.ts'

const most = 508
/** The list of StyleTTS 2, which these models were trained with: a sign's number is its last place in it. */
const signs =
  '$' +
  ';:,.!?¡¿—…"«»"" ' +
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' +
  "ɑɐɒæɓʙβɔɕçɗɖðʤəɘɚɛɜɝɞɟʄɡɠɢʛɦɧħɥʜɨɪʝɭɬɫɮʟɱɯɰŋɳɲɴøɵɸθœɶʘɹɺɾɻʀʁɽʂʃʈʧʉʊʋⱱʌɣɤʍχʎʏʑʐʒʔʡʕʢǀǁǂǃˈˌːˑʼʴʰʱʲʷˠˤ˞↓↑→↗↘'̩'ᵻ"
/** Since version 0.8 a sequence ends with an ellipsis before its last 0, and a voice has a style for each length. */
const ellipsis = 10
/** Names that the publisher gives the voices of 0.8. */
const given: Readonly<Record<string, string>> = {
  'expr-voice-2-f': 'Bella',
  'expr-voice-2-m': 'Jasper',
  'expr-voice-3-f': 'Luna',
  'expr-voice-3-m': 'Bruno',
  'expr-voice-4-f': 'Rosie',
  'expr-voice-4-m': 'Hugo',
  'expr-voice-5-f': 'Kiki',
  'expr-voice-5-m': 'Leo',
}

export const kittenLayout: Layout = {
  kind: 'voice',
  architecture: 'kitten',
  lay(names, read) {
    const model = chooseFile(names, /^(?:model|kitten).*\.onnx$/i)
    const archive = names.find((name) => /(?:^|\/)voices\.npz$/i.test(name))
    const single = names.filter((name) => /^voices\/expr-voice-[^/]+\.bin$/.test(name))
    const kitten = names.some((name) => /kitten[^/]*\.onnx$/i.test(name)) || single.length > 0
    if (!kitten && !archive && !/"ONNX\d"/.test(read('config.json'))) return undefined
    const tokenizer = names.find((name) => name === 'tokenizer.json')
    const config = names.find((name) => name === 'config.json')
    return {
      files: {
        ...(model === undefined ? {} : { model }),
        ...(archive === undefined ? {} : { voices: archive }),
        ...(tokenizer === undefined ? {} : { tokenizer }),
        ...(config === undefined ? {} : { config }),
        ...Object.fromEntries(single.map((name) => [`voice:${name.slice(7, -4)}`, name])),
      },
      missing: [
        ...(model === undefined ? ['model'] : []),
        ...(archive === undefined && single.length === 0 ? ['voices'] : []),
      ],
    }
  },
}

function namesOf(pack: FoundPack): string[] {
  const single = Object.keys(pack.files).flatMap((role) => (role.startsWith('voice:') ? [role.slice(6)] : []))
  if (single.length > 0) return single
  try {
    return [...readNpz(readFileSync(pack.files['voices'] ?? '')).names]
  } catch {
    return [] // told when it is asked to speak
  }
}

function stylesOf(pack: FoundPack, name: string): FloatArray {
  let styles: FloatArray
  try {
    const bytes = readFileSync(pack.files[`voice:${name}`] ?? pack.files['voices'] ?? '')
    styles = pack.files[`voice:${name}`]
      ? { data: new Float32Array(Uint8Array.from(bytes).buffer), shape: [] }
      : readNpz(bytes).read(name)
  } catch (cause) {
    throw damaged(pack, cause)
  }
  if (styles.data.length < styleSize || styles.data.length % styleSize > 0) throw damaged(pack)
  return styles
}

/** `speed_priors` of `config.json`: at 1 these voices are hurried. */
function paceOf(pack: FoundPack, name: string): number {
  if (!pack.files['config']) return 1
  const priors = readJson(pack, 'config')['speed_priors'] as Record<string, unknown> | undefined
  const pace = priors?.[name]
  return typeof pace === 'number' && pace > 0.2 && pace < 5 ? pace : 1
}

export const kittenVoices: VoicesOf = (pack) => {
  let made: ReturnType<typeof symbols> | undefined
  const vocabulary = () =>
    (made ??= symbols({
      numbers: pack.files['tokenizer']
        ? readVocabulary(pack, 'tokenizer')
        : new Map(Array.from(signs, (sign, index) => [sign, index] as const)),
      form: 'NFC',
      markApart: true,
    }))
  const source: NeuralVoice['source'] = {
    key: pack.folder,
    name: pack.name,
    bytes: pack.installed?.memoryBytes ?? bytesOf(pack, ['model']) * 1.2,
    async load() {
      const network = await openStyleNetwork(pack, pack.files['model'] ?? '')
      return {
        as(name) {
          const { data } = stylesOf(pack, name)
          const rows = data.length / styleSize
          const pace = paceOf(pack, name)
          return {
            rate: styleRate,
            speak(ids, characters) {
              const row = Math.min(characters, rows - 1)
              const end = rows > 1 ? [ellipsis, 0] : [0]
              return network.speak(
                [0, ...ids, ...end],
                data.slice(row * styleSize, (row + 1) * styleSize),
                pace,
                [1, end.length],
              )
            },
          }
        },
        release: () => network.release(),
      }
    },
    release: (model) => model.release(),
  }
  return namesOf(pack).map((name) => ({
    voice: {
      id: `kitten:${pack.id}:${name}`,
      name: `${given[name] ?? titled(name)} (KittenTTS)`,
      engine: 'kitten',
      language: 'en-us',
      languages: ['en-us', 'en'],
      ...(/-[fm]$/.test(name) && { gender: name.endsWith('f') ? ('female' as const) : ('male' as const) }),
      wordsPerMinute: estimatedWordsPerMinute,
      adjustable: false,
    },
    espeak: 'en-us',
    most,
    symbols: vocabulary,
    source,
  }))
}

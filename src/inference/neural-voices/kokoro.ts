/**
 * Kokoro-82M v1.0: a folder with `onnx/model*.onnx`, `tokenizer.json` and `voices/<name>.bin`, as onnx-community lays it
 * out. A voice is 510 style vectors of 256, one for each number of symbols (hexgrad/kokoro, kokoro.js/src/kokoro.js).
 */
import { readFileSync } from 'node:fs'
import { bytesOf, chooseFile, type FoundPack, type Layout } from '../packs.ts'
import {
  damaged,
  estimatedWordsPerMinute,
  type NeuralVoice,
  readVocabulary,
  titled,
  type VoicesOf,
} from './model.ts'
import { openStyleNetwork, styleRate, styleSize } from './style-network.ts'
import { misakiSpelling, symbols } from './symbols.ts'

/** 512 positions of its text encoder, less one at either end. */
const most = 510
const rows = 510

interface Language {
  readonly espeak: string
  readonly tags: readonly string[]
}
/**
 * By the first letter of a voice's name. Japanese and Chinese voices are left out: their sounds come from readings and
 * tones (pyopenjtalk, pypinyin) that eSpeak NG does not give, and it would read kanji as “Chinese letter”.
 */
const languages: Readonly<Record<string, Language>> = {
  a: { espeak: 'en-us', tags: ['en-us', 'en'] },
  b: { espeak: 'en-gb', tags: ['en-gb', 'en'] },
  e: { espeak: 'es', tags: ['es'] },
  f: { espeak: 'fr-fr', tags: ['fr-fr', 'fr'] },
  h: { espeak: 'hi', tags: ['hi'] },
  i: { espeak: 'it', tags: ['it'] },
  p: { espeak: 'pt-br', tags: ['pt-br', 'pt'] },
}
const voiceName = /^voices\/([a-z])([fm])_([a-z\d_]+)\.bin$/

export const kokoroLayout: Layout = {
  kind: 'voice',
  architecture: 'kokoro',
  lay(names, read) {
    const voices = names.filter((name) => voiceName.test(name))
    const model = chooseFile(names, /^(?:model|kokoro).*\.onnx$/i)
    const typed = read('config.json').includes('style_text_to_speech_2')
    if (voices.length === 0 && !(typed && model)) return undefined
    const tokenizer = names.find((name) => name === 'tokenizer.json')
    return {
      files: {
        ...(model === undefined ? {} : { model }),
        ...(tokenizer === undefined ? {} : { tokenizer }),
        ...Object.fromEntries(voices.map((name) => [`voice:${name.slice(7, -4)}`, name])),
      },
      missing: [
        ...(model === undefined ? ['model'] : []),
        ...(tokenizer === undefined ? ['tokenizer'] : []),
        ...(voices.length === 0 ? ['voices'] : []),
      ],
    }
  },
}

function stylesOf(pack: FoundPack, name: string): Float32Array {
  try {
    const bytes = readFileSync(pack.files[`voice:${name}`] ?? '')
    if (bytes.length === rows * styleSize * 4) return new Float32Array(Uint8Array.from(bytes).buffer)
  } catch (cause) {
    throw damaged(pack, cause)
  }
  throw damaged(pack)
}

export const kokoroVoices: VoicesOf = (pack) => {
  const vocabulary = new Map<string, NeuralVoice['symbols']>()
  const symbolsOf = (language: string): NeuralVoice['symbols'] => {
    let found = vocabulary.get(language)
    if (!found) {
      let made: ReturnType<typeof symbols> | undefined
      found = () =>
        (made ??= symbols({
          numbers: readVocabulary(pack, 'tokenizer'),
          spelling: misakiSpelling(language),
          form: 'NFC',
        }))
      vocabulary.set(language, found)
    }
    return found
  }
  const source: NeuralVoice['source'] = {
    key: pack.folder,
    name: pack.name,
    bytes: pack.installed?.memoryBytes ?? bytesOf(pack, ['model']) * 1.2,
    async load() {
      const network = await openStyleNetwork(pack, pack.files['model'] ?? '')
      return {
        as(name) {
          const styles = stylesOf(pack, name)
          return {
            rate: styleRate,
            speak(ids) {
              // The row for as many symbols; kokoro.js counts both ends and takes two off.
              const row = Math.min(ids.length, rows - 1)
              const style = styles.slice(row * styleSize, (row + 1) * styleSize)
              return network.speak([0, ...ids, 0], style, 1, [1, 1])
            },
          }
        },
        release: () => network.release(),
      }
    },
    release: (model) => model.release(),
  }
  return Object.keys(pack.files).flatMap((role): NeuralVoice[] => {
    const [, letter = '', sex, given = ''] = voiceName.exec(`voices/${role.slice(6)}.bin`) ?? []
    const language = role.startsWith('voice:') ? languages[letter] : undefined
    if (!language) return []
    return [
      {
        voice: {
          id: `kokoro:${pack.id}:${role.slice(6)}`,
          name: `${titled(given)} (Kokoro)`,
          engine: 'kokoro',
          language: language.tags[0]!,
          languages: [...language.tags],
          gender: sex === 'f' ? 'female' : 'male',
          wordsPerMinute: estimatedWordsPerMinute,
          adjustable: false,
        },
        espeak: language.espeak,
        most,
        symbols: symbolsOf(language.espeak),
        source,
      },
    ]
  })
}

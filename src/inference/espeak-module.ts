/**
 * The compiled eSpeak NG: loading it, its voices, and one synthesis with all events. The only file that knows its memory.
 *
 * The package's own `synthesize` copies every 100 ms of sound and makes an object and strings for every event; this
 * reads both straight from the C structures instead, into arrays that are used again for the next call.
 */
import { AppError } from '../rpc/failure.ts'

interface Binding {
  readonly ptr: number
  set_voice(identifier: string): number
  set_pitch(value: number): void
  set_range(value: number): void
  set_rate(wordsPerMinute: number): void
  synth_(text: string, callback: number): void
  /** The address of a text that `_free` gives back. @param mode 1 for IPA, with `_` between the sounds */
  text_to_phonemes(text: string, mode: number): { readonly ptr: number }
  getSizeOfEventStruct_(): number
  list_voices(): {
    name: string
    identifier: string
    languages: { priority: number; name: string }[]
  }[]
}
interface Module {
  readonly HEAP16: Int16Array
  readonly HEAP32: Int32Array
  readonly HEAPU8: Uint8Array
  readonly FS: {
    readdir(path: string): string[]
    readFile(path: string, options: { encoding: 'utf8' }): string
    readFile(path: string): Uint8Array
  }
  readonly eSpeakNGWorker: new () => Binding
  addFunction(callback: (...values: number[]) => number): number
  _free(address: number): void
}

/** Samples per second of what eSpeak NG makes. */
export const espeakRate = 22_050

/** `espeak_EVENT` of speak_lib.h, in 32-bit words; the union at the end holds a phoneme's name in 8 bytes. */
const event = { type: 0, position: 2, length: 3, sample: 5, name: 7, words: 9 } as const
const eventType = { end: 0, word: 1, phoneme: 7 } as const

/** One thing that happened at a sample of the sound, `position` counted in code points from 1. */
export interface EspeakEvents {
  count: number
  /** 1 for a word, 2 for a phoneme, 3 for a pause. */
  kind: Uint8Array
  position: Int32Array
  sample: Int32Array
}
export const wordEvent = 1
export const phonemeEvent = 2
export const pauseEvent = 3

/** Valid until the next call of `synthesize`. */
export interface RawSpeech {
  readonly pcm: Int16Array // at espeakRate
  readonly events: EspeakEvents
}

/** A word that begins (`point`: its place in the markup in code points from 0), one of its sounds in IPA, or a pause. */
export type Said =
  | { readonly kind: 'word'; readonly sample: number; readonly point: number }
  | { readonly kind: 'sound'; readonly sample: number; readonly name: string }
  | { readonly kind: 'pause'; readonly sample: number }

export interface EspeakModule {
  readonly voices: ReturnType<Binding['list_voices']>
  readonly variants: ReadonlyMap<string, string> // name of the variant -> text of its definition
  /** False where eSpeak does not know the voice. */
  setVoice(identifier: string): boolean
  setPitch(value: number, range: number): void
  /** Words per minute; eSpeak itself limits it to 80 to 450. */
  setRate(wordsPerMinute: number): void
  /** @param markup text with `<` and `&` escaped; everything else is read as SSML. */
  synthesize(markup: string): RawSpeech
  /** The sounds of a text in IPA, stress included, by the voice that is set. At most 7 bytes of each come through. */
  sounds(markup: string): readonly string[]
  /** What `synthesize` would say and when, at `espeakRate`, without the sound; names as in `sounds`, at most 8 bytes. */
  said(markup: string): readonly Said[]
  /** A text in IPA by the voice that is set, without speaking it: some 0.1 ms a word, a tenth of `sounds`. */
  transcribe(text: string): string
  /** The file that lists every phoneme of every table. */
  phonemeTables(): Uint8Array
  /** What a voice's table may be called, likeliest first. @param identifier `gmw/en-US`, with or without a variant */
  phonemeTableNames(identifier: string): readonly string[]
}

const dataFolder = '/usr/share/espeak-ng-data'
const variantFolder = `${dataFolder}/voices/!v`
const nameBytes = 8

export async function loadEspeak(): Promise<EspeakModule> {
  const { default: create } = await import('@echogarden/espeak-ng-emscripten')
  const module = (await create()) as Module
  const worker = new module.eSpeakNGWorker()
  if (worker.getSizeOfEventStruct_() !== event.words * 4)
    throw new AppError('internal', 'This build of eSpeak NG lays out its events differently.')

  let pcm = new Int16Array(espeakRate * 10)
  let length = 0
  const events: EspeakEvents = {
    count: 0,
    kind: new Uint8Array(1_024),
    position: new Int32Array(1_024),
    sample: new Int32Array(1_024),
  }
  function addEvent(kind: number, position: number, sample: number): void {
    const at = events.count++
    if (at === events.kind.length) {
      const grown = {
        kind: new Uint8Array(at * 2),
        position: new Int32Array(at * 2),
        sample: new Int32Array(at * 2),
      }
      grown.kind.set(events.kind)
      grown.position.set(events.position)
      grown.sample.set(events.sample)
      Object.assign(events, grown)
    }
    events.kind[at] = kind
    events.position[at] = position
    events.sample[at] = sample
  }
  const callback = module.addFunction((sound = 0, samples = 0, list = 0) => {
    if (length + samples > pcm.length) {
      const grown = new Int16Array(Math.max(pcm.length * 2, length + samples))
      grown.set(pcm.subarray(0, length))
      pcm = grown
    }
    pcm.set(module.HEAP16.subarray(sound >> 1, (sound >> 1) + samples), length)
    length += samples
    const memory = module.HEAP32 // fetched anew each time: it is replaced when the memory grows
    for (let at = list >> 2; ; at += event.words) {
      const type = memory[at + event.type]
      if (type === eventType.end || type === undefined) return 0
      const position = memory[at + event.position] ?? 0
      const sample = memory[at + event.sample] ?? 0
      if (type === eventType.word) addEvent(wordEvent, position, sample)
      // A pause is a phoneme without a name.
      else if (type === eventType.phoneme)
        addEvent(module.HEAPU8[(at + event.name) << 2] === 0 ? pauseEvent : phonemeEvent, position, sample)
    }
  })
  let sounds: string[] = []
  const decoder = new TextDecoder()
  const listen = module.addFunction((_sound = 0, _samples = 0, list = 0) => {
    for (let at = list >> 2; ; at += event.words) {
      const type = module.HEAP32[at + event.type]
      if (type === eventType.end || type === undefined) return 0
      if (type !== eventType.phoneme) continue
      const name = module.HEAPU8.slice((at + event.name) << 2, ((at + event.name) << 2) + nameBytes)
      const end = name.indexOf(0)
      if (end !== 0) sounds.push(decoder.decode(end < 0 ? name : name.subarray(0, end)))
    }
  })
  let saying: Said[] = []
  const note = module.addFunction((_sound = 0, _samples = 0, list = 0) => {
    for (let at = list >> 2; ; at += event.words) {
      const type = module.HEAP32[at + event.type]
      if (type === eventType.end || type === undefined) return 0
      const sample = module.HEAP32[at + event.sample] ?? 0
      if (type === eventType.word)
        saying.push({
          kind: 'word',
          sample,
          point: Math.max(0, (module.HEAP32[at + event.position] ?? 1) - 1),
        })
      if (type !== eventType.phoneme) continue
      const bytes = module.HEAPU8.slice((at + event.name) << 2, ((at + event.name) << 2) + nameBytes)
      const end = bytes.indexOf(0)
      const name = decoder.decode(end < 0 ? bytes : bytes.subarray(0, end)).replaceAll('\ufffd', '')
      saying.push(name === '' ? { kind: 'pause', sample } : { kind: 'sound', sample, name })
    }
  })
  const variants = module.FS.readdir(variantFolder).filter((name) => !name.startsWith('.'))
  return {
    voices: worker.list_voices(),
    variants: new Map(
      variants.map((name) => [name, module.FS.readFile(`${variantFolder}/${name}`, { encoding: 'utf8' })]),
    ),
    setVoice: (identifier) => worker.set_voice(identifier) === 0,
    setPitch: (value, range) => {
      worker.set_pitch(value)
      worker.set_range(range)
    },
    setRate: (wordsPerMinute) => worker.set_rate(wordsPerMinute),
    synthesize: (markup) => {
      length = 0
      events.count = 0
      worker.synth_(markup, callback)
      return { pcm: pcm.subarray(0, length), events }
    },
    sounds: (markup) => {
      sounds = []
      worker.synth_(markup, listen)
      return sounds
    },
    said: (markup) => {
      saying = []
      worker.synth_(markup, note)
      return saying
    },
    transcribe: (text) => {
      const { ptr } = worker.text_to_phonemes(text, 1)
      const end = module.HEAPU8.indexOf(0, ptr)
      const ipa = decoder.decode(module.HEAPU8.slice(ptr, end))
      module._free(ptr)
      // `|` stands between sounds that might be read as one, `(en)` before what is said as in another language.
      return ipa
        .replace(/[_|]|\([a-z-]+\)/g, '')
        .replace(/\s+/g, ' ')
        .trim()
    },
    phonemeTables: () => module.FS.readFile(`${dataFolder}/phontab`),
    phonemeTableNames: (identifier) => {
      const [file = ''] = identifier.split('+')
      const definition = module.FS.readFile(`${dataFolder}/lang/${file}`, { encoding: 'utf8' })
      const named = Array.from(
        definition.matchAll(/^\s*(?:phonemes|language)\s+(\S+)/gm),
        ([, name = '']) => name,
      )
      const phonemes = /^\s*phonemes\s+(\S+)/m.exec(definition)?.[1]
      return [...(phonemes ? [phonemes] : []), ...named, ...named.map((name) => name.split('-')[0] ?? '')]
    },
  }
}

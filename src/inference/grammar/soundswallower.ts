/**
 * The compiled SoundSwallower: loading it, and one decoder with one grammar. The only file that knows its interface.
 *
 * What its own documentation does not say, or says wrongly: the models are looked for beside the current folder unless
 * `modelBase` is an absolute path with a slash at its end; the sampling rate is 44,100 unless set; a decoder that ever
 * streamed decodes whole utterances badly, so this one never does; loading it installs a handler of uncaught errors.
 * Its dictionary of 134,000 words makes a decoder take 140 ms longer and 20 MB more than one that is given its grammar's
 * words only, which is why each grammar has a decoder of its own here and grammars are never swapped in one.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Automaton } from './automaton.ts'

interface RawDecoder {
  readonly cdecoder: number
  delete(): void
  initialize(): Promise<void>
  init_dict(): Promise<void>
  start(): void
  stop(): void
  process_audio(pcm: Float32Array, noSearch: boolean, wholeUtterance: boolean): number
  get_text(): string
  get_alignment(options?: { align_level: number }): Segment
  add_words(...words: readonly (readonly [string, string])[]): void
  set_grammar(jsgf: string): void
}
/** `t` text, `b` begin and `d` duration in seconds, `p` posterior. */
interface Segment {
  readonly t: string
  readonly b: number
  readonly d: number
  readonly p: number
  readonly w?: readonly Segment[]
}
interface Module {
  // Fetched anew each time: they are replaced when the memory grows.
  readonly HEAP32: Int32Array
  readonly HEAPU8: Uint8Array
  readonly Decoder: new (config: Readonly<Record<string, unknown>>) => RawDecoder
  _malloc(bytes: number): number
  _decoder_hyp(decoder: number, score: number): number
  _decoder_init_dict_s3file(decoder: number, words: number, fillers: number): number
  _decoder_logmath(decoder: number): number
  _decoder_set_fsg(decoder: number, automaton: number): number
  _logmath_log(math: number, probability: number): number
  _free(address: number): void
  _fsg_model_init(name: number, math: number, weight: number, states: number): number
  _fsg_model_word_add(automaton: number, word: number): number
  _fsg_model_trans_add(automaton: number, from: number, to: number, logarithm: number, word: number): void
  _fsg_model_null_trans_add(automaton: number, from: number, to: number, logarithm: number): number
  _fsg_set_states(automaton: number, first: number, last: number): void
}

/** Acoustic models that come with the package. */
export type AcousticModel = 'en-us' | 'fr-fr'

export interface DecodedWord {
  readonly text: string
  readonly start: number // seconds
  readonly end: number
  readonly posterior: number // 0 to 1
}
export interface Decoded {
  /** '' where nothing in the grammar fits. */
  readonly text: string
  readonly words: readonly DecodedWord[]
  /**
   * Logarithm of the likelihood, 0 where nothing fits. A score of 1 stands for ln(1.0001) · 1024 = 0.1024 nats:
   * logarithms of base 1.0001, shifted right by 10 bits (logmath.h, hmm.h).
   */
  readonly score: number
}

/**
 * Probabilities of a grammar written by hand say nothing about what people say, and a large one must not count against
 * what was said: at the package's own weight of 6.5, 133 of 172 commands were understood and 6 of 105 other utterances
 * taken for one (at 95 % of the former); with these, 141 and 4. See docs/adr/0028-grammar-and-rejection.md.
 */
const weights = { lw: 1, silprob: 0.1 } as const

/** A word and its phones, with a space between them. */
export type Entry = readonly [word: string, phones: string]

export interface Decoder {
  /** @param pcm a whole utterance in −1..1 at 16 kHz, cut by voice activity; at least `shortest` samples */
  decode(pcm: Float32Array): Decoded
  close(): void
}

/** Samples below which there is no frame to decode: two windows of 25.6 ms. */
export const shortest = 1_024

export interface SoundSwallower {
  /**
   * @param grammar as text (JSGF), or as an automaton, which decodes faster
   * @param words every word of the grammar, again with `(2)`, `(3)` behind it for other pronunciations
   * @param options further configuration of the decoder
   * @throws {Error} for a grammar that cannot be parsed or holds a word that is not in `words`
   */
  decoder(
    model: AcousticModel,
    grammar: string | Automaton,
    words: readonly Entry[],
    options?: Readonly<Record<string, unknown>>,
  ): Promise<Decoder>
}

/** Folder of the models inside the package, in its unpacked form where the app is packed. */
export function modelFolder(): string {
  const main = fileURLToPath(import.meta.resolve('soundswallower'))
  return join(dirname(main).replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'), 'model')
}

export async function loadSoundSwallower(): Promise<SoundSwallower> {
  const { default: create } = await import('soundswallower')
  const before = new Set(process.listeners('uncaughtException'))
  const folder = `${modelFolder()}/`
  // The package's types describe a subset of what it exports.
  const module = (await create({
    modelBase: folder,
    print: () => undefined,
    printErr: () => undefined,
  } as object)) as unknown as Module
  // It throws what it is told, from within the handler: the process's own handlers would never hear of an error.
  for (const listener of process.listeners('uncaughtException'))
    if (!before.has(listener)) process.off('uncaughtException', listener)

  const scoreAddress = module._malloc(8)
  class WithoutDictionary extends module.Decoder {
    override init_dict(): Promise<void> {
      if (module._decoder_init_dict_s3file(this.cdecoder, 0, 0) === 0)
        throw new Error('The decoder has no room for a dictionary.')
      return Promise.resolve()
    }
  }
  return {
    async decoder(model, grammar, words, options = {}) {
      const raw = new WithoutDictionary({
        hmm: folder + model,
        loglevel: 'FATAL',
        samprate: 16_000,
        // Otherwise scores are normalised by the senones that happen to be active, and two decoders cannot be compared.
        compallsen: true,
        ...weights,
        ...options,
      })
      try {
        await raw.initialize()
        if (words.length > 0) raw.add_words(...words)
        if (typeof grammar === 'string') raw.set_grammar(grammar)
        else setAutomaton(module, raw.cdecoder, grammar)
      } catch (error) {
        raw.delete()
        throw error
      }
      return {
        decode(pcm) {
          raw.start()
          raw.process_audio(pcm, false, true)
          raw.stop()
          const text = raw.get_text()
          if (text === '') return { text, words: [], score: 0 }
          module.HEAP32[scoreAddress >> 2] = 0
          module._decoder_hyp(raw.cdecoder, scoreAddress)
          const score = module.HEAP32[scoreAddress >> 2] ?? 0
          return { text, words: spoken(raw.get_alignment().w ?? []), score }
        },
        close: () => raw.delete(),
      }
    },
  }
}

/**
 * Gives the decoder its words and where they lead. Those of a state are equally likely, as the alternatives of a grammar's
 * rule are.
 */
function setAutomaton(module: Module, decoder: number, { arcs, accepting }: Automaton): void {
  const math = module._decoder_logmath(decoder)
  const last = arcs.length // it may have one end only
  const written = (text: string): number => {
    const bytes = new TextEncoder().encode(`${text}\0`)
    const address = module._malloc(bytes.length)
    module.HEAPU8.set(bytes, address)
    return address
  }
  const name = written('grammar')
  const automaton = module._fsg_model_init(name, math, weights.lw, arcs.length + 1)
  module._free(name)
  module._fsg_set_states(automaton, 0, last)
  const words = new Map<string, number>()
  const wordOf = (text: string): number => {
    let word = words.get(text)
    if (word === undefined) {
      const address = written(text)
      word = module._fsg_model_word_add(automaton, address)
      module._free(address)
      words.set(text, word)
    }
    return word
  }
  arcs.forEach((leads, state) => {
    const ways = leads.size + (accepting[state] ? 1 : 0)
    const each = ways > 0 ? module._logmath_log(math, 1 / ways) : 0
    for (const [text, to] of leads) module._fsg_model_trans_add(automaton, state, to, each, wordOf(text))
    if (accepting[state]) module._fsg_model_null_trans_add(automaton, state, last, leads.size > 0 ? each : 0)
  })
  if (module._decoder_set_fsg(decoder, automaton) < 0)
    throw new Error('The decoder does not take the automaton of the grammar.')
}

/** Without silence, and by the name of the word whichever pronunciation it was. */
const spoken = (segments: readonly Segment[]): DecodedWord[] =>
  segments
    .filter(({ t }) => !/^(?:<.*>|\[.*\]|\(NULL\))$/.test(t))
    .map(({ t, b, d, p }) => ({
      text: t.replace(/\(\d+\)$/, ''),
      start: b,
      end: b + d,
      posterior: Math.min(1, Math.max(0, p)),
    }))

/**
 * Entry of a thread that decodes: one runs for the grammars and one for the loop of phones, so that both take an
 * utterance at the same time and neither holds up the process that hears.
 */
import { parentPort } from 'node:worker_threads'
import type { Pronounced } from '../../contract/ear.ts'
import { phoneNames, soundOf } from '../arpabet.ts'
import { answer } from '../thread.ts'
import { type Automaton, automatonOf } from './automaton.ts'
import { type Dictionary, dictionary } from './dictionary.ts'
import { wordsOf } from './jsgf.ts'
import { pronunciations } from './pronunciations.ts'
import {
  type AcousticModel,
  type DecodedWord,
  type Decoder,
  type Entry,
  loadSoundSwallower,
  shortest,
} from './soundswallower.ts'

/** What the thread is asked for, and its answers. `key` names a compiled grammar. */
export interface GrammarThread {
  compile(request: {
    readonly key: string
    readonly model: AcousticModel
    readonly language: string
    readonly jsgf: string
    readonly words: readonly Pronounced[]
  }): Promise<{ readonly unknown: readonly string[] }>
  drop(request: { readonly key: string }): Promise<void>
  decode(request: { readonly key: string; readonly pcm: Int16Array }): Promise<Score>
  /** The same sound by any phones: how well it can be explained at all. */
  loop(request: { readonly model: AcousticModel; readonly pcm: Int16Array }): Promise<Score>
}
export interface Score {
  readonly text: string
  readonly words: readonly DecodedWord[]
  readonly score: number
}

/** The language whose words are in the model's dictionary. */
const languageOf: Readonly<Record<AcousticModel, string>> = { 'en-us': 'en', 'fr-fr': 'fr' }

const loading = loadSoundSwallower()
loading.catch(() => undefined) // told with the first answer
const dictionaries = new Map<AcousticModel, Dictionary>()
const grammars = new Map<string, Decoder>()
interface Waiting {
  readonly model: AcousticModel
  readonly grammar: Automaton | string
  readonly entries: readonly Entry[]
}
/** Grammars that are compiled when they are first used. */
const waiting = new Map<string, Waiting>()
const loops = new Map<AcousticModel, Promise<Decoder>>()

function dictionaryOf(model: AcousticModel): Dictionary {
  let own = dictionaries.get(model)
  if (!own) dictionaries.set(model, (own = dictionary(model)))
  return own
}

/** Samples in −1..1, as the decoder takes them. */
function floats(pcm: Int16Array): Float32Array {
  const samples = new Float32Array(pcm.length)
  for (let at = 0; at < pcm.length; at++) samples[at] = pcm[at]! / 32_768
  return samples
}
const decoderOf = async ({ model, grammar, entries }: Waiting): Promise<Decoder> =>
  (await loading).decoder(model, grammar, entries)

function drop(key: string): void {
  waiting.delete(key)
  grammars.get(key)?.close()
  grammars.delete(key)
}

/** The grammar as an automaton, or as it is where it is of a kind that has none; what is no grammar the decoder refuses. */
function compact(jsgf: string): Automaton | string {
  try {
    return automatonOf(jsgf)
  } catch {
    return jsgf
  }
}
const nothing: Score = { text: '', words: [], score: 0 }

async function loopOf(model: AcousticModel): Promise<Decoder> {
  const names = phoneNames(model)
  const jsgf = `#JSGF V1.0; grammar phones; public <phones> = (${names.map((name) => `p${name}`).join(' | ')})+;`
  return (await loading).decoder(
    model,
    jsgf,
    names.map((name) => [`p${name}`, name]),
  )
}

const thread: GrammarThread = {
  async compile({ key, model, language, jsgf, words }) {
    const own = language.toLowerCase().startsWith(languageOf[model]) ? dictionaryOf(model) : undefined
    const { entries, unknown } = await pronunciations(wordsOf(jsgf), words, model, language, own)
    drop(key)
    const made: Waiting = { model, grammar: compact(jsgf), entries }
    // Whoever is told of unknown words mostly comes back with their sounds before anything is decoded.
    if (unknown.length > 0 && typeof made.grammar !== 'string') waiting.set(key, made)
    else grammars.set(key, await decoderOf(made))
    return { unknown }
  },
  drop({ key }) {
    drop(key)
    return Promise.resolve()
  },
  async decode({ key, pcm }) {
    const own = waiting.get(key)
    if (own) {
      grammars.set(key, await decoderOf(own))
      waiting.delete(key)
    }
    const decoder = grammars.get(key)
    if (!decoder) throw new Error(`There is no grammar ${key}.`)
    return pcm.length < shortest ? nothing : decoder.decode(floats(pcm))
  },
  async loop({ model, pcm }) {
    let decoder = loops.get(model)
    if (!decoder) loops.set(model, (decoder = loopOf(model)))
    if (pcm.length < shortest) return nothing
    const { words, score } = (await decoder).decode(floats(pcm))
    const text = words.map((word) => soundOf(word.text.slice(1), model) ?? '').join('')
    return { text, words, score }
  },
}
answer(parentPort!, thread)

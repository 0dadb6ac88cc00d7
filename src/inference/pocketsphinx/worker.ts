/** Entry of the thread that the system's PocketSphinx runs in: its calls block. */
import { parentPort, workerData } from 'node:worker_threads'
import { answer } from '../thread.ts'
import { loadSphinx, type Sphinx, type SphinxHypothesis } from './library.ts'
import type { SphinxPaths } from './paths.ts'

/** What the thread is asked for. `utterance` is a number of the caller's choice. */
export interface SphinxThread {
  open(request: { readonly utterance: number }): Promise<void>
  hear(request: { readonly utterance: number; readonly pcm: Int16Array }): Promise<SphinxHypothesis>
  peek(request: { readonly utterance: number }): Promise<SphinxHypothesis>
  /** Frees the decoder for the next utterance. */
  end(request: { readonly utterance: number }): Promise<SphinxHypothesis>
}

const library = loadSphinx(workerData as SphinxPaths)
/** Decoders without an utterance. One is kept, since loading takes half a second; each holds 90 MB. */
const idle: Sphinx[] = []
const busy = new Map<number, Sphinx>()

function of(utterance: number): Sphinx {
  const decoder = busy.get(utterance)
  if (!decoder) throw new Error(`There is no utterance ${utterance}.`)
  return decoder
}

answer<SphinxThread>(parentPort!, {
  open({ utterance }) {
    const decoder = idle.pop() ?? library.decoder()
    decoder.start()
    busy.set(utterance, decoder)
    return Promise.resolve()
  },
  hear({ utterance, pcm }) {
    const decoder = of(utterance)
    decoder.hear(pcm)
    return Promise.resolve(decoder.hypothesis())
  },
  peek: ({ utterance }) => Promise.resolve(of(utterance).hypothesis()),
  end({ utterance }) {
    const decoder = of(utterance)
    busy.delete(utterance)
    decoder.end()
    const hypothesis = decoder.hypothesis()
    if (idle.length > 0) decoder.close()
    else idle.push(decoder)
    return Promise.resolve(hypothesis)
  },
})

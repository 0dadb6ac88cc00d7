/**
 * Recognition by grammar: several grammars by name, each decoded beside a loop of any phones, so that what was said can be
 * told from what the grammar made of it (research/VOICE-LAB.md section 3d, docs/adr/0028-grammar-and-rejection.md).
 *
 * Decodes whole utterances only, cut by voice activity: silence at the ends spoils the mean that the features are taken
 * from. Grammars that were set before are kept compiled for a while, because they change to and fro with the screen.
 */
import { createHash } from 'node:crypto'
import type { GrammarHypothesis, Pronounced } from '../../contract/ear.ts'
import { hearingRate } from '../../contract/hearing.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { startThread, threadEntry } from '../thread.ts'
import { certainty } from './certainty.ts'
import type { AcousticModel } from './soundswallower.ts'
import type { GrammarThread } from './worker.ts'

export interface GrammarRequest {
  readonly grammar: string
  readonly language: string
  readonly jsgf: string
  /** Sounds for words that the dictionary lacks, or that are also said in another way; a word may occur several times. */
  readonly words?: readonly Pronounced[]
}

export interface Grammars {
  /**
   * Compiles a grammar under a name, replacing the one of that name.
   *
   * @returns words without a known pronunciation; what needs them cannot be said
   * @throws {AppError} `unsupported-format` for a language without a model, `bad-input` for a grammar that makes no sense
   */
  set(request: GrammarRequest): Promise<{ unknown: string[] }>
  /** @param request.pcm mono, 16 bit, at `hearingRate`: one utterance @throws {AppError} `not-found` for a name never set */
  decode(request: {
    readonly grammar: string
    readonly pcm: Int16Array
  }): Promise<{ hypothesis: GrammarHypothesis }>
  /** The sounds of an utterance as the loop of phones hears them, in IPA. */
  sounds(request: { readonly language: string; readonly pcm: Int16Array }): Promise<{ ipa: string }>
  close(): Promise<void>
}

export interface GrammarsOptions {
  /** Compiled grammars kept in all, of 10 to 40 MB each. Default 5. */
  readonly kept?: number
}

/** A ratio for utterances in which nothing of the grammar fits. */
export const nothingFits = -100
/** Frames of the decoder in a second. */
const frameRate = 100

/** The acoustic model that a language is heard with. German has none of its own; see arpabet-german.ts. */
export function modelFor(language: string): AcousticModel | undefined {
  const [tag = ''] = language.toLowerCase().split('-')
  return ({ en: 'en-us', de: 'fr-fr', fr: 'fr-fr' } as const)[tag]
}
function modelOr(language: string): AcousticModel {
  const model = modelFor(language)
  if (model) return model
  throw new AppError('unsupported-format', `There are no spoken commands in “${language}”.`, {
    reason: 'hearing-language',
    data: { language },
  })
}

interface Compiled {
  readonly key: string
  readonly model: AcousticModel
  readonly request: GrammarRequest
  ready: Promise<{ readonly unknown: readonly string[] }>
}

export function createGrammars({ kept = 5 }: GrammarsOptions = {}): Grammars {
  const entry = threadEntry('worker.ts', 'grammar.js', import.meta.url)
  /** Oldest use first. */
  const compiled = new Map<string, Compiled>()
  const named = new Map<string, Compiled>()
  const grammars = startThread<GrammarThread>(entry, {
    // What the last thread held is compiled again when it is asked for.
    onRestart: () => {
      for (const [key, each] of compiled)
        if ([...named.values()].includes(each)) {
          each.ready = compile(each)
          each.ready.catch(() => undefined) // told with the next decode
        } else compiled.delete(key)
    },
  })
  const loop = startThread<GrammarThread>(entry)

  async function compile({
    key,
    model,
    request,
  }: Compiled): Promise<{ readonly unknown: readonly string[] }> {
    const { language, jsgf, words = [] } = request
    try {
      return await grammars.call('compile', { key, model, language, jsgf, words })
    } catch (error) {
      if (!isAppError(error, 'internal')) throw error
      throw new AppError('bad-input', 'The grammar of the commands cannot be used.', {
        reason: 'grammar-broken',
        cause: error,
      })
    }
  }
  function touch(each: Compiled): void {
    compiled.delete(each.key)
    compiled.set(each.key, each)
    const live = new Set([...named.values()].map(({ key }) => key))
    for (const key of compiled.keys()) {
      if (compiled.size <= Math.max(kept, live.size)) break
      if (live.has(key)) continue
      compiled.delete(key)
      grammars.call('drop', { key }).catch(() => undefined) // gone with the thread, then
    }
  }

  return {
    async set(request) {
      const model = modelOr(request.language)
      const key = createHash('sha256')
        .update(JSON.stringify([request.language, request.jsgf, request.words ?? []]))
        .digest('base64')
      let found = compiled.get(key)
      if (!found) {
        found = { key, model, request, ready: Promise.resolve({ unknown: [] }) }
        compiled.set(key, found)
        found.ready = compile(found)
      }
      try {
        const { unknown } = await found.ready
        // A grammar that makes no sense leaves the one before in its place.
        named.set(request.grammar, found)
        touch(found)
        return { unknown: [...unknown] }
      } catch (error) {
        compiled.delete(key)
        throw error
      }
    },
    async decode({ grammar, pcm }) {
      const found = named.get(grammar)
      if (!found)
        throw new AppError('not-found', `There is no grammar “${grammar}”.`, { reason: 'grammar-missing' })
      touch(found)
      // Begun before the thread is asked to decode: it may have died, and then compiles again first.
      const [said, any] = await Promise.all([
        grammars.call('decode', { key: found.key, pcm }),
        loop.call('loop', { model: found.model, pcm }),
      ])
      const frames = (pcm.length / hearingRate) * frameRate
      const ratio = said.text === '' || any.text === '' ? nothingFits : (said.score - any.score) / frames
      const words = said.words.map(({ text, start, end, posterior }) => ({
        text,
        start,
        end,
        confidence: posterior,
      }))
      return {
        hypothesis: {
          text: said.text,
          words,
          stable: said.text.length,
          confidence: said.text === '' ? 0 : certainty(ratio, words.length),
          ratio,
        },
      }
    },
    async sounds({ language, pcm }) {
      const { text } = await loop.call('loop', { model: modelOr(language), pcm })
      return { ipa: text }
    },
    async close() {
      await Promise.all([grammars.close(), loop.close()])
    },
  }
}

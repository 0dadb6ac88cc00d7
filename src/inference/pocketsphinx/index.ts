/**
 * Dictation without any pack, on Linux: the system's PocketSphinx. About one word in three is wrong, which is why it is
 * offered as what it is.
 */
import type { Hypothesis, Recogniser } from '../../contract/hearing.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import type { RecogniserModel, RecogniserStream } from '../recogniser.ts'
import { startThread, type Thread, threadEntry } from '../thread.ts'
import { findSphinx, type SphinxPaths } from './paths.ts'
import type { SphinxHypothesis } from './library.ts'
import type { SphinxThread } from './worker.ts'

/** Samples decoded at a time, 100 ms: partial hypotheses change no faster, and each call has its price. */
const batch = 1_600
/** Trailing words that later sound still changes: of 848 partial hypotheses 99.1 % kept all before them. */
const unstableWords = 3

export interface PocketsphinxOptions {
  /** Of the file system in which the library is looked for. Default `/`. */
  readonly root?: string
  /** Default: of this machine. */
  readonly platform?: NodeJS.Platform
}

/** @returns undefined on systems that have no PocketSphinx of their own; `about.state` is `missing` where it is not installed */
export function pocketsphinxModel({ root = '/', platform = process.platform }: PocketsphinxOptions = {}):
  | RecogniserModel
  | undefined {
  if (platform !== 'linux') return undefined
  const paths = findSphinx(root)
  const about: Recogniser = {
    id: 'pocketsphinx:en-us',
    name: 'PocketSphinx',
    kind: 'system',
    languages: ['en'],
    streaming: true,
    wordTimes: true,
    alternatives: false,
    hotWords: false,
    dictation: true,
    state: paths ? 'ready' : 'missing',
    ...(paths ? {} : { problem: 'system-missing' }),
    wordErrorPercent: 35,
  }
  let thread: Thread<SphinxThread> | undefined
  let next = 1
  return {
    about,
    async open() {
      if (!paths)
        throw new AppError('unavailable', 'PocketSphinx is not installed on this system.', {
          reason: 'system-recogniser-missing',
        })
      const own = (thread ??= start(paths))
      const utterance = next++
      try {
        await own.call('open', { utterance })
      } catch (error) {
        if (!isAppError(error, 'internal')) throw error
        throw new AppError('damaged', 'The system’s PocketSphinx cannot be used.', {
          reason: 'system-recogniser-broken',
          cause: error,
        })
      }
      return stream(own, utterance)
    },
  }
}

const start = (paths: SphinxPaths): Thread<SphinxThread> =>
  startThread(threadEntry('worker.ts', 'pocketsphinx.js', import.meta.url), { data: paths })

function stream(thread: Thread<SphinxThread>, utterance: number): RecogniserStream {
  let waiting: Int16Array[] = []
  let samples = 0
  let last: Hypothesis = { text: '', words: [], stable: 0, confidence: 0 }
  let over = false

  const call: Thread<SphinxThread>['call'] = async (name, request) => {
    try {
      return await thread.call(name, request)
    } catch (error) {
      if (!isAppError(error, 'internal')) throw error
      // Also where the thread has died and the one that took its place does not know the utterance.
      throw new AppError('unavailable', 'PocketSphinx stopped working in the middle of an utterance.', {
        reason: 'recogniser-crashed',
        cause: error,
      })
    }
  }
  /** Decodes what has come in since. */
  async function decode(): Promise<void> {
    const pcm = new Int16Array(samples)
    let at = 0
    for (const each of waiting) {
      pcm.set(each, at)
      at += each.length
    }
    waiting = []
    samples = 0
    if (pcm.length > 0) last = partial(await call('hear', { utterance, pcm }))
  }
  return {
    async hear(pcm) {
      waiting.push(pcm.slice())
      samples += pcm.length
      if (samples >= batch) await decode()
      return last
    },
    async peek() {
      await decode()
      return last
    },
    async end() {
      await decode()
      over = true
      const { text, words } = await call('end', { utterance })
      return [
        {
          text,
          words: words.map(({ posterior, ...word }) => ({ ...word, confidence: posterior })),
          stable: text.length,
          confidence: words.length === 0 ? 0 : mean(words.map(({ posterior }) => posterior)),
        },
      ]
    },
    close() {
      if (!over) thread.call('end', { utterance }).catch(() => undefined) // whatever it would have been
      over = true
    },
  }
}

/** Posteriors are known at the end only; until then its words are as good as the recogniser is. */
const unknownConfidence = 0.6
function partial({ text, words }: SphinxHypothesis): Hypothesis {
  const stable = text.split(' ').slice(0, -unstableWords).join(' ').length
  return {
    text,
    words: words.map(({ text: word, start: from, end }) => ({
      text: word,
      start: from,
      end,
      confidence: unknownConfidence,
    })),
    stable,
    confidence: unknownConfidence,
  }
}
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Keeps what was dictated: its words at once, its sound as it was heard, and encoded as soon as there is time.
 *
 * A process that is killed between the two has lost nothing: what is still unencoded is encoded at the next start.
 * Nothing here may cost the text, which is on its way to the editor meanwhile: failures are reported, not thrown.
 */
import { hearingRate } from '../../contract/hearing.ts'
import type { Settings } from '../../contract/settings.ts'
import type { KeepUtterance } from '../../core/hearing/parts.ts'
import { wavHeader, wavHeaderBytes } from '../../inference/dsp/wav.ts'
import { isAppError } from '../../rpc/failure.ts'
import type { DictationStore } from '../../store/dictation.ts'

const dayMs = 86_400_000
const keptMs: Readonly<Record<Settings['keepDictation'], number>> = {
  never: 0,
  text: 0,
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  always: Number.POSITIVE_INFINITY,
}
const purgeEveryMs = 3_600_000

export interface KeeperParts {
  readonly store: DictationStore
  readonly settings: { read(): Settings }
  /** Makes a file of a sound at `hearingRate`. */
  readonly encode: (pcm: Int16Array) => Promise<Uint8Array>
  readonly report: (what: string, cause: unknown) => void
  readonly now?: () => number
}

export interface Keeper {
  readonly keep: KeepUtterance
  /** Begins to purge, now and hourly, and encodes what an earlier process left. */
  readonly start: () => void
  readonly purge: () => void
  /** Settles when nothing is being encoded. */
  readonly idle: () => Promise<void>
  readonly close: () => Promise<void>
}

function wavFile(pcm: Int16Array): Uint8Array {
  return Buffer.concat([
    wavHeader(hearingRate, pcm.byteLength),
    new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength),
  ])
}
/** A copy, because samples must lie at even addresses; not by `slice`, which is a view where the store gives Buffers. */
const pcmOf = (wav: Uint8Array) => new Int16Array(new Uint8Array(wav.subarray(wavHeaderBytes)).buffer)

export function createKeeper({ store, settings, encode, report, now = Date.now }: KeeperParts): Keeper {
  let queue: Promise<void> = Promise.resolve()
  let closed = false
  let timer: NodeJS.Timeout | undefined

  /** One after the other: there is only one who speaks. */
  const shrink = (id: number) => {
    queue = queue.then(async () => {
      if (closed) return
      try {
        const { kind, bytes } = store.sound(id)
        if (kind !== 'wav') return
        const file = await encode(pcmOf(bytes))
        if (!closed) store.setSound(id, { kind: 'ogg', bytes: file })
      } catch (error) {
        if (isAppError(error, 'not-found')) return // forgotten meanwhile: a command, say
        // The engine is away: it is kept as it was heard.
        report('a dictation’s sound could not be encoded', error)
      }
    })
  }
  const purge = () => {
    const kept = keptMs[settings.read().keepDictation]
    if (kept !== Number.POSITIVE_INFINITY) store.forgetSounds(now() - kept)
  }
  const purgeSafely = () => {
    try {
      purge()
    } catch (error) {
      report('old dictations could not be forgotten', error)
    }
  }
  return {
    keep: async ({ draft, language, recogniser, hypothesis, alternatives, pcm }) => {
      const { keepDictation } = settings.read()
      const withSound = keptMs[keepDictation] > 0 && pcm.length > 0
      if (keepDictation === 'never' || (!withSound && hypothesis.text === '')) return undefined
      const row = {
        draft,
        language,
        recogniser,
        text: hypothesis.text,
        alternatives: alternatives.map(({ text }) => text),
        seconds: pcm.length / hearingRate,
      }
      if (!withSound) return store.add(row, now())
      try {
        const id = store.add({ ...row, sound: { kind: 'wav', bytes: wavFile(pcm) } }, now())
        shrink(id)
        return id
      } catch (error) {
        if (row.text === '') throw error
        report('a dictation’s sound could not be kept', error)
        return store.add(row, now()) // a disk that is full of sound may have room for words
      }
    },
    start() {
      purgeSafely()
      timer ??= setInterval(purgeSafely, purgeEveryMs)
      timer.unref()
      for (const id of store.unencoded()) shrink(id)
    },
    purge,
    idle: () => queue,
    async close() {
      closed = true
      clearInterval(timer)
      await queue
    },
  }
}

/** Speech that was synthesised already, bounded by bytes; what was used longest ago goes first. */
import type { Speech, SpeechRequest } from '../../contract/inference.ts'

/** What a word time takes, roughly, as an object of four numbers. */
const bytesPerWord = 64

export class SpeechCache {
  readonly #budget: number
  readonly #kept = new Map<string, Speech>()
  #bytes = 0

  /** @param budget bytes that may be kept; 24 MB are about eight minutes of speech */
  constructor(budget = 24 * 1024 * 1024) {
    this.#budget = budget
  }

  get bytes(): number {
    return this.#bytes
  }

  get(request: SpeechRequest): Speech | undefined {
    const key = keyOf(request)
    const speech = this.#kept.get(key)
    if (speech) {
      this.#kept.delete(key)
      this.#kept.set(key, speech)
    }
    return speech
  }

  /** Keeps `speech`, which must not be changed afterwards. Speech larger than a quarter of the budget is not kept. */
  set(request: SpeechRequest, speech: Speech): void {
    const size = sizeOf(speech)
    if (size > this.#budget / 4) return
    const key = keyOf(request)
    const before = this.#kept.get(key)
    if (before) this.#bytes -= sizeOf(before)
    this.#kept.delete(key)
    this.#kept.set(key, speech)
    this.#bytes += size
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes <= this.#budget) break
      this.#kept.delete(oldest)
      this.#bytes -= sizeOf(old)
    }
  }

  clear(): void {
    this.#kept.clear()
    this.#bytes = 0
  }
}

const sizeOf = (speech: Speech): number => speech.pcm.byteLength + speech.words.length * bytesPerWord

const keyOf = ({ voice, language, pitch, range, text, phonemes }: SpeechRequest): string =>
  `${voice}|${language ?? ''}|${pitch ?? ''}|${range ?? ''}|${phonemes ? JSON.stringify(phonemes) : ''}|${text}`

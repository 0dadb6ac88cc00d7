/**
 * A book that nobody wrote, read by a voice that is a tone: an `AppClient` for tests of the session and the player.
 *
 * Everything in it can be calculated: words are `wordSeconds` long and fill their sentence without gaps, so what must
 * be lit at any moment is known, and the sound can be measured.
 */
import type { AppClient, MoveUnit, SpokenUtterance } from '../../src/contract/app.ts'
import type { Position } from '../../src/contract/document.ts'
import { soundRate } from '../../src/contract/inference.ts'
import type { TempoSpan } from '../../src/contract/tempo.ts'
import { AppError } from '../../src/rpc/failure.ts'

export const bookId = 'b'.repeat(64)

export interface BookOptions {
  readonly blocks: number
  readonly sentences: number // in each block
  readonly words: number // in each sentence
  readonly wordSeconds: number
  readonly pauseSeconds: number // after each sentence
  /** A pause of so many seconds after each word but the last, and the last word is a number; 0 for neither. */
  readonly gapSeconds: number
  /** Hertz of word `index`, counted through the book; a function of the word makes words tell themselves apart. */
  readonly hertz: (index: number) => number
  /** Blocks in a chapter. */
  readonly chapter: number
  /** How long the voice takes for an utterance, or for a part of it, in milliseconds. */
  readonly delay: number
  /** Id of the voice. */
  readonly voice: string
  /** Words of a part, where parts are asked for; 0 for utterances in one piece. */
  readonly partWords: number
  /** Each sample of word `index` is 100 + index, so that a single one tells which word it is of. */
  readonly numbered: boolean
}

interface Sentence {
  readonly block: number
  readonly number: number // in the block
  readonly first: number // index of its first word in the book
  readonly offset: number
  readonly text: string
  readonly words: readonly { readonly from: number; readonly to: number }[]
}

export interface Book {
  readonly client: AppClient
  readonly options: BookOptions
  readonly sentences: readonly Sentence[]
  /** Texts of the blocks. */
  readonly texts: readonly string[]
  /** What was called, with its input, in order. */
  readonly calls: { readonly name: string; readonly input: unknown }[]
  /** Utterances made so far. */
  made: number
  /** Thrown instead of the next utterances, one each. */
  readonly failures: AppError[]
  /** While true the voice does not answer. */
  silent: boolean
  /** From now on words take so many times as long, as another voice would. */
  stretch: number
  /** Told with what comes from now on. */
  instead: SpokenUtterance['instead']
  /** Sentences that are left out from now on, counted through the book. */
  readonly omitted: Set<number>
  place(block: number, sentence?: number, word?: number): Position
}

const standard: BookOptions = {
  blocks: 20,
  sentences: 3,
  words: 6,
  wordSeconds: 0.3,
  pauseSeconds: 0.4,
  gapSeconds: 0,
  hertz: () => 140,
  chapter: 5,
  delay: 0,
  voice: 'tone',
  partWords: 0,
  numbered: false,
}

export function createBook(some: Partial<BookOptions> = {}): Book {
  const options = { ...standard, ...some }
  const sentences: Sentence[] = []
  const texts: string[] = []
  let word = 0
  for (let block = 0; block < options.blocks; block++) {
    let text = ''
    for (let number = 0; number < options.sentences; number++) {
      if (number > 0) text += ' '
      const offset = text.length
      const first = word
      const words = Array.from({ length: options.words }, (_, at) => {
        if (at > 0) text += ' '
        const from = text.length
        text += `word${word++}`
        return { from, to: text.length }
      })
      text += '.'
      sentences.push({ block, number, first, offset, text: text.slice(offset), words })
    }
    texts.push(text)
  }

  function sound({ first }: Sentence): Int16Array {
    const wordLength = Math.round(options.wordSeconds * book.stretch * soundRate)
    const step = wordLength + Math.round(options.gapSeconds * soundRate)
    const pcm = new Int16Array(step * (options.words - 1) + wordLength)
    if (options.numbered) return pcm.map((_, i) => 100 + first + Math.floor(i / step))
    let turns = 0 // counted on from word to word, so that a change of pitch does not click
    for (let i = 0; i < pcm.length; i++) {
      const within = i % step
      const edge = options.gapSeconds > 0 ? Math.min(1, within / 96, (wordLength - within) / 96) : 1
      pcm[i] = Math.round(10_000 * Math.max(0, edge) * Math.sin(2 * Math.PI * turns))
      turns += options.hertz(first + Math.floor(i / step)) / soundRate
    }
    return pcm
  }

  function times(at: number): { start: number; end: number } {
    const seconds = options.wordSeconds * book.stretch
    const start = at * (seconds + options.gapSeconds)
    return { start, end: start + seconds }
  }

  function tempo(): TempoSpan[] {
    const spans: TempoSpan[] = []
    for (let at = 1; at < options.words; at++)
      spans.push({ from: times(at - 1).end, to: times(at).start, what: ['pause'] })
    const last = times(options.words - 1)
    return [...spans, { from: last.start, to: last.end, what: ['number'] }]
  }

  function spoken(sentence: Sentence): SpokenUtterance {
    book.made++
    return {
      utterance: {
        position: { document: bookId, block: sentence.block, offset: sentence.offset },
        end: sentence.offset + sentence.text.length,
        kind: 'text',
        blockStart: sentence.number === 0,
        spoken: sentence.text,
      },
      pcm: sound(sentence),
      words: sentence.words.map(({ from, to }, at) => ({ ...times(at), from, to })),
      ...(options.gapSeconds > 0 && { tempo: tempo() }),
      pauseAfter: options.pauseSeconds,
      voice: options.voice,
      wordsPerMinute: 180,
      ...(book.instead && { instead: book.instead }),
    }
  }

  /** The same in parts of some words each: their sound, with all words so far. */
  function partsOf(whole: SpokenUtterance): SpokenUtterance[] {
    const count = Math.ceil(whole.words.length / options.partWords)
    let from = 0
    return Array.from({ length: count }, (_, at) => {
      const words = whole.words.slice(0, (at + 1) * options.partWords)
      const more = at < count - 1
      const to = more ? Math.round((words.at(-1)?.end ?? 0) * soundRate) : whole.pcm.length
      const part = { ...whole, words, pcm: whole.pcm.slice(from, to), part: { from, more } }
      from = to
      return part
    })
  }

  /** The sentence that holds a place, or the next one. */
  function indexAt({ block, offset }: Position): number {
    return sentences.findIndex(
      (sentence) =>
        sentence.block > block ||
        (sentence.block === block && sentence.offset + sentence.text.length > offset),
    )
  }
  const placeOf = (index: number): Position => {
    const { block, offset } = sentences[index] as Sentence
    return { document: bookId, block, offset }
  }

  function move(from: Position, unit: MoveUnit, count: number): { position: Position; moved: boolean } {
    const at = Math.max(0, indexAt(from))
    const size = unit === 'sentence' ? 1 : options.sentences * (unit === 'paragraph' ? 1 : options.chapter)
    const goal = (Math.floor(at / size) + count) * size
    const bounded = Math.min(Math.max(0, goal), sentences.length - 1)
    if (goal >= sentences.length && Math.floor(at / size) * size + size >= sentences.length)
      return { position: from, moved: false }
    const position = placeOf(bounded)
    return { position, moved: position.block !== from.block || position.offset !== from.offset }
  }

  const wait = (milliseconds: number) =>
    milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : Promise.resolve()

  async function* utterances(
    from: Position,
    unit: string | undefined,
    parts: boolean,
  ): AsyncGenerator<SpokenUtterance> {
    const first = indexAt(from)
    if (first < 0) return
    for (const sentence of sentences.slice(first)) {
      if (unit === 'block' && sentence.block !== from.block) return
      if (book.omitted.has(sentences.indexOf(sentence))) continue
      const made = spoken(sentence)
      for (const each of parts && options.partWords > 0 ? partsOf(made) : [made]) {
        await wait(options.delay)
        const failure = book.failures.shift()
        if (failure) throw failure
        if (book.silent) await new Promise(() => undefined)
        yield each
      }
    }
  }

  const answers: Record<string, (input: never) => unknown> = {
    'reading.move': ({ from, unit, count }: { from: Position; unit: MoveUnit; count: number }) =>
      move(from, unit, count),
    'reading.sentence': (at: Position) => {
      const index = indexAt(at)
      return index < 0 ? null : { position: placeOf(index), end: placeEnd(index) }
    },
    'reading.heard': () => ({}),
    'log.write': () => ({}),
  }
  const placeEnd = (index: number) => (sentences[index]?.offset ?? 0) + (sentences[index]?.text.length ?? 0)

  const client = {
    async call(name: string, input: never) {
      book.calls.push({ name, input })
      await Promise.resolve()
      const answer = answers[name]
      if (!answer) throw new AppError('bad-input', `the synthetic book has no ${name}`)
      return answer(input)
    },
    stream(name: string, { from, unit, parts }: { from: Position; unit?: string; parts?: boolean }) {
      book.calls.push({ name, input: from })
      return utterances(from, unit, parts === true)
    },
    close() {},
  } as unknown as AppClient // only the methods that a session uses

  const book: Book = {
    client,
    options,
    sentences,
    texts,
    calls: [],
    made: 0,
    failures: [],
    silent: false,
    stretch: 1,
    instead: undefined,
    omitted: new Set(),
    place(block, sentence = 0, at = 0) {
      const found = sentences[block * options.sentences + sentence] as Sentence
      return { document: bookId, block, offset: found.words[at]?.from ?? found.offset }
    },
  }
  return book
}

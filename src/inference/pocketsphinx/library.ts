/**
 * The system's PocketSphinx (libpocketsphinx3 and pocketsphinx-en-us of Debian and its kin) through koffi. The only file
 * that knows its functions; all of them block, so it is used in a thread of its own.
 *
 * Version 0.8+5prealpha, whose ps_seg_iter takes where to put a score; later ones ignore the argument.
 */
import koffi from 'koffi'
import type { SphinxPaths } from './paths.ts'

export interface SphinxWord {
  readonly text: string
  readonly start: number // seconds
  readonly end: number
  readonly posterior: number // 0 to 1; 1 for all before the end of the utterance
}
export interface SphinxHypothesis {
  readonly text: string
  readonly words: readonly SphinxWord[]
}

/** One decoder: one utterance at a time. */
export interface Sphinx {
  start(): void
  /** @param pcm mono, 16 bit, 16 kHz */
  hear(pcm: Int16Array): void
  /** Ends the utterance: what is told by `hypothesis` afterwards is final. */
  end(): void
  hypothesis(): SphinxHypothesis
  close(): void
}

/** Frames of a hypothesis in a second. */
const frameRate = 100

export interface SphinxLibrary {
  /**
   * With the settings of the model: level normalisation, other weights of the language model and wider beams change no
   * more than 1 or 2 words in 100, and without its noise removal 12 more are wrong at 15 dB.
   *
   * @throws {Error} where the model cannot be used
   */
  decoder(): Sphinx
}

export function loadSphinx(paths: SphinxPaths): SphinxLibrary {
  const base = koffi.load(paths.base)
  const library = koffi.load(paths.library)
  const parse = base.func(
    'void *cmd_ln_parse_r(void *inout, void *definitions, int argc, str *argv, int strict)',
  )
  const freeConfiguration = base.func('int cmd_ln_free_r(void *configuration)')
  const exponent = base.func('double logmath_exp(void *math, int value)')
  const definitions = library.func('void *ps_args()')
  const init = library.func('void *ps_init(void *configuration)')
  const free = library.func('int ps_free(void *decoder)')
  const startUtterance = library.func('int ps_start_utt(void *decoder)')
  const endUtterance = library.func('int ps_end_utt(void *decoder)')
  const processRaw = library.func(
    'int ps_process_raw(void *decoder, const int16_t *samples, size_t count, int noSearch, int whole)',
  )
  const getHypothesis = library.func('str ps_get_hyp(void *decoder, _Out_ int *score)')
  const getMath = library.func('void *ps_get_logmath(void *decoder)')
  const segments = library.func('void *ps_seg_iter(void *decoder, _Out_ int *score)')
  const nextSegment = library.func('void *ps_seg_next(void *segment)')
  const segmentWord = library.func('str ps_seg_word(void *segment)')
  const segmentFrames = library.func('void ps_seg_frames(void *segment, _Out_ int *start, _Out_ int *end)')
  const segmentPosterior = library.func(
    'int ps_seg_prob(void *segment, _Out_ int *acoustic, _Out_ int *language, _Out_ int *back)',
  )

  return {
    decoder() {
      const given = [
        'lectern',
        '-hmm',
        paths.acoustic,
        '-lm',
        paths.language,
        '-dict',
        paths.dictionary,
        '-logfn',
        '/dev/null',
      ]
      const configuration = parse(null, definitions(), given.length, given, 1) as unknown
      if (!configuration) throw new Error('PocketSphinx refuses its options.')
      const decoder = init(configuration) as unknown
      if (!decoder) {
        freeConfiguration(configuration)
        throw new Error('PocketSphinx cannot use its model.')
      }
      const math = getMath(decoder) as unknown
      let running = false
      return {
        start() {
          if (startUtterance(decoder) < 0) throw new Error('PocketSphinx cannot begin an utterance.')
          running = true
        },
        hear(pcm) {
          if (pcm.length > 0 && processRaw(decoder, pcm, pcm.length, 0, 0) < 0)
            throw new Error('PocketSphinx failed in an utterance.')
        },
        end() {
          if (running && endUtterance(decoder) < 0) throw new Error('PocketSphinx cannot end an utterance.')
          running = false
        },
        hypothesis() {
          const score = [0]
          const text = (getHypothesis(decoder, score) as string | null) ?? ''
          if (text === '') return { text, words: [] }
          const words: SphinxWord[] = []
          for (let at = segments(decoder, score) as unknown; at; at = nextSegment(at) as unknown) {
            const word = segmentWord(at) as string
            if (/^(?:<.*>|\[.*\]|\+\+.*\+\+)$/.test(word)) continue
            const start = [0]
            const end = [0]
            segmentFrames(at, start, end)
            const posterior = exponent(math, segmentPosterior(at, [0], [0], [0]))
            words.push({
              text: word.replace(/\(\d+\)$/, ''),
              start: start[0]! / frameRate,
              end: (end[0]! + 1) / frameRate,
              posterior: running ? 1 : Math.min(1, Math.max(0, posterior as number)),
            })
          }
          return { text, words }
        },
        close() {
          free(decoder)
          freeConfiguration(configuration)
        },
      }
    },
  }
}

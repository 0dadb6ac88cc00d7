/**
 * What of a document is heard: joins the rules that leave things out, the reading mode and the lexicon.
 *
 * Everything that reads (utterances, scripts, counts, exports, the page's dimming) asks here, so that what is said,
 * what is counted and what is shown as left out can never differ.
 */
import type { Block } from '../../contract/document.ts'
import type { Listening, Omission, ReadingMode } from '../../contract/listening.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Tempo } from '../../sound/tempo.ts'
import type { Speaker, Text } from '../ports.ts'
import { measuredPace, paceWith, type Pace } from './gist/pace.ts'
import { type GistPlan, gistPlan } from './gist-plan.ts'
import { type Lexicon, lexiconFor } from './lexicon.ts'
import { mergeOmissions } from './omissions.ts'
import { besideHeadings, besideOpenings } from './openings.ts'
import { outlineOf } from './outline.ts'
import { skipRules } from './skip-rules.ts'
import { chooseVoice } from './voice-choice.ts'

export interface Hearing {
  /** What is left out of a block, in order and without overlaps. May wait shortly for the rest of its chapter (gist). */
  omissions(block: Block, number: number, signal?: AbortSignal): Promise<readonly Omission[]>
  /** What is said otherwise than it is written; undefined where nothing is. */
  readonly lexicon?: Lexicon | undefined
  readonly mode: ReadingMode
  /** At which it is read; a gist in minutes has more words at a higher one. */
  readonly speed: number
  /** With mode `gist`: what of each chapter is read. */
  readonly gist?: GistPlan | undefined
}

export interface HearingOf {
  readonly text: Text
  /** Its id. */
  readonly document: string
  readonly settings: Settings
  readonly listening?: Listening | undefined
  /** Tells how long a gist in minutes may be; without it, a voice of ordinary rate is assumed. */
  readonly speaker?: Speaker | undefined
}

/** Words a minute where no voice can be asked. */
const usualWordsPerMinute = 170

/** @returns what is heard under these settings; made anew when they change */
export function hearing(of: HearingOf): Hearing {
  const { text, document, settings, listening } = of
  const language = text.metadata.language ?? 'en'
  const everything = listening?.everything === true
  const rules = skipRules({ text, document, settings, listening })
  const left = async (block: Block, number: number): Promise<readonly Omission[]> =>
    everything ? [] : rules.omissions(block, number)
  const mode = listening?.mode ?? (everything ? 'full' : settings.readingMode)
  const gist = mode === 'gist' ? planOf(of, left) : undefined
  return {
    lexicon: lexiconFor(settings.lexicon, document),
    mode,
    speed: listening?.speed ?? settings.speed,
    gist,
    async omissions(block, number, signal) {
      const omitted = await left(block, number)
      // Nothing is announced inside what the mode leaves out, so the mode's omissions stay whole.
      if (gist) return mergeOmissions(await gist.omissions(number, signal), omitted)
      if (mode === 'full') return omitted
      const headings = mode === 'headings' && (await hasHeadings(text, signal))
      return mergeOmissions(
        headings ? besideHeadings(block) : besideOpenings(block, omitted, language),
        omitted,
      )
    },
  }
}

/** Where there are no headings to go by, the openings of paragraphs are the next best. */
async function hasHeadings(text: Text, signal?: AbortSignal): Promise<boolean> {
  return !text.extent().complete || (await outlineOf(text, signal)).headings.length > 0
}

function planOf(
  { text, document, settings, listening, speaker }: HearingOf,
  rules: (block: Block, number: number) => Promise<readonly Omission[]>,
): GistPlan {
  const length = listening?.gist ?? settings.gist
  const { voices } = settings
  const speed = listening?.speed ?? settings.speed
  const tempo: Tempo = { speed, pauses: listening?.pauses ?? settings.pauses, slow: {} }
  const { skip, books, ownRules } = settings
  const key = JSON.stringify([
    length,
    'minutes' in length ? [tempo, voices] : '',
    [listening?.everything, listening?.skip, skip, books[document]?.skip, ownRules],
  ])
  return gistPlan(key, { text, length, rules, pace: paceFor(text, tempo, voices, speaker) })
}

/** Tried on a voice once, for all chapters. */
function paceFor(
  text: Text,
  tempo: Tempo,
  chosen: Settings['voices'],
  speaker: Speaker | undefined,
): (sentences: readonly string[], signal?: AbortSignal) => Promise<Pace> {
  let measured: Promise<Pace> | undefined
  const language = text.metadata.language ?? 'en'
  const usual = paceWith(1, 60 / usualWordsPerMinute, tempo, language)
  const measure = async (sentences: readonly string[], signal?: AbortSignal): Promise<Pace> => {
    const voice = speaker && chooseVoice(language, await speaker.voices(), chosen, language)
    return voice ? measuredPace(speaker, voice, sentences, language, tempo, signal) : usual
  }
  return async (sentences, signal) => {
    measured ??= measure(sentences, signal)
    try {
      return await measured
    } catch (error) {
      measured = undefined // the engine may be starting again
      if (signal?.aborted) throw error
      return usual
    }
  }
}

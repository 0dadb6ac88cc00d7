/** Dictation's own commands as they are said: patterns over whole utterances, with slots. */
import { englishPhrases } from './phrases-english.ts'
import { germanPhrases } from './phrases-german.ts'
import { editDistance } from './find.ts'
import type { Word } from './words.ts'

/** A command's id, with what it is told after colons; and its pattern. Slots end in a figure where a name is taken. */
export type Phrasing = readonly [id: string, pattern: RegExp]

export interface Said {
  readonly id: string
  readonly slots: Readonly<Record<string, readonly Word[]>>
}

const tables: Readonly<Record<'en' | 'de', readonly Phrasing[]>> = { en: englishPhrases, de: germanPhrases }
const unitWords: Readonly<Record<string, string>> = {
  wort: 'word',
  wortes: 'word',
  satz: 'sentence',
  satzes: 'sentence',
  absatz: 'paragraph',
  absatzes: 'paragraph',
  zeile: 'line',
  satzende: 'sentence',
  satzanfang: 'sentence',
  zeilenende: 'line',
  zeilenanfang: 'line',
  absatzende: 'paragraph',
  absatzanfang: 'paragraph',
  words: 'word',
  sentences: 'sentence',
  paragraphs: 'paragraph',
  lines: 'line',
  wörter: 'word',
  worte: 'word',
  sätze: 'sentence',
  absätze: 'paragraph',
  zeilen: 'line',
  wortende: 'word',
  wortanfang: 'word',
}

export const unitNamed = (word: string): string => unitWords[word] ?? word

/** Every command that the utterance may be, the most definite first. */
export function commandsSaid(words: readonly Word[], language: 'en' | 'de'): Said[] {
  const keys = words.map(({ key }) => key)
  const said = keys.join(' ')
  const starts: number[] = []
  let offset = 0
  for (const key of keys) {
    starts.push(offset)
    offset += key.length + 1
  }
  return tables[language].flatMap(([id, pattern]) => {
    const match = pattern.exec(said)
    if (!match) return []
    const slots: Record<string, readonly Word[]> = {}
    for (const [name, place] of Object.entries(match.indices?.groups ?? {})) {
      if (!place) continue
      const from = starts.indexOf(place[0])
      const end = starts.findIndex((start) => start > place[1])
      slots[name.replace(/\d$/, '')] = words.slice(Math.max(0, from), end < 0 ? words.length : end)
    }
    return [{ id, slots }]
  })
}

/**
 * Fixed phrases that are kept even when one letter of them is misheard: long ones, that nobody would write a letter off.
 */
const sure: Readonly<Record<'en' | 'de', readonly (readonly [string, string])[]>> = {
  en: [
    ['scratch that', 'scratch_that'],
    ['select last sentence', 'select_text:sentence'],
    ['select the last sentence', 'select_text:sentence'],
    ['select last paragraph', 'select_text:paragraph'],
    ['delete last sentence', 'delete_text:sentence'],
    ['delete the last sentence', 'delete_text:sentence'],
    ['capitalise that', 'change_case:capital'],
    ['capitalize that', 'change_case:capital'],
    ['read that back', 'read_back:that'],
    ['stop dictation', 'stop_dictation'],
    ['stop dictating', 'stop_dictation'],
    ['stop listening', 'stop_listening'],
    ['correct that', 'correct_that'],
  ],
  de: [
    ['streiche das', 'scratch_that'],
    ['letzten satz markieren', 'select_text:sentence'],
    ['letzten satz löschen', 'delete_text:sentence'],
    ['diktat beenden', 'stop_dictation'],
    ['mikrofon ausschalten', 'stop_listening'],
    ['rückgängig machen', 'undo'],
  ],
}
/** As they are misheard by more than a letter. */
const misheard: Readonly<Record<string, string>> = {
  'scratch dat': 'scratch_that',
  'scratch at': 'scratch_that',
  'scratch fat': 'scratch_that',
  'scratch hat': 'scratch_that',
  'scratched that': 'scratch_that',
  'scratch the': 'scratch_that',
  'scratch them': 'scratch_that',
  'scratch then': 'scratch_that',
  "scratch that's": 'scratch_that',
  'scratch thought': 'scratch_that',
  'scratch cat': 'scratch_that',
  'scratch bat': 'scratch_that',
  'stretch that': 'scratch_that',
  'on do that': 'undo',
  'un do that': 'undo',
  'read that bag': 'read_back:that',
  'stop dick station': 'stop_dictation',
  'stop the dictation': 'stop_dictation',
  'rück gängig machen': 'undo',
  'dick tat beenden': 'stop_dictation',
}

/** A fixed command that the utterance is but for a letter. */
export function commandMisheard(said: string, language: 'en' | 'de'): Said | undefined {
  const known = misheard[said]
  if (known) return { id: known, slots: {} }
  const near = sure[language].find(
    ([phrase]) =>
      phrase !== said &&
      phrase.split(' ').length === said.split(' ').length &&
      editDistance(phrase, said, 1) <= 1,
  )
  return near && { id: near[1], slots: {} }
}

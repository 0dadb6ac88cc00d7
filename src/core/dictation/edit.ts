/** Dictation commands on a field: scratch, select, replace, delete, change case, insert, correct. */
import type { Dictated, DictatedField, DictationUnit, TextRange } from '../../contract/dictation.ts'
import { readNumber } from '../numerals/index.ts'
import { findSaid } from './find.ts'
import { raised, startsSentence } from './items.ts'
import { defaultSettings, writeAt, type DictationSettings } from './place.ts'
import { ruled } from './tidy.ts'
import { unitRange } from './units.ts'
import { englishStyle, germanStyle, grouped } from './written.ts'

/** Why a command is refused. Messages: `dictation.refused.<reason>`. */
export type Refusal = 'nothing-dictated' | 'not-found' | 'nothing-there' | 'not-here'

const refused = (reason: Refusal, text?: string): Dictated => ({
  type: 'refused',
  reason,
  ...(text !== undefined && { text }),
})

interface EditRequest {
  readonly language: string
  readonly command: string
  readonly arguments: Readonly<Record<string, unknown>>
  readonly field: DictatedField
  readonly settings?: DictationSettings
}

const string = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const units: readonly string[] = ['that', 'word', 'sentence', 'paragraph', 'line', 'all']
const unitOf = (value: unknown): DictationUnit | undefined => {
  const found = units.indexOf(typeof value === 'string' ? value : '')
  return found < 0 ? undefined : (units[found] as DictationUnit)
}

/**
 * What a dictation command does to a field. Its arguments are as its schema in contract/commands.ts has them.
 *
 * Words are looked for before the caret first, tolerant of case, punctuation, and figures for number words. Answers
 * `refused` with a reason where there is nothing to act on; `scratch_that` and “that” are refused where the text that
 * was dictated has changed since (`last` is absent). A command that edits nothing of a field is refused as `not-here`.
 */
export function editField({
  language,
  command,
  arguments: args,
  field,
  settings = defaultSettings,
}: EditRequest): Dictated {
  const text = string(args['text'])
  const caret = field.selection.to
  const find = (said: string) => findSaid(field.text, said, caret, language)
  switch (command) {
    case 'scratch_that': {
      const { last } = field
      if (!last || last.from >= last.to || last.to > field.text.length) return refused('nothing-dictated')
      return removed(field, last)
    }
    case 'delete_text': {
      const unit = unitOf(args['unit']) ?? 'that'
      const range = unitRange(field, unit, language)
      if (!range) return refused(unit === 'that' ? 'nothing-dictated' : 'nothing-there')
      return raisedAfter(field, removed(field, range, unit), range)
    }
    case 'select_text': {
      const unit = unitOf(args['unit']) ?? 'that'
      const range = text === undefined ? unitRange(field, unit, language) : find(text)
      if (range) return selected(field, range)
      return text === undefined
        ? refused(unit === 'that' ? 'nothing-dictated' : 'nothing-there')
        : refused('not-found', text)
    }
    case 'replace_text': {
      const old = string(args['old'])
      const now = typeof args['new'] === 'string' ? args['new'] : ''
      const range = old === undefined ? undefined : find(old)
      if (!range) return refused('not-found', old)
      return now.trim() === ''
        ? raisedAfter(field, removed(field, range), range)
        : replaced(field, range, now, language, settings)
    }
    case 'change_case': {
      const range = text === undefined ? unitRange(field, 'that', language) : find(text)
      if (!range) return text === undefined ? refused('nothing-dictated') : refused('not-found', text)
      return recased(field, range, string(args['to']) ?? 'capital', language)
    }
    case 'insert_text':
      return text === undefined ? refused('nothing-there') : inserted(field, text, language, settings)
    case 'correct_that': {
      const range = text === undefined ? unitRange(field, 'that', language) : find(text)
      if (range) return selected(field, range)
      return text === undefined ? refused('nothing-dictated') : refused('not-found', text)
    }
    default:
      return refused('not-here')
  }
}

export function selected(field: DictatedField, range: TextRange): Dictated {
  return {
    type: 'edit',
    edits: [],
    selection: { from: range.from, to: range.to },
    ...(field.last && { last: field.last }),
  }
}

/** Takes a stretch away with the space that would be left over. */
export function removed(field: DictatedField, range: TextRange, unit: DictationUnit = 'that'): Dictated {
  const { text } = field
  let { from, to } = range
  const before = text.slice(Math.max(0, from - 1), from)
  const after = text.charAt(to)
  const bare = before === '' || /\s/u.test(before)
  if (unit === 'paragraph') {
    // with the empty lines about it, of which those before stay where text follows
    while (text.charAt(to) === '\n') to++
    if (to === text.length) while (from > 0 && /\s/u.test(text.charAt(from - 1))) from--
  } else if (unit === 'line') {
    // a line goes with its break
    if (after === '\n') to++
    else if (before === '\n') from--
  } else if (/[^\S\n]/u.test(before) && (after === '' || /[\s,.;:!?)\]”]/u.test(after))) {
    while (from > 0 && /[^\S\n]/u.test(text.charAt(from - 1))) from--
  } else if (bare && /[^\S\n]/u.test(after)) {
    while (/[^\S\n]/u.test(text.charAt(to))) to++
  }
  return { type: 'edit', edits: [{ from, to, insert: '' }], selection: { from, to: from } }
}

/** What begins the sentence after its beginning was taken away gets the capital. */
function raisedAfter(field: DictatedField, done: Dictated, range: TextRange): Dictated {
  const edit = done.type === 'edit' ? done.edits[0] : undefined
  if (!edit || done.type !== 'edit') return done
  const next = field.text.slice(edit.to, edit.to + 1)
  const began =
    /^\p{Lu}/u.test(field.text.slice(range.from, range.to)) &&
    startsSentence(field.text.slice(Math.max(0, edit.from - 400), edit.from))
  if (!began || !/\p{Ll}/u.test(next)) return done
  return { ...done, edits: [{ ...edit, to: edit.to + 1, insert: next.toLocaleUpperCase() }] }
}

function replaced(
  field: DictatedField,
  range: TextRange,
  now: string,
  language: string,
  settings: DictationSettings,
): Dictated {
  const old = field.text.slice(range.from, range.to)
  const words = now.trim().split(/\s+/u)
  const base = ruled(language)
  const number =
    base && /^\d/.test(old)
      ? readNumber(
          words.map((word) => word.toLowerCase()),
          0,
          base,
        )
      : undefined
  // where figures stood, figures are put
  const figures =
    number && number.words === words.length && number.kind !== 'fraction' && number.kind !== 'ordinal'
  const style = base === 'de' ? germanStyle : englishStyle
  const parted = /\d[.,]\d{3}(?!\d)/.test(old) ? { ...style, groupFrom: 4 } : { ...style, groupFrom: 5 }
  // and a name or a German noun for another
  const named = /^\p{Lu}\p{Ll}/u.test(old) && words.length === old.split(/\s+/u).length
  const said = figures ? grouped(number.text, parted) : named ? raised(now) : now
  const capital = /^\p{Lu}/u.test(old) && startsSentence(field.text.slice(0, range.from))
  const edit = writeAt({ ...field, last: undefined }, range, said, language, settings, { open: true })
  const change = edit.edits[0]
  if (!change || !capital || settings.autoPunctuation) return edit
  return { ...edit, edits: [{ ...change, insert: raised(change.insert) }] }
}

function inserted(
  field: DictatedField,
  text: string,
  language: string,
  settings: DictationSettings,
): Dictated {
  return writeAt(field, field.selection, text, language, settings)
}

function recased(field: DictatedField, range: TextRange, to: string, language: string): Dictated {
  const old = field.text.slice(range.from, range.to)
  const now = caseOf(old, to, language)
  const end = range.from + now.length
  const last = field.last
  const shift = now.length - old.length
  return {
    type: 'edit',
    edits: now === old ? [] : [{ from: range.from, to: range.to, insert: now }],
    selection: { from: end, to: end },
    ...(last &&
      last.from <= range.from &&
      last.to >= range.to && { last: { from: last.from, to: last.to + shift } }),
  }
}

/** Small words of English titles (Chicago): articles, short prepositions and conjunctions, but for the first and last word. */
const smallInTitles = /^(?:a|an|the|and|but|or|nor|for|so|yet|as|at|by|in|of|off|on|per|to|up|via)$/

function caseOf(text: string, to: string, language: string): string {
  switch (to) {
    case 'upper':
      return text.toLocaleUpperCase(language)
    case 'lower':
      return text.toLocaleLowerCase(language)
    case 'title': {
      const words = text.split(/(\s+)/u)
      return words
        .map((word, index) => {
          const inner = index > 0 && index < words.length - 1 && language.startsWith('en')
          return inner && smallInTitles.test(word.toLowerCase()) ? word.toLowerCase() : raised(word)
        })
        .join('')
    }
    default:
      return raised(text)
  }
}

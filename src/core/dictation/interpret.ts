/** What an utterance is to a field that is dictated into: a command, if the whole of it is one beyond doubt; else text. */
import type { Dictated, DictatedField, TextRange } from '../../contract/dictation.ts'
import type { Hypothesis } from '../../contract/hearing.ts'
import { removed, selected } from './edit.ts'
import { findSaid } from './find.ts'
import { startsSentence } from './items.ts'
import { defaultSettings, isSmall, placeAsIs, writeAt, type DictationSettings } from './place.ts'
import { commandMisheard, commandsSaid, unitNamed, type Said } from './phrases.ts'
import { spelledOut } from './spelling.ts'
import { ruled } from './tidy.ts'
import { unitOrdinal, unitRange, unitsBack } from './units.ts'
import { readNumber } from '../numerals/index.ts'
import { splitWords, type Word } from './words.ts'
import { numberOf } from './written.ts'

interface InterpretRequest {
  readonly language: string
  readonly hypothesis: Hypothesis
  readonly field: DictatedField
  readonly settings?: DictationSettings
}

/** Words. “replace X by Y” may quote a sentence or two; more is dictation. */
const longestCommand = 60

/** Units by the name that the phrases give them. */
const units: Readonly<Record<string, 'that' | 'word' | 'sentence' | 'paragraph' | 'line' | 'all'>> = {
  that: 'that',
  word: 'word',
  sentence: 'sentence',
  paragraph: 'paragraph',
  line: 'line',
  all: 'all',
}

/**
 * Words tidied for their place, or a command where the whole utterance is one.
 *
 * Commands with words of the text (“replace X by Y”) are such only where the text has those words; else they are
 * written, since nothing that is said may be lost. “literal …” (“wörtlich …”) writes what would be a command. Commands
 * come back as `command`, to be carried out by the registry (`editField` for those on text); those that only move the
 * caret or put words elsewhere as `edit`. Where a grammar heard letters or a number, they are nothing else.
 */
export function interpret({
  language,
  hypothesis,
  field,
  settings = defaultSettings,
}: InterpretRequest): Dictated {
  const base = ruled(language)
  const words = splitWords(hypothesis.text)
  const keys = words.map(({ key }) => key)
  if (base && hypothesis.meant === 'letters') {
    const letters = spelledOut(keys, base)
    if (letters !== undefined) return placeAsIs(field, letters, true)
  }
  if (base && hypothesis.meant === 'number') {
    const figures = numberOf(keys, base)
    if (figures !== undefined) return placeAsIs(field, figures, false)
  }
  if (base && words.length > 0 && words.length <= longestCommand) {
    const escaped = literal(words, base)
    if (escaped)
      return writeAt(field, field.selection, textOf(escaped), language, {
        ...settings,
        spokenPunctuation: false,
      })
    const found = understood(words, base, field, language, settings)
    if (found) return found
  }
  return writeAt(field, field.selection, hypothesis.text, language, settings)
}

const textOf = (words: readonly Word[]) => words.map(({ lead, text, trail }) => lead + text + trail).join(' ')
const plainText = (words: readonly Word[] | undefined) => words?.map(({ text }) => text).join(' ') ?? ''

/** The words after “literal”, if they would be a command. */
function literal(words: readonly Word[], language: 'en' | 'de'): readonly Word[] | undefined {
  const escape = language === 'en' ? 'literal' : 'wörtlich'
  if (words[0]?.key !== escape || words.length < 2) return undefined
  const rest = words.slice(1)
  return commandsSaid(rest, language).length > 0 ? rest : undefined
}

const fillers = /^(?:so|and|oh|uh|um|well|okay|ok|now|then|und|also|äh|ähm|ja)$/

const command = (id: string, args: Record<string, unknown> = {}): Dictated => ({
  type: 'command',
  command: id,
  arguments: args,
})

function understood(
  words: readonly Word[],
  base: 'en' | 'de',
  field: DictatedField,
  language: string,
  settings: DictationSettings,
): Dictated | undefined {
  const all = commandsSaid(words, base)
  for (const said of all) {
    const done = carried(said, field, language, settings)
    if (done) return done
  }
  if (all.length > 0) return undefined
  const near = commandMisheard(words.map(({ key }) => key).join(' '), base)
  if (near) return carried(near, field, language, settings)
  // recognisers put a small word before what begins abruptly: “so stop dictation”
  const rest = fillers.test(words[0]?.key ?? '') && words.length > 2 ? words.slice(1) : []
  const fixed = commandsSaid(rest, base).find(({ slots }) =>
    Object.keys(slots).every((slot) => slot === 'unit'),
  )
  return fixed && carried(fixed, field, language, settings)
}

function carried(
  said: Said,
  field: DictatedField,
  language: string,
  settings: DictationSettings,
): Dictated | undefined {
  const [id = '', ...told] = said.id.split(':')
  const { slots } = said
  const caret = field.selection.to
  const find = (what: readonly Word[] | undefined) =>
    what && what.length > 0 ? findSaid(field.text, plainText(what), caret, language) : undefined
  const exact = (range: TextRange) => field.text.slice(range.from, range.to)
  const unit = units[unitNamed(slots['unit']?.[0]?.key ?? told[0] ?? '')]
  switch (id) {
    case 'delete_text':
      if (told[0] === 'text')
        return find(slots['text']) && command('replace_text', { old: plainText(slots['text']), new: '' })
      return unit && command(id, { unit })
    case 'select_text': {
      if (told[0] === 'text') return find(slots['text']) && command(id, { text: plainText(slots['text']) })
      if (told[0] === 'range') {
        const range = stretch(slots['first'], slots['final'], field, language)
        return range && command(id, { text: exact(range) })
      }
      return unit && command(id, { unit })
    }
    case 'read_back':
      return unit && command(id, { unit })
    case 'change_case':
      if (told[1] === 'text') {
        return find(slots['text']) && command(id, { to: told[0], text: plainText(slots['text']) })
      }
      return command(id, { to: told[0] })
    case 'correct_that':
      if (told[0] === 'text') return find(slots['text']) && command(id, { text: plainText(slots['text']) })
      return command(id)
    case 'replace_text': {
      if (told[0] === 'that') {
        const range = unitRange(field, 'that', language)
        return range && command(id, { old: exact(range), new: plainText(slots['new']) })
      }
      // “change it to X” with nothing selected: the word “it” is not what is meant
      if (/^(?:that|it|this|das|es|dies)$/.test(plainText(slots['old']).toLowerCase())) return undefined
      return replacing(slots, find)
    }
    case 'new_draft':
      return command(id, told[0] === 'title' ? { title: plainText(slots['title']) } : {})
    case 'teach_word':
      return command(id, told[0] === 'word' ? { word: plainText(slots['word']) } : {})
    case 'export_draft':
      return command(id, told[0] ? { format: told[0] } : {})
    case 'unitCase': {
      const range = unit && unitRange(field, unit, language)
      return range && command('change_case', { to: told[0], text: exact(range) })
    }
    case 'back':
    case 'first':
    case 'next': {
      const range = counted(said, field, language)
      return range && (told[0] === 'delete' ? removed(field, range) : selected(field, range))
    }
    case 'deselect':
      return moved(field, caret)
    case 'caret':
      return caretTo(said, told[0] ?? '', field, language, find)
    case 'insert':
      if (told[0] === 'end' || told[0] === 'start') {
        const at = told[0] === 'end' ? field.text.length : 0
        return writeAt(field, { from: at, to: at }, plainText(slots['new']), language, settings)
      }
      return insertedAt(slots, told[0] === 'after', field, language, settings, find)
    default:
      return command(id)
  }
}

/** “the last three words”, “the first sentence”, “the next line”. */
function counted({ id, slots }: Said, field: DictatedField, language: string): TextRange | undefined {
  const unit = units[unitNamed(slots['unit']?.[0]?.key ?? '')]
  if (!unit || unit === 'that' || unit === 'all') return undefined
  if (id.startsWith('first')) return unitOrdinal(field, unit, 'first', language)
  if (id.startsWith('next')) return unitOrdinal(field, unit, 'next', language)
  const base = ruled(language)
  const count = base && readNumber([slots['count']?.[0]?.key ?? ''], 0, base)
  return count && unitsBack(field, unit, count.value, language)
}

function moved(field: DictatedField, at: number): Dictated {
  return { type: 'edit', edits: [], selection: { from: at, to: at }, ...(field.last && { last: field.last }) }
}

type Find = (what: readonly Word[] | undefined) => TextRange | undefined

/** “replace X with Y”: where “with” is said twice, the split whose first part is in the text. */
function replacing(slots: Said['slots'], find: Find): Dictated | undefined {
  const old = slots['old'] ?? []
  const now = slots['new'] ?? []
  if (find(old)) return command('replace_text', { old: plainText(old), new: plainText(now) })
  for (let at = 1; at < now.length - 1; at++) {
    if (!/^(?:with|by|to|into|durch|mit|in|zu|gegen)$/.test(now[at]?.key ?? '')) continue
    const link: Word = { text: now[at]?.key ?? '', key: now[at]?.key ?? '', lead: '', trail: '' }
    // the first link was part of what is replaced
    for (const first of ['with', 'by', 'to', 'durch', 'mit', 'in', 'zu']) {
      const longer = [...old, { ...link, text: first, key: first }, ...now.slice(0, at)]
      if (find(longer))
        return command('replace_text', { old: plainText(longer), new: plainText(now.slice(at + 1)) })
    }
  }
  return undefined
}

/** From the first words to the last ones, these being after those. */
function stretch(
  first: readonly Word[] | undefined,
  final: readonly Word[] | undefined,
  field: DictatedField,
  language: string,
): TextRange | undefined {
  const { text, selection } = field
  const end = findSaid(text, plainText(final), selection.to, language)
  if (!end) return undefined
  const start = findSaid(text.slice(0, end.to), plainText(first), end.from, language)
  if (start && start.from <= end.from) return { from: start.from, to: end.to }
  const from = findSaid(text, plainText(first), selection.to, language)
  if (!from) return undefined
  const after = findSaid(text.slice(from.to), plainText(final), 0, language)
  return after && { from: from.from, to: from.to + after.to }
}

function caretTo(
  said: Said,
  where: string,
  field: DictatedField,
  language: string,
  find: Find,
): Dictated | undefined {
  switch (where) {
    case 'end':
      return moved(field, field.text.length)
    case 'start':
      return moved(field, 0)
    case 'unitEnd':
    case 'unitStart': {
      const unit = units[unitNamed(said.slots['unit']?.[0]?.key ?? '')]
      const range = unit && unitRange(field, unit, language)
      return range && moved(field, where === 'unitEnd' ? range.to : range.from)
    }
    default: {
      const range = find(said.slots['text'])
      return range && moved(field, where === 'after' ? range.to : range.from)
    }
  }
}

/** “insert very before good”: the words are put there. */
function insertedAt(
  slots: Said['slots'],
  after: boolean,
  field: DictatedField,
  language: string,
  settings: DictationSettings,
  find: Find,
): Dictated | undefined {
  const range = find(slots['text'])
  const now = plainText(slots['new'])
  if (!range || now === '') return undefined
  const at = after ? range.to : range.from
  const next = /^\p{Lu}[\p{L}'’]*/u.exec(field.text.slice(at, at + 40))?.[0] ?? ''
  const edit = writeAt({ ...field, last: undefined }, { from: at, to: at }, now, language, settings, {
    open: true,
  })
  // “Big the cat”: what began the sentence does so no more
  const joined = /[\p{L}\p{N}] ?$/u.test(edit.edits[0]?.insert ?? '')
  const lower =
    joined && isSmall(next, language) && startsSentence(field.text.slice(Math.max(0, at - 400), at))
  if (!lower) return edit
  const first = { from: at, to: at + 1, insert: next.charAt(0).toLowerCase() }
  return { ...edit, edits: [first, ...edit.edits] }
}

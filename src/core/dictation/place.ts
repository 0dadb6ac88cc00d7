/** Text put where it belongs in a field: spaces, capitals and marks from what stands before and after it. */
import type { Dictated, DictatedField, TextRange } from '../../contract/dictation.ts'
import { startsSentence, write, type Item } from './items.ts'
import { tidyItems, type TidyOptions } from './tidy.ts'

export interface DictationSettings {
  readonly spokenPunctuation: boolean
  readonly autoPunctuation: boolean
  readonly taughtWords?: readonly string[]
}
export const defaultSettings: DictationSettings = { spokenPunctuation: true, autoPunctuation: true }

type Edit = Extract<Dictated, { type: 'edit' }>

/** After these nothing is parted by a space. */
const opens = /(?:^|[\s([{„‚«/\\@#_-]|(?:^|[\s([{])[“‘"'])$/u
/** Before these neither. */
const closes = /^(?:[\s,.;:!?…)\]}”’»%]|“(?=[\s,.;:!?)]|$))/u
const sentenceEnd = /[.!?…]$/u

/** Words that are small within a sentence, whatever a recogniser that writes whole sentences makes of them. */
const smallWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    `a an the and or but so because although though if when while where which who that this these those there then than
    as at by for from in into of off on onto out over to under up with without he she it we they you my your his her its
    our their is are was were be been has have had do does did can could will would shall should may might must not no
    yes also just very really maybe perhaps however therefore after before since until during it's that's there's he's
    she's we're they're you're don't doesn't didn't let's what why how please`
      .trim()
      .split(/\s+/),
  ),
  de: new Set(
    `der die das den dem des ein eine einen einem einer eines und oder aber denn weil dass wenn ob als obwohl damit
    während bis seit von vom zu zum zur mit bei beim nach aus für gegen ohne um durch in im ins am an auf unter über vor
    hinter neben zwischen ich du er es wir ihr man mein dein sein unser dieser diese dieses nicht auch nur noch sehr ist
    sind war waren hat haben wird werden kann können dann da hier so wie was wer wo warum also doch ja nein bitte`
      .trim()
      .split(/\s+/),
  ),
}

/** Whether a word is small within a sentence, however it is written. */
export function isSmall(word: string, language: string): boolean {
  return (
    smallWords[language.slice(0, 2)]?.has(word.toLowerCase().replaceAll('’', "'")) === true && word !== 'I'
  )
}

function lowered(items: readonly Item[], language: string): readonly Item[] {
  const first = items[0]
  if (first?.type !== 'word' || first.fixed) return items
  const word = first.text.replace(/[^\p{L}\p{M}'’].*$/u, '')
  return isSmall(word, language)
    ? [{ ...first, text: first.text.charAt(0).toLowerCase() + first.text.slice(1) }, ...items.slice(1)]
    : items
}

/** The stop that a recogniser put at the end, taken away where the sentence goes on. */
function unstopped(items: readonly Item[]): readonly Item[] {
  const last = items.at(-1)
  return last?.type === 'word' && /[^.]\.$/u.test(last.text)
    ? [...items.slice(0, -1), { ...last, text: last.text.slice(0, -1) }]
    : items
}

/** Whether the sentence goes on behind a stretch that is written. */
function goesOn(before: string, after: string): boolean {
  const rest = /^[^\S\n]*(\S)?/u.exec(after)?.[1]
  if (rest === undefined) return false
  return !(startsSentence(before) && /[\p{Lu}\p{N}“"„(]/u.test(rest))
}

/**
 * Writes what was said in the place of `range`.
 *
 * Spaces are put where words meet and nowhere twice; a sentence begins with a capital and nothing else does; a mark
 * that is said alone takes the place of the stop that dictation put last. In one-line fields breaks become spaces.
 */
export function writeAt(
  field: DictatedField,
  range: TextRange,
  said: string,
  language: string,
  settings: DictationSettings,
  more: Partial<TidyOptions> = {},
): Edit {
  let { from, to } = range
  const { text } = field
  const after = text.slice(to, to + 400)
  let before = text.slice(Math.max(0, from - 400), from)
  const open = goesOn(before, after)
  const { spokenPunctuation, autoPunctuation, taughtWords = [] } = settings
  const options: TidyOptions = {
    language,
    spokenPunctuation,
    autoPunctuation,
    taughtWords,
    before,
    open,
    lines: field.lines,
    ...more,
  }
  let items: readonly Item[] = tidyItems(said, options)
  if (items.length === 0)
    return { type: 'edit', edits: [], selection: { from, to }, ...(field.last && { last: field.last }) }
  const start = startsSentence(before)
  if (!start && settings.autoPunctuation) items = lowered(items, language)
  if (open) items = unstopped(items)
  const first = items[0]
  const sticks = first?.type === 'join' || first?.type === 'break' || (first?.type === 'mark' && first.left)
  if (sticks) {
    // no space before a comma; and a break leaves none at the line's end
    const spaces = /[^\S\n]+$/u.exec(before)?.[0].length ?? 0
    from -= spaces
    before = before.slice(0, before.length - spaces)
    const ended = first.type === 'mark' && /^[.,;:!?…]$/u.test(first.text) && /[^.]\.$/u.test(before)
    if (ended && field.last?.to === from) {
      from--
      before = before.slice(0, -1)
    }
  }
  let written = write(items, { capitals: settings.autoPunctuation, start: startsSentence(before) })
  const next = after.trimStart().charAt(0)
  if (sentenceEnd.test(written) && /[.!?]/.test(next) && /^[^\S\n]*[.!?]/u.test(after))
    written = written.replace(/[.!?…]$/u, '')
  else if (written.endsWith(',') && /^[^\S\n]*[,.;:!?]/u.test(after)) written = written.slice(0, -1)
  const space = sticks || before === '' || opens.test(before) || written === '' ? '' : ' '
  const last = items.at(-1)
  const tight = last?.type === 'join' || last?.type === 'break' || (last?.type === 'mark' && last.right)
  if (last?.type === 'break') to += /^[^\S\n]*/u.exec(after)?.[0].length ?? 0
  const tail = tight || after === '' || closes.test(after) ? '' : ' '
  const at = from + space.length
  const end = at + written.length
  return {
    type: 'edit',
    edits: [{ from, to, insert: space + written + tail }],
    selection: { from: end, to: end },
    last: { from: at, to: end },
  }
}

/** After these a word begins, though no space stands there. */
const parts = /[,;:.!?…)\]}”’»%]$/u

/** Writes a text as it is: `joined` to what stands before it, as letters of one word are, or apart from it. */
export function placeAsIs(field: DictatedField, said: string, joined: boolean): Edit {
  const { from, to } = field.selection
  const before = field.text.slice(Math.max(0, from - 400), from)
  const after = field.text.slice(to, to + 1)
  const text = startsSentence(before) && joined ? raisedFirst(said) : said
  const apart = joined ? parts.test(before) && /^[\p{L}\p{N}]/u.test(said) : !opens.test(before)
  const space = before === '' || !apart ? '' : ' '
  const tail = joined || after === '' || closes.test(after) ? '' : ' '
  const at = from + space.length
  const end = at + text.length
  return {
    type: 'edit',
    edits: [{ from, to, insert: space + text + tail }],
    selection: { from: end, to: end },
    last: { from: at, to: end },
  }
}

const raisedFirst = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

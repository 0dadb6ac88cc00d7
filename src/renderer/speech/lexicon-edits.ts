/** Changes to the dictionary, as new lists. Pure. */
import type { LexiconEntry } from '../../contract/listening.ts'

export type Lexicon = readonly LexiconEntry[]
export type EntryDraft = Omit<LexiconEntry, 'id'>

export const mostEntries = 5_000

const same = (one: EntryDraft, other: EntryDraft): boolean =>
  one.kind === other.kind &&
  one.document === other.document &&
  one.language === other.language &&
  one.matchCase === other.matchCase &&
  (one.matchCase || one.kind === 'regex'
    ? one.written === other.written
    : one.written.toLowerCase() === other.written.toLowerCase())

/** The entry that `draft` would take the place of. */
export const replacedBy = (lexicon: Lexicon, draft: EntryDraft): LexiconEntry | undefined =>
  lexicon.find((entry) => same(entry, draft))

/** Entries have ids of their own, so that lists can be edited wherever they were sorted or searched. */
const newId = (): string => crypto.randomUUID()

/** @param id of the entry that is changed; without it an entry for the same words is replaced, or a new one is made */
export function withEntry(lexicon: Lexicon, draft: EntryDraft, id?: string): LexiconEntry[] {
  const old = id ?? replacedBy(lexicon, draft)?.id
  const entry: LexiconEntry = { id: old ?? newId(), ...draft }
  return old === undefined
    ? [...lexicon, entry]
    : lexicon
        .filter((each) => each.id === old || !same(each, draft))
        .map((each) => (each.id === old ? entry : each))
}

export const withoutEntry = (lexicon: Lexicon, id: string): LexiconEntry[] =>
  lexicon.filter((entry) => entry.id !== id)

/** Entries of a file: those for the same words replace what is there. */
export function withImported(
  lexicon: Lexicon,
  drafts: readonly EntryDraft[],
): {
  readonly lexicon: LexiconEntry[]
  readonly added: number
  readonly replaced: number
  readonly left: number
} {
  const result = [...lexicon]
  const key = ({ kind, written, matchCase, language, document }: EntryDraft): string =>
    JSON.stringify([
      kind,
      matchCase || kind === 'regex' ? written : written.toLowerCase(),
      matchCase,
      language ?? '',
      document ?? '',
    ])
  const places = new Map(result.map((entry, index) => [key(entry), index]))
  let added = 0
  let replaced = 0
  let left = 0
  for (const draft of drafts) {
    const place = places.get(key(draft))
    if (place !== undefined) {
      result[place] = { id: result[place]!.id, ...draft }
      replaced += 1
    } else if (result.length >= mostEntries) left += 1
    else {
      places.set(key(draft), result.length)
      result.push({ id: newId(), ...draft })
      added += 1
    }
  }
  return { lexicon: result, added, replaced, left }
}

/** Drafts: the user's own texts. Removing one can be undone until the app is closed. */
import type { Draft, DraftSummary } from '../contract/dictation.ts'
import { AppError } from '../rpc/failure.ts'
import type { Store } from './open.ts'

interface RawDraft {
  id: number
  title: string | null
  text: string
  caret: number
  created_at: number
  changed_at: number
  removed_at: number | null
}

/** UTF-16 units of a text that a list looks at: drafts may be books. */
const headLength = 4_000

/** UTF-16 units of a title that is made of a draft's first words, and of the words shown in a list. */
const titleLength = 60
const excerptLength = 160

const wordPattern = /[\p{L}\p{N}]+(?:['’\-.,][\p{L}\p{N}]+)*/gu

export function countWords(text: string): number {
  let count = 0
  for (const _match of text.matchAll(wordPattern)) count++
  return count
}

/** The beginning of a text, cut between words where there is a gap, never inside a character. */
function beginning(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most + 1)
  const gap = cut.lastIndexOf(' ')
  const short = gap > most / 2 ? cut.slice(0, gap) : cut.slice(0, most)
  return `${short.replace(/[\ud800-\udbff]$/, '').replace(/[\s,;:]+$/, '')}…`
}

function summaryOf(raw: RawDraft, words: number): DraftSummary {
  const head = raw.text.slice(0, headLength).trim()
  const [first = ''] = head.split('\n')
  return {
    id: raw.id,
    title: raw.title ?? beginning(first.trim(), titleLength),
    named: raw.title !== null,
    words,
    excerpt: beginning(head.replaceAll(/\s+/g, ' '), excerptLength),
    createdAt: raw.created_at,
    changedAt: raw.changed_at,
  }
}

const titleOf = (title: string | undefined) => title?.replaceAll(/\s+/g, ' ').trim() || null

export class DraftStore {
  readonly #store: Store
  /** Words of each draft that was counted and has not been written since. */
  readonly #counted = new Map<number, number>()

  constructor(store: Store) {
    this.#store = store
  }

  #one(id: number, removed = false): RawDraft {
    const raw = this.#store.prepare('SELECT * FROM drafts WHERE id = ?').get(id) as RawDraft | undefined
    if (!raw || (raw.removed_at !== null && !removed))
      throw new AppError('not-found', 'This draft is not there any more.', { reason: 'draft-gone' })
    return raw
  }

  #words({ id, text }: RawDraft): number {
    const words = this.#counted.get(id) ?? countWords(text)
    this.#counted.set(id, words)
    return words
  }
  #summary(id: number): DraftSummary {
    const raw = this.#one(id, true)
    return summaryOf(raw, this.#words(raw))
  }

  /** Changed last first. */
  list(): DraftSummary[] {
    const rows = this.#store
      .prepare(
        `SELECT id, title, substr(text, 1, ${headLength}) AS text, caret, created_at, changed_at, removed_at
        FROM drafts WHERE removed_at IS NULL ORDER BY changed_at DESC, id DESC`,
      )
      .all() as RawDraft[]
    return rows.map((row) => summaryOf(row, this.#counted.get(row.id) ?? this.#words(this.#one(row.id))))
  }
  /** @throws {AppError} `not-found`, also while it is removed */
  open(id: number): Draft {
    const raw = this.#one(id)
    return {
      ...summaryOf(raw, this.#words(raw)),
      text: raw.text,
      caret: Math.min(raw.caret, raw.text.length),
    }
  }
  create(text: string, title?: string, now = Date.now()): Draft {
    const { lastInsertRowid } = this.#store
      .prepare('INSERT INTO drafts (title, text, caret, created_at, changed_at) VALUES (?, ?, ?, ?, ?)')
      .run(titleOf(title), text, text.length, now, now)
    return this.open(Number(lastInsertRowid))
  }
  /**
   * A removed draft takes what is written, too: what is said last must not be lost because its draft was just removed.
   *
   * @param title left out: as it is; empty: its first words again
   */
  save(id: number, text: string, caret: number, title?: string, now = Date.now()): DraftSummary {
    const raw = this.#one(id, true)
    const name = title === undefined ? raw.title : titleOf(title)
    const changed = raw.text !== text || raw.title !== name
    this.#store
      .prepare('UPDATE drafts SET text = ?, caret = ?, title = ?, changed_at = ? WHERE id = ?')
      .run(text, Math.min(caret, text.length), name, changed ? now : raw.changed_at, id)
    if (raw.text !== text) this.#counted.delete(id)
    return this.#summary(id)
  }
  remove(id: number, now = Date.now()): void {
    this.#one(id)
    this.#store.prepare('UPDATE drafts SET removed_at = ? WHERE id = ?').run(now, id)
  }
  restore(id: number): DraftSummary {
    this.#one(id, true)
    this.#store.prepare('UPDATE drafts SET removed_at = NULL WHERE id = ?').run(id)
    return this.#summary(id)
  }
  /** Forgets what was removed; called when the app begins, after which nothing can be undone. */
  purge(): void {
    this.#store.exec('DELETE FROM drafts WHERE removed_at IS NOT NULL')
    this.#counted.clear() // its numbers may be given again
  }
}

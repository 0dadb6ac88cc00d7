/** The history of what was dictated: words, other readings, and the sound for as long as the user wants. */
import type { DictationRecord } from '../contract/dictation.ts'
import { AppError } from '../rpc/failure.ts'
import type { Store } from './open.ts'

/** How a sound is kept: `wav` until there was time to encode it, then `ogg`. */
export type KeptKind = 'wav' | 'ogg'
export interface KeptSound {
  readonly kind: KeptKind
  readonly bytes: Uint8Array
}

interface RawDictation {
  id: number
  draft: number | null
  at: number
  language: string
  recogniser: string
  text: string
  alternatives: string
  seconds: number
  has_sound: number
}

export interface NewDictation {
  readonly draft?: number | undefined
  readonly language: string
  readonly recogniser: string
  readonly text: string
  readonly alternatives: readonly string[]
  readonly seconds: number
  readonly sound?: KeptSound | undefined
}

const columns = `id, draft, at, language, recogniser, text, alternatives, seconds, sound_kind IS NOT NULL AS has_sound`

export class DictationStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  /** @returns its number. A draft that is not there any more is left out. */
  add(row: NewDictation, now = Date.now()): number {
    const { lastInsertRowid } = this.#store
      .prepare(
        `INSERT INTO dictations (draft, at, language, recogniser, text, alternatives, seconds, sound_kind, sound)
         VALUES ((SELECT id FROM drafts WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        row.draft ?? null,
        now,
        row.language,
        row.recogniser,
        row.text,
        JSON.stringify(row.alternatives),
        row.seconds,
        row.sound?.kind ?? null,
        row.sound?.bytes ?? null,
      )
    return Number(lastInsertRowid)
  }
  /** In place of the sound that is there; nothing where it has been forgotten meanwhile. */
  setSound(id: number, sound: KeptSound): void {
    this.#store
      .prepare('UPDATE dictations SET sound_kind = ?, sound = ? WHERE id = ? AND sound_kind IS NOT NULL')
      .run(sound.kind, sound.bytes, id)
  }
  /** Newest first. @param before an id: only older ones */
  list(limit: number, { draft, before }: { draft?: number | undefined; before?: number | undefined } = {}) {
    const rows = this.#store
      .prepare(
        `SELECT ${columns} FROM dictations WHERE id < ? AND (? IS NULL OR draft = ?) ORDER BY id DESC LIMIT ?`,
      )
      .all(before ?? Number.MAX_SAFE_INTEGER, draft ?? null, draft ?? null, limit) as RawDictation[]
    return rows.map(({ has_sound, alternatives, draft: of, ...rest }): DictationRecord => ({
      ...rest,
      ...(of === null ? {} : { draft: of }),
      alternatives: JSON.parse(alternatives) as string[],
      hasSound: has_sound === 1,
    }))
  }
  /** @throws {AppError} `not-found` where there is none, or not any more */
  sound(id: number): KeptSound {
    const raw = this.#store
      .prepare('SELECT sound_kind AS kind, sound AS bytes FROM dictations WHERE id = ?')
      .get(id) as { kind: KeptKind | null; bytes: Uint8Array | null } | undefined
    if (!raw?.kind || !raw.bytes)
      throw new AppError('not-found', 'The sound of this dictation is not kept any more.', {
        reason: 'dictation-sound-gone',
      })
    return { kind: raw.kind, bytes: raw.bytes }
  }
  /** Those whose sound is as it was heard, oldest first. */
  unencoded(): number[] {
    return this.#store
      .prepare(`SELECT id FROM dictations WHERE sound_kind = 'wav' ORDER BY id`)
      .pluck()
      .all() as number[]
  }
  /** Forgets sounds from before a time; what was said without being understood goes with its sound. */
  forgetSounds(before: number): void {
    this.#store.transaction(() => {
      this.#store
        .prepare(`DELETE FROM dictations WHERE at < ? AND text = '' AND sound_kind IS NOT NULL`)
        .run(before)
      this.#store
        .prepare(
          'UPDATE dictations SET sound_kind = NULL, sound = NULL WHERE at < ? AND sound_kind IS NOT NULL',
        )
        .run(before)
    })()
  }
  forget(id: number): void {
    this.#store.prepare('DELETE FROM dictations WHERE id = ?').run(id)
  }
  forgetAll(): void {
    this.#store.exec('DELETE FROM dictations')
  }
}

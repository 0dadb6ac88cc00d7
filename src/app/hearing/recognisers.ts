/** Which recogniser hears what: the user's choice for a language, else the best that is ready. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Recogniser } from '../../contract/hearing.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Ear } from '../../core/ports.ts'

/** Milliseconds for which a list is believed where nothing changed in its folders: a package may be installed meanwhile. */
const freshMs = 10_000

const rank: Record<Recogniser['kind'], number> = { transducer: 0, sequence: 0, system: 1, grammar: 2 }
const primary = (tag: string) => tag.slice(0, 3).replace('-', '').toLowerCase()

/** Recognisers that can write a language, best first. @param chosen the user's own, which goes before */
export function writers(
  all: readonly Recogniser[],
  language: string,
  chosen?: string,
): readonly Recogniser[] {
  return all
    .filter(
      ({ dictation, state, languages }) =>
        dictation && state === 'ready' && languages.some((tag) => primary(tag) === primary(language)),
    )
    .toSorted(
      (a, b) =>
        Number(b.id === chosen) - Number(a.id === chosen) ||
        rank[a.kind] - rank[b.kind] ||
        (a.wordErrorPercent ?? 100) - (b.wordErrorPercent ?? 100),
    )
}

/** The user's recogniser for a language: settings may name it by “en-GB” or “en”. */
export function chosenRecogniser({ recognisers }: Settings, language: string): string | undefined {
  const exact = Object.entries(recognisers).find(([tag]) => tag.toLowerCase() === language.toLowerCase())
  return (exact ?? Object.entries(recognisers).find(([tag]) => primary(tag) === primary(language)))?.[1]
}

/** What changes when a pack is put into a folder, taken out of it or filled. */
function stamp(folders: readonly string[]): string {
  const time = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const inside = (folder: string): string[] => {
    try {
      return readdirSync(folder)
    } catch {
      return [] // not there, not readable, or a file
    }
  }
  return folders
    .flatMap((folder) => [folder, ...inside(folder).map((name) => join(folder, name))].map(time))
    .join(' ')
}

/** The lists of recognisers, by the folders that were looked through. */
export class Recognisers {
  readonly #ear: Ear
  readonly #lists = new Map<
    string,
    { readonly at: number; readonly stamp: string; readonly list: Promise<readonly Recogniser[]> }
  >()

  constructor(ear: Ear) {
    this.#ear = ear
  }

  /** @param fresh looks through the folders again, as whoever has just installed something must */
  list(folders: readonly string[], fresh = false): Promise<readonly Recogniser[]> {
    const key = JSON.stringify(folders)
    const known = this.#lists.get(key)
    const stamped = stamp(folders)
    if (!fresh && known && known.stamp === stamped && Date.now() - known.at < freshMs) return known.list
    const list = this.#ear.call('recognisers', { folders: [...folders] })
    this.#lists.set(key, { at: Date.now(), stamp: stamped, list })
    list.catch(() => this.#lists.delete(key))
    return list
  }
}

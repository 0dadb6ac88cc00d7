/**
 * Names on screen that may be said: chapters, bookmarks, documents, voices, and the words of the page that is read.
 * They go to the core with a session, which expects them then (grammar and hot words).
 */
import { commands } from '../../contract/commands.ts'
import type { HearingContext } from '../../contract/hearing.ts'
import type { Settings } from '../../contract/settings.ts'
import type { CommandBus } from '../keys/command-bus.ts'
import { createStore, type ReadableStore } from '../ui/store.ts'

export interface KnownNames {
  readonly chapters?: readonly string[]
  readonly bookmarks?: readonly string[]
  readonly documents?: readonly string[]
  readonly voices?: readonly string[]
}

export interface HearingNames extends ReadableStore<KnownNames> {
  /** A view tells what it shows. @returns forget it */
  readonly provide: (names: KnownNames) => () => void
}

export function createHearingNames(): HearingNames {
  const providers = new Set<KnownNames>()
  const all = createStore<KnownNames>({})
  const tell = () => all.set(Object.assign({}, ...providers) as KnownNames)
  return {
    get: all.get,
    subscribe: all.subscribe,
    provide(names) {
      providers.add(names)
      tell()
      return () => {
        providers.delete(names)
        tell()
      }
    },
  }
}

const answers: ReadonlySet<string> = new Set(['yes', 'no'])

/** Limits of the contract. */
const most = { chapters: 2_000, bookmarks: 1_000, documents: 2_000, voices: 500, profiles: 50, words: 1_000 }

/** Different ones, in their order, without those that are empty or longer than the contract allows. */
function fit(texts: readonly string[], count: number, length: number): string[] {
  const kept = new Set<string>()
  for (const text of texts) {
    const trimmed = text.trim()
    if (trimmed !== '') kept.add(trimmed.slice(0, length))
    if (kept.size === count) break
  }
  return [...kept]
}

/** Words of a text, each once, as they are written. */
export function wordsIn(text: string): readonly string[] {
  return [...new Set(text.match(/\p{L}[\p{L}\p{M}’'-]*/gu))]
}

/**
 * What the core is told. A command that nothing on screen can do is still listed, because an answer such as "open a
 * document first" is better than none; only those that act on a field that is dictated into are left out without one,
 * and answers while nothing is asked: a word so short is heard where it was not said.
 */
export function hearingContextOf(
  bus: Pick<CommandBus, 'availability'>,
  names: KnownNames,
  settings: Pick<Settings, 'profiles'>,
  pageText: string,
  asked: boolean,
): HearingContext {
  return {
    commands: commands
      .filter(({ id, where }) => where !== 'dictation' || bus.availability(id).state !== 'missing')
      .filter(({ id }) => asked || !answers.has(id))
      .map(({ id }) => id),
    chapters: fit(names.chapters ?? [], most.chapters, 500),
    bookmarks: fit(names.bookmarks ?? [], most.bookmarks, 500),
    documents: fit(names.documents ?? [], most.documents, 1_000),
    voices: fit(names.voices ?? [], most.voices, 200),
    profiles: fit(
      settings.profiles.map(({ name }) => name),
      most.profiles,
      60,
    ),
    words: fit(wordsIn(pageText), most.words, 100),
  }
}

/** The text of the blocks that can be seen, and nothing of those above and below. */
export function visibleText(root: ParentNode = document): string {
  const parts: string[] = []
  let length = 0
  for (const block of root.querySelectorAll('article [data-block]')) {
    const { top, bottom } = block.getBoundingClientRect()
    if (bottom < 0 || top > innerHeight) continue
    const text = block.textContent ?? ''
    parts.push(text)
    length += text.length
    if (length > 20_000) break
  }
  return parts.join(' ')
}

/** The app contract, answered: each method is a few lines that join the store, the jobs and the engine. */
import type { AppHandlers } from '../contract/app.ts'
import { blockText, type Position } from '../contract/document.ts'
import type { Settings } from '../contract/settings.ts'
import { excerptEnd } from '../core/reading/excerpt.ts'
import { AppError } from '../rpc/failure.ts'
import type { LibraryStore } from '../store/library.ts'
import type { MarkStore } from '../store/marks.ts'
import type { SettingsStore } from '../store/settings.ts'
import type { DictationStore } from '../store/dictation.ts'
import type { DraftStore } from '../store/drafts.ts'
import type { Engine } from './engine.ts'
import type { ChatProcess } from './chat.ts'
import { dictationHandlers } from './dictation/handlers.ts'
import type { Keeper } from './dictation/keep.ts'
import { exportHandlers } from './export/handlers.ts'
import type { Exports } from './export/jobs.ts'
import type { EarProcess } from './hearing/ear.ts'
import { hearingHandlers } from './hearing/handlers.ts'
import type { Imports } from './imports.ts'
import type { Log } from './log.ts'
import { packHandlers } from './packs/handlers.ts'
import type { Packs } from './packs/packs.ts'
import { livePorts, readingHandlers } from './reading-handlers.ts'
import { sayHandlers } from './say-handlers.ts'
import type { Recordings } from './narration.ts'
import type { StoredTexts } from './texts.ts'

export interface HandlerParts {
  readonly shell: 'electron' | 'loopback' | 'cli'
  readonly locale: string
  readonly version: string
  readonly library: LibraryStore
  readonly settings: SettingsStore
  readonly marks: MarkStore
  readonly imports: Imports
  readonly texts: StoredTexts
  readonly recordings: Recordings
  readonly engine: Engine
  readonly ear: EarProcess
  readonly chat: Pick<ChatProcess, 'memory'>
  /** Folders that packs are looked for in, in their order. */
  readonly folders: () => readonly string[]
  readonly packs: Packs
  readonly exports: Exports
  readonly drafts: DraftStore
  readonly dictations: DictationStore
  readonly keeper: Keeper
  readonly log: Log
  readonly onHeard?: (() => void) | undefined
  readonly onSettings?: ((settings: Settings) => void) | undefined
}

/** UTF-16 units of text shown for a bookmark or note in a list. */
const excerptLength = 80

export function handlers(parts: HandlerParts): AppHandlers {
  const { library, settings, marks, imports, engine, texts } = parts
  const ports = livePorts(parts)

  const excerptAt = (at: Position): string => {
    const [block] = library.blocks(at.document, at.block, 1)
    if (!block)
      throw new AppError('not-found', 'That place is not in the document.', { reason: 'place-gone' })
    const text = blockText(block)
    const end = Math.max(at.offset, excerptEnd(text, at.offset + excerptLength))
    return text.slice(at.offset, end).replaceAll(/\s+/g, ' ').trim()
  }
  const known = (document: string) => library.summary(document)

  return {
    hello: () => ({ version: parts.version, locale: parts.locale, shell: parts.shell }),

    'settings.get': () => settings.read(),
    'settings.set': (patch) => {
      const next = settings.write(patch as Partial<Settings>)
      parts.onSettings?.(next)
      return next
    },

    'library.list': () => library.list(),
    'library.import': (request) => imports.add(request),
    'library.watch': ({ document }) => {
      imports.resume(document)
      return imports.watch(document)
    },
    'library.cancel': async ({ document }) => {
      await imports.cancel(document)
      return {}
    },
    'library.remove': async ({ document }) => {
      known(document)
      await imports.cancel(document)
      // A file of which nothing had been read yet is gone with its import.
      if (library.find(document)) library.remove(document)
      return {}
    },
    'library.restore': ({ document }) => {
      library.restore(document)
      return {}
    },
    'library.search': ({ text, limit }) => ({
      titles: library.searchTitles(text, limit),
      hits: library.searchTexts(text, limit),
    }),
    'library.cover': ({ document }) => library.cover(document) ?? null,

    'document.open': async ({ document }) => {
      library.setOpened(document)
      const row = library.find(document)
      if (!row)
        throw new AppError('not-found', 'This document is not in the library.', { reason: 'document-gone' })
      const place = library.place(document)
      return {
        summary: known(document),
        metadata: (await texts.open(document)).metadata,
        toc: row.toc,
        pages: row.pages,
        blockCount: row.blocks,
        ...(place === undefined ? {} : { place }),
        warnings: row.warnings,
      }
    },
    'document.blocks': async ({ document, from, count }) => ({
      from,
      blocks: [...(await texts.blocks(document, from, count))],
    }),
    'document.asset': ({ document, asset }) => {
      const found = library.asset(document, asset)
      if (!found)
        throw new AppError('not-found', 'This picture is not in the document.', { reason: 'picture-gone' })
      return found
    },

    'bookmarks.list': ({ document }) => marks.bookmarks(document),
    'bookmarks.add': ({ position, name }) => {
      const excerpt = excerptAt(position)
      return marks.addBookmark(position, name?.trim() || excerpt, excerpt)
    },
    'bookmarks.rename': ({ id, name }) => marks.renameBookmark(id, name),
    'bookmarks.remove': ({ id }) => {
      marks.removeBookmark(id)
      return {}
    },
    'bookmarks.restore': ({ id }) => marks.restoreBookmark(id),

    'notes.list': ({ document }) => marks.notes(document),
    'notes.add': ({ position, length, text }) => marks.addNote(position, length, text, excerptAt(position)),
    'notes.change': ({ id, text }) => marks.changeNote(id, text),
    'notes.remove': ({ id }) => {
      marks.removeNote(id)
      return {}
    },
    'notes.restore': ({ id }) => marks.restoreNote(id),

    ...readingHandlers(parts, ports),
    ...sayHandlers(parts),
    ...exportHandlers({ exports: parts.exports, engine, ports }),
    ...hearingHandlers({
      process: parts.ear,
      settings,
      folders: parts.folders,
      pronounce: async (language, words) =>
        (await engine.client.call('phonemes', { language, words: [...words] })).ipa,
      keep: parts.keeper.keep,
      report: parts.log.report,
    }),
    ...dictationHandlers(parts),
    ...packHandlers(parts.packs),

    'log.write': ({ level, event, data }) => {
      parts.log.write(level, event, data)
      return {}
    },
    'debug.memory': async () => ({
      core: process.memoryUsage().rss,
      engine: await engine.memory(),
      ear: await parts.ear.memory(),
      chat: await parts.chat.memory(),
    }),
  }
}

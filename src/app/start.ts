/** Joins the core to its ports: store, importers, engine. The only file that knows every part; every shell calls it. */
import { join } from 'node:path'
import { app as contract } from '../contract/app.ts'
import type { Settings } from '../contract/settings.ts'
import type { Wire } from '../rpc/contract.ts'
import { serve } from '../rpc/serve.ts'
import { DictationStore } from '../store/dictation.ts'
import { DraftStore } from '../store/drafts.ts'
import { ExportStore } from '../store/exports.ts'
import { LibraryStore } from '../store/library.ts'
import { MarkStore } from '../store/marks.ts'
import { openStore } from '../store/open.ts'
import { SettingsStore } from '../store/settings.ts'
import { startChat } from './chat.ts'
import { createKeeper } from './dictation/keep.ts'
import { opusFile } from './dictation/opus.ts'
import { type EngineOptions, startEngine } from './engine.ts'
import { startExportEngine } from './export/engine.ts'
import { freeSpace } from './export/job-folder.ts'
import { Exports } from './export/jobs.ts'
import { FileStore } from './file-store.ts'
import { explained } from './explain.ts'
import { handlers } from './handlers.ts'
import { startEar } from './hearing/ear.ts'
import { Imports } from './imports.ts'
import { runImport } from './import-worker.ts'
import { openLog } from './log.ts'
import { installedFolder, packFolders } from './packs/folders.ts'
import { readManifest } from './packs/manifest.ts'
import { openNetwork } from './packs/network.ts'
import { Packs } from './packs/packs.ts'
import { processorsIn } from './processors.ts'
import { recoverFiles } from './recover.ts'
import { addSample } from './sample.ts'
import { Recordings } from './narration.ts'
import { StoredTexts } from './texts.ts'
import { version } from './version.ts'
import { warmUp } from './warm-up.ts'

export interface StartOptions {
  /** The data folder: library, settings, log. Made if it is not there. */
  readonly folder: string
  readonly shell: 'electron' | 'loopback' | 'cli'
  /** The system's language, BCP 47. */
  readonly locale: string
  /** The data folder whose packs are used; default: `folder`. */
  readonly packs?: string
  readonly engine?: Pick<EngineOptions, 'spawn' | 'entry'>
  /** Entry of the import thread where the app is bundled; default: beside this file. */
  readonly importEntry?: URL
  /** Where resources/ lies; default: in the project. */
  readonly resources?: string
  /** Called whenever a heard place arrives: somebody is listening. */
  readonly onHeard?: () => void
  readonly onSettings?: (settings: Settings) => void
  /** Bytes that may still be written in a folder; default: what the system says. */
  readonly space?: (folder: string) => Promise<number | undefined>
}

export interface RunningApp {
  /** Serves the app contract to one interface until its wire closes. */
  readonly attach: (wire: Wire) => void
  /** Adds a file as the interface would, for shells that are handed files by the system. @returns the document's id */
  readonly add: (name: string, bytes: Uint8Array) => Promise<string>
  readonly settings: () => Settings
  /** Settles when a first start has its sample book; a window opened earlier would show an empty library. */
  readonly ready: Promise<void>
  readonly close: () => Promise<void>
}

/** @throws {AppError} where the data folder cannot be used */
export function start(options: StartOptions): RunningApp {
  const { store, setAside } = openStore(options.folder)
  const log = openLog(options.folder)
  if (setAside) log.write('error', 'the library could not be read and was set aside', { file: setAside })
  const library = new LibraryStore(store)
  const settings = new SettingsStore(store)
  const marks = new MarkStore(store)
  const files = new FileStore(options.folder)
  const folders = () => packFolders(options.packs ?? options.folder, settings.read())
  const processors = processorsIn(options.folder)
  processors.choose(settings.read().processor)
  const processes = { ...options.engine, environment: processors.environment, report: log.report }
  const engine = startEngine({ ...processes, folders })
  const ear = startEar(processes)
  const chat = startChat({ ...processes, folders })
  const imports = new Imports({
    library,
    files,
    report: log.report,
    run: ({ source, options: chosen, signal }) =>
      runImport({
        source,
        options: chosen,
        signal,
        report: log.report,
        ...(options.importEntry === undefined ? {} : { entry: options.importEntry }),
      }),
  })
  const texts = new StoredTexts(library, imports, settings)
  const recordings = new Recordings({ library, files, engine, log, folder: options.folder })
  const exports = new Exports({
    store: new ExportStore(store),
    library,
    texts,
    recordings,
    settings,
    log,
    folder: options.folder,
    shell: options.shell,
    voices: engine.speaker,
    engine: () => startExportEngine({ ...processes, folders }),
    ...(options.space === undefined ? {} : { space: options.space }),
  })
  const packs = new Packs({
    folder: installedFolder(options.packs ?? options.folder),
    entries: readManifest(options.shell === 'electron' ? '' : undefined).packs,
    network: (own) => {
      const { packMirror, packProxy } = settings.read()
      return openNetwork({ mirror: own.mirror ?? packMirror, proxy: own.proxy ?? packProxy })
    },
    machine: () => {
      const { interfaceLanguage: chosen } = settings.read()
      const languages = [...(chosen === 'system' ? [] : [chosen]), options.locale]
      return { languages, providers: () => processors.state() }
    },
    space: options.space ?? freeSpace,
    report: log.report,
  })
  const drafts = new DraftStore(store)
  const dictations = new DictationStore(store)
  const keeper = createKeeper({
    store: dictations,
    settings,
    encode: (pcm) => opusFile(engine.client, pcm),
    report: log.report,
  })
  const methods = explained(
    handlers({
      shell: options.shell,
      locale: options.locale,
      version,
      library,
      settings,
      marks,
      imports,
      texts,
      recordings,
      engine,
      ear,
      chat,
      folders,
      packs,
      exports,
      drafts,
      dictations,
      keeper,
      log,
      onHeard: options.onHeard,
      onSettings: (next) => {
        processors.choose(next.processor)
        options.onSettings?.(next)
      },
    }),
  )

  // A second process on the same library (the command line) must not take over what the first is doing.
  const owner = options.shell !== 'cli'
  const ending = new AbortController()
  let ready: Promise<void> = Promise.resolve()
  let recovered: Promise<void> = ready
  if (owner) {
    for (const id of library.removed()) {
      files.remove(id) // first: a file without a row would be taken for one that lost its row
      library.delete(id)
    }
    marks.purge()
    drafts.purge()
    keeper.start()
    recordings.clean()
    packs.clean()
    exports.recover()
    for (const id of library.idsInState('importing'))
      try {
        imports.resume(id)
      } catch (error) {
        log.report('an import could not be resumed', error)
        library.setState(id, 'incomplete')
      }
    warmUp(engine.speaker, settings, options.locale.toLowerCase()).catch((error: unknown) =>
      log.report('the voices could not be warmed up', error),
    )
    ready = addSample({
      imports,
      settings,
      locale: options.locale,
      folder: join(options.resources ?? join(import.meta.dirname, '..', '..', 'resources'), 'samples'),
    }).catch((error: unknown) => log.report('the sample could not be added', error))
    recovered = ready
      .then(() =>
        recoverFiles({
          folder: options.folder,
          library,
          files,
          imports,
          report: log.report,
          signal: ending.signal,
        }),
      )
      .catch((error: unknown) => log.report('lost files could not be looked for', error))
  }

  let closing: Promise<void> | undefined
  return {
    attach: (wire) => serve(contract, methods, wire, { report: log.report }),
    async add(name, bytes) {
      let id = ''
      for await (const event of imports.add({ name, bytes })) {
        id = event.document
        if (event.type === 'readable') break
      }
      return id
    },
    settings: () => settings.read(),
    ready,
    close() {
      closing ??= (async () => {
        ending.abort()
        await packs.close()
        await exports.close()
        await imports.close()
        await recovered
        await ear.close()
        await chat.close()
        await keeper.close()
        await engine.close()
        store.close()
      })()
      return closing
    },
  }
}

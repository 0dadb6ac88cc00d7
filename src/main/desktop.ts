/** The running desktop app: one core, one window, the menus, media keys and files from the system. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  powerSaveBlocker,
  protocol,
  session,
} from 'electron'
import { type RunningApp, start } from '../app/start.ts'
import { type CommandId, keysOf } from '../contract/commands.ts'
import type { Settings } from '../contract/settings.ts'
import { AppError } from '../rpc/failure.ts'
import { spawnEngine } from './engine-process.ts'
import { isOpenable, openableEndings, RecentFiles } from './files.ts'
import { menuTemplate } from './menu.ts'
import { type Reasons, readReasons } from './reasons.ts'
import { serveInterface } from './protocol.ts'
import { guardSession } from './security.ts'
import { openMainWindow } from './window.ts'
import { type Wording, wordingFor } from './wording.ts'

const here = import.meta.dirname // out/main when built
/** Tests run this file from source, where the children's entries have other names. */
const built = import.meta.filename.endsWith('.js')
/** Milliseconds without a heard word after which the machine may sleep again. */
const quietMs = 60_000
const mediaKeys: Record<string, CommandId> = {
  MediaPlayPause: 'play_or_pause',
  MediaStop: 'stop',
  MediaNextTrack: 'next_paragraph',
  MediaPreviousTrack: 'previous_paragraph',
}

const languageOf = ({ interfaceLanguage }: Settings) =>
  interfaceLanguage === 'system' ? app.getLocale() : interfaceLanguage

export class Desktop {
  readonly #core: RunningApp
  readonly #stateFile: string
  readonly #recent: RecentFiles
  /** Opened before the page could be told: it is told when it has loaded. */
  readonly #opened: string[] = []
  #loaded = false
  #window: BrowserWindow | undefined
  #blocker: number | undefined
  #quiet: NodeJS.Timeout | undefined
  #menuFor = ''
  /** Commands that the page cannot carry out now, and why. Before it has said so, none. */
  #reasons: Reasons = {}

  /** @throws {AppError} where the data folder cannot be used */
  constructor(folder: string) {
    this.#stateFile = join(folder, 'window.json')
    this.#recent = new RecentFiles(join(folder, 'recent.json'))
    this.#core = start({
      folder,
      shell: 'electron',
      locale: app.getLocale(),
      engine: { spawn: spawnEngine, ...(built ? { entry: join(here, 'host.js') } : {}) },
      ...(built ? { importEntry: pathToFileURL(join(here, 'importer.js')) } : {}),
      resources: app.isPackaged
        ? join(process.resourcesPath, 'resources')
        : join(here, '..', '..', 'resources'),
      onHeard: () => this.#keepAwake(),
      onSettings: () => void this.#buildMenu(),
    })
    ipcMain.on('lectern-reasons', ({ sender }, reasons: unknown) => {
      if (sender !== this.#living()?.webContents) return
      this.#reasons = readReasons(reasons)
      void this.#buildMenu()
    })
    ipcMain.on('lectern-choose', ({ sender }, what: unknown) => {
      if (sender === this.#living()?.webContents) void this.#choosePath(what === 'folder')
    })
  }

  async open(): Promise<void> {
    protocol.handle('app', (request) => serveInterface(join(here, '..', 'renderer'), request.url))
    guardSession(session.defaultSession)
    await this.#core.ready
    this.show()
    await this.#buildMenu()
    for (const [key, id] of Object.entries(mediaKeys)) globalShortcut.register(key, () => this.run(id))
  }

  show(): void {
    const window = this.#living()
    if (window) {
      if (window.isMinimized()) window.restore()
      window.focus()
      return
    }
    this.#loaded = false
    this.#window = openMainWindow({
      stateFile: this.#stateFile,
      preload: join(here, '..', 'preload', 'index.cjs'),
      attach: this.#core.attach,
      loaded: () => {
        this.#loaded = true
        this.#tellOpened()
      },
    })
  }

  run(id: CommandId): void {
    this.#living()?.webContents.send('lectern-command', id)
  }

  /** Files from the system: double-clicked, dropped on the icon, chosen in the menu, or on the command line. */
  async openFiles(paths: readonly string[]): Promise<void> {
    this.show()
    for (const path of paths.filter(isOpenable))
      try {
        this.#opened.push(await this.#core.add(basename(path), contentOf(path)))
        app.addRecentDocument(path)
        this.#recent.add(path)
        this.#tellOpened()
      } catch (error) {
        dialog.showErrorBox(basename(path), (await this.#wording()).failure(error))
      }
    await this.#buildMenu()
  }

  async close(): Promise<void> {
    globalShortcut.unregisterAll()
    clearTimeout(this.#quiet)
    await this.#core.close()
  }

  /** On macOS the app outlives its window. */
  #living(): BrowserWindow | undefined {
    return this.#window?.isDestroyed() === false ? this.#window : undefined
  }

  #tellOpened(): void {
    const window = this.#living()
    if (!window || !this.#loaded) return
    for (const document of this.#opened.splice(0)) window.webContents.send('lectern-open', document)
  }

  #wording(): Promise<Wording> {
    return wordingFor(languageOf(this.#core.settings()))
  }

  /** Anew only when something in it has changed: settings are written while a key is held down, too. */
  async #buildMenu(): Promise<void> {
    const settings = this.#core.settings()
    const shown = JSON.stringify([languageOf(settings), settings.keys, this.#recent.list(), this.#reasons])
    if (shown === this.#menuFor) return
    this.#menuFor = shown
    const { translate } = await this.#wording()
    const template = menuTemplate({
      translate,
      keys: (id) => keysOf(id, settings.keys),
      reason: (id) => this.#reasons[id],
      run: (id) => this.run(id),
      openFile: () => void this.#chooseFiles(),
      recent: this.#recent.list(),
      openRecent: (path) => void this.openFiles([path]),
      clearRecent: () => {
        this.#recent.clear()
        app.clearRecentDocuments()
        void this.#buildMenu()
      },
      platform: process.platform,
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  async #chooseFiles(): Promise<void> {
    const { filePaths } = await dialog.showOpenDialog({
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: 'Lectern', extensions: [...openableEndings] }],
    })
    if (filePaths.length > 0) await this.openFiles(filePaths)
  }

  /** For the page, which cannot see paths itself; it is told an empty one where nothing was chosen. */
  async #choosePath(folder: boolean): Promise<void> {
    const { filePaths } = await dialog.showOpenDialog({ properties: [folder ? 'openDirectory' : 'openFile'] })
    this.#living()?.webContents.send('lectern-chosen', filePaths[0] ?? '')
  }

  /** Reading keeps the machine awake, silence lets it sleep. */
  #keepAwake(): void {
    clearTimeout(this.#quiet)
    this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    this.#quiet = setTimeout(() => {
      if (this.#blocker !== undefined) powerSaveBlocker.stop(this.#blocker)
      this.#blocker = undefined
    }, quietMs)
  }
}

function contentOf(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new AppError('not-found', `“${basename(path)}” cannot be opened.`, {
      cause,
      reason: 'file-unreadable',
      data: { name: basename(path) },
    })
  }
}

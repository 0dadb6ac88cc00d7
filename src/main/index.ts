/** Entry of the desktop app: lifecycle, window, menus, media keys. Everything else is the app core's. */
import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  Menu,
  powerSaveBlocker,
  protocol,
  session,
  shell,
  utilityProcess,
} from 'electron'
import { createInstance } from 'i18next'
import { type RunningApp, start } from '../app/start.ts'
import { type CommandId, keysOf } from '../contract/commands.ts'
import type { PortLike } from '../rpc/wires.ts'
import english from '../../resources/messages/en.json' with { type: 'json' }
import german from '../../resources/messages/de.json' with { type: 'json' }
import { menuTemplate } from './menu.ts'
import { serveInterface } from './protocol.ts'
import { guardContents, guardSession, mayOpenOutside } from './security.ts'
import { openMainWindow } from './window.ts'

const here = import.meta.dirname // out/main when built
/** Tests run this file from source, where the children's entries have other names. */
const built = import.meta.filename.endsWith('.js')
const openable = new Set([
  '.epub',
  '.pdf',
  '.docx',
  '.odt',
  '.rtf',
  '.html',
  '.htm',
  '.xhtml',
  '.md',
  '.markdown',
  '.txt',
])
/** Milliseconds without a heard word after which the machine may sleep again. */
const quietMs = 60_000

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

/** The engine as a utility process: a crash of its own V8 never takes the window. */
function spawnEngine(entry: string): PortLike {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Lectern voices', stdio: 'ignore' })
  return {
    post: (frame) => child.postMessage(frame),
    onMessage: (listener) => child.on('message', listener),
    onClose: (listener) => child.on('exit', listener),
    close: () => void child.kill(),
  }
}

class Desktop {
  readonly #core: RunningApp
  readonly #stateFile: string
  #window: BrowserWindow | undefined
  #blocker: number | undefined
  #quiet: NodeJS.Timeout | undefined

  constructor() {
    const folder = app.commandLine.getSwitchValue('data') || app.getPath('userData')
    this.#stateFile = join(folder, 'window.json')
    this.#core = start({
      folder,
      shell: 'electron',
      locale: app.getLocale(),
      engine: { spawn: spawnEngine, ...(built ? { entry: join(here, 'host.js') } : {}) },
      ...(built ? { importEntry: new URL('./importer.js', import.meta.url) } : {}),
      resources: app.isPackaged
        ? join(process.resourcesPath, 'resources')
        : join(here, '..', '..', 'resources'),
      onHeard: () => this.#keepAwake(),
      onSettings: () => void this.#buildMenu(),
    })
  }

  async open(): Promise<void> {
    protocol.handle('app', (request) => serveInterface(join(here, '..', 'renderer'), request.url))
    guardSession(session.defaultSession)
    await this.#core.ready
    this.show()
    await this.#buildMenu()
    const media: Record<string, CommandId> = {
      MediaPlayPause: 'play_or_pause',
      MediaStop: 'stop',
      MediaNextTrack: 'next_paragraph',
      MediaPreviousTrack: 'previous_paragraph',
    }
    for (const [key, id] of Object.entries(media)) globalShortcut.register(key, () => this.run(id))
  }

  show(): void {
    if (this.#window && !this.#window.isDestroyed()) {
      if (this.#window.isMinimized()) this.#window.restore()
      this.#window.focus()
      return
    }
    this.#window = openMainWindow({
      stateFile: this.#stateFile,
      preload: join(here, '..', 'preload', 'index.cjs'),
      attach: this.#core.attach,
    })
  }

  run(id: CommandId): void {
    this.#window?.webContents.send('lectern-command', id)
  }

  /** Files from the system: double-clicked, dropped on the icon, chosen in the menu, or on the command line. */
  async openFiles(paths: readonly string[]): Promise<void> {
    this.show()
    for (const path of paths) {
      if (!openable.has(extname(path).toLowerCase())) continue
      try {
        const document = await this.#core.add(basename(path), readFileSync(path))
        app.addRecentDocument(path)
        this.#window?.webContents.send('lectern-open', document)
      } catch (error) {
        dialog.showErrorBox('Lectern', error instanceof Error ? error.message : String(error))
      }
    }
  }

  async close(): Promise<void> {
    globalShortcut.unregisterAll()
    await this.#core.close()
  }

  async #buildMenu(): Promise<void> {
    const settings = this.#core.settings()
    const language = settings.interfaceLanguage === 'system' ? app.getLocale() : settings.interfaceLanguage
    const messages = createInstance()
    await messages.init({
      lng: language,
      fallbackLng: 'en',
      keySeparator: false,
      nsSeparator: false,
      resources: { en: { translation: english }, de: { translation: german } },
    })
    const template = menuTemplate({
      translate: (key) => messages.t(key),
      keys: (id) => keysOf(id, settings.keys),
      run: (id) => this.run(id),
      openFile: () => void this.#chooseFiles(),
      platform: process.platform,
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  async #chooseFiles(): Promise<void> {
    const extensions = [...openable].map((ending) => ending.slice(1))
    const { filePaths } = await dialog.showOpenDialog({
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: 'Lectern', extensions }],
    })
    await this.openFiles(filePaths)
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

const filesOf = (argv: readonly string[]) =>
  argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && openable.has(extname(argument).toLowerCase()))

if (!app.requestSingleInstanceLock()) app.quit()
else {
  let desktop: Desktop | undefined
  const waiting: string[] = filesOf(process.argv)
  app.on('second-instance', (_event, argv) => void desktop?.openFiles(filesOf(argv)))
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (desktop) void desktop.openFiles([path])
    else waiting.push(path)
  })
  guardContents(app, (address) => {
    if (mayOpenOutside(address)) void shell.openExternal(address)
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => desktop?.show())
  let ended = false
  app.on('will-quit', (event) => {
    if (ended || !desktop) return
    event.preventDefault()
    void desktop.close().finally(() => {
      ended = true
      app.quit()
    })
  })
  await app.whenReady()
  desktop = new Desktop()
  await desktop.open()
  await desktop.openFiles(waiting.splice(0))
}

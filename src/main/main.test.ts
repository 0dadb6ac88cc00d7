/** The desktop shell against a fake `electron` that records what it is told and asks what a hostile page would ask. */
import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

type Listener = (...args: never[]) => unknown

const fake = vi.hoisted(() => {
  const state = {
    folder: '',
    windows: [] as unknown[],
    menus: [] as unknown[],
    shortcuts: new Map<string, () => void>(),
    opened: [] as string[],
    recent: [] as string[],
    blockers: [] as string[],
    errors: [] as string[],
    schemes: [] as unknown[],
    handle: undefined as undefined | ((request: { url: string }) => Promise<Response>),
    session: {} as Record<string, Listener>,
    app: undefined as unknown as EventEmitter,
    pageSays: undefined as unknown as EventEmitter,
    quits: 0,
    paths: {} as Record<string, string>,
    sandboxed: false,
    channels: [] as { port1: EventEmitter & { closed: boolean; sent: unknown[] } }[],
    forks: [] as Record<string, unknown>[],
    becomeReady: () => undefined as void,
  }
  return state
})

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class FakeContents extends Emitter {
    readonly sent: unknown[][] = []
    readonly posted: unknown[][] = []
    openHandler: ((details: { url: string }) => { action: string }) | undefined
    reloads = 0
    reload = () => void this.reloads++
    send = (...args: unknown[]) => void this.sent.push(args)
    postMessage = (...args: unknown[]) => void this.posted.push(args)
    setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }) => {
      this.openHandler = handler
    }
    getURL = () => 'app://lectern/'
  }
  class BrowserWindow extends Emitter {
    readonly webContents = new FakeContents()
    readonly options: Record<string, unknown>
    url = ''
    shown = false
    constructor(options: Record<string, unknown>) {
      super()
      this.options = options
      fake.windows.push(this)
      fake.app.emit('web-contents-created', {}, this.webContents)
    }
    loadURL = async (url: string) => {
      this.url = url
      queueMicrotask(() => this.emit('ready-to-show'))
    }
    show = () => {
      this.shown = true
    }
    focus = () => undefined
    restore = () => undefined
    maximize = () => undefined
    isMinimized = () => false
    isMaximized = () => false
    destroyed = false
    isDestroyed = () => this.destroyed
    getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 700 })
  }
  class MessageChannelMain {
    readonly port1 = Object.assign(new Emitter(), {
      sent: [] as unknown[],
      postMessage: (frame: unknown) => void this.port1.sent.push(frame),
      start: () => undefined,
      closed: false,
      close: () => {
        this.port1.closed = true
        this.port1.emit('close')
      },
    })
    readonly port2 = { name: 'port2' }
    constructor() {
      fake.channels.push(this)
    }
  }
  // As in Electron: ready only after the main module has been evaluated to its end.
  const ready = new Promise<void>((resolve) => {
    fake.becomeReady = resolve
  })
  const app = Object.assign(new Emitter(), {
    isPackaged: false,
    enableSandbox: () => {
      fake.sandboxed = true
    },
    setPath: (name: string, path: string) => {
      fake.paths[name] = path
    },
    exit: () => undefined,
    clearRecentDocuments: () => undefined,
    getPath: () => fake.folder,
    getLocale: () => 'de-DE',
    requestSingleInstanceLock: () => true,
    whenReady: () => ready,
    quit: () => {
      fake.quits++
    },
    addRecentDocument: (path: string) => void fake.recent.push(path),
  })
  fake.app = app
  fake.pageSays = new Emitter()
  const record = (name: string) => (handler: Listener) => {
    fake.session[name] = handler
  }
  return {
    app,
    BrowserWindow,
    MessageChannelMain,
    dialog: {
      showErrorBox: (_title: string, text: string) => void fake.errors.push(text),
      showOpenDialog: async ({ properties }: { properties: string[] }) => ({
        filePaths: properties.includes('openDirectory') ? ['/media/stick/models'] : [],
      }),
    },
    ipcMain: fake.pageSays,
    globalShortcut: {
      register: (key: string, run: () => void) => void fake.shortcuts.set(key, run),
      unregisterAll: () => fake.shortcuts.clear(),
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => void fake.menus.push(menu),
    },
    powerSaveBlocker: {
      start: (kind: string) => fake.blockers.push(kind),
      stop: () => void fake.blockers.pop(),
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => void fake.schemes.push(...schemes),
      handle: (_scheme: string, handler: typeof fake.handle) => {
        fake.handle = handler
      },
    },
    screen: { getAllDisplays: () => [{ bounds: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: record('request'),
        setPermissionCheckHandler: record('check'),
        setDevicePermissionHandler: record('device'),
        webRequest: { onBeforeRequest: record('before') },
      },
    },
    shell: { openExternal: async (url: string) => void fake.opened.push(url) },
    utilityProcess: {
      fork: (_entry: string, _args: string[], options: Record<string, unknown>) => {
        fake.forks.push(options)
        const child = new Emitter()
        return Object.assign(child, { postMessage: () => undefined, kill: () => child.emit('exit', 0) })
      },
    },
  }
})

interface FakeWindow extends EventEmitter {
  options: { webPreferences: Record<string, unknown> } & Record<string, unknown>
  url: string
  shown: boolean
  destroyed: boolean
  webContents: EventEmitter & {
    reloads: number
    sent: unknown[][]
    posted: unknown[][]
    openHandler: (details: { url: string }) => { action: string }
  }
}
const windowOf = () => fake.windows[0] as FakeWindow

beforeAll(async () => {
  fake.folder = mkdtempSync(join(tmpdir(), 'lectern-main-'))
  writeFileSync(join(fake.folder, 'first.txt'), 'A letter that was double-clicked before Lectern ran.')
  process.argv = ['electron', '.', '--data', fake.folder, join(fake.folder, 'first.txt')]
  await import('./index.ts')
  expect(fake.sandboxed).toBe(true)
  fake.becomeReady()
  await vi.waitFor(() => expect(fake.menus.length).toBeGreaterThan(0), { timeout: 15_000 })
}, 30_000)
afterAll(async () => {
  const quit = { preventDefault: vi.fn() }
  fake.app.emit('will-quit', quit)
  await vi.waitFor(() => expect(fake.quits).toBe(1))
  rmSync(fake.folder, { recursive: true, force: true })
})

test('the library is where --data says, Chromium’s own files in a folder beside it', () => {
  expect(fake.paths).toEqual({ userData: fake.folder, sessionData: join(fake.folder, 'window') })
})

test('a file that Lectern was started with is opened once the page can hear of it', async () => {
  const { webContents } = windowOf()
  const told = () => webContents.sent.filter(([name]) => name === 'lectern-open')
  await vi.waitFor(() => expect(fake.recent).toHaveLength(1), { timeout: 15_000 })
  expect(told()).toEqual([])
  webContents.emit('did-finish-load')
  expect(told()).toHaveLength(1)
  expect(webContents.posted).toHaveLength(1)
})

test('the window is sandboxed, isolated and without Node', () => {
  expect(windowOf().options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    webviewTag: false,
  })
  expect(windowOf().url).toBe('app://lectern/')
  expect(windowOf().shown).toBe(true)
})

test('the page is handed one port and nothing else', () => {
  expect(windowOf().webContents.posted).toEqual([['lectern-port', null, [{ name: 'port2' }]]])
})

test('a hostile page cannot navigate, open windows or attach a webview', () => {
  const { webContents } = windowOf()
  for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'app://evil/',
      'app://lectern.evil/',
      'data:text/html,x',
    ]) {
      const event = { url, preventDefault: vi.fn() }
      webContents.emit(name, event)
      expect(event.preventDefault, `${name} ${url}`).toHaveBeenCalled()
    }
    const own = { url: 'app://lectern/index.html', preventDefault: vi.fn() }
    webContents.emit(name, own)
    expect(own.preventDefault).not.toHaveBeenCalled()
  }
  const attach = { preventDefault: vi.fn() }
  webContents.emit('will-attach-webview', attach)
  expect(attach.preventDefault).toHaveBeenCalled()
  for (const url of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'vbscript:x',
    'ms-msdt:/id',
  ])
    expect(webContents.openHandler({ url })).toEqual({ action: 'deny' })
  expect(fake.opened).toEqual([])
  expect(webContents.openHandler({ url: 'https://example.org/' })).toEqual({ action: 'deny' })
  expect(fake.opened).toEqual(['https://example.org/'])
})

test('only the microphone and copying may be asked for, and only by our page', () => {
  const ask = (permission: string, details: object, url = 'app://lectern/') => {
    let given: boolean | undefined
    ;(fake.session['request'] as (...args: unknown[]) => void)(
      { getURL: () => url },
      permission,
      (answer: boolean) => (given = answer),
      details,
    )
    return given
  }
  expect(ask('media', { mediaTypes: ['audio'] })).toBe(true)
  expect(ask('media', { mediaTypes: ['audio', 'video'] })).toBe(false)
  expect(ask('media', { mediaTypes: [] })).toBe(false)
  expect(ask('media', {})).toBe(false)
  expect(ask('media', { mediaTypes: ['audio'] }, 'https://evil.example/')).toBe(false)
  expect(ask('clipboard-sanitized-write', {})).toBe(true)
  expect(ask('clipboard-sanitized-write', {}, 'https://evil.example/')).toBe(false)
  for (const other of [
    'geolocation',
    'notifications',
    'clipboard-read',
    'display-capture',
    'openExternal',
    'fileSystem',
    'usb',
  ])
    expect(ask(other, {}), other).toBe(false)
  expect((fake.session['device'] as () => boolean)()).toBe(false)
  const check = fake.session['check'] as (
    contents: unknown,
    permission: string,
    from: string,
    details: object,
  ) => boolean
  expect(check(null, 'media', 'app://lectern/', { mediaType: 'audio' })).toBe(true)
  expect(check(null, 'media', 'app://lectern/', { mediaType: 'video' })).toBe(false)
  expect(check(null, 'geolocation', 'app://lectern/', {})).toBe(false)
  expect(check(null, 'media', 'https://evil.example/', { mediaType: 'audio' })).toBe(false)
})

test('no request leaves the machine', () => {
  const asked = (url: string) => {
    let cancelled: boolean | undefined
    ;(fake.session['before'] as (...args: unknown[]) => void)(
      { url },
      ({ cancel }: { cancel: boolean }) => (cancelled = cancel),
    )
    return cancelled
  }
  expect(asked('app://lectern/assets/a.js')).toBe(false)
  for (const url of [
    'https://example.org/',
    'http://127.0.0.1:9/',
    'ws://example.org/',
    'file:///etc/passwd',
    'app://other/',
  ])
    expect(asked(url), url).toBe(true)
})

test('the interface’s protocol serves its own folder with the policy, and nothing else', async () => {
  for (const url of [
    'app://lectern/../../package.json',
    'app://lectern/%2e%2e/%2e%2e/package.json',
    'app://other/index.html',
    'app://lectern/nope.html',
    'app://lectern/%',
  ]) {
    const answer = await fake.handle?.({ url })
    expect(answer?.status, url).toBeGreaterThanOrEqual(400)
    expect(answer?.headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})

interface Item {
  readonly id?: string
  readonly label?: string
  readonly submenu?: Item[]
  readonly registerAccelerator?: boolean
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly click?: () => void
}
const items = (list: readonly Item[]): Item[] =>
  list.flatMap((item) => [item, ...items(Array.isArray(item.submenu) ? item.submenu : [])])

test('the menu offers the registry’s commands in the user’s language, and a choice reaches the page', () => {
  const all = items(fake.menus.at(-1) as Item[])
  const next = all.find(({ id }) => id === 'next_sentence')
  expect(next?.label).toBe(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/messages/de.json'), 'utf8'))[
      'command.next_sentence'
    ],
  )
  expect(next?.registerAccelerator).toBe(false)
  next?.click?.()
  expect(windowOf().webContents.sent.at(-1)).toEqual(['lectern-command', 'next_sentence'])
  for (const { label } of all)
    if (label !== undefined)
      expect(label, 'a label without a translation').not.toMatch(/^(command|commands|menu)\./)
})

test('the menu shows what cannot be done now, and why, as the page tells it; no other page can tell it', async () => {
  const find = (id: string) => items(fake.menus.at(-1) as Item[]).find((item) => item.id === id)
  const say = (reasons: unknown, sender: unknown = windowOf().webContents) =>
    fake.pageSays.emit('lectern-reasons', { sender }, reasons)
  say({ next_page: 'No pages.', nonsense: 'x', stop: 7, undo: 'x'.repeat(400) })
  await vi.waitFor(() => expect(find('next_page')).toMatchObject({ enabled: false, toolTip: 'No pages.' }))
  expect(find('stop')?.enabled).toBeUndefined()
  expect(find('undo')?.enabled).toBeUndefined()
  say({ stop: 'Never.' }, { another: 'page' })
  say('nothing')
  await vi.waitFor(() => expect(find('next_page')?.enabled).toBeUndefined())
  expect(find('stop')?.enabled).toBeUndefined()
})

test('the page has a folder chosen for it, or nothing; no other page can ask for it', async () => {
  const ask = (what: unknown, sender: unknown = windowOf().webContents) =>
    fake.pageSays.emit('lectern-choose', { sender }, what)
  const told = () => windowOf().webContents.sent.filter((each) => each[0] === 'lectern-chosen')
  ask('folder', { another: 'page' })
  ask('folder')
  await vi.waitFor(() => expect(told()).toEqual([['lectern-chosen', '/media/stick/models']]))
  ask('file')
  await vi.waitFor(() => expect(told().at(-1)).toEqual(['lectern-chosen', '']))
  expect(told()).toHaveLength(2)
})

test('media keys are commands', () => {
  fake.shortcuts.get('MediaPlayPause')?.()
  expect(windowOf().webContents.sent.at(-1)).toEqual(['lectern-command', 'play_or_pause'])
})

test('a file from the system is added to the library and opened in the page', async () => {
  const path = join(fake.folder, 'letter.txt')
  writeFileSync(path, 'Dear reader, this is a letter that came from the system.')
  const event = { preventDefault: vi.fn() }
  fake.app.emit('open-file', event, path)
  await vi.waitFor(() => expect(windowOf().webContents.sent.at(-1)?.[0]).toBe('lectern-open'), {
    timeout: 15_000,
  })
  expect(event.preventDefault).toHaveBeenCalled()
  expect(windowOf().webContents.sent.at(-1)?.[1]).toMatch(/^[0-9a-f]{64}$/)
  expect(fake.recent).toEqual([join(fake.folder, 'first.txt'), path])
  // The second start names a file from where it was started.
  fake.app.emit('second-instance', {}, ['electron', '--flag', 'missing.txt'], fake.folder)
  await vi.waitFor(() => expect(fake.errors).toEqual(['„missing.txt“ lässt sich nicht öffnen.']))
  fake.app.emit('second-instance', {}, ['electron', 'letter.txt'], fake.folder)
  const opened = () => windowOf().webContents.sent.filter(([name]) => name === 'lectern-open')
  await vi.waitFor(() => expect(opened()).toHaveLength(3))
  if (process.platform === 'darwin') return // its own list
  const recent = () => items(fake.menus.at(-1) as Item[]).find(({ id }) => id === 'recent')?.submenu ?? []
  await vi.waitFor(() => expect(recent().map(({ label }) => label)).toContain('letter.txt'))
  recent()[0]?.click?.()
  await vi.waitFor(() => expect(opened()).toHaveLength(4))
  recent().at(-1)?.click?.()
  await vi.waitFor(() => expect(recent()).toHaveLength(2))
})

test('a setting that the menu does not show leaves the menu alone', async () => {
  const { port1 } = fake.channels.at(-1) as (typeof fake.channels)[number]
  const menus = fake.menus.length
  const set = async (id: number, input: object) => {
    port1.emit('message', { data: { type: 'call', id, method: 'settings.set', input } })
    await vi.waitFor(() => expect(port1.sent.some((frame) => (frame as { id: number }).id === id)).toBe(true))
  }
  await set(900, { volume: 40 })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(fake.menus.length).toBe(menus)
  await set(901, { interfaceLanguage: 'en' })
  await vi.waitFor(() => expect(fake.menus.length).toBe(menus + 1))
  await set(902, { interfaceLanguage: 'system' })
})

test('the engine gets its flags and its environment', async () => {
  const { port1 } = fake.channels.at(-1) as { port1: EventEmitter }
  port1.emit('message', { data: { type: 'call', id: 950, method: 'voices.list', input: {} } })
  await vi.waitFor(() => expect(fake.forks).toHaveLength(1))
  expect(fake.forks[0]).toMatchObject({
    execArgv: expect.arrayContaining(['--max-semi-space-size=1']) as string[],
    env: {
      MALLOC_ARENA_MAX: '1',
      PATH: process.env['PATH'],
      LECTERN_ENGINE: 'reading',
      LECTERN_NETWORKS: join(fake.folder, 'networks'),
    },
  })
})

test('ear and language model are utility processes of their own, each told what it is for', async () => {
  const { spawnEngine } = await import('./engine-process.ts')
  const before = fake.forks.length
  for (const use of ['hearing', 'chat'] as const)
    spawnEngine('host.js', () => undefined, use, { LECTERN_NETWORKS: '/data/networks' })
  expect(fake.forks.slice(before)).toMatchObject([
    { serviceName: 'Lectern ear', env: { LECTERN_ENGINE: 'hearing', LECTERN_NETWORKS: '/data/networks' } },
    {
      serviceName: 'Lectern language model',
      env: { LECTERN_ENGINE: 'chat', LECTERN_NETWORKS: '/data/networks' },
    },
  ])
})

test('a reload closes the old port, a crash of the page shows it again, but not without end', () => {
  const { webContents } = windowOf()
  const before = fake.channels.length
  webContents.emit('did-finish-load')
  expect(fake.channels.length).toBe(before + 1)
  expect(fake.channels.map(({ port1 }) => port1.closed)).toEqual([...Array(before).fill(true), false])
  webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  expect(webContents.reloads).toBe(1)
})

test('without its window the app outlives commands and media keys', () => {
  windowOf().destroyed = true
  expect(() => fake.shortcuts.get('MediaPlayPause')?.()).not.toThrow()
  windowOf().destroyed = false
})

test('the window’s place is kept', () => {
  windowOf().emit('close')
  expect(JSON.parse(readFileSync(join(fake.folder, 'window.json'), 'utf8'))).toEqual({
    x: 10,
    y: 20,
    width: 900,
    height: 700,
    maximized: false,
  })
})

test('the preload passes the port on to our own origin and exposes nothing', async () => {
  const posted: unknown[][] = []
  const listeners = new Map<string, (...args: unknown[]) => void>()
  const sent: unknown[][] = []
  vi.doMock('electron', () => ({
    ipcRenderer: {
      send: (...args: unknown[]) => void sent.push(args),
      on: (name: string, listener: (...args: unknown[]) => void) => listeners.set(name, listener),
    },
  }))
  let hear: (event: { source: unknown; data: unknown }) => void = () => undefined
  const window = {
    postMessage: (...args: unknown[]) => void posted.push(args),
    addEventListener: (_type: string, listener: typeof hear) => {
      hear = listener
    },
  }
  vi.stubGlobal('window', window)
  vi.resetModules()
  await import('../preload/index.ts')
  listeners.get('lectern-port')?.({ ports: ['the port'] })
  listeners.get('lectern-command')?.({}, 'play')
  listeners.get('lectern-command')?.({}, { not: 'text' })
  expect(posted).toEqual([
    [{ type: 'lectern-port' }, 'app://lectern', ['the port']],
    [{ type: 'lectern-command', command: 'play' }, 'app://lectern'],
  ])
  const reasons = { next_page: 'No pages.' }
  hear({ source: window, data: { type: 'lectern-reasons', reasons } })
  hear({ source: {}, data: { type: 'lectern-reasons', reasons } })
  hear({ source: window, data: { type: 'lectern-choose', what: 'folder' } })
  hear({ source: window, data: { type: 'something-else', reasons } })
  hear({ source: window, data: null })
  expect(sent).toEqual([
    ['lectern-reasons', reasons],
    ['lectern-choose', 'folder'],
  ])
  vi.unstubAllGlobals()
})

/** The one window: where it was, how large, and what it is joined to. */
import { readFileSync, writeFileSync } from 'node:fs'
import { BrowserWindow, MessageChannelMain, screen } from 'electron'
import { type PortLike, portWire } from '../rpc/wires.ts'
import type { Wire } from '../rpc/contract.ts'
import { origin, webPreferences } from './security.ts'

interface WindowState {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

/** Milliseconds between two attempts to show a page that has crashed. */
const reloadPauseMs = 10_000

const initial: WindowState = { width: 1100, height: 800, maximized: false }

function readState(file: string): WindowState {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as Partial<WindowState>
    const { x, y, width, height } = state
    if (!Number.isFinite(width) || !Number.isFinite(height)) return initial
    const size = {
      width: Math.max(320, Number(width)),
      height: Math.max(240, Number(height)),
      maximized: state.maximized === true,
    }
    if (!Number.isFinite(x) || !Number.isFinite(y)) return size
    // A screen that has since been unplugged must not swallow the window.
    const place = { x: Number(x), y: Number(y) }
    const shown = screen
      .getAllDisplays()
      .some(
        ({ bounds }) =>
          place.x < bounds.x + bounds.width &&
          place.x + size.width > bounds.x &&
          place.y < bounds.y + bounds.height &&
          place.y + 40 > bounds.y,
      )
    return shown ? { ...size, ...place } : size
  } catch {
    return initial
  }
}

export interface WindowOptions {
  readonly stateFile: string
  readonly preload: string
  readonly attach: (wire: Wire) => void
  /** Told whenever the page has loaded and has been handed its wire. */
  readonly loaded: () => void
}

export function openMainWindow(options: WindowOptions): BrowserWindow {
  const { maximized, ...bounds } = readState(options.stateFile)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 320,
    minHeight: 240,
    show: false,
    title: 'Lectern',
    webPreferences: { ...webPreferences, preload: options.preload },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(options.stateFile, JSON.stringify(state))
    } catch {
      // Next time it opens where it opened this time.
    }
  })
  // Each load of the page gets a fresh port; the old one is closed, which ends the work it asked for.
  let last: PortLike | undefined
  window.webContents.on('did-finish-load', () => {
    last?.close()
    const { port1, port2 } = new MessageChannelMain()
    const port: PortLike = {
      post: (frame) => port1.postMessage(frame), // cloned, never transferred: see docs/adr/0002
      onMessage: (listener) => port1.on('message', ({ data }) => listener(data as unknown)),
      onClose: (listener) => port1.on('close', listener),
      close: () => port1.close(),
    }
    last = port
    options.attach(portWire(port))
    port1.start()
    window.webContents.postMessage('lectern-port', null, [port2])
    options.loaded()
  })
  window.on('closed', () => last?.close())
  // A page that has crashed would stay white for ever; one that crashes at once is not tried again without end.
  let reloaded = 0
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || Date.now() - reloaded < reloadPauseMs) return
    reloaded = Date.now()
    window.webContents.reload()
  })
  void window.loadURL(`${origin}/`)
  return window
}

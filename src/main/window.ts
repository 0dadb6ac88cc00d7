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
  readonly icon?: string
  readonly attach: (wire: Wire) => void
}

export function openMainWindow(options: WindowOptions): BrowserWindow {
  const { maximized, ...bounds } = readState(options.stateFile)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 320,
    minHeight: 240,
    show: false,
    title: 'Lectern',
    ...(options.icon === undefined ? {} : { icon: options.icon }),
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
  // Each load of the page gets a fresh port; the old one closes with the page and ends its work.
  window.webContents.on('did-finish-load', () => {
    const { port1, port2 } = new MessageChannelMain()
    const port: PortLike = {
      post: (frame) => port1.postMessage(frame), // cloned, never transferred: see docs/adr/0002
      onMessage: (listener) => port1.on('message', ({ data }) => listener(data as unknown)),
      onClose: (listener) => port1.on('close', listener),
      close: () => port1.close(),
    }
    options.attach(portWire(port))
    port1.start()
    window.webContents.postMessage('lectern-port', null, [port2])
  })
  void window.loadURL(`${origin}/`)
  return window
}

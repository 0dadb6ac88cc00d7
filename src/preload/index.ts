/**
 * Hands the page one MessagePort, passes commands, opened files and chosen paths on to it, and takes from it which
 * commands rest and when a path is to be chosen.
 * Exposes nothing else.
 */
import { ipcRenderer } from 'electron'

/** All that is needed of the page's window here. */
interface PageMessage {
  readonly source: unknown
  readonly data: unknown
}
declare const window: {
  postMessage(message: unknown, origin: string, ports?: readonly unknown[]): void
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void
}

ipcRenderer.on('lectern-port', (event) => {
  // Only our own page is ever loaded here; naming its origin keeps the port from any other all the same.
  window.postMessage({ type: 'lectern-port' }, 'app://lectern', event.ports)
})
for (const type of ['lectern-command', 'lectern-open', 'lectern-chosen'])
  ipcRenderer.on(type, (_event, value: unknown) => {
    if (typeof value === 'string') window.postMessage({ type, command: value }, 'app://lectern')
  })
window.addEventListener('message', ({ source, data }) => {
  if (source !== window || typeof data !== 'object' || data === null) return
  const { type, reasons, what } = data as {
    readonly type?: unknown
    readonly reasons?: unknown
    readonly what?: unknown
  }
  if (type === 'lectern-reasons') ipcRenderer.send('lectern-reasons', reasons)
  if (type === 'lectern-choose') ipcRenderer.send('lectern-choose', what)
})

/** Hands the page one MessagePort and exposes nothing else. */
import { ipcRenderer } from 'electron'

/** All that is needed of the page's window here. */
declare const window: { postMessage(message: unknown, origin: string, ports?: readonly unknown[]): void }

ipcRenderer.on('lectern-port', (event) => {
  // Only our own page is ever loaded here; naming its origin keeps the port from any other all the same.
  window.postMessage({ type: 'lectern-port' }, 'app://lectern', event.ports)
})
for (const type of ['lectern-command', 'lectern-open'])
  ipcRenderer.on(type, (_event, value: unknown) => {
    if (typeof value === 'string') window.postMessage({ type, command: value }, 'app://lectern')
  })

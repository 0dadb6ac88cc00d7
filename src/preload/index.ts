/** Hands the page one MessagePort and exposes nothing else. */
import { ipcRenderer } from 'electron'

ipcRenderer.on('lectern-port', (event) => {
  // Only our own page is ever loaded here; naming its origin keeps the port from any other all the same.
  window.postMessage({ type: 'lectern-port' }, 'app://lectern', event.ports)
})
ipcRenderer.on('lectern-command', (_event, command: unknown) => {
  if (typeof command === 'string') window.postMessage({ type: 'lectern-command', command }, 'app://lectern')
})

/** What the window's page is refused, whatever it is made to try. */
import type { App, Session, WebContents, WebPreferences } from 'electron'

/** The page's own address. A scheme of our own: it is no file and no server. */
export const origin = 'app://lectern'

export const webPreferences: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  // Reading goes on in a minimised window, so its timers must too.
  backgroundThrottling: false,
  autoplayPolicy: 'no-user-gesture-required',
}

export function isOurs(address: string): boolean {
  try {
    const url = new URL(address)
    return `${url.protocol}//${url.host}` === origin
  } catch {
    return false
  }
}

/** Addresses that may be handed to the system's browser, and only after the user clicked on them. */
export function mayOpenOutside(address: string): boolean {
  try {
    return ['https:', 'http:', 'mailto:'].includes(new URL(address).protocol)
  } catch {
    return false
  }
}

/** Writing text to the clipboard, which Chromium itself ties to a key or click. Reading it is not among what we grant. */
const copying = 'clipboard-sanitized-write'

/** Only the microphone and copying, only for our own page. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    // What does not say that it is sound may be the screen.
    const audioOnly = permission === 'media' && types.length > 0 && types.every((type) => type === 'audio')
    answer((audioOnly || permission === copying) && isOurs(contents.getURL()))
  })
  session.setPermissionCheckHandler((_contents, permission, from, details) => {
    const wanted = (permission === 'media' && details.mediaType !== 'video') || permission === copying
    return wanted && isOurs(`${from.replace(/\/$/, '')}/`)
  })
  session.setDevicePermissionHandler(() => false)
  // The page has no business with any server; the app core fetches nothing either.
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = isOurs(details.url) || details.url.startsWith('blob:') || details.url.startsWith('devtools:')
    answer({ cancel: !own })
  })
}

/** No page but ours, no second window, no webview. `openOutside` is asked for links that the user follows. */
export function guardContents(app: App, openOutside: (address: string) => void): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const refuse = (event: { preventDefault(): void }, address: string) => {
      if (!isOurs(address)) event.preventDefault()
    }
    contents.on('will-navigate', (event) => refuse(event, event.url))
    contents.on('will-redirect', (event) => refuse(event, event.url))
    contents.on('will-frame-navigate', (event) => refuse(event, event.url))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) openOutside(url)
      return { action: 'deny' }
    })
  })
}

/** Entry of the desktop app: one instance, its start and its end. What it does in between is desktop.ts. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, protocol, shell } from 'electron'
import { defaultDataFolder, userPath } from '../app/data-folder.ts'
import { AppError } from '../rpc/failure.ts'
import { Desktop } from './desktop.ts'
import { filesOf, optionOf } from './files.ts'
import { guardContents, mayOpenOutside } from './security.ts'
import { wordingFor } from './wording.ts'

/** The library is the same one whichever shell opens it; Chromium's own files lie in a folder of their own beside it. */
function dataFolder(): string {
  const chosen = optionOf(process.argv, 'data')
  const folder = chosen === undefined ? defaultDataFolder(process.env, process.platform) : userPath(chosen)
  const profile = join(folder, 'window')
  try {
    mkdirSync(profile, { recursive: true })
  } catch (cause) {
    throw new AppError('denied', `The data folder ${folder} cannot be written.`, {
      cause,
      reason: 'data-folder',
    })
  }
  app.setPath('userData', folder) // the single-instance lock is one for each data folder
  app.setPath('sessionData', profile)
  return folder
}

async function run(folder: string): Promise<void> {
  let desktop: Desktop | undefined
  const waiting = filesOf(process.argv, userPath('.'))
  app.on('second-instance', (_event, argv, workingFolder) => {
    void desktop?.openFiles(filesOf(argv, workingFolder))
  })
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
  desktop = new Desktop(folder)
  await desktop.open()
  await desktop.openFiles(waiting.splice(0))
}

async function fail(error: unknown): Promise<void> {
  const { failure } = await wordingFor(app.getLocale())
  dialog.showErrorBox('Lectern', failure(error))
  app.exit(1)
}

app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
// Nothing is awaited here: Electron becomes ready only when this module has been evaluated to its end, so that waiting
// for `whenReady` at the top level waits for ever (electron/electron#40719).
try {
  const folder = dataFolder()
  if (app.requestSingleInstanceLock()) run(folder).catch(fail)
  else app.quit()
} catch (error) {
  void fail(error)
}

/** Finds an installed browser of the Chromium family, and opens a page in it as a window of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const onPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
]
const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
]

function candidates(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const chosen = environment['LECTERN_BROWSER']
  if (chosen) return [chosen]
  if (platform === 'darwin')
    return macApplications.flatMap((name) =>
      ['/Applications', join(environment['HOME'] ?? '', 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    )
  if (platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((key) => {
      const folder = environment[key]
      return folder ? windowsPrograms.map((program) => join(folder, program)) : []
    })
  const folders = [
    ...(environment['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/snap/bin',
    '/var/lib/flatpak/exports/bin',
  ]
  return onPath.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** The executable of an installed Chromium, Chrome or Edge; `LECTERN_BROWSER` overrides. */
export function findBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  return candidates(environment, platform).find((path) => existsSync(path))
}

/** Whether a window could be shown at all. */
export function hasDisplay(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return (
    platform === 'darwin' ||
    platform === 'win32' ||
    Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])
  )
}

/** Opens `url` without the browser's own bars, in a profile of Lectern's own so that nothing of the user's browsing mixes in. */
export function openWindow(browser: string, url: string, profile: string): ChildProcess {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [] // Chromium refuses to start as root with its sandbox
  return spawn(
    browser,
    [
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      ...asRoot,
    ],
    { stdio: 'ignore' },
  )
}

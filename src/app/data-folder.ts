/** Where the library lives, and what a path on a command line means. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The platform’s place for application data, unless `LECTERN_DATA` names another. */
export function defaultDataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (environment['LECTERN_DATA']) return environment['LECTERN_DATA']
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Lectern')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Lectern')
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'lectern')
}

/** A path as the user means it: npm runs scripts in the project's folder; the folder the user is in is INIT_CWD. */
export function userPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
}

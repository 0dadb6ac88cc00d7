/** Where the library lives unless the user says otherwise: the platform's place for application data. */
import { homedir } from 'node:os'
import { join } from 'node:path'

export function defaultDataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (environment['LECTERN_DATA']) return environment['LECTERN_DATA']
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Lectern')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Lectern')
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'lectern')
}

/** Where packs lie: installed ones in the data folder, and those of folders that the user named. */
import { delimiter, join } from 'node:path'
import type { Settings } from '../../contract/settings.ts'

/** Installed packs, a folder each. @param data the data folder */
export const installedFolder = (data: string): string => join(data, 'packs')

/** Folders to look for packs in, in their order: the user's own go before the installed ones. */
export function packFolders(data: string, { modelFolders }: Pick<Settings, 'modelFolders'>): string[] {
  const given = (process.env['LECTERN_PACKS'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...modelFolders, ...given, installedFolder(data)]
}

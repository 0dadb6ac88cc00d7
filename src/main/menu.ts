/** The native menus: the registry's commands under the registry's names. */
import { basename } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { type CommandGroup, commandGroups, type CommandId, commands } from '../contract/commands.ts'

export interface MenuOptions {
  readonly translate: (key: string) => string
  readonly keys: (id: CommandId) => readonly string[]
  /** Why a command cannot be given now; undefined where it can. */
  readonly reason: (id: CommandId) => string | undefined
  readonly run: (id: CommandId) => void
  readonly openFile: () => void
  /** Paths, newest first. */
  readonly recent: readonly string[]
  readonly openRecent: (path: string) => void
  readonly clearRecent: () => void
  readonly platform: NodeJS.Platform
}

/**
 * A template for `Menu.buildFromTemplate`.
 *
 * Keys are shown but not registered by the menu: the page listens for them itself, so that a key the user has changed
 * works the same in a browser and here, and is never carried out twice.
 */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { translate } = options
  const item = (id: CommandId): MenuItemConstructorOptions => {
    const [key] = options.keys(id)
    const reason = options.reason(id)
    return {
      id,
      label: translate(`command.${id}`),
      ...(key === undefined ? {} : { accelerator: key, registerAccelerator: false }),
      // The reason is shown where the system can show it (macOS); the command's key tells it everywhere.
      ...(reason === undefined ? {} : { enabled: false, toolTip: reason, sublabel: reason }),
      click: () => options.run(id),
    }
  }
  const group = (name: CommandGroup): MenuItemConstructorOptions => ({
    label: translate(`commands.group.${name}`),
    submenu: commands.filter((command) => command.group === name).map(({ id }) => item(id)),
  })
  const file: MenuItemConstructorOptions = {
    label: translate('menu.file'),
    submenu: [
      { label: translate('menu.open'), click: options.openFile },
      recentFiles(options),
      { type: 'separator' },
      options.platform === 'darwin'
        ? { role: 'close', label: translate('menu.close') }
        : { role: 'quit', label: translate('menu.quit') },
    ],
  }
  const edit: MenuItemConstructorOptions = {
    label: translate('menu.edit'),
    submenu: [
      { role: 'undo', label: translate('menu.undo') },
      { role: 'redo', label: translate('menu.redo') },
      { type: 'separator' },
      { role: 'cut', label: translate('menu.cut') },
      { role: 'copy', label: translate('menu.copy') },
      { role: 'paste', label: translate('menu.paste') },
      { role: 'selectAll', label: translate('menu.select-all') },
    ],
  }
  const own: MenuItemConstructorOptions[] = options.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  return [...own, file, edit, ...commandGroups.map(group)]
}

/** macOS fills a menu of this role itself; the role does nothing on other systems, so the list there is ours. */
function recentFiles(options: MenuOptions): MenuItemConstructorOptions {
  const { translate, recent, platform } = options
  const label = translate('menu.recent')
  if (platform === 'darwin')
    return {
      role: 'recentDocuments',
      label,
      submenu: [{ role: 'clearRecentDocuments', label: translate('menu.clear-recent') }],
    }
  return {
    id: 'recent',
    label,
    enabled: recent.length > 0,
    submenu: [
      ...recent.map((path) => ({
        label: basename(path).replaceAll('&', '&&'), // a single one would underline the next letter
        click: () => options.openRecent(path),
      })),
      { type: 'separator' },
      { label: translate('menu.clear-recent'), click: options.clearRecent },
    ],
  }
}

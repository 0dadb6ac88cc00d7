/** The native menus: the registry's commands under the registry's names. */
import type { MenuItemConstructorOptions } from 'electron'
import { type CommandGroup, commandGroups, type CommandId, commands } from '../contract/commands.ts'

export interface MenuOptions {
  readonly translate: (key: string) => string
  readonly keys: (id: CommandId) => readonly string[]
  readonly run: (id: CommandId) => void
  readonly openFile: () => void
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
    return {
      id,
      label: translate(`command.${id}`),
      ...(key === undefined ? {} : { accelerator: key, registerAccelerator: false }),
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
      {
        role: 'recentDocuments',
        label: translate('menu.recent'),
        submenu: [{ role: 'clearRecentDocuments', label: translate('menu.clear-recent') }],
      },
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

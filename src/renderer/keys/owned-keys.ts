/**
 * Keys that belong to screen readers and browsers: no default key of ours may be one of them.
 *
 * Gathered from: NVDA user guide (browse mode, tables, text navigation); JAWS keystrokes for web pages and tables
 * (Freedom Scientific); Microsoft's "Narrator keyboard commands"; Apple's VoiceOver guide (VO is Control+Option);
 * Orca's structural navigation; the ChromeVox command reference; Chromium's chrome/browser/ui/accelerator_table.cc and
 * glic local_hotkey_manager.cc (Alt+Shift+G); Google's Chromebook shortcuts; Microsoft's Edge shortcuts; Mozilla's
 * Firefox shortcuts with the Developer Tools' own; the default shortcuts of GNOME, KDE Plasma and Xfce. Windows and Linux names; on macOS the browsers use Command where
 * Ctrl stands here, which no default of ours uses.
 */
import { normaliseChord, parseChord } from './chord.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
const digits = '0123456789'.split('')
const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']
const caret = [...arrows, 'Home', 'End', 'PageUp', 'PageDown']
const withModifiers = (modifiers: string, keys: readonly string[]) => keys.map((key) => `${modifiers}+${key}`)

/** Browse mode of NVDA, JAWS, Narrator and Orca, and quick nav of VoiceOver: bare characters move by element. */
const browseMode = [
  ...letters,
  ...withModifiers('Shift', letters),
  ...digits,
  ...withModifiers('Shift', digits),
  ',',
  '.',
  ';',
  '-',
  '=',
  '/',
  '[',
  ']',
  '!',
  "'",
  '`',
  'Plus',
  '#',
]

/** Moving the caret and the virtual cursor, by character, word, line, paragraph, table cell. */
const moving = [
  ...caret,
  ...withModifiers('Shift', caret),
  ...withModifiers('Ctrl', caret),
  ...withModifiers('Ctrl+Shift', caret),
  ...withModifiers('Alt', caret), // browsers: history, home page; JAWS: sentences
  ...withModifiers('Ctrl+Alt', caret), // NVDA, JAWS, Narrator: table cells
  ...withModifiers('Alt+Shift', arrows), // Orca: table cells
]

const activating = [
  'Tab',
  'Enter',
  'Space',
  'Escape',
  'Backspace',
  'Delete',
  'Insert',
  'ContextMenu',
  'Pause',
].flatMap((key) => [key, `Shift+${key}`, `Ctrl+${key}`, `Alt+${key}`, `Ctrl+Shift+${key}`])

/** Help, find, Edge's address bar, reload, panes, caret browsing, reading mode, menu, full screen, tools. */
const bareFunctionKeys = ['F1', 'F3', 'F4', 'F5', 'F6', 'F7', 'F9', 'F10', 'F11', 'F12']
const functionKeys = [
  ...bareFunctionKeys,
  ...withModifiers('Shift', ['F3', 'F4', 'F5', 'F6', 'F7', 'F9', 'F10', 'F11', 'F12']),
  ...withModifiers('Ctrl', ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8']), // and keyboard access on macOS
  ...withModifiers('Ctrl', ['F9', 'F10', 'F11', 'F12']), // KDE shows all windows
  ...withModifiers('Alt', ['F1', 'F2', 'F4', 'F5', 'F6', 'F7', 'F8', 'F10']), // desktops on Linux, and closing the window
  'Alt+Shift+F2',
  'Alt+Shift+F4', // a slip of the finger from closing the window
  'Alt+Shift+F12', // KDE 5 switches the compositor off
]

/** Every Ctrl+letter and Ctrl+Shift+letter is some browser's or editor's; so is Alt+letter, for menus. */
const browserLetters = [
  ...withModifiers('Ctrl', letters),
  ...withModifiers('Ctrl', [...digits, 'Plus', '-', '=', '#', '/']),
  ...withModifiers('Ctrl+Shift', letters),
  ...withModifiers('Ctrl+Shift', [...digits, 'Plus', '-', '=', '.', 'Delete']),
  ...withModifiers('Alt', letters),
  ...withModifiers('Alt', digits), // tabs, on Linux
]

/** Chrome: panes, tab groups, split view, reading mode, feedback, Gemini. ChromeOS: shelf, files, status, notices. */
const altShift = withModifiers('Alt+Shift', 'ABCGILMNPRSTWXZ'.split(''))

const owned = new Set(
  [...browseMode, ...moving, ...activating, ...functionKeys, ...browserLetters, ...altShift].map(
    normaliseChord,
  ),
)

/** Modifiers that a screen reader owns whole: NVDA, JAWS and Narrator take Insert and Caps Lock; VoiceOver and AltGr take Ctrl+Alt. */
function ownedModifiers(modifiers: ReadonlySet<string>, key: string): boolean {
  if (modifiers.has('Ctrl') && modifiers.has('Alt')) return true
  return modifiers.has('Meta') || key.startsWith('Numpad')
}

/** True where a common screen reader or browser acts on this key itself. */
export function isOwned(chord: string): boolean {
  const { modifiers, key } = parseChord(chord)
  return owned.has(normaliseChord(chord)) || ownedModifiers(modifiers, key)
}

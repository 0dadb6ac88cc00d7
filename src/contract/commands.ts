/**
 * The one registry of commands: buttons, keys, menus and help read it now; voice and tools will.
 *
 * Ids are stable once shipped: settings, history and tools name commands by them. A command's name on screen is the
 * message `command.<id>`. A command that is listed here works by button and key; arguments a person must give
 * (a page, a name) are asked for by the window.
 *
 * Default keys are written as Electron writes accelerators, modifiers in the order Ctrl, Alt, Shift. They keep clear
 * of every key that a common screen reader or browser owns (src/renderer/keys/owned-keys.ts, with sources; a test
 * holds the two lists apart), and of Ctrl+Alt, which is AltGr on most European keyboards. That leaves Alt+Shift with
 * digits and eleven letters, some function keys, and Ctrl with comma and full stop: hence pairs of neighbouring keys
 * (left is back, right is on) rather than initials.
 */
export type CommandRisk = 'none' | 'reads' | 'changes' | 'outside'
export const commandGroups = ['listen', 'move', 'voice', 'marks', 'find', 'app'] as const
export type CommandGroup = (typeof commandGroups)[number]

interface CommandRow {
  readonly group: CommandGroup
  /** Where it can be given: while a document is open, or anywhere. */
  readonly where: 'reading' | 'anywhere'
  readonly keys: readonly string[]
  readonly risk: CommandRisk
}

const reading = (group: CommandGroup, keys: readonly string[], risk: CommandRisk = 'none'): CommandRow => ({
  group,
  where: 'reading',
  keys,
  risk,
})
const anywhere = (group: CommandGroup, keys: readonly string[], risk: CommandRisk = 'none'): CommandRow => ({
  group,
  where: 'anywhere',
  keys,
  risk,
})

const rows = {
  play_or_pause: reading('listen', ['F8']), // one key for both, as people expect; `play` and `pause` alone have none
  play: reading('listen', []),
  pause: reading('listen', []),
  stop: reading('listen', ['Shift+F8']),
  repeat: reading('listen', ['F2']),
  read_from_here: reading('listen', ['Alt+Shift+H']),
  sleep_timer: reading('listen', ['Alt+Shift+F8']),

  skip_back: reading('move', ['Alt+Shift+U']),
  skip_forward: reading('move', ['Alt+Shift+O']),
  previous_sentence: reading('move', ['Alt+Shift+J']),
  next_sentence: reading('move', ['Alt+Shift+K']),
  previous_paragraph: reading('move', ['Alt+Shift+1']),
  next_paragraph: reading('move', ['Alt+Shift+2']),
  previous_heading: reading('move', ['Alt+Shift+3']),
  next_heading: reading('move', ['Alt+Shift+4']),
  previous_chapter: reading('move', ['Alt+Shift+5']),
  next_chapter: reading('move', ['Alt+Shift+6']),
  previous_page: reading('move', ['Alt+Shift+7']),
  next_page: reading('move', ['Alt+Shift+8']),
  go_to_page: reading('move', ['Ctrl+.']),
  go_to_percent: reading('move', []), // the same dialog, the other field
  go_to_start: reading('move', []),
  go_to_end: reading('move', []),

  slower: reading('voice', ['Alt+Shift+D']),
  faster: reading('voice', ['Alt+Shift+F']),
  quieter: reading('voice', ['Alt+Shift+9']),
  louder: reading('voice', ['Alt+Shift+0']),
  mute: reading('voice', ['Alt+Shift+V']),

  add_bookmark: reading('marks', ['Alt+Shift+Q'], 'changes'),
  add_note: reading('marks', ['Alt+Shift+E'], 'changes'),
  list_bookmarks: reading('marks', [], 'reads'),
  list_notes: reading('marks', [], 'reads'),

  find_text: reading('find', ['Alt+Shift+Y']),
  where_am_i: reading('find', ['Shift+F2'], 'reads'),
  show_contents: reading('find', [], 'reads'),
  search_library: anywhere('find', []),

  import_document: anywhere('app', [], 'changes'),
  close: reading('app', []), // back to the library
  open_settings: anywhere('app', ['Ctrl+,']),
  help: anywhere('app', ['Shift+F1']),
} as const satisfies Record<string, CommandRow>

export type CommandId = keyof typeof rows

export interface Command extends CommandRow {
  readonly id: CommandId
}

/** Every command, in the order in which help and settings show them. */
export const commands: readonly Command[] = Object.entries(rows).map(([id, row]) => ({
  id: id as CommandId,
  ...row,
}))

export function isCommandId(value: string): value is CommandId {
  return Object.hasOwn(rows, value)
}

/** The keys of every command: the user's where there are some (an empty list means none), else the default ones. */
export function keysOf(
  id: CommandId,
  chosen: Readonly<Record<string, readonly string[]>> = {},
): readonly string[] {
  return (Object.hasOwn(chosen, id) ? chosen[id] : undefined) ?? rows[id].keys
}

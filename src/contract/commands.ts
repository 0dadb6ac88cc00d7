/**
 * The one registry of commands: buttons, keys, menus, palette, help and the command line read it now; voice and tools
 * will.
 *
 * Ids are stable once shipped: settings, history and tools name commands by them. A command's name on screen is the
 * message `command.<id>`. A command that is listed here works; `args` says what it can be told (command-args.ts), and
 * what a person leaves out is asked for by the window.
 *
 * Risks: `none` moves or sounds, `reads` tells, `changes` alters what is kept and can be undone, `outside` writes
 * where Lectern cannot take it back.
 *
 * Default keys are written as Electron writes accelerators, modifiers in the order Ctrl, Alt, Shift. They keep clear
 * of every key that a common screen reader, browser or desktop owns (src/renderer/keys/owned-keys.ts, with sources; a
 * test holds the two lists apart), and of Ctrl+Alt, which is AltGr on most European keyboards. That leaves Alt+Shift
 * with digits and eleven letters, some function keys, and Ctrl with comma and full stop: hence pairs of neighbouring
 * keys (left is back, right is on) rather than initials.
 */
import type { z } from 'zod'
import * as args from './command-args.ts'

export type CommandRisk = 'none' | 'reads' | 'changes' | 'outside'
export const commandGroups = [
  'listen',
  'move',
  'amount',
  'voice',
  'speech',
  'hearing',
  'dictation',
  'marks',
  'find',
  'look',
  'library',
  'app',
] as const
export type CommandGroup = (typeof commandGroups)[number]
type CommandSchema = z.ZodObject<z.ZodRawShape>

interface CommandRow<Args extends CommandSchema = CommandSchema> {
  readonly group: CommandGroup
  /** Where it can be given: while a document is open, while something is dictated into, or anywhere. */
  readonly where: 'reading' | 'dictation' | 'anywhere'
  readonly keys: readonly string[]
  readonly args: Args
  readonly risk: CommandRisk
}

const row =
  (where: CommandRow['where']) =>
  <Args extends CommandSchema>(
    group: CommandGroup,
    keys: readonly string[],
    schema: Args,
    risk: CommandRisk = 'none',
  ): CommandRow<Args> => ({ group, where, keys, args: schema, risk })
const reading = row('reading')
const dictation = row('dictation')
const anywhere = row('anywhere')

const rows = {
  play_or_pause: reading('listen', ['F8'], args.none), // one key for both, as people expect
  play: reading('listen', [], args.none),
  pause: reading('listen', [], args.none),
  stop: reading('listen', ['Shift+F8'], args.none),
  repeat: reading('listen', ['F2'], args.again),
  repeat_slower: reading('listen', ['Alt+Shift+F3'], args.again),
  read_from_here: reading('listen', ['Alt+Shift+H'], args.none),
  read_selection: reading('listen', [], args.none),
  read_note: reading('listen', ['Alt+Shift+F5'], args.none), // and back to the word
  sleep_timer: reading('listen', ['Alt+Shift+F8'], args.sleep),

  skip_back: reading('move', ['Alt+Shift+U'], args.seconds),
  skip_forward: reading('move', ['Alt+Shift+O'], args.seconds),
  previous_sentence: reading('move', ['Alt+Shift+J'], args.times),
  next_sentence: reading('move', ['Alt+Shift+K'], args.times),
  previous_paragraph: reading('move', ['Alt+Shift+1'], args.times),
  next_paragraph: reading('move', ['Alt+Shift+2'], args.times),
  previous_heading: reading('move', ['Alt+Shift+3'], args.times),
  next_heading: reading('move', ['Alt+Shift+4'], args.times),
  previous_chapter: reading('move', ['Alt+Shift+5'], args.times),
  next_chapter: reading('move', ['Alt+Shift+6'], args.times),
  previous_page: reading('move', ['Alt+Shift+7'], args.times),
  next_page: reading('move', ['Alt+Shift+8'], args.times),
  go_to_page: reading('move', ['Ctrl+.'], args.page),
  go_to_percent: reading('move', [], args.place), // the same dialog, the other field
  go_to_chapter: reading('move', [], args.chapter), // without one: the contents
  go_to_bookmark: reading('move', [], args.bookmarkName), // without one: the newest
  go_to_start: reading('move', [], args.end),
  go_to_end: reading('move', [], args.end),

  set_mode: reading('amount', [], args.mode),
  toggle_gist: reading('amount', ['Alt+Shift+F10'], args.none), // at the same word
  set_pauses: reading('amount', ['Ctrl+Shift+F10'], args.pauses), // without one: the next
  skip_rule: reading('amount', [], args.skipRule, 'changes'),
  what_was_skipped: reading('amount', ['Alt+Shift+F7'], args.none, 'reads'),

  slower: reading('voice', ['Alt+Shift+D'], args.steps),
  faster: reading('voice', ['Alt+Shift+F'], args.steps),
  set_speed: reading('voice', [], args.speedOrWords),
  quieter: reading('voice', ['Alt+Shift+9'], args.none),
  louder: reading('voice', ['Alt+Shift+0'], args.none),
  set_volume: reading('voice', [], args.volume),
  mute: reading('voice', ['Alt+Shift+V'], args.none),
  unmute: reading('voice', [], args.none),
  set_voice: anywhere('voice', [], args.voice),
  set_pitch: anywhere('voice', [], args.pitch),

  say_as: reading('speech', ['Alt+Shift+F6'], args.saying, 'changes'),
  set_language: reading('speech', [], args.language, 'changes'),
  spell_word: reading('speech', [], args.word),

  start_listening: anywhere('hearing', ['Ctrl+Shift+F8'], args.listening), // again: as `stop_listening`
  stop_listening: anywhere('hearing', [], args.none), // closes the microphone at once
  yes: anywhere('hearing', [], args.none),
  no: anywhere('hearing', [], args.none),
  cancel: anywhere('hearing', [], args.none),

  start_dictation: anywhere('dictation', ['Ctrl+Shift+F9'], args.where),
  stop_dictation: anywhere('dictation', [], args.none),
  list_drafts: anywhere('dictation', [], args.filter, 'reads'),
  new_draft: anywhere('dictation', [], args.draftTitle, 'changes'),
  insert_text: dictation('dictation', [], args.inserted, 'changes'),
  replace_text: dictation('dictation', [], args.replaced, 'changes'),
  delete_text: dictation('dictation', [], args.textUnit, 'changes'),
  select_text: dictation('dictation', [], args.selected),
  change_case: dictation('dictation', [], args.letterCase, 'changes'),
  scratch_that: dictation('dictation', [], args.none, 'changes'),
  correct_that: dictation('dictation', [], args.corrected, 'changes'), // alternatives to choose among
  teach_word: anywhere('dictation', [], args.taught, 'changes'), // it is expected from now on
  read_back: dictation('dictation', [], args.textUnit, 'reads'),
  export_draft: dictation('dictation', [], args.draftFile, 'outside'),
  copy_draft: dictation('dictation', [], args.none, 'outside'),
  dictation_history: anywhere('dictation', [], args.none, 'reads'),

  add_bookmark: reading('marks', ['Alt+Shift+Q'], args.bookmarkName, 'changes'),
  add_note: reading('marks', ['Alt+Shift+E'], args.noteText, 'changes'),
  quote: reading('marks', [], args.again, 'outside'), // the clipboard keeps no past
  list_bookmarks: reading('marks', [], args.none, 'reads'),
  list_notes: reading('marks', [], args.none, 'reads'),

  find_text: reading('find', ['Alt+Shift+Y'], args.find),
  where_am_i: reading('find', ['Shift+F2'], args.none, 'reads'),
  time_left: reading('find', [], args.none, 'reads'),
  show_contents: reading('find', [], args.none, 'reads'),

  set_theme: anywhere('look', [], args.theme, 'changes'),
  set_font_size: anywhere('look', [], args.size, 'changes'),
  choose_profile: anywhere('look', [], args.profileName, 'changes'),

  import_document: anywhere('library', [], args.none, 'changes'), // a page may not open a path: it is chosen
  open_document: anywhere('library', [], args.title),
  list_documents: anywhere('library', [], args.filter, 'reads'),
  search_library: anywhere('library', [], args.searched),
  remove_document: anywhere('library', [], args.titleOrThis, 'changes'),
  export_audio: reading('library', [], args.sound, 'outside'),
  close: reading('library', [], args.none), // back to the library

  command_palette: anywhere('app', ['Alt+Shift+F9'], args.none),
  what_can_i_say: anywhere('app', ['Alt+Shift+F1'], args.topic),
  help: anywhere('app', ['Shift+F1'], args.none),
  open_settings: anywhere('app', ['Ctrl+,'], args.section),
  open_models: anywhere('app', [], args.none),
  install_model: anywhere('app', [], args.modelName, 'outside'), // asks before anything is fetched
  pause_model: anywhere('app', [], args.modelName), // without a name: whatever is being fetched
  cancel_model: anywhere('app', [], args.modelName, 'outside'),
  remove_model: anywhere('app', [], args.modelName, 'outside'), // asks
  check_models: anywhere('app', [], args.none, 'reads'),
  list_messages: anywhere('app', [], args.none, 'reads'),
  undo: anywhere('app', ['Alt+Shift+F11'], args.none),
  redo: anywhere('app', ['Ctrl+Shift+F11'], args.none),
} as const satisfies Record<string, CommandRow>

export type CommandId = keyof typeof rows
/** What a command's handler is given. */
export type CommandArgs<Id extends CommandId> = z.output<(typeof rows)[Id]['args']>

export interface Command extends CommandRow {
  readonly id: CommandId
}

/** Every command, in the order in which help and settings show them. */
export const commands: readonly Command[] = Object.entries(rows).map(([id, row]) => ({
  id: id as CommandId,
  ...row,
}))

/** The schema of a command's arguments. */
export function commandSchema<Id extends CommandId>(id: Id): (typeof rows)[Id]['args'] {
  return rows[id].args
}

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

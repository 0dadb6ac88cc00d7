import { expect, test } from 'vitest'
import { commands, isCommandId, keysOf } from '../../contract/commands.ts'
import { ariaChord, chordOf, type KeyPress, normaliseChord, typesText } from './chord.ts'
import { findConflict, keyMap } from './key-map.ts'
import { isOwned } from './owned-keys.ts'

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...modifiers,
})
const altShift = { altKey: true, shiftKey: true }

test('no default key is one that a screen reader or browser owns', () => {
  const taken = commands.flatMap(({ id, keys }) => keys.filter(isOwned).map((key) => `${id}: ${key}`))
  expect(taken).toEqual([])
})

test('the list of owned keys knows the best known ones', () => {
  for (const key of [
    'H',
    'Shift+H',
    '1',
    'Ctrl+ArrowRight',
    'Ctrl+Alt+ArrowDown',
    'Space',
    'F7',
    'Ctrl+F',
    'Alt+D',
    'Alt+Shift+T',
    'Ctrl+Alt+Q',
  ])
    expect(isOwned(key), key).toBe(true)
})

test('no two commands share a default key, and every default is written in the normal form', () => {
  const all = commands.flatMap(({ keys }) => keys)
  expect(new Set(all).size).toBe(all.length)
  expect(all.map(normaliseChord)).toEqual(all)
})

test('every control that issue 2 names has a default key', () => {
  const needed = [
    'play_or_pause',
    'stop',
    'repeat',
    'read_from_here',
    'go_to_page',
    'louder',
    'quieter',
    'mute',
    'sleep_timer',
    'add_bookmark',
    'add_note',
    'find_text',
    'where_am_i',
    'slower',
    'faster',
    'skip_back',
    'skip_forward',
  ]
  const units = ['sentence', 'paragraph', 'heading', 'chapter', 'page']
  for (const id of [...needed, ...units.flatMap((unit) => [`previous_${unit}`, `next_${unit}`])]) {
    expect(isCommandId(id), id).toBe(true)
    if (isCommandId(id)) expect(keysOf(id).length, id).toBeGreaterThan(0)
  }
})

test('a default key needs no AltGr and types nothing on a German keyboard', () => {
  for (const { id, keys } of commands)
    for (const key of keys) {
      expect(/Ctrl\+(Shift\+)?Alt/.test(key), id).toBe(false)
      expect(typesText(key), `${id} ${key}`).toBe(false)
    }
})

test('letters follow the layout: Alt+Shift+Y is where a German Y is', () => {
  expect(chordOf(press('Y', 'KeyZ', altShift))).toBe('Alt+Shift+Y')
})

test('digits follow the place, whatever sign Shift makes of them', () => {
  expect(chordOf(press('!', 'Digit1', altShift))).toBe('Alt+Shift+1')
  expect(chordOf(press('/', 'Digit7', altShift))).toBe('Alt+Shift+7') // German
})

test('where Option or a Greek layout types another sign, the place of the letter counts', () => {
  expect(chordOf(press('Ô', 'KeyJ', altShift))).toBe('Alt+Shift+J')
  expect(chordOf(press('Ξ', 'KeyJ', altShift))).toBe('Alt+Shift+J')
})

test('comma and full stop are unshifted on German and US keyboards alike', () => {
  expect(chordOf(press(',', 'Comma', { ctrlKey: true }))).toBe('Ctrl+,')
  expect(chordOf(press('.', 'Period', { ctrlKey: true }))).toBe('Ctrl+.')
})

test('modifiers alone are no key', () => {
  expect(chordOf(press('Shift', 'ShiftLeft', { shiftKey: true }))).toBeUndefined()
  expect(chordOf(press('AltGraph', 'AltRight', { ctrlKey: true, altKey: true }))).toBeUndefined()
})

test('a chosen key replaces the default one, and an empty list switches it off', () => {
  expect(keyMap({}).get('F8')).toBe('play_or_pause')
  const chosen = keyMap({ play_or_pause: ['F4'], stop: [] })
  expect(chosen.get('F4')).toBe('play_or_pause')
  expect(chosen.has('F8')).toBe(false)
  expect(chosen.has('Shift+F8')).toBe(false)
})

test('a chosen key wins over the default of another command', () => {
  expect(keyMap({ repeat: ['F8'] }).get('F8')).toBe('repeat')
})

test('a conflict names the command that has the key already, or its owner', () => {
  expect(findConflict('F8', 'repeat', {})).toEqual({ kind: 'command', command: 'play_or_pause' })
  expect(findConflict('F8', 'play_or_pause', {})).toBeUndefined()
  expect(findConflict('Ctrl+F', 'repeat', {})).toEqual({ kind: 'owned' })
  expect(findConflict('F8', 'repeat', { play_or_pause: [] })).toBeUndefined()
})

test('aria-keyshortcuts says Control', () => {
  expect(ariaChord('Ctrl+,')).toBe('Control+,')
  expect(ariaChord('Alt+Shift+J')).toBe('Alt+Shift+J')
})

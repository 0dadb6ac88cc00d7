/**
 * A key with its modifiers, as text: `Alt+Shift+J`, `F8`, `Ctrl+,`.
 *
 * Letters are what the layout types (`Y` is where the user's Y is). Digits are the digit row by place, because with
 * Shift they type signs that differ from layout to layout. Where Alt turns a letter into another sign (macOS) or the
 * layout has no Latin letters, the key's place on a US keyboard stands in.
 */
const modifierNames = ['Ctrl', 'Alt', 'Shift', 'Meta'] as const
type Modifier = (typeof modifierNames)[number]

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

const modifierKeys = new Set([
  'Control',
  'Alt',
  'AltGraph',
  'Shift',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Fn',
  'Dead',
  'Process',
  'Unidentified',
])
const named: Readonly<Record<string, string>> = { ' ': 'Space', '+': 'Plus' }

function keyName({ key, code }: KeyPress): string | undefined {
  const digit = /^Digit(\d)$/.exec(code)
  if (digit) return digit[1]
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const letter = /^Key([A-Z])$/.exec(code)
  if (letter) return letter[1]
  if (modifierKeys.has(key)) return undefined
  return named[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}

/** @returns undefined while only modifiers are held */
export function chordOf(press: KeyPress): string | undefined {
  const name = keyName(press)
  if (name === undefined) return undefined
  const held: Record<Modifier, boolean> = {
    Ctrl: press.ctrlKey,
    Alt: press.altKey,
    Shift: press.shiftKey,
    Meta: press.metaKey,
  }
  return [...modifierNames.filter((modifier) => held[modifier]), name].join('+')
}

export interface Chord {
  readonly modifiers: ReadonlySet<string>
  readonly key: string
}

export function parseChord(text: string): Chord {
  const parts = text.split('+')
  const key = parts.pop() ?? ''
  return { modifiers: new Set(parts), key }
}

/** Modifiers in one order and letters in capitals, so that equal chords are equal texts. */
export function normaliseChord(text: string): string {
  const { modifiers, key } = parseChord(text)
  const name = key.length === 1 ? key.toUpperCase() : key
  return [...modifierNames.filter((modifier) => modifiers.has(modifier)), name].join('+')
}

/** True for keys that write text when pressed in a field, and so must not be taken from it. */
export function typesText(text: string): boolean {
  const { modifiers, key } = parseChord(text)
  if (modifiers.has('Ctrl') || modifiers.has('Alt') || modifiers.has('Meta')) return false
  return !/^F\d+$/.test(key) && !key.startsWith('Media')
}

/** As `aria-keyshortcuts` wants it (WAI-ARIA 1.2, 6.6): `Control`, and `Space` and `Plus` by name. */
export function ariaChord(text: string): string {
  return text.replace(/\bCtrl\b/, 'Control')
}

/** Names of modifiers and keys as the keyboard's user knows them. */
export interface ChordWords {
  readonly ctrl: string
  readonly alt: string
  readonly shift: string
  readonly meta: string
}

export function showChord(text: string, words: ChordWords): string {
  const names: Record<string, string> = {
    Ctrl: words.ctrl,
    Alt: words.alt,
    Shift: words.shift,
    Meta: words.meta,
  }
  const { modifiers, key } = parseChord(text)
  return [...modifierNames.filter((name) => modifiers.has(name)).map((name) => names[name]), key].join('+')
}
